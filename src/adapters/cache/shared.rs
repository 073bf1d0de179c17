//! The shared tier as the entities see it: bytes by slot, never an error.
//!
//! Implementations: Redis, and a map in process for tests. Both keep the rule of [`super::record::replaces`] atomically for
//! each slot, which makes a value of some version a floor of that version as well.

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;

use crate::{
    application::cached::{Change, Kind},
    domain::id::Key,
};

/// The place of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Slot {
    /// Its kind.
    pub kind: Kind,
    /// Its key.
    pub key: Key,
}

/// A tier that several nodes share. Whatever fails in it is a miss or a write that did not happen.
#[async_trait]
pub trait Shared: Send + Sync + 'static {
    /// The records in these slots, in their order, in one round trip.
    async fn get(&self, slots: &[Slot]) -> Vec<Option<Bytes>>;

    /// Offers records, each with the time for which it may be kept, in one round trip.
    async fn put(&self, records: Vec<(Slot, Bytes, Duration)>);

    /// Raises the floors of changed entities, soon.
    fn raise(&self, changes: &[Change]);
}
