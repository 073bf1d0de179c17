//! The plainest text matcher: a product is found when its title has all words of the text.

use std::{collections::BTreeMap, sync::RwLock};

use vitrina::{
    adapters::index::{TextMatcher, TextMatches},
    application::search::{ProductEntry, Relaxed, TextQuery},
    domain::{
        text::{fold, words},
        time::Timestamp,
    },
};

/// Titles by number.
#[derive(Default)]
pub struct Titles(RwLock<BTreeMap<u32, String>>);

/// The score of a title that a text finds. Few different ones, so that many tie.
pub fn score(title: &str, query: &TextQuery) -> Option<u32> {
    let (title, text) = (fold(title), fold(&query.text));
    let asked: Vec<&str> = words(&text).collect();
    let has = |(place, word): (usize, &&str)| {
        let may_go_on = query.prefix && place + 1 == asked.len();
        words(&title).any(|own| own == *word || (may_go_on && own.starts_with(word)))
    };
    asked
        .iter()
        .enumerate()
        .all(has)
        .then(|| 1 + title.len() as u32 % 3)
}

impl TextMatcher for Titles {
    fn put(&self, number: u32, entry: &ProductEntry) {
        self.0
            .write()
            .unwrap()
            .insert(number, entry.product.title().to_owned());
    }

    fn remove(&self, number: u32) {
        self.0.write().unwrap().remove(&number);
    }

    fn find(&self, query: &TextQuery, _: Timestamp) -> TextMatches {
        let titles = self.0.read().unwrap();
        let found = titles
            .iter()
            .filter_map(|(number, title)| Some((*number, score(title, query)?)));
        let products: Vec<(u32, u32)> = found.collect();
        let suggestion = products.is_empty().then(|| query.text.to_lowercase());
        let relaxed = if products.len() > 3 {
            Relaxed::MostWords
        } else {
            Relaxed::None
        };
        TextMatches {
            products,
            relaxed,
            suggestion,
        }
    }

    fn complete(&self, query: &TextQuery, limit: usize) -> Vec<String> {
        let titles = self.0.read().unwrap();
        let found = titles
            .values()
            .filter(|title| title.starts_with(&query.text));
        found.take(limit).cloned().collect()
    }
}
