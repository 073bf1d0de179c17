//! Completing what is being typed.

use rustc_hash::FxHashSet;

use super::Words;
use crate::domain::analysis::normalize;

/// Letters from which on one typo is forgiven.
const FORGIVING_FROM: usize = 3;

/// A query that may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The whole query, folded.
    pub text: String,
    /// Bytes of its end that were not typed; 0 where what was typed was corrected.
    pub added: usize,
    /// How many products have its last word in title, vendor or kind.
    pub products: u32,
}

impl Words {
    /// Completes the last word of a text by words of titles, vendors and kinds, the most used first; with earlier words,
    /// only by words that some product has together with them. From the third letter on, one typo is forgiven where
    /// nothing starts as typed.
    pub fn complete(&self, text: &str, limit: usize) -> Vec<Completion> {
        let normalized = normalize(text);
        let start = normalized.rfind(|sign: char| !sign.is_alphanumeric());
        let start = start.map_or(0, |at| {
            at + normalized[at..].chars().next().map_or(1, char::len_utf8)
        });
        let (before, last) = normalized.split_at(start);
        if last.is_empty() || limit == 0 {
            return Vec::new();
        }
        let typed = self
            .vocabulary
            .starting_with(last)
            .filter(|form| form.named > 0);
        let mut found: Vec<(u32, &str, u32)> = typed
            .map(|form| (form.named, &*form.text, form.term))
            .collect();
        let is_corrected = found.is_empty() && last.chars().count() >= FORGIVING_FROM;
        if is_corrected {
            let near = self
                .vocabulary
                .near(last, 1, true)
                .into_iter()
                .map(|(form, _)| form);
            found = near
                .filter(|form| form.named > 0)
                .map(|form| (form.named, &*form.text, form.term))
                .collect();
        }
        found.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        let earlier = (!before.trim().is_empty()).then(|| {
            self.find(&super::TextQuery {
                rung: super::Rung::AllWords,
                ..super::TextQuery::new(before)
            })
        });
        let mut seen = FxHashSet::default();
        let candidates = found.into_iter().filter(|(_, text, _)| seen.insert(*text));
        let mut completions = Vec::new();
        // Words that never stand beside the earlier ones are passed over, but not without end.
        for (products, text, term) in candidates.take(limit.saturating_mul(20)) {
            let postings = &self.vocabulary.terms[term as usize].postings;
            let goes_together = earlier.as_ref().is_none_or(|earlier| {
                earlier
                    .products
                    .iter()
                    .any(|(product, _)| postings.get(*product) > 0)
            });
            if goes_together {
                let added = if is_corrected {
                    0
                } else {
                    text.len() - last.len()
                };
                completions.push(Completion {
                    text: format!("{before}{text}"),
                    added,
                    products,
                });
            }
            if completions.len() == limit {
                break;
            }
        }
        completions
    }
}
