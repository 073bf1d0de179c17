//! Makes the types of closed code lists (currency, country, language): one table each, no second list of names.
//!
//! A value is the row number in its table, so it is one byte, cheap to copy and hash, and can be
//! made only from a code that the table has. The GraphQL enums are derived from the same tables.

use std::cmp::Ordering;

/// A text that is not in a closed list of codes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{code}` is not a known {kind} code")]
pub struct UnknownCode {
    /// What the list holds: `currency`, `country` or `language`.
    pub kind: &'static str,
    /// The text as it was given.
    pub code: String,
}

/// Orders two texts by bytes; `str`'s own order cannot be used in constants.
pub(super) const fn compare(left: &str, right: &str) -> Ordering {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    let mut at = 0;
    while at < left.len() && at < right.len() {
        if left[at] < right[at] {
            return Ordering::Less;
        }
        if left[at] > right[at] {
            return Ordering::Greater;
        }
        at += 1;
    }
    if left.len() < right.len() {
        Ordering::Less
    } else if left.len() > right.len() {
        Ordering::Greater
    } else {
        Ordering::Equal
    }
}

/// Defines a code type: its name, what the list holds, the number of rows, and the code of a row.
/// Rows are sorted by code, and there are at most 255 of them.
macro_rules! code_type {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $rows:expr, |$row:ident| $code:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u8);

        impl $name {
            /// The number of codes in the list.
            pub const COUNT: usize = $rows;

            const fn code_at($row: usize) -> &'static str {
                $code
            }

            /// The value of a code, written exactly as in the list.
            pub const fn from_code(code: &str) -> Option<Self> {
                let (mut low, mut high) = (0, Self::COUNT);
                while low < high {
                    let middle = (low + high) / 2;
                    match $crate::domain::code::compare(Self::code_at(middle), code) {
                        ::std::cmp::Ordering::Less => low = middle + 1,
                        ::std::cmp::Ordering::Greater => high = middle,
                        ::std::cmp::Ordering::Equal => return Some(Self(middle as u8)),
                    }
                }
                None
            }

            /// For constants: a code that the list is known to have.
            const fn known(code: &str) -> Self {
                match Self::from_code(code) {
                    Some(value) => value,
                    None => panic!("the code is not in the list"),
                }
            }

            /// The code, as in the list.
            pub const fn code(self) -> &'static str {
                Self::code_at(self.0 as usize)
            }

            /// Every value, in the order of the codes.
            pub fn all() -> impl ExactSizeIterator<Item = Self> {
                (0..Self::COUNT as u8).map(Self)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::domain::code::UnknownCode;

            fn from_str(code: &str) -> Result<Self, Self::Err> {
                Self::from_code(code).ok_or_else(|| $crate::domain::code::UnknownCode {
                    kind: $kind,
                    code: code.to_owned(),
                })
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.pad(self.code())
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.write_str(self.code())
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <::std::borrow::Cow<'de, str>>::deserialize(deserializer)?
                    .parse()
                    .map_err(::serde::de::Error::custom)
            }
        }
    };
}
pub(super) use code_type;

#[cfg(test)]
mod tests {
    use crate::domain::{country::Country, language::Language, money::Currency};

    #[test]
    fn every_code_is_found_again_and_the_tables_are_sorted() {
        for country in Country::all() {
            assert_eq!(country.code().parse(), Ok(country));
        }
        for language in Language::all() {
            assert_eq!(language.code().parse(), Ok(language));
        }
        for currency in Currency::all() {
            assert_eq!(currency.code().parse(), Ok(currency));
        }
        assert!(Country::all().is_sorted_by(|left, right| left.code() < right.code()));
        assert!(Language::all().is_sorted_by(|left, right| left.code() < right.code()));
        assert!(Currency::all().is_sorted_by(|left, right| left.code() < right.code()));
    }

    #[test]
    fn a_code_outside_the_list_is_refused_with_its_text() {
        for code in ["", "usd", "US", "USDX", "€"] {
            assert_eq!(Currency::from_code(code), None, "{code}");
        }
        assert_eq!(
            "XX".parse::<Country>().unwrap_err().to_string(),
            "`XX` is not a known country code"
        );
    }

    #[test]
    fn codes_are_texts_in_json() {
        let currency: Currency = serde_json::from_str("\"EUR\"").unwrap();
        assert_eq!(serde_json::to_string(&currency).unwrap(), "\"EUR\"");
        let refused = serde_json::from_str::<Currency>("\"EURO\"").unwrap_err();
        assert!(
            refused
                .to_string()
                .starts_with("`EURO` is not a known currency code")
        );
    }
}
