//! Money: whole minor units with a currency, read strictly and printed as the Storefront API prints it.
//!
//! Amounts are never floating point. Which price applies to whom is the context's business, not this module's.

mod conversion;
mod currency;
mod form;

pub use conversion::{Rate, Rounding, convert};
pub use currency::Currency;

use std::fmt;

/// An amount in a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    /// Whole minor units: cents for EUR, yen for JPY, thousandths for KWD.
    pub amount_minor: i64,
    /// What the amount is in.
    pub currency: Currency,
}

impl Money {
    /// An amount of minor units in a currency.
    pub const fn new(amount_minor: i64, currency: Currency) -> Self {
        Self {
            amount_minor,
            currency,
        }
    }
}

/// Bytes of the longest amount: a sign, 19 digits, a point and a zero.
const LONGEST_AMOUNT: usize = 22;

/// The amount alone, as a decimal with one digit after the point and no further needless zeros: `125.95`, `10.0`.
impl fmt::Display for Money {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = self.currency.minor_units().unsigned_abs();
        let amount = self.amount_minor.unsigned_abs();
        let mut fraction = amount % scale;
        let mut digits = usize::from(self.currency.decimals()).max(1);
        while digits > 1 && fraction.is_multiple_of(10) {
            fraction /= 10;
            digits -= 1;
        }
        // By hand from the last digit on: every page prints dozens of amounts.
        let mut text = [0_u8; LONGEST_AMOUNT];
        let mut start = text.len();
        let mut before = |byte: u8| {
            start -= 1;
            text[start] = byte;
        };
        for _ in 0..digits {
            before(b'0' + (fraction % 10) as u8);
            fraction /= 10;
        }
        before(b'.');
        let mut whole = amount / scale;
        loop {
            before(b'0' + (whole % 10) as u8);
            whole /= 10;
            if whole == 0 {
                break;
            }
        }
        if self.amount_minor < 0 {
            before(b'-');
        }
        let text = std::str::from_utf8(&text[start..]).expect("digits are ASCII");
        formatter.write_str(text)
    }
}

/// Why a text is no amount. Each message tells what to mend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// No text.
    #[error("the amount is empty; write a number such as 12.50")]
    Empty,
    /// Words, `NaN`, hexadecimal, a lone point.
    #[error("the amount is not a number; write digits such as 12.50")]
    NotANumber,
    /// `€10`, `10 EUR`.
    #[error("the amount has a currency symbol or code; write the number alone, such as 12.50")]
    CurrencySymbol,
    /// `1e5`.
    #[error("the amount has an exponent; write it out, such as 100000.00")]
    Exponent,
    /// `-1`.
    #[error("the amount is negative; prices start at 0")]
    Negative,
    /// `12,50`, `1.234,50`.
    #[error(
        "the amount has a decimal comma; write a decimal point and no thousands separator, such as 1234.50"
    )]
    DecimalComma,
    /// `1,234.50`, `1 234`, `1'234`, `1.234.567`.
    #[error("the amount has thousands separators; leave them out, such as 1234.50")]
    ThousandsSeparator,
    /// `12.345` euros.
    #[error("the amount has more than the {decimals} decimals of {currency}; round it first")]
    TooPrecise {
        /// What the amount was read as.
        currency: Currency,
        /// The digits that the currency has after the point.
        decimals: u8,
    },
    /// More than an `i64` of minor units.
    #[error("the amount is too large; the largest is {}", Money::new(i64::MAX, *currency))]
    TooLarge {
        /// What the amount was read as.
        currency: Currency,
    },
}

/// Reads an amount such as `1234.5` as minor units of the currency. Strict: digits, at most one decimal point, and
/// no value that would need rounding (`12.340` euros are fine, `12.345` are not). Spaces around it do not count.
pub fn parse_amount(text: &str, currency: Currency) -> Result<i64, AmountError> {
    let text = text.trim();
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) {
        return Err(reason(text));
    }
    let decimals = currency.decimals();
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > usize::from(decimals) {
        return Err(AmountError::TooPrecise { currency, decimals });
    }
    let padding = std::iter::repeat_n(b'0', usize::from(decimals) - fraction.len());
    whole
        .bytes()
        .chain(fraction.bytes())
        .chain(padding)
        .try_fold(0_i64, |amount, digit| {
            amount.checked_mul(10)?.checked_add(i64::from(digit - b'0'))
        })
        .ok_or(AmountError::TooLarge { currency })
}

/// What is wrong with a text that is not digits around at most one point.
fn reason(text: &str) -> AmountError {
    let number = |byte: u8| byte.is_ascii_digit() || b".,' -+eE".contains(&byte);
    if text.is_empty() {
        return AmountError::Empty;
    }
    if !text.bytes().any(|byte| byte.is_ascii_digit()) || text.starts_with(['.', '+']) {
        return AmountError::NotANumber;
    }
    if !text.bytes().all(number) {
        return without_currency(text);
    }
    if text.starts_with('-') {
        return AmountError::Negative;
    }
    if text.contains(['e', 'E']) {
        return AmountError::Exponent;
    }
    let last_comma = text.rfind(',');
    match (last_comma, text.rfind('.')) {
        // A comma after the last point, or alone with other than three digits behind it, stands for the point.
        (Some(comma), Some(point)) if comma > point => AmountError::DecimalComma,
        (Some(comma), None) if text.len() - comma - 1 != 3 => AmountError::DecimalComma,
        _ if text.contains([',', '\'', ' ']) || text.matches('.').count() > 1 => {
            AmountError::ThousandsSeparator
        }
        _ => AmountError::NotANumber,
    }
}

