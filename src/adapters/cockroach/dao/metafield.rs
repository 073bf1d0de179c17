//! Metafields: rows to entities.

use std::sync::Arc;

use tokio_postgres::Row;

use super::place;
use crate::{
    adapters::cockroach::Statement,
    application::catalog::Found,
    domain::{event::MetafieldFact, product::Metafields, time::Timestamp},
};

pub(in crate::adapters::cockroach) static FIND: Statement = statement!("metafield/find");

/// The metafields of [`FIND`], in the order of so many owners.
pub(in crate::adapters::cockroach) fn metafields(
    rows: &[Row],
    keys: usize,
) -> Vec<Found<Metafields>> {
    let mut found = super::absent(keys);
    for rows in rows.chunk_by(|one, other| place(one) == place(other)) {
        let facts: Vec<MetafieldFact> = rows.iter().map(fact).collect();
        let version = Timestamp(rows[0].get("version"));
        // Ids were derived when the rows were written: no owner is needed here.
        found[place(&rows[0])] = Found {
            value: Some(Arc::new(Metafields::build(&facts, "", version))),
            version,
        };
    }
    found
}

fn fact(row: &Row) -> MetafieldFact {
    MetafieldFact {
        id: row.get("id"),
        namespace: row.get("namespace"),
        key: row.get("key"),
        kind: row.get("kind"),
        value: row.get("value"),
        description: row.get("description"),
    }
}
