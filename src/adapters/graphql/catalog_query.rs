//! Root fields of products and collections.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result, SimpleObject};

use super::{
    collection::Collection,
    connection::{Connection, PageArguments, binding},
    content::Content,
    enums::{CollectionSortKeys, ProductRecommendationIntent, ProductSortKeys},
    errors::Code,
    product::Product,
    redirect::UrlRedirect,
    scope::{Nullable, Scope, answered, nullable, scope},
    search::{self, ProductConnection, ProductFilter},
    wanted,
};
use crate::{
    application::{
        catalog::{ContentList, ContentSort, ProductList, ProductSort},
        recommend::{
            self, CANDIDATES, CHOSEN_NAMESPACE, COMPLEMENTARY_KEY, Candidate, RECOMMENDED,
            RELATED_KEY, nearness,
        },
        search::canonical,
    },
    domain::{
        id::{Key, listed_ids},
        page::{Listing, Position, SortValue, Window},
        product::Metafields,
        search_syntax::{COLLECTION_FIELDS, Expr, PRODUCT_FIELDS},
        time::Timestamp,
    },
};

/// Reads a condition of a list.
///
/// # Errors
/// When it is beyond a limit, or asks for a field that the list does not have.
pub fn condition(
    query: Option<&str>,
    fields: &[&str],
    now: Timestamp,
) -> Result<Option<Arc<Expr>>> {
    let Some(query) = query.filter(|query| !query.trim().is_empty()) else {
        return Ok(None);
    };
    let bad = |message: String| Code::BadArgument.error(message);
    let condition = Expr::parse(query, now).map_err(|error| bad(format!("`query`: {error}")))?;
    match condition.unknown_fields(fields).first() {
        Some(unknown) => Err(bad(format!(
            "`query` asks for the field `{unknown}`, which this list does not have; it has {}",
            fields.join(", ")
        ))),
        None => Ok(Some(Arc::new(condition))),
    }
}

/// The product of a present or earlier handle.
///
/// # Errors
/// When the store cannot be asked.
pub(super) async fn product_by_handle(scope: &Scope, handle: String) -> Result<Option<Product>> {
    let found = answered(scope.catalog.find_by_handles(&[handle]).await)?;
    match found.into_iter().next().flatten() {
        Some(entity) => Product::of_published(scope, entity).await,
        None => Ok(None),
    }
}

/// The same with what the selection shows beside the product, as far as one question gives it.
async fn product_page(resolving: &Context<'_>, handle: &str) -> Result<Option<Product>> {
    let scope = scope(resolving);
    let wanted = wanted::beside_product(resolving);
    let Some(page) = answered(scope.catalog.find_page(handle, wanted).await)? else {
        return Ok(None);
    };
    scope.at_hand().keep_page(&page);
    Product::of_published(scope, page.product).await
}

/// The collection of a handle.
///
/// # Errors
/// When the store cannot be asked.
pub(super) async fn collection_by_handle(
    scope: &Scope,
    handle: String,
) -> Result<Option<Collection>> {
    let found = answered(scope.catalog.find_collections_by_handles(&[handle]).await)?;
    match found.into_iter().next().flatten() {
        Some(entity) => Ok(Some(Collection::of_entity(scope, entity).await?)),
        None => Ok(None),
    }
}

/// A list of texts as a connection.
fn texts_connection(list: &str, (texts, total): (Vec<String>, u64)) -> Connection<String> {
    let position = |place: usize| Position {
        value: SortValue::Number(place as i64),
        id: String::new(),
    };
    let rows = (0..texts.len()).map(|place| ((), position(place)));
    let listing = Listing {
        has_previous: false,
        has_next: total > texts.len() as u64,
        total: Some(total),
        rows: rows.collect(),
    };
    Connection::of_listing(listing, texts, binding(list, ()))
}

fn first_page(first: i32) -> Result<Window> {
    PageArguments {
        first: Some(first),
        ..PageArguments::default()
    }
    .window(0)
}

/// What a path of the storefront leads to.
#[derive(Debug, SimpleObject)]
pub struct ProductByPath {
    /// The product, also when the path is an earlier one.
    product: Option<Product>,
    /// Where it lives now, when the path is an earlier one.
    redirect: Option<UrlRedirect>,
}

/// Root fields of products and collections.
#[derive(Debug, Default)]
pub struct CatalogQuery;

/// Root fields of products and collections.
#[Object]
impl CatalogQuery {
    /// A collection by handle or id.
    async fn collection(
        &self,
        resolving: &Context<'_>,
        handle: Option<String>,
        id: Option<ID>,
    ) -> Nullable<Collection> {
        nullable(async {
            let scope = scope(resolving);
            match (id, handle) {
                (Some(id), _) => Collection::load(scope, Key::of(&id)).await,
                (None, Some(handle)) => collection_by_handle(scope, handle).await,
                (None, None) => Err(neither("collection")),
            }
        })
        .await
    }

