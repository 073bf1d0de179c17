//! One pass over the text of a document, before any parser sees it: how many tokens, how deeply
//! nested.
//!
//! The parser is recursive and builds a tree of what it reads, so these two are bounded first, at
//! about a nanosecond a byte. Nothing is checked for being GraphQL here.

/// What the text of a document holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Lexed {
    /// Names, numbers, strings and punctuators; not white space, commas and comments.
    pub tokens: usize,
    /// Brackets of any kind open at once, at most.
    pub nesting: usize,
}

/// Counts the tokens of a document. Linear, without recursion or allocation; an unclosed string or
/// bracket ends with the text.
pub(super) fn scan(text: &str) -> Lexed {
    let bytes = text.as_bytes();
    let mut lexed = Lexed::default();
    let mut open = 0_usize;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' | b',' | 0xef | 0xbb | 0xbf => continue,
            b'#' => {
                at += bytes[at..]
                    .iter()
                    .take_while(|&&it| it != b'\n' && it != b'\r')
                    .count();
                continue;
            }
            b'"' => at = string_end(bytes, at),
            b'{' | b'[' | b'(' => {
                open += 1;
                lexed.nesting = lexed.nesting.max(open);
            }
            b'}' | b']' | b')' => open = open.saturating_sub(1),
            b'.' => at += bytes[at..].iter().take_while(|&&it| it == b'.').count(),
            b'-' | b'0'..=b'9' => {
                at += bytes[at..].iter().take_while(|&&it| is_number(it)).count();
            }
            _ if is_name(byte) => {
                at += bytes[at..].iter().take_while(|&&it| is_name(it)).count();
            }
            _ => {}
        }
        lexed.tokens += 1;
    }
    lexed
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn is_number(byte: u8) -> bool {
    is_name(byte) || matches!(byte, b'-' | b'.' | b'+')
}

/// The position after the string whose opening quote is before `at`.
fn string_end(bytes: &[u8], at: usize) -> usize {
    let block = bytes[at..].starts_with(b"\"\"");
    let mut at = if block { at + 2 } else { at };
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if block && bytes[at + 1..].starts_with(b"\"\"\"") => at += 4,
            b'\\' if !block => at += 2,
            b'"' if !block => return at + 1,
            b'"' if bytes[at..].starts_with(b"\"\"\"") => return at + 3,
            b'\n' | b'\r' if !block => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_counted_as_the_specification_reads_them() {
        for (text, tokens) in [
            ("", 0),
            ("{ a }", 3),
            ("query Q($a: Int = 3) { b(c: $a, d: -1.5e3) }", 22),
            ("{ a # b c d\n e }", 4),
            (r#"{ a(b: "x { \" [ ", c: """ " \""" { """) }"#, 11),
            ("fragment F on T { ...G }", 8),
            ("\u{feff}{a}", 3),
        ] {
            assert_eq!(scan(text).tokens, tokens, "{text}");
        }
    }

    #[test]
    fn brackets_in_strings_and_comments_are_not_nesting() {
        assert_eq!(scan(r#"{ a(b: "[[[[", c: """{{{{""") # (((("#).nesting, 2);
        assert_eq!(scan(&"{".repeat(100_000)).nesting, 100_000);
        assert_eq!(scan("}}}}{").nesting, 1);
    }

    #[test]
    fn unclosed_string_ends_with_the_text() {
        for text in ["\"", "\"\\", "\"\"\"", "\"\"\"\\\"\"\"", "\"\"\"\\"] {
            assert_eq!(scan(text).tokens, 1, "{text}");
        }
    }
}
