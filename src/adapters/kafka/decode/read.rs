//! Fields one by one: texts, lists, numbers that may be absent. An error carries the path of the field; the path is put
//! together only for an error.

use capnp::{NotInSchema, text, text_list};

use super::DecodeError;
use crate::{
    adapters::kafka::{
        catalog_capnp::{ABSENT, ABSENT32},
        envelope::MOST_VARIANTS,
    },
    domain::{money::Currency, time::Timestamp},
};

/// Instants from 0001-01-01 to 9999-12-31: those that every form can write.
const INSTANTS: std::ops::Range<i64> = -62_135_596_800_000_000..253_402_300_800_000_000;

pub(super) fn text(
    read: capnp::Result<text::Reader<'_>>,
    field: &str,
) -> Result<String, DecodeError> {
    let text = read.map_err(|error| DecodeError::of(field, error))?;
    match text.to_str() {
        Ok(text) => Ok(text.to_owned()),
        Err(_) => Err(DecodeError::NotUtf8 {
            field: field.to_owned(),
        }),
    }
}

/// A text whose absence says something.
pub(super) fn optional<'a>(
    is_there: bool,
    read: impl FnOnce() -> capnp::Result<text::Reader<'a>>,
    field: &str,
) -> Result<Option<String>, DecodeError> {
    is_there.then(|| text(read(), field)).transpose()
}

pub(super) fn texts(
    read: capnp::Result<text_list::Reader<'_>>,
    field: &str,
) -> Result<Vec<String>, DecodeError> {
    let list = read.map_err(|error| DecodeError::of(field, error))?;
    // The length is not yet proven by anything that was read, so it reserves nothing.
    let mut texts = Vec::new();
    for (number, entry) in list.iter().enumerate() {
        let entry = match entry.map(|entry| entry.to_str()) {
            Ok(Ok(entry)) => entry.to_owned(),
            Ok(Err(_)) => {
                let field = format!("{field}[{number}]");
                return Err(DecodeError::NotUtf8 { field });
            }
            Err(error) => return Err(DecodeError::of(&format!("{field}[{number}]"), error)),
        };
        texts.push(entry);
    }
    Ok(texts)
}

/// A struct that a field points to.
pub(super) fn part<T>(read: capnp::Result<T>, field: &str) -> Result<T, DecodeError> {
    read.map_err(|error| DecodeError::of(field, error))
}

/// A struct that is not there, or read.
pub(super) fn optional_part<R, T>(
    is_there: bool,
    from: impl FnOnce() -> capnp::Result<R>,
    field: &str,
    read: impl FnOnce(R) -> Result<T, DecodeError>,
) -> Result<Option<T>, DecodeError> {
    if !is_there {
        return Ok(None);
    }
    let read = read(part(from(), field)?);
    read.map(Some).map_err(|error| error.within(field))
}

/// Reads each entry of a list.
pub(super) fn each<R, T>(
    list: impl Iterator<Item = R>,
    field: &str,
    read: impl Fn(R) -> Result<T, DecodeError>,
) -> Result<Vec<T>, DecodeError> {
    let mut entries = Vec::new();
    for (number, entry) in list.enumerate() {
        let entry = read(entry);
        entries.push(entry.map_err(|error| error.within(&format!("{field}[{number}]")))?);
    }
    Ok(entries)
}

/// Refuses more variants than a product may have, before any is read.
pub(super) fn within_bound(found: u32, field: &str) -> Result<(), DecodeError> {
    if found as usize > MOST_VARIANTS {
        return Err(DecodeError::TooMany {
            field: field.to_owned(),
            found: found as usize,
        });
    }
    Ok(())
}

/// What a union or an enum says, if this build knows it.
pub(super) fn union<T>(read: Result<T, NotInSchema>, field: &str) -> Result<T, DecodeError> {
    read.map_err(|NotInSchema(number)| DecodeError::Future {
        field: field.to_owned(),
        number,
    })
}

pub(super) fn instant(micros: i64, field: &str) -> Result<Option<Timestamp>, DecodeError> {
    match micros {
        ABSENT => Ok(None),
        _ if INSTANTS.contains(&micros) => Ok(Some(Timestamp(micros))),
        _ => {
            let reason = format!(
                "{micros} is outside the years 1 to 9999; mind that the unit is microseconds"
            );
            Err(DecodeError::invalid(field, reason))
        }
    }
}

pub(super) fn absent64(number: i64) -> Option<i64> {
    (number != ABSENT).then_some(number)
}

pub(super) fn absent32(number: i32) -> Option<i32> {
    (number != ABSENT32).then_some(number)
}

pub(super) fn unsaid(number: u32) -> Option<u32> {
    (number != u32::MAX).then_some(number)
}

/// A fraction that may be absent.
pub(super) fn fraction(number: f64, field: &str) -> Result<Option<f64>, DecodeError> {
    if number.is_nan() {
        return Ok(None);
    }
    finite(number, field).map(Some)
}

pub(super) fn finite(number: f64, field: &str) -> Result<f64, DecodeError> {
    if !number.is_finite() {
        return Err(DecodeError::invalid(field, "is not a number"));
    }
    Ok(number)
}

/// A currency by its code.
pub(super) fn currency(
    read: capnp::Result<text::Reader<'_>>,
    field: &str,
) -> Result<Currency, DecodeError> {
    let code = read.map_err(|error| DecodeError::of(field, error))?;
    let code = String::from_utf8_lossy(code.as_bytes());
    Currency::from_code(&code).ok_or_else(|| {
        let short: String = code.chars().take(16).collect();
        DecodeError::invalid(field, format!("`{short}` is no code of ISO 4217"))
    })
}

/// A currency that may be absent.
pub(super) fn optional_currency<'a>(
    is_there: bool,
    read: impl FnOnce() -> capnp::Result<text::Reader<'a>>,
) -> Result<Option<Currency>, DecodeError> {
    is_there.then(|| currency(read(), "currency")).transpose()
}
