//! The catalog's ports: finding entities by key in batches, and the lists that callers page through.
//!
//! One generic port finds entities of any kind, so that decorators (caches, traces) and the contract suite are written
//! once for all of them. Lists are split by aggregate. Not found is `None`, never an error; an error means that the
//! store could not be asked.

use std::sync::Arc;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::domain::{
    collection::Collection,
    context::{PriceContext, Settings},
    event::{ContentFact, TranslationFact},
    id::Key,
    language::Language,
    money::Money,
    offer::{Offer, Prices, Stock},
    page::{Listing, Window},
    product::{Metafields, Product, Variants},
    search_syntax::Expr,
    stored::Stored,
    time::Timestamp,
};

/// Why a store gives no answer. The texts are for logs, and even so hold neither values nor addresses.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// It cannot be reached; asking again later may help.
    #[error("the store is unavailable: {0}")]
    Unavailable(String),
    /// It was asked too much at once; asking again at once makes it worse.
    #[error("the store is overloaded: {0}")]
    Overloaded(String),
    /// It did not answer in time; the same question would take as long again.
    #[error("the store ran out of time: {0}")]
    TimedOut(String),
    /// It cannot answer this: a mistake of the service or its installation.
    #[error("the store is at fault: {0}")]
    Faulty(String),
}

/// A kind of entity that is found by key.
pub trait Entity: Send + Sync + 'static {
    /// Its name in spans and metrics.
    const KIND: &'static str;
}

macro_rules! entities {
    ($($entity:ty => $kind:literal),+ $(,)?) => {
        $(impl Entity for $entity {
            const KIND: &'static str = $kind;
        })+
    };
}

entities! {
    Product => "product",
    Variants => "variant",
    Offer => "offer_summary",
    Prices => "price",
    Stock => "stock",
    Metafields => "metafield",
    Collection => "collection",
    CollectionTree => "collection_tree",
    ContentFact => "content",
    TranslationFact => "translation",
}

/// What is known of an entity without asking anyone.
#[derive(Debug, Clone, PartialEq)]
pub enum Resident<T> {
    /// It is here, or known to be absent.
    Known(Option<Arc<T>>),
    /// The store has to be asked.
    Unknown,
}

/// Finds entities by key.
///
/// Keys: a product's own for [`Product`], [`Variants`], [`Offer`], [`Prices`] and [`Stock`]; the owner's for [`Metafields`]; the
/// record's own for the others; [`translation_key`] for translations.
#[async_trait]
pub trait Find<T: Entity>: Send + Sync {
    /// Answers at once from what is in process.
    fn resident(&self, key: Key) -> Resident<T>;

    /// Finds them all, in the order of the keys.
    async fn find_by_keys(&self, keys: &[Key]) -> Result<Vec<Option<Arc<T>>>, StoreError>;
}

/// What a store knows of a key.
#[derive(Debug, Clone, PartialEq)]
pub struct Found<T> {
    /// The entity; `None` when there is none.
    pub value: Option<Arc<T>>,
    /// Version of the facts that say so; [`Timestamp::EPOCH`] for a key that no fact ever was about.
    pub version: Timestamp,
}

/// How old an answer of a store may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Freshness {
    /// As of now.
    Fresh,
    /// Some seconds behind, as a follower replica is.
    Behind,
}

/// Fetches entities with their versions from a store out of process: what caches fill themselves from.
#[async_trait]
pub trait Fetch<T: Entity>: Send + Sync {
    /// Fetches them all, in the order of the keys, in one round trip.
    async fn fetch(&self, keys: &[Key], freshness: Freshness) -> Result<Vec<Found<T>>, StoreError>;
}

/// Fetches what products are offered at, for one round trip where two kinds are needed at once.
#[async_trait]
pub trait FetchOffers: Send + Sync {
    /// Prices and stock of products, in the order of the keys.
    async fn fetch_offers(
        &self,
        products: &[Key],
        freshness: Freshness,
    ) -> Result<Vec<(Found<Prices>, Found<Stock>)>, StoreError>;
}

/// Tells when lists change although nothing is written.
#[async_trait]
pub trait Schedule: Send + Sync {
    /// The first instant after this one at which a product or content is published or a price begins or ends.
    async fn next_boundary(&self, after: Timestamp) -> Result<Option<Timestamp>, StoreError>;
}

/// The key of a record's texts in one language.
pub fn translation_key(resource_id: &str, language: Language) -> Key {
    Key::of(&format!("{resource_id} {}", language.code()))
}

/// A collection's neighbors in the tree.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CollectionTree {
    /// The one above.
    pub parent: Option<Key>,
    /// Those below, by title.
    pub children: Box<[Key]>,
}

