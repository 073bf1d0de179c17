//! Metrics of the tiers. Handles are made once, because the hit of an entity in process costs little more than its count.

use metrics::{Counter, Gauge};

/// Counters of one kind in one tier.
pub struct Meters {
    /// Asked for and there.
    pub hits: Counter,
    /// Asked for and not there, or not usable.
    pub misses: Counter,
    /// Stored.
    pub fills: Counter,
    /// Not stored, because older than what was announced or than what is held.
    pub refused_fills: Counter,
    /// Removed for lack of room or by age.
    pub evictions: Counter,
    /// Served past their time, because the store cannot be asked.
    pub stale: Counter,
    /// How many are held.
    pub entries: Gauge,
    /// Bytes held, as weighed.
    pub size_bytes: Gauge,
}

impl Meters {
    /// The meters of a kind in a tier, `memory` or `redis`.
    pub fn new(tier: &'static str, kind: &'static str) -> Self {
        let counter = |name| metrics::counter!(name, "tier" => tier, "kind" => kind);
        let gauge = |name| metrics::gauge!(name, "tier" => tier, "kind" => kind);
        Self {
            hits: counter("vitrina_cache_hits_total"),
            misses: counter("vitrina_cache_misses_total"),
            fills: counter("vitrina_cache_fills_total"),
            refused_fills: counter("vitrina_cache_refused_fills_total"),
            evictions: counter("vitrina_cache_evictions_total"),
            stale: counter("vitrina_cache_stale_total"),
            entries: gauge("vitrina_cache_entries"),
            size_bytes: gauge("vitrina_cache_size_bytes"),
        }
    }
}
