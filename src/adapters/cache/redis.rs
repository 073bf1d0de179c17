//! Redis as the shared tier: quick or passed over, never an error to anyone.
//!
//! There is a connection or there is none. Whatever fails or is late takes the connection away; from then on the tier is
//! passed over, and a keeper in the background connects anew until that works. A dead, slow or hanging Redis thus costs the
//! few callers that were waiting one time-out, and all others nothing. Announcements wait at the keeper, each key with its
//! latest version, and are sent before a new connection is used for anything else.
//!
//! Redis is one primary: a batch is one command over keys that need not live in one slot of a cluster.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::{Duration, Instant},
};

use async_trait::async_trait;
use bytes::Bytes;
use metrics::{Counter, Gauge, Histogram};
use redis::{
    AsyncConnectionConfig, Client, IntoConnectionInfo, RedisError, RedisResult, Script,
    aio::MultiplexedConnection, io::tcp::TcpSettings,
};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use tokio::{
    runtime::Handle,
    sync::{Notify, Semaphore},
    time::{sleep, timeout},
};

use super::{
    record,
    shared::{Shared, Slot},
};
use crate::{
    application::cached::{Change, Kind},
    domain::time::Timestamp,
};

/// Most commands at a time; beyond that the tier is passed over, because a queue would only add to the wait.
const COMMANDS: usize = 256;

/// Time between attempts to connect.
const RECONNECT: Duration = Duration::from_millis(200);

/// Longest that connecting may take; a host that does not answer at all is the usual case.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(1);

/// How long a floor is kept: far longer than a look-up that began before it can last.
const FLOOR_TIME: Duration = Duration::from_secs(600);

/// Floors that wait to be sent. Beyond it they are dropped, and old values end by their time.
const WAITING_FLOORS: usize = 100_000;

/// Floors of one command.
const FLOORS_AT_ONCE: usize = 500;

/// Larger records are not shared: moving one would hold up all the others of the connection.
const RECORD_BYTES: usize = 1024 * 1024;

/// How Redis is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Address such as `redis://127.0.0.1:6379`; empty for none.
    pub url: String,
    /// First part of all keys, for several deployments in one Redis.
    pub prefix: String,
    /// Longest that a command may take, in milliseconds.
    pub timeout_ms: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            url: String::new(),
            prefix: "vitrina".to_owned(),
            timeout_ms: 50,
        }
    }
}

/// The shared tier in Redis.
pub struct RedisTier {
    inner: Arc<Inner>,
}

struct Inner {
    client: Client,
    prefix: String,
    timeout: Duration,
    script: Script,
    state: Mutex<State>,
    wake: Arc<Notify>,
    commands: Semaphore,
    meters: Meters,
}

#[derive(Default)]
struct State {
    connection: Option<MultiplexedConnection>,
    /// Number of the connection, so that a late failure does not take the next one away.
    number: u64,
    /// Floors to send.
    floors: FxHashMap<Slot, Timestamp>,
}

struct Meters {
    timeouts: Counter,
    errors: Counter,
    connect_errors: Counter,
    skipped: Counter,
    dropped_floors: Counter,
    is_up: Gauge,
    get: Histogram,
    put: Histogram,
}

impl Meters {
    fn new() -> Self {
        let error = |what| metrics::counter!("vitrina_redis_errors_total", "what" => what);
        let time =
            |command| metrics::histogram!("vitrina_redis_command_seconds", "command" => command);
        Self {
            timeouts: error("timeout"),
            errors: error("command"),
            connect_errors: error("connect"),
            skipped: metrics::counter!("vitrina_redis_skipped_total"),
            dropped_floors: metrics::counter!("vitrina_redis_dropped_floors_total"),
            is_up: metrics::gauge!("vitrina_redis_up"),
            get: time("get"),
            put: time("put"),
        }
    }
}

