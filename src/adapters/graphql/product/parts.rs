//! Small objects that products share with other types, and their ranges of prices.

use async_graphql::{SimpleObject, Value, parser::types::Field};

use crate::adapters::graphql::{
    at_once::InHand,
    enums::CountPrecision,
    money::MoneyV2,
    scope::{Scope, Texts},
    variant::clamped,
};

/// An exact number of things.
#[derive(Debug, Clone, SimpleObject)]
pub struct Count {
    /// How many.
    count: i32,
    /// Whether there may be more.
    precision: CountPrecision,
}

impl Count {
    /// An exact number.
    pub fn exact(count: usize) -> Self {
        Self {
            count: clamped(count as i64),
            precision: CountPrecision::Exact,
        }
    }
}

/// Lowest and highest price of a product's variants.
#[derive(Debug, Clone, SimpleObject)]
pub struct ProductPriceRange {
    /// The highest.
    pub max_variant_price: MoneyV2,
    /// The lowest.
    pub min_variant_price: MoneyV2,
}

impl InHand for ProductPriceRange {
    fn read(&self, field: &Field, scope: &Scope) -> Option<Value> {
        let price = match field.name.node.as_str() {
            "maxVariantPrice" => &self.max_variant_price,
            "minVariantPrice" => &self.min_variant_price,
            _ => return None,
        };
        price.0.select(&field.selection_set.node, scope)
    }
}

/// What search engines are told.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(name = "SEO")]
pub struct Seo {
    /// Description; null where the one shown serves.
    description: Option<String>,
    /// Title; null where the one shown serves.
    title: Option<String>,
}

impl Seo {
    /// The texts of a record, in the caller's language where there is one.
    pub fn of(texts: &Texts, title: Option<&str>, description: Option<&str>) -> Self {
        let shown = |field, own: Option<&str>| texts.get(field).or(own).map(str::to_owned);
        Self {
            description: shown("meta_description", description),
            title: shown("meta_title", title),
        }
    }
}
