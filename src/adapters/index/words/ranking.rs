//! From what words are worth to the order of results: which kind of product is meant, what titles say, and trade.

use std::num::NonZeroU16;

use rustc_hash::FxHashMap;

use super::{
    Words,
    clauses::Clause,
    matching::Match,
    text::{Field, Signals},
    vocabulary::TermId,
    weights::{ONE, Weights},
};

/// A kind of product, by its name.
#[derive(Debug, Default)]
pub(super) struct Kind {
    /// Terms of the name, without strokes: `headphones/headset` has two.
    pub(super) terms: Vec<TermId>,
    /// The terms that say what the thing is: the last word, and the one before a stroke.
    pub(super) heads: Vec<TermId>,
    /// Products of this kind.
    pub(super) products: u32,
}

/// In how many titles of each kind a term is.
#[derive(Debug, Default)]
pub(super) struct TitleKinds {
    /// Kinds, ascending, with that number.
    kinds: Vec<(u32, u32)>,
    products: u32,
}

impl TitleKinds {
    /// Counts products of a kind in or out.
    pub(super) fn count(&mut self, kind: u32, by: i32) {
        self.products = self.products.wrapping_add_signed(by);
        match self.kinds.binary_search_by_key(&kind, |(kind, _)| *kind) {
            Ok(place) => {
                let products = &mut self.kinds[place].1;
                *products = products.wrapping_add_signed(by);
                if *products == 0 {
                    self.kinds.remove(place);
                }
            }
            Err(place) => self.kinds.insert(place, (kind, by.unsigned_abs())),
        }
    }

    /// How many titles of any kind have it.
    fn products(&self) -> u32 {
        self.products
    }

    /// How many titles of one kind have it.
    fn of(&self, kind: u32) -> u32 {
        let place = self.kinds.binary_search_by_key(&kind, |(kind, _)| *kind);
        place.map_or(0, |place| self.kinds[place].1)
    }
}

/// What the order of every match needs of a product: side by side, because it is looked up match by match.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ranked {
    pub(super) kind: u32,
    /// Half of the key of its handle: what equal scores go by.
    pub(super) tie: u32,
    published_day: Option<NonZeroU16>,
    /// [`Weights::multiplier`] of its signals.
    multiplier: u8,
}

impl Default for Ranked {
    fn default() -> Self {
        Self {
            kind: NO_KIND,
            tie: 0,
            published_day: None,
            multiplier: ONE as u8,
        }
    }
}

impl Ranked {
    /// Takes over what signals come to.
    pub(super) fn set(&mut self, weights: &Weights, signals: &Signals) {
        self.published_day = signals.published_day;
        self.multiplier = weights.multiplier(signals);
    }
}

/// Kinds of a query that unknown ones are compared with.
const LIKELY_KINDS: usize = 8;
/// Occurrences that every word is taken to have had in every kind, so that one new word excludes none.
const UNSEEN: f32 = 0.1;
/// Longest description, in words, that is read as a second title.
const LONGEST_BRIEF: usize = 24;
/// Words of a title depend on each other; each counts as this much of an independent one.
const INDEPENDENCE: f32 = 0.5;

/// The kind of products that tell none.
pub(super) const NO_KIND: u32 = 0;

