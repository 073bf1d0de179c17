//! The catalog over SQL: every port, one statement a call.
//!
//! Entities come with their versions ([`Fetch`]), for caches to fill themselves from; used without a cache it knows
//! nothing without asking. Settings are read at the start and again when asked to ([`CockroachCatalog::refresh`]).

use std::sync::{Arc, RwLock};

use async_trait::async_trait;

use super::{
    Params, Pools, Reader, Sql, Statement,
    dao::{collection, content, metafield, offer, page, product, setting, uuids},
    product_list::{Cards, ListStatement},
};
use crate::{
    application::{
        catalog::{
            Beside, CardPage, CollectionLists, CollectionTree, ContentKind, ContentList,
            ContentLists, Fetch, FetchOffers, Find, Found, Freshness, Neighborhood, ProductList,
            ProductLists, ProductPage, Resident, Schedule, SettingStore, SitemapKind, SitemapRow,
            Sitemaps, StoreError,
        },
        contents::{self, ContentRecord, name_blogs, paginate},
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

static NEXT_PRODUCT: Statement = statement!("product/next_publication");
static NEXT_CONTENT: Statement = statement!("content/next_publication");
static SITEMAP_PRODUCTS: Statement = statement!("sitemap/list_products");
static SITEMAP_COLLECTIONS: Statement = statement!("sitemap/list_collections");
static SITEMAP_CONTENT: Statement = statement!("sitemap/list_content");
static COUNT_PRODUCTS: Statement = statement!("sitemap/count_products");
static COUNT_COLLECTIONS: Statement = statement!("sitemap/count_collections");
static COUNT_CONTENT: Statement = statement!("sitemap/count_content");

/// The catalog in a database.
#[derive(Debug)]
pub struct CockroachCatalog {
    pools: Pools,
    settings: RwLock<Arc<Settings>>,
    default_currency: Currency,
}

impl CockroachCatalog {
    /// The catalog behind these pools. `default_currency` stands where no shop names one.
    ///
    /// # Errors
    /// When the settings cannot be read.
    pub async fn open(pools: Pools, default_currency: Currency) -> Result<Self, StoreError> {
        let settings = read_settings(&pools, default_currency).await?;
        Ok(Self {
            pools,
            settings: RwLock::new(Arc::new(settings)),
            default_currency,
        })
    }

    /// Reads the settings again.
    ///
    /// # Errors
    /// When they cannot be read; then the ones known stay in force.
    pub async fn refresh(&self) -> Result<(), StoreError> {
        let settings = read_settings(&self.pools, self.default_currency).await?;
        *self.settings.write().expect("no holder of the lock panics") = Arc::new(settings);
        Ok(())
    }

    fn pool(&self, freshness: Freshness) -> &Reader {
        match freshness {
            Freshness::Fresh => &self.pools.fresh,
            Freshness::Behind => &self.pools.behind,
        }
    }

    async fn read(
        &self,
        statement: &Statement,
        parameters: Params<'_>,
    ) -> Result<Vec<tokio_postgres::Row>, StoreError> {
        Ok(self.pools.fresh.query(statement, parameters).await?)
    }

    async fn list(
        &self,
        statement: &ListStatement,
        list: &ProductList,
    ) -> Result<Vec<tokio_postgres::Row>, StoreError> {
        let parameters = statement.bound.parameters();
        let is_kept = list.filter.is_none();
        let fresh = &self.pools.fresh;
        let rows = fresh
            .query_composed("product/list", &statement.text, &parameters, is_kept)
            .await?;
        Ok(rows)
    }

    async fn count(
        &self,
        statement: &Statement,
        parameters: Params<'_>,
    ) -> Result<u64, StoreError> {
        let rows = self.read(statement, parameters).await?;
        let total = rows.first().map_or(0, |row| row.get::<_, i64>("total"));
        Ok(total.unsigned_abs())
    }
}

/// The settings in force.
pub(super) async fn read_settings(
    pools: &Pools,
    currency: Currency,
) -> Result<Settings, StoreError> {
    setting::settings(&pools.fresh.query(&setting::LIST, &[]).await?, currency)
}

macro_rules! fetches {
    ($($entity:ty => $statement:expr, |$rows:ident, $count:ident| $decoded:expr;)+) => {
        $(
            #[async_trait]
            impl Fetch<$entity> for CockroachCatalog {
                async fn fetch(
                    &self,
                    keys: &[Key],
                    freshness: Freshness,
                ) -> Result<Vec<Found<$entity>>, StoreError> {
                    let $rows = &self.pool(freshness).query(&$statement, &[&uuids(keys)]).await?;
                    let $count = keys.len();
                    $decoded
                }
            }

            #[async_trait]
            impl Find<$entity> for CockroachCatalog {
                fn resident(&self, _: Key) -> Resident<$entity> {
                    Resident::Unknown
                }

                async fn find_by_keys(
                    &self,
                    keys: &[Key],
                ) -> Result<Vec<Option<Arc<$entity>>>, StoreError> {
                    let found = Fetch::<$entity>::fetch(self, keys, Freshness::Fresh).await?;
                    Ok(found.into_iter().map(|found| found.value).collect())
                }
            }
        )+
    };
}

fetches! {
    Product => product::FIND, |rows, count| product::products(rows, count);
    Variants => product::FIND_VARIANTS, |rows, count| product::variants(rows, count);
    Metafields => metafield::FIND, |rows, count| Ok(metafield::metafields(rows, count));
    Collection => collection::FIND, |rows, count| collection::collections(rows, count);
    CollectionTree => collection::FIND_TREES, |rows, count| Ok(collection::trees(rows, count));
    ContentFact => content::FIND, |rows, count| content::contents(rows, count);
    TranslationFact => content::FIND_TRANSLATIONS, |rows, count| content::translations(rows, count);
    Prices => offer::FIND, |rows, count| {
        Ok(offer::offers(rows, count).into_iter().map(|(prices, _)| prices).collect())
    };
    Stock => offer::FIND, |rows, count| {
        Ok(offer::offers(rows, count).into_iter().map(|(_, stock)| stock).collect())
    };
}

#[async_trait]
impl FetchOffers for CockroachCatalog {
    async fn fetch_offers(
        &self,
        products: &[Key],
        freshness: Freshness,
    ) -> Result<Vec<(Found<Prices>, Found<Stock>)>, StoreError> {
        let rows = self
            .pool(freshness)
            .query(&offer::FIND, &[&uuids(products)])
            .await?;
        Ok(offer::offers(&rows, products.len()))
    }
}

#[async_trait]
impl Find<Offer> for CockroachCatalog {
    fn resident(&self, _: Key) -> Resident<Offer> {
        Resident::Unknown
    }

    async fn find_by_keys(&self, keys: &[Key]) -> Result<Vec<Option<Arc<Offer>>>, StoreError> {
        let offers = self.fetch_offers(keys, Freshness::Fresh).await?;
        let offers = offers
            .into_iter()
            .map(|(prices, stock)| Offer::of_parts(prices.value, stock.value).map(Arc::new));
        Ok(offers.collect())
    }
}

#[async_trait]
impl ProductLists for CockroachCatalog {
    async fn list_products(&self, list: &ProductList) -> Result<Listing<Key>, StoreError> {
        let statement = ListStatement::of(list, Cards::None);
        let rows = self.list(&statement, list).await?;
        Ok(statement.page(&rows, list.is_reversed))
    }

    async fn list_cards(
        &self,
        list: &ProductList,
        with_offers: bool,
    ) -> Result<CardPage, StoreError> {
        let cards = if with_offers {
            Cards::WithOffers
        } else {
            Cards::Products
        };
        let statement = ListStatement::of(list, cards);
        let rows = self.list(&statement, list).await?;
        statement.cards(&rows, list)
    }

    async fn find_page(
        &self,
        handle: &str,
        wanted: Beside,
    ) -> Result<Option<ProductPage>, StoreError> {
        let Beside {
            variants,
            offer,
            metafields,
        } = wanted;
        let rows = self
            .read(&page::FIND, &[&handle, &variants, &offer, &metafields])
            .await?;
        if let Some(page) = page::page(&rows, wanted)? {
            return Ok(Some(page));
        }
        let found = self.find_by_handles(&[handle.to_owned()]).await?;
        Ok(found.into_iter().next().flatten().map(ProductPage::of))
    }

    async fn find_by_handles(
        &self,
        handles: &[String],
    ) -> Result<Vec<Option<Arc<Product>>>, StoreError> {
        let rows = self.read(&product::FIND_BY_HANDLES, &[&handles]).await?;
        product::products_by_handles(&rows, handles.len())
    }

    async fn find_owners(&self, variants: &[Key]) -> Result<Vec<Option<Key>>, StoreError> {
        let rows = self
            .read(&product::FIND_OWNERS, &[&uuids(variants)])
            .await?;
        Ok(product::owners(&rows, variants.len()))
    }

    async fn list_tags(&self, first: usize) -> Result<(Vec<String>, u64), StoreError> {
        let rows = self
            .read(&product::LIST_TAGS, &[&Timestamp::now().0])
            .await?;
        Ok(distinct(&rows, first))
    }

    async fn list_types(&self, first: usize) -> Result<(Vec<String>, u64), StoreError> {
        let rows = self
            .read(&product::LIST_TYPES, &[&Timestamp::now().0])
            .await?;
        Ok(distinct(&rows, first))
    }

    async fn list_neighborhoods(
        &self,
        product: Key,
        limit: usize,
    ) -> Result<Vec<Neighborhood>, StoreError> {
        let limit_each = limit as i64;
        let rows = self
            .read(&collection::LIST_NEIGHBORHOODS, &[&product.0, &limit_each])
            .await?;
        Ok(collection::neighborhoods(&rows, limit))
    }
}

/// The first of the texts in the rows' only column, and how many there are.
fn distinct(rows: &[tokio_postgres::Row], first: usize) -> (Vec<String>, u64) {
    contents::first_texts(rows.iter().map(|row| row.get(0)), first)
}

#[async_trait]
impl CollectionLists for CockroachCatalog {
    async fn list_collections(&self, list: &ContentList) -> Result<Listing<Key>, StoreError> {
        let rows = self.read(&collection::LIST, &[]).await?;
        let collections = rows.iter().map(collection::collection);
        let collections = collections.collect::<Result<Vec<_>, _>>()?;
        Ok(contents::list_collections(
            collections.iter().map(|one| &**one),
            list,
        ))
    }

    async fn list_collections_of(
        &self,
        product: Key,
        is_reversed: bool,
        window: &Window,
    ) -> Result<Listing<Key>, StoreError> {
        let rows = self
            .read(&collection::LIST_OF_PRODUCT, &[&product.0])
            .await?;
        Ok(paginate(collection::placed(&rows), is_reversed, window))
    }

    async fn find_collections_by_handles(
        &self,
        handles: &[String],
    ) -> Result<Vec<Option<Arc<Collection>>>, StoreError> {
        let rows = self.read(&collection::FIND_BY_HANDLES, &[&handles]).await?;
        collection::collections_by_handles(&rows, handles)
    }
}

#[async_trait]
impl ContentLists for CockroachCatalog {
    async fn list_content(
        &self,
        kind: ContentKind,
        list: &ContentList,
    ) -> Result<Listing<Key>, StoreError> {
        let named = content::kind_name(kind);
        let naming = match kind {
            ContentKind::Article => content::kind_name(ContentKind::Blog),
            _ => named,
        };
        let rows = self.read(&content::LIST, &[&named, &naming]).await?;
        let records = rows.iter().map(content::record);
        let records = records.collect::<Result<Vec<ContentRecord>, _>>()?;
        let (mut records, others): (Vec<_>, Vec<_>) =
            records.into_iter().partition(|record| record.kind == kind);
        name_blogs(&mut records, &others);
        Ok(contents::list_content(&records, list))
    }

    async fn find_content(
        &self,
        kind: ContentKind,
        scope: &str,
        handle: &str,
    ) -> Result<Option<Key>, StoreError> {
        let kind = content::kind_name(kind);
        let rows = self
            .read(&content::FIND_BY_HANDLE, &[&kind, &scope, &handle])
            .await?;
        Ok(rows.first().map(|row| Key(row.get("content_id"))))
    }
}

#[async_trait]
impl Sitemaps for CockroachCatalog {
    async fn list_sitemap(
        &self,
        kind: SitemapKind,
        offset: u64,
        limit: usize,
        instant: Timestamp,
    ) -> Result<(Vec<SitemapRow>, u64), StoreError> {
        let offset = i64::try_from(offset).unwrap_or(i64::MAX);
        let (limit, now) = (limit as i64, instant.0);
        match kind {
            SitemapKind::Product => {
                let rows = self
                    .read(&SITEMAP_PRODUCTS, &[&now, &limit, &offset])
                    .await?;
                let rows = rows
                    .iter()
                    .map(|row| Ok(SitemapRow::of_product(&*product::product(row)?)));
                Ok((
                    rows.collect::<Result<_, StoreError>>()?,
                    self.count(&COUNT_PRODUCTS, &[&now]).await?,
                ))
            }
            SitemapKind::Collection => {
                let rows = self.read(&SITEMAP_COLLECTIONS, &[&limit, &offset]).await?;
                let rows = rows
                    .iter()
                    .map(|row| Ok(SitemapRow::of_collection(&*collection::collection(row)?)));
                Ok((
                    rows.collect::<Result<_, StoreError>>()?,
                    self.count(&COUNT_COLLECTIONS, &[]).await?,
                ))
            }
            SitemapKind::Content(kind) => {
                let kind = content::kind_name(kind);
                let rows = self
                    .read(&SITEMAP_CONTENT, &[&kind, &now, &limit, &offset])
                    .await?;
                let rows = rows
                    .iter()
                    .map(|row| Ok(SitemapRow::of_content(&content::record(row)?)));
                let total = self.count(&COUNT_CONTENT, &[&kind, &now]).await?;
                Ok((rows.collect::<Result<_, StoreError>>()?, total))
            }
        }
    }
}

#[async_trait]
impl Schedule for CockroachCatalog {
    async fn next_boundary(&self, after: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        let mut next: Option<i64> = None;
        for statement in [
            &NEXT_PRODUCT,
            &NEXT_CONTENT,
            &offer::NEXT_START,
            &offer::NEXT_END,
        ] {
            let rows = self.read(statement, &[&after.0]).await?;
            let found = rows.first().map(|row| row.get::<_, i64>(0));
            next = [next, found].into_iter().flatten().min();
        }
        Ok(next.map(Timestamp))
    }
}

impl SettingStore for CockroachCatalog {
    fn settings(&self) -> Arc<Settings> {
        Arc::clone(&self.settings.read().expect("no holder of the lock panics"))
    }
}
