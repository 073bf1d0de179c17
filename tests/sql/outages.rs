//! Connections that are cut, silent or half-closed, most of them in the middle of a query.

use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use vitrina::adapters::cockroach::{Kind, Pools, Repeat, Settings, Sql, SqlError};

use super::{ADD, BACKEND, SLEEP, accounts, amount, assert_settled, connected, number, running};
use crate::support::{
    database::{self, TestDatabase},
    io,
    proxy::Proxy,
    until,
};

/// Longest time until reads succeed after an outage.
const RECOVERY: Duration = Duration::from_secs(2);

async fn behind_proxy(change: impl FnOnce(&mut Settings)) -> (TestDatabase, Proxy, Pools) {
    let database = accounts().await;
    let proxy = Proxy::start(database::address()).await;
    let mut settings = database.settings_through(proxy.address);
    change(&mut settings);
    let pools = Pools::connect(&settings, io()).await.unwrap();
    (database, proxy, pools)
}

/// Sends a query and breaks its connection before the answer; the read must succeed all the same.
async fn read_survives(break_connection: impl FnOnce(&Proxy)) {
    let (_database, proxy, pools) = behind_proxy(|settings| settings.fresh_connections = 2).await;
    let before = number(&pools.fresh, &BACKEND).await.unwrap();
    let counted = pools.counts().total();
    proxy.hold();
    let sent = proxy.next_request();
    let (read, ()) = tokio::join!(number(&pools.fresh, &BACKEND), async {
        sent.await;
        break_connection(&proxy);
        proxy.release();
    });
    assert_ne!(read.unwrap(), before);
    assert_eq!(pools.counts().total() - counted, 2);
    assert_settled(&pools.fresh);
}

#[tokio::test]
async fn read_that_is_cut_off_is_made_again_on_another_connection() {
    read_survives(Proxy::cut).await;
}

#[tokio::test]
async fn read_whose_connection_is_half_closed_is_made_again_on_another_connection() {
    read_survives(Proxy::half_close).await;
}

/// Opens all four connections of a pool, which are then idle.
async fn open_four(pools: &Pools) {
    let mut open = JoinSet::new();
    for _ in 0..4 {
        let pools = pools.clone();
        open.spawn(async move { pools.fresh.query(&SLEEP, &[&0.2_f64]).await.map(drop) });
    }
    for opened in open.join_all().await {
        opened.unwrap();
    }
    assert_eq!(pools.fresh.occupancy().open, 4);
}

#[tokio::test]
async fn read_passes_over_all_connections_that_the_network_forgot() {
    let (_database, proxy, pools) = behind_proxy(|settings| settings.fresh_connections = 4).await;
    open_four(&pools).await;
    let counted = pools.counts().total();
    proxy.forget();
    number(&pools.fresh, &BACKEND).await.unwrap();
    assert_eq!(pools.counts().total() - counted, 2);
    assert_eq!(pools.fresh.occupancy().open, 1);
    assert_settled(&pools.fresh);
}

#[tokio::test]
async fn connections_that_were_cut_while_idle_are_replaced_without_an_error() {
    let (database, proxy, pools) = behind_proxy(|settings| settings.fresh_connections = 4).await;
    open_four(&pools).await;
    proxy.cut();
    for _ in 0..8 {
        number(&pools.fresh, &BACKEND).await.unwrap();
    }
    let client = database.client().await;
    until("the server has dropped the others", async || {
        connected(&client).await == i64::try_from(pools.fresh.occupancy().open).unwrap()
    })
    .await;
    assert_settled(&pools.fresh);
}

#[tokio::test]
async fn silent_network_is_a_time_out_and_ends_the_connection() {
    let (_database, proxy, pools) = behind_proxy(|settings| {
        settings.fresh_connections = 1;
        settings.read_timeout_ms = 200;
        settings.connect_timeout_ms = 300;
    })
    .await;
    let before = number(&pools.fresh, &BACKEND).await.unwrap();
    proxy.hold();
    let began = Instant::now();
    let silent = number(&pools.fresh, &BACKEND).await.unwrap_err();
    assert_eq!((silent.kind(), silent.code()), (Kind::TimedOut, "deadline"));
    assert!(began.elapsed() < RECOVERY, "{:?}", began.elapsed());
    assert_eq!(pools.counts().by_name()["test/backend"], 2, "not repeated");
    assert_eq!(pools.fresh.occupancy().open, 0);
    // A new connection is as silent, and given up in time as well.
    let unreachable = number(&pools.fresh, &BACKEND).await.unwrap_err();
    assert_eq!(
        (unreachable.kind(), unreachable.code()),
        (Kind::Lost, "unreachable")
    );
    proxy.release();
    let released = Instant::now();
    assert_ne!(number(&pools.fresh, &BACKEND).await.unwrap(), before);
    assert!(released.elapsed() < RECOVERY, "{:?}", released.elapsed());
    assert_settled(&pools.fresh);
}

