//! The currencies of the Storefront API: codes, decimals, English names and symbols.

use std::sync::LazyLock;

use crate::domain::code::code_type;

code_type!(
    /// A currency, by its three-letter code.
    Currency, "currency", CODES.len(), |row| CODES[row]
);

/// The codes of the interface's `CurrencyCode`, which keeps some that ISO 4217 has withdrawn.
#[rustfmt::skip]
const CODES: [&str; 161] = [
    "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD",
    "BDT", "BGN", "BHD", "BIF", "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN",
    "BYR", "BZD", "CAD", "CDF", "CHF", "CLP", "CNY", "COP", "CRC", "CVE", "CZK", "DJF",
    "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS",
    "GIP", "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HRK", "HTG", "HUF", "IDR", "ILS",
    "INR", "IQD", "IRR", "ISK", "JEP", "JMD", "JOD", "JPY", "KES", "KGS", "KHR", "KID",
    "KMF", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL", "LTL", "LVL",
    "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK",
    "MXN", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN",
    "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SBD",
    "SCR", "SDG", "SEK", "SGD", "SHP", "SLL", "SOS", "SRD", "SSP", "STD", "STN", "SYP",
    "SZL", "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX",
    "USD", "UYU", "UZS", "VED", "VEF", "VES", "VND", "VUV", "WST", "XAF", "XCD", "XOF",
    "XPF", "XXX", "YER", "ZAR", "ZMW",
];

/// Code, name, symbol and decimals that ISO 4217's present list lacks (withdrawn or never in it), or where its
/// name or symbol does not read well on a price tag.
const OWN_FACTS: [(&str, &str, &str, u8); 10] = [
    ("ANG", "Netherlands Antillean guilder", "ƒ", 2),
    ("BYR", "Belarusian ruble (2000–2016)", "Br", 0),
    ("CHF", "Swiss franc", "CHF", 2),
    ("JEP", "Jersey pound", "£", 2),
    ("KID", "Kiribati dollar", "$", 2),
    ("LTL", "Lithuanian litas", "Lt", 2),
    ("LVL", "Latvian lats", "Ls", 2),
    ("SEK", "Swedish krona", "kr", 2),
    ("STD", "São Tomé and Príncipe dobra (1977–2018)", "Db", 2),
    ("VEF", "Venezuelan bolívar (2008–2018)", "Bs.F.", 2),
];

struct Facts {
    name: String,
    symbol: String,
    decimals: u8,
}

static FACTS: LazyLock<Vec<Facts>> = LazyLock::new(|| Currency::all().map(facts_of).collect());

fn facts_of(currency: Currency) -> Facts {
    let code = currency.code();
    if let Some((_, name, symbol, decimals)) = OWN_FACTS.iter().find(|facts| facts.0 == code) {
        return Facts {
            name: (*name).to_owned(),
            symbol: (*symbol).to_owned(),
            decimals: *decimals,
        };
    }
    let iso = iso_currency::Currency::from_code(code)
        .expect("a test holds that a code is in ISO 4217 or in OWN_FACTS");
    Facts {
        name: iso.name().to_owned(),
        symbol: iso.symbol().symbol,
        // Only `XXX` (no currency) has none; amounts in it are counted in hundredths like most.
        decimals: iso.exponent().map_or(2, |decimals| decimals as u8),
    }
}

impl Currency {
    /// The US dollar, which an import assumes when nothing says a currency.
    pub const USD: Self = Self::known("USD");
    /// The euro.
    pub const EUR: Self = Self::known("EUR");

    fn facts(self) -> &'static Facts {
        &FACTS[usize::from(self.0)]
    }

    /// The English name, such as `Euro`.
    pub fn name(self) -> &'static str {
        &self.facts().name
    }

    /// The symbol on price tags, such as `€`.
    pub fn symbol(self) -> &'static str {
        &self.facts().symbol
    }

    /// Digits after the decimal point: 0, 2 or 3.
    pub fn decimals(self) -> u8 {
        self.facts().decimals
    }

    /// Minor units in one unit: 1, 100 or 1000.
    pub fn minor_units(self) -> i64 {
        10_i64.pow(u32::from(self.decimals()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_currency_has_a_name_a_symbol_and_its_decimals() {
        for currency in Currency::all() {
            assert!(!currency.name().is_empty(), "{currency}");
            assert!(!currency.symbol().is_empty(), "{currency}");
            assert!(matches!(currency.decimals(), 0 | 2 | 3), "{currency}");
        }
        let facts = ["EUR", "JPY", "KWD", "LTL"].map(|code| {
            let currency = Currency::from_code(code).unwrap();
            (currency.name(), currency.symbol(), currency.decimals())
        });
        assert_eq!(
            facts,
            [
                ("Euro", "€", 2),
                ("Japanese yen", "¥", 0),
                ("Kuwaiti dinar", "د.ك", 3),
                ("Lithuanian litas", "Lt", 2),
            ]
        );
    }
}
