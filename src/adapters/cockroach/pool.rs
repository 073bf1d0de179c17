//! Three pools of connections: reads of the present, reads that may be some seconds behind, writes.
//!
//! Everything is bounded: connections, waiting for one, opening one, statements. Read connections refuse to write.
//! Whether a failed attempt is made again is decided in `retry`.
//!
//! Connections that read lie in lanes, one a worker and one for all other threads: a worker borrows from its own, whose
//! connections its own runtime drives, and from another only what lies idle there while its own are all lent.

use std::{
    hash::{BuildHasher, BuildHasherDefault},
    sync::Arc,
    time::{Duration, Instant},
};

use deadpool_postgres::{
    Hook, HookError, Manager, ManagerConfig, Object, PoolError, RecyclingMethod, Runtime,
    TimeoutType, Timeouts,
};
use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};
use tokio::runtime::Handle;
use tokio_postgres::Row;

use super::{
    Statement,
    connect::{self, ConnectError, Database, DatabaseUrl, IoConnect, Preparation},
    error::{Kind, SqlError},
    retry::{READS, Repeat, repeat},
    session::{Counts, Params, Session, Shared, Sql, TypedParams},
    worker::worker,
};

/// Longest wait for a row that another transaction has locked: a process that was stopped keeps its locks.
const LOCK_TIMEOUT_MS: u64 = 3_000;

/// Longest pause within a transaction, after which the server gives up on the process that opened it.
const IDLE_IN_TRANSACTION_MS: u64 = 5_000;

/// Time for the server's own time-out to arrive before the connection counts as silent.
const GRACE: Duration = Duration::from_millis(500);

/// Most callers that wait for a connection, for each connection there is: more could not be served in time.
const WAITING_PER_CONNECTION: usize = 64;

/// Only CockroachDB has these. Reads by key or index never need a scan of a whole table.
const COCKROACH_READS: &[(&str, &str)] = &[("disallow_full_table_scans", "on")];

/// As [`COCKROACH_READS`], from the nearest replica, some 4 seconds behind.
const COCKROACH_READS_BEHIND: &[(&str, &str)] = &[
    ("disallow_full_table_scans", "on"),
    ("default_transaction_use_follower_reads", "on"),
];

/// The database and the way to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Address; empty for none.
    pub url: DatabaseUrl,
    /// Most connections that read the present.
    pub fresh_connections: usize,
    /// Most connections for reads that may be some seconds behind.
    pub behind_connections: usize,
    /// Most connections that write.
    pub write_connections: usize,
    /// Milliseconds that opening a connection may take.
    pub connect_timeout_ms: u64,
    /// Milliseconds that a caller waits for a free connection.
    pub wait_timeout_ms: u64,
    /// Milliseconds that a reading statement may take.
    pub read_timeout_ms: u64,
    /// Milliseconds that a writing statement may take.
    pub write_timeout_ms: u64,
    /// Seconds that a connection is used at most; each ends at a time of its own between a third of it and all of it.
    pub lifetime_seconds: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            url: DatabaseUrl::default(),
            fresh_connections: 16,
            behind_connections: 16,
            write_connections: 4,
            connect_timeout_ms: 1_000,
            wait_timeout_ms: 1_000,
            read_timeout_ms: 2_000,
            write_timeout_ms: 30_000,
            lifetime_seconds: 1_800,
        }
    }
}

/// What a pool is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Fresh,
    Behind,
    Write,
}

impl Purpose {
    /// Its name in metrics.
    fn name(self) -> &'static str {
        match self {
            Self::Fresh => "fresh",
            Self::Behind => "behind",
            Self::Write => "write",
        }
    }
}

impl Settings {
    fn connections(&self, purpose: Purpose) -> usize {
        let connections = match purpose {
            Purpose::Fresh => self.fresh_connections,
            Purpose::Behind => self.behind_connections,
            Purpose::Write => self.write_connections,
        };
        connections.max(1)
    }

