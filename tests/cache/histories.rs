//! A store that remembers every version that its keys ever had, with a follower some time behind, and the gates at which
//! whoever asks it stops until the test lets one go on.

use std::{
    any::Any,
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use async_trait::async_trait;
use tokio::sync::oneshot;
use vitrina::{
    adapters::cache::{
        clock::{Clock, Tick},
        floors::RECENT,
    },
    application::catalog::{
        CollectionLists, ContentKind, ContentList, ContentLists, Entity, Fetch, FetchOffers, Found,
        Freshness, Neighborhood, ProductList, ProductLists, Schedule, SettingStore, SitemapKind,
        SitemapRow, Sitemaps, StoreError,
    },
    domain::{
        collection::Collection,
        context::Settings,
        event::InventoryPolicy,
        id::Key,
        offer::{Prices, Stock, StockRow},
        page::{Listing, Window},
        product::Product,
        time::Timestamp,
    },
};

use super::ports::list_ports;

/// Where tasks stop until the test lets one go on.
#[derive(Default)]
pub struct Gates(Mutex<Vec<oneshot::Sender<()>>>);

impl Gates {
    /// Waits to be let on.
    pub async fn pass(&self) {
        let (open, opened) = oneshot::channel();
        self.0.lock().unwrap().push(open);
        opened.await.unwrap();
    }

    /// Lets one of those that wait go on.
    pub fn open(&self, pick: impl FnOnce(usize) -> usize) {
        let mut waiting = self.0.lock().unwrap();
        if !waiting.is_empty() {
            let place = pick(waiting.len());
            // A task that was dropped waits no more.
            let _ = waiting.swap_remove(place).send(());
        }
    }

    /// Lets all go on; whether there were any.
    pub fn open_all(&self) -> bool {
        let waiting = std::mem::take(&mut *self.0.lock().unwrap());
        let any = !waiting.is_empty();
        for open in waiting {
            let _ = open.send(());
        }
        any
    }
}

/// The store. Its one kind of entity that is ever there is stock.
pub struct Histories {
    /// Stops those who ask, before and after they read.
    pub gates: Arc<Gates>,
    /// Tells when something is written.
    pub clock: Clock,
    /// How far the follower is behind.
    pub lag: Mutex<Duration>,
    versions: Mutex<HashMap<Key, Vec<Tick>>>,
}

impl Histories {
    /// A store without a write, whose follower is as far behind as it may be.
    pub fn new(gates: Arc<Gates>, clock: Clock) -> Self {
        Self {
            gates,
            clock,
            lag: Mutex::new(RECENT),
            versions: Mutex::default(),
        }
    }

    /// Gives a key its next version.
    pub fn write(&self, key: Key) -> Timestamp {
        let mut all = self.versions.lock().unwrap();
        let versions = all.entry(key).or_default();
        versions.push(self.clock.tick());
        Timestamp(i64::try_from(versions.len()).unwrap())
    }

    /// The version as of a tick; the epoch before the first write.
    pub fn version(&self, key: Key, as_of: Tick) -> Timestamp {
        let all = self.versions.lock().unwrap();
        let written = all.get(&key).into_iter().flatten();
        let seen = written.filter(|written| **written <= as_of).count();
        Timestamp(i64::try_from(seen).unwrap())
    }
}

/// What a key has at a version: stock of that quantity. Every fourth version is a deletion.
pub fn stock(version: Timestamp) -> Option<Arc<Stock>> {
    let row = StockRow::new(Key::of("row"), Some(version.0), InventoryPolicy::Deny, []);
    (version.0 % 4 != 0).then(|| Arc::new(Stock::of_rows([row])))
}

/// The version that a stock tells.
pub fn version_of(stock: &Stock) -> Timestamp {
    let quantity = stock.find(Key::of("row")).and_then(|row| row.quantity);
    Timestamp(quantity.expect("it was made with one"))
}

#[async_trait]
impl<T: Entity> Fetch<T> for Histories {
    async fn fetch(&self, keys: &[Key], freshness: Freshness) -> Result<Vec<Found<T>>, StoreError> {
        self.gates.pass().await;
        let now = self.clock.tick();
        let as_of = match freshness {
            Freshness::Fresh => now,
            Freshness::Behind => now - *self.lag.lock().unwrap(),
        };
        let found = keys.iter().map(|key| {
            let version = self.version(*key, as_of);
            let stock = stock(version).map(|stock| stock as Arc<dyn Any + Send + Sync>);
            let value = stock.and_then(|stock| stock.downcast().ok());
            Found { value, version }
        });
        let found = found.collect();
        self.gates.pass().await;
        Ok(found)
    }
}

/// Ports that no test of this store asks.
macro_rules! unasked {
    ($port:ident: $(fn $question:ident($($argument:ident: $type:ty),*) -> $answer:ty;)+) => {
        #[async_trait]
        impl $port for Histories {
            $(async fn $question(&self, $($argument: $type),*) -> Result<$answer, StoreError> {
                $(let _ = $argument;)*
                Err(StoreError::Faulty(stringify!($question).to_owned()))
            })+
        }
    };
}

unasked! { FetchOffers:
    fn fetch_offers(products: &[Key], freshness: Freshness) -> Vec<(Found<Prices>, Found<Stock>)>;
}

unasked! { Schedule:
    fn next_boundary(after: Timestamp) -> Option<Timestamp>;
}

list_ports!(unasked);

impl SettingStore for Histories {
    fn settings(&self) -> Arc<Settings> {
        unreachable!("entities do not depend on settings")
    }
}
