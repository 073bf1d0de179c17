//! Loaders of one request: what its resolvers need by key, batched into one look-up for each step of the execution.
//!
//! An entity that is in process is answered at once; only the others enter a loader. A loader lives as long as its
//! request, so a request never sees two states of one entity.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use dataloader::{BatchFn, cached::Loader};
use rustc_hash::FxHashMap;
use tracing::{Instrument, debug_span};

use super::catalog::{
    CardPage, Catalog, CollectionTree, Entity, Find, ProductPage, Resident, ShownOffer, StoreError,
};
use crate::domain::{
    collection::Collection,
    event::{ContentFact, TranslationFact},
    id::Key,
    offer::Offer,
    product::{Metafields, Product, Variants},
};

/// Most keys of one look-up.
pub const BATCH_KEYS: usize = 250;

type Found<T> = Result<Option<Arc<T>>, StoreError>;

/// Looks up the keys that one step of an execution asks for.
struct Batch<T: Entity> {
    store: Arc<dyn Find<T>>,
}

impl<T: Entity> BatchFn<Key, Found<T>> for Batch<T> {
    async fn load(&mut self, keys: &[Key]) -> HashMap<Key, Found<T>> {
        let span = debug_span!("loader", kind = T::KIND, keys = keys.len());
        metrics::counter!("vitrina_loader_batches_total", "kind" => T::KIND).increment(1);
        metrics::counter!("vitrina_loader_keys_total", "kind" => T::KIND)
            .increment(keys.len() as u64);
        let found = self.store.find_by_keys(keys).instrument(span).await;
        // Every key gets an entry: a missing one would read as an answer that was lost.
        match found {
            Ok(entities) => keys
                .iter()
                .copied()
                .zip(entities.into_iter().map(Ok))
                .collect(),
            Err(error) => keys.iter().map(|key| (*key, Err(error.clone()))).collect(),
        }
    }
}

/// What came with something else that the request asked for, by key.
pub struct AtHand<V>(OnceLock<Mutex<FxHashMap<Key, V>>>);

impl<V> Default for AtHand<V> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

impl<V: Clone> AtHand<V> {
    /// Keeps a value; one that is there already stands.
    pub fn keep(&self, key: Key, value: V) {
        let kept = self.0.get_or_init(Mutex::default);
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.entry(key).or_insert(value);
    }

    /// The value of a key, if it came.
    pub fn get(&self, key: Key) -> Option<V> {
        let kept = self.0.get()?.lock();
        let kept = kept.unwrap_or_else(PoisonError::into_inner);
        kept.get(&key).cloned()
    }
}

/// Finds entities of one kind for one request.
pub struct EntityLoader<T: Entity> {
    store: Arc<dyn Find<T>>,
    loader: OnceLock<Loader<Key, Found<T>, Batch<T>>>,
    at_hand: AtHand<Option<Arc<T>>>,
}

impl<T: Entity> EntityLoader<T> {
    /// A loader over a store.
    pub fn new(store: Arc<dyn Find<T>>) -> Self {
        Self {
            store,
            loader: OnceLock::new(),
            at_hand: AtHand::default(),
        }
    }

    /// Keeps an entity, or that there is none, for the rest of the request.
    pub fn keep(&self, key: Key, found: Option<Arc<T>>) {
        self.at_hand.keep(key, found);
    }

    /// Finds one entity.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub async fn find(&self, key: Key) -> Found<T> {
        if let Some(found) = self.at_hand.get(key) {
            return Ok(found);
        }
        match self.store.resident(key) {
            Resident::Known(found) => Ok(found),
            // Boxed, so that the futures of fields are not as large as a loader's.
            Resident::Unknown => Box::pin(self.load(key)).await,
        }
    }

    /// Finds all of them, in the order of the keys.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub async fn find_all(&self, keys: &[Key]) -> Result<Vec<Option<Arc<T>>>, StoreError> {
        let found = futures::future::join_all(keys.iter().map(|key| self.find(*key))).await;
        found.into_iter().collect()
    }

    async fn load(&self, key: Key) -> Found<T> {
        let loader = self.loader.get_or_init(|| {
            let batch = Batch {
                store: Arc::clone(&self.store),
            };
            Loader::new(batch).with_max_batch_size(BATCH_KEYS)
        });
        loop {
            // An answer gets lost when the request that ran the batch is dropped in it: then the keys are loaded again.
            if let Ok(found) = loader.try_load(key).await {
                return found;
            }
        }
    }
}

/// The loaders of one request.
pub struct Loaders {
    products: EntityLoader<Product>,
    variants: EntityLoader<Variants>,
    offers: EntityLoader<Offer>,
    metafields: EntityLoader<Metafields>,
    collections: EntityLoader<Collection>,
    trees: EntityLoader<CollectionTree>,
    contents: EntityLoader<ContentFact>,
    translations: EntityLoader<TranslationFact>,
    shown_offers: AtHand<ShownOffer>,
}

impl Loaders {
    /// Loaders over a catalog.
    pub fn new(catalog: &Arc<dyn Catalog>) -> Self {
        Self {
            products: EntityLoader::new(Arc::clone(catalog) as _),
            variants: EntityLoader::new(Arc::clone(catalog) as _),
            offers: EntityLoader::new(Arc::clone(catalog) as _),
            metafields: EntityLoader::new(Arc::clone(catalog) as _),
            collections: EntityLoader::new(Arc::clone(catalog) as _),
            trees: EntityLoader::new(Arc::clone(catalog) as _),
            contents: EntityLoader::new(Arc::clone(catalog) as _),
            translations: EntityLoader::new(Arc::clone(catalog) as _),
            shown_offers: AtHand::default(),
        }
    }

