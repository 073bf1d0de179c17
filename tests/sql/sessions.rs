//! What connections are told, and what holds for single statements.

use std::time::{Duration, Instant};

use vitrina::{
    adapters::cockroach::{ConnectError, Kind, Pools, Repeat, Settings, Sql, Statement},
    application::catalog::StoreError,
};

use super::{ADD, BACKEND, SLEEP, accounts, assert_settled, number, running};
use crate::support::{database, io, proxy::Proxy, until};

async fn setting(sql: &impl Sql, name: &str) -> String {
    const SETTING: Statement =
        Statement::new("test/setting", "SELECT current_setting($1::TEXT)::TEXT");
    sql.query(&SETTING, &[&name]).await.unwrap()[0].get(0)
}

#[tokio::test]
async fn every_pool_has_its_settings() {
    let database = accounts().await;
    let pools = database
        .pools(|settings| settings.read_timeout_ms = 1_500)
        .await;
    for reader in [&pools.fresh, &pools.behind] {
        assert_eq!(setting(reader, "default_transaction_read_only").await, "on");
        assert_eq!(setting(reader, "statement_timeout").await, "1500ms");
        assert_eq!(setting(reader, "application_name").await, "vitrina");
    }
    let names = [
        ("transaction_isolation", "serializable"),
        ("transaction_read_only", "off"),
        ("statement_timeout", "30s"),
        ("lock_timeout", "3s"),
        ("idle_in_transaction_session_timeout", "5s"),
    ];
    let within = pools.write.transaction(Repeat::Always, |tx| async move {
        let mut values = Vec::new();
        for (name, _) in names {
            values.push(setting(&tx, name).await);
        }
        Ok(values)
    });
    assert_eq!(within.await.unwrap(), names.map(|(_, value)| value));
}

#[tokio::test]
async fn readers_refuse_to_write() {
    let database = accounts().await;
    let pools = database.pools(|_| ()).await;
    for reader in [&pools.fresh, &pools.behind] {
        let refused = reader.query(&ADD, &[&1_i64]).await.unwrap_err();
        assert_eq!((refused.kind(), refused.code()), (Kind::Fault, "25006"));
    }
    assert_eq!(pools.counts().total(), 2, "a fault is not repeated");
}

#[tokio::test]
async fn statements_are_counted_by_name() {
    let database = accounts().await;
    let pools = database.pools(|_| ()).await;
    number(&pools.fresh, &BACKEND).await.unwrap();
    number(&pools.behind, &BACKEND).await.unwrap();
    let text = "SELECT $1::INT8 + 1";
    let type_ = tokio_postgres::types::Type::INT8;
    for is_kept in [false, true] {
        let typed = [(
            &41_i64 as &(dyn tokio_postgres::types::ToSql + Sync),
            type_.clone(),
        )];
        let rows = pools
            .fresh
            .query_composed("test/composed", text, &typed, is_kept)
            .await;
        assert_eq!(rows.unwrap()[0].get::<_, i64>(0), 42);
    }
    let added = pools.write.transaction(Repeat::Always, |tx| async move {
        tx.execute(&ADD, &[&1_i64]).await
    });
    assert_eq!(added.await.unwrap(), 1);
    let counted: Vec<_> = pools.counts().by_name().into_iter().collect();
    let expected = [
        ("begin", 1),
        ("commit", 1),
        ("test/add", 1),
        ("test/backend", 2),
        ("test/composed", 2),
    ];
    assert_eq!(counted, expected);
}

#[tokio::test]
async fn slow_statement_times_out_once_and_leaves_its_connection_usable() {
    let database = accounts().await;
    let pools = database
        .pools(|settings| {
            settings.fresh_connections = 1;
            settings.read_timeout_ms = 200;
        })
        .await;
    let before = number(&pools.fresh, &BACKEND).await.unwrap();
    let slow = pools.fresh.query(&SLEEP, &[&30.0_f64]).await.unwrap_err();
    assert_eq!((slow.kind(), slow.code()), (Kind::TimedOut, "57014"));
    assert_eq!(pools.counts().by_name()["test/sleep"], 1);
    assert_eq!(number(&pools.fresh, &BACKEND).await.unwrap(), before);
}

