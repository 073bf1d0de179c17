//! What keeping an entity outside its store takes: how much memory it fills, whether bytes that came back are one, and
//! until when it says the same.
//!
//! Encoding is the adapter's; entities only have their serde form, which is binary and of one build. Facts have a serde
//! form that is made for JSON lines and leaves fields out, so inside an entity they are kept as JSON ([`as_json`]).

use super::{
    event::{ContentFact, TranslationFact},
    time::Timestamp,
};

/// An entity that caches keep.
pub trait Stored: Send + Sync + Sized + 'static {
    /// Bytes that it fills in memory, itself included; to within the allocator's rounding.
    fn weight_bytes(&self) -> usize;

    /// Whether its parts fit together, so that reading it cannot fail: asked of what came from outside the process.
    fn is_sound(&self) -> bool;

    /// The first instant after this one from which on it may be shown otherwise although nothing is written.
    fn next_boundary(&self, _: Timestamp) -> Option<Timestamp> {
        None
    }
}

/// Bytes of a slice's elements.
pub(super) fn slice_bytes<T>(slice: &[T]) -> usize {
    size_of_val(slice)
}

/// Bytes that a fact fills: about one and a half times its JSON, whose names and quotes make up for its pointers.
fn fact_bytes(fact: &impl serde::Serialize) -> usize {
    /// Counts instead of keeping.
    struct Counter(usize);
    impl std::io::Write for Counter {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 += bytes.len();
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut counter = Counter(0);
    serde_json::to_writer(&mut counter, fact).expect("facts are values of JSON");
    size_of_val(fact) + counter.0 + counter.0 / 2
}

impl Stored for ContentFact {
    fn weight_bytes(&self) -> usize {
        fact_bytes(self)
    }

    fn is_sound(&self) -> bool {
        true
    }

    fn next_boundary(&self, instant: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Article(article) => article.published_at.filter(|begin| *begin > instant),
            _ => None,
        }
    }
}

impl Stored for TranslationFact {
    fn weight_bytes(&self) -> usize {
        fact_bytes(self)
    }

    fn is_sound(&self) -> bool {
        true
    }
}

/// The serde form of a fact inside a binary entity: its JSON as text.
pub(super) mod as_json {
    use serde::{
        Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned, de::Error,
    };

    /// Writes the fact.
    pub fn serialize<T: Serialize, S: Serializer>(
        fact: &T,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let text = serde_json::to_string(fact).expect("facts are values of JSON");
        serializer.serialize_str(&text)
    }

    /// Reads it back.
    pub fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<T, D::Error> {
        let text = String::deserialize(deserializer)?;
        serde_json::from_str(&text).map_err(D::Error::custom)
    }
}
