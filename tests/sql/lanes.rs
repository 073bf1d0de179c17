//! Connections that a worker drives itself: whose they are, who else may borrow them, and that they stay bounded.

use std::{sync::Arc, thread};

use tokio::sync::{Notify, oneshot};
use vitrina::adapters::cockroach::{Pools, enroll_worker};

use super::{BACKEND, SLEEP, assert_settled, connected, number, running};
use crate::support::{database::TestDatabase, io, until};

/// One connection for threads that are no workers, and three for workers.
const CONNECTIONS: usize = 4;

async fn pools(database: &TestDatabase) -> Pools {
    let mut settings = database.settings();
    settings.fresh_connections = CONNECTIONS;
    settings.read_timeout_ms = 30_000;
    Pools::connect_for(&settings, io(), 1).await.unwrap()
}

/// A worker that reads once, tells on which connection, and runs until it is told to end.
struct Worker {
    backend: i64,
    ends: Arc<Notify>,
    thread: thread::JoinHandle<()>,
}

impl Worker {
    async fn start(pools: &Pools) -> Self {
        let (tell, told) = oneshot::channel();
        let (pools, ends) = (pools.clone(), Arc::new(Notify::new()));
        let ended = Arc::clone(&ends);
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                enroll_worker();
                tell.send(number(&pools.fresh, &BACKEND).await.unwrap())
                    .unwrap();
                ended.notified().await;
            });
        });
        Self {
            backend: told.await.unwrap(),
            ends,
            thread,
        }
    }

    fn end(self) {
        self.ends.notify_one();
        self.thread.join().unwrap();
    }
}

#[tokio::test]
async fn worker_drives_its_own_connections() {
    let database = super::accounts().await;
    let (pools, client) = (pools(&database).await, database.client().await);
    let other = number(&pools.fresh, &BACKEND).await.unwrap();
    let worker = Worker::start(&pools).await;
    assert_ne!(worker.backend, other);
    assert_eq!(connected(&client).await, 2);
    worker.end();
    until("the worker's connection ends with it", async || {
        connected(&client).await == 1
    })
    .await;
    assert_eq!(number(&pools.fresh, &BACKEND).await.unwrap(), other);
}

#[tokio::test]
async fn idle_connection_of_a_worker_is_borrowed_when_the_others_are_lent() {
    let database = super::accounts().await;
    let (pools, client) = (pools(&database).await, database.client().await);
    let worker = Worker::start(&pools).await;
    let holder = pools.clone();
    let holding = tokio::spawn(async move {
        use vitrina::adapters::cockroach::Sql;
        holder.fresh.query(&SLEEP, &[&30.0_f64]).await
    });
    until("the only other connection is in use", async || {
        running(&client, "pg_sleep").await == 1
    })
    .await;
    for _ in 0..3 {
        let borrowed = number(&pools.fresh, &BACKEND).await.unwrap();
        assert_eq!(borrowed, worker.backend);
    }
    assert_eq!(pools.fresh.occupancy().open, 2);
    holding.abort();
    let _ = holding.await;
    until("the sleeping query is canceled", async || {
        running(&client, "pg_sleep").await == 0
    })
    .await;
    worker.end();
    assert_settled(&pools.fresh);
}
