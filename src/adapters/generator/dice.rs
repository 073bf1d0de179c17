//! Randomness that depends on the seed and on what it is for, never on what was drawn before elsewhere.
//!
//! Each product has its own stream of a ChaCha generator, so that product 17 is the same in a catalog of a hundred
//! and of a million. Only exact operations (integers, `+ - * /`, square roots) make numbers: `powf` and its like may
//! differ from one machine to the next.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// What numbers are drawn for; streams of different realms share nothing.
#[derive(Clone, Copy)]
pub(super) enum Realm {
    /// The order of kinds within a block of products.
    Block = 1,
    /// The traits of a product that decide its collections.
    Outline = 2,
    /// Everything else about a product.
    Product = 3,
    /// Its prices.
    Prices = 4,
    /// Its stock.
    Stock = 5,
    /// Choices for the whole catalog.
    Catalog = 6,
}

/// A stream of random choices.
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    /// The stream with this number in a realm.
    pub(super) fn new(seed: u64, realm: Realm, number: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed.rotate_left(8) ^ realm as u64);
        rng.set_stream(number);
        Self(rng)
    }

    /// A whole number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        self.0.random_range(low..=high)
    }

    /// A place in a list of `count` entries.
    pub(super) fn below(&mut self, count: usize) -> usize {
        self.0.random_range(0..count as u32) as usize
    }

    /// One entry of a list that is not empty.
    pub(super) fn pick<'a, T>(&mut self, entries: &'a [T]) -> &'a T {
        &entries[self.below(entries.len())]
    }

    /// `count` different entries of a list in their order there; all of them when it has no more.
    pub(super) fn pick_some<T: Copy>(&mut self, entries: &[T], count: usize) -> Vec<T> {
        let mut chosen = Vec::with_capacity(count.min(entries.len()));
        for (place, entry) in entries.iter().enumerate() {
            let wanted = count - chosen.len();
            if wanted == 0 {
                break;
            }
            if self.below(entries.len() - place) < wanted {
                chosen.push(*entry);
            }
        }
        chosen
    }

    /// True in so many of a thousand cases.
    pub(super) fn permille(&mut self, share: u32) -> bool {
        self.0.random_range(0..1000) < share
    }

    /// A number from 0 to below 1.
    pub(super) fn unit(&mut self) -> f64 {
        self.0.random::<f64>()
    }

    /// A number from `low` to `high` that is mostly near `low`.
    pub(super) fn skewed(&mut self, low: f64, high: f64) -> f64 {
        let unit = self.unit();
        low + (high - low) * unit * unit
    }

    /// 32 random bits.
    pub(super) fn bits(&mut self) -> u32 {
        self.0.random()
    }

    /// Brings a list into a random order.
    pub(super) fn shuffle<T>(&mut self, entries: &mut [T]) {
        for last in (1..entries.len()).rev() {
            entries.swap(last, self.below(last + 1));
        }
    }
}
