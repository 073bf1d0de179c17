//! A connection on loan: the one place where statements run, are counted, timed and bounded.
//!
//! A connection goes back to its pool only when nothing is in flight on it and no transaction is open. A caller who goes
//! away in the middle (a request that ran out of time) leaves a query running: it is canceled at the server, and the
//! connection is closed.

use std::{
    collections::BTreeMap,
    fmt,
    future::Future,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use deadpool_postgres::Object;
use metrics::Gauge;
use tokio::runtime::Handle;
use tokio_postgres::{
    Row,
    types::{ToSql, Type},
};
use tokio_postgres_rustls::MakeRustlsConnect;
use tracing::Instrument;

use super::{
    Statement, connect,
    error::{Kind, SqlError},
};

/// Values of `$1`, `$2` and so on.
pub type Params<'a> = &'a [&'a (dyn ToSql + Sync)];

/// Values of `$1`, `$2` and so on, with the types that the text casts them to.
pub type TypedParams<'a> = &'a [(&'a (dyn ToSql + Sync), Type)];

/// Runs statements: what data access objects are written over.
pub trait Sql: Sync {
    /// All rows of a statement. It is prepared once a connection.
    fn query(
        &self,
        statement: &Statement,
        params: Params<'_>,
    ) -> impl Future<Output = Result<Vec<Row>, SqlError>> + Send;

    /// All rows of a text that was put together for this call, under the name of what put it together. It is prepared
    /// once a connection where `is_kept` says that there are few such texts; else it is not kept, so there may be any
    /// number of them.
    fn query_composed(
        &self,
        name: &'static str,
        text: &str,
        params: TypedParams<'_>,
        is_kept: bool,
    ) -> impl Future<Output = Result<Vec<Row>, SqlError>> + Send;
}

/// How often each statement ran, for tests and for whoever asks.
#[derive(Debug, Default)]
pub struct Counts(Mutex<BTreeMap<&'static str, u64>>);

impl Counts {
    /// How often each ran, by name.
    #[must_use]
    pub fn by_name(&self) -> BTreeMap<&'static str, u64> {
        self.locked().clone()
    }

    /// How many ran in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.locked().values().sum()
    }

    fn add(&self, name: &'static str) {
        *self.locked().entry(name).or_default() += 1;
        metrics::counter!("vitrina_sql_statements_total", "statement" => name).increment(1);
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, BTreeMap<&'static str, u64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the connections of a pool share.
pub(super) struct Shared {
    pub io: Handle,
    /// How a connection that cancels is encrypted.
    pub tls: MakeRustlsConnect,
    pub counts: Arc<Counts>,
    /// Longest wait for an answer. It is longer than what the server allows itself, so it ends only what the server
    /// cannot end: waiting for a network that has gone silent.
    pub deadline: Duration,
    /// Longest time for canceling a query.
    pub cancel_timeout: Duration,
    /// How many connections are on loan.
    pub lent: Gauge,
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared").finish_non_exhaustive()
    }
}

/// A connection on loan.
pub(super) struct Session {
    /// `None` only while it is being dropped.
    client: Option<Object>,
    shared: Arc<Shared>,
    /// Statements whose answer has not been read to its end.
    in_flight: AtomicUsize,
    /// Whether it must not be lent again.
    is_spoiled: AtomicBool,
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").finish_non_exhaustive()
    }
}

impl Session {
    pub fn new(client: Object, shared: Arc<Shared>) -> Self {
        shared.lent.increment(1.0);
        Self {
            client: Some(client),
            shared,
            in_flight: AtomicUsize::new(0),
            is_spoiled: AtomicBool::new(false),
        }
    }

    fn client(&self) -> &Object {
        self.client.as_ref().expect("taken by drop alone")
    }

    /// Keeps the connection from going back to its pool, or allows it again.
    pub fn spoil(&self, is_spoiled: bool) {
        self.is_spoiled.store(is_spoiled, Ordering::Release);
    }

    pub async fn query(
        &self,
        statement: &Statement,
        params: Params<'_>,
    ) -> Result<Vec<Row>, SqlError> {
        let client = self.client();
        self.run(statement.name, async {
            let prepared = client.prepare_cached(statement.text).await?;
            client.query(&prepared, params).await
        })
        .await
    }

    pub async fn execute(
        &self,
        statement: &Statement,
        params: Params<'_>,
    ) -> Result<u64, SqlError> {
        let client = self.client();
        self.run(statement.name, async {
            let prepared = client.prepare_cached(statement.text).await?;
            client.execute(&prepared, params).await
        })
        .await
    }

    pub async fn query_composed(
        &self,
        name: &'static str,
        text: &str,
        params: TypedParams<'_>,
        is_kept: bool,
    ) -> Result<Vec<Row>, SqlError> {
        let client = self.client();
        if !is_kept {
            return self.run(name, client.query_typed(text, params)).await;
        }
        self.run(name, async {
            let types: Vec<Type> = params.iter().map(|(_, kind)| kind.clone()).collect();
            let prepared = client.prepare_typed_cached(text, &types).await?;
            let values: Vec<_> = params.iter().map(|(value, _)| *value).collect();
            client.query(&prepared, &values).await
        })
        .await
    }

    /// Runs what has neither values nor rows.
    pub async fn command(&self, name: &'static str, text: &str) -> Result<(), SqlError> {
        self.run(name, self.client().batch_execute(text)).await
    }

    /// Whether the connection answers.
    pub async fn is_alive(&self, within: Duration) -> bool {
        let asked = tokio::time::timeout(within, self.client().check_connection()).await;
        let is_alive = matches!(asked, Ok(Ok(())));
        if !is_alive {
            self.spoil(true);
        }
        is_alive
    }

    /// The one function that every statement passes.
    async fn run<T>(
        &self,
        name: &'static str,
        work: impl Future<Output = Result<T, tokio_postgres::Error>>,
    ) -> Result<T, SqlError> {
        self.shared.counts.add(name);
        let began = Instant::now();
        let span = tracing::info_span!("sql", statement = name);
        // Not taken back when this future is dropped or its time is up: then an answer is still to come.
        self.in_flight.fetch_add(1, Ordering::AcqRel);
        let answered = tokio::time::timeout(self.shared.deadline, work.instrument(span)).await;
        metrics::histogram!("vitrina_sql_statement_seconds", "statement" => name)
            .record(began.elapsed().as_secs_f64());
        let Ok(answered) = answered else {
            return Err(SqlError::found(Kind::TimedOut, "deadline", name));
        };
        self.in_flight.fetch_sub(1, Ordering::AcqRel);
        answered.map_err(|error| {
            let error = SqlError::of(name, error);
            if error.spoils_connection() {
                self.spoil(true);
            }
            error
        })
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let Some(client) = self.client.take() else {
            return;
        };
        self.shared.lent.decrement(1.0);
        let is_busy = *self.in_flight.get_mut() > 0;
        if !is_busy && !*self.is_spoiled.get_mut() {
            return;
        }
        let client = Object::take(client);
        if is_busy && !client.is_closed() {
            let (token, limit) = (client.cancel_token(), self.shared.cancel_timeout);
            let tls = self.shared.tls.clone();
            // The connection is closed after the cancel, because closing it would not stop the query.
            self.shared.io.spawn(async move {
                let canceled = tokio::time::timeout(limit, connect::cancel(&token, tls)).await;
                if !matches!(canceled, Ok(Ok(()))) {
                    tracing::debug!("a query could not be canceled");
                }
                drop(client);
            });
        }
    }
}
