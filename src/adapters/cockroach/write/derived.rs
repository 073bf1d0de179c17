//! What is derived from facts: summaries of offers, and the tree of collections.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use uuid::Uuid;

use super::{
    columns::{joined, rows},
    rows::Batch,
};
use crate::{
    adapters::cockroach::{
        Params, Sql, SqlError, Statement, Transaction,
        dao::{self, offer as offer_dao},
    },
    domain::{
        collection::parent_outside_rings, context::PriceContext, id::Key, offer::Offer,
        time::Timestamp,
    },
};

static FIND_VARIANT_KEYS: Statement = statement!("product/find_variant_keys");
static DELETE_SUMMARIES: Statement = statement!("offer/delete_summaries");
static INSERT_SUMMARIES: Statement = statement!("offer/insert_summaries");
static LIST_PARENTS: Statement = statement!("collection/list_parents");
static UPDATE_PARENTS: Statement = statement!("collection/update_parents");
static TOUCH_TREES: Statement = statement!("collection/touch_trees");

rows!(SummaryRows {
    product_id: Uuid,
    price_context: Uuid,
    valid_from: i64,
    valid_until: i64,
    min_amount: i64,
    amounts: String,
    is_available: bool,
    id_order: String,
});

impl SummaryRows {
    fn add(
        &mut self,
        (product, variants): (Key, &[Key]),
        id_order: &str,
        offer: &Offer,
        contexts: &[PriceContext],
    ) {
        for context in contexts {
            let key = context.key().0;
            for span in offer.spans(variants, context) {
                self.push(
                    product.0,
                    key,
                    span.valid_from.0,
                    span.valid_until.0,
                    span.summary.min.amount_minor,
                    joined(span.amounts.iter().map(i64::to_string)),
                    span.summary.is_available,
                    id_order.to_owned(),
                );
            }
        }
    }
}

/// Works out the summaries of the products that a batch touched: from the batch alone where it tells everything, else
/// from the rows.
pub(super) async fn summarize(
    transaction: &Transaction,
    batch: &Batch,
    touched: &[Key],
    contexts: &[PriceContext],
) -> Result<u64, SqlError> {
    let mut summaries = SummaryRows::default();
    let mut told = Vec::new();
    let mut others = Vec::new();
    for product in touched {
        let parts = &batch.parts[product];
        match (&parts.variants, &parts.prices, &parts.stock) {
            (Some(variants), Some(prices), Some(stock)) => {
                let offer = Offer {
                    prices: Arc::new(prices.clone()),
                    stock: Arc::new(stock.clone()),
                };
                if parts.was_known {
                    told.push(product.0);
                }
                summaries.add((*product, variants), &parts.id_order, &offer, contexts);
            }
            _ => others.push(*product),
        }
    }
    if !told.is_empty() {
        transaction.execute(&DELETE_SUMMARIES, &[&told]).await?;
    }
    let rows = summaries.write(transaction, &INSERT_SUMMARIES).await?;
    Ok(rows + refresh(transaction, &others, contexts).await?)
}

/// Works out the summaries of products from the rows.
pub(super) async fn refresh(
    transaction: &Transaction,
    products: &[Key],
    contexts: &[PriceContext],
) -> Result<u64, SqlError> {
    if products.is_empty() {
        return Ok(0);
    }
    let keys = dao::uuids(products);
    let heads = transaction.query(&FIND_VARIANT_KEYS, &[&keys]).await?;
    let rows = transaction.query(&offer_dao::FIND, &[&keys]).await?;
    let mut offers = offer_dao::offers(&rows, products.len());
    let mut summaries = SummaryRows::default();
    for head in &heads {
        let place = dao::place(head);
        let variants = dao::product::variant_keys(head.get("variant_ids"));
        let (prices, stock) = &mut offers[place];
        let offer = Offer {
            prices: prices.value.take().unwrap_or_default(),
            stock: stock.value.take().unwrap_or_default(),
        };
        let product = (products[place], &*variants);
        summaries.add(product, head.get("id_order"), &offer, contexts);
    }
    transaction.execute(&DELETE_SUMMARIES, &[&keys]).await?;
    summaries.write(transaction, &INSERT_SUMMARIES).await
}

/// Places collections in the tree by the handles of their parents; a parent that would close a ring is none. `bereft`
/// are those that lost a child which is no more.
pub(super) async fn place_collections(
    transaction: &Transaction,
    bereft: Vec<Uuid>,
) -> Result<(), SqlError> {
    let rows = transaction.query(&LIST_PARENTS, &[]).await?;
    // Of two of one handle the one whose id comes last stands.
    let mut by_order: Vec<_> = rows.iter().collect();
    by_order.sort_by_key(|row| row.get::<_, String>("id_order"));
    let handles: FxHashMap<String, Uuid> = by_order
        .iter()
        .map(|row| (row.get("handle"), row.get("collection_id")))
        .collect();
    let above: FxHashMap<Uuid, Uuid> = rows
        .iter()
        .filter_map(|row| {
            let parent: Option<String> = row.get("parent_handle");
            Some((row.get("collection_id"), *handles.get(&parent?)?))
        })
        .collect();
    let (mut moved, mut parents, mut touched) = (Vec::new(), Vec::new(), bereft);
    for row in &rows {
        let (key, before): (Uuid, Option<Uuid>) = (row.get("collection_id"), row.get("parent_id"));
        let above = |key| above.get(&key).copied();
        let parent = parent_outside_rings(key, above, rows.len());
        if parent != before {
            moved.push(key);
            parents.push(parent);
            touched.extend([Some(key), before, parent].into_iter().flatten());
        }
    }
    if !moved.is_empty() {
        let parameters: Params<'_> = &[&moved, &parents];
        transaction.execute(&UPDATE_PARENTS, parameters).await?;
    }
    if touched.is_empty() {
        return Ok(());
    }
    let now = Timestamp::now().0;
    transaction.execute(&TOUCH_TREES, &[&touched, &now]).await?;
    Ok(())
}
