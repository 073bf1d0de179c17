//! Collections, their tree and their products.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result};
use futures::FutureExt;

use super::{
    connection::{Connection, PageArguments, binding},
    enums::ProductCollectionSortKeys,
    media::Image,
    metafield::{self, HasMetafieldsIdentifier, Metafield},
    product::{Product, Seo, cut},
    scalars::{DateTime, Html, Url},
    scope::{Nullable, Scope, Texts, answered, nullable, scope},
    search::{self, ProductConnection, ProductFilter},
    wanted,
};
use crate::{
    application::{
        catalog::{CollectionTree, ProductList, ProductSort},
        search::canonical,
    },
    domain::{
        collection::Collection as CollectionEntity, event::CollectionSortOrder, id::Key,
        page::Listing, text::plain_text,
    },
};

/// Deepest tree that `ancestors` walks; shops have three or four levels.
const LEVELS: usize = 32;

/// A collection.
#[derive(Debug, Clone)]
pub struct Collection {
    entity: Arc<CollectionEntity>,
    texts: Texts,
}

impl Collection {
    /// The collections with these keys, in their order.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub async fn of_keys(scope: &Scope, keys: &[Key]) -> Result<Vec<Self>> {
        let found = scope.find_all::<CollectionEntity>(keys).await?;
        let found = found.into_iter().flatten();
        let with_texts = found.map(|entity| Self::of_entity(scope, entity));
        futures::future::try_join_all(with_texts).await
    }

    /// The collection of an entity at hand.
    ///
    /// # Errors
    /// When the store cannot be asked for its translations.
    pub async fn of_entity(scope: &Scope, entity: Arc<CollectionEntity>) -> Result<Self> {
        let texts = scope.texts(entity.id()).await?;
        Ok(Self { entity, texts })
    }

    /// The collection with this key.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub async fn load(scope: &Scope, key: Key) -> Result<Option<Self>> {
        Ok(Self::of_keys(scope, &[key]).await?.pop())
    }

    /// A page that the store listed.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub async fn connection(
        scope: &Scope,
        listing: Listing<Key>,
        binding: u64,
    ) -> Result<Connection<Self>> {
        let keys: Vec<Key> = listing.rows.iter().map(|(key, _)| *key).collect();
        let nodes = Self::of_keys(scope, &keys).await?;
        Ok(Connection::of_listing(listing, nodes, binding))
    }

    async fn tree(&self, scope: &Scope) -> Result<Arc<CollectionTree>> {
        Ok(scope
            .find::<CollectionTree>(self.entity.key)
            .await?
            .unwrap_or_default())
    }

    async fn above(&self, scope: &Scope) -> Result<Option<Self>> {
        match self.tree(scope).await?.parent {
            Some(parent) => Self::load(scope, parent).await,
            None => Ok(None),
        }
    }
}

/// What products are sorted by when a caller names no key, and whether backwards.
fn default_order(order: CollectionSortOrder) -> (ProductSort, bool) {
    match order {
        CollectionSortOrder::Manual => (ProductSort::Position, false),
        CollectionSortOrder::BestSelling => (ProductSort::BestSelling, false),
        CollectionSortOrder::AlphaAsc => (ProductSort::Title, false),
        CollectionSortOrder::AlphaDesc => (ProductSort::Title, true),
        CollectionSortOrder::PriceAsc => (ProductSort::Price, false),
        CollectionSortOrder::PriceDesc => (ProductSort::Price, true),
        CollectionSortOrder::Created => (ProductSort::CreatedAt, false),
        CollectionSortOrder::CreatedDesc => (ProductSort::CreatedAt, true),
    }
}

/// A collection of products.
#[Object]
impl Collection {
    /// The collections above, from the top down.
    async fn ancestors(&self, resolving: &Context<'_>) -> Result<Vec<Collection>> {
        async {
            let scope = scope(resolving);
            let mut ancestors = Vec::new();
            let mut above = self.above(scope).await?;
            while let Some(collection) = above.filter(|_| ancestors.len() < LEVELS) {
                above = collection.above(scope).await?;
                ancestors.push(collection);
            }
            ancestors.reverse();
            Ok(ancestors)
        }
        .boxed()
        .await
    }

    /// The collections below, by title.
    async fn children(&self, resolving: &Context<'_>) -> Result<Vec<Collection>> {
        async {
            let scope = scope(resolving);
            let tree = self.tree(scope).await?;
            Self::of_keys(scope, &tree.children).await
        }
        .boxed()
        .await
    }

    /// Description as plain text, cut at so many characters.
    fn description(&self, truncate_at: Option<i32>) -> String {
        let plain = match self.texts.get("body_html") {
            Some(html) => plain_text(html),
            None => self.entity.description().to_owned(),
        };
        cut(plain, truncate_at)
    }

