//! From what words are worth to the order of results: which kind of product is meant, what titles say, and trade.

use rustc_hash::FxHashMap;

use super::{
    Words, clauses::Clause, matching::Match, text::Field, vocabulary::TermId, weights::ONE,
};

/// A kind of product, by its name.
#[derive(Debug, Default)]
pub(super) struct Kind {
    /// Terms of the name, without strokes: `headphones/headset` has two.
    pub(super) terms: Vec<TermId>,
    /// The terms that say what the thing is: the last word, and the one before a stroke.
    pub(super) heads: Vec<TermId>,
}

/// The kind of products that tell none.
pub(super) const NO_KIND: u32 = 0;

impl Words {
    /// Turns what words are worth into final scores.
    pub(super) fn rank(&self, clauses: &[Clause<'_>], matches: &mut [Match]) {
        let factors = self.kind_factors(clauses, matches);
        for found in matches.iter_mut() {
            let at = found.product as usize;
            let kind = factors[self.kind_of[at] as usize];
            let trade = f32::from(self.multipliers[at]) / ONE;
            found.score = ((found.score as f32 * kind * trade) as u32).max(1);
        }
        for place in best(matches, self.weights.rescored) {
            let found = &mut matches[place];
            let gain = self.title_gain(clauses, found.product);
            found.score = ((found.score as f32 * gain) as u32).max(1);
        }
    }

    /// What each kind is worth to this query: what the best by words are of, and what its name says.
    fn kind_factors(&self, clauses: &[Clause<'_>], matches: &[Match]) -> Vec<f32> {
        let weights = &self.weights;
        let mut shares: FxHashMap<u32, f32> = FxHashMap::default();
        let mut known = 0.0;
        for place in best(matches, weights.feedback) {
            let found = matches[place];
            let kind = self.kind_of[found.product as usize];
            if kind != NO_KIND {
                *shares.entry(kind).or_default() += found.score as f32;
                known += found.score as f32;
            }
        }
        let mean: f32 = shares
            .values()
            .map(|share| share / known * (share / known))
            .sum();
        let names = |terms: &[TermId], term: &TermId| terms.binary_search(term).is_ok();
        let last = clauses.last();
        let factor = |(number, kind): (usize, &Kind)| {
            if number as u32 == NO_KIND {
                // What tells no kind is neither lifted nor lowered against a mean product.
                return 1.0 + weights.kind_feedback * mean * 0.5;
            }
            let share = shares
                .get(&(number as u32))
                .map_or(0.0, |share| share / known);
            let mut factor = 1.0 + weights.kind_feedback * share;
            let is_asked = |term: &&TermId| clauses.iter().any(|clause| names(&clause.terms, term));
            let asked = kind.terms.iter().filter(is_asked).count();
            let is_head = kind
                .heads
                .iter()
                .any(|head| last.is_some_and(|last| names(&last.terms, head)));
            if is_head {
                factor *= 1.0 + weights.kind_named * asked as f32 / kind.terms.len() as f32;
            } else if asked > 0 && !kind.heads.iter().any(|head| is_asked(&head)) {
                factor *= 1.0 - weights.kind_accessory;
            }
            factor
        };
        self.kinds.iter().enumerate().map(factor).collect()
    }

    /// The factor that a product's titles give.
    fn title_gain(&self, clauses: &[Clause<'_>], product: u32) -> f32 {
        let weights = &self.weights;
        let clause_of = |term: TermId| {
            clauses
                .iter()
                .position(|clause| clause.terms.binary_search(&term).is_ok())
        };
        let is_for = |term: TermId| self.is_for(term);
        let mut gain = 1.0_f32;
        for (field, section) in self.sections(product) {
            if field != Field::Title {
                continue;
            }
            // The clause at each place of the title, alternatives at one place folded.
            let mut places: Vec<Option<usize>> = Vec::with_capacity(section.len());
            let mut after_for = false;
            let mut is_only_after_for = true;
            let mut seen = 0_u64;
            for (term, is_alternative) in self.terms_of(section) {
                let clause = clause_of(term);
                if is_alternative && let Some(last) = places.last_mut() {
                    *last = last.or(clause);
                } else {
                    places.push(clause);
                }
                after_for |= is_for(term);
                if let Some(clause) = clause {
                    seen |= 1 << clause.min(63);
                    is_only_after_for &= after_for;
                }
            }
            let asked = clauses.len().min(64);
            let has_all = seen.count_ones() as usize == asked;
            let follows = places
                .windows(2)
                .filter(|pair| matches!(pair, [Some(a), Some(b)] if b == &(a + 1)))
                .count();
            let mut of_title = 1.0;
            if has_all {
                of_title += weights.title_all;
            }
            if clauses.len() > 1 {
                let pairs = (clauses.len() - 1) as f32;
                of_title += weights.title_phrase * (follows as f32 / pairs).min(1.0);
            }
            if has_all && places.iter().all(Option::is_some) {
                of_title += weights.title_exact;
            }
            if has_all && places.iter().take(3).any(Option::is_some) {
                of_title += weights.title_start;
            }
            if seen > 0 && is_only_after_for {
                of_title -= weights.title_for;
            }
            gain = if field == Field::Title && gain == 1.0 {
                of_title
            } else {
                gain.max(of_title)
            };
        }
        gain
    }
}

/// The places of the best matches: greatest score first, at equal scores the smallest product number.
pub(super) fn best(matches: &[Match], count: usize) -> Vec<usize> {
    let mut order: Vec<(u32, u32)> = matches
        .iter()
        .enumerate()
        .map(|(place, found)| (u32::MAX - found.score, place as u32))
        .collect();
    if order.len() > count {
        order.select_nth_unstable(count);
        order.truncate(count);
    }
    order.sort_unstable();
    order.into_iter().map(|(_, place)| place as usize).collect()
}
