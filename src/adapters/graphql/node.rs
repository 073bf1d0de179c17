//! `Node`: anything that has an id, and finding it by that id alone.
//!
//! The type that an id names says where to look; an id that names none is looked for everywhere. What exists only as a
//! part of something else (metafields, media, options, menu items, categories) is not found by id
//! (`docs/compatibility.md`).

use std::borrow::Cow;

use async_graphql::{
    ContextSelectionSet, OutputType, Positioned, Result, ServerResult, Value,
    parser::types::Field,
    registry::{MetaTypeId, Registry},
};

use super::{
    article::Article,
    blog::Blog,
    collection::Collection,
    content::Content,
    file::GenericFile,
    interfaces::{id_field, implement, interface},
    localization::Market,
    location::Location,
    media::{ExternalVideo, MediaImage, MediaPresentation, Model3d, Video},
    menu::{Menu, MenuItem},
    metafield::Metafield,
    metaobject::Metaobject,
    page::Page,
    product::{Product, ProductOption, ProductOptionValue, TaxonomyCategory},
    redirect::UrlRedirect,
    scope::Scope,
    shop::{Shop, ShopPolicy},
    variant::ProductVariant,
};
use crate::domain::{
    event::ContentFact,
    id::{Key, kind_of},
};

/// Most ids asked for at once.
pub const MAX_IDS: usize = 250;

const DESCRIPTION: &str = "Something with an id.";

/// Defines the interface: the types that are found by id, and those that only implement it.
macro_rules! node {
    (found: [$($found:ident),+ $(,)?], parts: [$($part:ty),+ $(,)?]) => {
        /// Something that was found by its id.
        #[derive(Debug)]
        pub enum Node {
            $(#[allow(missing_docs)] $found(Box<$found>),)+
        }

        $(impl From<$found> for Node {
            fn from(found: $found) -> Self {
                Self::$found(Box::new(found))
            }
        })+

        impl OutputType for Node {
            fn type_name() -> Cow<'static, str> {
                Cow::Borrowed("Node")
            }

            fn introspection_type_name(&self) -> Cow<'static, str> {
                match self {
                    $(Self::$found(_) => <$found as OutputType>::type_name(),)+
                }
            }

            fn create_type_info(registry: &mut Registry) -> String {
                registry.create_output_type::<Self, _>(MetaTypeId::Interface, |registry| {
                    let types = [
                        $(implement::<$found>(registry, "Node"),)+
                        $(implement::<$part>(registry, "Node"),)+
                    ];
                    interface::<Self>("Node", DESCRIPTION, [id_field(registry)], types)
                })
            }

            async fn resolve(
                &self,
                selected: &ContextSelectionSet<'_>,
                field: &Positioned<Field>,
            ) -> ServerResult<Value> {
                match self {
                    $(Self::$found(found) => found.resolve(selected, field).await,)+
                }
            }
        }
    };
}

node! {
    found: [
        Article, Blog, Collection, Location, Market, Menu, Metaobject, Page, Product,
        ProductVariant, Shop, ShopPolicy, UrlRedirect,
    ],
    parts: [
        ExternalVideo, GenericFile, MediaImage, MediaPresentation, MenuItem<'static>, Metafield,
        Model3d, ProductOption, ProductOptionValue, TaxonomyCategory, Video,
    ]
}

impl Node {
    /// What has this id and is shown.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub async fn find(scope: &Scope, id: &str) -> Result<Option<Self>> {
        let key = Key::of(id);
        Ok(match kind_of(id) {
            Some("Product") => Product::load(scope, key).await?.map(Into::into),
            Some("ProductVariant") => ProductVariant::load(scope, key).await?.map(Into::into),
            Some("Collection") => Collection::load(scope, key).await?.map(Into::into),
            Some("Location" | "Market" | "Shop") => Self::find_setting(scope, id).await?,
            _ => Self::find_anywhere(scope, id).await?,
        })
    }

    async fn find_setting(scope: &Scope, id: &str) -> Result<Option<Self>> {
        let key = Key::of(id);
        if id == scope.settings.shop.id {
            return Ok(Some(Shop::load(scope).await?.into()));
        }
        let location = Location::find(scope, key).map(Into::into);
        Ok(location.or_else(|| Market::find(scope, key).map(Into::into)))
    }

    async fn find_anywhere(scope: &Scope, id: &str) -> Result<Option<Self>> {
        let key = Key::of(id);
        if let Some(content) = scope.find::<ContentFact>(key).await? {
            return Ok(match content.as_ref() {
                ContentFact::Article(_) => Article::of(scope, content).await?.map(Into::into),
                ContentFact::Blog(_) => Blog::of(scope, content).await?.map(Into::into),
                ContentFact::Menu(_) => Menu::of(scope, content).await?.map(Into::into),
                ContentFact::Metaobject(_) => Metaobject::of(scope, content).await?.map(Into::into),
                ContentFact::Page(_) => Page::of(scope, content).await?.map(Into::into),
                ContentFact::Policy(_) => ShopPolicy::of(scope, content).await?.map(Into::into),
                ContentFact::Redirect(_) => UrlRedirect::of(scope, content).await?.map(Into::into),
            });
        }
        if let Some(setting) = Self::find_setting(scope, id).await? {
            return Ok(Some(setting));
        }
        if let Some(product) = Product::load(scope, key).await? {
            return Ok(Some(product.into()));
        }
        if let Some(collection) = Collection::load(scope, key).await? {
            return Ok(Some(collection.into()));
        }
        Ok(ProductVariant::load(scope, key).await?.map(Into::into))
    }
}
