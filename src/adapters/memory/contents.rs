//! Lists of collections and content over a snapshot, and sitemaps.

use std::sync::Arc;

use super::{
    fields::TextFields,
    snapshot::{CollectionRecord, ContentRecord, Snapshot, sort_text},
};
use crate::{
    application::catalog::{ContentKind, ContentList, ContentSort, SitemapKind, SitemapRow},
    domain::{
        event::{ContentFact, ImageFact},
        id::{Key, id_order},
        page::{Listing, Position, SortValue, Window, cut},
        time::Timestamp,
    },
};

/// Pages through rows that were given their places.
fn page<T: Copy>(mut rows: Vec<(T, Position)>, is_reversed: bool, window: &Window) -> Listing<T> {
    rows.sort_by(|a, b| a.1.cmp(&b.1));
    if is_reversed {
        rows.reverse();
    }
    let range = cut(&rows, window, |row, place| {
        let order = row.1.cmp(place);
        if is_reversed { order.reverse() } else { order }
    });
    Listing {
        has_previous: range.start > 0,
        has_next: range.end < rows.len(),
        total: Some(rows.len() as u64),
        rows: rows[range].to_vec(),
    }
}

impl CollectionRecord {
    fn place(&self, sort: ContentSort) -> Position {
        let collection = &self.collection;
        let value = match sort {
            ContentSort::Title => SortValue::Text(sort_text(collection.title())),
            ContentSort::UpdatedAt | ContentSort::PublishedAt => {
                SortValue::Number(collection.updated_at.0)
            }
            ContentSort::Handle => SortValue::Text(collection.handle().to_owned()),
            ContentSort::Id | ContentSort::Author | ContentSort::Blog => SortValue::Number(0),
        };
        Position {
            value,
            id: id_order(collection.id()),
        }
    }
}

impl ContentRecord {
    fn place(&self, sort: ContentSort) -> Position {
        let value = match sort {
            ContentSort::Id => SortValue::Number(0),
            ContentSort::Title => SortValue::Text(sort_text(&self.title)),
            ContentSort::UpdatedAt => SortValue::Number(self.updated_at.0),
            ContentSort::PublishedAt => SortValue::Number(self.published_at.0),
            ContentSort::Handle => SortValue::Text(self.handle.clone()),
            ContentSort::Author => SortValue::Text(sort_text(&self.author)),
            ContentSort::Blog => SortValue::Text(sort_text(&self.blog_title)),
        };
        Position {
            value,
            id: id_order(&self.id),
        }
    }
}

impl Snapshot {
    pub(super) fn list_collections(&self, list: &ContentList) -> Listing<Key> {
        let rows = self.collections.iter().filter(|record| {
            list.filter
                .as_ref()
                .is_none_or(|filter| filter.matches(&TextFields::collection(&record.collection)))
        });
        let rows = rows.map(|record| (record.collection.key, record.place(list.sort)));
        page(rows.collect(), list.is_reversed, &list.window)
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
            let record = &self.collections[*number as usize];
            (record.collection.key, record.place(ContentSort::Title))
        });
        page(rows.collect(), is_reversed, window)
    }

    pub(super) fn list_content(&self, kind: ContentKind, list: &ContentList) -> Listing<Key> {
        let records = self.contents.get(&kind).map_or(&[] as &[_], Vec::as_slice);
        let rows = records.iter().filter(|record| {
            record.published_at <= list.instant
                && list
                    .scope
                    .as_ref()
                    .is_none_or(|scope| *scope == record.scope)
                && list
                    .filter
                    .as_ref()
                    .is_none_or(|filter| filter.matches(&TextFields::content(record)))
        });
        let rows = rows.map(|record| (record.key, record.place(list.sort)));
        page(rows.collect(), list.is_reversed, &list.window)
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
                let rows = shown.iter().skip(offset).take(limit).map(|product| {
                    let image = product.featured_image().map(|image| {
                        let text = product.text();
                        let alt = text.find(image.alt_text).map(str::to_owned);
                        (text.get(image.url).to_owned(), alt)
                    });
                    SitemapRow {
                        handle: product.handle().to_owned(),
                        title: product.title().to_owned(),
                        kind: String::new(),
                        updated_at: product.updated_at,
                        image,
                    }
                });
                (rows.collect(), shown.len() as u64)
            }
            SitemapKind::Collection => {
                let rows = self
                    .collections
                    .iter()
                    .skip(offset)
                    .take(limit)
                    .map(|record| {
                        let collection = &record.collection;
                        SitemapRow {
                            handle: collection.handle().to_owned(),
                            title: collection.title().to_owned(),
                            kind: String::new(),
                            updated_at: collection.updated_at,
                            image: collection.image.as_ref().map(sitemap_image),
                        }
                    });
                (rows.collect(), self.collections.len() as u64)
            }
            SitemapKind::Content(kind) => {
                let records = self.contents.get(&kind).map_or(&[] as &[_], Vec::as_slice);
                let shown: Vec<_> = records
                    .iter()
                    .filter(|record| record.published_at <= instant)
                    .collect();
                let rows = shown
                    .iter()
                    .skip(offset)
                    .take(limit)
                    .map(|record| SitemapRow {
                        handle: record.handle.clone(),
                        title: record.title.clone(),
                        kind: match kind {
                            ContentKind::Metaobject => record.scope.clone(),
                            _ => String::new(),
                        },
                        updated_at: record.updated_at,
                        image: content_image(&record.fact),
                    });
                (rows.collect(), shown.len() as u64)
            }
        }
    }
}

fn content_image(fact: &Arc<ContentFact>) -> Option<(String, Option<String>)> {
    match fact.as_ref() {
        ContentFact::Article(article) => article.image.as_ref().map(sitemap_image),
        _ => None,
    }
}

fn sitemap_image(image: &ImageFact) -> (String, Option<String>) {
    (image.url.clone(), image.alt_text.clone())
}
