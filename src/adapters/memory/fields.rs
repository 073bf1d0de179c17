//! What conditions of the search syntax read of products, collections and content.

use super::snapshot::{ContentRecord, ProductRecord};
use crate::domain::{
    collection::Collection,
    context::PriceContext,
    event::ContentFact,
    money::Money,
    search_syntax::{Fields, Value},
    time::Timestamp,
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
                self.record.offer.summary(self.context).is_available,
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

/// An id matches as a whole and by the name at its end.
fn any_id(id: &str, test: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
    test(Value::Keyword(id))
        || id
            .rsplit_once('/')
            .is_some_and(|(_, name)| test(Value::Keyword(name)))
}

/// A collection or a piece of content as conditions see it.
pub(super) struct TextFields<'a> {
    id: &'a str,
    handle: &'a str,
    title: &'a str,
    updated_at: Timestamp,
    record: Option<&'a ContentRecord>,
}

impl<'a> TextFields<'a> {
    pub(super) fn collection(collection: &'a Collection) -> Self {
        Self {
            id: collection.id(),
            handle: collection.handle(),
            title: collection.title(),
            updated_at: collection.updated_at,
            record: None,
        }
    }

    pub(super) fn content(record: &'a ContentRecord) -> Self {
        Self {
            id: &record.id,
            handle: &record.handle,
            title: &record.title,
            updated_at: record.updated_at,
            record: Some(record),
        }
    }

    /// Fields that only some kinds of content have.
    fn any_own(&self, field: &str, test: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
        let Some(record) = self.record else {
            return false;
        };
        match (field, record.fact.as_ref()) {
            ("created_at", ContentFact::Page(page)) => {
                test(Value::Instant(page.created_at.unwrap_or(self.updated_at)))
            }
            ("created_at", _) => test(Value::Instant(self.updated_at)),
            ("published_at", ContentFact::Article(_)) => test(Value::Instant(record.published_at)),
            ("author", ContentFact::Article(article)) => test(Value::Text(&article.author.name)),
            ("blog_title", ContentFact::Article(_)) => test(Value::Text(&record.blog_title)),
            ("tag", ContentFact::Article(article)) => {
                article.tags.iter().any(|tag| test(Value::Keyword(tag)))
            }
            ("path", ContentFact::Redirect(redirect)) => test(Value::Keyword(&redirect.path)),
            ("target", ContentFact::Redirect(redirect)) => test(Value::Keyword(&redirect.target)),
            _ => false,
        }
    }
}

impl Fields for TextFields<'_> {
    fn any(&self, field: &str, test: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
        match field {
            "id" => any_id(self.id, test),
            "handle" => test(Value::Keyword(self.handle)),
            "title" => test(Value::Text(self.title)),
            "updated_at" => test(Value::Instant(self.updated_at)),
            field => self.any_own(field, test),
        }
    }
}
