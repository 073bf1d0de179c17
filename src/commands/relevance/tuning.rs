//! Weights chosen on some queries and judged on others.
//!
//! Settings are drawn at random from ranges; every setting answers every query once. For each fold of each split, the
//! mean of the settings that are best on the other folds answers the fold: so no query is judged by weights that were
//! chosen with it. What this does not take out: the ranges, the parts of ranking themselves and the lists of words were
//! made by hand with the figures of these very queries in view. How well other queries do, only other queries tell.

use rand::{RngExt, SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

use super::{
    Catalog,
    judged::{Figures, JudgedQuery},
};
use crate::adapters::index::words::{Field, Weights};

/// Settings of what is worked out when products are added.
const DRAWS_OF_FIELDS: usize = 60;
/// Settings of the rest for each of those.
const DRAWS_OF_RANKING: usize = 12;

/// The figures of all queries.
pub(super) fn figures(catalog: &Catalog, queries: &[JudgedQuery]) -> Vec<Figures> {
    queries
        .iter()
        .map(|query| query.judge(&catalog.ranking(&query.text)))
        .collect()
}

/// Mean of one figure over all queries.
pub(super) fn mean(figures: &[Figures], of: impl Fn(&Figures) -> f64) -> f64 {
    figures.iter().map(of).sum::<f64>() / figures.len().max(1) as f64
}

/// A setting drawn from the ranges.
fn draw_fields(weights: &mut Weights, random: &mut ChaCha8Rng) {
    let ranges: [(f32, f32); 8] = [
        (1.0, 5.0),
        (0.5, 4.0),
        (0.0, 4.0),
        (0.0, 2.0),
        (0.0, 1.0),
        (0.0, 0.4),
        (1.0, 5.0),
        (0.0, 2.0),
    ];
    for (field, (least, most)) in weights.fields.iter_mut().zip(ranges) {
        field.weight = random.random_range(least..most);
    }
    weights.fields[Field::Title as usize].dilution = random.random_range(0.2..0.8);
    weights.fields[Field::Attributes as usize].dilution = random.random_range(0.5..1.0);
    weights.fields[Field::Description as usize].dilution = random.random_range(0.6..1.0);
    weights.saturation = random.random_range(0.6..3.0);
}

fn draw_ranking(weights: &mut Weights, random: &mut ChaCha8Rng) {
    weights.synonym = random.random_range(0.0..0.8);
    weights.compound = random.random_range(0.3..1.0);
    weights.kind_word = random.random_range(0.5..1.0);
    weights.coverage = random.random_range(0.5..4.0);
    weights.title_all = random.random_range(0.0..0.5);
    weights.title_phrase = random.random_range(0.0..0.5);
    weights.title_exact = random.random_range(0.0..0.6);
    weights.brief = random.random_range(0.0..1.0);
    weights.title_for = random.random_range(0.0..0.4);
    weights.feedback = random.random_range(10..100);
    weights.kind_feedback = random.random_range(0.0..0.4);
    weights.kind_named = random.random_range(0.0..0.8);
    weights.kind_accessory = random.random_range(0.0..0.6);
}

/// Every query answered by every drawn setting; settings in order, each with the figures of all queries.
pub(super) fn answers(
    catalog: &Catalog,
    queries: &[JudgedQuery],
    seed: u64,
    mut done: impl FnMut(),
) -> Vec<(Weights, Vec<Figures>)> {
    let usual = catalog.weights();
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut answers = Vec::with_capacity(DRAWS_OF_FIELDS * DRAWS_OF_RANKING);
    for _ in 0..DRAWS_OF_FIELDS {
        let mut weights = usual.clone();
        draw_fields(&mut weights, &mut random);
        for _ in 0..DRAWS_OF_RANKING {
            draw_ranking(&mut weights, &mut random);
            catalog.reweigh(weights.clone());
            answers.push((weights.clone(), figures(catalog, queries)));
            done();
        }
    }
    catalog.reweigh(usual);
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

/// Settings whose mean is chosen: one alone is best by luck more often than by merit.
const CHOSEN: usize = 30;

/// The mean of the settings that are best on these queries.
pub(super) fn choose(answers: &[(Weights, Vec<Figures>)], queries: &[usize]) -> Weights {
    let sum =
        |figures: &[Figures]| -> f64 { queries.iter().map(|query| figures[*query].ndcg).sum() };
    let mut order: Vec<(f64, &Weights)> = answers
        .iter()
        .map(|(weights, figures)| (sum(figures), weights))
        .collect();
    order.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let best: Vec<&Weights> = order
        .iter()
        .take(CHOSEN)
        .map(|(_, weights)| *weights)
        .collect();
    let mean = |of: &dyn Fn(&Weights) -> f32| {
        best.iter().map(|weights| of(weights)).sum::<f32>() / best.len() as f32
    };
    let mut chosen = best[0].clone();
    for (field, weight) in chosen.fields.iter_mut().enumerate() {
        weight.weight = mean(&|weights| weights.fields[field].weight);
        weight.dilution = mean(&|weights| weights.fields[field].dilution);
    }
    for number in NUMBERS {
        *number(&mut chosen) = mean(&|weights| *number(&mut weights.clone()));
    }
    chosen.feedback = mean(&|weights| weights.feedback as f32) as usize;
    chosen
}

/// The drawn numbers beside those of fields.
const NUMBERS: [fn(&mut Weights) -> &mut f32; 13] = [
    |weights| &mut weights.saturation,
    |weights| &mut weights.synonym,
    |weights| &mut weights.compound,
    |weights| &mut weights.kind_word,
    |weights| &mut weights.coverage,
    |weights| &mut weights.title_all,
    |weights| &mut weights.title_phrase,
    |weights| &mut weights.title_exact,
    |weights| &mut weights.brief,
    |weights| &mut weights.title_for,
    |weights| &mut weights.kind_feedback,
    |weights| &mut weights.kind_named,
    |weights| &mut weights.kind_accessory,
];

/// One split into folds: each query is judged by weights chosen on the other folds.
pub(super) fn split(
    catalog: &Catalog,
    judged: &[JudgedQuery],
    answers: &[(Weights, Vec<Figures>)],
    folds: usize,
    seed: u64,
) -> Judged {
    let usual = catalog.weights();
    let mut order: Vec<usize> = (0..judged.len()).collect();
    order.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
    let mut sums = Judged::default();
    for fold in 0..folds {
        let part = |held_back: bool| -> Vec<usize> {
            let places = order
                .iter()
                .enumerate()
                .filter(|(place, _)| (place % folds == fold) == held_back);
            places.map(|(_, query)| *query).collect()
        };
        catalog.reweigh(choose(answers, &part(false)));
        for query in part(true) {
            let query = &judged[query];
            let figures = query.judge(&catalog.ranking(&query.text));
            sums.ndcg += figures.ndcg;
            sums.condensed += figures.condensed;
            sums.judged += figures.judged;
        }
    }
    catalog.reweigh(usual);
    let mean = |sum: f64| sum / judged.len().max(1) as f64;
    Judged {
        ndcg: mean(sums.ndcg),
        condensed: mean(sums.condensed),
        judged: mean(sums.judged),
    }
}
