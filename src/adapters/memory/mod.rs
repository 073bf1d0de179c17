//! The embedded store: every port over one immutable snapshot in process.
//!
//! A snapshot is built from facts and replaced whole; a request that began on the older one is answered from whichever
//! it asks. Nothing is written to disk here (the data directory is `adapters::interchange`'s).

mod contents;
mod fields;
mod orders;
mod products;
mod snapshot;

use std::sync::{Arc, RwLock};

use async_trait::async_trait;
use tracing::debug_span;

use self::snapshot::Snapshot;
use crate::{
    application::{
        catalog::{
            CollectionLists, CollectionTree, ContentKind, ContentList, ContentLists, Entity, Find,
            Neighborhood, ProductList, ProductLists, Resident, SettingStore, SitemapKind,
            SitemapRow, Sitemaps, StoreError,
        },
        facts::FactSet,
    },
    domain::{
        collection::Collection,
        context::Settings,
        event::{ContentFact, TranslationFact},
        id::Key,
        money::Currency,
        offer::{Offer, Prices, Stock},
        page::{Listing, Window},
        product::{Metafields, Product, Variants},
        time::Timestamp,
    },
};

/// The embedded store.
#[derive(Debug)]
pub struct MemoryCatalog {
    snapshot: RwLock<Arc<Snapshot>>,
}

/// How much the store holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Products, shown or not.
    pub products: usize,
    /// Variants.
    pub variants: usize,
    /// Collections.
    pub collections: usize,
    /// Metafields of all owners.
    pub metafields: usize,
}

impl MemoryCatalog {
    /// A store of these facts. `default_currency` stands where no shop fact names one.
    pub fn new(facts: FactSet, default_currency: Currency) -> Self {
        Self {
            snapshot: RwLock::new(Arc::new(Snapshot::build(facts, default_currency))),
        }
    }

    /// How much it holds.
    pub fn size(&self) -> Size {
        let snapshot = self.snapshot();
        Size {
            products: snapshot.products.len(),
            variants: snapshot.variant_owners.len(),
            collections: snapshot.collections.len(),
            metafields: snapshot
                .metafields
                .values()
                .map(|owner| owner.rows().len())
                .sum(),
        }
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        let snapshot = self.snapshot.read().expect("no holder of the lock panics");
        Arc::clone(&snapshot)
    }
}

/// How a snapshot finds an entity.
trait Lookup: Entity + Sized {
    fn lookup(snapshot: &Snapshot, key: Key) -> Option<Arc<Self>>;
}

macro_rules! lookups {
    ($($entity:ty, |$snapshot:ident, $key:ident| $found:expr;)+) => {
        $(impl Lookup for $entity {
            fn lookup($snapshot: &Snapshot, $key: Key) -> Option<Arc<Self>> {
                $found
            }
        })+
    };
}

lookups! {
    Product, |snapshot, key| Some(Arc::clone(&snapshot.product(key)?.product));
    Variants, |snapshot, key| Some(Arc::clone(&snapshot.product(key)?.variants));
    Offer, |snapshot, key| Some(Arc::clone(&snapshot.product(key)?.offer));
    Prices, |snapshot, key| Some(Arc::clone(&snapshot.product(key)?.offer.prices));
    Stock, |snapshot, key| Some(Arc::clone(&snapshot.product(key)?.offer.stock));
    Metafields, |snapshot, key| snapshot.metafields.get(&key).cloned();
    Collection, |snapshot, key| {
        let number = snapshot.collection_numbers.get(&key)?;
        Some(Arc::clone(&snapshot.collections[*number as usize].collection))
    };
    CollectionTree, |snapshot, key| {
        let number = snapshot.collection_numbers.get(&key)?;
        Some(Arc::clone(&snapshot.collections[*number as usize].tree))
    };
    ContentFact, |snapshot, key| Some(Arc::clone(&snapshot.content(key)?.fact));
    TranslationFact, |snapshot, key| snapshot.translations.get(&key).cloned();
}

#[async_trait]
impl<T: Lookup> Find<T> for MemoryCatalog {
    fn resident(&self, key: Key) -> Resident<T> {
        Resident::Known(T::lookup(&self.snapshot(), key))
    }

