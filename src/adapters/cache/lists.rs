//! Lists and look-ups by name in process.
//!
//! A list depends on kinds of entities, not on single ones. Each kind has an **epoch** that counts its announced changes; an
//! entry carries the sum of the epochs of its kinds, taken before the store was asked, and is current only while the sum is
//! the same. Epochs only grow, so equal sums mean that none of them moved: a fill that began before an announcement which
//! may concern it is not current afterwards, whenever it is stored. An entry ends at the next scheduled change too.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicU64, Ordering},
};

use futures::{
    FutureExt,
    future::{BoxFuture, Shared as SharedFuture},
};
use moka::{notification::RemovalCause, sync::Cache};
use rustc_hash::FxHashMap;
use tokio::sync::oneshot;

use super::{
    boundary::Boundaries,
    clock::{Clock, Tick},
    entities::{Health, Times},
    list_key::ListKey,
    lookup::bounded,
    meters::Meters,
};
use crate::{
    application::{
        cached::Kind,
        catalog::{Neighborhood, Schedule, SitemapRow, StoreError},
        staleness,
    },
    domain::{
        collection::Collection, id::Key, page::Listing, product::Product, stored::Stored,
        time::Timestamp,
    },
};

/// Bytes of an entry beside what it holds.
const ENTRY_BYTES: usize = 250;

/// The answer of a list or look-up.
#[derive(Debug, Clone)]
pub enum ListValue {
    /// A page of keys.
    Listing(Arc<Listing<Key>>),
    /// The key that was looked for.
    Key(Option<Key>),
    /// The product that was looked for.
    Product(Option<Arc<Product>>),
    /// The collection that was looked for.
    Collection(Option<Arc<Collection>>),
    /// Texts, and how many there are in all.
    Texts(Arc<(Vec<String>, u64)>),
    /// Neighbors in collections.
    Neighborhoods(Arc<[Neighborhood]>),
    /// Entries of a sitemap, and how many there are in all.
    Sitemap(Arc<(Vec<SitemapRow>, u64)>),
}

impl ListValue {
    fn weight_bytes(&self) -> usize {
        match self {
            Self::Listing(listing) => {
                let rows = listing.rows.iter();
                rows.map(|(_, position)| {
                    let text = match &position.value {
                        crate::domain::page::SortValue::Text(text) => text.len(),
                        crate::domain::page::SortValue::Number(_) => 0,
                    };
                    size_of::<(Key, crate::domain::page::Position)>() + position.id.len() + text
                })
                .sum()
            }
            Self::Key(_) => 0,
            Self::Product(product) => product.as_ref().map_or(0, |it| it.weight_bytes()),
            Self::Collection(collection) => collection.as_ref().map_or(0, |it| it.weight_bytes()),
            Self::Texts(texts) => texts
                .0
                .iter()
                .map(|it| size_of::<String>() + it.len())
                .sum(),
            Self::Neighborhoods(all) => {
                let members = all.iter().map(|it| it.members.len() * size_of::<Key>());
                members.sum::<usize>() + size_of_val(&**all)
            }
            Self::Sitemap(rows) => {
                let texts = rows.0.iter().map(|row| {
                    let image = row.image.as_ref().map_or(0, |(url, alt)| {
                        url.len() + alt.as_ref().map_or(0, String::len)
                    });
                    row.handle.len() + row.title.len() + row.kind.len() + image
                });
                texts.sum::<usize>() + size_of_val(rows.0.as_slice())
            }
        }
    }
}

#[derive(Debug, Clone)]
struct Entry {
    value: ListValue,
    epochs: u64,
    read_at: Tick,
    expires_at: Tick,
}

#[derive(Debug, Clone)]
struct Answer {
    value: ListValue,
    stale_seconds: Option<u64>,
}

type Answers = Result<Vec<Answer>, StoreError>;
type Flight = SharedFuture<oneshot::Receiver<Arc<Answers>>>;

/// A look-up under way: the epochs at its begin, and the key's place in it.
#[derive(Clone)]
struct Awaited {
    flight: Flight,
    number: u64,
    epochs: u64,
    place: usize,
}

/// What a look-up of lists asks the store: the places of the wanted keys, answered in their order.
pub type Ask =
    Box<dyn FnOnce(Vec<usize>) -> BoxFuture<'static, Result<Vec<ListValue>, StoreError>> + Send>;

/// Lists in process.
pub struct Lists {
    kept: Cache<ListKey, Entry>,
    epochs: [AtomicU64; Kind::COUNT],
    flights: Mutex<FxHashMap<ListKey, Awaited>>,
    flight_count: AtomicU64,
    boundaries: Boundaries,
    times: Times,
    clock: Clock,
    health: Arc<Health>,
    meters: Meters,
}

