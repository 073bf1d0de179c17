//! One query over one state, chunk by chunk: which products match, and what facets count.
//!
//! Sets of products and variants are bits. A selection is the set of those that pass it. A product matches when it
//! passes the selections of products and one of its variants passes all selections of variants. For a selected facet
//! the same is asked with its own selection left out: in one pass, because leaving one out of a handful of sets costs
//! nothing beside making them.

use std::ops::Range;

use super::{
    bits,
    content::Content,
    dictionary::{GroupNumber, Pages},
    order::{Facts, Page, Rank},
    plan::{Plan, Selection, Test},
    state::{Chunk, Members, State},
    text::TextMatches,
    view::{Offers, View},
};
use crate::{
    application::search::{FacetId, SearchRequest, SearchSort, Unavailable},
    domain::page::Position,
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
}

impl Wanted {
    /// Whether a group is wanted; with `own_only` only those that products have themselves.
    fn has(&self, group: GroupNumber, own_only: bool) -> bool {
        // Groups made since are of states to come.
        let group = self.groups.get(group as usize);
        group.is_some_and(|(is_wanted, of_variants)| *is_wanted && !(own_only && *of_variants))
    }
}

/// What a query found.
#[derive(Debug)]
pub(super) struct Found {
    pub rows: Vec<(Rank, Position)>,
    pub has_previous: bool,
    pub has_next: bool,
    pub total: u64,
}

/// A query.
pub(super) struct Run<'a> {
    pub state: &'a State,
    pub request: &'a SearchRequest,
    pub plan: &'a Plan,
    pub matches: Option<&'a TextMatches>,
    /// `None` when no facet is wanted.
    pub wanted: Option<&'a Wanted>,
    pub condition: &'a dyn Fn(&Content, &View, usize) -> bool,
}

/// Sets of one chunk; kept for the next one.
#[derive(Debug, Default)]
struct Sets {
    base: Vec<u64>,
    /// By selection.
    selected: Vec<Vec<u64>>,
    products: Vec<u64>,
    variants: Vec<u64>,
    others: Vec<u64>,
    matched: Vec<u64>,
    scores: Vec<u32>,
    positions: Vec<u32>,
    values: Vec<u32>,
}

