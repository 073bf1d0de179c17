//! Floors: the lowest version of each key that may still be kept, as announced on this node.
//!
//! They are bounded in number. The floor of a key is its own entry, or, when that was evicted, covered by the
//! **barrier**: the latest tick at which any evicted floor was raised. The argument is in the module above.

use std::{collections::VecDeque, time::Duration};

use rustc_hash::FxHashMap;

use super::clock::Tick;
use crate::domain::{id::Key, time::Timestamp};

/// Longest that a follower is behind, and so how long a key counts as just changed.
pub const RECENT: Duration = Duration::from_secs(10);

#[derive(Debug, Clone, Copy)]
struct Floor {
    version: Timestamp,
    raised_at: Tick,
}

/// The floors of some keys.
#[derive(Debug)]
pub struct Floors {
    capacity: usize,
    known: FxHashMap<Key, Floor>,
    /// The known keys, first raised first.
    order: VecDeque<Key>,
    barrier: Tick,
}

impl Floors {
    /// No floors yet, and at most so many later.
    pub fn new(capacity: usize) -> Self {
        Self {
            capacity: capacity.max(1),
            known: FxHashMap::default(),
            order: VecDeque::new(),
            barrier: Tick::NEVER,
        }
    }

    /// Notes that a key has this version now.
    pub fn raise(&mut self, key: Key, version: Timestamp, now: Tick) {
        if let Some(floor) = self.known.get_mut(&key) {
            if floor.version < version {
                *floor = Floor {
                    version,
                    raised_at: now,
                };
            }
            return;
        }
        if self.order.len() == self.capacity
            && let Some(evicted) = self.order.pop_front()
            && let Some(floor) = self.known.remove(&evicted)
        {
            self.barrier = self.barrier.max(floor.raised_at);
        }
        self.order.push_back(key);
        let raised_at = now;
        self.known.insert(key, Floor { version, raised_at });
    }

    /// Whether a value of this version, known to be current as of a tick, may be kept.
    pub fn admits(&self, key: Key, version: Timestamp, as_of: Tick) -> bool {
        match self.known.get(&key) {
            Some(floor) => floor.version <= version,
            // Two events of one tick are in no known order.
            None => self.barrier < as_of,
        }
    }

    /// Whether the key may have changed so recently that a follower does not know.
    pub fn is_recent(&self, key: Key, now: Tick) -> bool {
        let raised_at = self
            .known
            .get(&key)
            .map_or(self.barrier, |floor| floor.raised_at);
        now - RECENT <= raised_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: usize) -> Key {
        Key::of(&number.to_string())
    }

    #[test]
    fn a_floor_keeps_older_versions_out_and_never_sinks() {
        let mut floors = Floors::new(8);
        floors.raise(key(1), Timestamp(5), Tick(100));
        floors.raise(key(1), Timestamp(3), Tick(200));
        assert!(!floors.admits(key(1), Timestamp(4), Tick(300)));
        assert!(floors.admits(key(1), Timestamp(5), Tick(0)));
        assert!(floors.admits(key(2), Timestamp::EPOCH, Tick(0)));
    }

    #[test]
    fn an_evicted_floor_is_covered_by_the_instant_at_which_it_was_raised() {
        let mut floors = Floors::new(2);
        floors.raise(key(1), Timestamp(5), Tick(100));
        floors.raise(key(2), Timestamp(5), Tick(200));
        assert!(floors.admits(key(9), Timestamp(1), Tick(0)));
        floors.raise(key(3), Timestamp(5), Tick(300));
        for covered in [key(1), key(9)] {
            assert!(!floors.admits(covered, Timestamp(9), Tick(100)));
            assert!(floors.admits(covered, Timestamp(1), Tick(101)));
        }
        assert!(floors.admits(key(2), Timestamp(5), Tick(0)));
    }

    #[test]
    fn a_key_without_a_floor_counts_as_recent_while_an_evicted_floor_is() {
        let mut floors = Floors::new(1);
        let begin = Tick(0);
        assert!(!floors.is_recent(key(1), begin));
        floors.raise(key(1), Timestamp(5), begin);
        assert!(floors.is_recent(key(1), begin + RECENT));
        assert!(!floors.is_recent(key(1), begin + RECENT + Duration::from_micros(1)));
        assert!(!floors.is_recent(key(7), begin));
        floors.raise(key(2), Timestamp(5), begin + Duration::from_secs(1));
        assert!(floors.is_recent(key(7), begin + RECENT));
        assert!(!floors.is_recent(key(7), begin + RECENT * 2));
    }
}
