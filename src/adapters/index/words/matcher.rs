//! The words of products as the text matcher of the index.

use std::sync::{PoisonError, RwLock};

use super::{ProductText, Relaxation, Rung, TextQuery, Words};
use crate::{
    adapters::index::{TextMatcher, TextMatches},
    application::search::{self, ProductEntry, Relaxed},
    domain::language::Language,
};

/// [`Words`] that many read and one changes: a change takes some microseconds, and readers wait no longer than that.
#[derive(Debug)]
pub struct SharedWords {
    words: RwLock<Words>,
    language: Language,
}

impl SharedWords {
    /// Shares an index of a shop whose texts are in this language.
    pub fn new(words: Words, language: Language) -> Self {
        Self {
            words: RwLock::new(words),
            language,
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

impl TextMatcher for SharedWords {
    fn put(&self, number: u32, entry: &ProductEntry) {
        let text = ProductText::of(entry, &[], self.language);
        self.change(|words| words.put(number, &text));
    }

    fn remove(&self, number: u32) {
        self.change(|words| words.remove(number));
    }

    fn find(&self, query: &search::TextQuery) -> TextMatches {
        let query = TextQuery {
            text: &query.text,
            language: query.language,
            is_last_a_prefix: query.prefix,
            rung: Rung::Ladder,
        };
        let found = self.read(|words| words.find(&query));
        TextMatches {
            products: found.products,
            relaxed: match found.relaxed {
                Relaxation::None => Relaxed::None,
                Relaxation::Typos => Relaxed::Typos,
                Relaxation::MostWords => Relaxed::MostWords,
                Relaxation::AnyWord => Relaxed::AnyWord,
            },
            suggestion: found.suggestion,
        }
    }

    fn complete(&self, query: &search::TextQuery, limit: usize) -> Vec<String> {
        let completions = self.read(|words| words.complete(&query.text, limit));
        completions
            .into_iter()
            .map(|completion| completion.text)
            .collect()
    }
}