impl Run<'_> {
    /// Finds, counting on the way.
    pub(super) fn run(&self, mut page: Page<'_>, counts: &mut Counts) -> Found {
        let empty = Members::default();
        let members = self
            .request
            .collection
            .map(|key| self.state.collections.get(&key).unwrap_or(&empty));
        let mut sets = Sets::default();
        for (place, chunk) in self.state.chunks.iter().enumerate() {
            let first = (place * self.state.chunk_rows) as u32;
            if !self.candidates(chunk, first, members.map(|members| &**members), &mut sets) {
                continue;
            }
            let view = chunk.view(self.plan.context, &self.request.price, &self.state.lists);
            self.restrict(chunk, &view, &mut sets);
            self.select(chunk, &view, &mut sets);
            if let Some(wanted) = self.wanted {
                self.count(chunk, &view, wanted, &mut sets, counts);
            }
            for row in bits::iter(&sets.matched) {
                let is_last = self.request.unavailable == Unavailable::Last
                    && !bits::has(&view.available, row);
                let rank = page.rank(
                    place,
                    row,
                    Facts {
                        score: sets.scores.get(row).copied().unwrap_or(0),
                        lowest: if self.request.sort == SearchSort::Price {
                            view.lowest(row)
                        } else {
                            0
                        },
                        position: sets.positions.get(row).copied().unwrap_or(0),
                        is_last,
                    },
                );
                page.push(rank);
            }
        }
        let (rows, has_previous, has_next, total) = page.finish();
        Found {
            rows,
            has_previous,
            has_next,
            total,
        }
    }

    /// Whether a variant of a product that was found passes all selections of variants.
    pub(super) fn passes(&self, content: &Content, view: &View, variant: usize) -> bool {
        let selections = self
            .plan
            .selections
            .iter()
            .filter(|selection| selection.is_of_variants());
        selections
            .into_iter()
            .all(|selection| match &selection.test {
                Test::Values { numbers, .. } => {
                    let values = content.values_of_variant(variant);
                    numbers
                        .iter()
                        .any(|number| values.binary_search(number).is_ok())
                }
                Test::Price(ranges) => has_price(view, variant, ranges),
                Test::Available { yes, no } => {
                    if bits::has(&view.for_sale, variant) {
                        *yes
                    } else {
                        *no
                    }
                }
            })
    }

    /// Fills `base` with what is shown now, found by the text and a member; false when there is none.
    fn candidates(
        &self,
        chunk: &Chunk,
        first: u32,
        members: Option<&[(u32, u32)]>,
        sets: &mut Sets,
    ) -> bool {
        let content = &chunk.content;
        let here = first..first + content.len() as u32;
        sets.base.clear();
        sets.base.extend_from_slice(&content.live);
        if let Some(matches) = self.matches {
            let rows = within(&matches.products, &here);
            sets.scores.clear();
            if rows.is_empty() {
                return false;
            }
            sets.scores.resize(content.len(), 0);
            sets.others.clear();
            sets.others.resize(sets.base.len(), 0);
            for (number, score) in rows {
                let row = (number - first) as usize;
                bits::set(&mut sets.others, row);
                sets.scores[row] = *score;
            }
            bits::and(&mut sets.base, &sets.others);
        }
        if let Some(members) = members {
            let rows = within(members, &here);
            if rows.is_empty() {
                return false;
            }
            sets.positions.clear();
            sets.positions.resize(content.len(), 0);
            sets.others.clear();
            sets.others.resize(sets.base.len(), 0);
            for (number, position) in rows {
                let row = (number - first) as usize;
                bits::set(&mut sets.others, row);
                sets.positions[row] = *position;
            }
            bits::and(&mut sets.base, &sets.others);
        }
        let instant = self.request.price.instant.0;
        if content.latest_listing > instant {
            sets.others.clone_from(&sets.base);
            for row in bits::iter(&sets.others) {
                if content.listed_at[row] > instant {
                    sets.base[row / 64] &= !(1 << (row % 64));
                }
            }
        }
        sets.base.iter().any(|word| *word != 0)
    }

    /// Takes out of `base` what is hidden or does not fulfill the condition.
    fn restrict(&self, chunk: &Chunk, view: &View, sets: &mut Sets) {
        if self.request.unavailable == Unavailable::Hide {
            bits::and(&mut sets.base, &view.available);
        }
        if self.request.condition.is_some() {
            sets.others.clone_from(&sets.base);
            for row in bits::iter(&sets.others) {
                if !(self.condition)(&chunk.content, view, row) {
                    sets.base[row / 64] &= !(1 << (row % 64));
                }
            }
        }
    }

    /// Works out the sets of all selections and what passes them together.
    fn select(&self, chunk: &Chunk, view: &View, sets: &mut Sets) {
        let content = &chunk.content;
        let selections = &self.plan.selections;
        sets.selected.resize_with(selections.len(), Vec::new);
        for (selection, set) in selections.iter().zip(&mut sets.selected) {
            fill(selection, content, view, &sets.base, set);
        }
        self.products_but(None, sets);
        sets.matched.clone_from(&sets.products);
        if self.selects_variants() {
            self.variants_but(None, content, sets);
            keep_rows_with(content, &sets.variants, &mut sets.matched);
        }
    }

    fn selects_variants(&self) -> bool {
        self.plan.selections.iter().any(Selection::is_of_variants)
    }

    /// Fills `products` with those of `base` that pass all selections of products but one.
    fn products_but(&self, left_out: Option<usize>, sets: &mut Sets) {
        sets.products.clone_from(&sets.base);
        for (place, selection) in self.plan.selections.iter().enumerate() {
            if !selection.is_of_variants() && left_out != Some(place) {
                bits::and(&mut sets.products, &sets.selected[place]);
            }
        }
    }

    /// Fills `variants` with those that pass all selections of variants but one.
    fn variants_but(&self, left_out: Option<usize>, content: &Content, sets: &mut Sets) {
        sets.variants.clear();
        sets.variants
            .extend_from_slice(&bits::full(content.variants.len()));
        for (place, selection) in self.plan.selections.iter().enumerate() {
            if selection.is_of_variants() && left_out != Some(place) {
                bits::and(&mut sets.variants, &sets.selected[place]);
            }
        }
    }

    /// Counts all facets.
    fn count(
        &self,
        chunk: &Chunk,
        view: &View,
        wanted: &Wanted,
        sets: &mut Sets,
        counts: &mut Counts,
    ) {
        let content = &chunk.content;
        let selects_variants = self.selects_variants();
        let is_whole = !selects_variants && sets.matched == *content.live;
        let matched = std::mem::take(&mut sets.matched);
        // Facets without a selection.
        count_products(
            content,
            &matched,
            wanted,
            selects_variants,
            &mut counts.matched,
        );
        let unselected = |facet| self.plan.selection(facet).is_none();
        let price = wanted.price && unselected(&FacetId::Price);
        let availability = wanted.availability && unselected(&FacetId::Availability);
        if is_whole {
            counts.offers.available += view.all.available * u64::from(availability);
            counts.offers.unavailable += view.all.unavailable * u64::from(availability);
            if price {
                counts.offers.merge_prices(&view.all);
            }
        } else {
            for row in bits::iter(&matched) {
                let passing = passing(
                    content.variants_of(row),
                    selects_variants.then_some(&*sets.variants),
                );
                if price {
                    count_prices(view, passing.clone(), &mut counts.offers);
                }
                if availability {
                    count_availability(view, passing, &mut counts.offers);
                }
            }
        }
        if selects_variants {
            for row in bits::iter(&matched) {
                let passing = passing(content.variants_of(row), Some(&*sets.variants));
                count_variants(
                    content,
                    passing,
                    &mut sets.values,
                    &mut counts.matched,
                    |_| true,
                );
                for value in content.union_of(row) {
                    counts.covered.add(*value, 1);
                }
            }
        }
        sets.matched = matched;
        // Facets with one.
        for (place, selection) in self.plan.selections.iter().enumerate() {
            let group = match (&selection.test, &selection.facet) {
                (
                    Test::Values {
                        group: Some(group), ..
                    },
                    _,
                ) if wanted.has(*group, false) => Some(*group),
                (Test::Price(_), _) if wanted.price => None,
                (Test::Available { .. }, _) if wanted.availability => None,
                _ => continue,
            };
            if selection.is_of_variants() {
                self.products_but(None, sets);
                self.variants_but(Some(place), content, sets);
                let is_of_group = |value: u32| group == Some(wanted.pages.group_of(value));
                for row in bits::iter(&sets.products) {
                    let passing = passing(content.variants_of(row), Some(&*sets.variants));
                    match &selection.test {
                        Test::Values { .. } => {
                            count_variants(
                                content,
                                passing,
                                &mut sets.values,
                                &mut counts.selected,
                                is_of_group,
                            );
                        }
                        Test::Price(_) => count_prices(view, passing, &mut counts.offers),
                        Test::Available { .. } => {
                            count_availability(view, passing, &mut counts.offers)
                        }
                    }
                }
            } else {
                self.products_but(Some(place), sets);
                if selects_variants {
                    self.variants_but(None, content, sets);
                    keep_rows_with(content, &sets.variants, &mut sets.products);
                }
                if let Some(group) = group {
                    count_group(
                        content,
                        &sets.products,
                        group,
                        &wanted.pages,
                        &mut counts.selected,
                    );
                }
            }
        }
    }
}

