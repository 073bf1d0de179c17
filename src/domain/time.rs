//! Instants: microseconds since 1970, as sources write them (ISO 8601) and as GraphQL shows them.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// An instant in microseconds since 1970-01-01T00:00:00Z. Also the unit of versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// 1970-01-01T00:00:00Z.
    pub const EPOCH: Self = Self(0);

    /// The present instant of the system clock.
    pub fn now() -> Self {
        Self(jiff::Timestamp::now().as_microsecond())
    }

    /// Reads ISO 8601 with an offset (`2024-01-31T10:00:00Z`, `…+02:00`, also with a space for the `T`) or a bare
    /// date (`2024-01-31`, midnight UTC). `None` when the text is neither.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(instant) = text.parse::<jiff::Timestamp>() {
            return Some(Self(instant.as_microsecond()));
        }
        text.parse::<jiff::civil::Date>()
            .ok()
            .filter(|_| text.len() == 10)?;
        let instant = format!("{text}T00:00:00Z")
            .parse::<jiff::Timestamp>()
            .ok()?;
        Some(Self(instant.as_microsecond()))
    }

    /// This instant moved by whole days.
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0 + days * 86_400_000_000)
    }
}

/// ISO 8601 in UTC with whole seconds and a `Z`: `2024-01-31T10:00:00Z`, as the Storefront API prints it.
impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_second(self.0.div_euclid(1_000_000)) {
            Ok(instant) => write!(formatter, "{instant}"),
            Err(_) => formatter.write_str("1970-01-01T00:00:00Z"),
        }
    }
}

/// Text in whole seconds for people's formats, exact microseconds in binary ones.
impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            serializer.serialize_i64(self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return i64::deserialize(deserializer).map(Self);
        }
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            de::Error::custom(format_args!(
                "`{text}` is not an instant such as 2024-01-31T10:00:00Z"
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_read_in_the_forms_that_exports_use_and_printed_in_one() {
        for text in [
            "2024-01-31T10:00:00Z",
            "2024-01-31T12:00:00+02:00",
            "2024-01-31 10:00:00+00:00",
            "2024-01-31T10:00:00.25Z",
        ] {
            let instant = Timestamp::parse(text).map(|instant| instant.to_string());
            assert_eq!(instant.as_deref(), Some("2024-01-31T10:00:00Z"), "{text}");
        }
        assert_eq!(
            Timestamp::parse("2024-01-31").unwrap().to_string(),
            "2024-01-31T00:00:00Z"
        );
        for text in ["", "yesterday", "2024-13-01", "2024-01-31T10:00:00"] {
            assert_eq!(Timestamp::parse(text), None, "{text}");
        }
    }
}
