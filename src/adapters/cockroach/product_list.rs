//! Lists of products: keyset pages with exact totals, one statement a page.
//!
//! The statement is put together from fixed pieces, because nine orders in two directions, with and without a
//! collection, a condition and bounds, would be hundreds of files. Its parts (`part`): 0 the rows of the page and one
//! more, 1 whether a row lies on the other side of the cursor, 2 how many there are in all.

use tokio_postgres::{Row, types::Type};

use super::{
    conditions::{Bound, condition},
    dao::product,
};
use crate::{
    application::catalog::{CardPage, ProductList, ProductSort, ShownOffer, StoreError},
    domain::{
        id::Key,
        money::Money,
        page::{Listing, Position, SortValue},
        product::UNRANKED,
        time::Timestamp,
    },
};

/// What comes with each row of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cards {
    /// Nothing.
    None,
    /// The product.
    Products,
    /// The product and what it is offered at.
    WithOffers,
}

/// Where rows have what.
const PART: usize = 0;
const PRODUCT_ID: usize = 1;
/// What the list is sorted by: a number or a text.
const VALUE: usize = 2;
/// Place in the collection, or the total.
const PLACE: usize = 3;
const ID_ORDER: usize = 4;
const VERSION: usize = 5;
const VARIANT_IDS: usize = 6;
const OPTIONS: usize = 7;
const BODY: usize = 8;
const MIN_AMOUNT: usize = 9;
const MAX_AMOUNT: usize = 10;
const IS_AVAILABLE: usize = 11;

/// A statement with its parameters, and how its rows are read.
pub(super) struct ListStatement {
    pub text: String,
    pub bound: Bound,
    size: usize,
    /// Rows come from the end of the list.
    is_backward: bool,
    is_text: bool,
    has_place: bool,
    bounded_above: bool,
    bounded_below: bool,
}

/// What a list is sorted by: the column, its type in SQL, and what tells equal values apart.
struct Order {
    value: &'static str,
    value_type: Type,
    tie: &'static str,
    tie_type: Type,
}

impl Order {
    fn of(list: &ProductList) -> Self {
        let in_collection = list.collection.is_some();
        let (value, value_type) = match list.sort {
            ProductSort::Title => ("p.title_sort", Type::TEXT),
            ProductSort::Vendor => ("p.vendor_sort", Type::TEXT),
            ProductSort::ProductType => ("p.type_sort", Type::TEXT),
            ProductSort::BestSelling => ("p.sales_rank", Type::INT8),
            ProductSort::CreatedAt => ("p.created_at", Type::INT8),
            ProductSort::UpdatedAt => ("p.updated_at", Type::INT8),
            ProductSort::Price => ("o.min_amount", Type::INT8),
            ProductSort::Position if in_collection => ("m.position", Type::INT8),
            ProductSort::Id | ProductSort::Position => ("", Type::INT8),
        };
        let (tie, tie_type) = match list.sort {
            ProductSort::BestSelling if in_collection => ("m.position", Type::INT8),
            ProductSort::Price => ("o.id_order", Type::TEXT),
            _ => ("p.id_order", Type::TEXT),
        };
        Self {
            value,
            value_type,
            tie,
            tie_type,
        }
    }

    /// The columns in a direction.
    fn by(&self, is_descending: bool) -> String {
        let direction = if is_descending { " DESC" } else { "" };
        match self.value {
            "" => format!("{}{direction}", self.tie),
            value => format!("{value}{direction}, {}{direction}", self.tie),
        }
    }