    /// A collection by handle.
    #[graphql(deprecation = "Use `collection(handle:)`.")]
    async fn collection_by_handle(
        &self,
        resolving: &Context<'_>,
        handle: String,
    ) -> Nullable<Collection> {
        nullable(collection_by_handle(scope(resolving), handle)).await
    }

    /// All collections. RELEVANCE sorts as TITLE.
    #[allow(clippy::too_many_arguments)]
    async fn collections(
        &self,
        resolving: &Context<'_>,
        after: Option<String>,
        before: Option<String>,
        first: Option<i32>,
        last: Option<i32>,
        query: Option<String>,
        #[graphql(default_with = "Some(false)")] reverse: Option<bool>,
        sort_key: Option<CollectionSortKeys>,
    ) -> Result<Connection<Collection>> {
        let scope = scope(resolving);
        let instant = scope.context.price.instant;
        let sort = match sort_key {
            Some(CollectionSortKeys::Id) | None => ContentSort::Id,
            Some(CollectionSortKeys::Title | CollectionSortKeys::Relevance) => ContentSort::Title,
            Some(CollectionSortKeys::UpdatedAt) => ContentSort::UpdatedAt,
        };
        let is_reversed = reverse.unwrap_or(false);
        let context = scope.context.fingerprint();
        let binding = binding("collections", (&query, sort, is_reversed, context));
        let list = ContentList {
            scope: None,
            filter: condition(query.as_deref(), COLLECTION_FIELDS, instant)?,
            sort,
            is_reversed,
            window: PageArguments {
                after,
                before,
                first,
                last,
            }
            .window(binding)?,
            instant,
        };
        let listing = answered(scope.catalog.list_collections(&list).await)?;
        Collection::connection(scope, listing, binding).await
    }

    /// A product by handle, present or earlier, or by id.
    async fn product(
        &self,
        resolving: &Context<'_>,
        handle: Option<String>,
        id: Option<ID>,
    ) -> Nullable<Product> {
        nullable(async {
            let scope = scope(resolving);
            match (id, handle) {
                (Some(id), _) => Product::load(scope, Key::of(&id)).await,
                (None, Some(handle)) => product_page(resolving, &handle).await,
                (None, None) => Err(neither("product")),
            }
        })
        .await
    }

    /// A product by handle, present or earlier.
    #[graphql(deprecation = "Use `product(handle:)`.")]
    async fn product_by_handle(
        &self,
        resolving: &Context<'_>,
        handle: String,
    ) -> Nullable<Product> {
        nullable(product_page(resolving, &handle)).await
    }

    /// The product that a path of the storefront leads to, `/products/old-handle`, and where it lives now.
    async fn product_by_path(
        &self,
        resolving: &Context<'_>,
        path: String,
    ) -> Nullable<ProductByPath> {
        nullable(async {
            let scope = scope(resolving);
            let path = path
                .split(['?', '#'])
                .next()
                .unwrap_or_default()
                .trim_end_matches('/');
            let redirect = UrlRedirect::find(scope, "", path).await?;
            let path = redirect
                .as_ref()
                .map_or(path, UrlRedirect::destination)
                .to_owned();
            let Some(handle) = path.strip_prefix("/products/") else {
                return Ok(None);
            };
            let Some(product) = product_by_handle(scope, handle.to_owned()).await? else {
                return Ok(None);
            };
            let current = format!("/products/{}", product.entity().handle());
            let moved = redirect
                .filter(|redirect| redirect.destination() == current)
                .or_else(|| (path != current).then(|| UrlRedirect::of_history(&path, &current)));
            Ok(Some(ProductByPath {
                product: Some(product),
                redirect: moved,
            }))
        })
        .await
    }

    /// Products that go with one: related ones by default, or complementary ones. Null when there is no such product.
    async fn product_recommendations(
        &self,
        resolving: &Context<'_>,
        intent: Option<ProductRecommendationIntent>,
        product_handle: Option<String>,
        product_id: Option<ID>,
    ) -> Nullable<Vec<Product>> {
        nullable(async {
            let scope = scope(resolving);
            let product = match (product_id, product_handle) {
                (Some(id), _) => Product::load(scope, Key::of(&id)).await?,
                (None, Some(handle)) => product_by_handle(scope, handle).await?,
                (None, None) => return Err(neither("productRecommendations")),
            };
            let Some(product) = product else {
                return Ok(None);
            };
            let is_complementary = intent == Some(ProductRecommendationIntent::Complementary);
            let chosen = if is_complementary {
                COMPLEMENTARY_KEY
            } else {
                RELATED_KEY
            };
            let metafields = scope.find::<Metafields>(product.entity().key).await?;
            let chosen = metafields
                .as_ref()
                .and_then(|metafields| metafields.value(CHOSEN_NAMESPACE, chosen))
                .map(listed_ids)
                .unwrap_or_default();
            let chosen: Vec<Key> = chosen
                .iter()
                .take(RECOMMENDED)
                .map(|id| Key::of(id))
                .collect();
            let mut recommended = Product::of_keys(scope, &chosen).await?;
            if !is_complementary && recommended.len() < RECOMMENDED {
                let known: Vec<Key> = recommended.iter().map(|one| one.entity().key).collect();
                let relatives = relatives(scope, &product, &known).await?;
                recommended.extend(relatives.into_iter().take(RECOMMENDED - known.len()));
            }
            Ok(Some(recommended))
        })
        .await
    }

