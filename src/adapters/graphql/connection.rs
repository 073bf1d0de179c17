//! Connections: pages of lists in the form that storefront clients know, with an exact total on each.

use std::{
    borrow::Cow,
    hash::{Hash, Hasher},
};

use async_graphql::{Object, OutputType, Result, SimpleObject, TypeName};

use super::{errors::Code, scalars::UnsignedInt64};
use crate::domain::page::{
    CursorError, Listing, Position, SortValue, Window, cut, read_cursor, write_cursor,
};

/// Most rows of one page.
pub const PAGE_ROWS: i32 = 250;

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

/// The paging arguments of a connection.
#[derive(Debug, Clone, Default)]
pub struct PageArguments {
    /// Only rows after this cursor.
    pub after: Option<String>,
    /// Only rows before this cursor.
    pub before: Option<String>,
    /// The first so many.
    pub first: Option<i32>,
    /// The last so many.
    pub last: Option<i32>,
}

impl PageArguments {
    /// The window that they describe on the list with this binding.
    ///
    /// # Errors
    /// When neither or both of `first` and `last` are given, one is out of bounds, or a cursor is of another list.
    pub fn window(&self, binding: u64) -> Result<Window> {
        let (name, size) = match (self.first, self.last) {
            (Some(first), None) => ("first", first),
            (None, Some(last)) => ("last", last),
            (Some(_), Some(_)) => {
                return Err(Code::BadArgument.error("pass `first` or `last`, not both"));
            }
            (None, None) => {
                return Err(Code::BadArgument
                    .error(format!("pass `first` or `last`, from 0 to {PAGE_ROWS}")));
            }
        };
        if size > PAGE_ROWS {
            let message =
                format!("`{name}` is {size}, more than a page holds: at most {PAGE_ROWS}");
            return Err(Code::MaxPageSize.error(message));
        }
        let size = usize::try_from(size).map_err(|_| {
            Code::BadArgument.error(format!("`{name}` is {size}: pass 0 to {PAGE_ROWS}"))
        })?;
        let position = |cursor: &Option<String>| {
            let cursor = cursor.as_deref().filter(|cursor| !cursor.is_empty());
            let read = cursor
                .map(|cursor| read_cursor(cursor, binding))
                .transpose();
            read.map_err(|error: CursorError| Code::BadCursor.error(error.to_string()))
        };
        Ok(Window {
            size,
            from_end: name == "last",
            after: position(&self.after)?,
            before: position(&self.before)?,
        })
    }
}

/// The number that binds cursors to a list: its name and whatever tells it from other lists of that name.
pub fn binding(list: &str, parts: impl Hash) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    (list, parts).hash(&mut hasher);
    hasher.finish()
}

/// A page of a list.
#[derive(Debug)]
pub struct Connection<T> {
    edges: Vec<Edge<T>>,
    has_previous: bool,
    has_next: bool,
    total: Option<u64>,
}

impl<T> Connection<T> {
    /// A page that a store cut; `nodes` are what its rows became, in their order.
    pub fn of_listing<K>(listing: Listing<K>, nodes: Vec<T>, binding: u64) -> Self {
        debug_assert_eq!(listing.rows.len(), nodes.len(), "one node a row");
        let positions = listing.rows.into_iter().map(|(_, position)| position);
        let edges = nodes.into_iter().zip(positions);
        Self {
            edges: edges
                .map(|(node, position)| Edge {
                    node,
                    position,
                    binding,
                })
                .collect(),
            has_previous: listing.has_previous,
            has_next: listing.has_next,
            total: listing.total,
        }
    }

    /// A page of a list that is in hand as a whole, such as the variants of a product.
    ///
    /// # Errors
    /// As [`PageArguments::window`].
    pub fn of_all(
        mut nodes: Vec<T>,
        arguments: &PageArguments,
        is_reversed: bool,
        binding: u64,
    ) -> Result<Self> {
        if is_reversed {
            nodes.reverse();
        }
        let window = arguments.window(binding)?;
        let total = nodes.len();
        let mut edges: Vec<Edge<T>> = nodes
            .into_iter()
            .enumerate()
            .map(|(place, node)| {
                let value = SortValue::Number(place as i64);
                Edge {
                    node,
                    position: Position {
                        value,
                        id: String::new(),
                    },
                    binding,
                }
            })
            .collect();
        let range = cut(&edges, &window, |edge, place| edge.position.cmp(place));
        let (has_previous, has_next) = (range.start > 0, range.end < total);
        edges.truncate(range.end);
        edges.drain(..range.start);
        Ok(Self {
            edges,
            has_previous,
            has_next,
            total: Some(total as u64),
        })
    }
}

impl<T> Connection<T> {
    /// The nodes with their cursors.
    pub fn all_edges(&self) -> &[Edge<T>] {
        &self.edges
    }

    /// The nodes alone.
    pub fn all_nodes(&self) -> Vec<&T> {
        self.edges.iter().map(|edge| &edge.node).collect()
    }

    /// Where the page lies in the list.
    pub fn info(&self) -> PageInfo {
        PageInfo {
            end_cursor: self.edges.last().map(Edge::place),
            has_next_page: self.has_next,
            has_previous_page: self.has_previous,
            start_cursor: self.edges.first().map(Edge::place),
        }
    }

    /// The length of the whole list.
    ///
    /// # Errors
    /// When it was not counted.
    pub fn total(&self) -> Result<UnsignedInt64> {
        let total = self
            .total
            .ok_or_else(|| Code::Internal.error("the list was not counted"))?;
        Ok(UnsignedInt64(total))
    }

    /// Cursors and nodes.
    pub fn into_rows(self) -> impl Iterator<Item = (String, T)> {
        let edges = self.edges.into_iter();
        edges.map(|edge| (edge.place(), edge.node))
    }
}

/// A node with its place in the list.
#[derive(Debug)]
pub struct Edge<T> {
    node: T,
    position: Position,
    binding: u64,
}

impl<T> Edge<T> {
    fn place(&self) -> String {
        write_cursor(&self.position, self.binding)
    }
}

impl<T: OutputType> TypeName for Connection<T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Connection", <T as OutputType>::type_name()).into()
    }
}

#[Object(name_type)]
impl<T: OutputType> Connection<T> {
    /// The nodes with their cursors.
    async fn edges(&self) -> &[Edge<T>] {
        self.all_edges()
    }

    /// The nodes alone.
    async fn nodes(&self) -> Vec<&T> {
        self.all_nodes()
    }

    /// Where the page lies in the list.
    async fn page_info(&self) -> PageInfo {
        self.info()
    }

    /// The length of the whole list.
    async fn total_count(&self) -> Result<UnsignedInt64> {
        self.total()
    }
}

impl<T: OutputType> TypeName for Edge<T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Edge", <T as OutputType>::type_name()).into()
    }
}

#[Object(name_type)]
impl<T: OutputType> Edge<T> {
    /// The place, opaque to clients.
    async fn cursor(&self) -> String {
        self.place()
    }

    /// The node.
    async fn node(&self) -> &T {
        &self.node
    }
}