    fn statement_timeout(&self, purpose: Purpose) -> Duration {
        Duration::from_millis(match purpose {
            Purpose::Fresh | Purpose::Behind => self.read_timeout_ms,
            Purpose::Write => self.write_timeout_ms,
        })
    }

    fn connect_timeout(&self) -> Duration {
        Duration::from_millis(self.connect_timeout_ms)
    }

    fn wait_timeout(&self) -> Duration {
        Duration::from_millis(self.wait_timeout_ms)
    }

    fn preparation(&self, purpose: Purpose) -> Preparation {
        let timeout = self.statement_timeout(purpose).as_millis();
        let common =
            format!("SET application_name = 'vitrina'; SET statement_timeout = '{timeout}ms'; ");
        let (own, on_cockroach, on_postgres) = match purpose {
            Purpose::Fresh => (READ_ONLY.to_owned(), COCKROACH_READS, POSTGRES_READS),
            Purpose::Behind => (READ_ONLY.to_owned(), COCKROACH_READS_BEHIND, POSTGRES_READS),
            Purpose::Write => {
                let own = format!(
                    "SET default_transaction_isolation = 'serializable'; \
                     SET lock_timeout = '{LOCK_TIMEOUT_MS}ms'; \
                     SET idle_in_transaction_session_timeout = '{IDLE_IN_TRANSACTION_MS}ms'"
                );
                (own, &[][..], POSTGRES_WRITES)
            }
        };
        Preparation {
            everywhere: common + &own,
            on_cockroach,
            on_postgres,
        }
    }
}

/// Writes reach rows by key, whatever the planner believes of tables that were empty a moment ago: it would keep a plan
/// made then, which reads a whole table for each batch and, being SERIALIZABLE, meets every other writer.
const POSTGRES_WRITES: &[(&str, &str)] = &[
    ("plan_cache_mode", "force_generic_plan"),
    ("enable_seqscan", "off"),
    ("enable_hashjoin", "off"),
    ("enable_mergejoin", "off"),
];

/// Reads are by key, in batches: PostgreSQL would plan each batch anew, because a plan for any number of keys looks
/// dearer to it, and planning costs more than reading. It must not read whole tables where statistics are missing.
const POSTGRES_READS: &[(&str, &str)] = &[
    ("plan_cache_mode", "force_generic_plan"),
    ("enable_seqscan", "off"),
];

const READ_ONLY: &str = "SET default_transaction_read_only = on";

/// How many connections a pool has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occupancy {
    /// Open ones.
    pub open: usize,
    /// Those of them that nobody uses.
    pub idle: usize,
}

/// The pools of a process.
#[derive(Debug, Clone)]
pub struct Pools {
    /// Reads the present.
    pub fresh: Reader,
    /// Reads what may be some seconds behind, from the nearest replica where the database has them.
    pub behind: Reader,
    /// Writes, SERIALIZABLE.
    pub write: Writer,
    database: Database,
    counts: Arc<Counts>,
}

impl Pools {
    /// Opens one connection, to learn which database answers; the others are opened when they are needed.
    ///
    /// # Errors
    /// When the address is none, its authorities cannot be read, or the database does not answer, is not who it should
    /// be, or refuses the user.
    pub async fn connect(settings: &Settings, io: &Handle) -> Result<Self, ConnectError> {
        Self::connect_for(settings, io, 0).await
    }

    /// The same for a process whose requests are served by so many workers
    /// ([`enroll_worker`](super::enroll_worker)).
    ///
    /// # Errors
    /// As [`Self::connect`].
    pub async fn connect_for(
        settings: &Settings,
        io: &Handle,
        workers: usize,
    ) -> Result<Self, ConnectError> {
        let counts = Arc::new(Counts::default());
        let pool = |purpose| Pool::new(purpose, settings, io, workers, &counts);
        let fresh = pool(Purpose::Fresh)?;
        let pools = Self {
            database: fresh.detect().await?,
            fresh: Reader(fresh),
            behind: Reader(pool(Purpose::Behind)?),
            write: Writer(pool(Purpose::Write)?),
            counts: Arc::clone(&counts),
        };
        Ok(pools)
    }