    /// Whether a row stands so to a position.
    fn compare(&self, sign: &str, position: &Position, bound: &mut Bound) -> String {
        let tie = if self.tie_type == Type::INT8 {
            let place = position.id.split(' ').next().unwrap_or_default();
            bound.add(place.parse::<i64>().unwrap_or_default(), Type::INT8)
        } else {
            bound.add(position.id.clone(), Type::TEXT)
        };
        if self.value.is_empty() {
            return format!("{} {sign} {tie}", self.tie);
        }
        let value = match &position.value {
            SortValue::Number(number) => bound.add(*number, self.value_type.clone()),
            SortValue::Text(text) => bound.add(text.clone(), self.value_type.clone()),
        };
        format!("({}, {}) {sign} ({value}, {tie})", self.value, self.tie)
    }
}

impl ListStatement {
    /// The statement of a list.
    pub(super) fn of(list: &ProductList, cards: Cards) -> Self {
        let mut bound = Bound::default();
        let order = Order::of(list);
        let now = bound.add(list.context.instant.0, Type::INT8);
        let mut from = "product AS p".to_owned();
        let mut conditions = format!("p.listed_at <= {now}");
        if let Some(collection) = list.collection {
            from = "collection_product AS m JOIN product AS p ON p.product_id = m.product_id"
                .to_owned();
            let key = bound.add(collection.0, Type::UUID);
            conditions = format!("m.collection_id = {key} AND {conditions}");
        }
        if list.sort == ProductSort::Price {
            let key = bound.add(list.context.key().0, Type::UUID);
            from.push_str(" JOIN offer_summary AS o ON o.product_id = p.product_id");
            conditions = format!(
                "{conditions} AND o.price_context = {key} AND o.valid_from <= {now} AND o.valid_until > {now}"
            );
        }
        if let Some(filter) = &list.filter {
            let filter = condition(filter, &list.context, &mut bound);
            conditions = format!("{conditions} AND {filter}");
        }
        let window = &list.window;
        // Signs of "further on" and "before" in the direction of the list.
        let (further, earlier) = if list.is_reversed {
            ("<", ">")
        } else {
            (">", "<")
        };
        let mut inside = conditions.clone();
        let mut outside = Vec::new();
        if let Some(after) = &window.after {
            inside = format!("{inside} AND {}", order.compare(further, after, &mut bound));
            let before_it = order.compare(&format!("{earlier}="), after, &mut bound);
            outside.push((1, before_it));
        }
        if let Some(before) = &window.before {
            inside = format!(
                "{inside} AND {}",
                order.compare(earlier, before, &mut bound)
            );
            let sign = format!("{further}=");
            let mut after_it = order.compare(&sign, before, &mut bound);
            if let Some(after) = &window.after {
                // Bounds that cross: what follows the first one follows the page.
                after_it = format!(
                    "{after_it} AND {}",
                    order.compare(further, after, &mut bound)
                );
            }
            outside.push((2, after_it));
        }
        let is_descending = list.is_reversed != window.from_end;
        let by = order.by(is_descending);
        let limit = bound.add(window.size as i64 + 1, Type::INT8);
        let is_text = order.value_type == Type::TEXT;
        let has_place = list.sort == ProductSort::BestSelling && list.collection.is_some();
        let (page, columns) = if has_place {
            let descending = if is_descending { " DESC" } else { "" };
            (
                ranked_page(&from, &inside, descending, &limit, cards),
                Columns::carried(cards),
            )
        } else {
            let value = match order.value {
                "" => "0::INT8",
                value => value,
            };
            // A page in the order of an index takes the product along; one that has to be sorted fetches it afterwards,
            // so that it does not sort whole products.
            let is_indexed = list.collection.is_none() || order.value.starts_with("m.");
            let columns = if is_indexed {
                Columns::carried(cards)
            } else {
                Columns::joined(cards)
            };
            let inner = &columns.inner;
            let page = format!(
                "SELECT p.product_id, {value} AS value, 0::INT8 AS place, p.id_order{inner} \
                 FROM {from} WHERE {inside} ORDER BY {by} LIMIT {limit}"
            );
            (page, columns)
        };
        let Columns {
            outer,
            joined,
            others,
            ..
        } = columns;
        let offers = match cards {
            Cards::WithOffers => {
                let key = bound.add(list.context.key().0, Type::UUID);
                format!(
                    " LEFT JOIN offer_summary AS s ON s.product_id = page.product_id AND s.price_context = {key} \
                     AND s.valid_from <= {now} AND s.valid_until > {now}"
                )
            }
            Cards::None | Cards::Products => String::new(),
        };
        let mut statement = format!(
            "WITH page AS ({page}) SELECT 0::INT8 AS part, page.product_id, page.value, page.place, page.id_order{outer} \
             FROM page{joined}{offers}"
        );
        let none = if is_text { "''" } else { "0::INT8" };
        for (part, test) in &outside {
            statement.push_str(&format!(
                " UNION ALL SELECT {part}::INT8 AS part, NULL::UUID AS product_id, {none} AS value, 0::INT8 AS place, \
                 '' AS id_order{others} WHERE EXISTS (SELECT 1 FROM {from} WHERE {conditions} AND {test})"
            ));
        }
        if list.with_total {
            statement.push_str(&format!(
                " UNION ALL SELECT 3::INT8 AS part, NULL::UUID AS product_id, {none} AS value, \
                 count(*)::INT8 AS place, '' AS id_order{others} FROM {from} WHERE {conditions}"
            ));
        }
        Self {
            text: statement,
            bound,
            size: window.size,
            is_backward: window.from_end,
            is_text,
            has_place,
            bounded_above: window.after.is_some(),
            bounded_below: window.before.is_some(),
        }
    }

