//! Metafields: rows to entities.

use std::sync::Arc;

use tokio_postgres::Row;

use super::place;
use crate::{
    adapters::cockroach::Statement,
    application::catalog::Found,
    domain::{
        product::{MetafieldTexts, Metafields},
        time::Timestamp,
    },
};

pub(in crate::adapters::cockroach) static FIND: Statement = statement!("metafield/find");

/// The metafields of [`FIND`], in the order of so many owners.
pub(in crate::adapters::cockroach) fn metafields(
    rows: &[Row],
    keys: usize,
) -> Vec<Found<Metafields>> {
    let mut found = super::absent(keys);
    for rows in rows.chunk_by(|one, other| place(one) == place(other)) {
        let texts = rows.iter().map(texts).collect();
        let version = Timestamp(rows[0].get("version"));
        found[place(&rows[0])] = Found {
            value: Some(Arc::new(Metafields::of_texts(texts, version))),
            version,
        };
    }
    found
}

fn texts(row: &Row) -> MetafieldTexts<'_> {
    MetafieldTexts {
        id: row.get::<_, &str>("id").into(),
        namespace: row.get("namespace"),
        key: row.get("key"),
        kind: row.get("kind"),
        value: row.get("value"),
        description: row.get("description"),
    }
}
