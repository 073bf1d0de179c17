//! Weights chosen on some queries and judged on others.
//!
//! Settings are drawn at random from ranges that say nothing about the judgments; every setting answers every query
//! once. For each fold of each split, the setting that is best on the other folds answers the fold: so no query is
//! judged by weights that saw it.

use rand::{RngExt, SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

use super::judged::{Figures, JudgedQuery};
use crate::{
    adapters::index::words::{TextQuery, Weights, Words},
    domain::language::Language,
};

/// Settings of what is worked out when products are added.
const DRAWS_OF_FIELDS: usize = 40;
/// Settings of the rest for each of those.
const DRAWS_OF_RANKING: usize = 12;

/// The ranking of a query by an index: greatest score first, equal ones by number.
pub(super) fn ranking(words: &Words, text: &str) -> Vec<u32> {
    let query = TextQuery {
        language: Language::EN,
        ..TextQuery::new(text)
    };
    let mut found = words.find(&query).products;
    found.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    found.into_iter().map(|(product, _)| product).collect()
}

/// The figures of all queries by an index.
pub(super) fn figures(words: &Words, queries: &[JudgedQuery]) -> Vec<Figures> {
    queries
        .iter()
        .map(|query| query.judge(&ranking(words, &query.text)))
        .collect()
}

/// Mean of one figure over all queries.
pub(super) fn mean(figures: &[Figures], of: impl Fn(&Figures) -> f64) -> f64 {
    figures.iter().map(of).sum::<f64>() / figures.len().max(1) as f64
}

/// A setting drawn from the ranges.
fn draw_fields(weights: &mut Weights, random: &mut ChaCha8Rng) {
    let ranges: [(f32, f32); 8] = [
        (2.0, 5.0),
        (0.5, 2.5),
        (1.5, 5.0),
        (0.3, 1.5),
        (0.2, 1.0),
        (0.05, 0.8),
        (0.5, 2.5),
        (0.05, 1.0),
    ];
    for (field, (least, most)) in weights.fields.iter_mut().zip(ranges) {
        field.weight = random.random_range(least..most);
    }
    weights.fields[0].dilution = random.random_range(0.2..0.8);
    weights.fields[5].dilution = random.random_range(0.5..1.0);
    weights.fields[6].dilution = random.random_range(0.6..1.0);
    weights.saturation = random.random_range(0.6..3.0);
}

fn draw_ranking(weights: &mut Weights, random: &mut ChaCha8Rng) {
    weights.synonym = random.random_range(0.5..1.0);
    weights.compound = random.random_range(0.6..1.0);
    weights.coverage = random.random_range(0.5..4.0);
    weights.title_all = random.random_range(0.0..0.5);
    weights.title_phrase = random.random_range(0.0..0.5);
    weights.title_exact = random.random_range(0.0..0.6);
    weights.title_start = random.random_range(0.0..0.4);
    weights.title_for = random.random_range(0.0..0.4);
    weights.feedback = random.random_range(10..100);
    weights.kind_feedback = random.random_range(0.0..1.0);
    weights.kind_named = random.random_range(0.0..0.8);
    weights.kind_accessory = random.random_range(0.0..0.6);
}

/// Every query answered by every drawn setting; settings in order, each with the figures of all queries.
pub(super) fn answers(
    words: &mut Words,
    queries: &[JudgedQuery],
    seed: u64,
    mut done: impl FnMut(),
) -> Vec<(Weights, Vec<Figures>)> {
    let usual = words.weights().clone();
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut answers = Vec::with_capacity(DRAWS_OF_FIELDS * DRAWS_OF_RANKING);
    for _ in 0..DRAWS_OF_FIELDS {
        let mut weights = usual.clone();
        draw_fields(&mut weights, &mut random);
        for _ in 0..DRAWS_OF_RANKING {
            draw_ranking(&mut weights, &mut random);
            words.reweigh(weights.clone());
            answers.push((weights.clone(), figures(words, queries)));
            done();
        }
    }
    words.reweigh(usual);
    answers
}

/// How many settings are drawn.
pub(super) const DRAWS: usize = DRAWS_OF_FIELDS * DRAWS_OF_RANKING;

/// What a split gives: means over all queries, each judged by weights chosen on the other folds.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Judged {
    /// nDCG@10.
    pub(super) ndcg: f64,
    /// Condensed nDCG@10.
    pub(super) condensed: f64,
    /// Judged@10.
    pub(super) judged: f64,
}

/// One split into folds. Of two settings that are equally good, the later one is chosen.
pub(super) fn split(answers: &[(Weights, Vec<Figures>)], folds: usize, seed: u64) -> Judged {
    let queries = answers.first().map_or(0, |(_, figures)| figures.len());
    let mut order: Vec<usize> = (0..queries).collect();
    order.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
    let mut sums = Judged::default();
    for fold in 0..folds {
        let (held_back, others): (Vec<usize>, Vec<usize>) =
            (0..queries).partition(|place| place % folds == fold);
        let sum = |figures: &[Figures]| -> f64 {
            others.iter().map(|place| figures[order[*place]].ndcg).sum()
        };
        let best = answers
            .iter()
            .max_by(|(_, a), (_, b)| sum(a).total_cmp(&sum(b)));
        let Some((_, figures)) = best else { continue };
        for place in held_back {
            let figures = figures[order[place]];
            sums.ndcg += figures.ndcg;
            sums.condensed += figures.condensed;
            sums.judged += figures.judged;
        }
    }
    let mean = |sum: f64| sum / queries.max(1) as f64;
    Judged {
        ndcg: mean(sums.ndcg),
        condensed: mean(sums.condensed),
        judged: mean(sums.judged),
    }
}
