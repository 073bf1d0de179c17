//! A product's page: the rows of one statement to the product and what is shown beside it.

use std::sync::Arc;

use tokio_postgres::Row;

use super::{offer, product};
use crate::{
    adapters::cockroach::Statement,
    application::catalog::{Beside, ProductPage, StoreError},
    domain::{
        id::Key,
        offer::Offer,
        product::{MetafieldTexts, Metafields},
        time::Timestamp,
    },
};

pub(in crate::adapters::cockroach) static FIND: Statement = statement!("product/find_page");

const PRODUCT: i64 = 3;
const VARIANT: i64 = 4;
const METAFIELD: i64 = 5;

/// The columns of [`FIND`].
const KIND: usize = 0;
const VERSION: usize = 1;
const NUMBER: usize = 2;
const PRODUCT_ID: usize = 3;
const TEXTS: usize = 11;
const VARIANT_IDS: usize = 17;
const OFFER: offer::Columns = offer::Columns {
    kind: KIND,
    version: VERSION,
    variant_id: 3,
    other_id: 4,
    number: NUMBER,
    starts_at: 5,
    ends_at: 6,
    currency: TEXTS,
    amount: 7,
    compare_at_amount: 8,
    location_ids: 9,
    levels: 10,
};

/// The page of [`FIND`]; `None` when no product has the handle at present.
pub(in crate::adapters::cockroach) fn page(
    rows: &[Row],
    wanted: Beside,
) -> Result<Option<ProductPage>, StoreError> {
    let (mut head, mut variants, mut metafields) = (None, Vec::new(), Vec::new());
    let mut offer = offer::Parts::default();
    for row in rows {
        match row.get(KIND) {
            PRODUCT => head = Some(row),
            VARIANT => variants.push(row),
            METAFIELD => metafields.push(row),
            _ => offer.add(row, &OFFER),
        }
    }
    let Some(head) = head else {
        return Ok(None);
    };
    let version = Timestamp(head.get(VERSION));
    let options = head.get(TEXTS);
    let key = Key(head.get(PRODUCT_ID));
    let product = product::built(
        key,
        version,
        head.get(VARIANT_IDS),
        options,
        head.get(TEXTS + 1),
    )?;
    let mut page = ProductPage::of(product);
    if wanted.variants {
        in_order(&mut variants);
        let bodies = variants.iter().map(|row| row.get(TEXTS));
        let variants = product::built_variants(version, options, bodies)?;
        page.variants = Some(Some(variants));
    }
    if wanted.offer {
        let (prices, stock) = offer.finish();
        page.offer = Some(Offer::of_parts(prices.value, stock.value).map(Arc::new));
    }
    if wanted.metafields {
        in_order(&mut metafields);
        let version = metafields.first().map(|row| Timestamp(row.get(VERSION)));
        let texts: Vec<_> = metafields.into_iter().map(metafield).collect();
        let metafields = version.map(|version| Arc::new(Metafields::of_texts(texts, version)));
        page.metafields = Some(metafields);
    }
    Ok(Some(page))
}

/// A union keeps no order.
fn in_order(rows: &mut [&Row]) {
    rows.sort_by_key(|row| row.get::<_, i64>(NUMBER));
}

fn metafield(row: &Row) -> MetafieldTexts<'_> {
    MetafieldTexts {
        id: row.get::<_, &str>(TEXTS).into(),
        namespace: row.get(TEXTS + 1),
        key: row.get(TEXTS + 2),
        kind: row.get(TEXTS + 3),
        value: row.get(TEXTS + 4),
        description: row.get(TEXTS + 5),
    }
}
