//! Completing what is being typed: from the words that products are named by, and from what stands beside them in
//! titles. Work is bounded by samples, whatever the number of products.

use rustc_hash::FxHashMap;

use super::{
    ALTERNATIVE, FormId, Words,
    postings::{Postings, WINDOW_BITS, Window},
    text::Field,
    vocabulary::{Form, TermId},
};
use crate::domain::{
    analysis::{Piece, Stemming, is_stop_word, normalize, pieces, stem},
    language::Language,
};

/// Letters from which on one typo is forgiven.
const FORGIVING_FROM: usize = 3;
/// Text that is looked at, from its end, in bytes.
const LONGEST: usize = 256;
/// Earlier words that a completion has to go together with, from the last one back.
const MOST_EARLIER: usize = 8;
/// Words that are tried where a sample shows too few.
const MOST_TRIED: usize = 32;
/// Titles that are read to see what stands beside a word.
const SAMPLE: usize = 64;
/// Products of the rarest earlier word that are looked at for such titles.
const LOOKED_AT: usize = 1_024;
/// Completed words that are gone on from.
const MOST_LED_ON: usize = 5;
/// Words that follow one.
const MOST_FOLLOWING: usize = 3;
/// Occurrences in a sample from which on two words belong together.
const TOGETHER: u32 = 2;

/// What is being typed.
struct Typed<'a> {
    /// All but the last word, with the space or sign after it.
    before: &'a str,
    /// The last word; empty after a space.
    last: &'a str,
    /// What earlier words are found by, where they are known.
    earlier: Vec<TermId>,
    language: Language,
}

/// Candidates with whether they are of another language than the one that is spoken, and how many products they stand
/// for.
type Candidates = Vec<(bool, u32, String)>;

impl Words {
    /// Queries that a text may become, folded, those that most products stand for first: the last word completed by
    /// words of titles, vendors, kinds, options and collections in the language or the shop's own; such words with
    /// those that stand beside them in titles; and after earlier words, only what stands in a title with them. From the
    /// third letter on, one typo is forgiven where nothing starts as typed.
    pub fn complete(&self, text: &str, language: Language, limit: usize) -> Vec<String> {
        let start = text.ceil_char_boundary(text.len().saturating_sub(LONGEST));
        let normalized = normalize(&text[start..]);
        let mut signs = normalized.char_indices().rev();
        let start = signs.find(|(_, sign)| !sign.is_alphanumeric());
        let start = start.map_or(0, |(at, sign)| at + sign.len_utf8());
        let (before, last) = normalized.split_at(start);
        let typed = Typed {
            before,
            last,
            earlier: self.known_words(before, language),
            language,
        };
        let mut candidates = match (typed.earlier.is_empty(), last.is_empty()) {
            (_, true) if typed.earlier.is_empty() => Vec::new(),
            (true, _) => self.complete_first(&typed, limit),
            (false, _) => self.complete_next(&typed, limit),
        };
        candidates.sort_unstable_by(|a, b| {
            let by_use = a.0.cmp(&b.0).then(b.1.cmp(&a.1));
            by_use.then_with(|| a.2.cmp(&b.2))
        });
        let mut completed: Vec<String> = Vec::with_capacity(limit);
        for (_, _, text) in candidates {
            if completed.len() == limit {
                break;
            }
            if !completed.contains(&text) {
                completed.push(text);
            }
        }
        completed
    }

    /// The terms of the words of a text that products have, at most eight, each once, the last words first.
    fn known_words(&self, normalized: &str, language: Language) -> Vec<TermId> {
        let mut known: Vec<TermId> = Vec::new();
        for piece in pieces(normalized).iter().rev() {
            let term = match piece {
                Piece::Word(word) if is_stop_word(language, word) => None,
                Piece::Word(word) => {
                    let stems = [language, self.language].map(|of| stem(Stemming::of(of), word));
                    stems.iter().find_map(|stem| self.vocabulary.term(stem))
                }
                Piece::Number { number, .. } => self.vocabulary.term(number),
                Piece::Code { whole, .. } => self.vocabulary.term(whole),
                Piece::Measure { measure, .. } => self.vocabulary.term(measure),
                Piece::Signs(_) => None,
            };
            if let Some(term) = term
                && !known.contains(&term)
                && known.len() < MOST_EARLIER
            {
                known.push(term);
            }
        }
        known
    }