/// What products are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProductSort {
    /// Position in the collection; the id where there is none.
    Position,
    /// Sales rank, best first.
    BestSelling,
    /// Creation.
    CreatedAt,
    /// Id.
    Id,
    /// Lowest price shown.
    Price,
    /// Product type.
    ProductType,
    /// Title.
    Title,
    /// Last change.
    UpdatedAt,
    /// Vendor.
    Vendor,
}

/// A list of products.
#[derive(Debug, Clone)]
pub struct ProductList {
    /// Only members of this collection.
    pub collection: Option<Key>,
    /// Only products that match.
    pub filter: Option<Arc<Expr>>,
    /// What they are sorted by.
    pub sort: ProductSort,
    /// Backwards.
    pub is_reversed: bool,
    /// Which part.
    pub window: Window,
    /// In whose prices.
    pub context: PriceContext,
    /// Whether the length of the whole list is wanted; counting is work for a store out of process.
    pub with_total: bool,
}

/// What is wanted of a product beside its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Beside {
    /// Its variants.
    pub variants: bool,
    /// Its prices and stock.
    pub offer: bool,
    /// Its metafields.
    pub metafields: bool,
}

/// A product and what came with it. Where the outer `Option` is `None`, it did not come and has to be asked for; the
/// inner one is as in [`Find`].
#[derive(Debug, Clone, PartialEq)]
pub struct ProductPage {
    /// The product.
    pub product: Arc<Product>,
    /// Its variants.
    pub variants: Option<Option<Arc<Variants>>>,
    /// Its prices and stock.
    pub offer: Option<Option<Arc<Offer>>>,
    /// Its metafields.
    pub metafields: Option<Option<Arc<Metafields>>>,
}

impl ProductPage {
    /// A product with which nothing came.
    pub fn of(product: Arc<Product>) -> Self {
        Self {
            product,
            variants: None,
            offer: None,
            metafields: None,
        }
    }
}

/// A page of a list and what came with it.
#[derive(Debug, Clone, PartialEq)]
pub struct CardPage {
    /// The page.
    pub listing: Listing<Key>,
    /// The products of its rows, in order; `None` when they did not come.
    pub products: Option<Vec<Arc<Product>>>,
    /// What those of its rows are offered at that it came for.
    pub offers: Vec<(Key, ShownOffer)>,
}

/// What a list shows of a product's offer in the list's price context.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownOffer {
    /// Lowest price; zero without any.
    pub min: Money,
    /// Highest price; zero without any.
    pub max: Money,
    /// Whether any variant can be bought.
    pub is_available: bool,
}

/// Lists of products and ways to them. Only published products are listed.
#[async_trait]
pub trait ProductLists: Send + Sync {
    /// One page of a list.
    async fn list_products(&self, list: &ProductList) -> Result<Listing<Key>, StoreError>;

    /// One page of a list, with its products and where `with_offers` says so what they are offered at, as far as that
    /// costs no further question.
    async fn list_cards(
        &self,
        list: &ProductList,
        _with_offers: bool,
    ) -> Result<CardPage, StoreError> {
        Ok(CardPage {
            listing: self.list_products(list).await?,
            products: None,
            offers: Vec::new(),
        })
    }

    /// The product of a present or earlier handle, with what is wanted beside it as far as that costs no further
    /// question.
    async fn find_page(
        &self,
        handle: &str,
        _wanted: Beside,
    ) -> Result<Option<ProductPage>, StoreError> {
        let found = self.find_by_handles(&[handle.to_owned()]).await?;
        Ok(found.into_iter().next().flatten().map(ProductPage::of))
    }

    /// The products with these present or earlier handles, in the order of the handles.
    async fn find_by_handles(
        &self,
        handles: &[String],
    ) -> Result<Vec<Option<Arc<Product>>>, StoreError>;

    /// The products that these variants belong to, in the order of the keys.
    async fn find_owners(&self, variants: &[Key]) -> Result<Vec<Option<Key>>, StoreError>;

    /// All tags of published products by text, with how many there are.
    async fn list_tags(&self, first: usize) -> Result<(Vec<String>, u64), StoreError>;

    /// All types of published products by text, with how many there are.
    async fn list_types(&self, first: usize) -> Result<(Vec<String>, u64), StoreError>;

    /// The neighbors of a product in each of its collections where it has some, the smallest collection first.
    async fn list_neighborhoods(
        &self,
        product: Key,
        limit: usize,
    ) -> Result<Vec<Neighborhood>, StoreError>;
}

/// A collection around one of its products.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighborhood {
    /// How many products the collection shows.
    pub size: u64,
    /// At most so many of them as was asked for, from the one after the product on; past the end it goes on at the
    /// beginning. The product itself is not among them.
    pub members: Vec<Key>,
}

