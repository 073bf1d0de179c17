//! Which product is what: the traits of a product that decide its collections, as a pure function of seed and number.
//!
//! Products come in blocks of one fixed mix of kinds in random order, so that even a small catalog has every kind and
//! the mix does not depend on how many products there are. A product refers only to products of its own or the
//! preceding block. Names and prices are not made here.

use std::sync::LazyLock;

use super::{
    AS_OF,
    departments::{KIND_PLACES, Place},
    dice::{Dice, Realm},
    kinds::{KINDS, Kind},
    words::{Text, names},
};
use crate::domain::time::Timestamp;

/// The mix of a block: for each slot the kind and how many slots of that kind precede it.
static SLOTS: LazyLock<Vec<(usize, u64)>> = LazyLock::new(|| {
    let kinds = KINDS.iter().enumerate();
    kinds
        .flat_map(|(kind, table)| (0..u64::from(table.share)).map(move |nth| (kind, nth)))
        .collect()
});

/// How many products a block has.
pub(super) fn block_size() -> u64 {
    SLOTS.len() as u64
}

/// The catalog to be made.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// How many products, the gift card among them.
    pub(super) products: u64,
    /// The seed.
    pub(super) seed: u64,
    /// Where the names of each kind start, so that they differ between kinds and seeds.
    offsets: Vec<u64>,
}

/// A run of products with one of each slot.
#[derive(Debug)]
pub(super) struct Block {
    number: u64,
    /// Slot by position.
    slots: Vec<u8>,
    /// Sales rank within the block, by position.
    ranks: Vec<u8>,
}

/// The traits of a product that decide its collections, and its name.
#[derive(Debug, Clone)]
pub(super) struct Outline {
    /// Number of the product, from 1; 0 is the gift card.
    pub(super) number: u64,
    /// Its kind.
    pub(super) kind: &'static Kind,
    /// Its category.
    pub(super) place: Place,
    /// Name of its series.
    pub(super) series: String,
    /// What it is.
    pub(super) noun: Text,
    /// From 2 on when series and noun were used before.
    pub(super) edition: u64,
    /// Creation.
    pub(super) created_at: Timestamp,
    /// Reduced at present.
    pub(super) on_sale: bool,
    /// A good present.
    pub(super) gift: bool,
    /// Kept out of search engines by clients.
    pub(super) hidden: bool,
    /// Rank by sales, from 1.
    pub(super) rank: u64,
}

/// Products younger than this are new.
const NEW_DAYS: i64 = 30;
/// Products older than this can be reduced: a price from before the reduction has to be known.
const REDUCIBLE_DAYS: i64 = 120;

impl Outline {
    /// How many whole days it has been in the catalog.
    pub(super) fn age_days(&self) -> i64 {
        (AS_OF.0 - self.created_at.0) / 86_400_000_000
    }

    /// Whether it counts as a new arrival.
    pub(super) fn is_new(&self) -> bool {
        self.age_days() < NEW_DAYS
    }
}

impl Plan {
    /// The plan of a catalog.
    pub(super) fn new(products: u64, seed: u64) -> Self {
        let mut dice = Dice::new(seed, Realm::Catalog, 0);
        Self {
            products,
            seed,
            offsets: KINDS.iter().map(|_| u64::from(dice.bits())).collect(),
        }
    }

    /// How many blocks there are; the last one may be cut.
    pub(super) fn blocks(&self) -> u64 {
        self.products.saturating_sub(1).div_ceil(block_size())
    }

    /// The block with this number.
    pub(super) fn block(&self, number: u64) -> Block {
        let mut dice = Dice::new(self.seed, Realm::Block, number);
        let mut slots: Vec<u8> = (0..SLOTS.len() as u8).collect();
        let mut ranks = slots.clone();
        dice.shuffle(&mut slots);
        dice.shuffle(&mut ranks);
        Block {
            number,
            slots,
            ranks,
        }
    }

    /// The block that follows another.
    pub(super) fn block_after(&self, block: &Block) -> Block {
        self.block(block.number + 1)
    }

    /// The numbers of the products of a block.
    pub(super) fn numbers(&self, block: &Block) -> std::ops::Range<u64> {
        let first = block.first_number();
        first..(first + block_size()).min(self.products)
    }

    /// The traits of a product of a block.
    pub(super) fn outline(&self, block: &Block, number: u64) -> Outline {
        let position = (number - block.first_number()) as usize;
        let (kind_place, nth) = SLOTS[usize::from(block.slots[position])];
        let kind = KINDS[kind_place];
        let ordinal = block.number * u64::from(kind.share) + nth;
        let mut dice = Dice::new(self.seed, Realm::Outline, number);
        let age_minutes = dice.skewed(0.0, 1_600.0 * 1_440.0) as i64 + 200;
        let created_at = Timestamp(AS_OF.0 - age_minutes * 60_000_000);
        let old_enough = age_minutes > REDUCIBLE_DAYS * 1_440;
        let (series, noun, edition) = self.name(kind_place, ordinal);
        Outline {
            number,
            kind,
            place: KIND_PLACES[kind_place],
            series,
            noun,
            edition,
            created_at,
            // 165 of the 726 in a thousand that are old enough: 12 in a hundred of all.
            on_sale: dice.permille(165) && old_enough,
            gift: dice.permille(80),
            hidden: dice.permille(5),
            rank: block.number * block_size() + u64::from(block.ranks[position]) + 1,
        }
    }

    /// Series, noun and edition of the product that is the `ordinal`-th of its kind: a walk in strides through all
    /// pairs of series and noun, each once an edition.
    fn name(&self, kind_place: usize, ordinal: u64) -> (String, Text, u64) {
        const STRIDE: u64 = 7_919;
        let nouns = KINDS[kind_place].nouns;
        let series_count = (names::FIRST.len() * names::SECOND.len()) as u64;
        let pairs = series_count * nouns.len() as u64;
        let pair = ((ordinal % pairs) * STRIDE + self.offsets[kind_place]) % pairs;
        let (series, noun) = (pair % series_count, pair / series_count);
        let (first, second) = (
            series as usize % names::FIRST.len(),
            series as usize / names::FIRST.len(),
        );
        (
            [names::FIRST[first], names::SECOND[second]].concat(),
            nouns[noun as usize],
            ordinal / pairs + 1,
        )
    }
}

impl Block {
    fn first_number(&self) -> u64 {
        self.number * block_size() + 1
    }

    /// The numbers of this block's products of the kind at this place in [`KINDS`].
    pub(super) fn of_kind(&self, kind_place: usize) -> impl Iterator<Item = u64> + '_ {
        let first = self.first_number();
        self.slots
            .iter()
            .zip(first..)
            .filter(move |(slot, _)| SLOTS[usize::from(**slot)].0 == kind_place)
            .map(|(_, number)| number)
    }
}
