//! Floors: the lowest version of each key that may still be kept, as announced on this node.
//!
//! They are bounded in number. Those that were evicted are covered by the **barrier**: the latest tick at which any of them
//! was raised. The argument is in the module above.

use std::{
    collections::{VecDeque, hash_map::Entry},
    time::Duration,
};

use rustc_hash::FxHashMap;

use super::clock::Tick;
use crate::domain::{id::Key, time::Timestamp};

/// Longest that a follower is behind, and so how long a key counts as just changed.
pub const RECENT: Duration = Duration::from_secs(10);

#[derive(Debug, Clone, Copy)]
struct Floor {
    version: Timestamp,
    raised_at: Tick,
    /// When it was raised as it was put in order.
    queued_at: Tick,
}

/// The floors of some keys.
#[derive(Debug)]
pub struct Floors {
    capacity: usize,
    known: FxHashMap<Key, Floor>,
    /// The known keys, each once; the first one goes next unless it was raised since.
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
                floor.version = version;
                floor.raised_at = now;
            }
            return;
        }
        if self.known.len() == self.capacity {
            self.evict();
        }
        self.order.push_back(key);
        let floor = Floor {
            version,
            raised_at: now,
            queued_at: now,
        };
        self.known.insert(key, floor);
    }

    fn evict(&mut self) {
        while let Some(key) = self.order.pop_front() {
            let Entry::Occupied(mut floor) = self.known.entry(key) else {
                continue;
            };
            if floor.get().queued_at < floor.get().raised_at {
                floor.get_mut().queued_at = floor.get().raised_at;
                self.order.push_back(key);
            } else {
                self.barrier = self.barrier.max(floor.remove().raised_at);
                return;
            }
        }
    }

    /// Whether a value of this version, known to be current as of a tick, may be kept.
    pub fn admits(&self, key: Key, version: Timestamp, as_of: Tick) -> bool {
        // The floor may be lower than one that was evicted before it, so the barrier counts for its key too. Two events of one
        // tick are in no known order.
        let floor = self.known.get(&key);
        self.barrier < as_of && floor.is_none_or(|floor| floor.version <= version)
    }

    /// Whether the key may have changed so recently that a follower does not know.
    pub fn is_recent(&self, key: Key, now: Tick) -> bool {
        let floor = self.known.get(&key);
        let raised_at = floor.map_or(Tick::NEVER, |floor| floor.raised_at);
        now - RECENT <= raised_at.max(self.barrier)
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
        assert!(!floors.admits(key(2), Timestamp(5), Tick(100)));
        assert!(floors.admits(key(2), Timestamp(5), Tick(101)));
    }

    #[test]
    fn a_late_announcement_of_an_older_version_does_not_hide_an_evicted_floor() {
        let mut floors = Floors::new(1);
        floors.raise(key(1), Timestamp(5), Tick(100));
        floors.raise(key(2), Timestamp(5), Tick(200));
        floors.raise(key(1), Timestamp(3), Tick(300));
        assert!(!floors.admits(key(1), Timestamp(4), Tick(100)));
    }

    #[test]
    fn the_floor_that_was_not_raised_for_longest_goes_first() {
        let mut floors = Floors::new(2);
        floors.raise(key(1), Timestamp(5), Tick(100));
        floors.raise(key(2), Timestamp(5), Tick(200));
        floors.raise(key(1), Timestamp(6), Tick(300));
        floors.raise(key(3), Timestamp(5), Tick(400));
        assert!(!floors.admits(key(1), Timestamp(5), Tick(500)));
        assert!(floors.admits(key(2), Timestamp(1), Tick(201)));
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
