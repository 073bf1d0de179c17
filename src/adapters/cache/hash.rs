//! The hash of a key is part of the key: a UUID of version 5 is a hash already.

use std::hash::{BuildHasherDefault, Hasher};

use crate::domain::id::Key;

/// Builds [`KeyHasher`]s.
pub type KeyHash = BuildHasherDefault<KeyHasher>;

/// Folds a key's two halves into one number. The six bits that are the same in all keys of one version meet random ones
/// of the other half.
#[derive(Debug, Default)]
pub struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn write(&mut self, bytes: &[u8]) {
        if let Some((first, rest)) = bytes.split_first_chunk::<8>()
            && let Some(second) = rest.first_chunk::<8>()
        {
            self.0 = u64::from_le_bytes(*first) ^ u64::from_le_bytes(*second).rotate_left(32);
        }
    }

    // The length of the key, which is the same for all.
    fn write_usize(&mut self, _: usize) {}

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Which of so many parts a key falls into; `parts` is a power of two.
pub fn part(key: Key, parts: usize) -> usize {
    usize::from(key.0.as_bytes()[0]) & (parts - 1)
}