    /// The page of the rows.
    pub(super) fn page(&self, rows: &[Row], is_reversed: bool) -> Listing<Key> {
        let placed = rows.iter().filter(|row| part(row) == 0);
        let placed = placed.map(|row| self.row(row, Key(row.get(PRODUCT_ID))));
        self.listing(rows, placed.collect(), is_reversed)
    }

    /// The page of the rows with its products.
    ///
    /// # Errors
    /// When a product cannot be read by this version.
    pub(super) fn cards(&self, rows: &[Row], list: &ProductList) -> Result<CardPage, StoreError> {
        let placed = rows.iter().filter(|row| part(row) == 0);
        let placed = placed.map(|row| self.row(row, row)).collect();
        let listing = self.listing(rows, placed, list.is_reversed);
        let (mut products, mut offers) = (Vec::new(), Vec::new());
        for (row, _) in &listing.rows {
            let version = Timestamp(row.get(VERSION));
            let (options, body) = (row.get(OPTIONS), row.get(BODY));
            let key = Key(row.get(PRODUCT_ID));
            let product = product::built(key, version, row.get(VARIANT_IDS), options, body)?;
            let money = |amount| Money::new(amount, list.context.currency);
            let min: Option<i64> = row.get(MIN_AMOUNT);
            offers.extend(min.map(|min| {
                let max: Option<i64> = row.get(MAX_AMOUNT);
                let offer = ShownOffer {
                    min: money(min),
                    max: money(max.unwrap_or_default()),
                    is_available: row.get(IS_AVAILABLE),
                };
                (key, offer)
            }));
            products.push(product);
        }
        Ok(CardPage {
            listing: listing.map(|row| Key(row.get(PRODUCT_ID))),
            products: Some(products),
            offers,
        })
    }

    /// The page of so placed rows.
    fn listing<T>(
        &self,
        rows: &[Row],
        mut page: Vec<(T, Position)>,
        is_reversed: bool,
    ) -> Listing<T> {
        let has = |wanted: i64| rows.iter().any(|row| part(row) == wanted);
        // A union keeps no order.
        page.sort_by(|one, other| one.1.cmp(&other.1));
        if is_reversed != self.is_backward {
            page.reverse();
        }
        let has_more = page.len() > self.size;
        page.truncate(self.size);
        if self.is_backward {
            page.reverse();
        }
        let (before, after) = (self.bounded_above && has(1), self.bounded_below && has(2));
        let total = rows.iter().find(|row| part(row) == 3);
        Listing {
            rows: page,
            has_previous: before || (self.is_backward && has_more),
            has_next: after || (!self.is_backward && has_more),
            total: total.map(|row| row.get::<_, i64>(PLACE).unsigned_abs()),
        }
    }

