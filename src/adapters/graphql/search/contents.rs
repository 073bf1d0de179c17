//! Pages, articles and collections found by the words of their titles.

use std::sync::Arc;

use async_graphql::Result;
use futures::future::try_join_all;

use crate::{
    adapters::graphql::{
        collection::Collection,
        content::Content,
        scope::{Scope, answered},
    },
    application::catalog::{ContentKind, ContentList, ContentSort},
    domain::{id::Key, page::Window, search_syntax::Expr, text},
};

/// Words of a query that are looked at; a title has fewer.
const WORDS: usize = 12;

/// What titles have to say: all words of the text, the last of which may go on. `None` for a text without words.
fn titles_with(text: &str, is_last_a_prefix: bool, scope: &Scope) -> Option<Arc<Expr>> {
    let folded = text::fold(text);
    let mut words: Vec<String> = text::words(&folded)
        .take(WORDS)
        .map(|word| format!("\"{word}\""))
        .collect();
    if is_last_a_prefix && let Some(last) = words.last_mut() {
        *last = format!("{}*", last.trim_matches('"'));
    }
    let query = words.join(" AND ");
    let condition = Expr::parse(&query, scope.context.price.instant).ok()?;
    (!words.is_empty()).then(|| Arc::new(condition))
}

fn list(filter: Arc<Expr>, limit: usize, scope: &Scope) -> ContentList {
    ContentList {
        scope: None,
        filter: Some(filter),
        sort: ContentSort::Title,
        is_reversed: false,
        window: Window::first(limit),
        instant: scope.context.price.instant,
    }
}

/// Keys of the content of one kind whose title has the words, by title.
///
/// # Errors
/// When the store cannot be asked.
pub(super) async fn content_keys(
    scope: &Scope,
    kind: ContentKind,
    text: &str,
    is_last_a_prefix: bool,
    limit: usize,
) -> Result<Vec<Key>> {
    let Some(filter) = titles_with(text, is_last_a_prefix, scope) else {
        return Ok(Vec::new());
    };
    let list = list(filter, limit, scope);
    let listing = answered(scope.catalog.list_content(kind, &list).await)?;
    Ok(listing.rows.into_iter().map(|(key, _)| key).collect())
}

/// Content of one kind whose title has the words, the last of which may go on, by title.
///
/// # Errors
/// When the store cannot be asked.
pub(super) async fn contents<T: Content>(
    scope: &Scope,
    text: &str,
    limit: usize,
) -> Result<Vec<T>> {
    let keys = content_keys(scope, T::KIND, text, true, limit).await?;
    let found = try_join_all(keys.into_iter().map(|key| T::load(scope, key))).await?;
    Ok(found.into_iter().flatten().collect())
}

/// Collections whose title has the words, by title.
///
/// # Errors
/// When the store cannot be asked.
pub(super) async fn collections(
    scope: &Scope,
    text: &str,
    limit: usize,
) -> Result<Vec<Collection>> {
    let Some(filter) = titles_with(text, true, scope) else {
        return Ok(Vec::new());
    };
    let list = list(filter, limit, scope);
    let listing = answered(scope.catalog.list_collections(&list).await)?;
    let keys: Vec<Key> = listing.rows.iter().map(|(key, _)| *key).collect();
    Collection::of_keys(scope, &keys).await
}
