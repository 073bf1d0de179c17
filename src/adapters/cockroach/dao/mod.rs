//! Data access objects: for each group of tables its statements and how their rows become entities.
//!
//! They hold no connection: repositories pass rows in, readers and the writer share them.

pub(super) mod collection;
pub(super) mod content;
pub(super) mod metafield;
pub(super) mod offer;
pub(super) mod page;
pub(super) mod product;
pub(super) mod setting;

use std::sync::Arc;

use serde::Deserialize;
use tokio_postgres::Row;
use uuid::Uuid;

use crate::{
    application::catalog::{Found, StoreError},
    domain::{id::Key, time::Timestamp},
};

/// Reads a fact that a row keeps as JSON.
pub(super) fn decode<'a, T: Deserialize<'a>>(body: &'a str) -> Result<T, StoreError> {
    serde_json::from_str(body).map_err(|error| {
        // A newer version may have written it: the caller is told, the row stays as it is.
        StoreError::Unavailable(format!("a row cannot be read by this version: {error}"))
    })
}

/// The place of a row's key among the keys that were asked for.
pub(super) fn place(row: &Row) -> usize {
    let ordinal: i64 = row.get("n");
    ordinal as usize - 1
}

/// Nothing found, so many times.
pub(super) fn absent<T>(keys: usize) -> Vec<Found<T>> {
    let none = || Found {
        value: None,
        version: Timestamp::EPOCH,
    };
    std::iter::repeat_with(none).take(keys).collect()
}

/// The entities of rows with `n` and `version`, in the order of so many keys.
pub(super) fn by_place<T>(
    rows: &[Row],
    keys: usize,
    entity: impl Fn(&Row) -> Result<Arc<T>, StoreError>,
) -> Result<Vec<Found<T>>, StoreError> {
    let mut found = absent(keys);
    for row in rows {
        found[place(row)] = Found {
            value: Some(entity(row)?),
            version: Timestamp(row.get("version")),
        };
    }
    Ok(found)
}

/// The row that stands for each of so many names: the last one by `order`.
pub(super) fn last_by<K: Ord>(
    rows: &[Row],
    names: usize,
    order: impl Fn(&Row) -> K,
) -> Vec<Option<&Row>> {
    let mut last: Vec<Option<&Row>> = vec![None; names];
    for row in rows {
        let last = &mut last[place(row)];
        if last.is_none_or(|last| order(last) < order(row)) {
            *last = Some(row);
        }
    }
    last
}

/// Keys as a parameter.
pub(super) fn uuids(keys: &[Key]) -> Vec<Uuid> {
    keys.iter().map(|key| key.0).collect()
}
