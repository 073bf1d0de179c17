//! Bytes to events, by the contract of `catalog.capnp`: strictly, within bounds, saying what to mend.
//!
//! Nothing is read beyond [`MOST_BYTES`], and reading takes no more steps than the message has words a few times over,
//! whatever its pointers say. A field of a later contract is passed over; a union member or enumerant of one makes the
//! event [`DecodeError::Future`], to be set aside rather than dropped.

mod content;
mod error;
mod offer;
mod product;
mod read;
mod setting;

use capnp::{
    message::{Reader, ReaderOptions},
    serialize::{BufferSegments, read_message_from_flat_slice},
};

pub use self::error::DecodeError;
use self::read::{text, union};
use super::{
    catalog_capnp::{event, removed},
    envelope::{Envelope, Limits, MOST_BYTES, MOST_NAME_BYTES, is_trace_parent},
    topics::{CatalogTopic, key_of},
};
use crate::{
    application::valid,
    domain::{
        event::{Event, Fact, RemovedFact, RemovedSearch, RemovedTranslation},
        time::Timestamp,
    },
};

/// Deepest nesting of structs and lists: menus nest, and the deepest that JSON can tell has some 30 levels of two each.
const NESTING: i32 = 80;

/// Words that may be read of a message, as a multiple of its own: fields are read once, but a list is counted with its
/// elements and again with what they point to.
const READ_TWICE: usize = 4;

/// The event of a record of a catalog topic: [`decode`], and whether the record lies where it belongs.
///
/// # Errors
/// [`DecodeError`] says what to mend.
pub fn decode_record(
    topic: CatalogTopic,
    key: Option<&[u8]>,
    value: Option<&[u8]>,
    limits: &Limits,
) -> Result<Envelope, DecodeError> {
    let envelope = decode(value.ok_or(DecodeError::NoValue)?, limits)?;
    let fact = &envelope.event.fact;
    let belongs = CatalogTopic::of(fact);
    if belongs != topic {
        return Err(DecodeError::WrongTopic { belongs });
    }
    let expected = key_of(fact);
    if key != Some(expected.as_bytes()) {
        return Err(DecodeError::WrongKey { expected });
    }
    Ok(envelope)
}

/// The event that bytes tell.
///
/// # Errors
/// [`DecodeError`] says what to mend.
pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Envelope, DecodeError> {
    if bytes.len() > MOST_BYTES {
        return Err(DecodeError::TooLarge {
            size_bytes: bytes.len(),
        });
    }
    let message = open(bytes)?;
    let root: event::Reader<'_> = message
        .get_root()
        .map_err(|error| DecodeError::of("", error))?;
    let id = name(root.has_id(), root.get_id(), "id")?;
    let source = name(root.has_source(), root.get_source(), "source")?;
    let trace_parent = text(root.get_trace_parent(), "traceParent")?;
    let version = clock("version", root.get_version(), limits)?;
    let occurred_at = clock("occurredAt", root.get_occurred_at(), limits)?;
    let mut fact = read_payload(root.get_payload())?;
    valid::check(&fact).map_err(|wrong| DecodeError::Invalid {
        field: wrong.field,
        reason: wrong.reason,
    })?;
    valid::drop_fractions(&mut fact);
    Ok(Envelope {
        id,
        source,
        occurred_at,
        trace_parent: Some(trace_parent).filter(|text| is_trace_parent(text)),
        event: Event { version, fact },
    })
}

/// Opens a message that fills its bytes.
fn open(bytes: &[u8]) -> Result<Reader<BufferSegments<&[u8]>>, DecodeError> {
    let mut options = ReaderOptions::new();
    options
        .nesting_limit(NESTING)
        .traversal_limit_in_words(Some(bytes.len() / 8 * READ_TWICE + 64));
    let mut rest = bytes;
    let message = read_message_from_flat_slice(&mut rest, options)
        .map_err(|error| DecodeError::of("", error))?;
    if !rest.is_empty() {
        return Err(DecodeError::Trailing {
            size_bytes: rest.len(),
        });
    }
    Ok(message)
}

/// An id or a source: there, and short enough for logs.
fn name(
    is_there: bool,
    read: capnp::Result<capnp::text::Reader<'_>>,
    field: &'static str,
) -> Result<String, DecodeError> {
    let name = text(read, field)?;
    if !is_there || name.is_empty() {
        return Err(DecodeError::invalid(field, "is missing or empty"));
    }
    if name.len() > MOST_NAME_BYTES {
        let reason = format!(
            "has {} bytes; it may have {MOST_NAME_BYTES}, because it goes into logs",
            name.len()
        );
        return Err(DecodeError::invalid(field, reason));
    }
    Ok(name)
}