impl RedisTier {
    /// A tier that begins to connect on this runtime. It is passed over until it is connected.
    ///
    /// # Errors
    /// When the address is none.
    pub fn start(settings: &Settings, runtime: &Handle) -> Result<Self, RedisError> {
        // The end of a long command must not wait until its begin is acknowledged, which takes some systems as long as a
        // command may take.
        let at_once = TcpSettings::default().set_nodelay(true);
        let address = settings.url.as_str().into_connection_info()?;
        let inner = Arc::new(Inner {
            client: Client::open(address.set_tcp_settings(at_once))?,
            prefix: format!("{}:{:016x}", settings.prefix, record::FINGERPRINT),
            timeout: Duration::from_millis(settings.timeout_ms.max(1)),
            script: Script::new(include_str!("put.lua")),
            state: Mutex::default(),
            wake: Arc::default(),
            commands: Semaphore::new(COMMANDS),
            meters: Meters::new(),
        });
        inner.wake.notify_one();
        runtime.spawn(keep(Arc::downgrade(&inner), Arc::clone(&inner.wake)));
        Ok(Self { inner })
    }

    /// Whether it is connected.
    pub fn is_up(&self) -> bool {
        self.inner.state().connection.is_some()
    }
}

impl Drop for RedisTier {
    fn drop(&mut self) {
        // The keeper finds nothing to keep, and ends.
        self.inner.wake.notify_one();
    }
}

#[async_trait]
impl Shared for RedisTier {
    async fn get(&self, slots: &[Slot]) -> Vec<Option<Bytes>> {
        let mut command = redis::cmd("MGET");
        for slot in slots {
            command.arg(self.inner.key(*slot));
        }
        let began = Instant::now();
        let records: Option<Vec<Option<Vec<u8>>>> = self
            .inner
            .run(async |mut connection| command.query_async(&mut connection).await)
            .await;
        self.inner.meters.get.record(began.elapsed());
        match records {
            Some(records) if records.len() == slots.len() => records
                .into_iter()
                .map(|record| record.map(Bytes::from))
                .collect(),
            _ => vec![None; slots.len()],
        }
    }

    async fn put(&self, records: Vec<(Slot, Bytes, Duration)>) {
        let mut invocation = self.inner.script.prepare_invoke();
        for (slot, record, time) in &records {
            if record.len() <= RECORD_BYTES {
                invocation.key(self.inner.key(*slot));
                invocation.arg(&**record).arg(millis(*time));
            }
        }
        if records
            .iter()
            .all(|(_, record, _)| record.len() > RECORD_BYTES)
        {
            return;
        }
        let began = Instant::now();
        let _: Option<usize> = self
            .inner
            .run(async |mut connection| invocation.invoke_async(&mut connection).await)
            .await;
        self.inner.meters.put.record(began.elapsed());
    }

    fn raise(&self, changes: &[Change]) {
        let mut state = self.inner.state();
        for Change { kind, key, version } in changes.iter().copied() {
            let slot = Slot { kind, key };
            if state.floors.len() >= WAITING_FLOORS && !state.floors.contains_key(&slot) {
                self.inner.meters.dropped_floors.increment(1);
                continue;
            }
            let floor = state.floors.entry(slot).or_insert(version);
            *floor = version.max(*floor);
        }
        drop(state);
        self.inner.wake.notify_one();
    }
}

/// Connects, and sends floors, whenever there is need, until the tier is dropped.
async fn keep(tier: Weak<Inner>, wake: Arc<Notify>) {
    loop {
        wake.notified().await;
        loop {
            let Some(inner) = tier.upgrade() else { return };
            match inner.tend().await {
                Ok(()) => break,
                Err(error) => {
                    tracing::debug!(%error, "redis is away");
                    drop(inner);
                    sleep(RECONNECT).await;
                }
            }
        }
    }
}

