//! What facets count: values, prices and availability of the products of one chunk.
//!
//! A chunk that is there whole is counted by the lengths of its postings and by what its view says of all; one that is
//! there for the most part, by them and by what is missing; few products, by the row of values that each has. Values that
//! only passing variants have are counted by intersecting postings where there are many.

use std::{hint::black_box, ops::Range};

use super::{
    bits,
    content::Content,
    dictionary::{GroupNumber, Pages},
    packed::{PackedVariants, Span},
    plan::{Selection, Test},
    view::{Offers, View},
};

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

    #[inline]
    pub(super) fn add(&mut self, value: u32, products: u32) {
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
    #[inline]
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

impl Part {
    fn span(self) -> Span {
        match self {
            Self::All | Self::Group(_) => Span::All,
            Self::Own => Span::Own,
            Self::Union => Span::Union,
        }
    }
}

/// Lists that are made anew for each chunk.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    values: Vec<u32>,
    variants: Vec<u64>,
    missing: Counter,
}

/// One product in so many is enough to count what variants have by postings.
const MANY: usize = 2;

/// Asks for what will be read of products before any of it is needed: reads that do not wait for each other are several
/// times faster.
fn touch(products: &[u64], read: impl Fn(usize) -> bool) {
    black_box(bits::iter(products).fold(false, |all, row| all ^ read(row)));
}

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
        [price, availability]: [bool; 2],
    ) {
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

    /// The same of one product.
    pub(super) fn product_without_selection(
        &mut self,
        row: usize,
        variants: Passing<'_>,
        [price, availability]: [bool; 2],
    ) {
        self.offers_of(row, variants, price, availability);
        if matches!(variants, Passing::All) {
            self.values_of(row, Part::All, |counts| &mut counts.matched);
            return;
        }
        self.values_of(row, Part::Own, |counts| &mut counts.matched);
        self.values_of_variants(row, variants, Part::Union, |counts| &mut counts.matched);
        if self.wanted.by_coverage {
            self.values_of(row, Part::Union, |counts| &mut counts.covered);
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
        match selection.test {
            Test::Price(_) => self.offers(products, variants, self.wanted.price, false),
            Test::Available { .. } => {
                self.offers(products, variants, false, self.wanted.availability);
            }
            Test::Values { group, .. } => {
                let Some(group) = group.filter(|group| self.is_wanted(*group)) else {
                    return;
                };
                let part = Part::Group(group);
                match variants {
                    None => self.products(products, part, |counts| &mut counts.selected),
                    Some(variants) => {
                        self.variants(products, variants, part, |counts| &mut counts.selected);
                    }
                }
            }
        }
    }

    /// The same of one product.
    pub(super) fn product_of_selection(
        &mut self,
        selection: &Selection,
        row: usize,
        variants: Passing<'_>,
    ) {
        match selection.test {
            Test::Price(_) => self.offers_of(row, variants, self.wanted.price, false),
            Test::Available { .. } => {
                self.offers_of(row, variants, false, self.wanted.availability);
            }
            Test::Values { group, .. } => {
                let Some(group) = group.filter(|group| self.is_wanted(*group)) else {
                    return;
                };
                let part = Part::Group(group);
                if matches!(variants, Passing::All) {
                    self.values_of(row, part, |counts| &mut counts.selected);
                } else {
                    self.values_of_variants(row, variants, part, |counts| &mut counts.selected);
                }
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
        if bits::count(products) * 2 <= bits::count(&content.live) {
            touch(products, |row| content.packed[row].is_live());
            for row in bits::iter(products) {
                self.values_of(row, part, &counter);
            }
            return;
        }
        let missing = &mut self.scratch.missing;
        missing.reset(self.counts.matched.counts.len());
        for (place, (live, there)) in content.live.iter().zip(products).enumerate() {
            for bit in bits::iter(&[live & !there]) {
                content.each_value(place * 64 + bit, part.span(), |value| missing.add(value, 1));
            }
        }
        let counter = counter(self.counts);
        for (value, rows) in content.postings.iter() {
            if wanted.takes(value, part) {
                counter.add(value, rows.len() - missing.get(value));
            }
        }
    }

    /// Counts values of a product.
    #[inline]
    fn values_of(&mut self, row: usize, part: Part, counter: impl Fn(&mut Counts) -> &mut Counter) {
        let counter = counter(self.counts);
        let wanted = self.wanted;
        self.content.each_value(row, part.span(), |value| {
            // What is not wanted is counted, too, because no one looks at it; but not among what is selected.
            if !matches!(part, Part::Group(_)) || wanted.takes(value, part) {
                counter.add(value, 1);
            }
        });
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
        if bits::count(products) as usize * MANY > content.len() {
            let counter = counter(self.counts);
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
        touch(products, |row| {
            content.packed_variants[row].count().is_some()
        });
        for row in bits::iter(products) {
            self.values_of_variants(row, Passing::Set(variants), part, &counter);
        }
    }

    /// Counts values that variants of a product in a set have.
    fn values_of_variants(
        &mut self,
        row: usize,
        variants: Passing<'_>,
        part: Part,
        counter: impl Fn(&mut Counts) -> &mut Counter,
    ) {
        let (content, wanted) = (self.content, self.wanted);
        let counter = counter(self.counts);
        // As with products, what is not wanted is counted where no one looks at it.
        let takes = |value| !matches!(part, Part::Group(_)) || wanted.takes(value, part);
        let packed = &content.packed_variants[row];
        let mask = match variants {
            Passing::Mask(mask) => Some(mask),
            Passing::Set(set) => packed.count().map(|count| {
                let first = content.variants_of(row).start;
                (0..count).fold(0, |mask, place| {
                    mask | u64::from(bits::has(set, first + place)) << place
                })
            }),
            Passing::All => None,
        };
        if let (Some(mask), Some(_)) = (mask, packed.count()) {
            let (mut seen, mut length) = ([0; PackedVariants::MOST], 0);
            packed.each(mask, |value| {
                if takes(value) && !seen[..length].contains(&value) {
                    seen[length] = value;
                    length += 1;
                    counter.add(value, 1);
                }
            });
            return;
        }
        let values = &mut self.scratch.values;
        values.clear();
        for variant in variants.of(content.variants_of(row)) {
            let own = content.values_of_variant(variant).iter().copied();
            values.extend(own.filter(|value| takes(*value)));
        }
        values.sort_unstable();
        values.dedup();
        for value in values.iter() {
            counter.add(*value, 1);
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
        let passing = variants.map_or(Passing::All, Passing::Set);
        touch(products, |row| match variants {
            None => view.offers[row].touch() == 0,
            Some(_) => view.amounts.get(content.variants_of(row).start).is_some(),
        });
        for row in bits::iter(products) {
            self.offers_of(row, passing, price, availability);
        }
    }

    /// Counts prices and availability of a product.
    #[inline]
    fn offers_of(&mut self, row: usize, variants: Passing<'_>, price: bool, availability: bool) {
        let (view, offers) = (self.view, &mut self.counts.offers);
        if matches!(variants, Passing::All) {
            view.count(row, price, availability, offers);
            return;
        }
        let passing = variants.of(self.content.variants_of(row));
        if price {
            let prices = passing.clone();
            offers.add_prices(prices.filter_map(|variant| view.amounts.get(variant)));
        }
        if availability {
            count_availability(view, passing, offers);
        }
    }
}

/// Which variants of a product pass.
#[derive(Debug, Clone, Copy)]
pub(super) enum Passing<'a> {
    All,
    /// Those in a set of the chunk's variants.
    Set(&'a [u64]),
    /// Those whose bit is set, counted from the product's first.
    Mask(u64),
}

impl Passing<'_> {
    /// Those of a product's variants.
    #[inline]
    fn of(self, range: Range<usize>) -> impl Iterator<Item = usize> + Clone {
        let first = range.start;
        range.filter(move |variant| match self {
            Self::All => true,
            Self::Set(set) => bits::has(set, *variant),
            Self::Mask(mask) => mask >> (variant - first) & 1 == 1,
        })
    }
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
