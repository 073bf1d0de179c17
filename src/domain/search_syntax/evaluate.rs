//! Whether a document fulfills a condition.

use super::{Comparator, Term};
use crate::domain::{text, time::Timestamp};

/// What conditions see of a document.
pub trait Fields {
    /// Hands each value of a field to the test until one passes, and tells whether one did. A field without a value,
    /// or that the document does not know, hands over none.
    fn any(&self, field: &str, test: &mut dyn FnMut(Value<'_>) -> bool) -> bool;

    /// The same for words without a field, which are looked for in the title.
    fn any_free(&self, test: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
        self.any("title", test)
    }
}

/// A value of a document's field; its kind decides how a term's text compares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// Prose such as a title: has the term's words, one after the other.
    Text(&'a str),
    /// A name such as a tag, a vendor or a handle: equal as a whole.
    Keyword(&'a str),
    /// Equal or ordered by number.
    Number(f64),
    /// Within, before or after the term's moment, day, month or year.
    Instant(Timestamp),
    /// Equal to `true` or `false`.
    Boolean(bool),
}

/// A term's text, read once for every kind of value that it may meet.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Operand {
    words: Vec<String>,
    /// Folded; several when the text is a list with commas.
    keywords: Vec<String>,
    number: Option<f64>,
    /// From the first instant to before the second.
    period: Option<(Timestamp, Timestamp)>,
    boolean: Option<bool>,
}

impl Operand {
    pub(super) fn new(value: &str, phrase: bool, now: Timestamp) -> Self {
        let folded = text::fold(value.trim());
        let keywords = if phrase {
            vec![folded.clone().into_owned()]
        } else {
            let parts = folded.split(',').map(str::trim);
            parts
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect()
        };
        Self {
            words: text::words(&folded).map(str::to_owned).collect(),
            keywords,
            number: value
                .trim()
                .parse()
                .ok()
                .filter(|number: &f64| number.is_finite()),
            period: period(value.trim(), now),
            boolean: match &*folded {
                "true" => Some(true),
                "false" => Some(false),
                _ => None,
            },
        }
    }

    /// Whether there is nothing in it that a text could have: no letter and no digit.
    pub(super) fn is_silent(&self) -> bool {
        self.words.is_empty()
    }
}

/// The time that a text names, up to but without its end: a year, a month, a day, a second, or `now`.
fn period(text: &str, now: Timestamp) -> Option<(Timestamp, Timestamp)> {
    const SECOND: i64 = 1_000_000;
    if text == "now" {
        return Some((now, Timestamp(now.0 + 1)));
    }
    // Past the last year that can be written, all time is meant.
    let until = |end: String| Timestamp::parse(&end).unwrap_or(Timestamp(i64::MAX));
    let number = |part: &str| part.parse::<u32>().ok();
    let parts: Vec<_> = text.split('-').collect();
    match parts[..] {
        [year] if year.len() == 4 => {
            let start = Timestamp::parse(&format!("{year}-01-01"))?;
            Some((start, until(format!("{:04}-01-01", number(year)? + 1))))
        }
        [year, month] if year.len() == 4 && month.len() == 2 => {
            let start = Timestamp::parse(&format!("{year}-{month}-01"))?;
            let end = match number(month)? {
                12 => format!("{:04}-01-01", number(year)? + 1),
                month => format!("{year}-{:02}-01", month + 1),
            };
            Some((start, until(end)))
        }
        [_, _, day] if day.len() == 2 => {
            let start = Timestamp::parse(text)?;
            Some((start, start.plus_days(1)))
        }
        _ => {
            let start = Timestamp::parse(text).or_else(|| Timestamp::parse(&format!("{text}Z")))?;
            let whole = start.0 % SECOND == 0;
            Some((start, Timestamp(start.0 + if whole { SECOND } else { 1 })))
        }
    }
}

impl Term {
    /// The value's words, as they are looked for in prose.
    pub fn words(&self) -> &[String] {
        &self.operand.words
    }

    /// The value as names, folded; several when it is a list with commas. `prefix` concerns the last one.
    pub fn keywords(&self) -> &[String] {
        &self.operand.keywords
    }

    /// The value as a number.
    pub fn number(&self) -> Option<f64> {
        self.operand.number
    }

    /// The value as a time, up to but without its end.
    pub fn period(&self) -> Option<(Timestamp, Timestamp)> {
        self.operand.period
    }

    /// The value as a switch.
    pub fn boolean(&self) -> Option<bool> {
        self.operand.boolean
    }

    pub(super) fn matches(&self, document: &impl Fields) -> bool {
        let mut test = |value: Value<'_>| self.accepts(value);
        match &self.field {
            Some(field) => document.any(field, &mut test),
            None => document.any_free(&mut test),
        }
    }

    fn accepts(&self, value: Value<'_>) -> bool {
        let operand = &self.operand;
        match (self.comparator, value) {
            (Comparator::Exists, Value::Text(text) | Value::Keyword(text)) => !text.is_empty(),
            (Comparator::Exists, _) => true,
            (Comparator::Equal, Value::Text(text)) => self.in_words(text),
            (Comparator::Equal, Value::Keyword(keyword)) => self.is_keyword(keyword),
            (Comparator::Equal, Value::Boolean(value)) => operand.boolean == Some(value),
            (comparator, Value::Number(value)) => {
                operand.number.is_some_and(|number| match comparator {
                    Comparator::Less => value < number,
                    Comparator::AtMost => value <= number,
                    Comparator::Greater => value > number,
                    Comparator::AtLeast => value >= number,
                    Comparator::Equal | Comparator::Exists => value == number,
                })
            }
            (comparator, Value::Instant(value)) => {
                operand.period.is_some_and(|(start, end)| match comparator {
                    Comparator::Less => value < start,
                    Comparator::AtMost => value < end,
                    Comparator::Greater => value >= end,
                    Comparator::AtLeast => value >= start,
                    Comparator::Equal | Comparator::Exists => start <= value && value < end,
                })
            }
            // Texts and switches have no order.
            (_, Value::Text(_) | Value::Keyword(_) | Value::Boolean(_)) => false,
        }
    }

    /// Whether the text has the term's words one after the other, the last one as a prefix if asked.
    fn in_words(&self, text: &str) -> bool {
        let Some((last, before)) = self.operand.words.split_last() else {
            return false;
        };
        let folded = text::fold(text);
        let mut words = text::words(&folded);
        // A copy of the iterator is a place in the text: no list of the text's words is made.
        loop {
            let mut here = words.clone();
            if before.iter().all(|word| here.next() == Some(word)) {
                let found = match here.next() {
                    Some(word) if self.prefix => word.starts_with(last.as_str()),
                    Some(word) => word == last,
                    None => return false,
                };
                if found {
                    return true;
                }
            }
            if words.next().is_none() {
                return false;
            }
        }
    }

    fn is_keyword(&self, keyword: &str) -> bool {
        let folded = text::fold(keyword.trim());
        let Some((last, others)) = self.operand.keywords.split_last() else {
            return false;
        };
        others.iter().any(|other| *other == folded)
            || if self.prefix {
                folded.starts_with(last.as_str())
            } else {
                *last == folded
            }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Expr;
    use super::*;

    /// A product with more than one value in most fields.
    struct Product;

    impl Fields for Product {
        fn any(&self, field: &str, test: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
            let at = |text: &str| Value::Instant(Timestamp::parse(text).unwrap());
            let values = match field {
                "title" => vec![Value::Text("Crème T-Shirt, size 16:9 for Two Persons")],
                "vendor" => vec![Value::Keyword("Alpine Co")],
                "product_type" => vec![Value::Keyword("Shirts")],
                "tag" => vec![Value::Keyword("On Sale"), Value::Keyword("new")],
                "barcode" => vec![Value::Keyword("")],
                "variants.price" => vec![Value::Number(19.99), Value::Number(25.0)],
                "created_at" => vec![at("2024-03-15T10:00:00.5Z")],
                "available_for_sale" => vec![Value::Boolean(true)],
                _ => vec![],
            };
            values.into_iter().any(test)
        }
    }

    fn matches(query: &str) -> bool {
        let now = Timestamp::parse("2024-06-01").unwrap();
        Expr::parse(query, now).unwrap().matches(&Product)
    }

    #[test]
    fn fulfilled_conditions_match() {
        for query in [
            "",
            "shirt",
            "CREME",
            "crème t-shirt",
            "t-shirt",
            "\"for two\"",
            "\"for two pers\"*",
            "pers*",
            "16:9",
            "title:two",
            "vendor:'alpine co'",
            "vendor:alp*",
            "tag:new",
            "tag:'on sale'",
            "tag:ON\\ SALE",
            "tag_not:old",
            "product_type:hats,shirts",
            "product_type:hats,shi*",
            "variants.price:19.99",
            "variants.price:<20",
            "variants.price:<=19.99",
            "variants.price:>20",
            "variants.price:>=25.00",
            "created_at:2024",
            "created_at:2024-03",
            "created_at:2024-03-15",
            "created_at:'2024-03-15T10:00:00Z'",
            "created_at:<now",
            "created_at:<=2024",
            "created_at:>2023",
            "created_at:>2024-02",
            "created_at:>=2024-03-15",
            "created_at:<2024-04",
            "created_at:>'2024-03-15T09:00:00'",
            "created_at:<'2024-03-15T12:00:01+02:00'",
            "available_for_sale:true",
            "product_type:*",
            "-barcode:*",
            "-sku:*",
            "hat OR shirt",
            "shirt -hat",
            "tag:(old OR new)",
        ] {
            assert!(matches(query), "{query}");
        }
    }

    #[test]
    fn unfulfilled_conditions_do_not() {
        for query in [
            "hat",
            "shir",
            "\"two for\"",
            "persons*e",
            "shirts*",
            "title:''",
            "vendor:alpine",
            "vendor:lpine*",
            "tag:sale",
            "tag_not:new",
            "tag:a,b",
            "product_type:'hats,shirts'",
            "variants.price:20",
            "variants.price:>25",
            "variants.price:<19.99",
            "variants.price:cheap",
            "variants.price:NaN",
            "variants.price:<inf",
            "created_at:2023",
            "created_at:>2024",
            "created_at:<2024",
            "created_at:<2024-03-15",
            "created_at:>2024-03",
            "created_at:>'2024-03-15T10:00:00Z'",
            "created_at:yesterday",
            "created_at:2024-13",
            "created_at:99999",
            "available_for_sale:false",
            "available_for_sale:yes",
            "available_for_sale:>false",
            "vendor:>a",
            "barcode:*",
            "sku:1",
            "unknown:x",
            "shirt hat",
            "-shirt",
        ] {
            assert!(!matches(query), "{query}");
        }
    }

    #[test]
    fn the_last_month_and_year_end_where_time_does() {
        let now = Timestamp::EPOCH;
        let (start, end) = period("2024-12", now).unwrap();
        assert_eq!(
            (start.to_string(), end.to_string()),
            (
                "2024-12-01T00:00:00Z".to_owned(),
                "2025-01-01T00:00:00Z".to_owned()
            )
        );
        assert_eq!(period("9999", now).unwrap().1, Timestamp(i64::MAX));
        assert_eq!(period("2023-02-29", now), None);
    }

    /// A condition with what it must say about documents whose title is a subset of the words.
    fn conditions() -> impl Strategy<Value = (String, u8)> {
        /// For each of the words `a` to `c`: the documents, one bit each, that have it. Document n has the words
        /// whose bits n has.
        const HAVING: [u8; 3] = [0b1010_1010, 0b1100_1100, 0b1111_0000];
        let word = (0_usize..3).prop_map(|word| (["a", "b", "c"][word].to_owned(), HAVING[word]));
        word.prop_recursive(4, 30, 3, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 2..4).prop_map(|all| {
                    let texts: Vec<_> = all.iter().map(|(text, _)| text.as_str()).collect();
                    let documents = all
                        .iter()
                        .fold(0xff, |both, (_, documents)| both & documents);
                    (format!("({})", texts.join(" ")), documents)
                }),
                prop::collection::vec(inner.clone(), 2..4).prop_map(|any| {
                    let texts: Vec<_> = any.iter().map(|(text, _)| text.as_str()).collect();
                    let documents = any
                        .iter()
                        .fold(0, |either, (_, documents)| either | documents);
                    (format!("({})", texts.join(" OR ")), documents)
                }),
                // `AND` binds closer than `OR`, without parentheses.
                prop::collection::vec(inner.clone(), 3).prop_map(|of| {
                    let text = format!("({} OR {} AND {})", of[0].0, of[1].0, of[2].0);
                    (text, of[0].1 | (of[1].1 & of[2].1))
                }),
                inner
                    .clone()
                    .prop_map(|(text, documents)| (format!("-{text}"), !documents)),
                inner.prop_map(|(text, documents)| (format!("NOT {text}"), !documents)),
            ]
        })
    }