impl Inner {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn key(&self, slot: Slot) -> String {
        let kind = match slot.kind {
            Kind::Product => "product",
            Kind::Variants => "variant",
            Kind::Prices => "price",
            Kind::Stock => "stock",
            Kind::Metafields => "metafield",
            Kind::Collection => "collection",
            Kind::CollectionTree => "collection_tree",
            Kind::Content => "content",
            Kind::Translation => "translation",
        };
        format!("{}:{kind}:{}", self.prefix, slot.key.0.simple())
    }

    /// Runs a command if there is a connection; `None` when there is none, or it failed.
    async fn run<T>(
        &self,
        command: impl AsyncFnOnce(MultiplexedConnection) -> RedisResult<T>,
    ) -> Option<T> {
        let (connection, number) = {
            let state = self.state();
            (state.connection.clone()?, state.number)
        };
        let Ok(_permit) = self.commands.try_acquire() else {
            self.meters.skipped.increment(1);
            return None;
        };
        match timeout(self.timeout, command(connection)).await {
            Ok(Ok(answer)) => return Some(answer),
            Ok(Err(error)) => {
                tracing::debug!(%error, "redis failed");
                self.meters.errors.increment(1);
            }
            Err(_) => self.meters.timeouts.increment(1),
        }
        let mut state = self.state();
        if state.number == number && state.connection.take().is_some() {
            drop(state);
            self.meters.is_up.set(0.0);
            tracing::warn!("redis is passed over until it answers again");
            self.wake.notify_one();
        }
        None
    }

    /// Makes a connection if there is none, and sends the floors that wait.
    async fn tend(&self) -> RedisResult<()> {
        let connected = self.state().connection.clone();
        let (mut connection, is_new) = match connected {
            Some(connection) => (connection, false),
            None => {
                let connected = self.connect().await;
                let connection = connected.inspect_err(|_| self.meters.connect_errors.increment(1));
                (connection?, true)
            }
        };
        if let Err(error) = self.send_floors(&mut connection).await {
            self.meters.errors.increment(1);
            self.meters.is_up.set(0.0);
            self.state().connection = None;
            return Err(error);
        }
        if is_new {
            let mut state = self.state();
            state.connection = Some(connection);
            state.number += 1;
            drop(state);
            self.meters.is_up.set(1.0);
            tracing::info!("redis is connected");
        }
        Ok(())
    }

    async fn connect(&self) -> RedisResult<MultiplexedConnection> {
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(CONNECT_TIMEOUT))
            // Ours is shorter.
            .set_response_timeout(Some(CONNECT_TIMEOUT));
        let mut connection = self
            .client
            .get_multiplexed_async_connection_with_config(&config)
            .await?;
        let answer: RedisResult<String> = timed(
            self.timeout,
            redis::cmd("PING").query_async(&mut connection),
        )
        .await;
        answer.map(|_| connection)
    }

    async fn send_floors(&self, connection: &mut MultiplexedConnection) -> RedisResult<()> {
        loop {
            let floors: Vec<(Slot, Timestamp)> = {
                let state = self.state();
                let floors = state.floors.iter().take(FLOORS_AT_ONCE);
                floors.map(|(slot, version)| (*slot, *version)).collect()
            };
            if floors.is_empty() {
                return Ok(());
            }
            let mut invocation = self.script.prepare_invoke();
            for (slot, version) in &floors {
                invocation.key(self.key(*slot));
                invocation
                    .arg(&*record::write_floor(*version))
                    .arg(millis(FLOOR_TIME));
            }
            // More work than a look-up, and nobody waits for it.
            let _: usize = timed(CONNECT_TIMEOUT, invocation.invoke_async(connection)).await?;
            let mut state = self.state();
            for (slot, version) in floors {
                if state.floors.get(&slot) == Some(&version) {
                    state.floors.remove(&slot);
                }
            }
        }
    }
}

async fn timed<T>(time: Duration, answer: impl Future<Output = RedisResult<T>>) -> RedisResult<T> {
    timeout(time, answer).await.unwrap_or_else(|_| {
        Err(RedisError::from(std::io::Error::from(
            std::io::ErrorKind::TimedOut,
        )))
    })
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX).max(1)
}
