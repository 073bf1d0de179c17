//! The text of a query: wanted words, quoted phrases and exclusions.

use super::{Piece, normalize, pieces};

/// Most pieces of a query that are looked at; what follows says nothing new.
const MOST_PIECES: usize = 32;
/// Longest text of a query, in bytes, that is looked at; for the same reason.
const LONGEST_QUERY: usize = 4_096;

/// A query taken apart.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parsed {
    /// What is wanted, in order, each once; the pieces of phrases are not among them.
    pub wanted: Vec<Piece>,
    /// What is wanted word for word.
    pub phrases: Vec<Vec<Piece>>,
    /// What must not be there.
    pub excluded: Vec<Vec<Piece>>,
    /// The text ends in a word of `wanted`, which may go on.
    pub ends_in_word: bool,
}

/// Takes a query apart. `"…"` is a phrase, `-word` and `-"…"` are exclusions; a quotation mark right after a digit means
/// inches, one that is never closed and a lone hyphen mean nothing. A query that only excludes wants what it names.
/// At most 32 pieces of the first 4,096 bytes are looked at.
pub fn parse(text: &str) -> Parsed {
    let end = text.floor_char_boundary(LONGEST_QUERY);
    let normalized = normalize(&text[..end]);
    let mut parsed = Parsed::default();
    let mut plain = String::with_capacity(normalized.len());
    let mut rest = &*normalized;
    while let Some(sign) = rest.chars().next() {
        let starts = plain.is_empty() || plain.ends_with(' ');
        let excludes = starts && sign == '-';
        let after = if excludes { &rest[1..] } else { rest };
        if starts && let Some((phrase, behind)) = quoted(after) {
            let phrase = pieces(phrase);
            let list = if excludes {
                &mut parsed.excluded
            } else {
                &mut parsed.phrases
            };
            list.push(phrase);
            rest = behind;
            plain.push(' ');
            continue;
        }
        if excludes && after.starts_with(char::is_alphanumeric) {
            let end = after.find(' ').unwrap_or(after.len());
            parsed.excluded.push(pieces(&after[..end]));
            rest = &after[end..];
            continue;
        }
        plain.push(sign);
        rest = &rest[sign.len_utf8()..];
    }
    for list in [&mut parsed.phrases, &mut parsed.excluded] {
        list.retain(|phrase| !phrase.is_empty());
        list.truncate(MOST_PIECES);
        for phrase in list {
            phrase.truncate(MOST_PIECES);
        }
    }
    for piece in pieces(&plain) {
        if parsed.wanted.len() < MOST_PIECES && !parsed.wanted.contains(&piece) {
            parsed.wanted.push(piece);
        }
    }
    if parsed.wanted.is_empty() && parsed.phrases.is_empty() {
        parsed.wanted = std::mem::take(&mut parsed.excluded).concat();
        parsed.wanted.truncate(MOST_PIECES);
    }
    let last = normalized.chars().next_back();
    parsed.ends_in_word = last.is_some_and(char::is_alphanumeric);
    parsed
}

/// A phrase in quotation marks at the start of the text, and what follows it.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('"')?;
    inner.split_once('"')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(text: &str) -> Vec<Piece> {
        pieces(&normalize(text))
    }

    #[test]
    fn quotes_and_hyphens_mean_what_they_say() {
        for (text, wanted, phrases, excluded) in [
            ("usb hub", "usb hub", &[][..], &[][..]),
            ("\"usb hub\" black", "black", &["usb hub"], &[]),
            ("mouse -wireless", "mouse", &[], &["wireless"]),
            ("mouse -\"mouse pad\"", "mouse", &[], &["mouse pad"]),
            ("15.6\" laptop", "15.6\" laptop", &[], &[]),
            ("laptop 15.6\" 17\"", "laptop 15.6\" 17\"", &[], &[]),
            ("\"iphone 11\" case", "case", &["iphone 11"], &[]),
            ("\"unclosed phrase", "unclosed phrase", &[], &[]),
            ("wi-fi", "wi-fi", &[], &[]),
            ("a - b", "a b", &[], &[]),
            ("-only", "only", &[], &[]),
            ("\"\" - \" \"", "", &[], &[]),
            ("same same", "same", &[], &[]),
        ] {
            let parsed = parse(text);
            assert_eq!(parsed.wanted, of(wanted), "{text}");
            let all = |texts: &[&str]| texts.iter().map(|text| of(text)).collect::<Vec<_>>();
            assert_eq!(parsed.phrases, all(phrases), "{text}");
            assert_eq!(parsed.excluded, all(excluded), "{text}");
        }
        assert!(parse("usb hu").ends_in_word);
        assert!(!parse("usb hub ").ends_in_word);
    }

    #[test]
    fn ten_thousand_words_are_cut() {
        let text: String = (0..10_000).map(|number| format!("word{number} ")).collect();
        assert_eq!(parse(&text).wanted.len(), MOST_PIECES);
    }

    proptest! {
        #[test]
        fn any_query_is_read(text in "\\PC{0,60}|[a\"' -]{0,40}|.{0,40}") {
            let parsed = parse(&text);
            prop_assert!(parsed.wanted.len() <= MOST_PIECES);
        }
    }
}
