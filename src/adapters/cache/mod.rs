//! Two cache tiers around a store: moka in this process, Redis between processes.
//!
//! A look-up goes entities in process → shared tier (one round trip) → store (one statement for all that is missing), and
//! what comes back is kept on the way. Lists are kept in process only. This module decides what may be kept and for how long;
//! it does not know SQL, and it never fails because a tier does. It sits between the loaders and the store.
//!
//! # Why nothing old is kept once something newer was announced
//! Every value carries its version. [`CachedCatalog::announce`] tells a node that a key has version `v` *after* `v` was
//! committed. For each key:
//!
//! 1. Keeping and announcing exclude each other by the lock of the key's part. A keep before the announcement is undone by it,
//!    because it drops what is older than `v`. A keep after it is refused when older than the key's floor, which only grows
//!    while it is remembered.
//! 2. *The floor was evicted*, since floors are bounded. Let it have been raised to `v` or more at tick `r`; the part's barrier
//!    is at least `r` from then on. Only values known to be current **as of** a tick after the barrier are kept, whether
//!    their key has a floor again or not: announcements may come out of order. A fresh reading that began at `b > r` began
//!    after the commit of `v`, so it saw `v` or a newer one. A reading from a follower saw a state at most
//!    [`floors::RECENT`] older than its begin, so it counts as of `b` less that time. All else is served, not kept.
//! 3. *No change was ever announced*: nothing is refused, and the time to live bounds how old a value gets.
//!
//! Values from the shared tier pass the same guard. The instant of their reading was taken by another node's wall clock, so it
//! counts less [`entities::CLOCK_SKEW`]: with clocks that differ by no more than that the argument of 2 holds.
//!
//! *The shared tier* replaces a record only by one that is not older, in one atomic step, and an announcement leaves a floor
//! there. It may lose anything at any time (restart, `FLUSHALL`, eviction) without a node keeping anything old: the nodes' own
//! floors and barriers do not depend on it. What a lost floor lets happen is that a slow node puts an old value back;
//! nodes that know of the change refuse it and put the newer one in its place, nodes that do not are those to which it was not
//! announced yet. Announcements that could not be sent while it was away are sent when it is back, before it is read again.
//!
//! *Just changed keys* are read from the present: a follower is asked only when no floor of the batch, and no barrier that
//! stands for one, is younger than [`floors::RECENT`].
//!
//! At equal versions the store keeps the fact with the greater content hash. An announcement has no hash, so a change without
//! a newer version shows after the time to live only.

mod boundary;
pub mod clock;
pub mod entities;
pub mod floors;
mod hash;
mod list_key;
mod lists;
mod lookup;
mod meters;
mod ports;
#[cfg(test)]
mod property;
pub mod record;
pub mod redis;
pub mod shared;

use std::{sync::Arc, time::Duration};

use serde::{Deserialize, Serialize};

use self::{
    clock::Clock,
    entities::{Entities, Health, Times},
    lists::Lists,
    lookup::Lookups,
    record::Cached,
    shared::Shared,
};
use crate::{
    application::{
        cached::{Change, Kind, Source},
        catalog::CollectionTree,
    },
    domain::{
        collection::Collection,
        event::{ContentFact, TranslationFact},
        offer::{Prices, Stock},
        product::{Metafields, Product, Variants},
        time::Timestamp,
    },
};

/// Floors that a node remembers of each kind; some 100 bytes each. An import that announces more than this in a moment falls
/// back on the barrier.
const FLOORS: usize = 65_536;

/// How the cache in process is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Megabytes of entities and lists; 0 turns the tier in process off.
    pub memory_mb: u64,
    /// Longest that a value is served without asking the store again.
    pub ttl_seconds: u64,
    /// Longest beyond that for which a value is served while the store is gone.
    pub stale_for_seconds: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            memory_mb: 512,
            ttl_seconds: 60,
            stale_for_seconds: 3600,
        }
    }
}

impl Settings {
    fn times(&self) -> Times {
        Times {
            // Something must be kept for a moment, or a loader would never find what it loaded.
            ttl: Duration::from_secs(self.ttl_seconds.max(1)),
            stale_for: Duration::from_secs(self.stale_for_seconds),
        }
    }
}

