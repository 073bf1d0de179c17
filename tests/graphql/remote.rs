//! A store that has nothing in process, and notes each look-up that is made in it.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use vitrina::{
    adapters::memory::MemoryCatalog,
    application::catalog::{
        CollectionLists, ContentKind, ContentList, ContentLists, Entity, Find, Neighborhood,
        ProductList, ProductLists, Resident, SettingStore, SitemapKind, SitemapRow, Sitemaps,
        StoreError,
    },
    domain::{
        collection::Collection,
        context::Settings,
        id::Key,
        page::{Listing, Window},
        product::Product,
        time::Timestamp,
    },
};

/// The store.
pub struct Remote {
    store: Arc<MemoryCatalog>,
    looked_up: Mutex<Vec<(&'static str, usize)>>,
}

impl Remote {
    /// A store that holds what this one does.
    pub fn new(store: Arc<MemoryCatalog>) -> Self {
        Self {
            store,
            looked_up: Mutex::default(),
        }
    }

    /// The look-ups since the last time, sorted: what was looked up, and by how many keys.
    pub fn take_look_ups(&self) -> Vec<(&'static str, usize)> {
        let mut taken = std::mem::take(&mut *self.looked_up.lock().expect("no test panics in it"));
        taken.sort_unstable();
        taken
    }

    fn note(&self, what: &'static str, keys: usize) {
        let mut looked_up = self.looked_up.lock().expect("no test panics in it");
        looked_up.push((what, keys));
    }
}

#[async_trait]
impl<T: Entity> Find<T> for Remote
where
    MemoryCatalog: Find<T>,
{
    fn resident(&self, _: Key) -> Resident<T> {
        Resident::Unknown
    }

    async fn find_by_keys(&self, keys: &[Key]) -> Result<Vec<Option<Arc<T>>>, StoreError> {
        self.note(T::KIND, keys.len());
        self.store.find_by_keys(keys).await
    }
}

#[async_trait]
impl ProductLists for Remote {
    async fn list_products(&self, list: &ProductList) -> Result<Listing<Key>, StoreError> {
        self.note("products", 1);
        self.store.list_products(list).await
    }

    async fn find_by_handles(
        &self,
        handles: &[String],
    ) -> Result<Vec<Option<Arc<Product>>>, StoreError> {
        self.note("product by handle", handles.len());
        self.store.find_by_handles(handles).await
    }

    async fn find_owners(&self, variants: &[Key]) -> Result<Vec<Option<Key>>, StoreError> {
        self.note("owner", variants.len());
        self.store.find_owners(variants).await
    }

    async fn list_tags(&self, first: usize) -> Result<(Vec<String>, u64), StoreError> {
        self.note("tags", 1);
        self.store.list_tags(first).await
    }

    async fn list_types(&self, first: usize) -> Result<(Vec<String>, u64), StoreError> {
        self.note("types", 1);
        self.store.list_types(first).await
    }

    async fn list_neighborhoods(
        &self,
        product: Key,
        limit: usize,
    ) -> Result<Vec<Neighborhood>, StoreError> {
        self.note("neighborhoods", 1);
        self.store.list_neighborhoods(product, limit).await
    }
}

#[async_trait]
impl CollectionLists for Remote {
    async fn list_collections(&self, list: &ContentList) -> Result<Listing<Key>, StoreError> {
        self.note("collections", 1);
        self.store.list_collections(list).await
    }

    async fn list_collections_of(
        &self,
        product: Key,
        is_reversed: bool,
        window: &Window,
    ) -> Result<Listing<Key>, StoreError> {
        self.note("collections of a product", 1);
        self.store
            .list_collections_of(product, is_reversed, window)
            .await
    }

    async fn find_collections_by_handles(
        &self,
        handles: &[String],
    ) -> Result<Vec<Option<Arc<Collection>>>, StoreError> {
        self.note("collection by handle", handles.len());
        self.store.find_collections_by_handles(handles).await
    }
}

#[async_trait]
impl ContentLists for Remote {
    async fn list_content(
        &self,
        kind: ContentKind,
        list: &ContentList,
    ) -> Result<Listing<Key>, StoreError> {
        self.note("contents", 1);
        self.store.list_content(kind, list).await
    }

    async fn find_content(
        &self,
        kind: ContentKind,
        scope: &str,
        handle: &str,
    ) -> Result<Option<Key>, StoreError> {
        self.note("content by handle", 1);
        self.store.find_content(kind, scope, handle).await
    }
}

#[async_trait]
impl Sitemaps for Remote {
    async fn list_sitemap(
        &self,
        kind: SitemapKind,
        offset: u64,
        limit: usize,
        instant: Timestamp,
    ) -> Result<(Vec<SitemapRow>, u64), StoreError> {
        self.note("sitemap", 1);
        self.store.list_sitemap(kind, offset, limit, instant).await
    }
}

impl SettingStore for Remote {
    fn settings(&self) -> Arc<Settings> {
        self.store.settings()
    }
}
