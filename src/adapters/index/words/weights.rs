//! Every number that ranking depends on, in one place. `vitrina relevance` measures what they do.

use super::text::{Field, Signals};

/// How a field counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FieldWeight {
    /// What a word in it is worth beside a word in another.
    pub weight: f32,
    /// How much a long text dilutes its words, from 0 (not at all) to 1 (in proportion).
    pub dilution: f32,
    /// The length, in words, at which a text is neither short nor long. It is fixed, so that what a product is worth
    /// does not depend on which others were there when it was added.
    pub usual_words: f32,
}

/// The numbers of ranking. The defaults were chosen on all judged queries at once (`docs/search.md`), so the figure that
/// they reach on those says less than the cross-validated one. Those of trade were set by hand: no judgment tells them.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// By field, in the order of [`Field::ALL`].
    pub fields: [FieldWeight; Field::ALL.len()],
    /// How soon more occurrences of a word stop counting (`k1` of BM25).
    pub saturation: f32,
    /// What a synonym is worth beside the word asked for.
    pub synonym: f32,
    /// What a synonym or compound is worth at least where the catalog names a kind of product by it, and none by the
    /// word asked for.
    pub kind_word: f32,
    /// What the completion of the last word is worth beside the word itself.
    pub completion: f32,
    /// What the parts of a compound, or words joined to one, are worth.
    pub compound: f32,
    /// What a corrected word is worth, for each edit.
    pub correction: f32,
    /// Exponent on the share of the query that a product has, by weight of its words.
    pub coverage: f32,
    /// Fewer products than this with all words, and those with most of them are added.
    pub enough: usize,
    /// Multiplier of products with all words where others follow them.
    pub all_words: f32,
    /// Products that have less than this share of the query, by weight of its words, are no answer to it.
    pub least_share: f32,
    /// How many of the best by words are looked at more closely, by their titles.
    pub rescored: usize,
    /// Gain of a title that has all words of the query.
    pub title_all: f32,
    /// Gain of a title where words of the query follow each other as in the query.
    pub title_phrase: f32,
    /// Gain of a title that is the query.
    pub title_exact: f32,
    /// What the same is worth in a brief description, beside a title.
    pub brief: f32,
    /// Loss of a title where the query follows a `for`: it is about something that goes with it.
    pub title_for: f32,
    /// How many of the best by words tell which kind of product is meant.
    pub feedback: usize,
    /// Gain of the kind that most of those are of; others in proportion.
    pub kind_feedback: f32,
    /// Gain of a kind whose name is in the query, whole.
    pub kind_named: f32,
    /// Loss of a kind whose name has words of the query but is headed by another: `notebook case` for `notebook`.
    pub kind_accessory: f32,
    /// Multiplier of what cannot be bought.
    pub unavailable: f32,
    /// Gain of the best seller; falls with the logarithm of the rank.
    pub best_seller: f32,
    /// Gain of what is published on the day of the query; halves each 90 days.
    pub novelty: f32,
    /// Gain of the best rating over none.
    pub rating: f32,
}

impl Default for Weights {
    fn default() -> Self {
        let field = |weight, dilution, usual_words| FieldWeight {
            weight,
            dilution,
            usual_words,
        };
        Self {
            fields: [
                field(3.9, 0.65, 10.0),
                field(1.8, 0.0, 2.0),
                field(2.0, 0.5, 3.0),
                field(0.9, 0.5, 6.0),
                field(0.45, 0.5, 8.0),
                field(0.14, 0.7, 30.0),
                field(3.2, 0.8, 12.0),
                field(0.9, 0.5, 4.0),
            ],
            saturation: 2.0,
            synonym: 0.28,
            kind_word: 0.9,
            completion: 0.8,
            compound: 0.5,
            correction: 0.8,
            coverage: 2.0,
            enough: 10,
            all_words: 1.5,
            least_share: 0.2,
            rescored: 256,
            title_all: 0.19,
            title_phrase: 0.2,
            title_exact: 0.21,
            brief: 0.36,
            title_for: 0.2,
            feedback: 60,
            kind_feedback: 0.12,
            kind_named: 0.43,
            kind_accessory: 0.46,
            unavailable: 0.97,
            best_seller: 0.1,
            novelty: 0.03,
            rating: 0.05,
        }
    }
}

/// Days in which novelty halves.
const HALF_LIFE: f32 = 90.0;
/// Days after which nothing is new.
const OLDEST: u16 = 720;
/// Units of a multiplier of trade: this many are 1.
pub(super) const ONE: f32 = 128.0;

impl Weights {
    /// The same without signals of trade.
    #[must_use]
    pub fn without_trade(self) -> Self {
        Self {
            unavailable: 1.0,
            best_seller: 0.0,
            novelty: 0.0,
            rating: 0.0,
            ..self
        }
    }

    /// The multiplier of these signals in 1/128, never 0; all but novelty.
    pub(super) fn multiplier(&self, signals: &Signals) -> u8 {
        let mut factor = 1.0;
        if !signals.is_available {
            factor *= self.unavailable;
        }
        if let Some(rank) = signals.sales_rank {
            // A gain of nothing from rank 1,000,000 on.
            let place = (rank.get() as f32).log10() / 6.0;
            factor *= 1.0 + self.best_seller * (1.0 - place).max(0.0);
        }
        if let Some(percent) = signals.rating_percent {
            factor *= 1.0 + self.rating * f32::from(percent.min(100)) / 100.0;
        }
        (factor * ONE).round().clamp(1.0, 255.0) as u8
    }

    /// The multipliers of novelty by age in days; from the last one on there is no gain. Age is counted when a query
    /// is asked, so what an index answers does not depend on when it was filled.
    pub(super) fn novelties(&self) -> Vec<f32> {
        let days = if self.novelty == 0.0 { 0 } else { OLDEST };
        let gain = |age: u16| self.novelty * 0.5_f32.powf(f32::from(age) / HALF_LIFE);
        (0..days).map(|age| 1.0 + gain(age)).chain([1.0]).collect()
    }
}
