//! Metafields: typed attributes of products, variants, collections, content, shop, markets and locations.
//!
//! Every owner answers its `metafield` and `metafields` by [`find`] and [`find_all`]: all metafields of an owner are
//! one entity, so an owner costs one look-up however many are asked for. What a value points at is `reference`'s.

use std::{borrow::Cow, sync::Arc};

use async_graphql::{Context, ID, InputObject, Object, Result, Union, Value, parser::types::Field};
use futures::{FutureExt, future::BoxFuture};

use super::{
    article::Article,
    at_once::{AtOnce, InHand},
    blog::Blog,
    collection::Collection,
    connection::{Connection, PageArguments},
    content::Content,
    errors::{Code, internal},
    localization::Market,
    location::Location,
    page::Page,
    product::Product,
    reference::{self, MetafieldReference},
    scalars::DateTime,
    scope::{Nullable, Scope, nullable, scope},
    selling_plans::SellingPlan,
    shop::Shop,
    variant::ProductVariant,
};
use crate::domain::{
    event::ContentFact,
    id::Key,
    product::{self, Metafields},
};

/// Most metafields asked for at once.
pub const MAX_IDENTIFIERS: usize = 250;

/// Where a metafield is looked for when no namespace is given. The interface means the calling app's own namespace;
/// here no app calls, and `custom` is where shops keep attributes of their own making.
const DEFAULT_NAMESPACE: &str = "custom";

/// Names a metafield of an owner.
#[derive(Debug, InputObject)]
pub struct HasMetafieldsIdentifier {
    /// Name within the namespace.
    pub key: String,
    /// Group of keys; `custom` when left out.
    pub namespace: Option<String>,
}

/// The metafield of an owner; `None` when it has none of this name.
///
/// # Errors
/// When the store cannot be asked.
pub async fn find(
    resolving: &Context<'_>,
    owner_id: &str,
    namespace: Option<&str>,
    key: &str,
) -> Result<Option<Metafield>> {
    let found = scope(resolving)
        .find::<Metafields>(Key::of(owner_id))
        .await?;
    Ok(found.and_then(|owned| Attribute::of(&owned, &Arc::from(owner_id), namespace, key)))
}

/// The metafields of an owner, in the order of the names.
///
/// # Errors
/// When more than [`MAX_IDENTIFIERS`] are named, or the store cannot be asked.
pub fn find_all<'a>(
    resolving: &'a Context<'_>,
    owner_id: &'a str,
    identifiers: &'a [HasMetafieldsIdentifier],
) -> BoxFuture<'a, Result<Vec<Option<Metafield>>>> {
    async move {
        if identifiers.len() > MAX_IDENTIFIERS {
            let count = identifiers.len();
            let message =
                format!("`identifiers` names {count} metafields: at most {MAX_IDENTIFIERS}");
            return Err(Code::MaxIds.error(message));
        }
        let found = scope(resolving)
            .find::<Metafields>(Key::of(owner_id))
            .await?;
        let owner_id = Arc::from(owner_id);
        let find = |name: &HasMetafieldsIdentifier| {
            Attribute::of(
                found.as_ref()?,
                &owner_id,
                name.namespace.as_deref(),
                &name.key,
            )
        };
        Ok(identifiers.iter().map(find).collect())
    }
    .boxed()
}

/// A typed attribute.
pub type Metafield = AtOnce<Attribute>;

/// A typed attribute.
#[derive(Debug, Clone)]
pub struct Attribute {
    owned: Arc<Metafields>,
    row: product::Metafield,
    owner_id: Arc<str>,
}

impl Attribute {
    fn of(
        owned: &Arc<Metafields>,
        owner_id: &Arc<str>,
        namespace: Option<&str>,
        key: &str,
    ) -> Option<Metafield> {
        let row = *owned.find(namespace.unwrap_or(DEFAULT_NAMESPACE), key)?;
        Some(AtOnce(Self {
            owned: Arc::clone(owned),
            row,
            owner_id: Arc::clone(owner_id),
        }))
    }

    fn text(&self, span: crate::domain::body::Span) -> &str {
        self.owned.text().get(span)
    }
}

impl InHand for Attribute {
    fn read(&self, field: &Field, scope: &Scope) -> Option<Value> {
        let span = match field.name.node.as_str() {
            "id" => self.row.id,
            "key" => self.row.key,
            "namespace" => self.row.namespace,
            "type" => self.row.kind,
            "value" if scope.context.translations.is_empty() => self.row.value,
            _ => return None,
        };
        Some(Value::String(self.text(span).to_owned()))
    }
}

