//! Kafka: the contract that catalog systems write by, the topics that it lies on, and what sends it.
//!
//! `catalog.capnp` is the contract, `catalog_capnp` the code made from it; [`encode`] and [`decode`] stand between it and
//! the domain's events, so that nothing else knows of Cap'n Proto. A record is on the topic of its aspect, under the key
//! of its aggregate ([`topics`]).

#[allow(
    clippy::all,
    clippy::pedantic,
    clippy::unwrap_used,
    missing_docs,
    reason = "generated"
)]
#[rustfmt::skip]
pub mod catalog_capnp;

pub mod admin;
mod client;
mod decode;
mod encode;
mod envelope;
pub mod producer;
pub mod topics;

pub use client::{BrokerError, client};
pub use decode::{DecodeError, decode, decode_record};
pub use encode::{EncodeError, encode};
pub use envelope::{Envelope, Limits};
