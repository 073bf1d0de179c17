//! What conditions of the list syntax read of a product in the index.

use super::{
    content::{Content, Text},
    dictionary::Dictionary,
    view::View,
};
use crate::{
    application::{contents::any_id, search::FacetId},
    domain::{
        money::Currency,
        search_syntax::{Expr, Fields, Value},
        time::Timestamp,
    },
};

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
        let values = self.content.values_of(self.row).iter();
        let mut values = values.filter(|value| pages.group_of(**value) == group);
        values.any(|value| {
            let value = words.value(*value);
            value.surplus == 0 && test(Value::Keyword(&value.text))
        })
    }
}

impl Fields for RowFields<'_> {
    fn any(&self, field: &str, test: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
        let (content, row) = (self.content, self.row);
        match field {
            "available_for_sale" => {
                test(Value::Boolean(super::bits::has(&self.view.available, row)))
            }
            "created_at" => test(Value::Instant(Timestamp(content.created[row]))),
            "id" => any_id(content.id(row), test),
            "product_type" => self.any_text(&FacetId::ProductType, test),
            "published_at" => test(Value::Instant(Timestamp(content.listed_at[row]))),
            "tag" => self.any_text(&FacetId::Tag, test),
            "title" => test(Value::Text(content.text(row, Text::Title))),
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
