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
        time::Timestamp,
    },
};

/// Owner of ids derived for records that belong to the shop itself.
const SHOP: &str = "shop";

/// What the report says about variants without inventory policy.
const NO_POLICY: &str = "Variants without inventory policy are not sold beyond their stock (DENY).";

/// What is known before the first Shopify record is read.
#[derive(Debug, Clone)]
pub struct Known {
    /// Currency of base prices that tell none.
    pub currency: Currency,
    /// Whether a shop record tells the currency. If none does, the first base price may tell another one.
    pub currency_is_certain: bool,
    /// What the report says once a base price told no currency.
    pub currency_assumption: String,
    /// The markets there are, for price columns that name one.
    pub markets: Vec<MarketFact>,
}

impl Known {
    /// Reads a base price that tells no currency.
    fn amount(&mut self, text: &str, report: &mut ImportReport) -> Result<Money, AmountError> {
        if !self.currency_is_certain {
            self.currency_is_certain = true;
            report.assume(self.currency_assumption.as_str());
        }
        Ok(Money::new(
            parse_amount(text, self.currency)?,
            self.currency,
        ))
    }

    /// Settles the currency of base prices, which is one for the shop. The error says which other one it is.
    fn settle_currency(&mut self, told: Currency) -> Result<(), String> {
        if !self.currency_is_certain {
            (self.currency, self.currency_is_certain) = (told, true);
        }
        if told == self.currency {
            return Ok(());
        }
        Err(format!(
            "is in {told}, but base prices are in {}; export prices in the shop's currency, others belong in a price list",
            self.currency
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

/// A name as it stands in addresses: `Björk & Sons` becomes `björk-sons`.
fn slug(name: &str) -> String {
    let words = name.split(|character: char| !character.is_alphanumeric());
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join("-")
}

/// Exports tell whole seconds; a file's time has fractions, which the interface cannot show.
fn whole_seconds(instant: Timestamp) -> Timestamp {
    Timestamp(instant.0 - instant.0.rem_euclid(1_000_000))
}