    /// Which database answers.
    #[must_use]
    pub fn database(&self) -> Database {
        self.database
    }

    /// How often each statement ran over these pools.
    #[must_use]
    pub fn counts(&self) -> &Counts {
        &self.counts
    }
}

/// Connections that read. A read that failed for a passing reason is made once more, on another connection.
#[derive(Debug, Clone)]
pub struct Reader(Pool);

impl Reader {
    /// How many connections there are.
    #[must_use]
    pub fn occupancy(&self) -> Occupancy {
        self.0.occupancy()
    }
}

impl Sql for Reader {
    async fn query(&self, statement: &Statement, params: Params<'_>) -> Result<Vec<Row>, SqlError> {
        repeat(&READS, Repeat::Always, |attempt| async move {
            let session = self.0.session(attempt > 1).await?;
            session.query(statement, params).await
        })
        .await
    }

    async fn query_composed(
        &self,
        name: &'static str,
        text: &str,
        params: TypedParams<'_>,
        is_kept: bool,
    ) -> Result<Vec<Row>, SqlError> {
        repeat(&READS, Repeat::Always, |attempt| async move {
            let session = self.0.session(attempt > 1).await?;
            session.query_composed(name, text, params, is_kept).await
        })
        .await
    }
}

/// Connections that write, in transactions alone: see [`Writer::transaction`].
#[derive(Debug, Clone)]
pub struct Writer(pub(super) Pool);

impl Writer {
    /// How many connections there are.
    #[must_use]
    pub fn occupancy(&self) -> Occupancy {
        self.0.occupancy()
    }
}

/// One pool.
#[derive(Debug, Clone)]
pub(super) struct Pool {
    /// The first lends to threads that are no workers, each of the others to one worker or several.
    lanes: Vec<deadpool_postgres::Pool>,
    shared: Arc<Shared>,
    /// Longest time from asking for a connection until it is there, waiting included.
    patience: Duration,
    connect_timeout: Duration,
}

impl Pool {
    fn new(
        purpose: Purpose,
        settings: &Settings,
        io: &Handle,
        workers: usize,
        counts: &Arc<Counts>,
    ) -> Result<Self, ConnectError> {
        let connect_timeout = settings.connect_timeout();
        let address = connect::parse(&settings.url, connect_timeout)?;
        // Asking whether the connection is alive costs a round trip: little beside a transaction, much beside a read,
        // which can be made again.
        let recycling_method = match purpose {
            Purpose::Write => RecyclingMethod::Verified,
            Purpose::Fresh | Purpose::Behind => RecyclingMethod::Fast,
        };
        let preparation = Arc::new(settings.preparation(purpose));
        let lifetime = Duration::from_secs(settings.lifetime_seconds);
        let lane = |size| {
            let connect = IoConnect {
                io: io.clone(),
                tls: address.tls.clone(),
            };
            let config = ManagerConfig {
                recycling_method: recycling_method.clone(),
            };
            let manager = Manager::from_connect(address.config.clone(), connect, config);
            let preparation = Arc::clone(&preparation);
            deadpool_postgres::Pool::builder(manager)
                .max_size(size)
                .runtime(Runtime::Tokio1)
                .timeouts(Timeouts {
                    wait: Some(settings.wait_timeout()),
                    create: Some(connect_timeout),
                    recycle: Some(connect_timeout),
                })
                .post_create(Hook::async_fn(move |client, _| {
                    let preparation = Arc::clone(&preparation);
                    Box::pin(
                        async move { preparation.apply(client).await.map_err(HookError::Backend) },
                    )
                }))
                .pre_recycle(Hook::sync_fn(move |_, metrics| {
                    if metrics.age() < lifetime_of(metrics.created, lifetime) {
                        Ok(())
                    } else {
                        Err(HookError::message("lived long enough"))
                    }
                }))
                .build()
                .expect("a runtime is given, which is all that can be missing")
        };
        let workers = if purpose == Purpose::Write {
            0
        } else {
            workers
        };
        let lanes = lane_sizes(settings.connections(purpose), workers);
        Ok(Self {
            lanes: lanes.into_iter().map(lane).collect(),
            shared: Arc::new(Shared {
                io: io.clone(),
                tls: address.tls,
                counts: Arc::clone(counts),
                deadline: settings.statement_timeout(purpose) + GRACE,
                cancel_timeout: connect_timeout,
                lent: metrics::gauge!("vitrina_sql_connections_lent", "pool" => purpose.name()),
            }),
            patience: settings.wait_timeout() + connect_timeout + GRACE,
            connect_timeout,
        })
    }