    async fn find_by_keys(&self, keys: &[Key]) -> Result<Vec<Option<Arc<T>>>, StoreError> {
        let _span = debug_span!("store", kind = T::KIND, keys = keys.len()).entered();
        let snapshot = self.snapshot();
        Ok(keys.iter().map(|key| T::lookup(&snapshot, *key)).collect())
    }
}

#[async_trait]
impl ProductLists for MemoryCatalog {
    async fn list_products(&self, list: &ProductList) -> Result<Listing<Key>, StoreError> {
        let _span = debug_span!("store", kind = "product_list").entered();
        Ok(self.snapshot().list_products(list))
    }

    async fn find_by_handles(
        &self,
        handles: &[String],
    ) -> Result<Vec<Option<Arc<Product>>>, StoreError> {
        let snapshot = self.snapshot();
        Ok(handles
            .iter()
            .map(|handle| snapshot.find_product_by_handle(handle))
            .collect())
    }

    async fn find_owners(&self, variants: &[Key]) -> Result<Vec<Option<Key>>, StoreError> {
        let snapshot = self.snapshot();
        let owner = |variant: &Key| {
            let number = snapshot.variant_owners.get(variant)?;
            Some(snapshot.products[*number as usize].product.key)
        };
        Ok(variants.iter().map(owner).collect())
    }

    async fn list_tags(&self, first: usize) -> Result<(Vec<String>, u64), StoreError> {
        Ok(self
            .snapshot()
            .distinct(first, |record| record.product.tags()))
    }

    async fn list_types(&self, first: usize) -> Result<(Vec<String>, u64), StoreError> {
        let types = |first| {
            self.snapshot().distinct(first, |record| {
                std::iter::once(record.product.product_type())
            })
        };
        Ok(types(first))
    }

    async fn list_neighborhoods(
        &self,
        product: Key,
        limit: usize,
    ) -> Result<Vec<Neighborhood>, StoreError> {
        let _span = debug_span!("store", kind = "neighborhoods").entered();
        Ok(self.snapshot().neighborhoods(product, limit))
    }
}

#[async_trait]
impl CollectionLists for MemoryCatalog {
    async fn list_collections(&self, list: &ContentList) -> Result<Listing<Key>, StoreError> {
        let _span = debug_span!("store", kind = "collection_list").entered();
        Ok(self.snapshot().list_collections(list))
    }

    async fn list_collections_of(
        &self,
        product: Key,
        is_reversed: bool,
        window: &Window,
    ) -> Result<Listing<Key>, StoreError> {
        Ok(self
            .snapshot()
            .list_collections_of(product, is_reversed, window))
    }

    async fn find_collections_by_handles(
        &self,
        handles: &[String],
    ) -> Result<Vec<Option<Arc<Collection>>>, StoreError> {
        let snapshot = self.snapshot();
        let find = |handle: &String| {
            let number = snapshot.collection_handles.get(handle.as_str())?;
            let record = &snapshot.collections[*number as usize];
            Some(Arc::clone(&record.collection))
        };
        Ok(handles.iter().map(find).collect())
    }
}

#[async_trait]
impl ContentLists for MemoryCatalog {
    async fn list_content(
        &self,
        kind: ContentKind,
        list: &ContentList,
    ) -> Result<Listing<Key>, StoreError> {
        let _span = debug_span!("store", kind = "content_list").entered();
        Ok(self.snapshot().list_content(kind, list))
    }

    async fn find_content(
        &self,
        kind: ContentKind,
        scope: &str,
        handle: &str,
    ) -> Result<Option<Key>, StoreError> {
        Ok(self.snapshot().find_content(kind, scope, handle))
    }
}

#[async_trait]
impl Sitemaps for MemoryCatalog {
    async fn list_sitemap(
        &self,
        kind: SitemapKind,
        offset: u64,
        limit: usize,
        instant: Timestamp,
    ) -> Result<(Vec<SitemapRow>, u64), StoreError> {
        let _span = debug_span!("store", kind = "sitemap").entered();
        Ok(self.snapshot().sitemap(kind, offset, limit, instant))
    }
}

impl SettingStore for MemoryCatalog {
    fn settings(&self) -> Arc<Settings> {
        Arc::clone(&self.snapshot().settings)
    }
}
