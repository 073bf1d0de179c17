//! One line of JSON into a struct: simd-json for what is right, serde_json for saying what is wrong.
//!
//! simd-json recurses without bound and ends the process on deep nesting, so the nesting is scanned first. Its own
//! messages name no field, so a line that fails is read once more for the message alone.

use serde::{Deserialize, de::IgnoredAny};
use simd_json::{Buffers, Tape};

/// Deepest nesting of objects and arrays in a line.
pub const NESTING_LIMIT: usize = 64;

/// Why a line is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonError {
    /// Path of the field, `variants[2].title`; empty when it is the whole line.
    pub field: String,
    /// What is wrong.
    pub reason: String,
}

/// Reads lines of JSON, reusing its buffers.
#[derive(Default)]
pub struct JsonLines {
    line: Vec<u8>,
    buffers: Buffers,
}

impl JsonLines {
    /// Parses a line; the tape lends its texts from this reader.
    ///
    /// # Errors
    /// [`JsonError`] when it is not JSON or nested too deep.
    pub fn parse(&mut self, text: &str) -> Result<Tape<'_>, JsonError> {
        if nests_deeper(text.as_bytes(), NESTING_LIMIT) {
            return Err(JsonError {
                field: String::new(),
                reason: format!("is nested deeper than {NESTING_LIMIT} levels"),
            });
        }
        self.line.clear();
        self.line.extend_from_slice(text.as_bytes());
        simd_json::to_tape_with_buffers(&mut self.line, &mut self.buffers)
            .map_err(|error| explain::<IgnoredAny>(text, &error))
    }
}

/// Turns a parsed line into a struct; `text` is the line, for the message.
///
/// # Errors
/// [`JsonError`] when a field has the wrong type or is unknown where none such may be.
pub fn decode<'tape, 'text, T, U>(tape: Tape<'tape>, text: &'text str) -> Result<T, JsonError>
where
    T: Deserialize<'tape>,
    U: Deserialize<'text>,
{
    tape.deserialize()
        .map_err(|error| explain::<U>(text, &error))
}

/// What serde_json finds wrong with the text as a `T`.
fn explain<'text, T: Deserialize<'text>>(text: &'text str, error: &simd_json::Error) -> JsonError {
    let mut reader = serde_json::Deserializer::from_str(text);
    match serde_path_to_error::deserialize::<_, T>(&mut reader) {
        Err(error) => {
            let path = error.path().to_string();
            JsonError {
                field: if path == "." { String::new() } else { path },
                // serde_json counts lines within the text, of which there is one.
                reason: error
                    .inner()
                    .to_string()
                    .replace(" at line 1 column ", " at column "),
            }
        }
        Ok(_) => JsonError {
            field: String::new(),
            reason: match reader.end() {
                Err(error) => error.to_string(),
                Ok(()) => format!("is not JSON: {error}"),
            },
        },
    }
}

/// Whether objects and arrays nest deeper than so many levels; brackets within texts do not count.
pub fn nests_deeper(json: &[u8], limit: usize) -> bool {
    // Few brackets cannot nest deep. This pass has no branches to speak of and settles nearly every line.
    let opened = json
        .iter()
        .map(|byte| usize::from(matches!(byte, b'{' | b'[')))
        .sum::<usize>();
    if opened <= limit {
        return false;
    }
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for byte in json {
        if in_text {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_text = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => in_text = true,
            b'{' | b'[' => {
                depth += 1;
                if depth > limit {
                    return true;
                }
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Thing {
        names: Vec<String>,
    }

    fn read(text: &str) -> Result<Thing, JsonError> {
        let mut lines = JsonLines::default();
        decode::<Thing, Thing>(lines.parse(text)?, text)
    }

    fn failure(text: &str) -> (String, String) {
        let error = read(text).unwrap_err();
        (error.field, error.reason)
    }

    #[test]
    fn errors_name_the_field_and_the_column() {
        assert_eq!(read(r#"{"names":["a"]}"#).unwrap().names, ["a"]);
        let (field, reason) = failure(r#"{"names":["a",5]}"#);
        assert_eq!(field, "names[1]");
        assert!(
            reason.starts_with("invalid type: integer `5`, expected a string"),
            "{reason}"
        );
        let (_, reason) = failure(r#"{"names":[],"more":1}"#);
        assert!(
            reason.contains("unknown field `more`, expected `names`"),
            "{reason}"
        );
        let (_, reason) = failure(r#"{"names":["#);
        assert!(reason.contains("EOF while parsing"), "{reason}");
    }

    #[test]
    fn deep_nesting_is_refused_before_it_is_parsed() {
        let (_, reason) = failure(&"[".repeat(50_000));
        assert_eq!(reason, "is nested deeper than 64 levels");
        let nested = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        assert!(!nests_deeper(nested(64).as_bytes(), 64));
        assert!(nests_deeper(nested(65).as_bytes(), 64));
        let wide = format!("[{}[]]", "[],".repeat(1_000));
        assert!(!nests_deeper(wide.as_bytes(), 64));
        let text = format!("[\"\\\"{}\"]", "[".repeat(1_000));
        assert!(!nests_deeper(text.as_bytes(), 64));
    }
}