impl Words {
    /// Turns what words are worth into final scores.
    pub(super) fn rank(&self, clauses: &[Clause<'_>], matches: &mut [Match], today: u16) {
        let (factors, likely) = self.kind_factors(clauses, matches);
        let novelties = self.weights.novelties();
        let oldest = novelties.len() - 1;
        for found in matches.iter_mut() {
            let at = found.product as usize;
            let Ranked {
                kind,
                published_day,
                multiplier,
                ..
            } = self.ranked[at];
            let kind = factors[kind as usize];
            let age =
                published_day.map_or(oldest, |day| usize::from(today.saturating_sub(day.get())));
            let trade = f32::from(multiplier) / ONE * novelties[age.min(oldest)];
            found.score = ((found.score as f32 * kind * trade) as u32).max(1);
        }
        let mut inference = None;
        for place in self.best(matches, self.weights.rescored) {
            let found = &mut matches[place];
            let mut gain = self.title_gain(clauses, found.product);
            if self.ranked[found.product as usize].kind == NO_KIND {
                let inference =
                    inference.get_or_insert_with(|| Inference::new(self, &likely, &factors));
                gain *= inference.factor(found.product) / factors[NO_KIND as usize];
            }
            found.score = ((found.score as f32 * gain) as u32).max(1);
        }
    }

    /// Products of kinds that are headed by the last of these terms, and have all of them in their names.
    pub(super) fn named_by(&self, terms: &[TermId]) -> u32 {
        let Some(last) = terms.last() else {
            return 0;
        };
        let named = self.kinds_named.get(last).into_iter().flatten();
        let named = named.map(|kind| &self.kinds[*kind as usize]);
        let is_named = |kind: &&Kind| {
            kind.heads.contains(last) && terms.iter().all(|term| kind.terms.contains(term))
        };
        named.filter(is_named).map(|kind| kind.products).sum()
    }

    /// The terms of a product's titles.
    pub(super) fn title_terms(&self, product: u32) -> impl Iterator<Item = (TermId, bool)> {
        let titles = self
            .sections(product)
            .filter(|(field, _)| *field == Field::Title);
        titles.flat_map(|(_, section)| self.terms_of(section))
    }

    /// What each kind is worth to this query: what the best by words are of, and what its name says; and the likely
    /// kinds, the likeliest first.
    fn kind_factors(&self, clauses: &[Clause<'_>], matches: &[Match]) -> (Vec<f32>, Vec<u32>) {
        let weights = &self.weights;
        let mut shares: FxHashMap<u32, u64> = FxHashMap::default();
        for place in self.best(matches, weights.feedback) {
            let found = matches[place];
            let kind = self.ranked[found.product as usize].kind;
            if kind != NO_KIND {
                *shares.entry(kind).or_default() += u64::from(found.score);
            }
        }
        let known = shares.values().sum::<u64>() as f32;
        let share = |share: &u64| *share as f32 / known;
        // Sums of fractions depend on their order: the likeliest kind first, and at equal shares by name.
        let mut likely: Vec<(u32, u64)> = shares.iter().map(|(kind, of)| (*kind, *of)).collect();
        likely.sort_by_cached_key(|(kind, share)| {
            let terms = self.kinds[*kind as usize].terms.iter();
            let terms = terms.map(|term| &self.vocabulary.terms[*term as usize].text);
            (u64::MAX - share, terms.collect::<Vec<_>>())
        });
        let mean: f32 = likely.iter().map(|(_, of)| share(of) * share(of)).sum();
        let names = |terms: &[TermId], term: &TermId| terms.binary_search(term).is_ok();
        let last = clauses.last();
        let mut factors = vec![1.0; self.kinds.len()];
        for (kind, of) in &likely {
            factors[*kind as usize] = 1.0 + weights.kind_feedback * share(of);
        }
        // What tells no kind is neither lifted nor lowered against a mean product.
        factors[NO_KIND as usize] = 1.0 + weights.kind_feedback * mean * 0.5;
        let is_asked = |term: &TermId| clauses.iter().any(|clause| names(&clause.terms, term));
        let asked_terms = clauses.iter().flat_map(|clause| &clause.terms);
        let named = asked_terms.filter_map(|term| self.kinds_named.get(term));
        let mut named: Vec<u32> = named.flatten().copied().collect();
        named.sort_unstable();
        named.dedup();
        for number in named {
            let (kind, factor) = (&self.kinds[number as usize], &mut factors[number as usize]);
            let is_head = |head| last.is_some_and(|last| names(&last.terms, head));
            if kind.heads.iter().any(is_head) {
                let asked = kind.terms.iter().filter(|term| is_asked(term)).count();
                *factor *= 1.0 + weights.kind_named * asked as f32 / kind.terms.len() as f32;
            } else if !kind.heads.iter().any(is_asked) {
                *factor *= 1.0 - weights.kind_accessory;
            }
        }
        let likely = likely.into_iter().take(LIKELY_KINDS);
        (factors, likely.map(|(kind, _)| kind).collect())
    }

    /// The places of the best matches, the greatest score first. Equal scores go by handle, whose key is the first code,
    /// and not by number: what is looked at more closely must not depend on the order in which products came.
    fn best(&self, matches: &[Match], count: usize) -> Vec<usize> {
        if count == 0 {
            return Vec::new();
        }
        let handle = |place: u32| {
            let product = matches[place as usize].product;
            self.codes_of[product as usize].first().copied()
        };
        let compare = |a: &(u32, u32, u32), b: &(u32, u32, u32)| {
            let order = (a.0, a.1).cmp(&(b.0, b.1));
            order.then_with(|| (handle(a.2), a.2).cmp(&(handle(b.2), b.2)))
        };
        let mut order: Vec<(u32, u32, u32)> = Vec::with_capacity(matches.len().min(2 * count));
        // What comes after so many before is none of the best.
        let mut worst = (u32::MAX, u32::MAX);
        for (place, found) in matches.iter().enumerate() {
            let score = u32::MAX - found.score;
            if score > worst.0 {
                continue;
            }
            let tie = self.ranked[found.product as usize].tie;
            if (score, tie) > worst {
                continue;
            }
            order.push((score, tie, place as u32));
            if order.len() == 2 * count {
                order.select_nth_unstable_by(count - 1, compare);
                order.truncate(count);
                worst = (order[count - 1].0, order[count - 1].1);
            }
        }
        order.sort_unstable_by(compare);
        order.truncate(count);
        order
            .into_iter()
            .map(|(.., place)| place as usize)
            .collect()
    }

    /// The factor that a product's titles give, and a brief description, which is a second title.
    fn title_gain(&self, clauses: &[Clause<'_>], product: u32) -> f32 {
        let (mut of_title, mut of_description) = (0.0_f32, 0.0_f32);
        for (field, section) in self.sections(product) {
            match field {
                Field::Title => of_title = of_title.max(self.section_gain(clauses, section)),
                Field::Description if section.len() <= LONGEST_BRIEF => {
                    of_description = of_description.max(self.section_gain(clauses, section));
                }
                _ => {}
            }
        }
        (1.0 + of_title + self.weights.brief * of_description).max(0.1)
    }

    /// What one title gains.
    fn section_gain(&self, clauses: &[Clause<'_>], section: &[u32]) -> f32 {
        let weights = &self.weights;
        let clause_of = |term: TermId| {
            clauses
                .iter()
                .position(|clause| clause.terms.binary_search(&term).is_ok())
        };
        // The clause at each place, alternatives at one place folded.
        let mut places: Vec<Option<usize>> = Vec::with_capacity(section.len());
        let mut seen = 0_u64;
        let mut is_after_for = false;
        let mut is_only_after_for = true;
        for (term, is_alternative) in self.terms_of(section) {
            let clause = clause_of(term);
            match places.last_mut() {
                Some(last) if is_alternative => *last = last.or(clause),
                _ => places.push(clause),
            }
            is_after_for |= self.is_for(term);
            if let Some(clause) = clause {
                seen |= 1 << clause.min(63);
                is_only_after_for &= is_after_for;
            }
        }
        let has_all = seen.count_ones() as usize == clauses.len().min(64);
        let mut gain = 0.0;
        if has_all {
            gain += weights.title_all;
            if places.iter().all(Option::is_some) {
                gain += weights.title_exact;
            }
        }
        if clauses.len() > 1 {
            let follows =
                |pair: &&[Option<usize>]| matches!(pair, [Some(a), Some(b)] if *b == a + 1);
            let pairs = places.windows(2).filter(follows).count() as f32;
            gain += weights.title_phrase * (pairs / (clauses.len() - 1) as f32).min(1.0);
        }
        if seen > 0 && is_only_after_for {
            gain -= weights.title_for;
        }
        gain
    }
}

/// What kind a product that tells none is of, by what its title sounds like: naive Bayes over the likely kinds of a query
/// and all others together.
struct Inference<'a> {
    words: &'a Words,
    likely: &'a [u32],
    factors: &'a [f32],
    /// Products of each of them, and of all others.
    products: Vec<f32>,
    others: f32,
    /// What a word of a title says for each of them, and for all others. The best products share most of their words.
    of_terms: FxHashMap<TermId, [f32; LIKELY_KINDS + 1]>,
}

impl<'a> Inference<'a> {
    fn new(words: &'a Words, likely: &'a [u32], factors: &'a [f32]) -> Self {
        let all = words.kinds.iter().map(|kind| kind.products).sum::<u32>() as f32;
        let products = likely
            .iter()
            .map(|kind| words.kinds[*kind as usize].products as f32);
        let products: Vec<f32> = products.collect();
        Self {
            others: (all - products.iter().sum::<f32>()).max(0.0),
            words,
            likely,
            factors,
            products,
            of_terms: FxHashMap::default(),
        }
    }

    /// What a product gets from the kinds that it may be of.
    fn factor(&mut self, product: u32) -> f32 {
        let words = self.words;
        let likely = self.likely.len();
        let counts = self.products.iter().chain([&self.others]);
        let mut logs: Vec<f32> = counts.map(|products| (products + 1.0).ln()).collect();
        for (term, is_alternative) in words.title_terms(product) {
            if is_alternative || words.kinds_of_terms[term as usize].products() == 0 {
                continue;
            }
            let known = self.of_terms.get(&term).copied();
            let said = known.unwrap_or_else(|| {
                let said = self.said_by(term);
                self.of_terms.insert(term, said);
                said
            });
            for (log, said) in logs.iter_mut().zip(said) {
                *log += said;
            }
        }
        let greatest = logs.iter().copied().fold(f32::MIN, f32::max);
        let shares: Vec<f32> = logs.iter().map(|log| (log - greatest).exp()).collect();
        let known = self.likely.iter().zip(&shares);
        let known = known.map(|(kind, share)| share * self.factors[*kind as usize]);
        (known.sum::<f32>() + shares[likely]) / shares.iter().sum::<f32>()
    }

    fn said_by(&self, term: TermId) -> [f32; LIKELY_KINDS + 1] {
        let kinds = &self.words.kinds_of_terms[term as usize];
        let mut said = [0.0; LIKELY_KINDS + 1];
        let mut rest = kinds.products();
        let log = |with: f32, of: f32| INDEPENDENCE * ((with + UNSEEN) / (of + 1.0)).ln();
        for (place, kind) in self.likely.iter().enumerate() {
            let with = kinds.of(*kind);
            rest -= with;
            said[place] = log(with as f32, self.products[place]);
        }
        let rest = rest as f32;
        said[self.likely.len()] = log(rest, self.others);
        said
    }
}
