//! The search syntax of list arguments such as `products(query:)`: a condition on fields, not a ranked search.
//!
//! | written | means |
//! |---|---|
//! | `alpine tent`, `alpine AND tent` | both; that is how a list of words reads |
//! | `tent OR tarp` | either; `AND` binds closer |
//! | `NOT tent`, `-tent` | not |
//! | `(tent OR tarp) -kids` | parentheses group |
//! | `"two person"`, `'two person'` | the words in this order |
//! | `ten*` | a word that starts so |
//! | `vendor:Alpine`, `tag:'on sale'` | a field has this value |
//! | `product_type:tent,tarp` | one of a list of values |
//! | `tag:(new OR sale)` | a field for a group |
//! | `variants.price:>=10.5`, `created_at:<2024-06` | `<`, `<=`, `>`, `>=` on numbers and instants |
//! | `product_type:*` | the field has a value |
//! | `tag_not:sale` | short for `NOT tag:sale` |
//! | `\:`, `\(`, `\"` | the sign itself |
//!
//! Words without a field are looked for in the title. Words compare without case and diacritics. Instants are ISO
//! 8601, a day, a month, a year, or `now`; a day, month or year stands for all of it.
//!
//! Shoppers' text comes in here too, so odd text is never an error: quotes and parentheses without a partner are
//! taken as they are, and signs that say nothing are skipped. Only the limits below refuse a text. Which fields exist
//! is up to the list: [`Expr::unknown_fields`] tells those that it does not have.

mod evaluate;
mod parse;

pub use evaluate::{Fields, Value};

use evaluate::Operand;

use super::time::Timestamp;

/// Longest query in bytes: pages of text are no condition, and reading one is work for every request.
pub const MAX_BYTES: usize = 4096;
/// Most terms in a query, since each is checked against every candidate.
pub const MAX_TERMS: usize = 100;
/// Deepest nesting of parentheses, because reading and evaluating recurse.
pub const MAX_NESTING: usize = 20;

/// Fields that products answer. `tag_not` is read as a negated `tag`.
pub const PRODUCT_FIELDS: &[&str] = &[
    "available_for_sale",
    "barcode",
    "created_at",
    "gift_card",
    "handle",
    "id",
    "product_type",
    "published_at",
    "sku",
    "tag",
    "title",
    "updated_at",
    "variants.price",
    "vendor",
];
/// Fields that collections answer.
pub const COLLECTION_FIELDS: &[&str] = &["handle", "id", "title", "updated_at"];
/// Fields that articles answer.
pub const ARTICLE_FIELDS: &[&str] = &[
    "author",
    "blog_title",
    "created_at",
    "handle",
    "id",
    "published_at",
    "tag",
    "title",
    "updated_at",
];
/// Fields that blogs answer.
pub const BLOG_FIELDS: &[&str] = &["created_at", "handle", "id", "title", "updated_at"];
/// Fields that pages answer.
pub const PAGE_FIELDS: &[&str] = &["created_at", "handle", "id", "title", "updated_at"];
/// Fields that URL redirects answer.
pub const URL_REDIRECT_FIELDS: &[&str] = &["id", "path", "target"];

/// A condition.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// All hold; an empty list always does.
    And(Vec<Expr>),
    /// At least one holds.
    Or(Vec<Expr>),
    /// The other does not hold.
    Not(Box<Expr>),
    /// One comparison.
    Term(Term),
}

/// One comparison with a field, or with the title when there is none.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// The field in lower case.
    pub field: Option<String>,
    /// How the value compares.
    pub comparator: Comparator,
    /// The value without quotes, escapes and the star of a prefix.
    pub value: String,
    /// Whether more may follow the value.
    pub prefix: bool,
    /// Whether the value was in quotes.
    pub phrase: bool,
    operand: Operand,
}

/// How a term's value compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparator {
    /// `:`
    Equal,
    /// `:<`
    Less,
    /// `:<=`
    AtMost,
    /// `:>`
    Greater,
    /// `:>=`
    AtLeast,
    /// `:*`, has any value.
    Exists,
}

/// A query beyond a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// More bytes than [`MAX_BYTES`].
    #[error("the query has {length} bytes; at most {MAX_BYTES} are read")]
    TooLong {
        /// The bytes that came.
        length: usize,
    },
    /// More terms than [`MAX_TERMS`].
    #[error("the query has more than {MAX_TERMS} terms")]
    TooManyTerms,
    /// Parentheses deeper than [`MAX_NESTING`].
    #[error("the query's parentheses are nested more than {MAX_NESTING} deep")]
    TooDeep,
}

impl Expr {
    /// Reads a query. `now` is what the word stands for in `created_at:<now`. A query that says nothing holds for
    /// everything.
    pub fn parse(query: &str, now: Timestamp) -> Result<Self, QueryError> {
        parse::parse(query, now)
    }

    /// Whether the document fulfills the condition. A field that the document does not have matches nothing.
    pub fn matches(&self, document: &impl Fields) -> bool {
        match self {
            Self::And(all) => all.iter().all(|expr| expr.matches(document)),
            Self::Or(any) => any.iter().any(|expr| expr.matches(document)),
            Self::Not(expr) => !expr.matches(document),
            Self::Term(term) => term.matches(document),
        }
    }

    /// The fields that are asked for and not among the known ones, each once, in the order of the query.
    pub fn unknown_fields<'a>(&'a self, known: &[&str]) -> Vec<&'a str> {
        let mut unknown = Vec::new();
        self.collect_unknown(known, &mut unknown);
        unknown
    }

    fn collect_unknown<'a>(&'a self, known: &[&str], unknown: &mut Vec<&'a str>) {
        match self {
            Self::And(inner) | Self::Or(inner) => {
                for expr in inner {
                    expr.collect_unknown(known, unknown);
                }
            }
            Self::Not(expr) => expr.collect_unknown(known, unknown),
            Self::Term(term) => {
                let field = term.field.as_deref().filter(|field| !known.contains(field));
                unknown.extend(field.filter(|field| !unknown.contains(field)));
            }
        }
    }
}
