//! What facets count: values, prices and availability of the products of one chunk.
//!
//! Three ways, by how many products there are: a chunk that is there whole is counted by the lengths of its postings
//! and by what its view says of all, many products by intersecting postings, few by their own lists of values. The last
//! one jumps about in memory, so it first asks for what it will read and then reads it: loads that do not wait for each
//! other are several times faster.

use std::{hint::black_box, ops::Range};

use super::{
    bits,
    content::Content,
    dictionary::{GroupNumber, Pages},
    plan::{Selection, Test},
    view::{Offers, View},
};
use crate::application::search::FacetId;

/// Counts by value. Only what was counted is looked at again.
#[derive(Debug, Default)]
pub(super) struct Counter {
    counts: Vec<u32>,
    touched: Vec<u32>,
}

impl Counter {
    fn reset(&mut self, values: usize) {
        for value in self.touched.drain(..) {
            self.counts[value as usize] = 0;
        }
        if self.counts.len() < values {
            self.counts.resize(values, 0);
        }
    }

    fn add(&mut self, value: u32, products: u32) {
        let count = &mut self.counts[value as usize];
        if *count == 0 && products > 0 {
            self.touched.push(value);
        }
        *count += products;
    }

    /// The count of a value.
    pub(super) fn get(&self, value: u32) -> u32 {
        self.counts.get(value as usize).copied().unwrap_or(0)
    }

    /// All values that were counted.
    pub(super) fn touched(&self) -> &[u32] {
        &self.touched
    }
}

/// Counters of a query; kept for the next one.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// Products that match, by value, facets without a selection.
    pub matched: Counter,
    /// Facets with a selection, their own left out.
    pub selected: Counter,
    /// Products that match, by value that any of their variants has, passing or not: what coverage is worked out from
    /// where variants are selected.
    pub covered: Counter,
    /// Prices, and availability; a selection of their own left out.
    pub offers: Offers,
}

impl Counts {
    /// Makes them ready for a query.
    pub(super) fn reset(&mut self, values: usize) {
        self.matched.reset(values);
        self.selected.reset(values);
        self.covered.reset(values);
        self.offers = Offers::default();
    }
}

/// Which facets are counted.
#[derive(Debug)]
pub(super) struct Wanted {
    pub availability: bool,
    pub price: bool,
    /// By group: whether it is wanted, and whether variants have it.
    pub groups: Vec<(bool, bool)>,
    pub pages: Pages,
    /// Whether facets are ordered by coverage.
    pub by_coverage: bool,
}

impl Wanted {
    fn takes(&self, value: u32, part: Part) -> bool {
        let group = self.pages.group_of(value);
        // Groups made since are of states to come.
        let Some((is_wanted, of_variants)) = self.groups.get(group as usize).copied() else {
            return false;
        };
        match part {
            Part::All => is_wanted,
            Part::Own => is_wanted && !of_variants,
            Part::Union => is_wanted && of_variants,
            Part::Group(only) => group == only,
        }
    }
}

/// Which values of products are counted.
#[derive(Debug, Clone, Copy)]
enum Part {
    /// Those of the product and those of its variants.
    All,
    /// Those of the product.
    Own,
    /// Those of its variants.
    Union,
    /// Those of one group.
    Group(GroupNumber),
}

/// Lists that are made anew for each chunk.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    ranges: Vec<Range<u32>>,
    values: Vec<u32>,
    variants: Vec<u64>,
}

/// One product in so many is enough to count by postings.
const MANY: usize = 8;

/// Counts one chunk.
pub(super) struct Counting<'a> {
    pub content: &'a Content,
    pub view: &'a View,
    pub wanted: &'a Wanted,
    pub counts: &'a mut Counts,
    pub scratch: &'a mut Scratch,
}