impl Lists {
    /// Room for so many bytes of lists; none turns the tier off.
    pub fn new(
        capacity_bytes: u64,
        times: Times,
        clock: Clock,
        health: Arc<Health>,
        schedule: Arc<dyn Schedule>,
    ) -> Self {
        let evictions = Meters::new("memory", "list").evictions;
        let kept = Cache::builder()
            .max_capacity(capacity_bytes)
            .weigher(|key: &ListKey, entry: &Entry| {
                let bytes = ENTRY_BYTES + key.size_bytes() + entry.value.weight_bytes();
                u32::try_from(bytes).unwrap_or(u32::MAX)
            })
            .time_to_live(times.ttl + times.stale_for)
            .eviction_listener(move |_, _, cause| {
                if matches!(cause, RemovalCause::Size | RemovalCause::Expired) {
                    evictions.increment(1);
                }
            })
            .build();
        Self {
            kept,
            epochs: Default::default(),
            flights: Mutex::default(),
            flight_count: AtomicU64::new(0),
            boundaries: Boundaries::new(schedule, times.ttl, clock.clone()),
            times,
            clock,
            health,
            meters: Meters::new("memory", "list"),
        }
    }

    /// Notes a change of an entity of this kind: no list that depends on the kind is current any more.
    pub fn announce(&self, kind: Kind) {
        self.epochs[kind as usize].fetch_add(1, Ordering::SeqCst);
    }

    fn epochs(&self, key: &ListKey) -> u64 {
        let kinds = key.kinds().iter();
        kinds
            .map(|kind| self.epochs[kind].load(Ordering::SeqCst))
            .sum()
    }

    /// Answers one list as of this instant.
    ///
    /// # Errors
    /// When it is neither held nor to be had from the store.
    pub async fn one(
        self: &Arc<Self>,
        key: Option<ListKey>,
        instant: Timestamp,
        ask: Ask,
    ) -> Result<ListValue, StoreError> {
        let values = match key {
            Some(key) => self.all(vec![key], instant, ask).await?,
            // Asked this way it is asked once only.
            None => ask(vec![0]).await?,
        };
        let lost = || StoreError::Unavailable("the store answered nothing".to_owned());
        values.into_iter().next().ok_or_else(lost)
    }

    /// Answers lists of one form as of this instant, in their order, by one question to the store at most.
    ///
    /// # Errors
    /// When one is neither held nor to be had from the store.
    pub async fn all(
        self: &Arc<Self>,
        keys: Vec<ListKey>,
        instant: Timestamp,
        ask: Ask,
    ) -> Result<Vec<ListValue>, StoreError> {
        let mut found: Vec<Result<ListValue, Awaited>> = Vec::with_capacity(keys.len());
        let mut lead: Option<(Lead, Flight)> = None;
        for (place, key) in keys.into_iter().enumerate() {
            if let Some(value) = self.resident(&key) {
                found.push(Ok(value));
                continue;
            }
            let epochs = self.epochs(&key);
            let mut flights = self.flights.lock().unwrap_or_else(PoisonError::into_inner);
            // One that began before a change that may concern it is not joined.
            if let Some(awaited) = flights.get(&key).filter(|it| it.epochs == epochs) {
                self.meters.misses.increment(1);
                found.push(Err(awaited.clone()));
                continue;
            }
            if let Some(value) = self.resident(&key) {
                found.push(Ok(value));
                continue;
            }
            self.meters.misses.increment(1);
            let (lead, flight) = lead.get_or_insert_with(|| self.lead());
            let awaited = Awaited {
                flight: flight.clone(),
                number: lead.number,
                epochs,
                place: lead.keys.len(),
            };
            flights.insert(key.clone(), awaited.clone());
            lead.keys.push((place, key, epochs));
            found.push(Err(awaited));
        }
        if let Some((lead, _)) = lead {
            let this = Arc::clone(self);
            tokio::spawn(async move { this.look_up(lead, instant, ask).await });
        }
        let mut values = Vec::with_capacity(found.len());
        for place in found {
            values.push(match place {
                Ok(value) => value,
                Err(awaited) => landed(awaited).await?,
            });
        }
        Ok(values)
    }

    fn lead(self: &Arc<Self>) -> (Lead, Flight) {
        let (answered, flight) = oneshot::channel();
        let lead = Lead {
            lists: Arc::clone(self),
            number: self.flight_count.fetch_add(1, Ordering::Relaxed),
            keys: Vec::new(),
            answered: Some(answered),
        };
        (lead, flight.shared())
    }

