//! Lists of collections and content over a snapshot, and sitemaps.

use super::snapshot::Snapshot;
use crate::{
    application::{
        catalog::{ContentKind, ContentList, SitemapKind, SitemapRow},
        contents::{self, ContentRecord, paginate, sort_text},
    },
    domain::{
        id::{Key, id_order},
        page::{Listing, Position, SortValue, Window},
        time::Timestamp,
    },
};

impl Snapshot {
    pub(super) fn list_collections(&self, list: &ContentList) -> Listing<Key> {
        let collections = self.collections.iter();
        contents::list_collections(collections.map(|record| &*record.collection), list)
    }

    pub(super) fn list_collections_of(
        &self,
        product: Key,
        is_reversed: bool,
        window: &Window,
    ) -> Listing<Key> {
        let numbers = self
            .product(product)
            .map_or(&[] as &[u32], |record| &record.collections);
        let rows = numbers.iter().map(|number| {
            let collection = &self.collections[*number as usize].collection;
            let place = Position {
                value: SortValue::Text(sort_text(collection.title())),
                id: id_order(collection.id()),
            };
            (collection.key, place)
        });
        paginate(rows.collect(), is_reversed, window)
    }

    pub(super) fn list_content(&self, kind: ContentKind, list: &ContentList) -> Listing<Key> {
        let records = self.contents.get(&kind).map_or(&[] as &[_], Vec::as_slice);
        contents::list_content(records, list)
    }

    pub(super) fn find_content(&self, kind: ContentKind, scope: &str, handle: &str) -> Option<Key> {
        let name = (kind, scope.to_owned(), handle.to_owned());
        let number = self.content_by_handle.get(&name)?;
        Some(self.contents.get(&kind)?[*number as usize].key)
    }

    pub(super) fn content(&self, key: Key) -> Option<&ContentRecord> {
        let (kind, number) = self.content_by_key.get(&key)?;
        Some(&self.contents.get(kind)?[*number as usize])
    }

    pub(super) fn sitemap(
        &self,
        kind: SitemapKind,
        offset: u64,
        limit: usize,
        instant: Timestamp,
    ) -> (Vec<SitemapRow>, u64) {
        let offset = usize::try_from(offset).unwrap_or(usize::MAX);
        match kind {
            SitemapKind::Product => {
                let shown: Vec<_> = (self.orders.listed.iter())
                    .map(|number| &self.products[*number as usize].product)
                    .filter(|product| product.is_published_at(instant))
                    .collect();
                let page = shown.iter().skip(offset).take(limit);
                let rows = page.map(|product| SitemapRow::of_product(product));
                (rows.collect(), shown.len() as u64)
            }
            SitemapKind::Collection => {
                let page = self.collections.iter().skip(offset).take(limit);
                let rows = page.map(|record| SitemapRow::of_collection(&record.collection));
                (rows.collect(), self.collections.len() as u64)
            }
            SitemapKind::Content(kind) => {
                let records = self.contents.get(&kind).map_or(&[] as &[_], Vec::as_slice);
                let shown: Vec<_> = records
                    .iter()
                    .filter(|record| record.published_at <= instant)
                    .collect();
                let page = shown.iter().skip(offset).take(limit);
                let rows = page.map(|record| SitemapRow::of_content(record));
                (rows.collect(), shown.len() as u64)
            }
        }
    }
}
