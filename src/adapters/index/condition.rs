//! What conditions of the list syntax read of a product in the index.

use super::{
    content::{Content, Text},
    dictionary::Dictionary,
    packed::Span,
    view::View,
};
use crate::{
    application::{
        contents::any_id,
        search::{FacetId, ProductEntry},
    },
    domain::{
        money::Currency,
        search_syntax::{Expr, Fields, Value},
        time::Timestamp,
    },
};

/// Ends each code; no text of a store has it.
const END: char = '\0';

/// What a code is, as its first sign.
const BARCODE: char = 'b';
const GIFT_CARD: char = 'g';
const HANDLE: char = 'h';
const SKU: char = 's';

/// Handle, codes of variants and whether it is a gift card, in one text: hardly a query reads them, so they take no more
/// room than their letters.
pub(super) fn codes_of(entry: &ProductEntry) -> String {
    let mut codes = String::new();
    let mut push = |kind, code: &str| {
        codes.push(kind);
        codes.extend(code.chars().filter(|sign| *sign != END));
        codes.push(END);
    };
    push(HANDLE, entry.product.handle());
    if entry.product.is_gift_card {
        push(GIFT_CARD, "");
    }
    let text = entry.variants.text();
    for variant in &entry.variants.rows {
        for (kind, code) in [(SKU, variant.sku), (BARCODE, variant.barcode)] {
            if let Some(code) = text.find(code) {
                push(kind, code);
            }
        }
    }
    codes
}

/// Whether a product fulfills a condition.
pub(super) fn fulfills(
    condition: &Expr,
    content: &Content,
    view: &View,
    row: usize,
    currency: Currency,
    dictionary: &Dictionary,
) -> bool {
    condition.matches(&RowFields {
        content,
        view,
        row,
        currency,
        dictionary,
    })
}

struct RowFields<'a> {
    content: &'a Content,
    view: &'a View,
    row: usize,
    currency: Currency,
    dictionary: &'a Dictionary,
}

impl RowFields<'_> {
    fn any_text(&self, facet: &FacetId, test: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
        let words = self.dictionary.read();
        let Some((group, _)) = words.group(facet) else {
            return false;
        };
        let pages = words.pages();
        let mut is_met = false;
        self.content.each_value(self.row, Span::Own, |value| {
            if !is_met && pages.group_of(value) == group {
                let value = words.value(value);
                is_met = value.surplus == 0 && test(Value::Keyword(&value.text));
            }
        });
        is_met
    }

    /// The codes of a kind.
    fn codes(&self, kind: char) -> impl Iterator<Item = &str> {
        let codes = self.content.text(self.row, Text::Codes).split(END);
        codes.filter_map(move |code| code.strip_prefix(kind))
    }

    fn any_code(&self, kind: char, test: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
        self.codes(kind).any(|code| test(Value::Keyword(code)))
    }
}

impl Fields for RowFields<'_> {
    fn any(&self, field: &str, test: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
        let (content, row) = (self.content, self.row);
        match field {
            "available_for_sale" => {
                test(Value::Boolean(super::bits::has(&self.view.available, row)))
            }
            "barcode" => self.any_code(BARCODE, test),
            "created_at" => test(Value::Instant(Timestamp(content.created[row]))),
            "gift_card" => {
                let is_gift_card = self.codes(GIFT_CARD).next().is_some();
                test(Value::Boolean(is_gift_card))
            }
            "handle" => self.any_code(HANDLE, test),
            "id" => any_id(content.id(row), test),
            "product_type" => self.any_text(&FacetId::ProductType, test),
            "published_at" => test(Value::Instant(Timestamp(content.listed_at[row]))),
            "sku" => self.any_code(SKU, test),
            "tag" => self.any_text(&FacetId::Tag, test),
            "title" => test(Value::Text(content.text(row, Text::Title))),
            "updated_at" => test(Value::Instant(Timestamp(content.updated[row]))),
            "variants.price" => content
                .variants_of(row)
                .filter_map(|variant| self.view.amounts.get(variant))
                .any(|amount| {
                    test(Value::Number(
                        amount as f64 / self.currency.minor_units() as f64,
                    ))
                }),
            "vendor" => self.any_text(&FacetId::Vendor, test),
            _ => false,
        }
    }
}
