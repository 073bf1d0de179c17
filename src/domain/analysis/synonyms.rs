//! Synonyms: what else to look for when a query says these words.

use rustc_hash::FxHashMap;

use super::{Stemming, stem, tokens};

/// Words of one side of a rule, as stems in order.
pub type Synonym = Vec<String>;

/// A rule that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct SynonymsError {
    /// Line of the rule, from 1 on.
    pub line: usize,
    /// What is wrong with it.
    pub reason: &'static str,
}

/// Most words that one side of a rule may have.
const MOST_WORDS: usize = 4;

/// Rules by the words they start from.
#[derive(Debug, Clone, Default)]
pub struct Synonyms {
    rules: FxHashMap<Vec<String>, Vec<Synonym>>,
}

impl Synonyms {
    /// The general English list that Vitrina brings.
    pub fn general() -> Self {
        Self::parse(include_str!("synonyms.txt"), Stemming::English)
            .expect("a test reads the list that is built in")
    }

    /// Reads rules, one a line: `tv = television` for both directions, `sneakers => shoes` for one. Empty lines and
    /// those that start with `#` say nothing.
    ///
    /// # Errors
    /// When a line is no rule, a side has no word or more than four.
    pub fn parse(text: &str, stemming: Stemming) -> Result<Self, SynonymsError> {
        let mut synonyms = Self::default();
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let wrong = |reason| SynonymsError {
                line: number + 1,
                reason,
            };
            let side = |text: &str| {
                let words = words(text, stemming);
                let fits = (1..=MOST_WORDS).contains(&words.len());
                fits.then_some(words)
                    .ok_or(wrong("a side needs one to four words"))
            };
            if let Some((from, to)) = line.split_once("=>") {
                synonyms.add(&side(from)?, &side(to)?);
                continue;
            }
            let sides = line.split('=').map(side).collect::<Result<Vec<_>, _>>()?;
            if sides.len() < 2 {
                return Err(wrong("a rule is `a = b` or `a => b`"));
            }
            for from in &sides {
                for to in &sides {
                    synonyms.add(from, to);
                }
            }
        }
        Ok(synonyms)
    }

    /// Adds the rules of another list to these.
    pub fn extend(&mut self, other: Self) {
        for (from, to) in other.rules {
            for synonym in to {
                self.add(&from, &synonym);
            }
        }
    }

    /// What else these stems may be called.
    pub fn of(&self, words: &[String]) -> &[Synonym] {
        self.rules.get(words).map_or(&[], Vec::as_slice)
    }

    /// Whether two sides are names of one thing: each is found by the other.
    pub fn are_equal(&self, one: &[String], other: &[String]) -> bool {
        let leads = |from: &[String], to: &[String]| self.of(from).iter().any(|side| side == to);
        leads(one, other) && leads(other, one)
    }

    fn add(&mut self, from: &[String], to: &[String]) {
        if from == to {
            return;
        }
        let known = self.rules.entry(from.to_vec()).or_default();
        if !known.iter().any(|synonym| synonym == to) {
            known.push(to.to_vec());
        }
    }
}

/// The stems of a side: the first form at each place.
fn words(text: &str, stemming: Stemming) -> Vec<String> {
    let mut words = Vec::new();
    tokens(text, |token| {
        if !token.is_alternative {
            words.push(match token.is_word {
                true => stem(stemming, token.text).into_owned(),
                false => token.text.to_owned(),
            });
        }
    });
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn rules_go_the_way_they_say() {
        let rules = "# shop\n\ntv = television\nsneakers => shoes\nhard drive = hdd";
        let synonyms = Synonyms::parse(rules, Stemming::English).unwrap();
        assert_eq!(synonyms.of(&side("tv")), [side("television")]);
        assert_eq!(synonyms.of(&side("television")), [side("tv")]);
        assert_eq!(synonyms.of(&side("sneaker")), [side("shoe")]);
        assert_eq!(synonyms.of(&side("shoe")), [] as [Synonym; 0]);
        assert!(synonyms.are_equal(&side("television"), &side("tv")));
        assert!(!synonyms.are_equal(&side("sneaker"), &side("shoe")));
        assert_eq!(synonyms.of(&side("hdd")), [side("hard drive")]);
        assert_eq!(synonyms.of(&side("hard drive")), [side("hdd")]);
    }

    #[test]
    fn wrong_rules_name_their_line() {
        for (text, line) in [
            ("a", 1),
            ("a = ", 1),
            ("a = b\n=> c", 2),
            ("a => b c d e f", 1),
        ] {
            let error = Synonyms::parse(text, Stemming::English).unwrap_err();
            assert_eq!(error.line, line, "{text}");
        }
    }

    #[test]
    fn the_general_list_is_read() {
        let general = Synonyms::general();
        assert!(general.of(&side("laptop")).contains(&side("notebook")));
    }
}
