//! Transactions: all or nothing, repeated when they met another, and never lent on half-done.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use tokio::sync::Barrier;
use vitrina::adapters::cockroach::{Kind, Repeat, Sql, SqlError, Statement, Transaction};

use super::{ADD, BACKEND, SLEEP, SUM, accounts, amount, number, running};
use crate::support::until;

/// Adds the sum of all accounts and 1 to an account: what two that do so at once see depends on who comes first.
async fn grow(tx: &Transaction, id: i64, met: &Barrier, attempt: u32) -> Result<(), SqlError> {
    const GROW: Statement = Statement::new(
        "test/grow",
        "UPDATE account SET amount = $2::INT8 WHERE id = $1::INT8",
    );
    let sum = number(tx, &SUM).await?;
    if attempt == 1 {
        // Both have read before either writes.
        met.wait().await;
    }
    tx.execute(&GROW, &[&id, &(sum + 1)]).await?;
    Ok(())
}

#[tokio::test]
async fn transactions_that_conflict_are_repeated_until_both_are_applied() {
    let database = accounts().await;
    let pools = database.pools(|_| ()).await;
    let met = Arc::new(Barrier::new(2));
    let growing = [1, 2].map(|id| {
        let (pools, met) = (pools.clone(), Arc::clone(&met));
        tokio::spawn(async move {
            let attempts = AtomicU32::new(0);
            let (attempts, met) = (&attempts, &*met);
            // Undone: a conflict took no effect, so even this may be repeated.
            let grown = pools.write.transaction(Repeat::Undone, |tx| async move {
                let attempt = attempts.fetch_add(1, Ordering::Relaxed) + 1;
                grow(&tx, id, met, attempt).await
            });
            grown.await.unwrap();
            attempts.load(Ordering::Relaxed)
        })
    });
    let [first, second] = growing;
    let attempts = first.await.unwrap() + second.await.unwrap();
    assert!(attempts >= 3, "no conflict was met: {attempts} attempts");
    // One after the other, in either order: 1, then 1 + 1.
    assert_eq!(number(&pools.fresh, &SUM).await.unwrap(), 3);
}

#[tokio::test]
async fn work_that_fails_is_rolled_back_and_its_connection_lent_again() {
    let database = accounts().await;
    let pools = database
        .pools(|settings| settings.write_connections = 1)
        .await;
    let backend = Mutex::new(0);
    let backend = &backend;
    let failed = pools.write.transaction(Repeat::Always, |tx| async move {
        tx.execute(&ADD, &[&1_i64]).await?;
        *backend.lock().unwrap() = number(&tx, &BACKEND).await?;
        Err::<(), _>(SqlError::found(Kind::Fault, "ours", "test"))
    });
    assert_eq!(failed.await.unwrap_err().code(), "ours");
    assert_eq!(amount(&database.client().await).await, 0);
    let next = pools.write.transaction(
        Repeat::Always,
        |tx| async move { number(&tx, &BACKEND).await },
    );
    assert_eq!(next.await.unwrap(), *backend.lock().unwrap());
    assert_eq!(pools.counts().by_name()["rollback"], 1);
}

#[tokio::test]
async fn abandoned_transaction_leaves_neither_change_nor_lock_nor_query() {
    let database = accounts().await;
    let pools = database
        .pools(|settings| settings.write_connections = 1)
        .await;
    let client = database.client().await;
    let leaving = pools.clone();
    let writing = tokio::spawn(async move {
        let slow = leaving.write.transaction(Repeat::Always, |tx| async move {
            tx.execute(&ADD, &[&1_i64]).await?;
            tx.query(&SLEEP, &[&25.0_f64]).await
        });
        slow.await.map(drop)
    });
    until("the transaction sleeps", async || {
        running(&client, "pg_sleep").await == 1
    })
    .await;
    writing.abort();
    assert!(writing.await.unwrap_err().is_cancelled());
    // Waits for the lock of the abandoned one, over a new connection.
    let added = pools.write.transaction(Repeat::Always, |tx| async move {
        tx.execute(&ADD, &[&1_i64]).await
    });
    let added = tokio::time::timeout(Duration::from_secs(2), added)
        .await
        .expect("the lock is given up");
    assert_eq!(added.unwrap(), 1);
    assert_eq!(amount(&client).await, 1);
    assert_eq!(running(&client, "pg_sleep").await, 0);
    let occupancy = pools.write.occupancy();
    assert_eq!((occupancy.open, occupancy.idle), (1, 1));
}

#[tokio::test]
async fn transaction_that_is_kept_runs_nothing_after_its_end() {
    let database = accounts().await;
    let pools = database.pools(|_| ()).await;
    let kept = Mutex::new(None);
    let keep = &kept;
    let ended = pools.write.transaction(Repeat::Always, |tx| async move {
        tx.execute(&ADD, &[&1_i64]).await?;
        *keep.lock().unwrap() = Some(tx);
        Ok(())
    });
    ended.await.unwrap();
    let kept = kept.into_inner().unwrap().unwrap();
    assert_eq!(
        kept.execute(&ADD, &[&1_i64]).await.unwrap_err().code(),
        "ended"
    );
    assert_eq!(amount(&database.client().await).await, 1);
    assert_eq!(pools.write.occupancy().idle, 1);
}

#[tokio::test]
async fn lock_that_is_not_given_up_is_a_time_out() {
    let database = accounts().await;
    let pools = database.pools(|_| ()).await;
    let client = database.client().await;
    client
        .batch_execute("BEGIN; SELECT amount FROM account WHERE id = 1 FOR UPDATE")
        .await
        .unwrap();
    let waited = pools.write.transaction(Repeat::Always, |tx| async move {
        tx.execute(&ADD, &[&1_i64]).await
    });
    let waited = waited.await.unwrap_err();
    assert_eq!((waited.kind(), waited.code()), (Kind::TimedOut, "55P03"));
    client.batch_execute("ROLLBACK").await.unwrap();
    assert_eq!(pools.counts().by_name()["begin"], 1);
}
