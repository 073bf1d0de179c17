//! Lists of products over a snapshot.

use std::sync::Arc;

use super::{
    fields::ProductFields,
    snapshot::{ProductRecord, Snapshot},
};
use crate::{
    application::{
        catalog::{Neighborhood, ProductList, ProductSort},
        contents::first_texts,
    },
    domain::{
        id::Key,
        page::{Listing, Position, SortValue, cut},
        product::Product,
        time::Timestamp,
    },
};

/// A row of a list: what it is sorted by, its place in the collection, the product's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    rank: i64,
    place: u32,
    number: u32,
}

impl Snapshot {
    pub(super) fn product(&self, key: Key) -> Option<&ProductRecord> {
        let number = self.product_numbers.get(&key)?;
        Some(&self.products[*number as usize])
    }

    pub(super) fn list_products(&self, list: &ProductList) -> Listing<Key> {
        let mut rows = self.rows(list);
        if list.is_reversed {
            rows.reverse();
        }
        let position = |row: &Row| self.position(list, *row);
        let compare = |row: &Row, place: &Position| {
            let order = position(row).cmp(place);
            if list.is_reversed {
                order.reverse()
            } else {
                order
            }
        };
        let range = cut(&rows, &list.window, compare);
        Listing {
            has_previous: range.start > 0,
            has_next: range.end < rows.len(),
            total: Some(rows.len() as u64),
            rows: rows[range]
                .iter()
                .map(|row| {
                    (
                        self.products[row.number as usize].product.key,
                        position(row),
                    )
                })
                .collect(),
        }
    }

    /// All rows of a list in ascending order.
    fn rows(&self, list: &ProductList) -> Vec<Row> {
        let (members, positions) = match list.collection {
            None => (self.orders.all(list.sort), None),
            Some(key) => match self.collection_numbers.get(&key) {
                Some(number) => {
                    let record = &self.collections[*number as usize];
                    (Some(&*record.members), Some(&*record.positions))
                }
                None => return Vec::new(),
            },
        };
        let is_sorted = match list.collection {
            None => members.is_some(),
            Some(_) => list.sort == ProductSort::Position,
        };
        let members = members.unwrap_or(&self.orders.listed);
        let positions = positions
            .filter(|_| matches!(list.sort, ProductSort::Position | ProductSort::BestSelling));
        let rows = members.iter().enumerate().map(|(place, number)| Row {
            rank: 0,
            place: positions.map_or(0, |positions| positions[place]),
            number: *number,
        });
        let mut rows: Vec<Row> = rows.filter(|row| self.is_shown(row.number, list)).collect();
        if !is_sorted {
            for row in &mut rows {
                row.rank = self.rank(list, row.number);
            }
            rows.sort_unstable();
        }
        rows
    }

    fn is_shown(&self, number: u32, list: &ProductList) -> bool {
        let record = &self.products[number as usize];
        let instant = list.context.instant;
        record.product.is_published_at(instant)
            && list.filter.as_ref().is_none_or(|filter| {
                filter.matches(&ProductFields {
                    record,
                    context: &list.context,
                })
            })
    }

    fn rank(&self, list: &ProductList, number: u32) -> i64 {
        match list.sort {
            ProductSort::Price => {
                let record = &self.products[number as usize];
                record.summary(&list.context).min.amount_minor
            }
            sort => self.orders.rank(sort, number),
        }
    }

    fn position(&self, list: &ProductList, row: Row) -> Position {
        let id = self.products[row.number as usize].id_order();
        let value = match list.sort {
            ProductSort::Position => SortValue::Number(row.place.into()),
            ProductSort::Price => SortValue::Number(self.rank(list, row.number)),
            sort => self.orders.value(sort, row.number),
        };
        let ranked_in_collection =
            list.collection.is_some() && list.sort == ProductSort::BestSelling;
        Position {
            value,
            id: if ranked_in_collection {
                format!("{:010} {id}", row.place)
            } else {
                id
            },
        }
    }

    /// The product with this present or, failing that, earlier handle.
    pub(super) fn find_product_by_handle(&self, handle: &str) -> Option<Arc<Product>> {
        let number = self
            .handles
            .get(handle)
            .or_else(|| self.previous_handles.get(handle))?;
        Some(Arc::clone(&self.products[*number as usize].product))
    }

    /// Distinct non-empty texts of the published products, by text without regard to case.
    pub(super) fn distinct<'a, I: Iterator<Item = &'a str>>(
        &'a self,
        first: usize,
        read: impl Fn(&'a ProductRecord) -> I,
    ) -> (Vec<String>, u64) {
        let now = Timestamp::now();
        let listed = self
            .orders
            .listed
            .iter()
            .map(|number| &self.products[*number as usize]);
        let texts = listed
            .filter(|record| record.product.is_published_at(now))
            .flat_map(read);
        first_texts(texts, first)
    }

    pub(super) fn neighborhoods(&self, product: Key, limit: usize) -> Vec<Neighborhood> {
        let Some(number) = self.product_numbers.get(&product).copied() else {
            return Vec::new();
        };
        let members = |collection: &u32| &self.collections[*collection as usize].members;
        let mut collections = self.products[number as usize].collections.to_vec();
        collections.sort_by_key(|collection| (members(collection).len(), *collection));
        let around = collections.iter().map(|collection| {
            let members = members(collection);
            let place = members.iter().position(|member| *member == number);
            let after = members.iter().cycle().skip(place.unwrap_or(0) + 1);
            let others = after.take(members.len().saturating_sub(1).min(limit));
            Neighborhood {
                size: members.len() as u64,
                members: others
                    .map(|number| self.products[*number as usize].product.key)
                    .collect(),
            }
        });
        around
            .filter(|neighborhood| !neighborhood.members.is_empty())
            .collect()
    }
}
