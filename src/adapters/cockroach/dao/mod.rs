//! Data access objects: for each group of tables its statements and how their rows become entities.
//!
//! They hold no connection: repositories pass rows in, readers and the writer share them.

pub(super) mod collection;
pub(super) mod content;
pub(super) mod metafield;
pub(super) mod offer;
pub(super) mod product;
pub(super) mod setting;

use serde::de::DeserializeOwned;
use tokio_postgres::Row;

use crate::{
    application::catalog::{Found, StoreError},
    domain::time::Timestamp,
};

/// Reads a fact that a row keeps as JSON.
pub(super) fn decode<T: DeserializeOwned>(body: &str) -> Result<T, StoreError> {
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