#[tokio::test]
async fn database_that_went_away_is_unavailable_at_once_and_used_again_when_it_is_back() {
    let (_database, proxy, pools) = behind_proxy(|_| ()).await;
    number(&pools.fresh, &BACKEND).await.unwrap();
    proxy.refuse(true);
    let began = Instant::now();
    let gone = number(&pools.fresh, &BACKEND).await.unwrap_err();
    assert_eq!(gone.kind(), Kind::Lost, "{gone}");
    assert!(
        began.elapsed() < Duration::from_millis(500),
        "{:?}",
        began.elapsed()
    );
    proxy.refuse(false);
    let back = Instant::now();
    number(&pools.fresh, &BACKEND).await.unwrap();
    assert!(back.elapsed() < RECOVERY, "{:?}", back.elapsed());
    assert_settled(&pools.fresh);
}

#[tokio::test]
async fn pool_neither_leaks_nor_grows_under_cuts() {
    let (database, proxy, pools) = behind_proxy(|settings| settings.fresh_connections = 4).await;
    let mut readers = JoinSet::new();
    for _ in 0..12 {
        let pools = pools.clone();
        readers.spawn(async move {
            let mut failures = 0;
            for _ in 0..60 {
                match number(&pools.fresh, &BACKEND).await {
                    Ok(_) => {}
                    Err(error) if error.kind() == Kind::Lost => failures += 1,
                    Err(error) => panic!("{error}"),
                }
            }
            failures
        });
    }
    // A cut whenever some connections have been made since the last one.
    let mut cuts = 0;
    let failures: Vec<u32> = loop {
        let made = proxy.connections();
        tokio::select! {
            failures = async { std::mem::take(&mut readers).join_all().await }, if cuts == 20 => break failures,
            () = proxy.next_request(), if cuts < 20 => {
                if proxy.connections() == made {
                    proxy.cut();
                    cuts += 1;
                }
            }
        }
    };
    let failed: u32 = failures.iter().sum();
    assert!(failed < 12 * 60 / 2, "{failed} of 720 reads failed");
    number(&pools.fresh, &BACKEND).await.unwrap();
    let occupancy = pools.fresh.occupancy();
    assert!((1..=4).contains(&occupancy.open), "{occupancy:?}");
    assert_settled(&pools.fresh);
    let client = database.client().await;
    until("the server has the pool's connections alone", async || {
        connected(&client).await <= 4
    })
    .await;
}

#[tokio::test]
async fn write_that_is_cut_off_before_its_commit_is_made_again() {
    let (database, proxy, pools) = behind_proxy(|settings| settings.write_connections = 1).await;
    let (attempts, proxy) = (std::sync::atomic::AtomicU32::new(0), &proxy);
    let attempts = &attempts;
    let added = pools.write.transaction(Repeat::Undone, |tx| async move {
        tx.execute(&ADD, &[&1_i64]).await?;
        if attempts.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == 0 {
            proxy.cut();
        }
        number(&tx, &BACKEND).await
    });
    added.await.unwrap();
    assert_eq!(attempts.load(std::sync::atomic::Ordering::Relaxed), 2);
    assert_eq!(amount(&database.client().await).await, 1);
}

/// Loses the answer to the first COMMIT, after the database has made it.
async fn lost_commit(may: Repeat) -> (Result<(), SqlError>, i64) {
    let (database, proxy, pools) = behind_proxy(|settings| settings.write_connections = 1).await;
    let client = database.client().await;
    let is_first = std::sync::atomic::AtomicBool::new(true);
    let (is_first, on_commit) = (&is_first, &proxy);
    let writing = pools.write.transaction(may, |tx| async move {
        tx.execute(&ADD, &[&1_i64]).await?;
        if is_first.swap(false, std::sync::atomic::Ordering::Relaxed) {
            on_commit.hold_answers();
        }
        Ok(())
    });
    let (written, ()) = tokio::join!(writing, async {
        until("the first commit is made", async || {
            amount(&client).await == 1
        })
        .await;
        proxy.cut();
        proxy.release();
    });
    (written, amount(&client).await)
}

#[tokio::test]
async fn write_whose_commit_was_not_answered_is_not_made_twice() {
    let (written, amount) = lost_commit(Repeat::Undone).await;
    assert_eq!(written.unwrap_err().kind(), Kind::Ambiguous);
    assert_eq!(amount, 1);
}

#[tokio::test]
async fn write_that_may_happen_twice_is_made_again_when_its_commit_was_not_answered() {
    let (written, amount) = lost_commit(Repeat::Always).await;
    written.unwrap();
    assert_eq!(amount, 2);
}

#[tokio::test]
async fn query_of_a_reader_that_goes_away_behind_a_proxy_is_canceled() {
    let (database, proxy, pools) = behind_proxy(|settings| settings.fresh_connections = 1).await;
    let client = database.client().await;
    let leaving = pools.clone();
    let reading = tokio::spawn(async move { leaving.fresh.query(&SLEEP, &[&1.9_f64]).await });
    until("the query runs", async || {
        running(&client, "pg_sleep").await == 1
    })
    .await;
    let made = proxy.connections();
    reading.abort();
    until("the query is canceled", async || {
        running(&client, "pg_sleep").await == 0
    })
    .await;
    assert_eq!(proxy.connections(), made + 1, "one connection to cancel it");
}
