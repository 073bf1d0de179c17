//! The catalog's ports over the caches.

use std::sync::Arc;

use async_trait::async_trait;
use futures::FutureExt;

use super::{
    CachedCatalog, KeptIn,
    list_key::ListKey,
    lists::{Ask, ListValue},
};
use crate::{
    application::{
        cached::Source,
        catalog::{
            CollectionLists, ContentKind, ContentList, ContentLists, Fetch, Find, Found,
            Neighborhood, ProductList, ProductLists, Resident, SettingStore, SitemapKind,
            SitemapRow, Sitemaps, StoreError,
        },
    },
    domain::{
        collection::Collection,
        context::Settings,
        id::Key,
        offer::Offer,
        page::{Listing, Window},
        product::Product,
        time::Timestamp,
    },
};

#[async_trait]
impl<T: KeptIn, R: Source + Fetch<T>> Find<T> for CachedCatalog<R> {
    fn resident(&self, key: Key) -> Resident<T> {
        T::kept_in(&self.kept).resident(key)
    }

    async fn find_by_keys(&self, keys: &[Key]) -> Result<Vec<Option<Arc<T>>>, StoreError> {
        let entities = T::kept_in(&self.kept);
        entities.find(keys, |lead| self.lookups.start(lead)).await
    }
}

/// An offer is put together from prices and stock, each kept by itself.
#[async_trait]
impl<R: Source> Find<Offer> for CachedCatalog<R> {
    fn resident(&self, key: Key) -> Resident<Offer> {
        match (
            self.kept.prices.resident(key),
            self.kept.stock.resident(key),
        ) {
            (Resident::Known(prices), Resident::Known(stock)) => {
                Resident::Known(Offer::of_parts(prices, stock).map(Arc::new))
            }
            _ => Resident::Unknown,
        }
    }

    async fn find_by_keys(&self, keys: &[Key]) -> Result<Vec<Option<Arc<Offer>>>, StoreError> {
        let (prices, price_lead) = self.kept.prices.claim(keys);
        let (stock, stock_lead) = self.kept.stock.claim(keys);
        self.lookups.start_offers(price_lead, stock_lead);
        let (prices, stock) = futures::try_join!(prices.all(), stock.all())?;
        let parts = prices.into_iter().zip(stock);
        Ok(parts
            .map(|(prices, stock)| Offer::of_parts(prices, stock).map(Arc::new))
            .collect())
    }
}

/// A question to the store that has one answer.
macro_rules! ask {
    ($self:ident, |$source:ident| $answer:expr, $value:expr) => {{
        let $source = Arc::clone(&$self.lookups.source);
        let ask: Ask = Box::new(move |_| {
            async move {
                let answer = $answer.await?;
                Ok(vec![$value(answer)])
            }
            .boxed()
        });
        ask
    }};
}

/// A question to the store about several texts or keys at once.
macro_rules! ask_all {
    ($self:ident, $names:ident, |$source:ident, $wanted:ident| $answer:expr, $value:expr) => {{
        let $source = Arc::clone(&$self.lookups.source);
        let names = $names.to_vec();
        let ask: Ask = Box::new(move |places| {
            async move {
                let $wanted: Vec<_> = places.iter().map(|place| names[*place].clone()).collect();
                let answer = $answer.await?;
                Ok(answer.into_iter().map($value).collect())
            }
            .boxed()
        });
        ask
    }};
}

/// Takes a list's value apart. Another form is impossible, because the first byte of a key tells the form.
macro_rules! expect_value {
    ($value:expr, $form:ident) => {
        match $value {
            ListValue::$form(value) => Ok(value),
            _ => Err(StoreError::Unavailable("another list's answer".to_owned())),
        }
    };
}

#[async_trait]
impl<R: Source> ProductLists for CachedCatalog<R> {
    async fn list_products(&self, list: &ProductList) -> Result<Listing<Key>, StoreError> {
        let key = ListKey::products(list);
        let instant = list.context.instant;
        let list = list.clone();
        let ask = ask!(self, |source| source.list_products(&list), |page| {
            ListValue::Listing(Arc::new(page))
        });
        let value = self.lists.one(key, instant, ask).await?;
        Ok(Arc::unwrap_or_clone(expect_value!(value, Listing)?))
    }

    async fn find_by_handles(
        &self,
        handles: &[String],
    ) -> Result<Vec<Option<Arc<Product>>>, StoreError> {
        let keys = handles.iter().map(|it| ListKey::product_handle(it));
        let products = Arc::clone(&self.kept.products);
        let keep = move |product: Option<Arc<Product>>, reading| {
            if let Some(product) = &product {
                let found = Found {
                    value: Some(Arc::clone(product)),
                    version: product.version,
                };
                products.fill(product.key, found, reading);
            }
            ListValue::Product(product)
        };
        let began = self.kept.products.begin_fresh();
        let ask = ask_all!(
            self,
            handles,
            |source, wanted| source.find_by_handles(&wanted),
            move |product| keep(product, began)
        );
        let values = self.lists.all(keys.collect(), self.now(), ask).await?;
        values
            .into_iter()
            .map(|value| expect_value!(value, Product))
            .collect()
    }

