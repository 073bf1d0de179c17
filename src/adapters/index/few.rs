//! The few products of a chunk that a text found, looked at one by one.
//!
//! A product is read no further than it matters: one that fails two selections, itself or with all its variants, is
//! neither listed nor counted anywhere. So the more is selected, the less a query costs.

use std::hint::black_box;

use super::{
    bits,
    count::{Counting, Counts, Passing, Scratch as Lists},
    order::{Facts, Page},
    packed::Span,
    plan::Test,
    run::{Run, passes},
    state::{Head, ViewRow},
};
use crate::application::search::Unavailable;

/// One product in so many is few.
const FEW: usize = 4;
/// Products that are asked for at once, before they are looked at.
pub(super) const AT_ONCE: usize = 64;
/// Variants of a product that are bits of one word.
const MOST_VARIANTS: usize = 64;

/// Lists that are made anew for each product.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    lists: Lists,
    /// By selection: which variants of a product pass it.
    masks: Vec<u64>,
}

/// Whether so many products of a chunk are looked at one by one.
pub(super) fn are_few(found: &[(u32, u32)], head: &Head) -> bool {
    found.len() * FEW <= head.packed.len() && head.most_variants <= MOST_VARIANTS
}

/// A chunk that is looked at.
struct Here<'a> {
    place: usize,
    head: &'a Head,
    shown: &'a ViewRow,
    /// Whether prices and availability are counted over what passes all selections.
    offers: [bool; 2],
}

impl Here<'_> {
    /// Counts a product where nothing is selected.
    #[inline]
    fn count(&self, row: usize, counts: &mut Counts) {
        let (head, shown) = (self.head, self.shown);
        let Counts {
            matched, offers, ..
        } = counts;
        head.packed[row].each(Span::All, &head.apart, |value| matched.add(value, 1));
        let (offer, [price, availability]) = (shown.offers[row], self.offers);
        offer.count(price, availability, offers, || shown.view.ends(row, offer));
    }
}

impl Run<'_> {
    /// Reads a bit of all that will be read of some products before any of it is needed: reads that do not wait for each
    /// other are several times faster.
    pub(super) fn ask_for(&self, found: &[(u32, u32)], rows: &[ViewRow]) {
        let selects_variants = self.selects_variants();
        let rows_of_chunk = self.state.chunk_rows;
        let (mut place, mut first) = (0, 0);
        if let Some((number, _)) = found.first() {
            place = *number as usize / rows_of_chunk;
            first = place * rows_of_chunk;
        }
        let touched = found.iter().map(|(number, _)| {
            let number = *number as usize;
            while number >= first + rows_of_chunk {
                place += 1;
                first += rows_of_chunk;
            }
            let (head, row) = (&self.state.heads[place], number - first);
            let is_odd = selects_variants && head.packed_variants[row].count().is_none();
            u64::from(head.packed[row].is_live() ^ is_odd) ^ rows[place].offers[row].touch()
        });
        black_box(touched.fold(0, |all, one| all ^ one));
    }

    /// Finds and counts in one chunk.
    pub(super) fn few(
        &self,
        place: usize,
        found: &[(u32, u32)],
        shown: &ViewRow,
        page: &mut Page<'_>,
        counts: &mut Counts,
        scratch: &mut Scratch,
    ) {
        let head = &self.state.heads[place];
        let first = (place * self.state.chunk_rows) as u32;
        let is_plain = self.plan.selections.is_empty();
        let offers = self
            .wanted
            .map_or([false; 2], |wanted| self.unselected_offers(wanted));
        let here = Here {
            place,
            head,
            shown,
            offers,
        };
        for (number, score) in found {
            let row = (number - first) as usize;
            if !self.is_shown(&here, row) {
                continue;
            }
            let is_found = if is_plain {
                if self.wanted.is_some() {
                    here.count(row, counts);
                }
                true
            } else {
                self.product(&here, row, counts, scratch)
            };
            if !is_found {
                continue;
            }
            if page.is_low(*score) {
                page.pass(1);
                continue;
            }
            let facts = Facts {
                score: *score,
                position: 0,
                is_last: self.request.unavailable == Unavailable::Last
                    && !bits::has(&shown.view.available, row),
            };
            page.push(place, row, &shown.view, facts);
        }
    }

    #[inline]
    fn is_shown(&self, here: &Here<'_>, row: usize) -> bool {
        let instant = self.request.price.instant.0;
        let content = || &*self.state.chunks[here.place].content;
        let (head, view) = (here.head, &here.shown.view);
        head.packed[row].is_live()
            && (head.latest_listing <= instant || content().listed_at[row] <= instant)
            && (self.request.unavailable != Unavailable::Hide || bits::has(&view.available, row))
            && (self.request.condition.is_none() || (self.condition)(content(), view, row))
    }

    /// Counts a product; tells whether it passes all selections.
    fn product(
        &self,
        here: &Here<'_>,
        row: usize,
        counts: &mut Counts,
        scratch: &mut Scratch,
    ) -> bool {
        let (head, view) = (here.head, &here.shown.view);
        let content = &*self.state.chunks[here.place].content;
        let selections = &self.plan.selections;
        let mut failed = None;
        for (place, selection) in selections.iter().enumerate() {
            let span = match selection.is_of_variants() {
                true => Span::Union,
                false => Span::Own,
            };
            if let Test::Values { numbers, .. } = &selection.test
                && !head.packed[row].has(span, &head.apart, numbers)
                && failed.replace(place).is_some()
            {
                return false;
            }
        }
        let selects_variants = self.selects_variants();
        let masks = &mut scratch.masks;
        masks.clear();
        let mut every = u64::MAX;
        if selects_variants {
            let packed = &head.packed_variants[row];
            let count = packed.count();
            let variants = count.unwrap_or_else(|| content.variants_of(row).len());
            every = u64::MAX >> (MOST_VARIANTS - variants);
            masks.extend(selections.iter().map(|selection| match &selection.test {
                _ if !selection.is_of_variants() => every,
                Test::Values { numbers, .. } if count.is_some() => packed.having(numbers),
                test => {
                    let variants = content.variants_of(row).enumerate();
                    let passing =
                        variants.filter(|(_, variant)| passes(test, content, view, *variant));
                    passing.fold(0, |mask, (step, _)| mask | 1 << step)
                }
            }));
        }
        let passing = masks.iter().fold(every, |all, mask| all & mask);
        let has_variant = !selects_variants || passing != 0;
        let is_found = failed.is_none() && has_variant;
        let Some(wanted) = self.wanted else {
            return is_found;
        };
        let mut counting = Counting {
            content,
            view,
            wanted,
            counts,
            scratch: &mut scratch.lists,
        };
        if is_found {
            let variants = match selects_variants {
                true => Passing::Mask(passing),
                false => Passing::All,
            };
            counting.product_without_selection(row, variants, here.offers);
        }
        for (place, selection) in selections.iter().enumerate() {
            if failed.is_some_and(|failed| failed != place) {
                continue;
            }
            if !selection.is_of_variants() {
                if has_variant {
                    counting.product_of_selection(selection, row, Passing::All);
                }
                continue;
            }
            let others = masks.iter().enumerate();
            let others = others.filter(|(other, _)| *other != place);
            let open = others.fold(every, |all, (_, mask)| all & mask);
            let selects_others = (selections.iter().enumerate())
                .any(|(other, selection)| other != place && selection.is_of_variants());
            if !selects_others {
                counting.product_of_selection(selection, row, Passing::All);
            } else if open != 0 {
                counting.product_of_selection(selection, row, Passing::Mask(open));
            }
        }
        is_found
    }
}
