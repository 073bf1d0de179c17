//! `MoneyV2`: an amount with its currency.

use async_graphql::SimpleObject;

use super::{codes::CurrencyCode, scalars::Decimal};
use crate::domain::money::Money;

/// An amount of money in a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SimpleObject)]
pub struct MoneyV2 {
    /// The amount as a decimal.
    pub amount: Decimal,
    /// What the amount is in.
    pub currency_code: CurrencyCode,
}

impl From<Money> for MoneyV2 {
    fn from(money: Money) -> Self {
        Self {
            amount: Decimal(money),
            currency_code: money.currency.into(),
        }
    }
}
