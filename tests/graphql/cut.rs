//! A store that lost its connection: products are here still, whatever else has to be asked for fails.

use std::sync::Arc;

use async_trait::async_trait;
use vitrina::{
    adapters::memory::MemoryCatalog,
    application::catalog::{
        CollectionLists, CollectionTree, ContentKind, ContentList, ContentLists, Find,
        Neighborhood, ProductList, ProductLists, Resident, SettingStore, SitemapKind, SitemapRow,
        Sitemaps, StoreError,
    },
    domain::{
        collection::Collection,
        context::Settings,
        event::{ContentFact, TranslationFact},
        id::Key,
        offer::{Offer, Prices, Stock},
        page::{Listing, Window},
        product::{Metafields, Product, Variants},
        time::Timestamp,
    },
};

/// The store; it knows what another knows of products.
pub struct Cut(pub Arc<MemoryCatalog>);

fn cut<T>() -> Result<T, StoreError> {
    Err(StoreError::Unavailable("cut".into()))
}

#[async_trait]
impl Find<Product> for Cut {
    fn resident(&self, key: Key) -> Resident<Product> {
        self.0.resident(key)
    }

    async fn find_by_keys(&self, keys: &[Key]) -> Result<Vec<Option<Arc<Product>>>, StoreError> {
        self.0.find_by_keys(keys).await
    }
}

macro_rules! cut_off {
    ($($entity:ty),+ $(,)?) => {
        $(#[async_trait]
        impl Find<$entity> for Cut {
            fn resident(&self, _: Key) -> Resident<$entity> {
                Resident::Unknown
            }

            async fn find_by_keys(
                &self,
                _: &[Key],
            ) -> Result<Vec<Option<Arc<$entity>>>, StoreError> {
                cut()
            }
        })+
    };
}

cut_off!(
    Variants,
    Offer,
    Prices,
    Stock,
    Metafields,
    Collection,
    CollectionTree,
    ContentFact,
    TranslationFact,
);

#[async_trait]
impl ProductLists for Cut {
    async fn list_products(&self, _: &ProductList) -> Result<Listing<Key>, StoreError> {
        cut()
    }

    async fn find_by_handles(
        &self,
        handles: &[String],
    ) -> Result<Vec<Option<Arc<Product>>>, StoreError> {
        self.0.find_by_handles(handles).await
    }

    async fn find_owners(&self, _: &[Key]) -> Result<Vec<Option<Key>>, StoreError> {
        cut()
    }

    async fn list_tags(&self, _: usize) -> Result<(Vec<String>, u64), StoreError> {
        cut()
    }

    async fn list_types(&self, _: usize) -> Result<(Vec<String>, u64), StoreError> {
        cut()
    }

    async fn list_neighborhoods(&self, _: Key, _: usize) -> Result<Vec<Neighborhood>, StoreError> {
        cut()
    }
}

#[async_trait]
impl CollectionLists for Cut {
    async fn list_collections(&self, _: &ContentList) -> Result<Listing<Key>, StoreError> {
        cut()
    }

    async fn list_collections_of(
        &self,
        _: Key,
        _: bool,
        _: &Window,
    ) -> Result<Listing<Key>, StoreError> {
        cut()
    }

    async fn find_collections_by_handles(
        &self,
        _: &[String],
    ) -> Result<Vec<Option<Arc<Collection>>>, StoreError> {
        cut()
    }
}

#[async_trait]
impl ContentLists for Cut {
    async fn list_content(
        &self,
        _: ContentKind,
        _: &ContentList,
    ) -> Result<Listing<Key>, StoreError> {
        cut()
    }

    async fn find_content(
        &self,
        _: ContentKind,
        _: &str,
        _: &str,
    ) -> Result<Option<Key>, StoreError> {
        cut()
    }
}

#[async_trait]
impl Sitemaps for Cut {
    async fn list_sitemap(
        &self,
        _: SitemapKind,
        _: u64,
        _: usize,
        _: Timestamp,
    ) -> Result<(Vec<SitemapRow>, u64), StoreError> {
        cut()
    }
}

impl SettingStore for Cut {
    fn settings(&self) -> Arc<Settings> {
        self.0.settings()
    }
}
