//! What one typing error a query costs.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::{Catalog, judged::JudgedQuery, tuning::mean};

/// Shortest word that an error is put into, in letters.
const SHORTEST: usize = 4;

/// One query with an error in one of its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Case {
    /// Which query.
    pub(super) query: usize,
    /// Its text with the error.
    pub(super) text: String,
}

/// Seeded cases, the four kinds of error in turn: a letter too many, one missing, another one, two exchanged.
pub(super) fn cases(queries: &[JudgedQuery], count: usize, seed: u64) -> Vec<Case> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let is_long =
        |word: &str| word.len() >= SHORTEST && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let with_words: Vec<usize> = (0..queries.len())
        .filter(|query| queries[*query].text.split(' ').any(is_long))
        .collect();
    if with_words.is_empty() {
        return Vec::new();
    }
    let mut cases = Vec::with_capacity(count);
    while cases.len() < count {
        let query = with_words[random.random_range(0..with_words.len())];
        let mut words: Vec<String> = queries[query].text.split(' ').map(str::to_owned).collect();
        let long: Vec<usize> = (0..words.len())
            .filter(|word| is_long(&words[*word]))
            .collect();
        let word = &mut words[long[random.random_range(0..long.len())]];
        let letter = char::from(random.random_range(b'a'..=b'z'));
        let at = random.random_range(0..word.len());
        let mut signs: Vec<char> = word.chars().collect();
        match cases.len() % 4 {
            0 => signs.insert(at, letter),
            1 => drop(signs.remove(at)),
            2 => signs[at] = letter,
            _ => {
                let at = at.min(signs.len() - 2);
                signs.swap(at, at + 1);
            }
        }
        let wrong: String = signs.into_iter().collect();
        if wrong != *word {
            *word = wrong;
            cases.push(Case {
                query,
                text: words.join(" "),
            });
        }
    }
    cases
}

/// Mean nDCG of the cases without and with their errors.
pub(super) fn cost(catalog: &Catalog, queries: &[JudgedQuery], cases: &[Case]) -> (f64, f64) {
    let judge = |case: &Case, text: &str| queries[case.query].judge(&catalog.ranking(text));
    let clean: Vec<_> = cases
        .iter()
        .map(|case| judge(case, &queries[case.query].text))
        .collect();
    let wrong: Vec<_> = cases.iter().map(|case| judge(case, &case.text)).collect();
    (
        mean(&clean, |figures| figures.ndcg),
        mean(&wrong, |figures| figures.ndcg),
    )
}