#[tokio::test]
async fn caller_who_gets_no_connection_in_time_is_turned_away() {
    let database = accounts().await;
    let pools = database
        .pools(|settings| {
            settings.fresh_connections = 1;
            settings.wait_timeout_ms = 100;
        })
        .await;
    let (client, holder) = (database.client().await, pools.clone());
    let holding = tokio::spawn(async move { holder.fresh.query(&SLEEP, &[&30.0_f64]).await });
    until("the only connection is in use", async || {
        running(&client, "pg_sleep").await == 1
    })
    .await;
    let turned_away = number(&pools.fresh, &BACKEND).await.unwrap_err();
    assert_eq!(
        (turned_away.kind(), turned_away.code()),
        (Kind::Overloaded, "queue")
    );
    assert!(matches!(turned_away.into(), StoreError::Overloaded(_)));
    holding.abort();
}

#[tokio::test]
async fn reader_that_goes_away_cancels_its_query_and_ends_its_connection() {
    let database = accounts().await;
    let pools = database
        .pools(|settings| settings.fresh_connections = 1)
        .await;
    let client = database.client().await;
    let before = number(&pools.fresh, &BACKEND).await.unwrap();
    let leaving = pools.clone();
    let reading = tokio::spawn(async move { leaving.fresh.query(&SLEEP, &[&1.9_f64]).await });
    until("the query runs", async || {
        running(&client, "pg_sleep").await == 1
    })
    .await;
    let left = Instant::now();
    reading.abort();
    assert!(reading.await.unwrap_err().is_cancelled());
    let after = number(&pools.fresh, &BACKEND).await.unwrap();
    assert_ne!(before, after, "the busy connection was lent again");
    until("the query is canceled", async || {
        running(&client, "pg_sleep").await == 0
    })
    .await;
    assert!(
        left.elapsed() < Duration::from_millis(1_500),
        "{:?}",
        left.elapsed()
    );
    assert_settled(&pools.fresh);
}

#[tokio::test]
async fn connections_end_with_their_lifetime() {
    let database = accounts().await;
    let pools = database
        .pools(|settings| {
            settings.fresh_connections = 1;
            settings.lifetime_seconds = 0;
        })
        .await;
    let first = number(&pools.fresh, &BACKEND).await.unwrap();
    assert_ne!(number(&pools.fresh, &BACKEND).await.unwrap(), first);
    assert_eq!(pools.fresh.occupancy().open, 1);
}

#[test]
fn connections_outlive_the_runtime_that_asked_for_them() {
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
    };
    let (database, pools, before) = runtime().block_on(async {
        let database = accounts().await;
        let pools = database
            .pools(|settings| settings.fresh_connections = 1)
            .await;
        let backend = number(&pools.fresh, &BACKEND).await.unwrap();
        (database, pools, backend)
    });
    // The first runtime is gone, as is whatever it drove.
    let after = runtime().block_on(number(&pools.fresh, &BACKEND)).unwrap();
    assert_eq!(before, after);
    drop(database);
}

#[tokio::test]
async fn faults_tell_callers_neither_sql_nor_addresses() {
    let database = accounts().await;
    let pools = database.pools(|_| ()).await;
    let wrong = Statement::new("test/wrong", "SELECT secret_column FROM account");
    let error = pools.fresh.query(&wrong, &[]).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (Kind::Fault, "42703"));
    let told = StoreError::from(error);
    assert!(matches!(told, StoreError::Faulty(_)));
    assert_eq!(told.to_string(), "the store is at fault: test/wrong: 42703");

    let nowhere = Proxy::start(database::address()).await;
    nowhere.refuse(true);
    let refused = Pools::connect(&database.settings_through(nowhere.address), io()).await;
    let ConnectError::Database(error) = refused.unwrap_err() else {
        panic!("the address is fine")
    };
    assert_eq!(error.kind(), Kind::Lost);
    let told = StoreError::from(error);
    assert!(matches!(told, StoreError::Unavailable(_)));
    assert!(!told.to_string().contains("127.0.0.1"), "{told}");
}

#[tokio::test]
async fn unknown_user_is_a_fault_of_the_installation() {
    let database = accounts().await;
    let settings = Settings {
        connect_timeout_ms: 2_000,
        ..database.settings_of("nobody_of_that_name")
    };
    let refused = Pools::connect(&settings, io()).await.unwrap_err();
    assert!(
        matches!(&refused, ConnectError::Database(error) if error.kind() == Kind::Fault),
        "{refused:?}"
    );
}
