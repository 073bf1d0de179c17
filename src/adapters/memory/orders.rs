//! The orders that all products can be listed in without regard to a context, worked out once a snapshot.

use super::snapshot::{ProductRecord, is_listed};
use crate::{
    application::{catalog::ProductSort, contents::sort_text},
    domain::page::SortValue,
};

/// What products are sorted by, a column each, by product number.
#[derive(Debug, Default)]
pub(super) struct Orders {
    titles: Box<[Box<str>]>,
    vendors: Box<[Box<str>]>,
    types: Box<[Box<str>]>,
    title_ranks: Box<[u32]>,
    vendor_ranks: Box<[u32]>,
    type_ranks: Box<[u32]>,
    sales_ranks: Box<[u32]>,
    created: Box<[i64]>,
    updated: Box<[i64]>,
    /// Numbers of all products that lists can show, by id.
    pub listed: Box<[u32]>,
    sorted: Vec<(ProductSort, Box<[u32]>)>,
}

/// Orders that are kept for the whole catalog.
const KEPT: [ProductSort; 6] = [
    ProductSort::BestSelling,
    ProductSort::CreatedAt,
    ProductSort::ProductType,
    ProductSort::Title,
    ProductSort::UpdatedAt,
    ProductSort::Vendor,
];

impl Orders {
    pub(super) fn build(products: &[ProductRecord]) -> Self {
        let text = |read: fn(&ProductRecord) -> &str| -> Box<[Box<str>]> {
            let texts = products.iter().map(|record| sort_text(read(record)).into());
            texts.collect()
        };
        let titles = text(|record| record.product.title());
        let vendors = text(|record| record.product.vendor());
        let types = text(|record| record.product.product_type());
        let listed = (0..products.len() as u32)
            .filter(|number| is_listed(&products[*number as usize].product));
        let mut orders = Self {
            title_ranks: ranks(&titles),
            vendor_ranks: ranks(&vendors),
            type_ranks: ranks(&types),
            titles,
            vendors,
            types,
            sales_ranks: products
                .iter()
                .map(|record| record.product.sales_rank)
                .collect(),
            created: products
                .iter()
                .map(|record| record.product.created_at.0)
                .collect(),
            updated: products
                .iter()
                .map(|record| record.product.updated_at.0)
                .collect(),
            listed: listed.collect(),
            sorted: Vec::new(),
        };
        for sort in KEPT {
            let mut numbers = orders.listed.clone();
            numbers.sort_by_key(|number| orders.rank(sort, *number));
            orders.sorted.push((sort, numbers));
        }
        orders
    }

    /// All products that lists can show, in this order; `None` for orders that depend on a context.
    pub(super) fn all(&self, sort: ProductSort) -> Option<&[u32]> {
        if matches!(sort, ProductSort::Id | ProductSort::Position) {
            return Some(&self.listed);
        }
        let kept = self.sorted.iter().find(|(kept, _)| *kept == sort);
        kept.map(|(_, numbers)| &**numbers)
    }

    /// A number that sorts products as their values do. Orders by price depend on a context and are all zero here.
    pub(super) fn rank(&self, sort: ProductSort, number: u32) -> i64 {
        let place = number as usize;
        match sort {
            ProductSort::Title => self.title_ranks[place].into(),
            ProductSort::Vendor => self.vendor_ranks[place].into(),
            ProductSort::ProductType => self.type_ranks[place].into(),
            ProductSort::BestSelling => self.sales_ranks[place].into(),
            ProductSort::CreatedAt => self.created[place],
            ProductSort::UpdatedAt => self.updated[place],
            ProductSort::Id | ProductSort::Position | ProductSort::Price => 0,
        }
    }

    /// The value that a cursor carries for a product.
    pub(super) fn value(&self, sort: ProductSort, number: u32) -> SortValue {
        let place = number as usize;
        match sort {
            ProductSort::Title => SortValue::Text(self.titles[place].to_string()),
            ProductSort::Vendor => SortValue::Text(self.vendors[place].to_string()),
            ProductSort::ProductType => SortValue::Text(self.types[place].to_string()),
            _ => SortValue::Number(self.rank(sort, number)),
        }
    }
}

/// The rank of each text among the distinct texts.
fn ranks(texts: &[Box<str>]) -> Box<[u32]> {
    let mut places: Vec<u32> = (0..texts.len() as u32).collect();
    places.sort_by(|a, b| texts[*a as usize].cmp(&texts[*b as usize]));
    let mut ranks = vec![0; texts.len()];
    let mut rank = 0;
    for (step, place) in places.iter().enumerate() {
        if step > 0 && texts[*place as usize] != texts[places[step - 1] as usize] {
            rank += 1;
        }
        ranks[*place as usize] = rank;
    }
    ranks.into()
}
