//! The search port: what is asked of a search index, what it answers, and how it learns of changes.
//!
//! Free of any engine's types. One request carries text, filters, order, window and the caller's prices; one answer
//! carries the page, its exact total and the facets. `tests/search` holds implementations to a brute-force oracle.
//!
//! **Matching.** Filters of different kinds all have to hold, of one kind one has to: values of one option, of one
//! metafield, price ranges, vendors and so on are alternatives. Prices, availability, options and metafields of
//! variants are read from variants, and one single variant has to pass all of those kinds together. A product without
//! variants counts as one variant without options or price that cannot be bought. Texts of filters compare without
//! regard to case and outer white space. A filter that names what no product has matches nothing; that is no error,
//! because the next change may bring it.
//!
//! **Counting.** A facet value's count is the number of products that would be listed if this value were the only
//! selected one of its kind, all other kinds staying as they are.

mod change;
mod facet;
mod filter;
mod load;

pub use change::{Change, CollectionEntry, ProductEntry, SearchWriter};
pub use facet::{
    Facet, FacetId, FacetKind, FacetRequest, FacetValue, PriceBucket, PriceSpan, Swatch, ValueOrder,
};
pub use filter::{Amounts, FilterError, MetafieldFilter, PriceRange, ProductFilter, canonical};
pub use load::load;

use std::{
    hash::{Hash, Hasher},
    sync::Arc,
};

use async_trait::async_trait;

use super::catalog::StoreError;
use crate::domain::{
    context::PriceContext,
    id::Key,
    language::Language,
    page::{CursorError, Listing, Window},
    search_syntax::Expr,
};

/// Finds products by text and filters, with facets. Only products that are published at the context's instant are
/// found.
#[async_trait]
pub trait SearchIndex: Send + Sync {
    /// One page of what the request finds.
    async fn search(&self, request: &SearchRequest) -> Result<SearchAnswer, SearchError>;

    /// The values of one facet whose label has a word that starts with each word of the text, by count. Selected
    /// values and the rest of the request count as in [`SearchIndex::search`]; page and facet request do not matter.
    async fn search_facet_values(
        &self,
        request: &SearchRequest,
        facet: &FacetId,
        text: &str,
        first: usize,
    ) -> Result<Vec<FacetValue>, SearchError>;

    /// Queries that the text may become, most likely first.
    async fn complete(&self, text: &TextQuery, limit: usize) -> Result<Vec<String>, SearchError>;
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct SearchRequest {
    /// Only products that this text finds.
    pub text: Option<TextQuery>,
    /// Only members of this collection.
    pub collection: Option<Key>,
    /// Only products that fulfill this condition of the list syntax, whose fields are [`PRODUCT_FIELDS`].
    ///
    /// [`PRODUCT_FIELDS`]: crate::domain::search_syntax::PRODUCT_FIELDS
    pub condition: Option<Arc<Expr>>,
    /// Only products with a variant that passes.
    pub filters: Vec<ProductFilter>,
    /// What becomes of products of which no variant can be bought.
    pub unavailable: Unavailable,
    /// Order.
    pub sort: SearchSort,
    /// Backwards. Products that [`Unavailable::Last`] puts at the end stay there.
    pub is_reversed: bool,
    /// Which part. Positions come from an answer to a request of the same [`SearchRequest::binding`].
    pub window: Window,
    /// In whose prices, and when.
    pub price: PriceContext,
    /// Which facets; `None` for none, which costs nothing.
    pub facets: Option<FacetRequest>,
}

impl SearchRequest {
    /// A request for the first products of the whole catalog, by relevance, without facets.
    pub fn browse(price: PriceContext, size: usize) -> Self {
        Self {
            text: None,
            collection: None,
            condition: None,
            filters: Vec::new(),
            unavailable: Unavailable::Show,
            sort: SearchSort::Relevance,
            is_reversed: false,
            window: Window::first(size),
            price,
            facets: None,
        }
    }

    /// The number that binds cursors to this list: text, collection, condition, filters in whatever order, unavailable
    /// products, order, direction and price context, but neither window nor facets nor instant.
    pub fn binding(&self) -> u64 {
        let filters = canonical(&self.filters);
        let condition = self.condition.as_ref();
        let condition = condition.map(|condition| format!("{condition:?}"));
        let mut hasher = rustc_hash::FxHasher::default();
        (&self.text, self.collection, condition, filters).hash(&mut hasher);
        (self.unavailable, self.sort, self.is_reversed).hash(&mut hasher);
        self.price.key().hash(&mut hasher);
        hasher.finish()
    }
}

/// A shopper's text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TextQuery {
    /// As it was typed.
    pub text: String,
    /// Language that it is read in.
    pub language: Language,
    /// Whether the last word may go on.
    pub prefix: bool,
}

/// What becomes of products of which no variant can be bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Unavailable {
    /// They are neither listed nor counted.
    Hide,
    /// They come after all others, whatever the order and direction.
    Last,
    /// They are listed like others.
    #[default]
    Show,
}

/// What found products are sorted by. Ties go by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SearchSort {
    /// Best score first, then sales rank; sales rank alone where there is no text.
    Relevance,
    /// Lowest price shown.
    Price,
    /// Title, without regard to case.
    Title,
    /// Creation.
    CreatedAt,
    /// Sales rank, best first, then position in the collection.
    BestSelling,
    /// Id.
    Id,
    /// Position in the collection; the id where the request names none.
    Position,
    /// Type, without regard to case.
    ProductType,
    /// Last change.
    UpdatedAt,
    /// Vendor, without regard to case.
    Vendor,
}

/// What is answered.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchAnswer {
    /// The page, its positions and the exact total.
    pub page: Listing<Hit>,
    /// Facets in the order that they are shown in; those without any value are left out.
    pub facets: Vec<Facet>,
    /// How far the text was relaxed.
    pub relaxed: Relaxed,
    /// Another spelling that finds more.
    pub suggestion: Option<String>,
}

/// A product found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The product.
    pub product: Key,
    /// Of the variants that pass the filters, the one that has most of the text's words among its option values; of
    /// equals one that can be bought, then the first. `None` for a product without variants.
    pub variant: Option<Key>,
    /// Score of the text, higher is better; 0 without a text.
    pub score: u32,
}

/// How far a text was relaxed until it found something. Where that is little, products with fewer words follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Relaxed {
    /// Some products have all words as typed, and come first.
    #[default]
    None,
    /// Unknown words were taken as typing errors.
    Typos,
    /// None has all words, some have most.
    MostWords,
    /// None has most words, some have any.
    AnyWord,
}

/// Why there is no answer.
#[derive(Debug, Clone, thiserror::Error)]
pub enum SearchError {
    /// A filter says nothing that could be fulfilled.
    #[error("filter {place}: {reason}")]
    Filter {
        /// Its place among the request's filters, from 0.
        place: usize,
        /// What is wrong.
        #[source]
        reason: FilterError,
    },
    /// The condition names a field that products do not have.
    #[error("products have no field `{0}`")]
    UnknownField(String),
    /// The facet does not exist.
    #[error("there is no facet `{0}`: pass the id of one that the answer has")]
    UnknownFacet(String),
    /// The window's position is of another list.
    #[error(transparent)]
    Cursor(#[from] CursorError),
    /// The index could not be asked.
    #[error(transparent)]
    Store(#[from] StoreError),
}
