//! The entities of one kind in process: the moka tier, its guard, and the single flight of look-ups.
//!
//! Everything that stores or removes does so while it holds the lock of the key's part, in which floors and flights are;
//! reading takes no lock. No lock is held across an await.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::Duration,
};

use futures::{FutureExt, future::Shared as SharedFuture};
use moka::{notification::RemovalCause, policy::EvictionPolicy, sync::Cache};
use rustc_hash::FxHashMap;
use tokio::sync::oneshot;

use super::{
    clock::{Clock, Tick},
    floors::{Floors, RECENT},
    hash::{KeyHash, part},
    meters::Meters,
    record::{Cached, Record},
};
use crate::{
    application::{
        catalog::{Found, Freshness, Resident, StoreError},
        staleness,
    },
    domain::{id::Key, time::Timestamp},
};

/// Parts of the guard, each under its own lock. A power of two.
const PARTS: usize = 64;

/// What an entry takes beside its entity: itself, its key, moka's queues.
const ENTRY_BYTES: usize = 200;

/// Most that wall clocks of two nodes differ; deployments run NTP.
pub const CLOCK_SKEW: Duration = Duration::from_secs(2);

/// Time after a failed look-up in which what is held is served without asking the store again.
const RETRY_AFTER: Duration = Duration::from_millis(500);

/// How long entities are kept.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    /// Longest that a value is served as current.
    pub ttl: Duration,
    /// Longest beyond that for which it is held in case that the store cannot be asked.
    pub stale_for: Duration,
}

/// Whether the store could be asked lately; shared by all kinds.
#[derive(Debug)]
pub struct Health(AtomicI64);

impl Default for Health {
    fn default() -> Self {
        Self(AtomicI64::new(Tick::NEVER.0))
    }
}

impl Health {
    /// A look-up failed.
    pub fn failed(&self, now: Tick) {
        self.0.store((now + RETRY_AFTER).0, Ordering::Relaxed);
    }

    /// A look-up succeeded.
    pub fn succeeded(&self) {
        self.0.store(Tick::NEVER.0, Ordering::Relaxed);
    }

    /// Whether a look-up failed a moment ago.
    pub fn is_down(&self, now: Tick) -> bool {
        now.0 < self.0.load(Ordering::Relaxed)
    }
}

/// A value in process.
#[derive(Debug)]
struct Entry<T> {
    value: Option<Arc<T>>,
    version: Timestamp,
    /// When the reading of the store began.
    read_at: Tick,
    /// From when on the store has to be asked again.
    expires_at: Tick,
}

impl<T> Clone for Entry<T> {
    fn clone(&self) -> Self {
        Self {
            value: self.value.clone(),
            ..*self
        }
    }
}

/// When and how a value was read from the store.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    /// When the reading began.
    pub began: Tick,
    /// From where.
    pub freshness: Freshness,
}

impl Reading {
    /// The tick as of which the value is known to be current.
    fn as_of(self) -> Tick {
        match self.freshness {
            Freshness::Fresh => self.began,
            Freshness::Behind => self.began - RECENT,
        }
    }
}

/// What a look-up gives to those who wait for it.
#[derive(Debug)]
pub struct Answer<T> {
    /// The entity; `None` when there is none.
    pub value: Option<Arc<T>>,
    /// Age in seconds, when the store could not be asked and this is what was held.
    pub stale_seconds: Option<u64>,
}

impl<T> Answer<T> {
    fn current(value: Option<Arc<T>>) -> Self {
        Self {
            value,
            stale_seconds: None,
        }
    }
}

/// The answers of one look-up by key.
pub type Answers<T> = FxHashMap<Key, Result<Answer<T>, StoreError>>;
type Flight<T> = SharedFuture<oneshot::Receiver<Arc<Answers<T>>>>;

struct Part<T> {
    floors: Floors,
    /// Look-ups under way, with the number of each.
    flights: FxHashMap<Key, (u64, Flight<T>)>,
}

/// The entities of one kind.
pub struct Entities<T: Cached> {
    kept: Cache<Key, Entry<T>, KeyHash>,
    parts: Box<[Mutex<Part<T>>]>,
    flight_count: AtomicU64,
    times: Times,
    clock: Clock,
    health: Arc<Health>,
    meters: Meters,
}

