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
        if let Some(instant) = Self::parse_plain(text) {
            return Some(instant);
        }
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

    /// The form that Vitrina itself writes, `2024-01-31T10:00:00Z`, without what only some months have: a body read from a
    /// store holds several, and reading them in general costs as much as the rest of it.
    fn parse_plain(text: &str) -> Option<Self> {
        let bytes: &[u8; 20] = text.as_bytes().try_into().ok()?;
        let number = |from: usize, to: usize| {
            bytes[from..to].iter().try_fold(0_i64, |sum, byte| {
                byte.is_ascii_digit()
                    .then(|| sum * 10 + i64::from(byte - b'0'))
            })
        };
        let signs = [
            bytes[4], bytes[7], bytes[10], bytes[13], bytes[16], bytes[19],
        ];
        let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
        let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
        let is_plain = signs == *b"--T::Z"
            && (1..=12).contains(&month)
            && (1..=28).contains(&day)
            && hour < 24
            && minute < 60
            && second < 60;
        if !is_plain {
            return None;
        }
        // Years from March, so that the day that only some have is the last one.
        let (year, month) = if month > 2 {
            (year, month - 3)
        } else {
            (year - 1, month + 9)
        };
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        let days = year * 365 + leap_days + (153 * month + 2) / 5 + day - 1;
        /// Days from March of the year 0 to 1970.
        const EPOCH_DAYS: i64 = 719_468;
        let seconds = (((days - EPOCH_DAYS) * 24 + hour) * 60 + minute) * 60 + second;
        Some(Self(seconds * 1_000_000))
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
    fn the_plain_form_reads_as_the_general_one() {
        for year in [
            0, 1, 4, 99, 100, 400, 1582, 1900, 1969, 1970, 2000, 2024, 2100, 9999,
        ] {
            for (month, day) in [(1, 1), (2, 28), (3, 1), (7, 15), (12, 28)] {
                let text = format!("{year:04}-{month:02}-{day:02}T23:05:59Z");
                let general: jiff::Timestamp = text.parse().unwrap();
                let plain = Timestamp::parse_plain(&text).unwrap();
                assert_eq!(plain.0, general.as_microsecond(), "{text}");
            }
        }
        for text in [
            "2024-02-29T00:00:00Z",
            "2024-13-01T00:00:00Z",
            "2024-01-01T24:00:00Z",
            "2024-01-01 00:00:00Z",
            "2024-01-01T00:00:00z",
            "+024-01-01T00:00:00Z",
            "2024-01-01",
        ] {
            assert_eq!(Timestamp::parse_plain(text), None, "{text}");
        }
    }

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
