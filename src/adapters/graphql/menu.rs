//! Navigation menus. Where an item leads is worked out only when its resource is asked for: by the id that the source
//! told, else by the path of its address.

use std::borrow::Cow;

use async_graphql::{Context, ID, Object, Result, Union, resolver_utils::EnumType};

use super::{
    article::Article,
    blog::Blog,
    catalog_query::{collection_by_handle, product_by_handle},
    collection::Collection,
    content::{Content, content_type},
    enums::MenuItemType,
    metaobject::Metaobject,
    page::Page,
    product::Product,
    scalars::Url,
    scope::{Nullable, Scope, nullable, scope},
    shop::ShopPolicy,
};
use crate::domain::{
    event::{ContentFact, MenuItemFact},
    id::{Key, derived_id},
};

content_type!(
    /// A navigation menu.
    Menu = Menu(MenuFact), |menu, _| !menu.id.is_empty()
);

/// A navigation menu.
#[Object]
impl Menu {
    /// Unique name.
    async fn handle(&self) -> &str {
        &self.fact().handle
    }

    /// Opaque id.
    async fn id(&self) -> ID {
        self.fact().id.as_str().into()
    }

    /// Items in order.
    async fn items(&self) -> Vec<MenuItem<'_>> {
        let fact = self.fact();
        MenuItem::all(&fact.items, &fact.id)
    }

    /// How many items there are, those below others included.
    async fn items_count(&self) -> i32 {
        fn count(items: &[MenuItemFact]) -> usize {
            items.iter().map(|item| 1 + count(&item.items)).sum()
        }
        i32::try_from(count(&self.fact().items)).unwrap_or(i32::MAX)
    }

    /// Name shown.
    async fn title(&self) -> &str {
        self.texts.or("title", &self.fact().title)
    }
}

/// An item of a menu.
pub struct MenuItem<'a> {
    fact: &'a MenuItemFact,
    id: Cow<'a, str>,
}

impl<'a> MenuItem<'a> {
    /// Items with their ids; those that sources gave none have one by the item or menu above and their place.
    fn all(facts: &'a [MenuItemFact], above: &str) -> Vec<Self> {
        let item = |(place, fact): (usize, &'a MenuItemFact)| Self {
            fact,
            id: match fact.id.as_str() {
                "" => derived_id("MenuItem", above, &place.to_string()).into(),
                id => id.into(),
            },
        };
        facts.iter().enumerate().map(item).collect()
    }

    async fn leads_to(&self, scope: &Scope) -> Result<Option<MenuItemResource>> {
        if let Some(id) = &self.fact.resource_id
            && let Some(found) = MenuItemResource::with_id(scope, id).await?
        {
            return Ok(Some(found));
        }
        MenuItemResource::at_address(scope, &self.fact.url).await
    }
}

/// An item of a menu.
#[Object]
impl MenuItem<'_> {
    /// Opaque id.
    async fn id(&self) -> ID {
        self.id.as_ref().into()
    }

    /// Items below.
    async fn items(&self) -> Vec<MenuItem<'_>> {
        MenuItem::all(&self.fact.items, &self.id)
    }

    /// What it leads to, where that is a record of this shop that is shown.
    async fn resource(&self, resolving: &Context<'_>) -> Nullable<MenuItemResource> {
        nullable(self.leads_to(scope(resolving))).await
    }

    /// Id of what it leads to, as the source told it.
    async fn resource_id(&self) -> Option<ID> {
        self.fact.resource_id.as_deref().map(Into::into)
    }

    /// Tags that narrow a collection.
    async fn tags(&self) -> &[String] {
        &self.fact.tags
    }

    /// Name shown.
    async fn title(&self, resolving: &Context<'_>) -> Result<Cow<'_, str>> {
        let texts = scope(resolving).texts(&self.id).await?;
        Ok(match texts.get("title") {
            Some(title) => Cow::Owned(title.to_owned()),
            None => Cow::Borrowed(self.fact.title.as_str()),
        })
    }

    /// What kind of place it leads to; HTTP where the source says none that is known.
    #[graphql(name = "type")]
    async fn kind(&self) -> MenuItemType {
        let mut kinds = MenuItemType::items().iter();
        let known = kinds.find(|kind| kind.name == self.fact.kind);
        known.map_or(MenuItemType::Http, |kind| kind.value)
    }

    /// Its address, absolute: paths are under the shop's primary domain.
    async fn url(&self, resolving: &Context<'_>) -> Option<Url<'_>> {
        let address = self.fact.url.as_str();
        match address.strip_prefix('/') {
            _ if address.is_empty() => None,
            Some(path) if !path.starts_with('/') => {
                Some(scope(resolving).storefront(address).into())
            }
            _ => Some(address.into()),
        }
    }
}

/// What an item of a menu leads to.
#[derive(Debug, Union)]
pub enum MenuItemResource {
    /// An article.
    Article(Article),
    /// A blog.
    Blog(Blog),
    /// A collection.
    Collection(Collection),
    /// A metaobject.
    Metaobject(Metaobject),
    /// A page.
    Page(Page),
    /// A product.
    Product(Product),
    /// A policy.
    ShopPolicy(ShopPolicy),
}

impl MenuItemResource {
    async fn with_id(scope: &Scope, id: &str) -> Result<Option<Self>> {
        let key = Key::of(id);
        if let Some(content) = scope.find::<ContentFact>(key).await? {
            return Ok(match content.as_ref() {
                ContentFact::Article(_) => Article::of(scope, content).await?.map(Into::into),
                ContentFact::Blog(_) => Blog::of(scope, content).await?.map(Into::into),
                ContentFact::Metaobject(_) => Metaobject::of(scope, content).await?.map(Into::into),
                ContentFact::Page(_) => Page::of(scope, content).await?.map(Into::into),
                ContentFact::Policy(_) => ShopPolicy::of(scope, content).await?.map(Into::into),
                ContentFact::Menu(_) | ContentFact::Redirect(_) => None,
            });
        }
        if let Some(product) = Product::load(scope, key).await? {
            return Ok(Some(product.into()));
        }
        Ok(Collection::load(scope, key).await?.map(Into::into))
    }

    async fn at_address(scope: &Scope, address: &str) -> Result<Option<Self>> {
        let domain = scope.storefront("");
        let path = address.strip_prefix(domain.as_str()).unwrap_or(address);
        let path = path.split(['?', '#']).next().unwrap_or(path);
        let Some(path) = path.strip_prefix('/') else {
            return Ok(None);
        };
        let parts: Vec<&str> = path.trim_end_matches('/').split('/').collect();
        Ok(match parts.as_slice() {
            ["products", handle] | ["collections", _, "products", handle] => {
                product_by_handle(scope, (*handle).to_owned())
                    .await?
                    .map(Into::into)
            }
            ["collections", handle] => collection_by_handle(scope, (*handle).to_owned())
                .await?
                .map(Into::into),
            ["pages", handle] => Page::find(scope, "", handle).await?.map(Into::into),
            ["blogs", handle] => Blog::find(scope, "", handle).await?.map(Into::into),
            ["blogs", blog, handle] => Article::find(scope, blog, handle).await?.map(Into::into),
            ["policies", handle] => ShopPolicy::find(scope, "", handle).await?.map(Into::into),
            _ => None,
        })
    }
}
