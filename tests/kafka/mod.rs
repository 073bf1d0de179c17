//! Kafka: the contract and its evolution, topics, producers.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod codec;
mod evolution;
mod examples;
mod fresh;
mod hostile;
mod producing;
mod topics;
#[allow(clippy::all, clippy::pedantic, missing_docs, reason = "generated")]
#[rustfmt::skip]
mod next_capnp;

use std::process::Command;

use vitrina::{
    adapters::kafka::{Envelope, Limits},
    domain::{event::Event, time::Timestamp},
};

/// The present of these tests.
const NOW: Timestamp = Timestamp(1_800_000_000_000_000);

fn limits() -> Limits {
    Limits::at(NOW)
}

/// The vitrina that these tests were built with.
fn vitrina(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vitrina"));
    command.args(arguments);
    command
}

fn envelope(event: Event) -> Envelope {
    Envelope {
        id: "b2f4".into(),
        source: "pim".into(),
        occurred_at: Timestamp(event.version.0 / 2 + 1),
        trace_parent: Some("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".into()),
        event,
    }
}
