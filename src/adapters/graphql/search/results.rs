//! `search`: products by relevance, then articles and pages whose titles have the words.

use async_graphql::{Context, Error, Object, Result, SimpleObject, Union};
use futures::future::try_join_all;

use super::{
    contents::content_keys,
    filter::Filter,
    hits,
    input::{ProductFilter, filters},
    predictive::{self, Predictive, PredictiveSearchResult},
    refused,
};
use crate::{
    adapters::graphql::{
        article::Article,
        connection::{PageArguments, PageInfo, binding},
        content::Content,
        enums::{
            PredictiveSearchLimitScope, PredictiveSearchType, SearchPrefixQueryType,
            SearchRelaxation, SearchSortKeys, SearchType, SearchUnavailableProductsType,
            SearchableField,
        },
        page::Page,
        product::Product,
        redirect::UrlRedirect,
        scope::{Nullable, Scope, nullable, scope},
    },
    application::search::{
        FacetRequest, Relaxed, SearchAnswer, SearchRequest, SearchSort, TextQuery, Unavailable,
    },
    domain::{
        id::Key,
        page::{Listing, Position, SortValue, Window, write_cursor},
    },
};

/// Articles and pages of one kind that a search finds at most.
const CONTENTS: usize = 250;

/// Something found.
#[derive(Debug, Union)]
pub enum SearchResultItem {
    /// An article.
    Article(Article),
    /// A page.
    Page(Page),
    /// A product.
    Product(Product),
}

/// Something found, with its place.
#[derive(Debug, SimpleObject)]
pub struct SearchResultItemEdge {
    /// The place, opaque to clients.
    cursor: String,
    /// What was found.
    node: SearchResultItem,
}

/// A page of what a search found.
#[derive(Debug)]
pub struct SearchResultItemConnection {
    edges: Vec<SearchResultItemEdge>,
    has_previous: bool,
    has_next: bool,
    total: u64,
    facets: Vec<Filter>,
    relaxed: Relaxed,
    suggestion: Option<String>,
    redirect: Option<UrlRedirect>,
}

/// A page of what a search found.
#[Object]
impl SearchResultItemConnection {
    /// What was found, with its place.
    async fn edges(&self) -> &[SearchResultItemEdge] {
        &self.edges
    }

    /// What was found.
    async fn nodes(&self) -> Vec<&SearchResultItem> {
        self.edges.iter().map(|edge| &edge.node).collect()
    }

    /// Where the page lies in the list.
    async fn page_info(&self) -> PageInfo {
        PageInfo {
            end_cursor: self.edges.last().map(|edge| edge.cursor.clone()),
            has_next_page: self.has_next,
            has_previous_page: self.has_previous,
            start_cursor: self.edges.first().map(|edge| edge.cursor.clone()),
        }
    }

    /// What the products found can be narrowed down by.
    async fn product_filters(&self) -> &[Filter] {
        &self.facets
    }

    /// Where the shop wants this text to lead instead.
    async fn redirect(&self) -> Option<&UrlRedirect> {
        self.redirect.as_ref()
    }

    /// How far the text was relaxed until it found products.
    async fn relaxed(&self) -> SearchRelaxation {
        self.relaxed.into()
    }

    /// Another spelling that finds more.
    async fn suggestion(&self) -> Option<&str> {
        self.suggestion.as_deref()
    }

    /// How much was found in all.
    async fn total_count(&self) -> i32 {
        i32::try_from(self.total).unwrap_or(i32::MAX)
    }
}

impl From<Relaxed> for SearchRelaxation {
    fn from(relaxed: Relaxed) -> Self {
        match relaxed {
            Relaxed::None => Self::None,
            Relaxed::Typos => Self::Typos,
            Relaxed::MostWords => Self::MostWords,
            Relaxed::AnyWord => Self::AnyWord,
        }
    }
}

impl From<SearchUnavailableProductsType> for Unavailable {
    fn from(unavailable: SearchUnavailableProductsType) -> Self {
        match unavailable {
            SearchUnavailableProductsType::Hide => Self::Hide,
            SearchUnavailableProductsType::Last => Self::Last,
            SearchUnavailableProductsType::Show => Self::Show,
        }
    }
}

/// Root fields of search.
#[derive(Debug, Default)]
pub struct SearchQuery;

