//! Shopify exports: product CSV and bulk-operation JSONL, read into catalog facts.
//!
//! Readers are fed rows and lines; they open no file. Prices that tell no currency are in the shop's.

pub mod bulk;
pub mod csv;

use crate::{
    application::import::ImportReport,
    domain::{
        event::MarketFact,
        money::{AmountError, Currency, Money, parse_amount},
    },
};

/// What is known before the first Shopify record is read.
#[derive(Debug, Clone)]
pub struct Known {
    /// Currency of prices that tell none.
    pub currency: Currency,
    /// What the report says once such a price was read; absent when the shop's record tells the currency.
    pub currency_assumption: Option<String>,
    /// The markets there are, for price columns that name one.
    pub markets: Vec<MarketFact>,
}

impl Known {
    /// Reads an amount in the shop's currency.
    fn amount(&mut self, text: &str, report: &mut ImportReport) -> Result<Money, AmountError> {
        if let Some(assumption) = self.currency_assumption.take() {
            report.assume(assumption);
        }
        Ok(Money::new(
            parse_amount(text, self.currency)?,
            self.currency,
        ))
    }
}

/// A field that cannot be used.
#[derive(Debug)]
struct Fault {
    field: String,
    reason: String,
    text: String,
}

impl Fault {
    fn new(field: impl Into<String>, reason: impl ToString, text: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            reason: reason.to_string(),
            text: text.into(),
        }
    }
}

/// A unit of weight as exports write it.
fn weight_unit(text: &str) -> Option<crate::domain::event::WeightUnit> {
    use crate::domain::event::WeightUnit;
    Some(match text.to_ascii_lowercase().as_str() {
        "g" | "gram" | "grams" => WeightUnit::Grams,
        "kg" | "kilogram" | "kilograms" => WeightUnit::Kilograms,
        "oz" | "ounce" | "ounces" => WeightUnit::Ounces,
        "lb" | "lbs" | "pound" | "pounds" => WeightUnit::Pounds,
        _ => return None,
    })
}
