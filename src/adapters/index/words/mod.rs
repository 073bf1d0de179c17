//! The words of products: an inverted index that is changed in place, and the ranking over it.
//!
//! A product is put under a number; its text gives terms (`domain/analysis`), and each term keeps its products with one
//! byte of impact: BM25F's weighted and saturated frequency over all fields (`weights`). How rare a term is comes from the
//! live number of its products when a query is asked, so scores do not depend on the order of changes, and an index that
//! was updated equals one that was built anew. Beside it lies each product's text as numbers of its words, for phrases,
//! for titles, and for taking the product out again.
//!
//! A query becomes clauses (`clauses`), clauses become matches (`matching`), and matches are ranked (`ranking`). Filters,
//! facets, sorts and pages are not known here.

mod clauses;
mod codes;
mod collections;
mod complete;
mod find;
mod matcher;
mod matching;
mod postings;
mod ranking;
#[cfg(test)]
mod tests;
mod text;
mod vocabulary;
mod weights;

use rustc_hash::FxHashMap;

pub use find::{Rung, TextQuery};
pub use matcher::SharedWords;
pub use text::{Field, ProductText, Signals, day_of};
pub use weights::{FieldWeight, Weights};

use crate::domain::{
    analysis::{Stemming, Synonyms, normalize, tokens},
    language::Language,
};
use codes::Codes;
use collections::Collections;
use ranking::{Kind, NO_KIND, Ranked, TitleKinds};
use vocabulary::{FormId, TermId, Vocabulary};

/// Bit of a word in a product's text: it stands at the place of the word before.
const ALTERNATIVE: u32 = 1 << 31;
/// From here on, a number in a product's text is the start of a field's text.
const SECTION: u32 = ALTERNATIVE - Field::ALL.len() as u32;

/// The words of all products.
#[derive(Debug)]
pub struct Words {
    /// The shop's own language.
    language: Language,
    weights: Weights,
    synonyms: Synonyms,
    vocabulary: Vocabulary,
    /// Text of each product: [`SECTION`] plus the field, then numbers of forms.
    texts: Vec<Option<Box<[u32]>>>,
    collections: Collections,
    codes_of: Vec<Box<[u64]>>,
    codes: Codes,
    kinds: Vec<Kind>,
    kinds_by_name: FxHashMap<String, u32>,
    ranked: Vec<Ranked>,
    /// How many products of each kind have a term in their titles.
    kinds_of_terms: Vec<TitleKinds>,
    /// The kinds with a term in their names.
    kinds_named: FxHashMap<TermId, Vec<u32>>,
    signals: Vec<Signals>,
    products: usize,
}

/// Bytes that the index holds, by part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordsSize {
    /// Words and terms with their maps.
    pub dictionary: usize,
    /// Products of terms.
    pub postings: usize,
    /// Texts of products as numbers of words: the positions.
    pub positions: usize,
    /// Exact codes.
    pub codes: usize,
    /// Kind, signals and multiplier of each product.
    pub columns: usize,
    /// Titles of collections and who is in them.
    pub collections: usize,
}

impl Default for Words {
    fn default() -> Self {
        Self::new(Language::EN, Weights::default(), Synonyms::general())
    }
}

impl Words {
    /// An empty index of a shop whose own texts are in this language.
    pub fn new(language: Language, weights: Weights, synonyms: Synonyms) -> Self {
        Self {
            language,
            weights,
            synonyms,
            vocabulary: Vocabulary::default(),
            texts: Vec::new(),
            collections: Collections::default(),
            codes_of: Vec::new(),
            codes: Codes::default(),
            kinds: vec![Kind::default()],
            kinds_by_name: FxHashMap::default(),
            ranked: Vec::new(),
            kinds_of_terms: Vec::new(),
            kinds_named: FxHashMap::default(),
            signals: Vec::new(),
            products: 0,
        }
    }

    /// How many products there are.
    pub fn len(&self) -> usize {
        self.products
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.products == 0
    }