impl Counting<'_> {
    /// Counts what nothing is selected of: over the products that match and, if given, over those of their variants
    /// that are in the set.
    pub(super) fn facets_without_selection(
        &mut self,
        matched: &[u64],
        variants: Option<&[u64]>,
        is_selected: impl Fn(&FacetId) -> bool,
    ) {
        let price = self.wanted.price && !is_selected(&FacetId::Price);
        let availability = self.wanted.availability && !is_selected(&FacetId::Availability);
        let Some(variants) = variants else {
            self.products(matched, Part::All, |counts| &mut counts.matched);
            self.offers(matched, None, price, availability);
            return;
        };
        self.products(matched, Part::Own, |counts| &mut counts.matched);
        self.offers(matched, Some(variants), price, availability);
        self.variants(matched, variants, Part::Union, |counts| &mut counts.matched);
        if self.wanted.by_coverage {
            self.products(matched, Part::Union, |counts| &mut counts.covered);
        }
    }

    /// Counts the facet of a selection: over products that pass all others and, if given, over those of their variants
    /// that are in the set.
    pub(super) fn facet_of_selection(
        &mut self,
        selection: &Selection,
        products: &[u64],
        variants: Option<&[u64]>,
    ) {
        match (&selection.test, variants) {
            (Test::Price(_), _) => self.offers(products, variants, self.wanted.price, false),
            (Test::Available { .. }, _) => {
                self.offers(products, variants, false, self.wanted.availability);
            }
            (Test::Values { group: None, .. }, _) => {}
            (
                Test::Values {
                    group: Some(group), ..
                },
                _,
            ) if !self.is_wanted(*group) => {}
            (
                Test::Values {
                    group: Some(group), ..
                },
                None,
            ) => {
                self.products(products, Part::Group(*group), |counts| &mut counts.selected);
            }
            (
                Test::Values {
                    group: Some(group), ..
                },
                Some(variants),
            ) => {
                let part = Part::Group(*group);
                self.variants(products, variants, part, |counts| &mut counts.selected);
            }
        }
    }

    fn is_wanted(&self, group: GroupNumber) -> bool {
        self.wanted
            .groups
            .get(group as usize)
            .is_some_and(|group| group.0)
    }

    /// Counts values of products.
    fn products(
        &mut self,
        products: &[u64],
        part: Part,
        counter: impl Fn(&mut Counts) -> &mut Counter,
    ) {
        let (content, wanted) = (self.content, self.wanted);
        let counter = counter(self.counts);
        let is_whole = products == &*content.live;
        if is_whole || bits::count(products) as usize * MANY > content.len() {
            for (value, rows) in content.postings.iter() {
                if wanted.takes(value, part) {
                    counter.add(
                        value,
                        if is_whole {
                            rows.len()
                        } else {
                            rows.count_in(products)
                        },
                    );
                }
            }
            return;
        }
        let ranges = &mut self.scratch.ranges;
        ranges.clear();
        ranges.extend(bits::iter(products).map(|row| match part {
            Part::All | Part::Group(_) => content.all_values_range(row),
            Part::Own => content.own_values_range(row),
            Part::Union => content.union_range(row),
        }));
        let values = content.values();
        let ends = ranges.iter().filter(|range| !range.is_empty());
        let ends = ends.map(|range| values[range.start as usize] ^ values[range.end as usize - 1]);
        black_box(ends.fold(0, |all, end| all ^ end));
        for range in ranges {
            for value in &values[range.start as usize..range.end as usize] {
                // What is not wanted is counted, too, because no one looks at it; but not among what is selected.
                if !matches!(part, Part::Group(_)) || wanted.takes(*value, part) {
                    counter.add(*value, 1);
                }
            }
        }
    }

    /// Counts values that variants in a set have, once a product.
    fn variants(
        &mut self,
        products: &[u64],
        variants: &[u64],
        part: Part,
        counter: impl Fn(&mut Counts) -> &mut Counter,
    ) {
        let (content, wanted) = (self.content, self.wanted);
        let counter = counter(self.counts);
        if bits::count(products) as usize * MANY > content.len() {
            let here = &mut self.scratch.variants;
            here.clear();
            here.resize(variants.len(), 0);
            for row in bits::iter(products) {
                for variant in content.variants_of(row) {
                    here[variant / 64] |= variants[variant / 64] & 1 << (variant % 64);
                }
            }
            for (value, rows) in content.variant_postings.iter() {
                if wanted.takes(value, part) {
                    counter.add(value, rows.count_owners_in(here, &content.owners));
                }
            }
            return;
        }
        let values = &mut self.scratch.values;
        for row in bits::iter(products) {
            values.clear();
            for variant in passing(content.variants_of(row), Some(variants)) {
                let own = content.values_of_variant(variant).iter().copied();
                values.extend(own.filter(|value| wanted.takes(*value, part)));
            }
            values.sort_unstable();
            values.dedup();
            for value in values.iter() {
                counter.add(*value, 1);
            }
        }
    }

    /// Counts prices and availability of products, by those of their variants that are in the set if one is given.
    fn offers(
        &mut self,
        products: &[u64],
        variants: Option<&[u64]>,
        price: bool,
        availability: bool,
    ) {
        let (content, view) = (self.content, self.view);
        let offers = &mut self.counts.offers;
        if variants.is_none() && products == &*content.live {
            if availability {
                offers.available += view.all.available;
                offers.unavailable += view.all.unavailable;
            }
            if price {
                offers.merge_prices(&view.all);
            }
            return;
        }
        let ranges = &mut self.scratch.ranges;
        ranges.clear();
        ranges.extend(bits::iter(products).map(|row| {
            let range = content.variants_of(row);
            range.start as u32..range.end as u32
        }));
        if price {
            let firsts = ranges
                .iter()
                .filter_map(|range| view.amounts.get(range.start as usize));
            black_box(firsts.fold(0, |all, amount| all ^ amount));
        }
        for range in ranges {
            let range = range.start as usize..range.end as usize;
            let passing = passing(range, variants);
            if price {
                offers.add_prices(
                    passing
                        .clone()
                        .filter_map(|variant| view.amounts.get(variant)),
                );
            }
            if availability {
                count_availability(view, passing, offers);
            }
        }
    }
}

/// The variants of a range that are in a set; all without one.
fn passing<'a>(
    range: Range<usize>,
    set: Option<&'a [u64]>,
) -> impl Iterator<Item = usize> + Clone + 'a {
    range.filter(move |variant| set.is_none_or(|set| bits::has(set, *variant)))
}

fn count_availability(view: &View, variants: impl Iterator<Item = usize>, offers: &mut Offers) {
    let (mut yes, mut no) = (false, false);
    for variant in variants {
        let for_sale = bits::has(&view.for_sale, variant);
        yes |= for_sale;
        no |= !for_sale;
    }
    offers.available += u64::from(yes);
    offers.unavailable += u64::from(no);
}