    /// All tags of products, by text.
    async fn product_tags(
        &self,
        resolving: &Context<'_>,
        first: i32,
    ) -> Result<Connection<String>> {
        let size = first_page(first)?.size;
        let found = answered(scope(resolving).catalog.list_tags(size).await)?;
        Ok(texts_connection("productTags", found))
    }

    /// All types of products, by text.
    async fn product_types(
        &self,
        resolving: &Context<'_>,
        first: i32,
    ) -> Result<Connection<String>> {
        let size = first_page(first)?.size;
        let found = answered(scope(resolving).catalog.list_types(size).await)?;
        Ok(texts_connection("productTypes", found))
    }

    /// All products. RELEVANCE sorts as BEST_SELLING.
    #[allow(clippy::too_many_arguments)]
    async fn products(
        &self,
        resolving: &Context<'_>,
        after: Option<String>,
        before: Option<String>,
        filters: Option<Vec<ProductFilter>>,
        first: Option<i32>,
        last: Option<i32>,
        query: Option<String>,
        #[graphql(default_with = "Some(false)")] reverse: Option<bool>,
        sort_key: Option<ProductSortKeys>,
    ) -> Result<ProductConnection> {
        use ProductSortKeys as Key;
        let scope = scope(resolving);
        let sort = match sort_key {
            Some(Key::BestSelling | Key::Relevance) => ProductSort::BestSelling,
            Some(Key::CreatedAt) => ProductSort::CreatedAt,
            Some(Key::Id) | None => ProductSort::Id,
            Some(Key::Price) => ProductSort::Price,
            Some(Key::ProductType) => ProductSort::ProductType,
            Some(Key::Title) => ProductSort::Title,
            Some(Key::UpdatedAt) => ProductSort::UpdatedAt,
            Some(Key::Vendor) => ProductSort::Vendor,
        };
        let is_reversed = reverse.unwrap_or(false);
        let filters = search::filters(filters)?;
        let context = (scope.context.fingerprint(), canonical(&filters));
        let binding = binding("products", (&query, sort, is_reversed, context));
        let list = ProductList {
            collection: None,
            filter: condition(
                query.as_deref(),
                PRODUCT_FIELDS,
                scope.context.price.instant,
            )?,
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
}

/// The nearest relatives of a product, without those known already.
async fn relatives(scope: &Scope, product: &Product, known: &[Key]) -> Result<Vec<Product>> {
    let around = scope
        .catalog
        .list_neighborhoods(product.entity().key, CANDIDATES)
        .await;
    let found = recommend::relatives(&answered(around)?);
    let keys: Vec<Key> = found.iter().map(|(key, _)| *key).collect();
    let of = Candidate {
        product: product.entity(),
        offer: product.summary(scope).await?,
    };
    let mut scored = Vec::with_capacity(keys.len());
    for candidate in Product::of_keys(scope, &keys).await? {
        let key = candidate.entity().key;
        if known.contains(&key) {
            continue;
        }
        let shared = found.iter().find(|(other, _)| *other == key);
        let shared = shared.map_or(0.0, |(_, shared)| *shared);
        let offer = candidate.summary(scope).await?;
        let score = nearness(
            of,
            Candidate {
                product: candidate.entity(),
                offer,
            },
            shared,
        );
        scored.push((score, candidate));
    }
    scored.sort_by(|(a, one), (b, other)| {
        let rank = |product: &Product| product.entity().sales_rank;
        b.total_cmp(a).then_with(|| rank(one).cmp(&rank(other)))
    });
    Ok(scored.into_iter().map(|(_, candidate)| candidate).collect())
}

/// The error of a field that was asked for without a name.
pub(super) fn neither(field: &str) -> async_graphql::Error {
    let by = if field == "productRecommendations" {
        "`productId` or `productHandle`"
    } else {
        "`id` or `handle`"
    };
    Code::BadArgument.error(format!("`{field}` needs {by}"))
}
