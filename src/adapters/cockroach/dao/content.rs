//! Content and translations: rows to entities.

use std::sync::Arc;

use tokio_postgres::Row;

use super::{by_place, decode};
use crate::{
    adapters::cockroach::Statement,
    application::{
        catalog::{ContentKind, Found, StoreError},
        contents::ContentRecord,
    },
    domain::{
        event::{ContentFact, TranslationFact},
        time::Timestamp,
    },
};

pub(in crate::adapters::cockroach) static FIND: Statement = statement!("content/find");
pub(in crate::adapters::cockroach) static FIND_BY_HANDLE: Statement =
    statement!("content/find_by_handle");
pub(in crate::adapters::cockroach) static LIST: Statement = statement!("content/list");
pub(in crate::adapters::cockroach) static FIND_TRANSLATIONS: Statement =
    statement!("translation/find");

/// The name of a kind in the column `kind`.
pub(in crate::adapters::cockroach) fn kind_name(kind: ContentKind) -> &'static str {
    match kind {
        ContentKind::Page => "page",
        ContentKind::Blog => "blog",
        ContentKind::Article => "article",
        ContentKind::Menu => "menu",
        ContentKind::Policy => "policy",
        ContentKind::Metaobject => "metaobject",
        ContentKind::Redirect => "redirect",
    }
}

/// The record of a row with `version` and `body`.
pub(in crate::adapters::cockroach) fn record(row: &Row) -> Result<ContentRecord, StoreError> {
    let version = Timestamp(row.get("version"));
    Ok(ContentRecord::of(decode(row.get("body"))?, version))
}

/// The content of [`FIND`], in the order of so many keys.
pub(in crate::adapters::cockroach) fn contents(
    rows: &[Row],
    keys: usize,
) -> Result<Vec<Found<ContentFact>>, StoreError> {
    by_place(rows, keys, |row| {
        let fact: ContentFact = decode(row.get("body"))?;
        Ok(Arc::new(fact.with_version(Timestamp(row.get("version")))))
    })
}

/// The texts of [`FIND_TRANSLATIONS`], in the order of so many keys.
pub(in crate::adapters::cockroach) fn translations(
    rows: &[Row],
    keys: usize,
) -> Result<Vec<Found<TranslationFact>>, StoreError> {
    by_place(rows, keys, |row| Ok(Arc::new(decode(row.get("body"))?)))
}