/// The rows of a list by number that lie in a range.
fn within<'a>(rows: &'a [(u32, u32)], range: &Range<u32>) -> &'a [(u32, u32)] {
    let start = rows.partition_point(|row| row.0 < range.start);
    let length = rows[start..].partition_point(|row| row.0 < range.end);
    &rows[start..start + length]
}

/// Fills a set with what passes a selection; prices are looked at only in products of `base`.
fn fill(selection: &Selection, content: &Content, view: &View, base: &[u64], set: &mut Vec<u64>) {
    set.clear();
    match &selection.test {
        Test::Values { numbers, .. } if selection.is_of_variants() => {
            set.resize(bits::words_for(content.variants.len()), 0);
            for number in numbers {
                if let Some(rows) = content.variant_postings.find(*number) {
                    rows.add_to(set);
                }
            }
        }
        Test::Values { numbers, .. } => {
            set.resize(bits::words_for(content.len()), 0);
            for number in numbers {
                if let Some(rows) = content.postings.find(*number) {
                    rows.add_to(set);
                }
            }
        }
        Test::Price(ranges) => {
            set.resize(bits::words_for(content.variants.len()), 0);
            for variant in bits::iter(base).flat_map(|row| content.variants_of(row)) {
                if has_price(view, variant, ranges) {
                    bits::set(set, variant);
                }
            }
        }
        Test::Available { yes, no } => match (yes, no) {
            (true, true) => set.extend_from_slice(&bits::full(content.variants.len())),
            (true, false) => set.extend_from_slice(&view.for_sale),
            (false, _) => {
                set.extend_from_slice(&bits::full(content.variants.len()));
                for (word, for_sale) in set.iter_mut().zip(&view.for_sale) {
                    *word &= !for_sale;
                }
            }
        },
    }
}

