//! What pages, blogs, articles and metaobjects share: how they are found and listed.
//!
//! A type of content is a wrapper of one variant of `ContentFact` with its texts in the caller's languages; its fields
//! are in the file of its name.

use std::sync::Arc;

use async_graphql::{OutputType, Result};
use futures::future::try_join_all;

use super::{
    catalog_query::condition,
    connection::{Connection, PageArguments, binding},
    product::Seo,
    scope::{Scope, Texts, answered},
};
use crate::{
    application::catalog::{ContentKind, ContentList, ContentSort},
    domain::{
        event::{ContentFact, SeoFact},
        id::Key,
        page::Listing,
        time::Timestamp,
    },
};

/// A GraphQL type made from content of one kind.
pub trait Content: OutputType + Sized {
    /// Its kind.
    const KIND: ContentKind;

    /// The id, when the content is of this kind and shown at the instant.
    fn shown_id(content: &ContentFact, instant: Timestamp) -> Option<&str>;

    /// Wraps content that [`Self::shown_id`] accepted.
    fn wrap(content: Arc<ContentFact>, texts: Texts) -> Self;

    /// The content with this key, if it is of this kind and shown.
    fn load(scope: &Scope, key: Key) -> impl Future<Output = Result<Option<Self>>> + Send {
        async move {
            let Some(content) = scope.find::<ContentFact>(key).await? else {
                return Ok(None);
            };
            Self::of(scope, content).await
        }
    }

    /// The content, if it is of this kind and shown.
    fn of(
        scope: &Scope,
        content: Arc<ContentFact>,
    ) -> impl Future<Output = Result<Option<Self>>> + Send {
        async move {
            let instant = scope.context.price.instant;
            let Some(id) = Self::shown_id(&content, instant) else {
                return Ok(None);
            };
            let texts = scope.texts(id).await?;
            Ok(Some(Self::wrap(content, texts)))
        }
    }

    /// The content with this handle; `within` is the blog or type that handles are unique in.
    fn find(
        scope: &Scope,
        within: &str,
        handle: &str,
    ) -> impl Future<Output = Result<Option<Self>>> + Send {
        async move {
            let found = scope.catalog.find_content(Self::KIND, within, handle).await;
            match answered(found)? {
                Some(key) => Self::load(scope, key).await,
                None => Ok(None),
            }
        }
    }
}

/// Defines a type of content: a wrapper with a way to its fact, and how it is recognized. The condition says when it
/// is shown.
macro_rules! content_type {
    ($(#[$doc:meta])* $name:ident = $variant:ident($fact:ident), |$shown:ident, $instant:pat_param| $is_shown:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name {
            content: std::sync::Arc<crate::domain::event::ContentFact>,
            texts: crate::adapters::graphql::scope::Texts,
        }

        impl $name {
            fn fact(&self) -> &crate::domain::event::$fact {
                match self.content.as_ref() {
                    crate::domain::event::ContentFact::$variant(fact) => fact,
                    _ => unreachable!("it wraps content of its own kind only"),
                }
            }
        }

        impl crate::adapters::graphql::content::Content for $name {
            const KIND: crate::application::catalog::ContentKind =
                crate::application::catalog::ContentKind::$variant;

            fn shown_id(
                content: &crate::domain::event::ContentFact,
                $instant: crate::domain::time::Timestamp,
            ) -> Option<&str> {
                match content {
                    crate::domain::event::ContentFact::$variant($shown) => {
                        ($is_shown).then_some($shown.id.as_str())
                    }
                    _ => None,
                }
            }

            fn wrap(
                content: std::sync::Arc<crate::domain::event::ContentFact>,
                texts: crate::adapters::graphql::scope::Texts,
            ) -> Self {
                Self { content, texts }
            }
        }
    };
}
pub(super) use content_type;

/// What a list of content is asked by.
#[derive(Debug)]
pub struct ListArguments<'a> {
    /// Its name, which cursors are bound to.
    pub list: &'static str,
    /// Only those of this blog or metaobject type.
    pub within: Option<&'a str>,
    /// Condition in the search syntax.
    pub query: Option<String>,
    /// Fields that conditions may name.
    pub fields: &'static [&'static str],
    /// What it is sorted by; `None` is RELEVANCE.
    pub sort: Option<ContentSort>,
    /// Backwards.
    pub is_reversed: bool,
    /// Which page.
    pub page: PageArguments,
}

/// A page of content of one kind.
///
/// # Errors
/// When an argument cannot be worked with, or the store cannot be asked.
pub async fn list<T: Content>(
    scope: &Scope,
    arguments: ListArguments<'_>,
) -> Result<Connection<T>> {
    let instant = scope.context.price.instant;
    let filter = condition(arguments.query.as_deref(), arguments.fields, instant)?;
    // No engine ranks these lists: with a condition the order of titles reads best.
    let relevance = if filter.is_some() {
        ContentSort::Title
    } else {
        ContentSort::Id
    };
    let sort = arguments.sort.unwrap_or(relevance);
    let parts = (
        arguments.within,
        &arguments.query,
        sort,
        arguments.is_reversed,
    );
    let binding = binding(arguments.list, (parts, scope.context.fingerprint()));
    let list = ContentList {
        scope: arguments.within.map(str::to_owned),
        filter,
        sort,
        is_reversed: arguments.is_reversed,
        window: arguments.page.window(binding)?,
        instant,
    };
    let listing = answered(scope.catalog.list_content(T::KIND, &list).await)?;
    let keys = listing.rows.iter().map(|(key, _)| *key);
    let nodes = try_join_all(keys.map(|key| T::load(scope, key))).await?;
    Ok(connect(listing, nodes, binding))
}

/// The connection of a listing whose rows became these nodes. A row that vanished since it was listed is left out.
fn connect<T>(listing: Listing<Key>, nodes: Vec<Option<T>>, binding: u64) -> Connection<T> {
    let found = listing.rows.into_iter().zip(nodes);
    let (rows, nodes) = found.filter_map(|(row, node)| Some((row, node?))).unzip();
    Connection::of_listing(Listing { rows, ..listing }, nodes, binding)
}

/// What search engines are told of a piece of content.
pub fn seo(fact: &SeoFact, texts: &Texts) -> Seo {
    Seo::of(texts, fact.title.as_deref(), fact.description.as_deref())
}