/// Root fields of search.
#[Object]
impl SearchQuery {
    /// What a shopper may mean while typing: completed queries, products, collections, pages and articles. Words may
    /// begin with what was typed. `searchableFields` is accepted; all fields are searched.
    #[allow(clippy::too_many_arguments)]
    async fn predictive_search(
        &self,
        resolving: &Context<'_>,
        limit: Option<i32>,
        limit_scope: Option<PredictiveSearchLimitScope>,
        query: String,
        searchable_fields: Option<Vec<SearchableField>>,
        types: Option<Vec<PredictiveSearchType>>,
        unavailable_products: Option<SearchUnavailableProductsType>,
    ) -> Nullable<PredictiveSearchResult> {
        let _ = searchable_fields;
        let asked = Predictive {
            limit,
            limit_scope,
            query,
            types,
            unavailable: unavailable_products,
        };
        nullable(predictive::search(scope(resolving), asked)).await
    }

    /// Products by relevance, then articles and pages whose titles have the words. SHOW is the default for products
    /// that cannot be bought.
    #[allow(clippy::too_many_arguments)]
    async fn search(
        &self,
        resolving: &Context<'_>,
        after: Option<String>,
        before: Option<String>,
        first: Option<i32>,
        last: Option<i32>,
        prefix: Option<SearchPrefixQueryType>,
        product_filters: Option<Vec<ProductFilter>>,
        query: String,
        #[graphql(default_with = "Some(false)")] reverse: Option<bool>,
        sort_key: Option<SearchSortKeys>,
        types: Option<Vec<SearchType>>,
        unavailable_products: Option<SearchUnavailableProductsType>,
    ) -> Result<SearchResultItemConnection> {
        let scope = scope(resolving);
        let types = types.filter(|types| !types.is_empty());
        let wants = |one| types.as_ref().is_none_or(|types| types.contains(&one));
        let kinds = [SearchType::Article, SearchType::Page, SearchType::Product].map(wants);
        let look_ahead = resolving.look_ahead();
        let filters = filters(product_filters)?;
        let wants_facets = look_ahead.field("productFilters").exists();
        let request = SearchRequest {
            text: Some(TextQuery {
                text: query.clone(),
                language: scope.context.language,
                prefix: prefix == Some(SearchPrefixQueryType::Last),
            }),
            collection: None,
            condition: None,
            facets: wants_facets.then(|| FacetRequest::of(&scope.settings, None, &filters)),
            filters,
            unavailable: unavailable_products.map_or(Unavailable::Show, Unavailable::from),
            sort: match sort_key {
                Some(SearchSortKeys::Price) => SearchSort::Price,
                Some(SearchSortKeys::Relevance) | None => SearchSort::Relevance,
            },
            is_reversed: reverse.unwrap_or(false),
            window: Window::first(0),
            price: scope.context.price.clone(),
        };
        let arguments = PageArguments {
            after,
            before,
            first,
            last,
        };
        let is_prefix = prefix == Some(SearchPrefixQueryType::Last);
        let mut contents = Vec::new();
        // Filters are of products; what is no product passes none.
        if request.filters.is_empty() {
            for (one, kind) in [
                (SearchType::Article, Article::KIND),
                (SearchType::Page, Page::KIND),
            ] {
                if wants(one) {
                    let keys = content_keys(scope, kind, &query, is_prefix, CONTENTS).await?;
                    contents.extend(keys.into_iter().map(|key| (one, key)));
                }
            }
        }
        let mut found = Found {
            scope,
            binding: binding(
                "search",
                (request.binding(), scope.context.fingerprint(), kinds),
            ),
            request,
            has_products: wants(SearchType::Product),
            contents,
        }
        .page(&arguments)
        .await?;
        if look_ahead.field("redirect").exists() {
            let path = format!("/search/{}", query.trim());
            found.redirect = UrlRedirect::find(scope, "", &path).await?;
        }
        Ok(found)
    }
}

/// The whole list that a page is cut from: products as the index finds them, then contents, of which only those are
/// loaded that the page shows.
struct Found<'a> {
    scope: &'a Scope,
    request: SearchRequest,
    binding: u64,
    has_products: bool,
    contents: Vec<(SearchType, Key)>,
}

/// A place in the list.
enum Place {
    Product(Position),
    Content(usize),
}

