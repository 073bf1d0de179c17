//! Prices and stock: rows to entities.

use std::sync::Arc;

use tokio_postgres::Row;
use uuid::Uuid;

use super::place;
use crate::{
    adapters::cockroach::Statement,
    application::catalog::Found,
    domain::{
        event::InventoryPolicy,
        id::Key,
        money::{Currency, Money},
        offer::{PriceRow, Prices, Stock, StockRow},
        time::Timestamp,
    },
};

pub(in crate::adapters::cockroach) static FIND: Statement = statement!("offer/find");
pub(in crate::adapters::cockroach) static NEXT_START: Statement = statement!("offer/next_start");
pub(in crate::adapters::cockroach) static NEXT_END: Statement = statement!("offer/next_end");

const PRICE: i64 = 0;
const EARLIER_PRICE: i64 = 1;

/// What the rows of one product say.
#[derive(Default)]
struct Parts {
    /// By version; the current ones first.
    editions: Vec<(Timestamp, Vec<PriceRow>)>,
    stock: Vec<StockRow>,
    prices_version: Timestamp,
    stock_version: Timestamp,
}

impl Parts {
    fn add(&mut self, row: &Row) {
        let version = Timestamp(row.get("version"));
        let variant = Key(row.get("variant_id"));
        let (kind, number): (i64, i64) = (row.get("kind"), row.get("number"));
        if kind > EARLIER_PRICE {
            self.stock_version = self.stock_version.max(version);
            self.stock
                .push(stock_row(row, variant, row.get("amount"), number != 0));
            return;
        }
        let price_list: Uuid = row.get("other_id");
        // Written from this very type, so every code is known.
        let Some(currency) = Currency::from_code(row.get("currency")) else {
            return;
        };
        if kind == PRICE {
            self.prices_version = self.prices_version.max(version);
        }
        let money = |amount| Money::new(amount, currency);
        let price = PriceRow {
            variant,
            price_list: (!price_list.is_nil()).then_some(Key(price_list)),
            minimum_quantity: i32::try_from(number).unwrap_or(i32::MAX),
            price: money(row.get::<_, Option<i64>>("amount").unwrap_or_default()),
            compare_at: row.get::<_, Option<i64>>("compare_at_amount").map(money),
            starts_at: Timestamp(row.get("starts_at")),
            ends_at: Timestamp(row.get("ends_at")),
        };
        let known = self
            .editions
            .iter()
            .position(|(since, _)| *since == version);
        let edition = known.unwrap_or_else(|| {
            self.editions.push((version, Vec::new()));
            self.editions.len() - 1
        });
        // A row of no variant says that there was an edition without prices.
        if !variant.0.is_nil() {
            self.editions[edition].1.push(price);
        }
    }

    fn finish(self) -> (Found<Prices>, Found<Stock>) {
        let prices = (!self.editions.is_empty()).then(|| Prices::of_editions(self.editions));
        let has_stock = !self.stock.is_empty();
        let stock = has_stock.then(|| Arc::new(Stock::of_rows(self.stock)));
        (
            Found {
                value: prices.map(Arc::new),
                version: self.prices_version,
            },
            Found {
                value: stock,
                version: self.stock_version,
            },
        )
    }
}

fn stock_row(
    row: &Row,
    variant: Key,
    quantity: Option<i64>,
    is_orderable_at_zero: bool,
) -> StockRow {
    let policy = if is_orderable_at_zero {
        InventoryPolicy::Continue
    } else {
        InventoryPolicy::Deny
    };
    let locations: Vec<Uuid> = row.get("location_ids");
    let levels: Vec<i64> = row.get("levels");
    let levels = locations.into_iter().map(Key).zip(levels);
    StockRow::new(variant, quantity, policy, levels)
}

/// Prices and stock of [`FIND`], in the order of so many products.
pub(in crate::adapters::cockroach) fn offers(
    rows: &[Row],
    keys: usize,
) -> Vec<(Found<Prices>, Found<Stock>)> {
    let mut parts: Vec<Parts> = std::iter::repeat_with(Parts::default).take(keys).collect();
    for row in rows {
        parts[place(row)].add(row);
    }
    parts.into_iter().map(Parts::finish).collect()
}
