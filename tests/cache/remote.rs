//! A store out of process, as far as caches can tell: it counts what it is asked, can be held up, lost and written to.

use std::sync::{
    Arc, Mutex, RwLock,
    atomic::{AtomicBool, Ordering},
};

use async_trait::async_trait;
use vitrina::{
    adapters::{
        generator::{GeneratorOptions, generate},
        memory::MemoryCatalog,
    },
    application::{
        catalog::{
            CollectionLists, ContentKind, ContentList, ContentLists, Entity, Fetch, FetchOffers,
            Find, Found, Freshness, Neighborhood, ProductList, ProductLists, Schedule,
            SettingStore, SitemapKind, SitemapRow, Sitemaps, StoreError,
        },
        facts::FactSet,
    },
    domain::{
        collection::Collection,
        context::Settings,
        event::Event,
        id::Key,
        money::Currency,
        offer::{Prices, Stock},
        page::{Listing, Window},
        product::Product,
        time::Timestamp,
    },
};

use super::ports::list_ports;

/// The version of all entities at the begin.
pub const VERSION: Timestamp = Timestamp(1_000_000);

/// A store.
pub struct Remote {
    catalog: RwLock<Arc<MemoryCatalog>>,
    version: Mutex<Timestamp>,
    /// Each question that reached the store.
    asked: Mutex<Vec<&'static str>>,
    /// Whether it cannot be reached.
    pub is_gone: AtomicBool,
    /// Held by a test that holds up all answers.
    pub hold: tokio::sync::RwLock<()>,
    /// The next scheduled change.
    pub boundary: Mutex<Option<Timestamp>>,
}

/// The events of a generated catalog.
pub fn events(products: u64) -> impl Iterator<Item = Event> {
    generate(&GeneratorOptions { products, seed: 7 })
}

fn catalog(events: impl IntoIterator<Item = Event>) -> Arc<MemoryCatalog> {
    let mut facts = FactSet::default();
    for event in events {
        facts.apply(event);
    }
    Arc::new(MemoryCatalog::new(facts, Currency::USD))
}

impl Remote {
    /// A store of these facts.
    pub fn of(events: impl IntoIterator<Item = Event>) -> Arc<Self> {
        Arc::new(Self {
            catalog: RwLock::new(catalog(events)),
            version: Mutex::new(VERSION),
            asked: Mutex::default(),
            is_gone: AtomicBool::new(false),
            hold: tokio::sync::RwLock::default(),
            boundary: Mutex::default(),
        })
    }

    /// Replaces all facts; entities get the next version, which is given.
    pub fn write(&self, events: impl IntoIterator<Item = Event>) -> Timestamp {
        *self.catalog.write().expect("no holder of a lock panics") = catalog(events);
        let mut version = self.version.lock().expect("no holder of a lock panics");
        version.0 += 1;
        *version
    }

    /// What it was asked since it was asked this last.
    pub fn asked(&self) -> Vec<&'static str> {
        std::mem::take(&mut self.asked.lock().expect("no holder of a lock panics"))
    }

    /// Whether a question has reached it since.
    pub fn is_asked(&self) -> bool {
        !self
            .asked
            .lock()
            .expect("no holder of a lock panics")
            .is_empty()
    }

    async fn ask(&self, question: &'static str) -> Result<Arc<MemoryCatalog>, StoreError> {
        self.asked
            .lock()
            .expect("no holder of a lock panics")
            .push(question);
        let catalog = Arc::clone(&self.catalog.read().expect("no holder of a lock panics"));
        drop(self.hold.read().await);
        if self.is_gone.load(Ordering::SeqCst) {
            return Err(StoreError::Unavailable("cut".to_owned()));
        }
        Ok(catalog)
    }

    fn found<T>(&self, values: Vec<Option<Arc<T>>>) -> Vec<Found<T>> {
        let version = *self.version.lock().expect("no holder of a lock panics");
        let known = |value: Option<Arc<T>>| Found {
            version: value.as_ref().map_or(Timestamp::EPOCH, |_| version),
            value,
        };
        values.into_iter().map(known).collect()
    }
}

#[async_trait]
impl<T: Entity> Fetch<T> for Remote
where
    MemoryCatalog: Find<T>,
{
    async fn fetch(&self, keys: &[Key], _: Freshness) -> Result<Vec<Found<T>>, StoreError> {
        let catalog = self.ask(T::KIND).await?;
        Ok(self.found(Find::<T>::find_by_keys(&*catalog, keys).await?))
    }
}

#[async_trait]
impl FetchOffers for Remote {
    async fn fetch_offers(
        &self,
        products: &[Key],
        _: Freshness,
    ) -> Result<Vec<(Found<Prices>, Found<Stock>)>, StoreError> {
        let catalog = self.ask("offers").await?;
        let prices = self.found(Find::<Prices>::find_by_keys(&*catalog, products).await?);
        let stock = self.found(Find::<Stock>::find_by_keys(&*catalog, products).await?);
        Ok(prices.into_iter().zip(stock).collect())
    }
}

#[async_trait]
impl Schedule for Remote {
    // Not counted: it is asked besides, when nobody waits.
    async fn next_boundary(&self, after: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        let boundary = *self.boundary.lock().expect("no holder of a lock panics");
        Ok(boundary.filter(|boundary| after < *boundary))
    }
}

macro_rules! delegated {
    ($port:ident: $(fn $question:ident($($argument:ident: $type:ty),*) -> $answer:ty;)+) => {
        #[async_trait]
        impl $port for Remote {
            $(async fn $question(&self, $($argument: $type),*) -> Result<$answer, StoreError> {
                let catalog = self.ask(stringify!($question)).await?;
                catalog.$question($($argument),*).await
            })+
        }
    };
}

list_ports!(delegated);

impl SettingStore for Remote {
    fn settings(&self) -> Arc<Settings> {
        self.catalog
            .read()
            .expect("no holder of a lock panics")
            .settings()
    }
}
