//! Collections, their tree and their members: rows to entities.

use std::sync::Arc;

use tokio_postgres::Row;
use uuid::Uuid;

use super::{by_place, decode, place};
use crate::{
    adapters::cockroach::Statement,
    application::catalog::{CollectionTree, Found, Neighborhood, StoreError},
    domain::{
        collection::Collection,
        id::Key,
        page::{Position, SortValue},
        time::Timestamp,
    },
};

pub(in crate::adapters::cockroach) static FIND: Statement = statement!("collection/find");
pub(in crate::adapters::cockroach) static FIND_BY_HANDLES: Statement =
    statement!("collection/find_by_handles");
pub(in crate::adapters::cockroach) static FIND_TREES: Statement =
    statement!("collection/find_trees");
pub(in crate::adapters::cockroach) static LIST: Statement = statement!("collection/list");
pub(in crate::adapters::cockroach) static LIST_OF_PRODUCT: Statement =
    statement!("collection/list_of_product");
pub(in crate::adapters::cockroach) static LIST_NEIGHBORHOODS: Statement =
    statement!("collection/list_neighborhoods");

/// The collection of a row with `version` and `body`.
pub(in crate::adapters::cockroach) fn collection(row: &Row) -> Result<Arc<Collection>, StoreError> {
    let fact = decode(row.get("body"))?;
    let version = Timestamp(row.get("version"));
    Ok(Arc::new(Collection::build(&fact, version)))
}

/// The collections of [`FIND`], in the order of so many keys.
pub(in crate::adapters::cockroach) fn collections(
    rows: &[Row],
    keys: usize,
) -> Result<Vec<Found<Collection>>, StoreError> {
    by_place(rows, keys, collection)
}

/// The collections of [`FIND_BY_HANDLES`], in the order of the handles; of two the one whose id comes last stands.
pub(in crate::adapters::cockroach) fn collections_by_handles(
    rows: &[Row],
    handles: &[String],
) -> Result<Vec<Option<Arc<Collection>>>, StoreError> {
    let of = |handle: &String| {
        let rows = rows
            .iter()
            .filter(|row| row.get::<_, &str>("handle") == handle);
        let last = rows.max_by_key(|row| row.get::<_, &str>("id_order"));
        last.map(collection).transpose()
    };
    handles.iter().map(of).collect()
}

/// The neighbors in the tree of [`FIND_TREES`], in the order of so many keys.
pub(in crate::adapters::cockroach) fn trees(
    rows: &[Row],
    keys: usize,
) -> Vec<Found<CollectionTree>> {
    let mut found = super::absent(keys);
    for rows in rows.chunk_by(|one, other| place(one) == place(other)) {
        let (head, below) = (&rows[0], &rows[1..]);
        if head.get::<_, i64>("kind") != 0 {
            continue;
        }
        let other = |row: &Row| row.get::<_, Option<Uuid>>("other_id").map(Key);
        let tree = CollectionTree {
            parent: other(head),
            children: below.iter().filter_map(other).collect(),
        };
        found[place(head)] = Found {
            value: Some(Arc::new(tree)),
            version: Timestamp(head.get("tree_version")),
        };
    }
    found
}

/// The collections of [`LIST_OF_PRODUCT`] with their places by title.
pub(in crate::adapters::cockroach) fn placed(rows: &[Row]) -> Vec<(Key, Position)> {
    let row = |row: &Row| {
        let place = Position {
            value: SortValue::Text(row.get("title_sort")),
            id: row.get("id_order"),
        };
        (Key(row.get("collection_id")), place)
    };
    rows.iter().map(row).collect()
}

/// The neighborhoods of [`LIST_NEIGHBORHOODS`], at most so many members each.
pub(in crate::adapters::cockroach) fn neighborhoods(
    rows: &[Row],
    limit: usize,
) -> Vec<Neighborhood> {
    let name = |row: &Row| row.get::<_, String>("id_order");
    let of_one = rows.chunk_by(|one, other| name(one) == name(other));
    let built = of_one.map(|rows| Neighborhood {
        size: rows[0].get::<_, i64>("size").unsigned_abs(),
        members: rows
            .iter()
            .take(limit)
            .map(|row| Key(row.get("product_id")))
            .collect(),
    });
    built.collect()
}
