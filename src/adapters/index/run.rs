//! One query over one state, chunk by chunk: which products match, and what facets count.
//!
//! Sets of products and variants are bits. A selection is the set of those that pass it. A product matches when it
//! passes the selections of products and one of its variants passes all selections of variants. For a selected facet
//! the same is asked with its own selection left out: in one pass, because leaving one out of a handful of sets costs
//! nothing beside making them. The few products of a chunk that a text found are looked at one by one instead
//! (`few`).

use super::{
    bits,
    content::Content,
    count::{Counting, Counts, Scratch, Wanted},
    few,
    order::{Facts, Page, Rank},
    plan::{Plan, Selection, Test},
    state::{Chunk, Members, State},
    text::TextMatches,
    view::View,
};
use crate::{
    application::search::{FacetId, SearchRequest, Unavailable},
    domain::page::Position,
};

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
    scratch: Scratch,
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
        let mut few = few::Scratch::default();
        let mut found = self.matches.map_or(&[][..], |matches| &matches.products);
        let views = self.state.views(self.plan.context, &self.request.price);
        let mut unasked = found;
        for (place, head) in self.state.heads.iter().enumerate() {
            let first = (place * self.state.chunk_rows) as u32;
            let (here, rest) = split(found, first + head.packed.len() as u32);
            found = rest;
            if self.matches.is_some() && here.is_empty() {
                continue;
            }
            if self.matches.is_some() && members.is_none() && few::are_few(here, head) {
                while unasked.len() > rest.len() {
                    let (next, later) = unasked.split_at(unasked.len().min(few::AT_ONCE));
                    self.ask_for(next, &views.rows);
                    unasked = later;
                }
                self.few(place, here, &views.rows[place], &mut page, counts, &mut few);
                continue;
            }
            let chunk = &self.state.chunks[place];
            if !self.candidates(
                chunk,
                first,
                here,
                members.map(|members| &**members),
                &mut sets,
            ) {
                continue;
            }
            let view = &*views.rows[place].view;
            self.restrict(chunk, view, &mut sets);
            self.select(chunk, view, &mut sets);
            if let Some(wanted) = self.wanted {
                self.count(chunk, view, wanted, &mut sets, counts);
            }
            if page.is_hopeless(page.best(place, view)) {
                page.pass(bits::count(&sets.matched));
                continue;
            }
            for row in bits::iter(&sets.matched) {
                let is_last = self.request.unavailable == Unavailable::Last
                    && !bits::has(&view.available, row);
                let facts = Facts {
                    score: sets.scores.get(row).copied().unwrap_or(0),
                    position: sets.positions.get(row).copied().unwrap_or(0),
                    is_last,
                };
                page.push(place, row, view, facts);
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
        let mut selections = self
            .plan
            .selections
            .iter()
            .filter(|selection| selection.is_of_variants());
        selections.all(|selection| passes(&selection.test, content, view, variant))
    }

    /// Fills `base` with what is shown now, found by the text and a member; false when there is none.
    fn candidates(
        &self,
        chunk: &Chunk,
        first: u32,
        found: &[(u32, u32)],
        members: Option<&[(u32, u32)]>,
        sets: &mut Sets,
    ) -> bool {
        let content = &chunk.content;
        sets.base.clear();
        sets.base.extend_from_slice(&content.live);
        if self.matches.is_some() {
            // Only those that are set here are read.
            let length = sets.scores.len().max(content.len());
            sets.scores.resize(length, 0);
            sets.others.clear();
            sets.others.resize(sets.base.len(), 0);
            for (number, score) in found {
                let row = (number - first) as usize;
                bits::set(&mut sets.others, row);
                sets.scores[row] = *score;
            }
            bits::and(&mut sets.base, &sets.others);
        }
        if let Some(members) = members {
            let start = members.partition_point(|row| row.0 < first);
            let (rows, _) = split(&members[start..], first + content.len() as u32);
            if rows.is_empty() {
                return false;
            }
            let length = sets.positions.len().max(content.len());
            sets.positions.resize(length, 0);
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

    /// Whether there is a selection that variants have to pass.
    pub(super) fn selects_variants(&self) -> bool {
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

    /// Whether prices and availability are counted over what passes all selections.
    pub(super) fn unselected_offers(&self, wanted: &Wanted) -> [bool; 2] {
        let is_open = |facet| self.plan.selection(&facet).is_none();
        [
            wanted.price && is_open(FacetId::Price),
            wanted.availability && is_open(FacetId::Availability),
        ]
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
        let (mut scratch, matched) = (
            std::mem::take(&mut sets.scratch),
            std::mem::take(&mut sets.matched),
        );
        let mut counting = Counting {
            content,
            view,
            wanted,
            counts,
            scratch: &mut scratch,
        };
        let selects_variants = self.selects_variants();
        let variants = selects_variants.then_some(&*sets.variants);
        counting.facets_without_selection(&matched, variants, self.unselected_offers(wanted));
        for (place, selection) in self.plan.selections.iter().enumerate() {
            let of_variants = selection.is_of_variants();
            let others = self.plan.selections.iter().enumerate();
            let others = others
                .filter(|(other, selection)| *other != place && selection.is_of_variants())
                .count();
            self.products_but(Some(place), sets);
            if others > 0 {
                self.variants_but(of_variants.then_some(place), content, sets);
                if !of_variants {
                    keep_rows_with(content, &sets.variants, &mut sets.products);
                }
            }
            let variants = (of_variants && others > 0).then_some(&*sets.variants);
            counting.facet_of_selection(selection, &sets.products, variants);
        }
        sets.scratch = scratch;
        sets.matched = matched;
    }
}

/// Products by number, each with its score or position.
type Rows<'a> = &'a [(u32, u32)];

/// The rows of a list by number that lie below a number, and the others.
fn split(rows: Rows<'_>, end: u32) -> (Rows<'_>, Rows<'_>) {
    // Most chunks have a small part of what was found, so the end is looked for from the beginning on, in longer and
    // longer strides.
    let mut stride = 1;
    while rows.get(stride).is_some_and(|row| row.0 < end) {
        stride *= 2;
    }
    let from = stride / 2;
    let to = rows.len().min(stride);
    let length = from + rows[from..to].partition_point(|row| row.0 < end);
    rows.split_at(length)
}

/// Whether a variant passes a selection of variants.
#[inline]
pub(super) fn passes(test: &Test, content: &Content, view: &View, variant: usize) -> bool {
    match test {
        Test::Values { numbers, .. } => {
            let values = content.values_of_variant(variant);
            numbers.iter().any(|number| values.contains(number))
        }
        Test::Price(ranges) => has_price(view, variant, ranges),
        Test::Available { yes, no } => match bits::has(&view.for_sale, variant) {
            true => *yes,
            false => *no,
        },
    }
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

#[inline]
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