/// An instant of the source's clock, which neither stands still nor runs far ahead.
fn clock(field: &'static str, micros: i64, limits: &Limits) -> Result<Timestamp, DecodeError> {
    if micros <= 0 {
        let reason = format!("is {micros}; set it to microseconds since 1970, above 0");
        return Err(DecodeError::invalid(field, reason));
    }
    let ahead_micros = micros.saturating_sub(limits.now.0);
    if ahead_micros > limits.most_ahead_micros {
        return Err(DecodeError::Ahead {
            field,
            micros,
            ahead_seconds: ahead_micros / 1_000_000,
        });
    }
    Ok(Timestamp(micros))
}

fn read_payload(payload: event::payload::Reader<'_>) -> Result<Fact, DecodeError> {
    use event::payload::Which;
    match union(payload.which(), "payload")? {
        Which::Product(of) => product::read(read::part(of, "product")?)
            .map(|fact| Fact::Product(Box::new(fact)))
            .map_err(|error| error.within("product")),
        Which::Prices(of) => offer::read_prices(read::part(of, "prices")?)
            .map(Fact::Prices)
            .map_err(|error| error.within("prices")),
        Which::Stock(of) => offer::read_stock(read::part(of, "stock")?)
            .map(Fact::Stock)
            .map_err(|error| error.within("stock")),
        Which::Collection(of) => content::read_collection(read::part(of, "collection")?)
            .map(|fact| Fact::Collection(Box::new(fact)))
            .map_err(|error| error.within("collection")),
        Which::Membership(of) => content::read_membership(read::part(of, "membership")?)
            .map(Fact::Membership)
            .map_err(|error| error.within("membership")),
        Which::Content(of) => content::read(read::part(of, "content")?)
            .map(|fact| Fact::Content(Box::new(fact)))
            .map_err(|error| error.within("content")),
        Which::Setting(of) => setting::read(read::part(of, "setting")?)
            .map(|fact| Fact::Setting(Box::new(fact)))
            .map_err(|error| error.within("setting")),
        Which::Removed(of) => read_removed(read::part(of, "removed")?)
            .map(Fact::Removed)
            .map_err(|error| error.within("removed")),
    }
}

fn read_removed(from: removed::Reader<'_>) -> Result<RemovedFact, DecodeError> {
    use removed::Which;
    Ok(match union(from.which(), "")? {
        Which::Product(id) => RemovedFact::Product(text(id, "product")?),
        Which::Prices(id) => RemovedFact::Prices(text(id, "prices")?),
        Which::Stock(id) => RemovedFact::Stock(text(id, "stock")?),
        Which::Collection(id) => RemovedFact::Collection(text(id, "collection")?),
        Which::Membership(id) => RemovedFact::Membership(text(id, "membership")?),
        Which::Page(id) => RemovedFact::Page(text(id, "page")?),
        Which::Blog(id) => RemovedFact::Blog(text(id, "blog")?),
        Which::Article(id) => RemovedFact::Article(text(id, "article")?),
        Which::Menu(id) => RemovedFact::Menu(text(id, "menu")?),
        Which::Policy(id) => RemovedFact::Policy(text(id, "policy")?),
        Which::Metaobject(id) => RemovedFact::Metaobject(text(id, "metaobject")?),
        Which::Redirect(id) => RemovedFact::Redirect(text(id, "redirect")?),
        Which::Shop(id) => RemovedFact::Shop(text(id, "shop")?),
        Which::Market(id) => RemovedFact::Market(text(id, "market")?),
        Which::PriceList(id) => RemovedFact::PriceList(text(id, "priceList")?),
        Which::Location(id) => RemovedFact::Location(text(id, "location")?),
        Which::Translation(of) => RemovedFact::Translation(RemovedTranslation {
            resource_id: text(of.get_resource_id(), "translation.resourceId")?,
            language: text(of.get_language(), "translation.language")?,
        }),
        Which::Search(of) => RemovedFact::Search(RemovedSearch {
            collection_id: read::optional(
                of.has_collection_id(),
                || of.get_collection_id(),
                "search.collectionId",
            )?,
        }),
    })
}