    async fn find_owners(&self, variants: &[Key]) -> Result<Vec<Option<Key>>, StoreError> {
        let keys = variants.iter().map(|variant| ListKey::owner(*variant));
        let ask = ask_all!(
            self,
            variants,
            |source, wanted| source.find_owners(&wanted),
            ListValue::Key
        );
        let values = self.lists.all(keys.collect(), self.now(), ask).await?;
        values
            .into_iter()
            .map(|value| expect_value!(value, Key))
            .collect()
    }

    async fn list_tags(&self, first: usize) -> Result<(Vec<String>, u64), StoreError> {
        let ask = ask!(self, |source| source.list_tags(first), |texts| {
            ListValue::Texts(Arc::new(texts))
        });
        let key = Some(ListKey::tags(first));
        let value = self.lists.one(key, self.now(), ask).await?;
        Ok(Arc::unwrap_or_clone(expect_value!(value, Texts)?))
    }

    async fn list_types(&self, first: usize) -> Result<(Vec<String>, u64), StoreError> {
        let ask = ask!(self, |source| source.list_types(first), |texts| {
            ListValue::Texts(Arc::new(texts))
        });
        let key = Some(ListKey::types(first));
        let value = self.lists.one(key, self.now(), ask).await?;
        Ok(Arc::unwrap_or_clone(expect_value!(value, Texts)?))
    }

    async fn list_neighborhoods(
        &self,
        product: Key,
        limit: usize,
    ) -> Result<Vec<Neighborhood>, StoreError> {
        let ask = ask!(
            self,
            |source| source.list_neighborhoods(product, limit),
            |all: Vec<Neighborhood>| ListValue::Neighborhoods(all.into())
        );
        let key = Some(ListKey::neighborhoods(product, limit));
        let value = self.lists.one(key, self.now(), ask).await?;
        Ok(expect_value!(value, Neighborhoods)?.to_vec())
    }
}

#[async_trait]
impl<R: Source> CollectionLists for CachedCatalog<R> {
    async fn list_collections(&self, list: &ContentList) -> Result<Listing<Key>, StoreError> {
        let key = ListKey::collections(list);
        let instant = list.instant;
        let list = list.clone();
        let ask = ask!(self, |source| source.list_collections(&list), |page| {
            ListValue::Listing(Arc::new(page))
        });
        let value = self.lists.one(key, instant, ask).await?;
        Ok(Arc::unwrap_or_clone(expect_value!(value, Listing)?))
    }

    async fn list_collections_of(
        &self,
        product: Key,
        is_reversed: bool,
        window: &Window,
    ) -> Result<Listing<Key>, StoreError> {
        let key = ListKey::collections_of(product, is_reversed, window);
        let window = window.clone();
        let ask = ask!(
            self,
            |source| source.list_collections_of(product, is_reversed, &window),
            |page| ListValue::Listing(Arc::new(page))
        );
        let value = self.lists.one(Some(key), self.now(), ask).await?;
        Ok(Arc::unwrap_or_clone(expect_value!(value, Listing)?))
    }

    async fn find_collections_by_handles(
        &self,
        handles: &[String],
    ) -> Result<Vec<Option<Arc<Collection>>>, StoreError> {
        let keys = handles.iter().map(|it| ListKey::collection_handle(it));
        let ask = ask_all!(
            self,
            handles,
            |source, wanted| source.find_collections_by_handles(&wanted),
            ListValue::Collection
        );
        let values = self.lists.all(keys.collect(), self.now(), ask).await?;
        values
            .into_iter()
            .map(|value| expect_value!(value, Collection))
            .collect()
    }
}

#[async_trait]
impl<R: Source> ContentLists for CachedCatalog<R> {
    async fn list_content(
        &self,
        kind: ContentKind,
        list: &ContentList,
    ) -> Result<Listing<Key>, StoreError> {
        let key = ListKey::contents(kind, list);
        let instant = list.instant;
        let list = list.clone();
        let ask = ask!(self, |source| source.list_content(kind, &list), |page| {
            ListValue::Listing(Arc::new(page))
        });
        let value = self.lists.one(key, instant, ask).await?;
        Ok(Arc::unwrap_or_clone(expect_value!(value, Listing)?))
    }

    async fn find_content(
        &self,
        kind: ContentKind,
        scope: &str,
        handle: &str,
    ) -> Result<Option<Key>, StoreError> {
        let key = ListKey::content(kind, scope, handle);
        let (scope, handle) = (scope.to_owned(), handle.to_owned());
        let ask = ask!(
            self,
            |source| source.find_content(kind, &scope, &handle),
            ListValue::Key
        );
        let value = self.lists.one(Some(key), self.now(), ask).await?;
        expect_value!(value, Key)
    }
}

#[async_trait]
impl<R: Source> Sitemaps for CachedCatalog<R> {
    async fn list_sitemap(
        &self,
        kind: SitemapKind,
        offset: u64,
        limit: usize,
        instant: Timestamp,
    ) -> Result<(Vec<SitemapRow>, u64), StoreError> {
        let ask = ask!(
            self,
            |source| source.list_sitemap(kind, offset, limit, instant),
            |rows| ListValue::Sitemap(Arc::new(rows))
        );
        let key = Some(ListKey::sitemap(kind, offset, limit));
        let value = self.lists.one(key, instant, ask).await?;
        Ok(Arc::unwrap_or_clone(expect_value!(value, Sitemap)?))
    }
}

impl<R: Source> SettingStore for CachedCatalog<R> {
    fn settings(&self) -> Arc<Settings> {
        self.lookups.source.settings()
    }
}