    /// Adds a product, or replaces what was under its number. Whether it can be bought stays as it is known.
    pub fn put(&mut self, product: u32, text: &ProductText) {
        self.remove(product);
        let at = product as usize;
        self.make_room(product);
        let texts = text.texts.iter();
        let words = self.read(texts.map(|(field, language, text)| (*field, *language, &**text)));
        self.count(&words, 1);
        self.texts[at] = Some(words.into());
        for (term, impact) in self.impacts(product) {
            self.vocabulary.terms[term as usize]
                .postings
                .insert(product, impact);
        }
        let codes: Vec<u64> = text
            .codes
            .iter()
            .filter_map(|code| find::code_key(code))
            .collect();
        for code in &codes {
            self.codes.put(*code, product);
        }
        self.ranked[at].tie = codes.first().map_or(0, |code| (code >> 32) as u32);
        self.codes_of[at] = codes.into();
        self.ranked[at].kind = self.kind_or_new(text.kind.as_deref());
        self.learn_kind(product, 1);
        self.products += 1;
        self.signals[at] = Signals {
            is_available: self.signals[at].is_available,
            ..text.signals
        };
        self.ranked[at].set(&self.weights, &self.signals[at]);
    }

    /// Makes room for what is kept of a product.
    fn make_room(&mut self, product: u32) {
        let length = product as usize + 1;
        if self.texts.len() < length {
            self.texts.resize_with(length, || None);
            self.codes_of.resize_with(length, Box::default);
            self.ranked.resize(length, Ranked::default());
            self.signals.resize(length, Signals::default());
        }
    }