    struct Titled(String);

    impl Fields for Titled {
        fn any(&self, _: &str, test: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
            test(Value::Text(&self.0))
        }
    }

    proptest! {
        #[test]
        fn conditions_hold_as_logic_says((query, documents) in conditions()) {
            let expr = Expr::parse(&query, Timestamp::EPOCH).unwrap();
            for document in 0..8_u8 {
                let words = ["a", "b", "c"].iter().enumerate();
                let words = words.filter(|(bit, _)| document >> bit & 1 == 1).map(|(_, word)| *word);
                let title = Titled(words.collect::<Vec<_>>().join(" "));
                prop_assert_eq!(expr.matches(&title), documents >> document & 1 == 1, "{}", query);
            }
        }

        #[test]
        fn words_are_found_where_a_window_has_them(
            title in prop::collection::vec("[ab]{1,2}", 0..8),
            phrase in prop::collection::vec("[ab]{1,2}", 1..4),
            prefix in any::<bool>(),
        ) {
            let star = if prefix { "*" } else { "" };
            let query = format!("\"{}\"{star}", phrase.join(" "));
            let expr = Expr::parse(&query, Timestamp::EPOCH).unwrap();
            let (last, before) = phrase.split_last().unwrap();
            let found = title.windows(phrase.len()).any(|window| {
                let (end, start) = window.split_last().unwrap();
                start == before && if prefix { end.starts_with(last) } else { end == last }
            });
            prop_assert_eq!(expr.matches(&Titled(title.join(" "))), found);
        }
    }
}