    /// Keeps what came with a product.
    pub fn keep_page(&self, page: &ProductPage) {
        let key = page.product.key;
        if let Some(variants) = &page.variants {
            self.variants.keep(key, variants.clone());
        }
        if let Some(offer) = &page.offer {
            self.offers.keep(key, offer.clone());
        }
        if let Some(metafields) = &page.metafields {
            self.metafields.keep(key, metafields.clone());
        }
    }

    /// Keeps what came with a list in the request's price context.
    pub fn keep_cards(&self, page: &CardPage) {
        for product in page.products.iter().flatten() {
            self.products.keep(product.key, Some(Arc::clone(product)));
        }
        for (key, offer) in &page.offers {
            self.shown_offers.keep(*key, *offer);
        }
    }

    /// What a list showed of a product's offer, unless the offer itself is at hand.
    pub fn shown_offer(&self, product: Key) -> Option<ShownOffer> {
        let shown = self.shown_offers.get(product)?;
        self.offers.at_hand.get(product).is_none().then_some(shown)
    }

    /// The loader of one kind.
    pub fn of<T: Loaded>(&self) -> &EntityLoader<T> {
        T::loader(self)
    }
}

/// An entity that requests load.
pub trait Loaded: Entity + Sized {
    /// Its loader.
    fn loader(loaders: &Loaders) -> &EntityLoader<Self>;
}

macro_rules! loaded {
    ($($entity:ty => $field:ident),+ $(,)?) => {
        $(impl Loaded for $entity {
            fn loader(loaders: &Loaders) -> &EntityLoader<Self> {
                &loaders.$field
            }
        })+
    };
}

loaded! {
    Product => products,
    Variants => variants,
    Offer => offers,
    Metafields => metafields,
    Collection => collections,
    CollectionTree => trees,
    ContentFact => contents,
    TranslationFact => translations,
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    };

    use async_trait::async_trait;

    use super::*;

    /// A store out of process that notes each look-up, and can hang in one.
    #[derive(Default)]
    struct Remote {
        asked: Mutex<Vec<usize>>,
        hangs: AtomicBool,
        fails: bool,
    }

    #[async_trait]
    impl Find<Offer> for Remote {
        fn resident(&self, _: Key) -> Resident<Offer> {
            Resident::Unknown
        }

        async fn find_by_keys(&self, keys: &[Key]) -> Result<Vec<Option<Arc<Offer>>>, StoreError> {
            self.asked.lock().unwrap().push(keys.len());
            if self.hangs.swap(false, Ordering::SeqCst) {
                futures::future::pending::<()>().await;
            }
            if self.fails {
                return Err(StoreError::Unavailable("cut".into()));
            }
            let known = Arc::new(Offer::default());
            let absent = Key::of("absent");
            Ok(keys
                .iter()
                .map(|key| (*key != absent).then(|| Arc::clone(&known)))
                .collect())
        }
    }

    fn keys(count: usize) -> Vec<Key> {
        (0..count)
            .map(|number| Key::of(&number.to_string()))
            .collect()
    }

    #[tokio::test]
    async fn one_step_asks_once_for_all_its_keys_and_never_twice_for_one() {
        let remote = Arc::new(Remote::default());
        let loader = EntityLoader::new(Arc::clone(&remote) as _);
        assert_eq!(loader.find_all(&keys(24)).await.unwrap().len(), 24);
        assert_eq!(*remote.asked.lock().unwrap(), [24]);
        loader.find_all(&keys(24)).await.unwrap();
        assert_eq!(loader.find(Key::of("absent")).await.unwrap(), None);
        assert_eq!(loader.find(Key::of("absent")).await.unwrap(), None);
        assert_eq!(*remote.asked.lock().unwrap(), [24, 1]);
    }

    #[tokio::test]
    async fn a_wide_step_is_split_into_bounded_batches() {
        let remote = Arc::new(Remote::default());
        let loader = EntityLoader::new(Arc::clone(&remote) as _);
        assert_eq!(
            loader
                .find_all(&keys(600))
                .await
                .unwrap()
                .iter()
                .flatten()
                .count(),
            600
        );
        let asked = remote.asked.lock().unwrap();
        assert_eq!(asked.iter().sum::<usize>(), 600);
        assert!(asked.iter().all(|keys| *keys <= BATCH_KEYS), "{asked:?}");
    }

    #[tokio::test]
    async fn a_batch_that_was_dropped_midway_is_loaded_again() {
        let remote = Arc::new(Remote {
            hangs: true.into(),
            ..Remote::default()
        });
        let loader = EntityLoader::new(Arc::clone(&remote) as _);
        let key = Key::of("1");
        {
            // The first asker runs the batch and is dropped in it, as when a sibling field fails.
            let mut first = Box::pin(loader.find(key));
            while remote.asked.lock().unwrap().is_empty() {
                let _ = futures::poll!(first.as_mut());
                tokio::task::yield_now().await;
            }
        }
        assert!(loader.find(key).await.unwrap().is_some());
        assert_eq!(*remote.asked.lock().unwrap(), [1, 1]);
    }

    #[tokio::test]
    async fn a_failing_store_fails_every_key_of_the_batch() {
        let loader = EntityLoader::new(Arc::new(Remote {
            fails: true,
            ..Remote::default()
        }) as _);
        assert!(loader.find_all(&keys(3)).await.is_err());
    }
}
