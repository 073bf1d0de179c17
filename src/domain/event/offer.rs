//! Prices and stock of products: what changes hourly and by the second.

use serde::{Deserialize, Serialize};

use crate::domain::{money::Money, time::Timestamp};

/// All prices of a product.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct PricesFact {
    /// The product.
    pub product_id: String,
    /// Prices of each variant.
    pub variants: Vec<VariantPricesFact>,
}

/// All prices of a variant.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct VariantPricesFact {
    /// The variant.
    pub variant_id: String,
    /// The base price (no price list, quantity 1) and its overrides.
    pub prices: Vec<PriceFact>,
}

/// One price of a variant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PriceFact {
    /// Id of the price list; absent: the base price in the shop's currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_list_id: Option<String>,
    /// From how many on (price breaks); 1 is the ordinary price.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub minimum_quantity: i32,
    /// What one costs.
    pub price: Money,
    /// What it cost before, shown struck.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compare_at_price: Option<Money>,
    /// First instant of validity; absent: always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<Timestamp>,
    /// First instant after validity; absent: forever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Timestamp>,
}

/// All stock of a product.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct StockFact {
    /// The product.
    pub product_id: String,
    /// Stock of each variant.
    pub variants: Vec<VariantStockFact>,
}

/// Stock of a variant.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct VariantStockFact {
    /// The variant.
    pub variant_id: String,
    /// Quantity over all locations; absent: not tracked, always for sale.
    pub quantity: Option<i64>,
    /// What happens at zero.
    pub policy: InventoryPolicy,
    /// Quantity by location, where known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<StockLevelFact>,
}

/// What happens when nothing is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum InventoryPolicy {
    /// It is sold out.
    #[default]
    Deny,
    /// It can be ordered all the same.
    Continue,
}

/// Quantity at one location.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct StockLevelFact {
    /// The location.
    pub location_id: String,
    /// How many can be sold there.
    pub available: i64,
}

fn one() -> i32 {
    1
}

fn is_one(number: &i32) -> bool {
    *number == 1
}
