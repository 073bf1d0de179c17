//! A deterministic, believable catalog of any size.
//!
//! The catalog is a stream of events, made while it is read. Product 17 of a seed is the same in a catalog of a hundred
//! and of a million products (references to products of the first block that do not exist are left out), and the same
//! seed gives the same bytes on every machine: no clock, no hash map, no inexact mathematics.
//!
//! Memory does not grow with the catalog but for the members of collections: four bytes a membership while the last
//! pass runs, and the ids of one collection at a time.
//!
//! Nothing here reads or writes files; `commands::generate` does. All names, makers and texts are made up.

mod attributes;
mod collections;
mod content;
mod departments;
mod describe;
mod design;
mod dice;
mod gift;
mod guides;
mod ids;
mod journal;
mod kinds;
mod menus;
mod pictures;
mod plan;
mod prices;
mod product;
mod shop;
mod stock;
#[cfg(test)]
mod tests;
mod words;

use std::vec;

use crate::domain::{event::Event, time::Timestamp};
use plan::{Block, Plan};

/// The date that the catalog is told as of, 2026-01-01: the newest version in it is a few minutes older, "new"
/// products came within the month before, and reductions began within 24 days before.
pub const AS_OF: Timestamp = Timestamp(1_767_225_600_000_000);

/// What catalog to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GeneratorOptions {
    /// How many products, a gift card among them; fewer than four billion.
    pub products: u64,
    /// Which of the many possible catalogs.
    pub seed: u64,
}

/// The events of a catalog: settings, collections and content first, then each product with its translations, prices
/// and stock, and the members of the collections last.
pub fn generate(options: &GeneratorOptions) -> impl Iterator<Item = Event> + use<> {
    let plan = Plan::new(options.products, options.seed);
    let frame = [
        shop::events,
        collections::events,
        content::events,
        journal::events,
        guides::events,
        menus::events,
    ];
    frame
        .into_iter()
        .flat_map(|events| events())
        .chain(Products::new(plan.clone()))
        .chain(std::iter::once_with(move || collections::memberships(&plan)).flatten())
}

/// The events of all products, block by block.
struct Products {
    plan: Plan,
    /// The number of the next product.
    next: u64,
    /// The block of the next product.
    current: Block,
    /// The block before; the first one stands for itself.
    preceding: Option<Block>,
    /// Events of the product made last.
    ready: vec::IntoIter<Event>,
}

impl Products {
    fn new(plan: Plan) -> Self {
        Self {
            next: 0,
            current: plan.block(0),
            preceding: None,
            ready: Vec::new().into_iter(),
            plan,
        }
    }

    fn make(&mut self, number: u64) -> Vec<Event> {
        if number == 0 {
            return gift::events();
        }
        if !self.plan.numbers(&self.current).contains(&number) {
            let next = self.plan.block_after(&self.current);
            self.preceding = Some(std::mem::replace(&mut self.current, next));
        }
        let outline = self.plan.outline(&self.current, number);
        let neighbors = self.preceding.as_ref().unwrap_or(&self.current);
        product::events(&self.plan, outline, neighbors)
    }
}

impl Iterator for Products {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.ready.next() {
                return Some(event);
            }
            if self.next >= self.plan.products {
                return None;
            }
            self.ready = self.make(self.next).into_iter();
            self.next += 1;
        }
    }
}
