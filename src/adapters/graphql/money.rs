//! `MoneyV2`: an amount with its currency.

use async_graphql::{SimpleObject, Value, parser::types::Field};

use super::{
    at_once::{AtOnce, InHand},
    codes::CurrencyCode,
    scalars::Decimal,
    scope::Scope,
};
use crate::domain::money::Money;

/// An amount of money in a currency.
pub type MoneyV2 = AtOnce<Amount>;

/// An amount of money in a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SimpleObject)]
#[graphql(name = "MoneyV2")]
pub struct Amount {
    /// The amount as a decimal.
    pub amount: Decimal,
    /// What the amount is in.
    pub currency_code: CurrencyCode,
}

impl From<Money> for MoneyV2 {
    fn from(money: Money) -> Self {
        Self(Amount {
            amount: Decimal(money),
            currency_code: money.currency.into(),
        })
    }
}

impl InHand for Amount {
    fn read(&self, field: &Field, _: &Scope) -> Option<Value> {
        match field.name.node.as_str() {
            "amount" => Some(Value::String(self.amount.0.to_string())),
            "currencyCode" => Some(self.currency_code.value()),
            _ => None,
        }
    }
}