impl<T: Cached> Entities<T> {
    /// Room for so many bytes of entities (none turns the tier off) and so many floors.
    pub fn new(
        capacity_bytes: u64,
        floors: usize,
        times: Times,
        clock: Clock,
        health: Arc<Health>,
    ) -> Self {
        let evictions = Meters::new("memory", T::KIND).evictions;
        let kept = Cache::builder()
            .max_capacity(capacity_bytes)
            .weigher(|_, entry: &Entry<T>| {
                let value = entry.value.as_ref().map_or(0, |value| value.weight_bytes());
                u32::try_from(ENTRY_BYTES + value).unwrap_or(u32::MAX)
            })
            .eviction_policy(EvictionPolicy::tiny_lfu())
            .time_to_live(times.ttl + times.stale_for)
            .eviction_listener(move |_, _, cause| {
                if matches!(cause, RemovalCause::Size | RemovalCause::Expired) {
                    evictions.increment(1);
                }
            })
            .build_with_hasher(KeyHash::default());
        let part = || {
            Mutex::new(Part {
                floors: Floors::new(floors / PARTS),
                flights: FxHashMap::default(),
            })
        };
        Self {
            kept,
            parts: std::iter::repeat_with(part).take(PARTS).collect(),
            flight_count: AtomicU64::new(0),
            times,
            clock,
            health,
            meters: Meters::new("memory", T::KIND),
        }
    }

    fn part(&self, key: Key) -> MutexGuard<'_, Part<T>> {
        // What a holder that panicked left is whole: each step of a holder is.
        self.parts[part(key, PARTS)]
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers at once from what is held: what is current, and while the store cannot be asked what was.
    pub fn resident(&self, key: Key) -> Resident<T> {
        let Some(entry) = self.kept.get(&key) else {
            return Resident::Unknown;
        };
        let now = self.clock.tick();
        if now < entry.expires_at {
            self.meters.hits.increment(1);
            return Resident::Known(entry.value);
        }
        if self.health.is_down(now)
            && let Some(answer) = self.stale(entry, now)
        {
            staleness::mark(answer.stale_seconds.unwrap_or_default());
            return Resident::Known(answer.value);
        }
        Resident::Unknown
    }

    /// An entry past its time as an answer, unless it is too old even for that.
    fn stale(&self, entry: Entry<T>, now: Tick) -> Option<Answer<T>> {
        (now < entry.expires_at + self.times.stale_for).then(|| {
            self.meters.stale.increment(1);
            Answer {
                value: entry.value,
                stale_seconds: Some((now.since(entry.read_at) / 1_000_000).unsigned_abs()),
            }
        })
    }

    /// Finds them all, in the order of the keys. `load` starts the look-up of those that nobody looks up already.
    ///
    /// # Errors
    /// When a key is neither held nor to be had from the store.
    pub async fn find(
        self: &Arc<Self>,
        keys: &[Key],
        load: impl FnOnce(Lead<T>),
    ) -> Result<Vec<Option<Arc<T>>>, StoreError> {
        let (found, lead) = self.claim(keys);
        if let Some(lead) = lead {
            load(lead);
        }
        found.all().await
    }

    /// What is held of these keys, the look-ups under way for others, and the duty to look up the rest.
    pub fn claim(self: &Arc<Self>, keys: &[Key]) -> (Claim<T>, Option<Lead<T>>) {
        let mut found = Vec::with_capacity(keys.len());
        let mut lead: Option<(Lead<T>, Flight<T>)> = None;
        for key in keys {
            if let Resident::Known(value) = self.resident(*key) {
                found.push((*key, Place::Held(value)));
                continue;
            }
            let mut part = self.part(*key);
            let flight = match part.flights.get(key) {
                Some((_, flight)) => {
                    self.meters.misses.increment(1);
                    flight.clone()
                }
                None => {
                    // A look-up that ended since has kept its value before it left.
                    if let Resident::Known(value) = self.resident(*key) {
                        found.push((*key, Place::Held(value)));
                        continue;
                    }
                    self.meters.misses.increment(1);
                    let (lead, flight) = lead.get_or_insert_with(|| self.lead());
                    lead.keys.push(*key);
                    part.flights.insert(*key, (lead.number, flight.clone()));
                    flight.clone()
                }
            };
            found.push((*key, Place::Awaited(flight)));
        }
        (Claim(found), lead.map(|(lead, _)| lead))
    }

