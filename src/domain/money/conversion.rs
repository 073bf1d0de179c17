//! A price in another currency: amount times rate, then the market's rounding, exact to the last step.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Currency, Money, parse_amount};

/// Parts of a [`Rate`] in one.
const MILLION: i64 = 1_000_000;

/// What one unit of a currency costs in another, in whole millionths; more than zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rate(i64);

impl Rate {
    /// One for one.
    pub const ONE: Self = Self(MILLION);

    /// A rate of so many millionths; `None` unless more than zero.
    pub const fn from_millionths(millionths: i64) -> Option<Self> {
        if millionths > 0 {
            Some(Self(millionths))
        } else {
            None
        }
    }

    /// The rate in millionths.
    pub const fn millionths(self) -> i64 {
        self.0
    }

    /// Reads a decimal such as `1.0825` with at most six digits after the point; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let digits =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(fraction) || fraction.len() > 6 {
            return None;
        }
        let millionths = format!("{whole}{fraction:0<6}").parse().ok()?;
        Self::from_millionths(millionths)
    }
}

/// As a decimal without needless zeros: `1.0825`.
impl fmt::Display for Rate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{}.{:06}", self.0 / MILLION, self.0 % MILLION);
        let shortest = text.trim_end_matches('0').trim_end_matches('.');
        formatter.write_str(shortest)
    }
}

/// Where a converted price lands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Rounding {
    /// The nearest minor unit, the upper one of two equally near.
    #[default]
    MinorUnit,
    /// The nearest multiple of a step in minor units (5 for Swiss cash prices), the upper one of two equally near.
    Step(i64),
    /// The nearest price with this ending, the upper one of two equally near, and never below the first such
    /// price; zero stays zero, so that what is free remains free. The ending 99 `within` 100 gives 12.99.
    Charm {
        /// The ending in minor units, from 0 to below `within`.
        ending: i64,
        /// The distance of two neighboring prices in minor units.
        within: i64,
    },
}

impl Rounding {
    /// Reads a rule for prices in the currency: `none`, a step such as `0.05`, or an ending such as `.99`.
    /// `None` for anything else, and for an ending in a currency without decimals.
    pub fn parse(text: &str, currency: Currency) -> Option<Self> {
        if text == "none" {
            return Some(Self::MinorUnit);
        }
        if let Some(ending) = text.strip_prefix('.') {
            let ending = parse_amount(&format!("0.{ending}"), currency).ok()?;
            let within = currency.minor_units();
            return (within > 1).then_some(Self::Charm { ending, within });
        }
        let step = parse_amount(text, currency).ok()?;
        (step > 0).then_some(Self::Step(step))
    }

    /// Rounds the fraction `numerator / denominator` of minor units; `denominator` is more than zero.
    fn apply(self, numerator: i128, denominator: i128) -> Option<i128> {
        let nearest_multiple = |numerator: i128, step: i64| {
            let step = i128::from(step.max(1));
            let unit = denominator.checked_mul(step)?;
            let half_up = numerator.checked_mul(2)?.checked_add(unit)?;
            half_up.div_euclid(unit.checked_mul(2)?).checked_mul(step)
        };
        match self {
            Self::MinorUnit => nearest_multiple(numerator, 1),
            Self::Step(step) => nearest_multiple(numerator, step),
            Self::Charm { .. } if numerator == 0 => Some(0),
            Self::Charm { ending, within } => {
                let ending = i128::from(ending);
                let above = numerator.checked_sub(ending.checked_mul(denominator)?)?;
                Some((nearest_multiple(above, within)? + ending).max(ending))
            }
        }
    }
}

