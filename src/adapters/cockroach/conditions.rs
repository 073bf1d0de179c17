//! Conditions of the search syntax as SQL over the product's columns: portable, and the same products as
//! `domain::search_syntax` finds in process.
//!
//! Texts are compared in the forms that were worked out in process when the row was written (folded names, words
//! between spaces), so that no database folds them its own way. Every column is NOT NULL: NOT is safe.

use tokio_postgres::types::{ToSql, Type};

use crate::domain::{
    context::PriceContext,
    search_syntax::{Comparator, Expr, Term},
};

/// Parameters of a statement that is being put together.
#[derive(Default)]
pub(super) struct Bound {
    values: Vec<(Box<dyn ToSql + Sync + Send>, Type)>,
}

impl Bound {
    /// Adds a value and gives its placeholder, cast to its type.
    pub(super) fn add(&mut self, value: impl ToSql + Sync + Send + 'static, of: Type) -> String {
        let name = match of {
            Type::INT8 => "INT8",
            Type::UUID => "UUID",
            Type::TEXT_ARRAY => "TEXT[]",
            _ => "TEXT",
        };
        self.values.push((Box::new(value), of));
        format!("${}::{name}", self.values.len())
    }

    /// The values in order, with their types.
    pub(super) fn parameters(&self) -> Vec<(&(dyn ToSql + Sync), Type)> {
        let values = self.values.iter();
        let typed = values.map(|(value, of)| (&**value as &(dyn ToSql + Sync), of.clone()));
        typed.collect()
    }
}

/// Puts a condition on products (`p`) into SQL.
pub(super) fn condition(expr: &Expr, context: &PriceContext, bound: &mut Bound) -> String {
    let mut join = |all: &[Expr], with: &str, of_none: &str| {
        let all: Vec<String> = all
            .iter()
            .map(|one| condition(one, context, bound))
            .collect();
        if all.is_empty() {
            return of_none.to_owned();
        }
        format!("({})", all.join(with))
    };
    match expr {
        Expr::And(all) => join(all, " AND ", "true"),
        Expr::Or(any) => join(any, " OR ", "false"),
        Expr::Not(one) => format!("(NOT {})", condition(one, context, bound)),
        Expr::Term(term) => comparison(term, context, bound),
    }
}

fn comparison(term: &Term, context: &PriceContext, bound: &mut Bound) -> String {
    let field = term.field.as_deref().unwrap_or("title");
    let test = match field {
        "title" => prose("p.title_words", "p.title_sort", term, bound),
        "handle" => name("p.handle_key", term, bound),
        "vendor" => filled("p.vendor_key", term, bound),
        "product_type" => filled("p.type_key", term, bound),
        "id" => names("p.id_keys", term, bound),
        "tag" => names("p.tag_keys", term, bound),
        "sku" => names("p.sku_keys", term, bound),
        "barcode" => names("p.barcode_keys", term, bound),
        "created_at" => instant("p.created_at", term, bound),
        "updated_at" => instant("p.updated_at", term, bound),
        "published_at" => instant("p.listed_at", term, bound),
        "gift_card" => switch("p.is_gift_card", term),
        "available_for_sale" => {
            switch("o.is_available", term).map(|test| offer(&test, context, bound))
        }
        "variants.price" => amount(term, context, bound).map(|test| offer(&test, context, bound)),
        _ => None,
    };
    test.unwrap_or_else(|| "false".to_owned())
}

/// A condition on the product's offer (`o`) in the caller's context.
fn offer(test: &str, context: &PriceContext, bound: &mut Bound) -> String {
    let key = bound.add(context.key().0, Type::UUID);
    let now = bound.add(context.instant.0, Type::INT8);
    format!(
        "EXISTS (SELECT 1 FROM offer_summary AS o WHERE o.product_id = p.product_id AND o.price_context = {key} \
         AND o.valid_from <= {now} AND o.valid_until > {now} AND {test})"
    )
}

fn prose(words: &str, text: &str, term: &Term, bound: &mut Bound) -> Option<String> {
    match term.comparator {
        Comparator::Exists => Some(format!("{text} <> ''")),
        Comparator::Equal if !term.words().is_empty() => {
            let end = if term.prefix { "%" } else { " %" };
            // Words are letters and digits: nothing in them is a sign of LIKE.
            let pattern = bound.add(format!("% {}{end}", term.words().join(" ")), Type::TEXT);
            Some(format!("{words} LIKE {pattern}"))
        }
        _ => None,
    }
}

