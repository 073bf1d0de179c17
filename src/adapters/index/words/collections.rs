//! The collections that products are in: their titles are part of the text of every member, without being copied to it.

use rustc_hash::FxHashMap;

use super::{Field, FormId, TermId, Words, sections};
use crate::domain::{id::Key, language::Language};

/// Titles of collections, and who is in which.
#[derive(Debug, Default)]
pub(super) struct Collections {
    numbers: FxHashMap<Key, u32>,
    rows: Vec<Collection>,
    /// Collections of each product, ascending.
    of_products: Vec<Box<[u32]>>,
}

#[derive(Debug, Default)]
struct Collection {
    /// Titles, as the text of a product is kept.
    words: Box<[u32]>,
    /// Product numbers, ascending.
    members: Box<[u32]>,
}

impl Collections {
    /// The texts that a product has from its collections.
    pub(super) fn sections(&self, product: u32) -> impl Iterator<Item = (Field, &[u32])> {
        let numbers = self.of_products.get(product as usize);
        let numbers = numbers.map(|numbers| &**numbers).unwrap_or_default();
        numbers
            .iter()
            .flat_map(|number| sections(&self.rows[*number as usize].words))
    }

    /// Bytes allocated.
    pub(super) fn size_bytes(&self) -> usize {
        let of_rows = self.rows.iter();
        let of_rows = of_rows.map(|row| size_of_val(&*row.words) + size_of_val(&*row.members));
        let of_products = self
            .of_products
            .iter()
            .map(|numbers| size_of_val(&**numbers));
        of_rows.sum::<usize>()
            + self.rows.capacity() * size_of::<Collection>()
            + of_products.sum::<usize>()
            + self.of_products.capacity() * size_of::<Box<[u32]>>()
            + self.numbers.capacity() * (size_of::<(Key, u32)>() + 1)
    }

    fn number_of(&mut self, collection: Key) -> usize {
        let next = self.rows.len() as u32;
        let number = *self.numbers.entry(collection).or_insert(next);
        if number == next {
            self.rows.push(Collection::default());
        }
        number as usize
    }

    /// Puts a product into a collection or takes it out.
    fn set(&mut self, product: u32, collection: u32, is_in: bool) {
        let at = product as usize;
        if self.of_products.len() <= at {
            self.of_products.resize_with(at + 1, Box::default);
        }
        let mut numbers = std::mem::take(&mut self.of_products[at]).into_vec();
        match (numbers.binary_search(&collection), is_in) {
            (Err(place), true) => numbers.insert(place, collection),
            (Ok(place), false) => drop(numbers.remove(place)),
            _ => {}
        }
        self.of_products[at] = numbers.into();
    }
}

impl Words {
    /// Sets the titles of a collection, in all languages that it has one in.
    pub fn set_titles(&mut self, collection: Key, titles: &[(Language, &str)]) {
        let number = self.collections.number_of(collection);
        let texts = titles
            .iter()
            .map(|(language, title)| (Field::Collections, *language, *title));
        let words = self.read(texts);
        let before = std::mem::replace(&mut self.collections.rows[number].words, words.into());
        let members = self.collections.rows[number].members.clone();
        self.count_titles(&before, members.len(), 0);
        let after = self.collections.rows[number].words.clone();
        self.count_titles(&after, 0, members.len());
        let terms: Vec<TermId> = [before, after]
            .iter()
            .flat_map(|words| self.terms_in(words))
            .collect();
        for product in &members {
            self.renew(*product, &terms);
        }
    }

    /// Sets who is in a collection.
    pub fn set_members(&mut self, collection: Key, members: &[u32]) {
        let number = self.collections.number_of(collection);
        let mut members = members.to_vec();
        members.sort_unstable();
        members.dedup();
        let words = self.collections.rows[number].words.clone();
        let terms = self.terms_in(&words);
        let before = std::mem::take(&mut self.collections.rows[number].members);
        self.count_titles(&words, before.len(), members.len());
        let is_apart = |list: &[u32], product: &u32| list.binary_search(product).is_err();
        for (changed, others, is_in) in [(&*before, &*members, false), (&*members, &*before, true)]
        {
            for product in changed.iter().filter(|product| is_apart(others, product)) {
                self.collections.set(*product, number as u32, is_in);
                self.renew(*product, &terms);
            }
        }
        self.collections.rows[number].members = members.into();
    }

    /// The terms of some texts, each once.
    fn terms_in(&self, words: &[u32]) -> Vec<TermId> {
        let sections = sections(words);
        let mut terms: Vec<TermId> = sections
            .flat_map(|(_, section)| self.terms_of(section))
            .map(|(term, _)| term)
            .collect();
        terms.sort_unstable();
        terms.dedup();
        terms
    }

    /// Changes the counters of the words of titles: each member counts for them, whatever else its text has.
    fn count_titles(&mut self, words: &[u32], before: usize, after: usize) {
        let mut forms: Vec<FormId> = sections(words)
            .flat_map(|(_, section)| section.iter().map(|word| word & !super::ALTERNATIVE))
            .collect();
        forms.sort_unstable();
        forms.dedup();
        for form in forms {
            let known = &mut self.vocabulary.forms[form as usize];
            known.products = known.products + after as u32 - before as u32;
            let named = known.named + after as u32 - before as u32;
            self.vocabulary.set_named(form, named);
        }
    }
}
