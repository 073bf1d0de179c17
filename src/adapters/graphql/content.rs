//! What pages, blogs, articles and metaobjects share: how they are found and listed, and their SEO texts.
//!
//! A type of content is a wrapper of one variant of `ContentFact` with its texts in the caller's languages; its fields
//! are in the file of its name.

use std::sync::Arc;

use async_graphql::{OutputType, Result, SimpleObject};
use futures::future::try_join_all;

use super::{
    connection::{Connection, PageArguments, binding},
    errors::Code,
    scope::{Scope, Texts, answered},
};
use crate::{
    application::catalog::{ContentKind, ContentList, ContentSort},
    domain::{
        event::{ContentFact, SeoFact},
        id::Key,
        page::Listing,
        search_syntax::Expr,
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
        filter: filter.map(Arc::new),
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

/// Reads a condition; `None` when there is none.
///
/// # Errors
/// When it is beyond a limit or asks for a field that the list does not have.
pub fn condition(query: Option<&str>, fields: &[&str], now: Timestamp) -> Result<Option<Expr>> {
    let Some(query) = query.filter(|query| !query.trim().is_empty()) else {
        return Ok(None);
    };
    let condition = Expr::parse(query, now)
        .map_err(|error| Code::BadArgument.error(format!("`query`: {error}")))?;
    match condition.unknown_fields(fields).as_slice() {
        [] => Ok(Some(condition)),
        unknown => {
            let message = format!(
                "`query` asks for {}, which this list does not have; it has {}",
                unknown.join(", "),
                fields.join(", ")
            );
            Err(Code::BadArgument.error(message))
        }
    }
}

/// What search engines are told.
#[derive(Debug, Clone, PartialEq, Eq, SimpleObject)]
#[graphql(name = "SEO")]
pub struct Seo {
    /// Description, null where nothing better than the content itself is known.
    pub description: Option<String>,
    /// Title, null where nothing better than the name shown is known.
    pub title: Option<String>,
}

impl Seo {
    /// The texts of a record in the caller's language.
    pub fn new(title: Option<&str>, description: Option<&str>, texts: &Texts) -> Self {
        let text = |field, own: Option<&str>| texts.get(field).or(own).map(str::to_owned);
        Self {
            description: text("meta_description", description),
            title: text("meta_title", title),
        }
    }

    /// The texts of a fact in the caller's language.
    pub fn of_fact(fact: &SeoFact, texts: &Texts) -> Self {
        Self::new(fact.title.as_deref(), fact.description.as_deref(), texts)
    }
}

/// How many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SimpleObject)]
pub struct Count {
    /// The number.
    pub count: i32,
    /// Whether it is exact.
    pub precision: super::enums::CountPrecision,
}

impl Count {
    /// An exact number; one beyond the interface's integers becomes a lower bound.
    pub fn exact(count: u64) -> Self {
        use super::enums::CountPrecision;
        match i32::try_from(count) {
            Ok(count) => Self {
                count,
                precision: CountPrecision::Exact,
            },
            Err(_) => Self {
                count: i32::MAX,
                precision: CountPrecision::AtLeast,
            },
        }
    }
}