/// A typed attribute.
#[Object(name = "Metafield")]
impl Attribute {
    /// When it was stored: the version of the owner's metafields, since sources tell no creation.
    fn created_at(&self) -> DateTime {
        self.owned.version.into()
    }

    /// What it is for.
    fn description(&self) -> Option<&str> {
        self.owned.text().find(self.row.description)
    }

    /// Opaque id.
    fn id(&self) -> ID {
        self.text(self.row.id).into()
    }

    /// Name within the namespace.
    fn key(&self) -> &str {
        self.text(self.row.key)
    }

    /// Group of keys.
    fn namespace(&self) -> &str {
        self.text(self.row.namespace)
    }

    /// Type of the value, such as `single_line_text_field` or `list.product_reference`.
    #[graphql(name = "type")]
    fn kind(&self) -> &str {
        self.text(self.row.kind)
    }

    /// Whom it belongs to.
    async fn parent_resource(&self, resolving: &Context<'_>) -> Result<MetafieldParentResource> {
        async {
            let owner = MetafieldParentResource::find(scope(resolving), &self.owner_id).await?;
            owner.ok_or_else(|| internal("the owner of a metafield is not shown any more"))
        }
        .boxed()
        .await
    }

    /// What the value points at, where its type is a reference.
    async fn reference(&self, resolving: &Context<'_>) -> Nullable<MetafieldReference> {
        nullable(async {
            let (kind, value) = (self.text(self.row.kind), self.text(self.row.value));
            reference::find(scope(resolving), kind, value).await
        })
        .await
    }

    /// What the value points at, where its type is a list of references.
    async fn references(
        &self,
        resolving: &Context<'_>,
        after: Option<String>,
        before: Option<String>,
        first: Option<i32>,
        last: Option<i32>,
    ) -> Nullable<Connection<MetafieldReference>> {
        nullable(async {
            let page = PageArguments {
                after,
                before,
                first,
                last,
            };
            let (kind, value) = (self.text(self.row.kind), self.text(self.row.value));
            reference::list(scope(resolving), kind, value, &page, self.text(self.row.id)).await
        })
        .await
    }

    /// When it last changed: the version of the owner's metafields.
    fn updated_at(&self) -> DateTime {
        self.owned.version.into()
    }

    /// The value as text, in the caller's language; lists and objects are JSON.
    async fn value(&self, resolving: &Context<'_>) -> Result<Cow<'_, str>> {
        let texts = scope(resolving).texts(self.text(self.row.id)).await?;
        Ok(match texts.get("value") {
            Some(text) => Cow::Owned(text.to_owned()),
            None => Cow::Borrowed(self.text(self.row.value)),
        })
    }
}

/// Whom a metafield belongs to.
#[derive(Debug, Union)]
pub enum MetafieldParentResource {
    /// An article.
    Article(Article),
    /// A blog.
    Blog(Blog),
    /// A collection.
    Collection(Collection),
    /// A location.
    Location(Location),
    /// A market.
    Market(Market),
    /// A page.
    Page(Page),
    /// A product.
    Product(Product),
    /// A variant.
    ProductVariant(ProductVariant),
    /// A selling plan; none exists.
    SellingPlan(SellingPlan),
    /// The shop.
    Shop(Shop),
}

impl MetafieldParentResource {
    async fn find(scope: &Scope, id: &str) -> Result<Option<Self>> {
        let key = Key::of(id);
        if id == scope.settings.shop.id {
            return Ok(Some(Shop::load(scope).await?.into()));
        }
        if let Some(content) = scope.find::<ContentFact>(key).await? {
            return Ok(match content.as_ref() {
                ContentFact::Article(_) => Article::of(scope, content).await?.map(Into::into),
                ContentFact::Blog(_) => Blog::of(scope, content).await?.map(Into::into),
                ContentFact::Page(_) => Page::of(scope, content).await?.map(Into::into),
                _ => None,
            });
        }
        if let Some(product) = Product::load(scope, key).await? {
            return Ok(Some(product.into()));
        }
        if let Some(collection) = Collection::load(scope, key).await? {
            return Ok(Some(collection.into()));
        }
        if let Some(location) = Location::find(scope, key) {
            return Ok(Some(location.into()));
        }
        if let Some(market) = Market::find(scope, key) {
            return Ok(Some(market.into()));
        }
        Ok(ProductVariant::load(scope, key).await?.map(Into::into))
    }
}
