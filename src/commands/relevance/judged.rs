//! Judged queries and how well a ranking does on them.

use anyhow::{Context, bail};
use rustc_hash::FxHashMap;

use crate::domain::id::Key;

/// Places that count.
const DEPTH: usize = 10;

/// A query with the grades that people gave to products.
#[derive(Debug, Clone)]
pub(super) struct JudgedQuery {
    /// As it was typed.
    pub(super) text: String,
    /// Grade by product, 0 to 3.
    pub(super) grades: FxHashMap<Key, u8>,
    /// Whether any product of the catalog has a grade of 2 or more.
    pub(super) must_find: bool,
    ideal: f64,
}

/// What one ranking of one query is worth.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Figures {
    /// nDCG of the first ten, products without a grade counted as 0.
    pub(super) ndcg: f64,
    /// nDCG of the first ten that have a grade.
    pub(super) condensed: f64,
    /// Share of the first ten that have a grade.
    pub(super) judged: f64,
    /// Share of the products of a grade of 2 or more that are found at all.
    pub(super) recall: f64,
    /// Nothing is found.
    pub(super) is_empty: bool,
}

/// Reads queries (`id<TAB>text`) and grades (`query 0 product grade`, as TREC has it). `product` tells the product by its
/// id or the number at the end of it; products that the catalog lacks are left out.
///
/// # Errors
/// When a line has another form.
pub(super) fn read(
    queries: &str,
    grades: &str,
    product: impl Fn(&str) -> Option<Key>,
) -> anyhow::Result<Vec<JudgedQuery>> {
    let mut by_query: FxHashMap<&str, Vec<(Option<Key>, u8)>> = FxHashMap::default();
    for (at, line) in grades.lines().enumerate() {
        let [query, _, id, grade] = line.split_whitespace().collect::<Vec<_>>()[..] else {
            bail!(
                "line {} of the grades is not `query 0 product grade`",
                at + 1
            );
        };
        let grade: i32 = grade
            .parse()
            .with_context(|| format!("line {} of the grades", at + 1))?;
        let grade = u8::try_from(grade.clamp(0, 30))?;
        by_query
            .entry(query)
            .or_default()
            .push((product(id), grade));
    }
    let mut judged = Vec::new();
    for (at, line) in queries.lines().enumerate() {
        let Some((id, text)) = line.split_once('\t') else {
            bail!("line {} of the queries is not `id<TAB>text`", at + 1);
        };
        let grades = by_query.remove(id).unwrap_or_default();
        let must_find = grades
            .iter()
            .any(|(product, grade)| product.is_some() && *grade >= 2);
        let known: FxHashMap<Key, u8> = grades
            .into_iter()
            .filter_map(|(product, grade)| Some((product?, grade)))
            .collect();
        let mut best: Vec<u8> = known.values().copied().collect();
        best.sort_unstable_by(|a, b| b.cmp(a));
        judged.push(JudgedQuery {
            text: text.to_owned(),
            ideal: gain(best.into_iter()),
            grades: known,
            must_find,
        });
    }
    Ok(judged)
}

/// Discounted gain of grades in their order: 2^grade - 1, by the logarithm of the place.
fn gain(grades: impl Iterator<Item = u8>) -> f64 {
    let gains = grades.take(DEPTH).enumerate();
    gains
        .map(|(place, grade)| (2_f64.powi(i32::from(grade)) - 1.0) / (place as f64 + 2.0).log2())
        .sum()
}

impl JudgedQuery {
    /// Whether any product is worth showing; queries without one say nothing about a ranking.
    pub(super) fn has_relevant(&self) -> bool {
        self.ideal > 0.0
    }

    /// The figures of a ranking, best product first.
    pub(super) fn judge(&self, ranking: &[Key]) -> Figures {
        let grade = |product: &Key| self.grades.get(product).copied();
        let shown = &ranking[..ranking.len().min(DEPTH)];
        let known = ranking.iter().filter_map(grade);
        let of_ideal = |gain: f64| {
            if self.ideal > 0.0 {
                gain / self.ideal
            } else {
                0.0
            }
        };
        let good = self.grades.values().filter(|grade| **grade >= 2).count();
        let found = ranking
            .iter()
            .filter(|product| grade(product) >= Some(2))
            .count();
        Figures {
            ndcg: of_ideal(gain(
                shown.iter().map(|product| grade(product).unwrap_or(0)),
            )),
            condensed: of_ideal(gain(known)),
            judged: shown
                .iter()
                .filter(|product| grade(product).is_some())
                .count() as f64
                / shown.len().max(1) as f64,
            recall: if good > 0 {
                found as f64 / good as f64
            } else {
                1.0
            },
            is_empty: ranking.is_empty(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query() -> JudgedQuery {
        let grades = "7 0 1 3\n7 0 2 0\n7 0 3 1\n7 0 99 2\n8 0 1 3";
        let product = |id: &str| (id != "99").then(|| Key::of(id));
        let mut queries = read("7\tusb hub\n9\tnothing", grades, product).unwrap();
        assert_eq!(queries.len(), 2);
        assert!(!queries[1].has_relevant());
        queries.remove(0)
    }

    fn keys(ids: &[&str]) -> Vec<Key> {
        ids.iter().map(|id| Key::of(id)).collect()
    }

    #[test]
    fn a_ranking_is_judged_by_place() {
        let query = query();
        let best = query.judge(&keys(&["1", "3"]));
        assert_eq!(
            (best.ndcg, best.condensed, best.judged, best.recall),
            (1.0, 1.0, 1.0, 1.0)
        );
        let worse = query.judge(&keys(&["4", "1", "5", "3"]));
        let gain = 7.0 / 3_f64.log2() + 1.0 / 5_f64.log2();
        let ideal = 7.0 + 1.0 / 3_f64.log2();
        assert!((worse.ndcg - gain / ideal).abs() < 1e-12);
        assert_eq!((worse.condensed, worse.judged), (1.0, 0.5));
        let none = query.judge(&[]);
        assert_eq!((none.ndcg, none.recall, none.is_empty), (0.0, 0.0, true));
    }

    #[test]
    fn other_forms_are_refused() {
        assert!(read("7 usb", "", |_| None).is_err());
        assert!(read("", "7 0 1", |_| None).is_err());
        assert!(read("", "7 0 1 good", |_| None).is_err());
    }
}