    /// Completes a first word, and goes on from it.
    fn complete_first(&self, typed: &Typed<'_>, limit: usize) -> Candidates {
        let mut words = self.words_like(typed);
        words.truncate(limit);
        let is_foreign = |form: &Form| !is_spoken(form, typed.language);
        let mut candidates: Candidates = words
            .iter()
            .map(|form| {
                let text = format!("{}{}", typed.before, form.text);
                (is_foreign(form), form.named, text)
            })
            .collect();
        for form in words.iter().take(MOST_LED_ON) {
            let titles = sample(&self.vocabulary.terms[form.term as usize].postings, SAMPLE);
            let [following, preceding] = self.beside(form.term, &titles, typed.language);
            let share = |count: u32| {
                let products = u64::from(form.named) * u64::from(count) / titles.len() as u64;
                u32::try_from(products).unwrap_or(u32::MAX)
            };
            for (next, count) in following {
                let next = &self.vocabulary.forms[next as usize].text;
                let text = format!("{}{} {next}", typed.before, form.text);
                candidates.push((is_foreign(form), share(count), text));
            }
            for (previous, count) in preceding {
                let previous = &self.vocabulary.forms[previous as usize].text;
                let text = format!("{}{previous} {}", typed.before, form.text);
                candidates.push((is_foreign(form), share(count), text));
            }
        }
        candidates
    }

    /// Completes a word after others by words that stand in a title with them.
    fn complete_next(&self, typed: &Typed<'_>, limit: usize) -> Candidates {
        let mut lists: Vec<&Postings> = typed
            .earlier
            .iter()
            .map(|term| &self.vocabulary.terms[*term as usize].postings)
            .collect();
        lists.sort_unstable_by_key(|postings| postings.len());
        let mut titles = sample(lists[0], LOOKED_AT);
        titles.retain(|product| lists[1..].iter().all(|list| list.get(*product) > 0));
        titles.truncate(SAMPLE);
        let mut counts: FxHashMap<FormId, u32> = FxHashMap::default();
        for product in &titles {
            let mut forms: Vec<FormId> = self.title_forms(*product).collect();
            forms.sort_unstable();
            forms.dedup();
            for form in forms {
                let known = &self.vocabulary.forms[form as usize];
                let fits = known.text.starts_with(typed.last)
                    && !typed.earlier.contains(&known.term)
                    && self.is_shown(known, typed.language);
                if fits {
                    *counts.entry(form).or_default() += 1;
                }
            }
        }
        let text = |form: &Form| format!("{}{}", typed.before, form.text);
        let mut candidates: Candidates = counts
            .into_iter()
            .map(|(form, count)| {
                let form = &self.vocabulary.forms[form as usize];
                (!is_spoken(form, typed.language), count, text(form))
            })
            .collect();
        if candidates.len() < limit && !typed.last.is_empty() {
            let mut words = self.words_like(typed);
            words.truncate(MOST_TRIED);
            words.retain(|form| {
                let own = &self.vocabulary.terms[form.term as usize].postings;
                let rarest = if own.len() < lists[0].len() {
                    own
                } else {
                    lists[0]
                };
                let mut found = sample(rarest, LOOKED_AT).into_iter();
                !typed.earlier.contains(&form.term)
                    && found.any(|product| {
                        own.get(product) > 0 && lists.iter().all(|list| list.get(product) > 0)
                    })
            });
            let tried = words.into_iter();
            candidates.extend(tried.map(|form| (true, 0, text(form))));
        }
        candidates
    }

    /// The words that the last one may become, the most used ones of the language first.
    fn words_like<'a>(&'a self, typed: &Typed<'a>) -> Vec<&'a Form> {
        let shown = |form: &&Form| self.is_shown(form, typed.language);
        let mut words: Vec<&Form> = self.vocabulary.popular(typed.last).filter(shown).collect();
        if words.len() < MOST_TRIED {
            let all = self.vocabulary.starting_with(typed.last);
            words = all.filter(shown).collect();
        }
        if words.is_empty() && typed.last.chars().count() >= FORGIVING_FROM {
            let near = self.vocabulary.near(typed.last, 1, true).into_iter();
            words = near.map(|(form, _)| form).filter(shown).collect();
        }
        words.sort_unstable_by_key(|form| {
            let is_foreign = !is_spoken(form, typed.language);
            (is_foreign, u32::MAX - form.named, &*form.text)
        });
        words.dedup_by(|next, kept| next.text == kept.text);
        words
    }