    /// Description as HTML.
    fn description_html(&self) -> Html<'_> {
        self.texts
            .or("body_html", self.entity.description_html())
            .into()
    }

    /// Unique name in addresses.
    fn handle(&self) -> &str {
        self.entity.handle()
    }

    /// Opaque id.
    fn id(&self) -> ID {
        ID(self.entity.id().to_owned())
    }

    /// Picture.
    fn image(&self) -> Option<Image> {
        self.entity
            .image
            .as_ref()
            .map(|image| Image::of_fact(image, self.entity.id()))
    }

    /// A typed attribute.
    async fn metafield(
        &self,
        resolving: &Context<'_>,
        key: String,
        namespace: Option<String>,
    ) -> Nullable<Metafield> {
        nullable(metafield::find(
            resolving,
            self.entity.id(),
            namespace.as_deref(),
            &key,
        ))
        .await
    }

    /// Typed attributes, in the order asked for.
    async fn metafields(
        &self,
        resolving: &Context<'_>,
        identifiers: Vec<HasMetafieldsIdentifier>,
    ) -> Result<Vec<Option<Metafield>>> {
        metafield::find_all(resolving, self.entity.id(), &identifiers).await
    }

    /// Its address in the storefront.
    fn online_store_url(&self, resolving: &Context<'_>) -> Option<Url<'_>> {
        let path = format!("/collections/{}", self.entity.handle());
        Some(scope(resolving).storefront(&path).into())
    }

    /// The collection above.
    async fn parent(&self, resolving: &Context<'_>) -> Nullable<Collection> {
        nullable(self.above(scope(resolving))).await
    }

    /// Its products.
    #[allow(clippy::too_many_arguments)]
    async fn products(
        &self,
        resolving: &Context<'_>,
        after: Option<String>,
        before: Option<String>,
        filters: Option<Vec<ProductFilter>>,
        first: Option<i32>,
        last: Option<i32>,
        #[graphql(default_with = "Some(false)")] reverse: Option<bool>,
        sort_key: Option<ProductCollectionSortKeys>,
    ) -> Result<ProductConnection> {
        async {
            use ProductCollectionSortKeys as Key;
            let scope = scope(resolving);
            let (sort, backwards) = match sort_key {
                Some(Key::BestSelling) => (ProductSort::BestSelling, false),
                Some(Key::Created) => (ProductSort::CreatedAt, false),
                Some(Key::Id) => (ProductSort::Id, false),
                Some(Key::Manual) => (ProductSort::Position, false),
                Some(Key::Price) => (ProductSort::Price, false),
                Some(Key::Title) => (ProductSort::Title, false),
                Some(Key::CollectionDefault | Key::Relevance) | None => {
                    default_order(self.entity.sort_order)
                }
            };
            let is_reversed = reverse.unwrap_or(false) != backwards;
            let filters = search::filters(filters)?;
            let context = (scope.context.fingerprint(), canonical(&filters));
            let binding = binding(
                "collectionProducts",
                (self.entity.key, sort, is_reversed, context),
            );
            let list = ProductList {
                collection: Some(self.entity.key),
                filter: None,
                sort,
                is_reversed,
                window: PageArguments {
                    after,
                    before,
                    first,
                    last,
                }
                .window(binding)?,
                context: scope.context.price.clone(),
                with_total: resolving.look_ahead().field("totalCount").exists(),
            };
            ProductConnection::of_list(resolving, list, filters, binding).await
        }
        .boxed()
        .await
    }

    /// What search engines are told.
    fn seo(&self) -> Seo {
        Seo::of(
            &self.texts,
            self.entity.seo_title(),
            self.entity.seo_description(),
        )
    }

    /// Name shown.
    fn title(&self) -> &str {
        self.texts.or("title", self.entity.title())
    }

    /// Parameters for tracking clicks; none are made.
    fn tracking_parameters(&self) -> Option<&str> {
        None
    }

    /// Last change.
    fn updated_at(&self) -> DateTime {
        self.entity.updated_at.into()
    }
}

impl Product {
    /// One page of a list of products.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub async fn connection(
        resolving: &Context<'_>,
        list: &ProductList,
        binding: u64,
    ) -> Result<Connection<Self>> {
        let scope = scope(resolving);
        let shows_offers = wanted::shows_offers(resolving);
        let page = answered(scope.catalog.list_cards(list, shows_offers).await)?;
        scope.at_hand().keep_cards(&page);
        let mut listing = page.listing;
        let nodes: Vec<Self> = match page.products {
            Some(products) => {
                let products = products.into_iter().map(Some).collect();
                let shown = Self::of_entities(scope, products).await?;
                shown.into_iter().flatten().collect()
            }
            None => {
                let keys: Vec<Key> = listing.rows.iter().map(|(key, _)| *key).collect();
                Self::of_keys(scope, &keys).await?
            }
        };
        Self::keep_shown(&mut listing, &nodes, |key| *key);
        Ok(Connection::of_listing(listing, nodes, binding))
    }

    /// Takes the rows out of a page whose products are not among these any more: one that was withdrawn between list
    /// and look-up leaves the page.
    pub(super) fn keep_shown<T>(listing: &mut Listing<T>, nodes: &[Self], key: impl Fn(&T) -> Key) {
        if nodes.len() < listing.rows.len() {
            let shown: Vec<Key> = nodes.iter().map(|node| node.entity().key).collect();
            listing.rows.retain(|(row, _)| shown.contains(&key(row)));
        }
    }
}
