//! The words of all products: forms as they are written, the terms that they share, and which lie near a misspelled one.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Bound,
    sync::Arc,
};

use rustc_hash::FxHashMap;

use super::postings::Postings;
use crate::domain::analysis::{Stemming, stem};

/// Number of a form.
pub(super) type FormId = u32;
/// Number of a term.
pub(super) type TermId = u32;

/// Longest word, in letters, that is looked for with typing errors: what is longer is no word, and edits are counted in
/// bytes.
const LONGEST_TYPO: usize = 60;

/// A word as it is written.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) text: Arc<str>,
    /// How its language is stemmed; not at all for codes and numbers.
    pub(super) stemming: Stemming,
    /// The term that products with it are found by.
    pub(super) term: TermId,
    /// Products that have it.
    pub(super) products: u32,
    /// Products that have it in title, vendor, kind or options.
    pub(super) named: u32,
    /// The next form of the same text, which another language stems otherwise.
    next: Option<FormId>,
}

/// What forms of one stem share.
#[derive(Debug)]
pub(super) struct Term {
    pub(super) text: Arc<str>,
    pub(super) postings: Postings,
    /// Sum of what its forms are [`Form::named`].
    pub(super) named: u32,
}

/// Forms and terms. None is ever taken out; one without products is as good as absent.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    pub(super) forms: Vec<Form>,
    /// The term of each form once more: texts are read by them, and these lie close together.
    pub(super) terms_of_forms: Vec<TermId>,
    /// Terms that say that what follows is another thing: `case for a phone`.
    pub(super) fors: Vec<TermId>,
    pub(super) terms: Vec<Term>,
    by_text: FxHashMap<Stemming, FxHashMap<Arc<str>, FormId>>,
    terms_by_text: FxHashMap<Arc<str>, TermId>,
    sorted: BTreeMap<Arc<str>, FormId>,
    /// Forms that at least [`POPULAR`] products are named by.
    popular: BTreeSet<(Arc<str>, FormId)>,
}

/// Products from which on a word is popular: few words are, whatever the catalog, so that what starts with one letter is
/// soon gone through.
const POPULAR: u32 = 32;

/// Stems of words for what follows being another thing.
const FORS: [&str; 6] = ["for", "fur", "pour", "para", "per", "voor"];

impl Vocabulary {
    /// The form of a text in languages of this stemming, made on first sight.
    pub(super) fn form_or_new(&mut self, stemming: Stemming, text: &str) -> FormId {
        let forms = self.by_text.entry(stemming).or_default();
        if let Some(form) = forms.get(text) {
            return *form;
        }
        let shared: Arc<str> = text.into();
        let id = self.forms.len() as FormId;
        forms.insert(shared.clone(), id);
        let stemmed = stem(stemming, text);
        let term = match self.terms_by_text.get(&*stemmed) {
            Some(term) => *term,
            None => {
                let term = self.terms.len() as TermId;
                let text: Arc<str> = if *stemmed == *text {
                    shared.clone()
                } else {
                    (*stemmed).into()
                };
                self.terms_by_text.insert(text.clone(), term);
                if FORS.contains(&&*text) {
                    self.fors.push(term);
                }
                self.terms.push(Term {
                    text,
                    postings: Postings::default(),
                    named: 0,
                });
                term
            }
        };
        let next = self.sorted.insert(shared.clone(), id);
        self.terms_of_forms.push(term);
        self.forms.push(Form {
            text: shared,
            stemming,
            term,
            products: 0,
            named: 0,
            next,
        });
        id
    }

    /// The term of a stem, if any product has it.
    pub(super) fn term(&self, stemmed: &str) -> Option<TermId> {
        let term = *self.terms_by_text.get(stemmed)?;
        (self.frequency(term) > 0).then_some(term)
    }

    /// How many products have a term.
    pub(super) fn frequency(&self, term: TermId) -> usize {
        self.terms[term as usize].postings.len()
    }

    /// The forms that start with this text, in alphabetical order.
    pub(super) fn starting_with<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a Form> {
        let start = (Bound::Included(prefix), Bound::Unbounded);
        let sorted = self.sorted.range::<str, _>(start);
        let range = sorted.take_while(move |(text, _)| text.starts_with(prefix));
        range.flat_map(|(_, form)| self.chain(*form))
    }

    /// Changes how many products are named by a form.
    pub(super) fn set_named(&mut self, form: FormId, products: u32) {
        let known = &mut self.forms[form as usize];
        let before = std::mem::replace(&mut known.named, products);
        let of_term = &mut self.terms[known.term as usize].named;
        *of_term = *of_term + products - before;
        if (before < POPULAR) != (products < POPULAR) {
            let entry = (Arc::clone(&known.text), form);
            if products < POPULAR {
                self.popular.remove(&entry);
            } else {
                self.popular.insert(entry);
            }
        }
    }

    /// The popular forms that start with this text, in alphabetical order.
    pub(super) fn popular<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a Form> {
        let range = self.popular.range((Arc::from(prefix), 0)..);
        let range = range.take_while(move |(text, _)| text.starts_with(prefix));
        range.map(|(_, form)| &self.forms[*form as usize])
    }