fn filled(column: &str, term: &Term, bound: &mut Bound) -> Option<String> {
    name(column, term, bound).map(|test| format!("({column} <> '' AND {test})"))
}

fn name(column: &str, term: &Term, bound: &mut Bound) -> Option<String> {
    match term.comparator {
        Comparator::Exists => Some(format!("{column} <> ''")),
        Comparator::Equal => {
            let (last, others) = term.keywords().split_last()?;
            let mut any = Vec::new();
            if !others.is_empty() {
                any.push(format!(
                    "{column} = ANY({})",
                    bound.add(others.to_vec(), Type::TEXT_ARRAY)
                ));
            }
            if term.prefix {
                any.push(format!(
                    "{column} LIKE {}",
                    bound.add(beginning(last), Type::TEXT)
                ));
            } else {
                any.push(format!(
                    "{column} = {}",
                    bound.add(last.clone(), Type::TEXT)
                ));
            }
            Some(format!("({})", any.join(" OR ")))
        }
        _ => None,
    }
}

fn names(column: &str, term: &Term, bound: &mut Bound) -> Option<String> {
    if term.comparator == Comparator::Equal && !term.prefix {
        term.keywords().first()?;
        let wanted = bound.add(term.keywords().to_vec(), Type::TEXT_ARRAY);
        return Some(format!("{column} && {wanted}"));
    }
    let test = name("t.value", term, bound)?;
    Some(format!(
        "EXISTS (SELECT 1 FROM unnest({column}) AS t(value) WHERE {test})"
    ))
}

/// A pattern for everything that begins so.
fn beginning(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 1);
    for sign in text.chars() {
        if matches!(sign, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(sign);
    }
    pattern.push('%');
    pattern
}

fn instant(column: &str, term: &Term, bound: &mut Bound) -> Option<String> {
    if term.comparator == Comparator::Exists {
        return Some("true".to_owned());
    }
    let (start, end) = term.period()?;
    let mut side = |sign: &str, at: i64| format!("{column} {sign} {}", bound.add(at, Type::INT8));
    Some(match term.comparator {
        Comparator::Less => side("<", start.0),
        Comparator::AtMost => side("<", end.0),
        Comparator::Greater => side(">=", end.0),
        Comparator::AtLeast => side(">=", start.0),
        Comparator::Equal | Comparator::Exists => {
            format!("({} AND {})", side(">=", start.0), side("<", end.0))
        }
    })
}

fn switch(column: &str, term: &Term) -> Option<String> {
    match term.comparator {
        Comparator::Exists => Some("true".to_owned()),
        Comparator::Equal => term.boolean().map(|value| format!("{column} = {value}")),
        _ => None,
    }
}

/// A condition on one of the amounts, in minor units: exact, because the nearest double of an amount is the one that
/// the same decimal reads as.
fn amount(term: &Term, context: &PriceContext, bound: &mut Bound) -> Option<String> {
    if term.comparator == Comparator::Exists {
        return Some("o.amounts <> '{}'".to_owned());
    }
    let number = term.number()?;
    let units = context.currency.minor_units() as f64;
    // The least amount that is not below the number, and whether it is the number.
    let mut least = (number * units).ceil().clamp(-9e15, 9e15) as i64;
    while (least - 1) as f64 / units >= number {
        least -= 1;
    }
    while (least as f64 / units) < number {
        least += 1;
    }
    let is_exact = least as f64 / units == number;
    let (sign, bound_at) = match term.comparator {
        Comparator::Less => ("<", least),
        Comparator::AtMost if is_exact => ("<=", least),
        Comparator::AtMost => ("<", least),
        Comparator::Greater if is_exact => (">", least),
        Comparator::Greater | Comparator::AtLeast => (">=", least),
        Comparator::Equal | Comparator::Exists if is_exact => ("=", least),
        Comparator::Equal | Comparator::Exists => return None,
    };
    let at = bound.add(bound_at, Type::INT8);
    Some(format!(
        "EXISTS (SELECT 1 FROM unnest(o.amounts) AS t(value) WHERE t.value {sign} {at})"
    ))
}
