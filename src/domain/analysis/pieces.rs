//! From text to pieces: words, numbers, codes, measures and runs of scripts without spaces.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::units::{INCH, is_unit, measure};
use crate::domain::text::fold;

/// Longest code, in bytes: what is longer is an address or noise and stays in its parts.
const LONGEST_CODE: usize = 32;
/// Most runs of a code; the same reason.
const MOST_RUNS: usize = 6;
/// Most runs of a code without digits: `all-in-one` is one, a sentence in dashes is not.
const MOST_LETTER_RUNS: usize = 3;

/// A piece of a text. All texts are folded; none is empty.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// A run of letters.
    Word(String),
    /// A number, `.` before its decimals and no needless zeros.
    Number {
        /// The number.
        number: String,
        /// Itself joined to the word before it, `tn2110` of `tn 2110`; `None` where no word stands right before.
        joined: Option<String>,
    },
    /// Letters and digits, or words joined by hyphens.
    Code {
        /// All of it without hyphens, `tn2110`.
        whole: String,
        /// Its runs of letters and digits that say something by themselves, `tn` and `2110`.
        parts: Vec<String>,
        /// The first two runs where there are more, `dcp7030` of `DCP-7030W`.
        base: Option<String>,
        /// As for a number, where it starts with one.
        joined: Option<String>,
        /// It has a digit.
        has_digit: bool,
    },
    /// A number with its unit.
    Measure {
        /// In the unit that is kept, `1000gb`.
        measure: String,
        /// The number as it was written.
        number: String,
    },
    /// Text of a script that writes no spaces: Chinese, Japanese, Thai and their like.
    Signs(String),
}

/// A text ready to be cut: compatibility forms unified, case and diacritics folded, trade marks dropped, quotation
/// marks and primes that mean inches made `"`, apostrophes dropped together with the `s` of a genitive.
pub fn normalize(text: &str) -> Cow<'_, str> {
    if text.is_ascii() && !text.contains('\'') {
        return fold(text);
    }
    let signs = text.chars().map(|sign| match sign {
        '™' | '®' | '©' | '℠' | '\0' => ' ',
        '“' | '”' | '″' | '„' => '"',
        '’' | '‘' | '′' | '`' => '\'',
        '‐' | '‑' | '–' | '—' | '−' => '-',
        _ => sign,
    });
    let unified: String = signs.nfkc().collect();
    let folded = fold(&unified).replace("''", INCH);
    let mut kept = String::with_capacity(folded.len());
    let mut signs = folded.chars().peekable();
    while let Some(sign) = signs.next() {
        let after_letter = kept.chars().next_back().is_some_and(char::is_alphabetic);
        if sign != '\'' || !after_letter {
            kept.push(sign);
            continue;
        }
        // `men's` is `men`, `don't` is `dont`.
        if signs.peek() == Some(&'s') {
            let mut ahead = signs.clone();
            ahead.next();
            if !ahead.peek().is_some_and(|next| next.is_alphanumeric()) {
                signs = ahead;
            }
        }
    }
    Cow::Owned(kept)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Letters,
    Digits,
    Signs,
}

/// What stands between a run and the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Hyphen,
    /// One space or stroke: what stands so close may belong together.
    Near,
    Far,
}

#[derive(Debug, Clone, Copy)]
struct Run<'a> {
    class: Class,
    text: &'a str,
    gap: Gap,
    /// An inch sign follows.
    inches: bool,
}

