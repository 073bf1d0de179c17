//! Stems: what different forms of one word have in common.
//!
//! English loses its plural and no more: on the judged queries that ranks better than the full Snowball stemmer, which
//! takes `printer` and `print` for one word. Other languages mark number and case in more ways; they go through the
//! Snowball stemmer of their language. Languages without one keep their words as they are.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};

use crate::domain::language::Language;

/// Plurals that no rule gives.
const IRREGULAR: &[(&str, &str)] = &[
    ("buses", "bus"),
    ("calves", "calf"),
    ("children", "child"),
    ("dice", "die"),
    ("feet", "foot"),
    ("halves", "half"),
    ("knives", "knife"),
    ("leaves", "leaf"),
    ("lens", "lens"),
    ("lenses", "lens"),
    ("loaves", "loaf"),
    ("men", "man"),
    ("mice", "mouse"),
    ("scarves", "scarf"),
    ("series", "series"),
    ("shelves", "shelf"),
    ("teeth", "tooth"),
    ("wives", "wife"),
    ("women", "woman"),
];

/// How the words of a language are stemmed. Languages that share a way share their terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stemming {
    /// Words stay as they are.
    Whole,
    /// English plurals become singulars.
    English,
    /// The Snowball stemmer at this place of the list.
    Snowball(u8),
}

const SNOWBALL: &[(&str, Algorithm)] = &[
    ("AR", Algorithm::Arabic),
    ("DA", Algorithm::Danish),
    ("DE", Algorithm::German),
    ("EL", Algorithm::Greek),
    ("ES", Algorithm::Spanish),
    ("FI", Algorithm::Finnish),
    ("FR", Algorithm::French),
    ("HU", Algorithm::Hungarian),
    ("IT", Algorithm::Italian),
    ("NL", Algorithm::Dutch),
    ("NB", Algorithm::Norwegian),
    ("NN", Algorithm::Norwegian),
    ("NO", Algorithm::Norwegian),
    ("PT", Algorithm::Portuguese),
    ("RO", Algorithm::Romanian),
    ("RU", Algorithm::Russian),
    ("SV", Algorithm::Swedish),
    ("TA", Algorithm::Tamil),
    ("TR", Algorithm::Turkish),
];

impl Stemming {
    /// How words of this language are stemmed.
    pub fn of(language: Language) -> Self {
        let base = language.base();
        let code = base.code();
        if code == "EN" {
            return Self::English;
        }
        let place = SNOWBALL.iter().position(|(listed, _)| *listed == code);
        match place.and_then(|place| u8::try_from(place).ok()) {
            Some(place) => Self::Snowball(place),
            None => Self::Whole,
        }
    }
}

/// The stem of a folded word.
pub fn stem(stemming: Stemming, word: &str) -> Cow<'_, str> {
    match stemming {
        Stemming::Whole => Cow::Borrowed(word),
        Stemming::English => english(word),
        Stemming::Snowball(place) => match SNOWBALL.get(usize::from(place)) {
            Some((_, algorithm)) => Stemmer::create(*algorithm).stem(word),
            None => Cow::Borrowed(word),
        },
    }
}

/// An English word without its plural, after the rules of D. Harman's S-stemmer ("How effective is suffixing?", 1991),
/// with `-xes`, `-ches`, `-shes` and `-sses` added.
fn english(word: &str) -> Cow<'_, str> {
    if let Ok(at) = IRREGULAR.binary_search_by_key(&word, |(plural, _)| plural) {
        return Cow::Borrowed(IRREGULAR[at].1);
    }
    if word.len() < 4 || !word.ends_with('s') {
        return Cow::Borrowed(word);
    }
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    if ends(&["ies"]) && word.len() > 4 && !ends(&["eies", "aies"]) {
        return Cow::Owned(format!("{}y", &word[..word.len() - 3]));
    }
    if ends(&["xes", "ches", "shes", "sses", "zzes"]) {
        return Cow::Borrowed(&word[..word.len() - 2]);
    }
    if ends(&["us", "ss", "is"]) {
        return Cow::Borrowed(word);
    }
    Cow::Borrowed(&word[..word.len() - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_loses_its_plural_and_no_more() {
        assert!(IRREGULAR.is_sorted());
        for (word, stemmed) in [
            ("headphones", "headphone"),
            ("batteries", "battery"),
            ("movies", "movy"),
            ("boxes", "box"),
            ("switches", "switch"),
            ("cases", "case"),
            ("glasses", "glass"),
            ("glass", "glass"),
            ("mice", "mouse"),
            ("bus", "bus"),
            ("gps", "gps"),
            ("printer", "printer"),
            ("ties", "tie"),
            ("日本s", "日本"),
        ] {
            assert_eq!(stem(Stemming::English, word), stemmed);
        }
    }

    #[test]
    fn other_languages_have_their_stemmers() {
        let of = |code| Stemming::of(Language::from_tag(code).unwrap());
        assert_eq!(stem(of("de"), "taschen"), stem(of("de"), "tasche"));
        assert_eq!(stem(of("fr"), "chaussures"), stem(of("fr"), "chaussure"));
        assert_eq!(stem(of("ja"), "カメラ"), "カメラ");
        assert_eq!(of("pt-BR"), of("pt"));
        assert_eq!(of("en"), Stemming::English);
    }
}