    /// Texts as numbers of their words.
    fn read<'a>(&mut self, texts: impl Iterator<Item = (Field, Language, &'a str)>) -> Vec<u32> {
        let mut words: Vec<u32> = Vec::with_capacity(64);
        for (field, language, text) in texts {
            words.push(SECTION + field as u32);
            let stemming = Stemming::of(language);
            tokens(text, |token| {
                let stemming = if token.is_word {
                    stemming
                } else {
                    Stemming::Whole
                };
                let form = self.vocabulary.form_or_new(stemming, token.text);
                words.push(form | if token.is_alternative { ALTERNATIVE } else { 0 });
            });
        }
        words
    }

    /// Takes a product out, if it is there. In which collections it is and whether it can be bought stays known.
    pub fn remove(&mut self, product: u32) {
        let at = product as usize;
        if self.texts.get(at).is_none_or(Option::is_none) {
            return;
        }
        self.learn_kind(product, -1);
        for (term, _) in self.impacts(product) {
            self.vocabulary.terms[term as usize]
                .postings
                .remove(product);
        }
        let words = self.texts[at].take().unwrap_or_default();
        self.count(&words, -1);
        for code in std::mem::take(&mut self.codes_of[at]) {
            self.codes.remove(code, product);
        }
        self.ranked[at].kind = NO_KIND;
        self.products -= 1;
    }

    /// Says whether a product can be bought, without touching its text; the product may come later.
    pub fn set_available(&mut self, product: u32, is_available: bool) {
        self.make_room(product);
        let at = product as usize;
        self.signals[at].is_available = is_available;
        self.ranked[at].set(&self.weights, &self.signals[at]);
    }

    /// Changes the weights: all impacts are worked out anew.
    pub fn reweigh(&mut self, weights: Weights) {
        let has_same_impacts =
            weights.fields == self.weights.fields && weights.saturation == self.weights.saturation;
        self.weights = weights;
        for (ranked, signals) in self.ranked.iter_mut().zip(&self.signals) {
            ranked.set(&self.weights, signals);
        }
        if has_same_impacts {
            return;
        }
        for product in 0..self.texts.len() {
            if self.texts[product].is_none() {
                continue;
            }
            for (term, impact) in self.impacts(product as u32) {
                self.vocabulary.terms[term as usize]
                    .postings
                    .insert(product as u32, impact);
            }
        }
    }

    /// The shop's own language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The weights in force.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// Bytes held, by part.
    pub fn size_bytes(&self) -> WordsSize {
        let (dictionary, postings) = self.vocabulary.size_bytes();
        let positions = self
            .texts
            .iter()
            .flatten()
            .map(|words| words.len() * 4)
            .sum::<usize>()
            + self.texts.capacity() * size_of::<Option<Box<[u32]>>>();
        let codes_of = self.codes_of.iter().map(|codes| codes.len() * 8 + 16);
        let codes = self.codes.size_bytes() + codes_of.sum::<usize>();
        let columns = self.ranked.capacity() * size_of::<Ranked>()
            + self.signals.capacity() * size_of::<Signals>();
        WordsSize {
            dictionary,
            postings,
            positions,
            codes,
            columns,
            collections: self.collections.size_bytes(),
        }
    }

    /// The impact of each term of a product: how often it occurs, weighted by field and by the length of each text,
    /// and saturated, in 255ths.
    fn impacts(&self, product: u32) -> Vec<(TermId, u8)> {
        let mut weighted: Vec<(TermId, f32)> = Vec::with_capacity(64);
        for (field, section) in self.sections(product) {
            let worth = self.worth_in(field, section);
            weighted.extend(self.terms_of(section).map(|(term, _)| (term, worth)));
        }
        // What one term is worth is summed in an order that does not depend on the numbers of others.
        weighted.sort_unstable_by_key(|(term, worth)| (*term, worth.to_bits()));
        weighted.dedup_by(|next, kept| {
            let is_same = next.0 == kept.0;
            if is_same {
                kept.1 += next.1;
            }
            is_same
        });
        weighted
            .into_iter()
            .map(|(term, worth)| (term, self.impact(worth)))
            .collect()
    }

    /// Works out the impact of some terms of a product anew, if it is there.
    fn renew(&mut self, product: u32, terms: &[TermId]) {
        if self.texts.get(product as usize).is_none_or(Option::is_none) {
            return;
        }
        for term in terms {
            let mut worths: Vec<f32> = Vec::new();
            for (field, section) in self.sections(product) {
                let times = self.terms_of(section).filter(|(other, _)| other == term);
                worths.extend(times.map(|_| self.worth_in(field, section)));
            }
            // In the order of `impacts`, so that sums are rounded alike.
            worths.sort_unstable_by_key(|worth| worth.to_bits());
            let worth = worths.into_iter().reduce(|sum, worth| sum + worth);
            let impact = worth.map(|worth| self.impact(worth));
            let postings = &mut self.vocabulary.terms[*term as usize].postings;
            match impact {
                Some(impact) => postings.insert(product, impact),
                None => postings.remove(product),
            }
        }
    }

    /// What one word of a text is worth: the longer the text, the less.
    fn worth_in(&self, field: Field, section: &[u32]) -> f32 {
        let weight = self.weights.fields[field as usize];
        let length = section
            .iter()
            .filter(|word| **word & ALTERNATIVE == 0)
            .count() as f32;
        weight.weight / (1.0 - weight.dilution + weight.dilution * length / weight.usual_words)
    }

    fn impact(&self, worth: f32) -> u8 {
        let share = worth / (self.weights.saturation + worth);
        (share * 255.0).round().clamp(1.0, 255.0) as u8
    }

    /// Changes what is known of the kind's titles by one product.
    fn learn_kind(&mut self, product: u32, by: i32) {
        let kind = self.ranked[product as usize].kind;
        self.kinds_of_terms
            .resize_with(self.vocabulary.terms.len(), TitleKinds::default);
        if kind == NO_KIND {
            return;
        }
        let products = &mut self.kinds[kind as usize].products;
        *products = products.wrapping_add_signed(by);
        let mut terms: Vec<TermId> = self.title_terms(product).map(|(term, _)| term).collect();
        terms.sort_unstable();
        terms.dedup();
        for term in terms {
            self.kinds_of_terms[term as usize].count(kind, by);
        }
    }

    /// Changes the counters of each form of a text once.
    fn count(&mut self, words: &[u32], by: i32) {
        let (mut all, mut named): (Vec<FormId>, Vec<FormId>) = (Vec::new(), Vec::new());
        for (field, section) in sections(words) {
            let forms = section.iter().map(|word| word & !ALTERNATIVE);
            all.extend(forms.clone());
            if field.is_naming() {
                named.extend(forms);
            }
        }
        for list in [&mut all, &mut named] {
            list.sort_unstable();
            list.dedup();
        }
        for form in all {
            let products = &mut self.vocabulary.forms[form as usize].products;
            *products = products.wrapping_add_signed(by);
        }
        for form in named {
            let named = self.vocabulary.forms[form as usize].named;
            self.vocabulary
                .set_named(form, named.wrapping_add_signed(by));
        }
    }

    /// The terms of a section with whether each stands at the place of the one before.
    fn terms_of(&self, section: &[u32]) -> impl Iterator<Item = (TermId, bool)> {
        section.iter().map(|word| {
            let term = self.vocabulary.terms_of_forms[(word & !ALTERNATIVE) as usize];
            (term, word & ALTERNATIVE != 0)
        })
    }

    /// The texts of a product by field, those of its collections last.
    fn sections(&self, product: u32) -> impl Iterator<Item = (Field, &[u32])> {
        let words = self.texts.get(product as usize).and_then(Option::as_deref);
        sections(words.unwrap_or_default()).chain(self.collections.sections(product))
    }

    /// Whether a text of the product has these terms one after the other; any of the terms of a place will do. Of a
    /// phrase of more than 64 places the first 64 are looked for.
    fn has_phrase(&self, product: u32, phrase: &[&[TermId]]) -> bool {
        let phrase = &phrase[..phrase.len().min(64)];
        let Some(last) = phrase.len().checked_sub(1) else {
            return false;
        };
        // Bit n: the places before end with the first n + 1 of the phrase.
        let places_of = |term: TermId| {
            let wanted = phrase.iter().enumerate();
            wanted.fold(0_u64, |places, (place, terms)| {
                places | u64::from(terms.contains(&term)) << place
            })
        };
        self.sections(product).any(|(_, section)| {
            let (mut before, mut here) = (0_u64, 0_u64);
            for (term, is_alternative) in self.terms_of(section) {
                if !is_alternative {
                    before = here;
                    here = 0;
                }
                here |= places_of(term) & (before << 1 | 1);
                if here >> last & 1 == 1 {
                    return true;
                }
            }
            false
        })
    }

    /// Whether a term is a word for what follows being another thing: `case for a phone`.
    fn is_for(&self, term: TermId) -> bool {
        self.vocabulary.fors.contains(&term)
    }

    fn kind_or_new(&mut self, name: Option<&str>) -> u32 {
        let Some(name) = name.map(normalize) else {
            return NO_KIND;
        };
        if let Some(kind) = self.kinds_by_name.get(&*name) {
            return *kind;
        }
        let mut kind = Kind::default();
        for part in name.split(['/', ',', '&']) {
            let before = kind.terms.len();
            tokens(part, |token| {
                if !token.is_alternative {
                    let stemming = if token.is_word {
                        Stemming::of(self.language)
                    } else {
                        Stemming::Whole
                    };
                    let form = self.vocabulary.form_or_new(stemming, token.text);
                    kind.terms.push(self.vocabulary.forms[form as usize].term);
                }
            });
            if kind.terms.len() > before {
                kind.heads.extend(kind.terms.last());
            }
        }
        if kind.terms.is_empty() {
            return NO_KIND;
        }
        let number = self.kinds.len() as u32;
        for term in &kind.terms {
            let named = self.kinds_named.entry(*term).or_default();
            if named.last() != Some(&number) {
                named.push(number);
            }
        }
        self.kinds.push(kind);
        self.kinds_by_name.insert(name.into_owned(), number);
        number
    }
}

/// The sections of a product's text.
fn sections(words: &[u32]) -> impl Iterator<Item = (Field, &[u32])> {
    let is_start = |word: &u32| (SECTION..ALTERNATIVE).contains(word);
    words
        .chunk_by(move |_, next| !is_start(next))
        .filter_map(move |chunk| {
            let (start, section) = chunk.split_first()?;
            let field = Field::ALL.get(start.checked_sub(SECTION)? as usize)?;
            Some((*field, section))
        })
}