impl Found<'_> {
    /// Cursors of contents are bound apart, so that they are told from those of products.
    const CONTENT: u64 = 1;

    fn place(&self, cursor: Option<&String>, arguments: &PageArguments) -> Result<Option<Place>> {
        let Some(cursor) = cursor.filter(|cursor| !cursor.is_empty()) else {
            return Ok(None);
        };
        let one = |binding| {
            let only = PageArguments {
                after: Some(cursor.clone()),
                before: None,
                ..arguments.clone()
            };
            only.window(binding).map(|window| window.after)
        };
        if let Ok(Some(Position {
            value: SortValue::Number(number),
            ..
        })) = one(self.binding ^ Self::CONTENT)
        {
            return Ok(Some(Place::Content(number as usize)));
        }
        Ok(one(self.binding)?.map(Place::Product))
    }

    async fn page(mut self, arguments: &PageArguments) -> Result<SearchResultItemConnection> {
        let sized = PageArguments {
            after: None,
            before: None,
            ..arguments.clone()
        };
        let Window { size, from_end, .. } = sized.window(self.binding)?;
        let after = self.place(arguments.after.as_ref(), arguments)?;
        let before = self.place(arguments.before.as_ref(), arguments)?;
        // The part of the contents between both places.
        let count = self.contents.len();
        let begin = match &after {
            Some(Place::Content(number)) => (number + 1).min(count),
            _ => 0,
        };
        let end = match &before {
            Some(Place::Content(number)) => (*number).min(count),
            Some(Place::Product(_)) => 0,
            None => count,
        };
        let is_past_products = matches!(after, Some(Place::Content(_)));
        let end = end.max(begin);
        let of_contents = size.min(end - begin);
        self.request.window = Window {
            size: match after {
                Some(Place::Content(_)) => 0,
                _ if from_end => size - of_contents,
                _ => size,
            },
            from_end,
            after: match after {
                Some(Place::Product(position)) => Some(position),
                _ => None,
            },
            before: match before {
                Some(Place::Product(position)) => Some(position),
                _ => None,
            },
        };
        let answer = self.answer().await?;
        let products = answer.page;
        let total = products.total.unwrap_or_default();
        let has_more = products.has_next && !is_past_products;
        let had_more = products.has_previous || is_past_products && total > 0;
        let page = hits(self.scope, products, self.binding).await?;
        let mut edges: Vec<SearchResultItemEdge> = page
            .into_rows()
            .map(|(cursor, product)| SearchResultItemEdge {
                cursor,
                node: SearchResultItem::Product(product),
            })
            .collect();
        let room = size - edges.len().min(size);
        let (begin_at, end_at) = if from_end {
            (end - room.min(end - begin), end)
        } else if has_more {
            (begin, begin)
        } else {
            (begin, begin + room.min(end - begin))
        };
        let binding = self.binding ^ Self::CONTENT;
        let shown = (begin_at..end_at).map(async |number| {
            let position = Position {
                value: SortValue::Number(number as i64),
                id: String::new(),
            };
            let node = self.content(number).await?;
            Ok::<_, Error>(node.map(|node| SearchResultItemEdge {
                cursor: write_cursor(&position, binding),
                node,
            }))
        });
        edges.extend(try_join_all(shown).await?.into_iter().flatten());
        Ok(SearchResultItemConnection {
            has_previous: had_more || begin_at > 0,
            has_next: has_more || end_at < count,
            total: total + count as u64,
            facets: Filter::of_facets(answer.facets, self.request),
            relaxed: answer.relaxed,
            suggestion: answer.suggestion,
            redirect: None,
            edges,
        })
    }

    /// One of the contents; `None` when it was withdrawn since it was listed.
    async fn content(&self, number: usize) -> Result<Option<SearchResultItem>> {
        let (kind, key) = self.contents[number];
        Ok(if kind == SearchType::Article {
            let found = Article::load(self.scope, key).await?;
            found.map(SearchResultItem::Article)
        } else {
            let found = Page::load(self.scope, key).await?;
            found.map(SearchResultItem::Page)
        })
    }

    async fn answer(&self) -> Result<SearchAnswer> {
        if self.has_products {
            let found = self.scope.index()?.search(&self.request).await;
            return found.map_err(refused);
        }
        Ok(SearchAnswer {
            page: Listing {
                rows: Vec::new(),
                has_previous: false,
                has_next: false,
                total: Some(0),
            },
            facets: Vec::new(),
            relaxed: Relaxed::None,
            suggestion: None,
        })
    }
}
