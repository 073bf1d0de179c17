//! `predictiveSearch`: what a shopper may mean while typing.

use async_graphql::{Result, SimpleObject};

use super::{
    contents::{collections, contents},
    hits, refused,
};
use crate::{
    adapters::graphql::{
        article::Article,
        collection::Collection,
        enums::{
            PredictiveSearchLimitScope, PredictiveSearchType as Kind, SearchUnavailableProductsType,
        },
        errors::Code,
        page::Page,
        product::Product,
        scope::Scope,
    },
    application::search::{SearchRequest, TextQuery, Unavailable},
    domain::text,
};

/// Most that is given of each kind, or of all together.
const LIMIT: i32 = 10;

/// What is asked.
#[derive(Debug)]
pub(super) struct Predictive {
    pub limit: Option<i32>,
    pub limit_scope: Option<PredictiveSearchLimitScope>,
    pub query: String,
    pub types: Option<Vec<Kind>>,
    pub unavailable: Option<SearchUnavailableProductsType>,
}

/// What a shopper may mean.
#[derive(Debug, SimpleObject)]
pub struct PredictiveSearchResult {
    /// Articles.
    articles: Vec<Article>,
    /// Collections.
    collections: Vec<Collection>,
    /// Pages.
    pages: Vec<Page>,
    /// Products.
    products: Vec<Product>,
    /// Completed queries.
    queries: Vec<SearchQuerySuggestion>,
}

/// A completed query.
#[derive(Debug, SimpleObject)]
pub struct SearchQuerySuggestion {
    /// The query as HTML: what was typed in `mark`, what was added in `span`.
    styled_text: String,
    /// The query.
    text: String,
    /// Parameters for tracking clicks; none are made.
    tracking_parameters: Option<String>,
}

impl SearchQuerySuggestion {
    fn new(text: String, typed: &str) -> Self {
        let folded = text::fold(typed.trim());
        let common = if text.starts_with(&*folded) {
            folded.len()
        } else {
            0
        };
        let (begin, rest) = text.split_at(common);
        let escape = |part: &str| {
            let mut escaped = String::new();
            html_escape::encode_text_to_string(part, &mut escaped);
            escaped
        };
        let mut styled_text = String::new();
        if !begin.is_empty() {
            styled_text.push_str(&format!("<mark>{}</mark>", escape(begin)));
        }
        if !rest.is_empty() {
            styled_text.push_str(&format!("<span>{}</span>", escape(rest)));
        }
        Self {
            styled_text,
            text,
            tracking_parameters: None,
        }
    }
}

/// Answers.
///
/// # Errors
/// When an argument is out of bounds, or store or index cannot be asked.
pub(super) async fn search(
    scope: &Scope,
    asked: Predictive,
) -> Result<Option<PredictiveSearchResult>> {
    let limit = asked.limit.unwrap_or(LIMIT);
    if !(1..=LIMIT).contains(&limit) {
        let message = format!("`limit` is {limit}: pass 1 to {LIMIT}");
        return Err(Code::BadArgument.error(message));
    }
    let limit = limit as usize;
    let types = asked.types.filter(|types| !types.is_empty());
    let wants = |kind| types.as_ref().is_none_or(|types| types.contains(&kind));
    let of = |kind| if wants(kind) { limit } else { 0 };
    let query = asked.query.trim();
    let text = TextQuery {
        text: query.to_owned(),
        language: scope.context.language,
        prefix: true,
    };
    let (queries, products, collections, pages, articles) = futures::try_join!(
        queries(scope, &text, of(Kind::Query)),
        products(scope, &text, asked.unavailable, of(Kind::Product)),
        collections(scope, query, of(Kind::Collection)),
        contents::<Page>(scope, query, of(Kind::Page)),
        contents::<Article>(scope, query, of(Kind::Article)),
    )?;
    let mut result = PredictiveSearchResult {
        articles,
        collections,
        pages,
        products,
        queries,
    };
    if asked.limit_scope != Some(PredictiveSearchLimitScope::Each) {
        result.share(limit);
    }
    Ok(Some(result))
}

impl PredictiveSearchResult {
    /// Keeps so many of all kinds together: products first, because they are what most shoppers look for.
    fn share(&mut self, limit: usize) {
        let mut room = limit;
        let mut keep = |length: usize| {
            let kept = length.min(room);
            room -= kept;
            kept
        };
        self.products.truncate(keep(self.products.len()));
        self.queries.truncate(keep(self.queries.len()));
        self.collections.truncate(keep(self.collections.len()));
        self.pages.truncate(keep(self.pages.len()));
        self.articles.truncate(keep(self.articles.len()));
    }
}

async fn queries(
    scope: &Scope,
    text: &TextQuery,
    limit: usize,
) -> Result<Vec<SearchQuerySuggestion>> {
    if limit == 0 {
        return Ok(Vec::new());
    }
    let found = scope
        .index()?
        .complete(text, limit)
        .await
        .map_err(refused)?;
    let suggestion = |query| SearchQuerySuggestion::new(query, &text.text);
    Ok(found.into_iter().map(suggestion).collect())
}

async fn products(
    scope: &Scope,
    text: &TextQuery,
    unavailable: Option<SearchUnavailableProductsType>,
    limit: usize,
) -> Result<Vec<Product>> {
    if limit == 0 || text.text.is_empty() {
        return Ok(Vec::new());
    }
    let request = SearchRequest {
        text: Some(text.clone()),
        unavailable: unavailable.map_or(Unavailable::Last, Unavailable::from),
        ..SearchRequest::browse(scope.context.price.clone(), limit)
    };
    let found = scope.index()?.search(&request).await.map_err(refused)?;
    let page = hits(scope, found.page, request.binding()).await?;
    Ok(page.into_rows().map(|(_, product)| product).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_and_what_was_added_are_marked_up_safely() {
        for (text, typed, styled) in [
            ("tent", "te", "<mark>te</mark><span>nt</span>"),
            ("tent", " TENT ", "<mark>tent</mark>"),
            ("tent", "tnet", "<span>tent</span>"),
            (
                "r&b <tent>",
                "R&B <te",
                "<mark>r&amp;b &lt;te</mark><span>nt&gt;</span>",
            ),
        ] {
            let suggestion = SearchQuerySuggestion::new(text.to_owned(), typed);
            assert_eq!(suggestion.styled_text, styled);
            assert_eq!(suggestion.text, text);
        }
    }
}
