//! What the index needs of a text matcher: it numbers products, the matcher finds numbers.

use crate::application::search::{ProductEntry, Relaxed, TextQuery};

/// Finds products by words. Changes come one caller at a time, between searches and beside them.
pub trait TextMatcher: Send + Sync {
    /// The product of this number is now so.
    fn put(&self, number: u32, entry: &ProductEntry);

    /// There is no product of this number any more.
    fn remove(&self, number: u32);

    /// Finds products.
    fn find(&self, query: &TextQuery) -> TextMatches;

    /// Queries that the text may become, most likely first.
    fn complete(&self, query: &TextQuery, limit: usize) -> Vec<String>;
}

/// What a text finds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextMatches {
    /// Number and score of each product, by number.
    pub products: Vec<(u32, u32)>,
    /// How far the text was relaxed.
    pub relaxed: Relaxed,
    /// Another spelling that finds more.
    pub suggestion: Option<String>,
}
