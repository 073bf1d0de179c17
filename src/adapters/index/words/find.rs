//! Finding products by a query text.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use super::{
    Words,
    clauses::{Alternative, Compiled},
    matching::{self, Match},
    vocabulary::TermId,
};
use crate::{
    adapters::index::TextMatches,
    application::search::Relaxed,
    domain::{
        analysis::{Parsed, Piece, Stemming, normalize, parse, stem},
        language::Language,
    },
};

/// How far a query may be relaxed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rung {
    /// As far as it needs to find something.
    #[default]
    Ladder,
    /// All words.
    AllWords,
    /// Any word, always.
    AnyWord,
}

/// A query.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextQuery<'a> {
    /// As it was typed.
    pub text: &'a str,
    /// Language that it is in.
    pub language: Language,
    /// The last word may go on.
    pub is_last_a_prefix: bool,
    /// How far it may be relaxed.
    pub rung: Rung,
    /// The day that it is asked on, as [`super::day_of`] counts: what is new on it is lifted.
    pub today: u16,
}

impl<'a> TextQuery<'a> {
    /// A query in English of whole words, relaxed as far as needed, on a day before all products.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            language: Language::EN,
            is_last_a_prefix: false,
            rung: Rung::Ladder,
            today: 0,
        }
    }
}

/// What the ladder found.
#[derive(Debug, Default)]
struct Found {
    matches: Vec<Match>,
    relaxed: Relaxed,
    /// Products with all words, ascending, where others were added to them.
    with_all: Vec<u32>,
}

/// Added to the score of a product that the query names by a code of its own.
const NAMED: u32 = 1 << 30;
/// Share of the query, by weight of its words, that counts as most of it.
const MOST: f32 = 0.6;

/// The key under which a code is kept: case, spaces and hyphens do not matter.
pub(super) fn code_key(code: &str) -> Option<u64> {
    let normalized = normalize(code);
    let mut hasher = FxHasher::default();
    let mut signs = normalized
        .chars()
        .filter(|sign| sign.is_alphanumeric())
        .peekable();
    signs.peek()?;
    for sign in signs {
        hasher.write_u32(u32::from(sign));
    }
    Some(hasher.finish())
}

impl Words {
    /// What each word of a query may be matched by, as the catalog shows: by word, by alternative, the terms that have
    /// to be there together, and what matching them is worth beside the word itself.
    pub fn alternatives(&self, query: &TextQuery<'_>) -> Vec<Vec<(Vec<&str>, f32)>> {
        let parsed = parse(query.text);
        let compiled = self.compile(&parsed, query.language, query.is_last_a_prefix);
        let text = |term: &TermId| &*self.vocabulary.terms[*term as usize].text;
        let terms = |one: &Alternative| one.terms.iter().map(text).collect();
        let clauses = compiled.clauses.iter();
        clauses
            .map(|clause| {
                let alternatives = clause.alternatives.iter();
                alternatives.map(|one| (terms(one), one.worth)).collect()
            })
            .collect()
    }

    /// Finds the products of a query.
    pub fn find(&self, query: &TextQuery<'_>) -> TextMatches {
        let parsed = parse(query.text);
        let compiled = self.compile(&parsed, query.language, query.is_last_a_prefix);
        let Found {
            mut matches,
            mut relaxed,
            with_all,
        } = self.climb(&compiled, query.rung);
        self.hold_phrases(&parsed, query.language, &mut matches);
        self.exclude(&parsed, query.language, &mut matches);
        self.rank(&compiled.clauses, &mut matches, query.today);
        for found in &mut matches {
            if with_all.binary_search(&found.product).is_ok() {
                found.score = (found.score as f32 * self.weights.all_words) as u32;
            }
        }
        let named = code_key(query.text).map(|key| self.codes.find(key));
        let named: Vec<u32> = named.into_iter().flatten().collect();
        for product in &named {
            match matches.binary_search_by_key(product, |found| found.product) {
                Ok(at) => matches[at].score = matches[at].score.min(NAMED - 1) + NAMED,
                Err(at) => matches.insert(
                    at,
                    Match {
                        product: *product,
                        score: NAMED,
                    },
                ),
            }
        }
        if relaxed == Relaxed::None && compiled.is_corrected && !matches.is_empty() {
            relaxed = Relaxed::Typos;
        }
        if matches.is_empty() || !named.is_empty() {
            relaxed = Relaxed::None;
        }
        let products = matches.iter().map(|found| (found.product, found.score));
        let products = products.collect();
        matching::give_back(matches);
        TextMatches {
            products,
            relaxed,
            suggestion: suggestion(query.text, &compiled),
        }
    }