    fn row<T>(&self, row: &Row, it: T) -> (T, Position) {
        let id: String = row.get(ID_ORDER);
        let position = Position {
            value: if self.is_text {
                SortValue::Text(row.get(VALUE))
            } else {
                SortValue::Number(row.get(VALUE))
            },
            id: if self.has_place {
                format!("{:010} {id}", row.get::<_, i64>(PLACE))
            } else {
                id
            },
        };
        (it, position)
    }
}

fn part(row: &Row) -> i64 {
    row.get(PART)
}

/// What cards add to a statement.
struct Columns {
    /// Columns of the page.
    inner: &'static str,
    /// Columns of the answer.
    outer: String,
    /// Where those are found that are not of the page.
    joined: &'static str,
    /// What other parts of the answer have in their place.
    others: &'static str,
}

const CARRIED: &str = ", p.version, p.variant_ids, p.options, p.body";

impl Columns {
    /// The page has the product.
    fn carried(cards: Cards) -> Self {
        Self::of(cards, CARRIED, "page", "")
    }

    /// The product is fetched for the rows of the page.
    fn joined(cards: Cards) -> Self {
        let joined = " JOIN product AS q ON q.product_id = page.product_id";
        Self::of(cards, "", "q", joined)
    }

    fn of(cards: Cards, inner: &'static str, from: &str, joined: &'static str) -> Self {
        let offer = match cards {
            Cards::None => {
                return Self {
                    inner: "",
                    outer: String::new(),
                    joined: "",
                    others: "",
                };
            }
            Cards::Products => {
                "NULL::INT8 AS min_amount, NULL::INT8 AS max_amount, NULL::BOOL AS is_available"
            }
            Cards::WithOffers => {
                "s.min_amount, s.amounts[array_length(s.amounts, 1)] AS max_amount, s.is_available"
            }
        };
        Self {
            inner,
            outer: format!(
                ", {from}.version, {from}.variant_ids, {from}.options, {from}.body, {offer}"
            ),
            joined,
            others: ", 0::INT8 AS version, NULL::BYTEA AS variant_ids, '' AS options, '' AS body, \
                     NULL::INT8 AS min_amount, NULL::INT8 AS max_amount, NULL::BOOL AS is_available",
        }
    }
}

/// The page of a collection by sales rank and place: members with a rank, whose ranks an index has, before those without
/// one, which are in the order of their places and found in another index.
fn ranked_page(from: &str, inside: &str, descending: &str, limit: &str, cards: Cards) -> String {
    let inner = if cards == Cards::None { "" } else { CARRIED };
    let of_page = inner.replace("p.", "b.");
    format!(
        "SELECT b.product_id, b.value, b.place, b.id_order{of_page} FROM (\
         (SELECT p.product_id, r.value, r.place, p.id_order{inner} FROM (\
         SELECT p.product_id, p.sales_rank AS value, m.position AS place FROM {from} \
         WHERE {inside} AND p.sales_rank < {UNRANKED}::INT8 \
         ORDER BY p.sales_rank{descending}, m.position{descending} LIMIT {limit}) AS r \
         JOIN product AS p ON p.product_id = r.product_id) UNION ALL \
         (SELECT p.product_id, p.sales_rank AS value, m.position AS place, p.id_order{inner} FROM {from} \
         WHERE {inside} AND p.sales_rank = {UNRANKED}::INT8 ORDER BY m.position{descending} LIMIT {limit})\
         ) AS b ORDER BY b.value{descending}, b.place{descending} LIMIT {limit}"
    )
}
