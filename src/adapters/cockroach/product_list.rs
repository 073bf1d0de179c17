//! Lists of products: keyset pages with exact totals, one statement a page.
//!
//! The statement is put together from fixed pieces, because nine orders in two directions, with and without a
//! collection, a condition and bounds, would be hundreds of files. Its parts (`part`): 0 the rows of the page and one
//! more, 1 whether a row lies on the other side of the cursor, 2 how many there are in all.

use tokio_postgres::{Row, types::Type};

use super::conditions::{Bound, condition};
use crate::{
    application::catalog::{ProductList, ProductSort},
    domain::{
        id::Key,
        page::{Listing, Position, SortValue},
    },
};

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
    pub(super) fn of(list: &ProductList) -> Self {
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
        let (number, text) = match order.value {
            "" => ("0::INT8", "''"),
            value if is_text => ("0::INT8", value),
            value => (value, "''"),
        };
        let has_place = list.sort == ProductSort::BestSelling && list.collection.is_some();
        let place = if has_place { "m.position" } else { "0::INT8" };
        let mut statement = format!(
            "WITH page AS (SELECT p.product_id, {number} AS number, {text} AS text, {place} AS place, p.id_order \
             FROM {from} WHERE {inside} ORDER BY {by} LIMIT {limit}) \
             SELECT 0::INT8 AS part, product_id, number, text, place, id_order FROM page"
        );
        for (part, test) in &outside {
            statement.push_str(&format!(
                " UNION ALL SELECT {part}::INT8 AS part, NULL::UUID AS product_id, 0::INT8 AS number, '' AS text, \
                 0::INT8 AS place, '' AS id_order WHERE EXISTS (SELECT 1 FROM {from} WHERE {conditions} AND {test})"
            ));
        }
        if list.with_total {
            statement.push_str(&format!(
                " UNION ALL SELECT 3::INT8 AS part, NULL::UUID AS product_id, count(*)::INT8 AS number, '' AS text, \
                 0::INT8 AS place, '' AS id_order FROM {from} WHERE {conditions}"
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
        let part = |row: &Row| row.get::<_, i64>("part");
        let has = |wanted: i64| rows.iter().any(|row| part(row) == wanted);
        let page = rows.iter().filter(|row| part(row) == 0);
        let mut page: Vec<(Key, Position)> = page.map(|row| self.row(row)).collect();
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
            total: total.map(|row| row.get::<_, i64>("number").unsigned_abs()),
        }
    }

    fn row(&self, row: &Row) -> (Key, Position) {
        let id: String = row.get("id_order");
        let position = Position {
            value: if self.is_text {
                SortValue::Text(row.get("text"))
            } else {
                SortValue::Number(row.get("number"))
            },
            id: if self.has_place {
                format!("{:010} {id}", row.get::<_, i64>("place"))
            } else {
                id
            },
        };
        (Key(row.get("product_id")), position)
    }
}
