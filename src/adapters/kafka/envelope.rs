//! An event with what it travels with, and how large it may be.

use uuid::Uuid;

use crate::domain::{event::Event, time::Timestamp};

/// Bytes of a record's value at most. Kafka is told the same, so that what can be sent can be read.
pub const MOST_BYTES: usize = 4 << 20;

/// Variants of a product, at most, in each of its aspects.
pub const MOST_VARIANTS: usize = 10_000;

/// Bytes of an event's id and of its source at most: both go into logs.
pub const MOST_NAME_BYTES: usize = 200;

/// An event as it travels.
#[derive(Debug, Clone, PartialEq)]
pub struct Envelope {
    /// Names the event in logs and among dead letters.
    pub id: String,
    /// The system that tells it.
    pub source: String,
    /// When it happened there.
    pub occurred_at: Timestamp,
    /// W3C trace context.
    pub trace_parent: Option<String>,
    /// What is told, with its version.
    pub event: Event,
}

impl Envelope {
    /// An event that a source tells at an instant, under an id of its own and without a trace.
    pub fn new(source: &str, occurred_at: Timestamp, event: Event) -> Self {
        Self {
            id: Uuid::new_v4().to_string(),
            source: source.to_owned(),
            occurred_at,
            trace_parent: None,
            event,
        }
    }
}

/// What the clock of the reader allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The present.
    pub now: Timestamp,
    /// Microseconds that versions and instants of happening may be ahead of it: one far ahead would outdo whatever
    /// comes until then.
    pub most_ahead_micros: i64,
}

impl Limits {
    /// A day ahead of the present at most.
    pub fn at(now: Timestamp) -> Self {
        Self {
            now,
            most_ahead_micros: 86_400_000_000,
        }
    }
}

/// Whether a text is a trace parent, `00-<32 hexadecimal digits>-<16>-<2>`. One that is not begins no trace, as the W3C
/// asks for, and does the event no harm.
pub(super) fn is_trace_parent(text: &str) -> bool {
    let mut parts = text.split('-');
    let is_hex = |part: Option<&str>, length: usize| {
        part.is_some_and(|part| {
            part.len() == length && part.bytes().all(|sign| sign.is_ascii_hexdigit())
        })
    };
    is_hex(parts.next(), 2)
        && is_hex(parts.next(), 32)
        && is_hex(parts.next(), 16)
        && is_hex(parts.next(), 2)
        && parts.next().is_none()
}