/// A text with other signs than a number's: money when a symbol or a code stands beside the digits.
fn without_currency(text: &str) -> AmountError {
    let beside = text.trim_matches(|sign: char| sign.is_ascii_digit() || ".,' -".contains(sign));
    let is_sign = |sign: char| !sign.is_ascii() || sign == '$';
    if beside.chars().any(|sign| sign.is_ascii_digit()) {
        AmountError::NotANumber
    } else if Currency::from_code(beside).is_some() || beside.contains(is_sign) {
        AmountError::CurrencySymbol
    } else {
        AmountError::NotANumber
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn currency(code: &str) -> Currency {
        Currency::from_code(code).unwrap()
    }

    #[test]
    fn amounts_print_without_needless_zeros() {
        for (amount, code, printed) in [
            (12_595, "EUR", "125.95"),
            (1_000, "EUR", "10.0"),
            (1_050, "EUR", "10.5"),
            (5, "EUR", "0.05"),
            (0, "EUR", "0.0"),
            (-1_205, "EUR", "-12.05"),
            (1_000, "JPY", "1000.0"),
            (1_234, "KWD", "1.234"),
            (1_200, "KWD", "1.2"),
            (i64::MIN, "EUR", "-92233720368547758.08"),
        ] {
            assert_eq!(Money::new(amount, currency(code)).to_string(), printed);
        }
    }

    #[test]
    fn plain_amounts_are_read() {
        for (text, code, amount) in [
            ("1234.50", "EUR", 123_450),
            (" 7 ", "EUR", 700),
            ("0", "EUR", 0),
            ("007.5", "EUR", 750),
            ("12.340", "EUR", 1_234),
            ("1000.00", "JPY", 1_000),
            ("0.125", "KWD", 125),
            ("92233720368547758.07", "EUR", i64::MAX),
        ] {
            assert_eq!(parse_amount(text, currency(code)), Ok(amount), "{text}");
        }
    }

    #[test]
    fn each_bad_amount_is_told_apart() {
        let euro = Currency::EUR;
        let too_large = AmountError::TooLarge { currency: euro };
        let too_precise = AmountError::TooPrecise {
            currency: euro,
            decimals: 2,
        };
        for (text, reason) in [
            ("", AmountError::Empty),
            ("  ", AmountError::Empty),
            ("NaN", AmountError::NotANumber),
            ("Infinity", AmountError::NotANumber),
            ("free", AmountError::NotANumber),
            ("0x10", AmountError::NotANumber),
            (".", AmountError::NotANumber),
            (".5", AmountError::NotANumber),
            ("5.", AmountError::NotANumber),
            ("+5", AmountError::NotANumber),
            ("10 apples", AmountError::NotANumber),
            ("1-2", AmountError::NotANumber),
            ("$10", AmountError::CurrencySymbol),
            ("10 €", AmountError::CurrencySymbol),
            ("12,50 €", AmountError::CurrencySymbol),
            ("EUR 10", AmountError::CurrencySymbol),
            ("1e5", AmountError::Exponent),
            ("1E-5", AmountError::Exponent),
            ("-1", AmountError::Negative),
            ("-1,50", AmountError::Negative),
            ("12,50", AmountError::DecimalComma),
            ("1.234,50", AmountError::DecimalComma),
            ("1,234.50", AmountError::ThousandsSeparator),
            ("1,234", AmountError::ThousandsSeparator),
            ("1 234.50", AmountError::ThousandsSeparator),
            ("1'234.50", AmountError::ThousandsSeparator),
            ("1.234.567", AmountError::ThousandsSeparator),
            ("12.345", too_precise),
            ("92233720368547758.08", too_large),
            ("99999999999999999999999", too_large),
        ] {
            assert_eq!(parse_amount(text, euro), Err(reason), "{text}");
        }
        assert_eq!(
            parse_amount("1.5", currency("JPY"))
                .unwrap_err()
                .to_string(),
            "the amount has more than the 0 decimals of JPY; round it first"
        );
        assert_eq!(
            too_large.to_string(),
            "the amount is too large; the largest is 92233720368547758.07"
        );
    }

    proptest! {
        #[test]
        fn a_printed_amount_reads_as_itself(amount in 0..=i64::MAX, row in 0..Currency::COUNT) {
            let currency = Currency::all().nth(row).unwrap();
            let printed = Money::new(amount, currency).to_string();
            prop_assert_eq!(parse_amount(&printed, currency), Ok(amount));
        }

        #[test]
        fn any_text_is_an_amount_or_has_a_reason(text in "[0-9.,' eE$€+-]{0,12}|\\PC{0,8}") {
            let plain = !text.trim().is_empty()
                && text.trim().bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
            if parse_amount(&text, Currency::EUR).is_ok() {
                prop_assert!(plain);
            }
        }
    }
}