fn has_price(view: &View, variant: usize, ranges: &[std::ops::RangeInclusive<i64>]) -> bool {
    let amount = view.amounts.get(variant);
    amount.is_some_and(|amount| ranges.iter().any(|range| range.contains(&amount)))
}

/// Takes out products without a variant in the set.
fn keep_rows_with(content: &Content, variants: &[u64], products: &mut [u64]) {
    for (word, kept) in products.iter_mut().enumerate() {
        let mut rest = *kept;
        while rest != 0 {
            let bit = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            if !bits::any_in(variants, content.variants_of(word * 64 + bit)) {
                *kept &= !(1 << bit);
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

/// Counts the values of products, those of their variants included unless `own_only`. Few products are counted by their
/// lists of values, many by postings of the groups that are wanted; lists count what is not wanted, too, which no one
/// looks at.
fn count_products(
    content: &Content,
    products: &[u64],
    wanted: &Wanted,
    own_only: bool,
    counter: &mut Counter,
) {
    let is_whole = products == &*content.live;
    if is_whole || are_many(content, products) {
        for (value, rows) in content.postings.iter() {
            if wanted.has(wanted.pages.group_of(value), own_only) {
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
    for row in bits::iter(products) {
        let values = if own_only {
            content.values_of(row)
        } else {
            content.all_values_of(row)
        };
        for value in values {
            counter.add(*value, 1);
        }
    }
}

/// Counts the values of one group that products have themselves.
fn count_group(
    content: &Content,
    products: &[u64],
    group: GroupNumber,
    pages: &Pages,
    counter: &mut Counter,
) {
    if are_many(content, products) {
        for (value, rows) in content.postings.iter() {
            if pages.group_of(value) == group {
                counter.add(value, rows.count_in(products));
            }
        }
        return;
    }
    for row in bits::iter(products) {
        for value in content.values_of(row) {
            if pages.group_of(*value) == group {
                counter.add(*value, 1);
            }
        }
    }
}

fn are_many(content: &Content, products: &[u64]) -> bool {
    bits::count(products) as usize * MANY > content.len()
}

/// One product in so many is enough to count by postings.
const MANY: usize = 8;

/// Counts each value that one of the variants of a product has, once.
fn count_variants(
    content: &Content,
    variants: impl Iterator<Item = usize>,
    scratch: &mut Vec<u32>,
    counter: &mut Counter,
    is_wanted: impl Fn(u32) -> bool,
) {
    scratch.clear();
    for variant in variants {
        let values = content.values_of_variant(variant).iter().copied();
        scratch.extend(values.filter(|value| is_wanted(*value)));
    }
    scratch.sort_unstable();
    scratch.dedup();
    for value in scratch.iter() {
        counter.add(*value, 1);
    }
}

fn count_prices(view: &View, variants: impl Iterator<Item = usize>, offers: &mut Offers) {
    offers.add_prices(variants.filter_map(|variant| view.amounts.get(variant)));
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