    /// Borrows a connection; with `is_checked` one that has just answered.
    pub async fn session(&self, is_checked: bool) -> Result<Session, SqlError> {
        let status = self.own_lane().status();
        if status.waiting > status.max_size * WAITING_PER_CONNECTION {
            return Err(SqlError::found(Kind::Overloaded, "queue", "connect"));
        }
        // Connections that died unnoticed are as many as the pool has at most; the one after them is new.
        let size: usize = self.lanes.iter().map(|lane| lane.status().max_size).sum();
        for _ in 0..=size {
            let session = Session::new(self.lend().await?, Arc::clone(&self.shared));
            if !is_checked || session.is_alive(self.connect_timeout).await {
                return Ok(session);
            }
        }
        Err(SqlError::unreachable())
    }

    async fn detect(&self) -> Result<Database, SqlError> {
        let client = self.lend().await?;
        let detected = tokio::time::timeout(self.connect_timeout, connect::detect(&client)).await;
        let detected = detected.map_err(|_| SqlError::unreachable())?;
        detected.map_err(|error| SqlError::of("connect", error))
    }

    async fn lend(&self) -> Result<Object, SqlError> {
        let lent = tokio::time::timeout(self.patience, self.lend_here()).await;
        lent.map_err(|_| SqlError::unreachable())?.map_err(unlent)
    }

    async fn lend_here(&self) -> Result<Object, PoolError> {
        let own = self.own_lane();
        let mut at_once = own.timeouts();
        at_once.wait = Some(Duration::ZERO);
        let is_lent =
            |lent: &Result<_, _>| !matches!(lent, Err(PoolError::Timeout(TimeoutType::Wait)));
        if self.lanes.len() > 1 {
            let lent = own.timeout_get(&at_once).await;
            if is_lent(&lent) {
                return lent;
            }
            let idle = self.lanes.iter().find(|lane| lane.status().available > 0);
            if let Some(other) = idle {
                let lent = other.timeout_get(&at_once).await;
                if is_lent(&lent) {
                    return lent;
                }
            }
        }
        own.get().await
    }

    /// The lane of the calling thread.
    fn own_lane(&self) -> &deadpool_postgres::Pool {
        let of_workers = self.lanes.len() - 1;
        match worker() {
            Some(number) if of_workers > 0 => &self.lanes[1 + number % of_workers],
            _ => &self.lanes[0],
        }
    }

    fn occupancy(&self) -> Occupancy {
        let lanes = self.lanes.iter().map(|lane| lane.status());
        lanes.fold(Occupancy { open: 0, idle: 0 }, |sum, status| Occupancy {
            open: sum.open + status.size,
            idle: sum.idle + status.available,
        })
    }
}

/// How many connections each lane has, of so many in all: an eighth is for threads that are no workers, at least one.
fn lane_sizes(connections: usize, workers: usize) -> Vec<usize> {
    let others = (connections / 8).max(1);
    let workers = workers.min(connections - others);
    let Some(each) = (connections - others).checked_div(workers) else {
        return vec![connections];
    };
    let mut sizes = vec![each; workers + 1];
    sizes[0] = connections - workers * each;
    sizes
}

