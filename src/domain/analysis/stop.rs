//! Stop-words, from `stop.txt`: left out of a query that says anything else.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::domain::language::Language;

static STOP_WORDS: LazyLock<FxHashSet<(&str, &str)>> = LazyLock::new(|| {
    let lines = include_str!("stop.txt").lines();
    let lists = lines.filter(|line| !line.starts_with('#'));
    lists
        .filter_map(|line| line.split_once(' '))
        .flat_map(|(language, words)| words.split(' ').map(move |word| (language, word)))
        .collect()
});

/// Whether a folded word says nothing by itself in this language.
pub fn is_stop_word(language: Language, word: &str) -> bool {
    STOP_WORDS.contains(&(language.base().code(), word))
}