    /// Whether a shopper of this language is shown the word.
    fn is_shown(&self, form: &Form, language: Language) -> bool {
        let spoken = [language, self.language].map(Stemming::of);
        form.named > 0 && (form.stemming == Stemming::Whole || spoken.contains(&form.stemming))
    }

    /// The words that stand right after and right before a term in these titles, most often first, with how often.
    fn beside(&self, term: TermId, titles: &[u32], language: Language) -> [Vec<(FormId, u32)>; 2] {
        let mut after: FxHashMap<FormId, u32> = FxHashMap::default();
        let mut before: FxHashMap<FormId, u32> = FxHashMap::default();
        for product in titles {
            let forms: Vec<FormId> = self.title_forms(*product).collect();
            for pair in forms.windows(2) {
                let terms =
                    [pair[0], pair[1]].map(|form| self.vocabulary.forms[form as usize].term);
                if terms[0] == term && terms[1] != term {
                    *after.entry(pair[1]).or_default() += 1;
                } else if terms[1] == term && terms[0] != term {
                    *before.entry(pair[0]).or_default() += 1;
                }
            }
        }
        let most = |counts: FxHashMap<FormId, u32>, length| {
            let belongs = |(form, count): &(FormId, u32)| {
                let form = &self.vocabulary.forms[*form as usize];
                *count >= TOGETHER
                    && self.is_shown(form, language)
                    && form.text.chars().all(char::is_alphabetic)
                    && !is_stop_word(language, &form.text)
            };
            let mut counts: Vec<(FormId, u32)> = counts.into_iter().filter(belongs).collect();
            counts.sort_unstable_by_key(|(form, count)| {
                (
                    u32::MAX - count,
                    &*self.vocabulary.forms[*form as usize].text,
                )
            });
            counts.truncate(length);
            counts
        };
        [most(after, MOST_FOLLOWING), most(before, 1)]
    }

    /// The words of a product's titles as they stand there.
    fn title_forms(&self, product: u32) -> impl Iterator<Item = FormId> {
        let titles = self
            .sections(product)
            .filter(|(field, _)| *field == Field::Title);
        let words = titles.flat_map(|(_, section)| section.iter().copied());
        words.filter(|word| word & ALTERNATIVE == 0)
    }
}

/// Whether a word is of this language, or of none.
fn is_spoken(form: &Form, language: Language) -> bool {
    [Stemming::of(language), Stemming::Whole].contains(&form.stemming)
}

/// At most so many products of a term, from all over the catalog.
fn sample(postings: &Postings, count: usize) -> Vec<u32> {
    /// Parts of the catalog that are looked at in turn.
    const PARTS: usize = 8;
    let windows = postings.windows();
    let stride = windows.div_ceil(PARTS).max(1);
    let from_each = count.div_ceil(windows.clamp(1, PARTS));
    let mut products = Vec::with_capacity(count);
    for window in (0..stride).flat_map(|first| (first..windows).step_by(stride)) {
        let room = from_each.min(count - products.len());
        let base = (window << WINDOW_BITS) as u32;
        match postings.window(window) {
            Window::Empty => {}
            Window::Products(list, _) => {
                let step = (list.len() / room.max(1)).max(1);
                products.extend(list.iter().step_by(step).take(room));
            }
            Window::Offsets(offsets, _) => {
                let step = (offsets.len() / room.max(1)).max(1);
                let offsets = offsets.iter().step_by(step).take(room);
                products.extend(offsets.map(|offset| base + u32::from(*offset)));
            }
            Window::Array(impacts) => {
                let found = impacts
                    .iter()
                    .enumerate()
                    .filter(|(_, impact)| **impact > 0);
                products.extend(found.take(room).map(|(offset, _)| base + offset as u32));
            }
        }
        if products.len() == count {
            break;
        }
    }
    products
}