    fn resident(&self, key: &ListKey) -> Option<ListValue> {
        let entry = self.kept.get(key)?;
        let now = self.clock.tick();
        if now < entry.expires_at && entry.epochs == self.epochs(key) {
            self.meters.hits.increment(1);
            return Some(entry.value);
        }
        let answer = self
            .stale(entry, now)
            .filter(|_| self.health.is_down(now))?;
        staleness::mark(answer.stale_seconds.unwrap_or_default());
        Some(answer.value)
    }

    fn stale(&self, entry: Entry, now: Tick) -> Option<Answer> {
        (now < entry.expires_at + self.times.stale_for).then(|| {
            self.meters.stale.increment(1);
            Answer {
                value: entry.value,
                stale_seconds: Some((now.since(entry.read_at) / 1_000_000).unsigned_abs()),
            }
        })
    }

    async fn look_up(&self, mut lead: Lead, instant: Timestamp, ask: Ask) {
        let read_at = self.clock.tick();
        let places = lead.keys.iter().map(|(place, ..)| *place).collect();
        let answers: Answers = match bounded(ask(places)).await {
            Ok(values) => {
                self.health.succeeded();
                let current = |value| Answer {
                    value,
                    stale_seconds: None,
                };
                Ok(values.into_iter().map(current).collect())
            }
            Err(error) => {
                let now = self.clock.tick();
                self.health.failed(now);
                let held = lead.keys.iter().map(|(_, key, _)| {
                    let entry = self.kept.get(key);
                    entry
                        .and_then(|entry| self.stale(entry, now))
                        .ok_or_else(|| error.clone())
                });
                held.collect()
            }
        };
        let answers = Arc::new(answers);
        lead.answer(Arc::clone(&answers));
        if let Ok(answers) = &*answers
            && answers.iter().all(|answer| answer.stale_seconds.is_none())
        {
            self.keep(&lead, answers, read_at, instant).await;
        }
    }

    async fn keep(&self, lead: &Lead, answers: &[Answer], read_at: Tick, instant: Timestamp) {
        let Ok(boundary) = self.boundaries.after(instant).await else {
            self.meters.refused_fills.increment(lead.keys.len() as u64);
            return;
        };
        let expires_at = boundary.map_or(read_at + self.times.ttl, |boundary| {
            self.clock.tick_of(boundary).min(read_at + self.times.ttl)
        });
        for ((_, key, epochs), answer) in lead.keys.iter().zip(answers) {
            if *epochs != self.epochs(key) || expires_at <= self.clock.tick() {
                self.meters.refused_fills.increment(1);
                continue;
            }
            let entry = Entry {
                value: answer.value.clone(),
                epochs: *epochs,
                read_at,
                expires_at,
            };
            self.kept.insert(key.clone(), entry);
            self.meters.fills.increment(1);
        }
        self.meters.entries.set(self.kept.entry_count() as f64);
        self.meters.size_bytes.set(self.kept.weighted_size() as f64);
    }
}

/// Waits for a look-up, and marks the request when its answer is stale.
async fn landed(awaited: Awaited) -> Result<ListValue, StoreError> {
    let lost = || StoreError::Unavailable("the look-up ended early".to_owned());
    let answers = awaited.flight.await.map_err(|_| lost())?;
    let answers = answers.as_ref().as_ref().map_err(Clone::clone)?;
    let answer = answers.get(awaited.place).ok_or_else(lost)?;
    if let Some(seconds) = answer.stale_seconds {
        staleness::mark(seconds);
    }
    Ok(answer.value.clone())
}

/// The duty to look some lists up. Its keys: place in the question, key, epochs at the begin.
struct Lead {
    lists: Arc<Lists>,
    number: u64,
    keys: Vec<(usize, ListKey, u64)>,
    answered: Option<oneshot::Sender<Arc<Answers>>>,
}

impl Lead {
    fn answer(&mut self, answers: Arc<Answers>) {
        if let Some(answered) = self.answered.take() {
            // Nobody may wait any more.
            let _ = answered.send(answers);
        }
    }
}

impl Drop for Lead {
    fn drop(&mut self) {
        let flights = self.lists.flights.lock();
        let mut flights = flights.unwrap_or_else(PoisonError::into_inner);
        for (_, key, _) in &self.keys {
            if flights.get(key).is_some_and(|it| it.number == self.number) {
                flights.remove(key);
            }
        }
    }
}
