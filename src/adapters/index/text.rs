//! What the index needs of a text matcher: it numbers products, the matcher finds numbers.

use crate::{
    application::search::{ProductEntry, Relaxed, TextQuery},
    domain::{id::Key, language::Language, time::Timestamp},
};

/// Finds products by words. Changes come one caller at a time, between searches and beside them.
pub trait TextMatcher: Send + Sync {
    /// The product of this number is now so.
    fn put(&self, number: u32, entry: &ProductEntry);

    /// There is no product of this number any more.
    fn remove(&self, number: u32);

    /// Something of the product of this number can be bought, or nothing; the product may come later. A matcher that
    /// knows no signals of trade leaves it.
    fn set_available(&self, _number: u32, _is_available: bool) {}

    /// A collection is now called so, in its own language (`None`) and in others. A matcher that does not read
    /// collections leaves it.
    fn set_titles(&self, _collection: Key, _titles: &[(Option<Language>, &str)]) {}

    /// The products of these numbers are now in a collection, and no others; they may come later. A matcher that does
    /// not read collections leaves it.
    fn set_members(&self, _collection: Key, _numbers: &[u32]) {}

    /// Finds products, as of an instant.
    fn find(&self, query: &TextQuery, instant: Timestamp) -> TextMatches;

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