    fn lead(self: &Arc<Self>) -> (Lead<T>, Flight<T>) {
        let (answered, flight) = oneshot::channel();
        let lead = Lead {
            entities: Arc::clone(self),
            number: self.flight_count.fetch_add(1, Ordering::Relaxed),
            keys: Vec::new(),
            answered: Some(answered),
        };
        (lead, flight.shared())
    }

    /// Begins to read the store for these keys: one that changed a moment ago asks for the present.
    pub fn begin(&self, keys: &[Key]) -> Reading {
        let began = self.clock.tick();
        let is_recent = |key: &Key| self.part(*key).floors.is_recent(*key, began);
        let freshness = match keys.iter().any(is_recent) {
            true => Freshness::Fresh,
            false => Freshness::Behind,
        };
        Reading { began, freshness }
    }

    /// Begins to read the present.
    pub fn begin_fresh(&self) -> Reading {
        Reading {
            began: self.clock.tick(),
            freshness: Freshness::Fresh,
        }
    }

    /// Keeps what the store said, if it may be kept, and gives what is to be answered. The second part tells whether it
    /// may be offered to other nodes.
    pub fn fill(&self, key: Key, found: Found<T>, reading: Reading) -> (Answer<T>, bool) {
        let (value, is_kept) = self.keep(key, found, reading.began, reading.as_of());
        (Answer::current(value), is_kept)
    }

    /// Keeps what another node had stored, if it may be kept; else it is as if it were not there.
    pub fn adopt(&self, key: Key, record: Record<T>) -> Option<Answer<T>> {
        let read_at = self.clock.tick_of(record.read_at);
        let now = self.clock.tick();
        let behind = if record.is_behind {
            RECENT
        } else {
            Duration::ZERO
        };
        // A clock that is ahead of ours by more than clocks may differ says nothing.
        if now + CLOCK_SKEW < read_at {
            return None;
        }
        let found = Found {
            value: record.value.map(Arc::new),
            version: record.version,
        };
        let as_of = read_at - CLOCK_SKEW - behind;
        let (value, is_kept) = self.keep(key, found, read_at.min(now), as_of);
        is_kept.then(|| Answer::current(value))
    }

    fn keep(
        &self,
        key: Key,
        found: Found<T>,
        read_at: Tick,
        as_of: Tick,
    ) -> (Option<Arc<T>>, bool) {
        let expires_at = self.expiry(key, &found, read_at);
        let part = self.part(key);
        if !part.floors.admits(key, found.version, as_of) || expires_at <= self.clock.tick() {
            self.meters.refused_fills.increment(1);
            return (found.value, false);
        }
        if let Some(held) = self.kept.get(&key)
            && found.version < held.version
            // A store that was set back tells older versions for good.
            && as_of < held.expires_at
        {
            self.meters.refused_fills.increment(1);
            return (held.value, false);
        }
        let entry = Entry {
            value: found.value,
            version: found.version,
            read_at,
            expires_at,
        };
        let value = entry.value.clone();
        self.kept.insert(key, entry);
        drop(part);
        self.meters.fills.increment(1);
        (value, true)
    }

    /// Until when a value is current: up to a tenth before its time, so that what was read together is not read again
    /// together, and never past a scheduled change.
    fn expiry(&self, key: Key, found: &Found<T>, read_at: Tick) -> Tick {
        let spread = u32::from(key.0.as_bytes()[1] ^ read_at.0.to_le_bytes()[1]);
        let ttl = self.times.ttl - self.times.ttl * spread / 2560;
        let read = self.clock.wall_of(read_at);
        let boundary = found
            .value
            .as_ref()
            .and_then(|value| value.next_boundary(read));
        let expires_at = read_at + ttl;
        boundary.map_or(expires_at, |boundary| {
            expires_at.min(self.clock.tick_of(boundary))
        })
    }