/// The price in another currency. The product of amount and rate is rounded once, so no cent is lost on the way.
/// `None` when the result is beyond what an amount can hold.
pub fn convert(price: Money, rate: Rate, to: Currency, rounding: Rounding) -> Option<Money> {
    let numerator = i128::from(price.amount_minor)
        .checked_mul(i128::from(rate.0))?
        .checked_mul(i128::from(to.minor_units()))?;
    let denominator = i128::from(MILLION) * i128::from(price.currency.minor_units());
    let amount = rounding.apply(numerator, denominator)?;
    Some(Money::new(i64::try_from(amount).ok()?, to))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn currency(code: &str) -> Currency {
        Currency::from_code(code).unwrap()
    }

    fn converted(amount: i64, from: &str, rate: &str, to: &str, rounding: &str) -> String {
        let to = currency(to);
        convert(
            Money::new(amount, currency(from)),
            Rate::parse(rate).unwrap(),
            to,
            Rounding::parse(rounding, to).unwrap(),
        )
        .unwrap()
        .to_string()
    }

    #[test]
    fn prices_are_rounded_by_the_market_rule() {
        assert_eq!(converted(1_000, "EUR", "1.0825", "USD", "none"), "10.83");
        assert_eq!(converted(1_000, "EUR", "0.9537", "CHF", "0.05"), "9.55");
        assert_eq!(converted(1_000, "EUR", "1.0825", "USD", ".99"), "10.99");
        assert_eq!(converted(1_000, "EUR", "1.0443", "USD", ".99"), "9.99");
        assert_eq!(converted(30, "EUR", "1", "USD", ".99"), "0.99");
        assert_eq!(converted(0, "EUR", "1", "USD", ".99"), "0.0");
        assert_eq!(converted(1_000, "EUR", "162.345", "JPY", "none"), "1623.0");
        assert_eq!(converted(1_000, "EUR", "162.345", "JPY", "100"), "1600.0");
        assert_eq!(converted(1_000, "JPY", "0.006159", "EUR", "none"), "6.16");
        assert_eq!(converted(1_000, "EUR", "0.3333", "KWD", "none"), "3.333");
    }

    #[test]
    fn halves_go_up() {
        assert_eq!(converted(1, "EUR", "0.5", "EUR", "none"), "0.01");
        assert_eq!(converted(1_025, "EUR", "1", "EUR", "0.50"), "10.5");
        assert_eq!(converted(1_049, "EUR", "1", "EUR", ".99"), "10.99");
    }

    #[test]
    fn what_is_no_rate_or_rule_is_refused() {
        for text in [
            "",
            "0",
            "0.0",
            "-1",
            "1,5",
            "1.",
            ".5",
            "1.0000001",
            "1e3",
            "9999999999999",
        ] {
            assert_eq!(Rate::parse(text), None, "{text}");
        }
        assert_eq!(Rate::parse("1.0825").unwrap().to_string(), "1.0825");
        assert_eq!(Rate::ONE.to_string(), "1");
        for text in ["", "0", "half", ".999", ".", "-0.05"] {
            assert_eq!(Rounding::parse(text, Currency::EUR), None, "{text}");
        }
        assert_eq!(Rounding::parse(".99", currency("JPY")), None);
    }

    #[test]
    fn a_result_beyond_an_amount_is_none() {
        let rate = Rate::from_millionths(i64::MAX).unwrap();
        let price = Money::new(i64::MAX, currency("JPY"));
        assert_eq!(
            convert(price, rate, currency("KWD"), Rounding::MinorUnit),
            None
        );
    }

    proptest! {
        /// Against the definition: of all allowed prices, none is nearer to the exact product, and of two equally
        /// near ones the upper is taken.
        #[test]
        fn no_allowed_price_is_nearer(
            amount in 1_i64..2_000,
            millionths in 1_i64..3_000_000,
            rule in 0_usize..4,
        ) {
            let rule = [
                Rounding::MinorUnit,
                Rounding::Step(5),
                Rounding::Charm { ending: 99, within: 100 },
                Rounding::Charm { ending: 0, within: 10 },
            ][rule];
            let allowed = |price: i64| match rule {
                Rounding::MinorUnit => true,
                Rounding::Step(step) => price % step == 0,
                Rounding::Charm { ending, within } => price % within == ending,
            };
            let exact = amount * millionths;
            let nearest = (0..7_000)
                .filter(|price| allowed(*price))
                .min_by_key(|price| ((price * MILLION - exact).abs(), -price))
                .unwrap();
            let rate = Rate::from_millionths(millionths).unwrap();
            let price = convert(Money::new(amount, Currency::EUR), rate, Currency::USD, rule);
            prop_assert_eq!(price, Some(Money::new(nearest, Currency::USD)));
        }
    }
}