/// What collections and contents are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ContentSort {
    /// Id.
    Id,
    /// Title, name or path.
    Title,
    /// Last change.
    UpdatedAt,
    /// Publication.
    PublishedAt,
    /// Handle.
    Handle,
    /// Author.
    Author,
    /// Title of the blog; its handle where the source told no such blog.
    Blog,
}

/// Lists of collections.
#[async_trait]
pub trait CollectionLists: Send + Sync {
    /// One page of all collections.
    async fn list_collections(&self, list: &ContentList) -> Result<Listing<Key>, StoreError>;

    /// One page of the collections that a product is in, by title.
    async fn list_collections_of(
        &self,
        product: Key,
        is_reversed: bool,
        window: &Window,
    ) -> Result<Listing<Key>, StoreError>;

    /// The collections with these handles, in the order of the handles.
    async fn find_collections_by_handles(
        &self,
        handles: &[String],
    ) -> Result<Vec<Option<Arc<Collection>>>, StoreError>;
}

/// Kinds of content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ContentKind {
    /// Pages.
    Page,
    /// Blogs.
    Blog,
    /// Articles; their scope is the handle of the blog.
    Article,
    /// Menus.
    Menu,
    /// Policies of the shop.
    Policy,
    /// Metaobjects; their scope is their type.
    Metaobject,
    /// Redirects; their handle is the old path.
    Redirect,
}

/// A list of collections or of one kind of content.
#[derive(Debug, Clone)]
pub struct ContentList {
    /// Only those of this blog or metaobject type.
    pub scope: Option<String>,
    /// Only those that match.
    pub filter: Option<Arc<Expr>>,
    /// What they are sorted by.
    pub sort: ContentSort,
    /// Backwards.
    pub is_reversed: bool,
    /// Which part.
    pub window: Window,
    /// The instant that decides what is published.
    pub instant: Timestamp,
}

/// Lists of content and ways to it. Only published content is listed.
#[async_trait]
pub trait ContentLists: Send + Sync {
    /// One page of one kind.
    async fn list_content(
        &self,
        kind: ContentKind,
        list: &ContentList,
    ) -> Result<Listing<Key>, StoreError>;

    /// The content of this kind and handle; `scope` is empty where the kind has none.
    async fn find_content(
        &self,
        kind: ContentKind,
        scope: &str,
        handle: &str,
    ) -> Result<Option<Key>, StoreError>;
}

/// What a sitemap can list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SitemapKind {
    /// Products.
    Product,
    /// Collections.
    Collection,
    /// Content of one kind.
    Content(ContentKind),
}

/// One entry of a sitemap.
#[derive(Debug, Clone, PartialEq)]
pub struct SitemapRow {
    /// Unique name in addresses.
    pub handle: String,
    /// Name shown.
    pub title: String,
    /// Type of a metaobject; empty for others.
    pub kind: String,
    /// Last change.
    pub updated_at: Timestamp,
    /// Address and alternative text of the picture.
    pub image: Option<(String, Option<String>)>,
}

/// Lists everything that is published, for search engines.
#[async_trait]
pub trait Sitemaps: Send + Sync {
    /// So many entries from the offset on, by id, and how many there are in all.
    async fn list_sitemap(
        &self,
        kind: SitemapKind,
        offset: u64,
        limit: usize,
        instant: Timestamp,
    ) -> Result<(Vec<SitemapRow>, u64), StoreError>;
}

/// What the whole shop shares.
pub trait SettingStore: Send + Sync {
    /// The settings in force.
    fn settings(&self) -> Arc<Settings>;
}

/// Everything that the GraphQL side asks of a store.
pub trait Catalog:
    Find<Product>
    + Find<Variants>
    + Find<Offer>
    + Find<Prices>
    + Find<Stock>
    + Find<Metafields>
    + Find<Collection>
    + Find<CollectionTree>
    + Find<ContentFact>
    + Find<TranslationFact>
    + ProductLists
    + CollectionLists
    + ContentLists
    + Sitemaps
    + SettingStore
{
}

impl<T> Catalog for T where
    T: Find<Product>
        + Find<Variants>
        + Find<Offer>
        + Find<Prices>
        + Find<Stock>
        + Find<Metafields>
        + Find<Collection>
        + Find<CollectionTree>
        + Find<ContentFact>
        + Find<TranslationFact>
        + ProductLists
        + CollectionLists
        + ContentLists
        + Sitemaps
        + SettingStore
{
}

impl Stored for CollectionTree {
    fn weight_bytes(&self) -> usize {
        size_of::<Self>() + size_of_val(&*self.children)
    }

    fn is_sound(&self) -> bool {
        true
    }
}
