//! The words of products as the text matcher of the index.

use std::sync::{Arc, PoisonError, RwLock};

use super::{ProductText, Rung, TextQuery, Words, day_of};
use crate::{
    adapters::index::{TextMatcher, TextMatches},
    application::search::{self, ProductEntry},
    domain::{id::Key, language::Language, time::Timestamp},
};

/// [`Words`] that many read and one changes: a change takes some microseconds, and readers wait no longer than that.
#[derive(Debug)]
pub struct SharedWords {
    words: RwLock<Words>,
    language: Language,
}

impl SharedWords {
    /// Shares an index.
    pub fn new(words: Words) -> Self {
        Self {
            language: words.language(),
            words: RwLock::new(words),
        }
    }

    /// Reads the index.
    pub fn read<T>(&self, read: impl FnOnce(&Words) -> T) -> T {
        read(&self.words.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the index.
    pub fn change<T>(&self, change: impl FnOnce(&mut Words) -> T) -> T {
        change(&mut self.words.write().unwrap_or_else(PoisonError::into_inner))
    }
}

impl TextMatcher for Arc<SharedWords> {
    fn put(&self, number: u32, entry: &ProductEntry) {
        let text = ProductText::of(entry, self.language);
        self.change(|words| words.put(number, &text));
    }

    fn remove(&self, number: u32) {
        self.change(|words| words.remove(number));
    }

    fn set_available(&self, number: u32, is_available: bool) {
        self.change(|words| words.set_available(number, is_available));
    }

    fn set_titles(&self, collection: Key, titles: &[(Option<Language>, &str)]) {
        let own = self.language;
        let titles = titles
            .iter()
            .map(|(language, title)| (language.unwrap_or(own), *title));
        let titles: Vec<(Language, &str)> = titles.collect();
        self.change(|words| words.set_titles(collection, &titles));
    }

    fn set_members(&self, collection: Key, numbers: &[u32]) {
        self.change(|words| words.set_members(collection, numbers));
    }

    fn find(&self, query: &search::TextQuery, instant: Timestamp) -> TextMatches {
        let query = TextQuery {
            text: &query.text,
            language: query.language,
            is_last_a_prefix: query.prefix,
            rung: Rung::Ladder,
            today: day_of(instant),
        };
        self.read(|words| words.find(&query))
    }

    fn complete(&self, query: &search::TextQuery, limit: usize) -> Vec<String> {
        self.read(|words| words.complete(&query.text, query.language, limit))
    }
}