    /// For how long a value read now may be kept by others.
    pub fn shared_time(&self, key: Key, found: &Found<T>, reading: Reading) -> Duration {
        let left = self
            .expiry(key, found, reading.began)
            .since(self.clock.tick());
        Duration::from_micros(u64::try_from(left).unwrap_or(0))
    }

    /// What is answered when the store could not be asked: what is held, however old within reason, or the error.
    pub fn fall_back(&self, key: Key, error: &StoreError) -> Result<Answer<T>, StoreError> {
        let now = self.clock.tick();
        let entry = self.kept.get(&key).ok_or_else(|| error.clone())?;
        if now < entry.expires_at {
            return Ok(Answer::current(entry.value));
        }
        self.stale(entry, now).ok_or_else(|| error.clone())
    }

    /// Notes a change: what is older is dropped, what is looked up at present will be refused if it is older, and who asks
    /// from now on does not wait for a look-up that began before.
    pub fn announce(&self, key: Key, version: Timestamp) {
        let mut part = self.part(key);
        part.floors.raise(key, version, self.clock.tick());
        part.flights.remove(&key);
        if self
            .kept
            .get(&key)
            .is_some_and(|entry| entry.version < version)
        {
            self.kept.invalidate(&key);
        }
    }

    /// Writes how much is held into the gauges.
    pub fn gauge(&self) {
        self.meters.entries.set(self.kept.entry_count() as f64);
        self.meters.size_bytes.set(self.kept.weighted_size() as f64);
    }

    /// The clock of the tier.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Whether the store could be asked.
    pub fn health(&self) -> &Health {
        &self.health
    }
}

#[cfg(test)]
impl<T: Cached> Entities<T> {
    /// Drops everything held, as for lack of room.
    pub fn evict_all(&self) {
        self.kept.invalidate_all();
        self.kept.run_pending_tasks();
    }

    /// The version held of a key.
    pub fn held_version(&self, key: Key) -> Option<Timestamp> {
        self.kept.get(&key).map(|entry| entry.version)
    }
}

enum Place<T: Cached> {
    Held(Option<Arc<T>>),
    Awaited(Flight<T>),
}

/// Entities that are held or awaited.
pub struct Claim<T: Cached>(Vec<(Key, Place<T>)>);

impl<T: Cached> Claim<T> {
    /// Waits for all of them, and marks the request when one is stale.
    ///
    /// # Errors
    /// When a key is neither held nor to be had from the store.
    pub async fn all(self) -> Result<Vec<Option<Arc<T>>>, StoreError> {
        let mut found = Vec::with_capacity(self.0.len());
        for (key, place) in self.0 {
            let flight = match place {
                Place::Held(value) => {
                    found.push(value);
                    continue;
                }
                Place::Awaited(flight) => flight,
            };
            let lost = || StoreError::Unavailable("the look-up ended early".to_owned());
            let answers = flight.await.map_err(|_| lost())?;
            match answers.get(&key).ok_or_else(lost)? {
                Ok(answer) => {
                    if let Some(seconds) = answer.stale_seconds {
                        staleness::mark(seconds);
                    }
                    found.push(answer.value.clone());
                }
                Err(error) => return Err(error.clone()),
            }
        }
        Ok(found)
    }
}

/// The duty to look some keys up: those who wait get an answer, or at its end without one, an error.
pub struct Lead<T: Cached> {
    entities: Arc<Entities<T>>,
    number: u64,
    keys: Vec<Key>,
    answered: Option<oneshot::Sender<Arc<Answers<T>>>>,
}

impl<T: Cached> Lead<T> {
    /// The keys to look up, each once.
    pub fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// Whose they are.
    pub fn entities(&self) -> &Arc<Entities<T>> {
        &self.entities
    }

    /// Answers all who wait.
    pub fn finish(mut self, answers: Answers<T>) {
        if let Some(answered) = self.answered.take() {
            // Nobody may wait any more.
            let _ = answered.send(Arc::new(answers));
        }
        self.entities.gauge();
    }
}

impl<T: Cached> Drop for Lead<T> {
    fn drop(&mut self) {
        for key in &self.keys {
            let mut part = self.entities.part(*key);
            if part
                .flights
                .get(key)
                .is_some_and(|(number, _)| *number == self.number)
            {
                part.flights.remove(key);
            }
        }
    }
}
