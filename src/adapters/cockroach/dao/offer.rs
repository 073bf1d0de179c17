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

/// Where rows of prices and stock have what.
pub(super) struct Columns {
    pub kind: usize,
    pub version: usize,
    pub variant_id: usize,
    pub other_id: usize,
    pub number: usize,
    pub starts_at: usize,
    pub ends_at: usize,
    pub currency: usize,
    pub amount: usize,
    pub compare_at_amount: usize,
    pub location_ids: usize,
    pub levels: usize,
}

/// The columns of [`FIND`].
const COLUMNS: Columns = Columns {
    kind: 1,
    version: 2,
    variant_id: 3,
    other_id: 4,
    number: 5,
    starts_at: 6,
    ends_at: 7,
    currency: 8,
    amount: 9,
    compare_at_amount: 10,
    location_ids: 11,
    levels: 12,
};

/// What the rows of one product say.
#[derive(Default)]
pub(super) struct Parts {
    /// By version; the current ones first.
    editions: Vec<(Timestamp, Vec<PriceRow>)>,
    stock: Vec<StockRow>,
    prices_version: Timestamp,
    stock_version: Timestamp,
}

impl Parts {
    pub(super) fn add(&mut self, row: &Row, at: &Columns) {
        let version = Timestamp(row.get(at.version));
        let variant = Key(row.get(at.variant_id));
        let (kind, number): (i64, i64) = (row.get(at.kind), row.get(at.number));
        if kind > EARLIER_PRICE {
            self.stock_version = self.stock_version.max(version);
            let levels = Levels {
                locations: row.get(at.location_ids),
                levels: row.get(at.levels),
            };
            self.stock
                .push(levels.row(variant, row.get(at.amount), number != 0));
            return;
        }
        let price_list: Uuid = row.get(at.other_id);
        // Written from this very type, so every code is known.
        let Some(currency) = Currency::from_code(row.get(at.currency)) else {
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
            price: money(row.get::<_, Option<i64>>(at.amount).unwrap_or_default()),
            compare_at: row.get::<_, Option<i64>>(at.compare_at_amount).map(money),
            starts_at: Timestamp(row.get(at.starts_at)),
            ends_at: Timestamp(row.get(at.ends_at)),
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

    pub(super) fn finish(self) -> (Found<Prices>, Found<Stock>) {
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

/// How much lies where.
struct Levels {
    locations: Vec<Uuid>,
    levels: Vec<i64>,
}

impl Levels {
    fn row(self, variant: Key, quantity: Option<i64>, is_orderable_at_zero: bool) -> StockRow {
        let policy = if is_orderable_at_zero {
            InventoryPolicy::Continue
        } else {
            InventoryPolicy::Deny
        };
        let levels = self.locations.into_iter().map(Key).zip(self.levels);
        StockRow::new(variant, quantity, policy, levels)
    }
}

/// Prices and stock of [`FIND`], in the order of so many products.
pub(in crate::adapters::cockroach) fn offers(
    rows: &[Row],
    keys: usize,
) -> Vec<(Found<Prices>, Found<Stock>)> {
    let mut parts: Vec<Parts> = std::iter::repeat_with(Parts::default).take(keys).collect();
    for row in rows {
        parts[place(row)].add(row, &COLUMNS);
    }
    parts.into_iter().map(Parts::finish).collect()
}
