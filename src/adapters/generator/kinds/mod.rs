//! Kinds of products: names, prices, materials, sizes and attributes of each. Tables only.
//!
//! A kind is also a drawing: its name is the one that pictures are asked for by.

mod home;
mod leisure;
mod living;
mod specs;
mod wear;

use std::sync::LazyLock;

pub(super) use specs::Spec;

use super::words::{Text, colors::Palette, materials::Material, scales::Scale};

/// A kind of product.
#[derive(Debug)]
pub(super) struct Kind {
    /// Name of its drawing.
    pub(super) name: &'static str,
    /// Handle of its category.
    pub(super) category: &'static str,
    /// The plural: product type and leaf of the taxonomy.
    pub(super) plural: Text,
    /// What products of this kind are called, each unique over all kinds.
    pub(super) nouns: &'static [Text],
    /// Cheapest and dearest, in dollars.
    pub(super) price: (i64, i64),
    /// Lightest and heaviest, in grams.
    pub(super) grams: (i64, i64),
    /// What it is made of.
    pub(super) materials: &'static [&'static Material],
    /// Whether the material is part of the name ("Oak Dining Table").
    pub(super) named_by_material: bool,
    /// Colors it comes in.
    pub(super) palette: &'static Palette,
    /// Sizes it comes in.
    pub(super) scale: Option<&'static Scale>,
    /// Attributes of its own.
    pub(super) specs: &'static [Spec],
    /// Kinds that are bought with it.
    pub(super) goes_with: &'static [&'static str],
    /// How many of a block of products are of this kind.
    pub(super) share: u32,
}

/// Every kind, department by department.
pub(super) static KINDS: LazyLock<Vec<&'static Kind>> = LazyLock::new(|| {
    let tables = [
        leisure::OUTDOOR,
        home::KITCHEN,
        home::FURNITURE,
        home::LIGHTING,
        wear::CLOTHING,
        wear::FOOTWEAR,
        wear::BAGS,
        living::AUDIO,
        leisure::SPORTS,
        living::GARDEN,
        leisure::CYCLING,
        living::TEXTILES,
        living::STATIONERY,
    ];
    tables.into_iter().flatten().collect()
});

/// Place of the kind with this name in [`KINDS`].
pub(super) fn place_of(name: &str) -> Option<usize> {
    KINDS.iter().position(|kind| kind.name == name)
}
