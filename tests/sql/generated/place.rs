//! Where a selection stands, and where it is to lead.

use std::collections::BTreeMap;

/// A field to reach.
#[derive(Clone, Copy)]
pub struct Goal<'a> {
    /// Its type.
    pub of: &'a str,
    /// Its name.
    pub field: &'a str,
    /// Selections that may still lie between.
    pub left: usize,
    /// How far each type is from its type.
    pub distances: &'a BTreeMap<&'a str, usize>,
}

impl<'a> Goal<'a> {
    /// Whether a type lies on a way that is short enough.
    pub fn is_on_way(&self, name: &str) -> bool {
        self.distances.get(name).is_some_and(|far| *far < self.left)
    }

    /// What is left behind the next selection.
    pub fn nearer(self) -> Self {
        Self {
            left: self.left - 1,
            ..self
        }
    }
}

/// What is known of the object whose fields are selected.
#[derive(Debug, Clone, Default)]
pub struct Place {
    /// Fields above.
    pub depth: usize,
    /// Response keys above.
    pub path: Vec<String>,
    /// How many objects the selection is made of, less one.
    pub more_rows: u64,
    /// Rows of the page, in a connection.
    pub page: Option<u64>,
    /// Whether the connection's page leads to the next.
    pub is_cursor_asked: bool,
    /// The known product that the object belongs to.
    pub product: Option<usize>,
    /// What an interface's or union's object is, when the arguments decided it.
    pub kind: Option<String>,
    /// Whether response keys must differ from all others, since fragments of several types meet.
    pub is_shared: bool,
}

impl Place {
    /// The response keys that lead from the root to these below the object.
    pub fn path_to(&self, below: [&str; 2]) -> Vec<String> {
        let below = below.map(str::to_owned);
        self.path.iter().cloned().chain(below).collect()
    }

    /// Whether the object is one alone.
    pub fn is_alone(&self) -> bool {
        self.more_rows == 0
    }
}