    /// All forms of one text.
    fn chain(&self, first: FormId) -> impl Iterator<Item = &Form> {
        std::iter::successors(Some(&self.forms[first as usize]), |form| {
            form.next.map(|next| &self.forms[next as usize])
        })
    }

    /// Words of letters at most so many edits away, an exchange of two neighbors counting as one (optimal string
    /// alignment). With `is_prefix`, words that start with something so near.
    ///
    /// The sorted words are walked as a tree: rows of the table of edits are kept for what a word shares with the one
    /// before, and where no continuation can be near enough, all words of that beginning are jumped over.
    pub(super) fn near(&self, word: &str, edits: u8, is_prefix: bool) -> Vec<(&Form, u8)> {
        let wanted: Vec<char> = word.chars().collect();
        let mut found = Vec::new();
        if wanted.len() > LONGEST_TYPO {
            return found;
        }
        let width = wanted.len() + 1;
        // The rows one after the other.
        let mut rows: Vec<u8> = (0..width as u8).collect();
        let mut signs: Vec<char> = Vec::new();
        let mut from: String = String::new();
        let mut bound = Bound::Included(from.as_str());
        'jump: loop {
            let mut jump_to = None;
            for (text, first) in self.sorted.range::<str, _>((bound, Bound::Unbounded)) {
                let shared = signs
                    .iter()
                    .zip(text.chars())
                    .take_while(|(a, b)| *a == b)
                    .count();
                signs.truncate(shared);
                rows.truncate((shared + 1) * width);
                let mut nearest = rows[rows.len() - 1];
                for sign in text.chars().skip(shared) {
                    signs.push(sign);
                    push_row(&mut rows, &wanted, &signs);
                    let (above, last) = rows.split_at(rows.len() - width);
                    let before = &above[above.len() - width..];
                    nearest = if is_prefix {
                        nearest.min(last[wanted.len()])
                    } else {
                        last[wanted.len()]
                    };
                    let can_go_on = last.iter().any(|cell| *cell <= edits)
                        || before.iter().any(|cell| *cell < edits);
                    let is_done = is_prefix && nearest <= edits;
                    if !can_go_on && !is_done {
                        jump_to = after_prefix(&signs);
                        if jump_to.is_none() {
                            return found;
                        }
                        break;
                    }
                    if is_done && !can_go_on {
                        break;
                    }
                }
                if jump_to.is_some() {
                    break;
                }
                let is_word = !text.bytes().any(|byte| byte.is_ascii_digit());
                let nearest = match is_prefix {
                    true => rows
                        .chunks_exact(width)
                        .map(|row| row[wanted.len()])
                        .min()
                        .unwrap_or(u8::MAX),
                    false => nearest,
                };
                if nearest <= edits && is_word {
                    found.extend(self.chain(*first).map(|form| (form, nearest)));
                }
            }
            match jump_to {
                Some(next) => {
                    from = next;
                    bound = Bound::Included(from.as_str());
                    continue 'jump;
                }
                None => return found,
            }
        }
    }

    /// Allocated bytes of the dictionary, and of the postings.
    pub(super) fn size_bytes(&self) -> (usize, usize) {
        let texts: usize = self.forms.iter().map(|form| form.text.len() + 16).sum();
        let forms = self.forms.capacity() * (size_of::<Form>() + 4)
            + self.terms.capacity() * size_of::<Term>();
        // Two maps of forms by text and one of terms: a reference, a number and the room that maps leave free.
        let maps = (2 * self.forms.len() + self.terms.len() + self.popular.len()) * 32;
        let postings = self
            .terms
            .iter()
            .map(|term| term.postings.size_bytes())
            .sum();
        (texts + forms + maps, postings)
    }
}

/// Adds the row of edits after the last of `signs`; there is one row more than signs before it.
fn push_row(rows: &mut Vec<u8>, wanted: &[char], signs: &[char]) {
    let width = wanted.len() + 1;
    let before = rows.len() - width;
    let sign = signs[signs.len() - 1];
    rows.push(rows[before].saturating_add(1));
    for at in 1..width {
        let changed = rows[before + at - 1].saturating_add(u8::from(wanted[at - 1] != sign));
        let mut least = changed
            .min(rows[before + at].saturating_add(1))
            .min(rows[before + width + at - 1].saturating_add(1));
        let is_exchange = at > 1
            && signs.len() > 1
            && wanted[at - 1] == signs[signs.len() - 2]
            && wanted[at - 2] == sign;
        if is_exchange {
            least = least.min(rows[before - width + at - 2].saturating_add(1));
        }
        rows.push(least);
    }
}

/// The least text after all that start with these signs.
fn after_prefix(signs: &[char]) -> Option<String> {
    let mut kept = signs.to_vec();
    while let Some(last) = kept.pop() {
        let next = (u32::from(last) + 1..=u32::from(char::MAX)).find_map(char::from_u32);
        if let Some(next) = next {
            kept.push(next);
            return Some(kept.into_iter().collect());
        }
    }
    None
}