    /// Goes down the ladder until enough is found. What was given up is what had to be given up to find anything:
    /// where some products have all words, nothing was, though others may follow them.
    fn climb(&self, compiled: &Compiled<'_>, rung: Rung) -> Found {
        let clauses = &compiled.clauses;
        let weights = &self.weights;
        if clauses.is_empty() {
            return Found::default();
        }
        let plain = |matches| Found {
            matches,
            ..Found::default()
        };
        if rung == Rung::AnyWord {
            return plain(matching::any(clauses, 0.0, weights.coverage));
        }
        let all = matching::all(clauses);
        if rung == Rung::AllWords || clauses.len() == 1 || all.len() >= weights.enough {
            return plain(all);
        }
        let mut relaxed = Relaxed::MostWords;
        let mut found = matching::any(clauses, MOST, weights.coverage);
        if found.len() < weights.enough {
            if found.is_empty() {
                relaxed = Relaxed::AnyWord;
            }
            found = matching::any(clauses, weights.least_share, weights.coverage);
        }
        if !all.is_empty() {
            relaxed = Relaxed::None;
        }
        Found {
            matches: found,
            relaxed,
            with_all: all.iter().map(|found| found.product).collect(),
        }
    }

    /// Keeps the matches that have every phrase of the query.
    fn hold_phrases(&self, parsed: &Parsed, language: Language, matches: &mut Vec<Match>) {
        for phrase in &parsed.phrases {
            let places = self.places(phrase, language);
            let places: Vec<&[TermId]> = places.iter().map(Vec::as_slice).collect();
            matches.retain(|found| self.has_phrase(found.product, &places));
        }
    }

    /// Drops the matches that have what the query excludes.
    fn exclude(&self, parsed: &Parsed, language: Language, matches: &mut Vec<Match>) {
        for phrase in &parsed.excluded {
            let places = self.places(phrase, language);
            if let [terms] = &places[..] {
                let lists: Vec<_> = terms
                    .iter()
                    .map(|term| &self.vocabulary.terms[*term as usize].postings)
                    .collect();
                matches.retain(|found| lists.iter().all(|list| list.get(found.product) == 0));
                continue;
            }
            let places: Vec<&[TermId]> = places.iter().map(Vec::as_slice).collect();
            matches.retain(|found| !self.has_phrase(found.product, &places));
        }
    }

    /// The terms that may stand at each place of a phrase.
    fn places(&self, phrase: &[Piece], language: Language) -> Vec<Vec<TermId>> {
        let stemming = Stemming::of(language);
        let mut places: Vec<Vec<TermId>> = Vec::new();
        for piece in phrase {
            let term = |text: &str| self.vocabulary.term(text);
            let place = match piece {
                Piece::Word(word) => term(&stem(stemming, word)),
                Piece::Number { number, .. } => term(number),
                Piece::Code { whole, .. } => term(whole),
                Piece::Measure { measure, .. } => term(measure),
                Piece::Signs(signs) => {
                    let mut buffer = [0; 4];
                    places.extend(
                        signs
                            .chars()
                            .map(|sign| term(sign.encode_utf8(&mut buffer)).into_iter().collect()),
                    );
                    continue;
                }
            };
            places.push(place.into_iter().collect());
        }
        places
    }
}

/// The query with each unknown word replaced by what it was taken for.
fn suggestion(text: &str, compiled: &Compiled<'_>) -> Option<String> {
    let mut suggested = normalize(text).into_owned();
    for (unknown, known) in &compiled.corrections {
        let mut words: Vec<&str> = suggested.split(' ').collect();
        for word in &mut words {
            if word.trim_matches(|sign: char| !sign.is_alphanumeric()) == unknown {
                *word = known;
            }
        }
        suggested = words.join(" ");
    }
    (!compiled.corrections.is_empty()).then_some(suggested)
}