/// Scripts that write words without spaces between them.
fn is_sign(sign: char) -> bool {
    matches!(sign,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

fn class(sign: char) -> Option<Class> {
    match sign {
        'a'..='z' => Some(Class::Letters),
        '0'..='9' => Some(Class::Digits),
        _ if sign.is_ascii() => None,
        _ if is_sign(sign) => Some(Class::Signs),
        _ if sign.is_numeric() => Some(Class::Digits),
        _ if sign.is_alphabetic() || is_combining_mark(sign) => Some(Class::Letters),
        _ => None,
    }
}

/// The runs of a normalized text.
fn runs(text: &str) -> Vec<Run<'_>> {
    let mut runs: Vec<Run> = Vec::with_capacity(text.len() / 5);
    let mut gap = Gap::Far;
    let mut signs = text.char_indices().peekable();
    while let Some((start, sign)) = signs.next() {
        let Some(of) = class(sign) else {
            gap = match (gap, sign) {
                (Gap::None, '-') => Gap::Hyphen,
                (Gap::None, ' ' | '/') => Gap::Near,
                _ => Gap::Far,
            };
            if sign == '"'
                && let Some(last) = runs.last_mut()
                && last.class == Class::Digits
                && text[..start].ends_with(last.text)
            {
                last.inches = true;
            }
            continue;
        };
        let mut end = start + sign.len_utf8();
        while let Some(&(at, next)) = signs.peek() {
            // A point or comma between digits belongs to the number.
            let inner = of == Class::Digits
                && matches!(next, '.' | ',')
                && text[at + 1..].starts_with(|after: char| after.is_ascii_digit());
            if class(next) != Some(of) && !inner {
                break;
            }
            end = at + next.len_utf8();
            signs.next();
        }
        runs.push(Run {
            class: of,
            text: &text[start..end],
            gap,
            inches: false,
        });
        gap = Gap::None;
    }
    runs
}

/// A number in one form: `15,6` is `15.6`, `1,000` is `1000`, `3.0` is `3`.
fn number(text: &str) -> String {
    let is_grouped = |mark: char| {
        let mut groups = text.split(mark);
        let first = groups.next().unwrap_or_default();
        (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
    };
    let plain = match text.split_once(',') {
        None => text.to_owned(),
        Some(_) if is_grouped(',') => text.replace(',', ""),
        Some((_, after)) if !after.contains([',', '.']) => text.replace(',', "."),
        Some(_) => text.replace(',', ""),
    };
    match plain.split_once('.') {
        Some((whole, decimals)) if !decimals.contains('.') => {
            let decimals = decimals.trim_end_matches('0');
            if decimals.is_empty() {
                whole.to_owned()
            } else {
                format!("{whole}.{decimals}")
            }
        }
        _ => plain,
    }
}

fn written(run: &Run<'_>) -> String {
    match run.class {
        Class::Digits => number(run.text),
        Class::Letters | Class::Signs => run.text.to_owned(),
    }
}

/// The pieces of a normalized text, in order.
pub fn pieces(normalized: &str) -> Vec<Piece> {
    let runs = runs(normalized);
    let mut pieces = Vec::with_capacity(runs.len());
    let mut at = 0;
    while at < runs.len() {
        if let Some((piece, taken)) = measured(&runs[at..]) {
            pieces.push(piece);
            at += taken;
            continue;
        }
        let first = runs[at];
        if first.class == Class::Signs {
            pieces.push(Piece::Signs(first.text.to_owned()));
            at += 1;
            continue;
        }
        let end = at + chunk(&runs[at..]);
        let before = (first.gap == Gap::Near && first.class == Class::Digits)
            .then(|| pieces.last())
            .flatten();
        let word = match before {
            Some(Piece::Word(word)) => Some(word.clone()),
            _ => None,
        };
        put_together(&runs[at..end], word.as_deref(), &mut pieces);
        at = end;
    }
    pieces
}

/// A measure at the start of these runs, and how many runs it takes.
fn measured(runs: &[Run<'_>]) -> Option<(Piece, usize)> {
    let [first, rest @ ..] = runs else {
        return None;
    };
    if first.class != Class::Digits {
        return None;
    }
    let (unit, taken) = match rest.first() {
        _ if first.inches => (INCH, 1),
        Some(next)
            if next.class == Class::Letters && next.gap != Gap::Far && is_unit(next.text) =>
        {
            // `5m-30x` is a code, `2m` a length.
            let ends = rest.get(1).is_none_or(|after| after.gap != Gap::None);
            if !ends {
                return None;
            }
            (next.text, 2)
        }
        _ => return None,
    };
    let number = number(first.text);
    let measure = measure(&number, unit)?;
    Some((Piece::Measure { measure, number }, taken))
}

/// How many runs from the first on stand together.
fn chunk(runs: &[Run<'_>]) -> usize {
    let mut end = 1;
    while let Some(next) = runs.get(end) {
        let joined = matches!(next.gap, Gap::None | Gap::Hyphen) && next.class != Class::Signs;
        // A measure is a piece of its own even where a hyphen or an `x` binds it: `ddr4-16gb`, `2x16gb`.
        // A unit of one letter is more often the end of a model number: `DCP-7030W`.
        let is_measure = |from| {
            measured(&runs[from..])
                .is_some_and(|(_, taken)| taken == 1 || runs[from + 1].text.len() > 1)
        };
        let ends_measure = next.gap == Gap::Hyphen && is_measure(end);
        let times = next.text == "x" && is_measure(end + 1);
        let is_times = end == 1 && runs[0].text == "x" && is_measure(end);
        if !joined || ends_measure || times || is_times {
            break;
        }
        end += 1;
    }
    end
}

fn put_together(runs: &[Run<'_>], before: Option<&str>, pieces: &mut Vec<Piece>) {
    let has_digit = runs.iter().any(|run| run.class == Class::Digits);
    let length: usize = runs.iter().map(|run| run.text.len()).sum();
    let most = if has_digit {
        MOST_RUNS
    } else {
        MOST_LETTER_RUNS
    };
    if runs.len() == 1 || runs.len() > most || length > LONGEST_CODE {
        pieces.extend(runs.iter().enumerate().map(|(place, run)| match run.class {
            Class::Digits => {
                let number = number(run.text);
                let joined = before
                    .filter(|_| place == 0)
                    .map(|word| format!("{word}{number}"));
                Piece::Number { number, joined }
            }
            Class::Letters | Class::Signs => Piece::Word(run.text.to_owned()),
        }));
        return;
    }
    let whole: String = runs.iter().map(written).collect();
    let parts = runs.iter().map(written);
    // One letter says nothing by itself.
    let parts = parts.filter(|part| part.len() > 1 || part.as_bytes()[0].is_ascii_digit());
    let base = (has_digit && runs.len() > 2).then(|| runs[..2].iter().map(written).collect());
    pieces.push(Piece::Code {
        joined: before.map(|word| format!("{word}{whole}")),
        parts: parts.collect(),
        base,
        whole,
        has_digit,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<Piece> {
        pieces(&normalize(text))
    }

    fn word(text: &str) -> Piece {
        Piece::Word(text.into())
    }

    #[test]
    fn text_is_unified_before_it_is_cut() {
        for (text, normalized) in [
            ("Intel® Core™ i5", "intel  core  i5"),
            ("ＵＳＢ", "usb"),
            ("Men’s Café", "men cafe"),
            ("don't", "dont"),
            ("'quoted'", "'quoted"),
            ("15,6″", "15,6\""),
            ("Wi‑Fi", "wi-fi"),
        ] {
            assert_eq!(normalize(text), normalized, "{text}");
        }
    }

    #[test]
    fn numbers_have_one_form() {
        for (text, form) in [
            ("15,6", "15.6"),
            ("1,000", "1000"),
            ("1,234,567", "1234567"),
            ("3.0", "3"),
            ("1.2.3", "1.2.3"),
            ("1,5,2", "152"),
            ("0.50", "0.5"),
        ] {
            assert_eq!(number(text), form);
        }
    }

    #[test]
    fn codes_keep_their_parts() {
        let [
            Piece::Code {
                whole,
                parts,
                base,
                has_digit: true,
                ..
            },
        ] = &of("DCP-7030W")[..]
        else {
            panic!("one code");
        };
        assert_eq!(
            (whole.as_str(), base.as_deref()),
            ("dcp7030w", Some("dcp7030"))
        );
        assert_eq!(parts, &["dcp", "7030"]);
        let joined = |text| match of(text).pop() {
            Some(Piece::Number { joined, .. } | Piece::Code { joined, .. }) => joined,
            _ => None,
        };
        assert_eq!(joined("tn 2110").as_deref(), Some("tn2110"));
        assert_eq!(joined("wh 1000xm3").as_deref(), Some("wh1000xm3"));
        assert_eq!(joined("tn, 2110"), None);
    }

    #[test]
    fn measures_are_pieces() {
        let measures = |text| -> Vec<String> {
            let measures = of(text).into_iter().filter_map(|piece| match piece {
                Piece::Measure { measure, .. } => Some(measure),
                _ => None,
            });
            measures.collect()
        };
        for (text, expected) in [
            ("15.6\"", &["15.6inch"][..]),
            ("15,6 inch", &["15.6inch"]),
            ("15.6-inch", &["15.6inch"]),
            ("1 TB", &["1000gb"]),
            ("1000gb", &["1000gb"]),
            ("2x16GB", &["16gb"]),
            ("DDR4-16GB", &["16gb"]),
            ("39.6 cm (15.6\")", &["396mm", "15.6inch"]),
            ("2 in 1", &[]),
            ("5m30x", &[]),
        ] {
            assert_eq!(measures(text), expected, "{text}");
        }
    }

    #[test]
    fn scripts_without_spaces_stay_together() {
        assert_eq!(
            of("ソニー camera"),
            [Piece::Signs("ソニー".into()), word("camera")]
        );
        assert_eq!(of("हिन्दी"), [word("हिन्दी")]);
        assert_eq!(of("a-b-c-d"), [word("a"), word("b"), word("c"), word("d")]);
    }
}