/// The entities in process, by kind.
struct Kept {
    products: Arc<Entities<Product>>,
    variants: Arc<Entities<Variants>>,
    prices: Arc<Entities<Prices>>,
    stock: Arc<Entities<Stock>>,
    metafields: Arc<Entities<Metafields>>,
    collections: Arc<Entities<Collection>>,
    trees: Arc<Entities<CollectionTree>>,
    contents: Arc<Entities<ContentFact>>,
    translations: Arc<Entities<TranslationFact>>,
}

/// An entity that [`Kept`] has a place for.
trait KeptIn: Cached {
    fn kept_in(kept: &Kept) -> &Arc<Entities<Self>>;
}

macro_rules! kept_in {
    ($($entity:ty => $field:ident),+ $(,)?) => {
        $(impl KeptIn for $entity {
            fn kept_in(kept: &Kept) -> &Arc<Entities<Self>> {
                &kept.$field
            }
        })+
    };
}

kept_in! {
    Product => products,
    Variants => variants,
    Prices => prices,
    Stock => stock,
    Metafields => metafields,
    Collection => collections,
    CollectionTree => trees,
    ContentFact => contents,
    TranslationFact => translations,
}

/// A store behind two cache tiers.
pub struct CachedCatalog<R> {
    kept: Kept,
    lists: Arc<Lists>,
    lookups: Lookups<R>,
    clock: Clock,
}

impl<R: Source> CachedCatalog<R> {
    /// Puts caches around a store. `shared` is the tier between processes, if there is one. Finding runs on a tokio
    /// runtime. The metrics recorder must be installed before, or these metrics go nowhere.
    pub fn new(
        source: Arc<R>,
        settings: &Settings,
        shared: Option<Arc<dyn Shared>>,
        clock: Clock,
    ) -> Self {
        let times = settings.times();
        let health = Arc::new(Health::default());
        // Shares of the room: an estimate of what a shop's pages hold of each.
        let room = |percent: u64| settings.memory_mb * 1024 * 1024 * percent / 100;
        /// The entities of one kind.
        fn entities<T: Cached>(
            room: u64,
            times: Times,
            clock: &Clock,
            health: &Arc<Health>,
        ) -> Arc<Entities<T>> {
            let (clock, health) = (clock.clone(), Arc::clone(health));
            Arc::new(Entities::new(room, FLOORS, times, clock, health))
        }
        Self {
            kept: Kept {
                products: entities(room(26), times, &clock, &health),
                variants: entities(room(26), times, &clock, &health),
                prices: entities(room(13), times, &clock, &health),
                stock: entities(room(7), times, &clock, &health),
                metafields: entities(room(10), times, &clock, &health),
                collections: entities(room(2), times, &clock, &health),
                trees: entities(room(1), times, &clock, &health),
                contents: entities(room(3), times, &clock, &health),
                translations: entities(room(4), times, &clock, &health),
            },
            lists: Arc::new(Lists::new(
                room(8),
                times,
                clock.clone(),
                health,
                Arc::clone(&source) as _,
            )),
            lookups: Lookups { source, shared },
            clock,
        }
    }

    /// Tells this node of committed changes, so that nothing older of their keys is kept from now on, here or in the shared
    /// tier.
    pub fn announce(&self, changes: &[Change]) {
        for Change { kind, key, version } in changes.iter().copied() {
            match kind {
                Kind::Product => self.kept.products.announce(key, version),
                Kind::Variants => self.kept.variants.announce(key, version),
                Kind::Prices => self.kept.prices.announce(key, version),
                Kind::Stock => self.kept.stock.announce(key, version),
                Kind::Metafields => self.kept.metafields.announce(key, version),
                Kind::Collection => self.kept.collections.announce(key, version),
                Kind::CollectionTree => self.kept.trees.announce(key, version),
                Kind::Content => self.kept.contents.announce(key, version),
                Kind::Translation => self.kept.translations.announce(key, version),
            }
            self.lists.announce(kind);
        }
        if let Some(shared) = &self.lookups.shared {
            shared.raise(changes);
        }
    }

    fn now(&self) -> Timestamp {
        self.clock.wall()
    }
}
