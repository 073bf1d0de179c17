//! What conditions of the search syntax read of products.

use super::snapshot::ProductRecord;
use crate::{
    application::contents::any_id,
    domain::{
        context::PriceContext,
        money::Money,
        search_syntax::{Fields, Value},
    },
};

/// A product as conditions see it, with prices in a context.
pub(super) struct ProductFields<'a> {
    pub record: &'a ProductRecord,
    pub context: &'a PriceContext,
}

impl Fields for ProductFields<'_> {
    fn any(&self, field: &str, test: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
        let (product, variants) = (&self.record.product, &self.record.variants);
        let text = variants.text();
        match field {
            "available_for_sale" => test(Value::Boolean(
                self.record.summary(self.context).is_available,
            )),
            "barcode" => variants
                .rows
                .iter()
                .filter_map(|variant| text.find(variant.barcode))
                .any(|barcode| test(Value::Keyword(barcode))),
            "sku" => variants
                .rows
                .iter()
                .filter_map(|variant| text.find(variant.sku))
                .any(|sku| test(Value::Keyword(sku))),
            "created_at" => test(Value::Instant(product.created_at)),
            "updated_at" => test(Value::Instant(product.updated_at)),
            "published_at" => product
                .published_at
                .is_some_and(|at| test(Value::Instant(at))),
            "gift_card" => test(Value::Boolean(product.is_gift_card)),
            "handle" => test(Value::Keyword(product.handle())),
            "id" => any_id(product.id(), test),
            "product_type" => filled(product.product_type()).is_some_and(test),
            "tag" => product.tags().any(|tag| test(Value::Keyword(tag))),
            "title" => test(Value::Text(product.title())),
            "variants.price" => variants
                .rows
                .iter()
                .filter_map(|variant| self.record.offer.prices.quote(variant.key, 1, self.context))
                .any(|quote| test(Value::Number(units(quote.price)))),
            "vendor" => filled(product.vendor()).is_some_and(test),
            _ => false,
        }
    }
}

/// The amount in units of its currency; the nearest double is the one that the same decimal reads as.
fn units(price: Money) -> f64 {
    price.amount_minor as f64 / price.currency.minor_units() as f64
}

fn filled(text: &str) -> Option<Value<'_>> {
    (!text.is_empty()).then_some(Value::Keyword(text))
}
