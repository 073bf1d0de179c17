//! From pieces to the terms that a product is found by.

use super::{Piece, normalize, pieces};

/// A term of a text, before stemming.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// The folded text.
    pub text: &'a str,
    /// A word of a language, which has a stem; codes, numbers and measures have none.
    pub is_word: bool,
    /// It stands at the place of the token before, as another form of it.
    pub is_alternative: bool,
}

/// Tells the terms of a text in order. Codes are told whole and in parts, measures with and without their unit, scripts
/// without spaces as single signs and pairs.
pub fn tokens(text: &str, mut tell: impl FnMut(Token<'_>)) {
    let mut say = |text: &str, is_word, is_alternative| {
        tell(Token {
            text,
            is_word,
            is_alternative,
        });
    };
    for piece in pieces(&normalize(text)) {
        match &piece {
            Piece::Word(word) => say(word, true, false),
            Piece::Number { number, joined } => {
                say(number, false, false);
                if let Some(joined) = joined {
                    say(joined, false, true);
                }
            }
            Piece::Code {
                whole,
                parts,
                base,
                joined,
                has_digit,
            } => {
                say(whole, !has_digit, false);
                for more in joined.iter().chain(base) {
                    say(more, false, true);
                }
                for part in parts {
                    say(part, part.starts_with(char::is_alphabetic), true);
                }
            }
            Piece::Measure { measure, number } => {
                say(measure, false, false);
                say(number, false, true);
            }
            Piece::Signs(signs) => each_gram(signs, |gram, is_alternative| {
                say(gram, false, is_alternative);
            }),
        }
    }
}

/// Each sign of a run, and each pair that starts with it as its alternative.
fn each_gram(signs: &str, mut tell: impl FnMut(&str, bool)) {
    let mut starts = signs
        .char_indices()
        .map(|(at, sign)| (at, at + sign.len_utf8()))
        .peekable();
    while let Some((start, end)) = starts.next() {
        tell(&signs[start..end], false);
        if let Some(&(_, end)) = starts.peek() {
            tell(&signs[start..end], true);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        tokens(text, |token| all.push(token.text.to_owned()));
        all
    }

    #[test]
    fn a_product_is_found_by_each_form() {
        assert_eq!(of("Brother TN-2110"), ["brother", "tn2110", "tn", "2110"]);
        assert_eq!(of("tn 2110"), ["tn", "2110", "tn2110"]);
        assert_eq!(of("Wi-Fi"), ["wifi", "wi", "fi"]);
        assert_eq!(of("1 TB"), ["1000gb", "1"]);
        assert_eq!(of("東京都"), ["東", "東京", "京", "京都", "都"]);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "\\PC{0,80}|[a-c0-9 \"'.,/-]{0,60}|.{0,60}") {
            tokens(&text, |token| assert!(!token.text.is_empty()));
        }

        #[test]
        fn case_and_width_do_not_matter(text in "[A-Za-z0-9 .\"-]{0,40}") {
            let wide: String = text.chars().map(|sign| match sign {
                '0'..='9' | 'A'..='Z' | 'a'..='z' =>
                    char::from_u32(sign as u32 - 0x21 + 0xff01).unwrap(),
                _ => sign,
            }).collect();
            prop_assert_eq!(of(&wide), of(&text));
            prop_assert_eq!(of(&text.to_uppercase()), of(&text));
        }
    }
}