/// Why a pool lent no connection.
fn unlent(error: PoolError) -> SqlError {
    match error {
        PoolError::Timeout(TimeoutType::Wait) => {
            SqlError::found(Kind::Overloaded, "queue", "connect")
        }
        PoolError::Backend(error) | PoolError::PostCreateHook(HookError::Backend(error)) => {
            SqlError::of("connect", error)
        }
        PoolError::Timeout(TimeoutType::Create | TimeoutType::Recycle)
        | PoolError::Closed
        | PoolError::PostCreateHook(HookError::Message(_))
        | PoolError::NoRuntimeSpecified => SqlError::unreachable(),
    }
}

/// How long a connection lives: between a third and all of the longest time, so that connections opened together do
/// not end together. The instant of its making is the random number.
fn lifetime_of(created: Instant, longest: Duration) -> Duration {
    let hash = BuildHasherDefault::<FxHasher>::default().hash_one(created);
    let share = f64::from((hash >> 32) as u32) / f64::from(u32::MAX);
    longest.mul_f64((1.0 + 2.0 * share) / 3.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_made_together_end_apart_and_in_bounds() {
        let longest = Duration::from_secs(1_800);
        let now = Instant::now();
        let mut lifetimes: Vec<Duration> = (0..64)
            .map(|at| lifetime_of(now + Duration::from_micros(at), longest))
            .collect();
        lifetimes.sort_unstable();
        assert!(lifetimes[0] >= longest / 3 && lifetimes[63] <= longest);
        assert!(lifetimes[63] - lifetimes[0] > longest / 3, "{lifetimes:?}");
    }

    #[test]
    fn lanes_share_all_connections_and_none_is_empty() {
        assert_eq!(lane_sizes(16, 0), [16]);
        assert_eq!(lane_sizes(16, 2), [2, 7, 7]);
        assert_eq!(lane_sizes(1, 8), [1]);
        for connections in 1..=64 {
            for workers in 0..=80 {
                let sizes = lane_sizes(connections, workers);
                assert_eq!(
                    sizes.iter().sum::<usize>(),
                    connections,
                    "{workers} workers"
                );
                assert!(sizes.iter().all(|size| *size > 0), "{sizes:?}");
            }
        }
    }

    #[test]
    fn address_is_hidden_in_debug_form_and_in_errors() {
        for wrong in [
            "h:x/d",
            "h/d?sslmode=on",
            "h/d?sslmode=verify-full&sslrootcert=/none",
        ] {
            let url = DatabaseUrl::from(format!("postgresql://u:hunter2@{wrong}"));
            let refused = anyhow::Error::from(connect::parse(&url, GRACE).err().unwrap());
            let told = format!("{refused:#} {refused:?} {url:?}");
            assert!(!told.contains("hunter2"), "{told}");
        }
        let plain = DatabaseUrl::from("postgresql://u@h/d?sslmode=disable".to_owned());
        assert!(connect::parse(&plain, GRACE).is_ok());
    }

    #[test]
    fn each_purpose_has_its_settings() {
        let settings = Settings::default();
        let of = |purpose| settings.preparation(purpose);
        for purpose in [Purpose::Fresh, Purpose::Behind] {
            assert!(
                of(purpose)
                    .everywhere
                    .contains("default_transaction_read_only = on")
            );
            assert!(
                of(purpose)
                    .everywhere
                    .contains("statement_timeout = '2000ms'")
            );
        }
        let names = |purpose| {
            of(purpose)
                .on_cockroach
                .iter()
                .map(|it| it.0)
                .collect::<Vec<_>>()
        };
        assert_eq!(names(Purpose::Fresh), ["disallow_full_table_scans"]);
        assert!(names(Purpose::Behind).contains(&"default_transaction_use_follower_reads"));
        assert!(of(Purpose::Write).everywhere.contains("'serializable'"));
        assert!(!of(Purpose::Write).everywhere.contains("read_only"));
    }
}
