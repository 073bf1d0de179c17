//! The text of an entity: one immutable buffer and `u32` ranges into it.
//!
//! An entity keeps all its text in one allocation that clones by reference count. Each range remembers whether its text
//! needs escaping in JSON, so that an answer can be written by copying. Building interns: a text that occurs twice in
//! an entity is kept once.

use std::hash::BuildHasher;

use bytestring::ByteString;
use rustc_hash::{FxBuildHasher, FxHashMap};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Range of one text in a [`Body`], or the absence of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    start: u32,
    /// Length in bytes; the highest bit says that the text must be escaped in JSON.
    length: u32,
}

impl Span {
    /// No text.
    pub const NONE: Self = Self {
        start: u32::MAX,
        length: 0,
    };
    const ESCAPED: u32 = 1 << 31;

    /// Whether there is no text.
    pub fn is_none(self) -> bool {
        self.start == u32::MAX
    }

    /// Whether the text has to be escaped inside a JSON string.
    pub fn needs_escape(self) -> bool {
        self.length & Self::ESCAPED != 0
    }

    fn range(self) -> std::ops::Range<usize> {
        let start = self.start as usize;
        start..start + (self.length & !Self::ESCAPED) as usize
    }
}

/// The text buffer of an entity.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Body(ByteString);

impl Body {
    /// The text of a range that this body's builder gave; empty for [`Span::NONE`].
    pub fn get(&self, span: Span) -> &str {
        if span.is_none() {
            return "";
        }
        &self.0[span.range()]
    }

    /// The text of a range, or `None` for [`Span::NONE`].
    pub fn find(&self, span: Span) -> Option<&str> {
        (!span.is_none()).then(|| self.get(span))
    }

    /// Whether the range is one of this buffer, so that reading it cannot fail. Ranges that a builder gave always are;
    /// those that came from outside are checked once.
    pub fn holds(&self, span: Span) -> bool {
        let text = || self.0.get(span.range());
        span.is_none() || text().is_some_and(|text| needs_escape(text) == span.needs_escape())
    }

    /// Size of the buffer in bytes.
    pub fn size_bytes(&self) -> usize {
        self.0.len()
    }

    /// Appends the text as a JSON string with its quotes; `null` for [`Span::NONE`].
    pub fn write_json(&self, span: Span, out: &mut Vec<u8>) {
        if span.is_none() {
            out.extend_from_slice(b"null");
        } else if span.needs_escape() {
            serde_json::to_writer(&mut *out, self.get(span))
                .expect("writing into memory does not fail");
        } else {
            out.push(b'"');
            out.extend_from_slice(&self.0.as_bytes()[span.range()]);
            out.push(b'"');
        }
    }
}

impl Serialize for Body {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Body {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(Self(text.into_boxed_str().into_string().into()))
    }
}

fn needs_escape(text: &str) -> bool {
    let is_special = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
    // All bytes of a chunk are looked at without a branch, so that they are looked at together.
    let (chunks, rest) = text.as_bytes().as_chunks::<16>();
    let any = |bytes: &[u8]| {
        bytes
            .iter()
            .fold(false, |found, byte| found | is_special(*byte))
    };
    chunks.iter().any(|chunk| any(chunk)) || any(rest)
}

/// Collects the texts of one entity.
#[derive(Debug, Default)]
pub struct BodyBuilder {
    text: String,
    /// By hash, so that no text is kept a second time. Of two with one hash the first is found.
    seen: FxHashMap<u64, Span>,
}

/// Longer texts are rarely repeated.
const INTERNED_BYTES: usize = 64;

impl BodyBuilder {
    /// A builder with room for so many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        /// Short texts of a usual entity.
        const TEXTS: usize = 24;
        Self {
            text: String::with_capacity(bytes),
            seen: FxHashMap::with_capacity_and_hasher(TEXTS, FxBuildHasher),
        }
    }

    /// Adds a text and gives its range.
    ///
    /// # Panics
    /// When the texts of one entity exceed 2 GiB; importers bound a line far below that.
    pub fn push(&mut self, text: &str) -> Span {
        if text.len() > INTERNED_BYTES {
            return self.append(text);
        }
        let hash = FxBuildHasher.hash_one(text);
        let seen = self.seen.get(&hash);
        if let Some(span) = seen.filter(|span| self.text[span.range()] == *text) {
            return *span;
        }
        let span = self.append(text);
        self.seen.entry(hash).or_insert(span);
        span
    }

    /// Adds a text that may be absent.
    pub fn push_option(&mut self, text: Option<&str>) -> Span {
        text.map_or(Span::NONE, |text| self.push(text))
    }

    /// Ends the collection.
    pub fn finish(self) -> Body {
        Body(self.text.into_boxed_str().into_string().into())
    }

    fn append(&mut self, text: &str) -> Span {
        let start = u32::try_from(self.text.len()).expect("an entity is far below 4 GiB");
        let length = u32::try_from(text.len()).expect("an entity is far below 4 GiB");
        assert!(
            length < Span::ESCAPED && start < u32::MAX - length,
            "entity too large"
        );
        self.text.push_str(text);
        let escaped = if needs_escape(text) { Span::ESCAPED } else { 0 };
        Span {
            start,
            length: length | escaped,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_and_repeated_ones_are_kept_once() {
        let mut builder = BodyBuilder::default();
        let spans = ["Red", "Größe", "Red", ""].map(|text| builder.push(text));
        let none = builder.push_option(None);
        let body = builder.finish();
        assert_eq!(
            spans.map(|span| body.get(span)),
            ["Red", "Größe", "Red", ""]
        );
        assert_eq!(body.find(none), None);
        assert_eq!(body.find(spans[3]), Some(""));
        assert_eq!(body.size_bytes(), "RedGröße".len());
    }

    #[test]
    fn json_is_escaped_exactly_where_it_must_be() {
        for text in [
            "plain",
            "15.6\" display",
            "back\\slash",
            "line\nbreak",
            "nul\0",
            "ünï / <b>",
        ] {
            let mut builder = BodyBuilder::default();
            let span = builder.push(text);
            let mut out = Vec::new();
            builder.finish().write_json(span, &mut out);
            assert_eq!(
                String::from_utf8(out).unwrap(),
                serde_json::to_string(text).unwrap()
            );
        }
    }
}
