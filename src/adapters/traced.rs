//! A span and metrics around any store: how long each question takes, and how many fail.
//!
//! It changes no answer. It sits wherever a store is put together, most often directly around the SQL store, so that what
//! the caches answer is not counted as the database's.

use std::{sync::Arc, time::Instant};

use async_trait::async_trait;
use tracing::{Instrument, debug_span};

use crate::{
    application::catalog::{
        Beside, CardPage, CollectionLists, ContentKind, ContentList, ContentLists, Entity, Fetch,
        FetchOffers, Find, Found, Freshness, Neighborhood, ProductList, ProductLists, ProductPage,
        Resident, Schedule, SettingStore, SitemapKind, SitemapRow, Sitemaps, StoreError,
    },
    domain::{
        collection::Collection,
        context::Settings,
        id::Key,
        offer::{Prices, Stock},
        page::{Listing, Window},
        product::Product,
        time::Timestamp,
    },
};

/// A store whose questions are observed.
#[derive(Debug, Clone)]
pub struct Traced<R>(pub Arc<R>);

async fn observed<T>(
    question: &'static str,
    kind: &'static str,
    keys: usize,
    answer: impl Future<Output = Result<T, StoreError>>,
) -> Result<T, StoreError> {
    let began = Instant::now();
    let span = debug_span!("store", question, kind, keys);
    let answer = answer.instrument(span).await;
    metrics::histogram!("vitrina_store_question_seconds", "question" => question, "kind" => kind)
        .record(began.elapsed());
    if answer.is_err() {
        metrics::counter!("vitrina_store_errors_total", "question" => question, "kind" => kind)
            .increment(1);
    }
    answer
}

#[async_trait]
impl<T: Entity, R: Find<T>> Find<T> for Traced<R> {
    // What is in process takes no time worth a sample.
    fn resident(&self, key: Key) -> Resident<T> {
        self.0.resident(key)
    }

    async fn find_by_keys(&self, keys: &[Key]) -> Result<Vec<Option<Arc<T>>>, StoreError> {
        observed(
            "find_by_keys",
            T::KIND,
            keys.len(),
            self.0.find_by_keys(keys),
        )
        .await
    }
}

#[async_trait]
impl<T: Entity, R: Fetch<T>> Fetch<T> for Traced<R> {
    async fn fetch(&self, keys: &[Key], freshness: Freshness) -> Result<Vec<Found<T>>, StoreError> {
        observed("fetch", T::KIND, keys.len(), self.0.fetch(keys, freshness)).await
    }
}

/// Implements a port by asking the store within [`observed`].
macro_rules! traced {
    ($port:ident, $kind:literal: $(
        fn $question:ident($($argument:ident: $type:ty),*) -> $answer:ty;
    )+) => {
        #[async_trait]
        impl<R: $port> $port for Traced<R> {
            $(async fn $question(&self, $($argument: $type),*) -> Result<$answer, StoreError> {
                observed(stringify!($question), $kind, 1, self.0.$question($($argument),*)).await
            })+
        }
    };
}

traced! { FetchOffers, "offer":
    fn fetch_offers(products: &[Key], freshness: Freshness) -> Vec<(Found<Prices>, Found<Stock>)>;
}

traced! { Schedule, "schedule":
    fn next_boundary(after: Timestamp) -> Option<Timestamp>;
}

traced! { ProductLists, "product":
    fn list_products(list: &ProductList) -> Listing<Key>;
    fn list_cards(list: &ProductList, with_offers: bool) -> CardPage;
    fn find_page(handle: &str, wanted: Beside) -> Option<ProductPage>;
    fn find_by_handles(handles: &[String]) -> Vec<Option<Arc<Product>>>;
    fn find_owners(variants: &[Key]) -> Vec<Option<Key>>;
    fn list_tags(first: usize) -> (Vec<String>, u64);
    fn list_types(first: usize) -> (Vec<String>, u64);
    fn list_neighborhoods(product: Key, limit: usize) -> Vec<Neighborhood>;
}

traced! { CollectionLists, "collection":
    fn list_collections(list: &ContentList) -> Listing<Key>;
    fn list_collections_of(product: Key, is_reversed: bool, window: &Window) -> Listing<Key>;
    fn find_collections_by_handles(handles: &[String]) -> Vec<Option<Arc<Collection>>>;
}

traced! { ContentLists, "content":
    fn list_content(kind: ContentKind, list: &ContentList) -> Listing<Key>;
    fn find_content(kind: ContentKind, scope: &str, handle: &str) -> Option<Key>;
}

traced! { Sitemaps, "sitemap":
    fn list_sitemap(
        kind: SitemapKind,
        offset: u64,
        limit: usize,
        instant: Timestamp
    ) -> (Vec<SitemapRow>, u64);
}

impl<R: SettingStore> SettingStore for Traced<R> {
    fn settings(&self) -> Arc<Settings> {
        self.0.settings()
    }
}
