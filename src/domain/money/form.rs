//! The serde form of money: `{"amount": "125.95", "currencyCode": "EUR"}`; in binary formats minor units and code.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{Currency, Money, parse_amount};

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct MoneyForm<'a> {
    #[serde(borrow)]
    amount: Cow<'a, str>,
    currency_code: Currency,
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return (self.amount_minor, self.currency).serialize(serializer);
        }
        let form = MoneyForm {
            amount: self.to_string().into(),
            currency_code: self.currency,
        };
        form.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            let (amount_minor, currency) = Deserialize::deserialize(deserializer)?;
            return Ok(Self::new(amount_minor, currency));
        }
        let form = MoneyForm::deserialize(deserializer)?;
        let amount_minor = parse_amount(&form.amount, form.currency_code)
            .map_err(|error| de::Error::custom(format_args!("`{}`: {error}", form.amount)))?;
        Ok(Self::new(amount_minor, form.currency_code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_comes_back_from_its_form_and_bad_amounts_are_refused() {
        let money = Money::new(12_595, Currency::EUR);
        let form = serde_json::to_string(&money).unwrap();
        assert_eq!(form, r#"{"amount":"125.95","currencyCode":"EUR"}"#);
        assert_eq!(serde_json::from_str::<Money>(&form).unwrap(), money);
        for bad in [
            r#"{"amount":"1.234,50","currencyCode":"EUR"}"#,
            r#"{"amount":"1.0","currencyCode":"EURO"}"#,
            r#"{"amount":"1.0"}"#,
        ] {
            assert!(serde_json::from_str::<Money>(bad).is_err(), "{bad}");
        }
    }
}
