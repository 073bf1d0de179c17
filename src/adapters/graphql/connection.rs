//! What every connection shares.

use async_graphql::SimpleObject;

/// Where a page lies in its list.
#[derive(Debug, Clone, PartialEq, Eq, Default, SimpleObject)]
pub struct PageInfo {
    /// The cursor of the last edge on this page; none on an empty page.
    pub end_cursor: Option<String>,
    /// Whether edges follow this page.
    pub has_next_page: bool,
    /// Whether edges precede this page.
    pub has_previous_page: bool,
    /// The cursor of the first edge on this page; none on an empty page.
    pub start_cursor: Option<String>,
}
