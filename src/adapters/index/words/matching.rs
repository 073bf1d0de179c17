//! Which products match the clauses of a query, and what their words are worth.

use std::cell::Cell;

use super::{
    clauses::Clause,
    postings::{Offsets, Postings, WINDOW, WINDOW_BITS, Window},
};

/// A product that matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) product: u32,
    pub(super) score: u32,
}

/// Units of a clause's weight in a score: this many are 1.
const WEIGHT_UNITS: f32 = 64.0;
/// Shares of a query are counted in this many parts.
const SHARES: f32 = 30_000.0;

fn weight(clause: &Clause<'_>) -> u32 {
    (clause.weight * WEIGHT_UNITS).round().max(1.0) as u32
}

/// The products that match all clauses, ascending.
pub(super) fn all(clauses: &[Clause<'_>]) -> Vec<Match> {
    let lists = clauses.iter();
    let lists = lists.map(|clause| (clause.source.postings(), weight(clause)));
    intersection(lists.collect())
}

/// The products that all lists have, ascending, each worth the sum of its impacts times the lists' units.
pub(super) fn intersection(mut lists: Vec<(&Postings, u32)>) -> Vec<Match> {
    lists.sort_by_key(|(postings, _)| postings.len());
    let Some(((rarest, unit), others)) = lists.split_first() else {
        return Vec::new();
    };
    let mut matches = buffer();
    for window in 0..rarest.windows() {
        let start = matches.len();
        let base = (window << WINDOW_BITS) as u32;
        rarest.window(window).each(|offset, impact| {
            matches.push(Match {
                product: base + offset as u32,
                score: unit * u32::from(impact),
            });
        });
        for (other, unit) in others {
            keep(&mut matches, start, other.window(window), *unit);
        }
    }
    matches
}

/// Keeps of the matches from `start` on those that a window has, and adds what they are worth there.
fn keep(matches: &mut Vec<Match>, start: usize, window: Window<'_>, unit: u32) {
    let mut kept = start;
    macro_rules! merge {
        ($numbers:expr, $impacts:expr, $number:expr) => {{
            let mut at = 0;
            let step = ($numbers.len() / (matches.len() - start).max(1)).max(1);
            for place in start..matches.len() {
                let mut found = matches[place];
                let wanted = $number(found.product);
                // Strides as long as the mean distance between two that are wanted, then one by one.
                while at + step < $numbers.len() && $numbers[at + step] <= wanted {
                    at += step;
                }
                while at < $numbers.len() && $numbers[at] < wanted {
                    at += 1;
                }
                if at < $numbers.len() && $numbers[at] == wanted {
                    found.score += unit * u32::from($impacts[at]);
                    matches[kept] = found;
                    kept += 1;
                }
            }
        }};
    }
    match window {
        Window::Empty => {}
        Window::Products(products, impacts) => merge!(products, impacts, |product| product),
        Window::Offsets(offsets, impacts) => {
            merge!(
                offsets,
                impacts,
                |product| (product as usize & (WINDOW - 1)) as u16
            );
        }
        Window::Array(impacts) => {
            for place in start..matches.len() {
                let mut found = matches[place];
                let impact = impacts[found.product as usize & (WINDOW - 1)];
                found.score += unit * u32::from(impact);
                matches[kept] = found;
                kept += usize::from(impact > 0);
            }
        }
    }
    matches.truncate(kept);
}

/// An empty list, most likely one that has had room and is still in the processor's cache.
fn buffer() -> Vec<Match> {
    let mut matches = MATCHES.take();
    matches.clear();
    matches
}

/// Keeps a list for the next query of the thread.
pub(super) fn give_back(matches: Vec<Match>) {
    MATCHES.set(matches);
}

/// What the products of one window have, by offset: nothing, between windows.
struct Sums {
    scores: Box<[u32]>,
    shares: Box<[u16]>,
    touched: Offsets,
}

impl Default for Sums {
    fn default() -> Self {
        Self {
            scores: vec![0; WINDOW].into(),
            shares: vec![0; WINDOW].into(),
            touched: Offsets::default(),
        }
    }
}

thread_local! {
    static MATCHES: Cell<Vec<Match>> = const { Cell::new(Vec::new()) };
    /// Kept for the next query of the thread, so that none has to be cleared.
    static SUMS: Cell<Option<Box<Sums>>> = const { Cell::new(None) };
}

/// The products that match clauses of at least this share of the query by weight, ascending, each worth less the less
/// it has: what its words are worth times its share to the power of `coverage`.
pub(super) fn any(clauses: &[Clause<'_>], least_share: f32, coverage: f32) -> Vec<Match> {
    let total: f32 = clauses.iter().map(|clause| clause.weight).sum();
    let shares: Vec<u16> = clauses
        .iter()
        .map(|clause| (clause.weight / total * SHARES).round().max(1.0) as u16)
        .collect();
    let whole: u16 = shares.iter().sum();
    let least = ((f32::from(whole) * least_share) as u16).max(1);
    let factors: Vec<f32> = (0..=256)
        .map(|part| (part as f32 / 256.0).powf(coverage))
        .collect();
    let windows = clauses
        .iter()
        .map(|clause| clause.source.postings().windows())
        .max();
    let mut window_sums = SUMS.take().unwrap_or_default();
    let Sums {
        scores,
        shares: has,
        touched,
    } = &mut *window_sums;
    let mut matches = buffer();
    for window in 0..windows.unwrap_or(0) {
        for (clause, share) in clauses.iter().zip(&shares) {
            let unit = weight(clause);
            clause
                .source
                .postings()
                .window(window)
                .each(|offset, impact| {
                    scores[offset] += unit * u32::from(impact);
                    has[offset] += share;
                    touched.put(offset);
                });
        }
        let base = (window << WINDOW_BITS) as u32;
        touched.drain(|offset| {
            let share = std::mem::take(&mut has[offset]);
            let score = std::mem::take(&mut scores[offset]);
            if share >= least {
                let factor = factors[usize::from(share) * 256 / usize::from(whole)];
                matches.push(Match {
                    product: base + offset as u32,
                    score: ((score as f32 * factor) as u32).max(1),
                });
            }
        });
    }
    SUMS.set(Some(window_sums));
    matches
}
