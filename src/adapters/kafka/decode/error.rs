//! Why a record is no event that can be applied.

use capnp::ErrorKind;

use crate::adapters::kafka::{
    envelope::{MOST_BYTES, MOST_VARIANTS},
    topics::CatalogTopic,
};

/// Why bytes are no event that can be applied, in words for who sent them.
#[derive(Debug, Clone, thiserror::Error)]
pub enum DecodeError {
    /// Kafka's own tombstone.
    #[error(
        "the record has no value; tell that something is gone by an event `removed`, which has a version"
    )]
    NoValue,
    /// More bytes than are looked at.
    #[error("the value has {size_bytes} bytes; an event may have {MOST_BYTES}")]
    TooLarge {
        /// Its size.
        size_bytes: usize,
    },
    /// No Cap'n Proto, or a part of one.
    #[error(
        "{}not a whole Cap'n Proto message of the contract: {source}; send it unpacked, as it was made",
        prefix(field)
    )]
    Malformed {
        /// Where reading failed; empty: at the beginning.
        field: String,
        /// What Cap'n Proto says.
        source: capnp::Error,
    },
    /// Bytes that belong to nothing.
    #[error("{size_bytes} bytes follow the message; send one event a record")]
    Trailing {
        /// How many.
        size_bytes: usize,
    },
    /// It unfolds to more than it is.
    #[error(
        "{}reading goes on beyond the size of the message; point to nothing twice",
        prefix(field)
    )]
    Amplified {
        /// Where reading stopped.
        field: String,
    },
    /// Nested without end.
    #[error("{}is nested too deep, or in a ring", prefix(field))]
    TooDeep {
        /// Where reading stopped.
        field: String,
    },
    /// A text in another encoding.
    #[error("{field}: is not UTF-8")]
    NotUtf8 {
        /// The text.
        field: String,
    },
    /// More variants than a product may have.
    #[error("{field}: has {found} variants; a product may have {MOST_VARIANTS}")]
    TooMany {
        /// The list.
        field: String,
        /// How many there are.
        found: usize,
    },
    /// A field that is not what it should be.
    #[error("{field}: {reason}")]
    Invalid {
        /// Path of the field, `product.variants[2].id`.
        field: String,
        /// What is wrong.
        reason: String,
    },
    /// A clock that runs ahead: such a version would outdo every later one.
    #[error(
        "{field}: {micros} is {ahead_seconds} s ahead of this machine's clock; set the clock of the source, and mind that the unit is microseconds"
    )]
    Ahead {
        /// Which instant.
        field: &'static str,
        /// What it is.
        micros: i64,
        /// How far ahead.
        ahead_seconds: i64,
    },
    /// It lies on the topic of another aspect.
    #[error("the event belongs on the topic {}; send it there", .belongs.name())]
    WrongTopic {
        /// Where it belongs.
        belongs: CatalogTopic,
    },
    /// Under another key its order among others is lost, and so is what compaction keeps.
    #[error("the key of the record has to be `{expected}`")]
    WrongKey {
        /// The key of its aggregate.
        expected: String,
    },
    /// Something that this build does not know yet.
    #[error(
        "{}number {number} is of a later contract; renew this service, then let the event be read again",
        prefix(field)
    )]
    Future {
        /// The union or enum.
        field: String,
        /// The number that it does not know.
        number: u16,
    },
}

fn prefix(field: &str) -> String {
    match field {
        "" => String::new(),
        field => format!("{field}: "),
    }
}

impl DecodeError {
    /// Whether a later build will understand the event: it is to be set aside, not given up.
    pub fn is_future(&self) -> bool {
        matches!(self, Self::Future { .. })
    }

    /// A name of the reason, from a closed set.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoValue => "NO_VALUE",
            Self::TooLarge { .. } => "TOO_LARGE",
            Self::Malformed { .. } | Self::Trailing { .. } => "MALFORMED",
            Self::Amplified { .. } | Self::TooDeep { .. } => "TOO_COMPLEX",
            Self::NotUtf8 { .. } => "NOT_UTF8",
            Self::TooMany { .. } => "TOO_MANY_VARIANTS",
            Self::Invalid { .. } => "INVALID",
            Self::Ahead { .. } => "CLOCK_AHEAD",
            Self::WrongTopic { .. } => "WRONG_TOPIC",
            Self::WrongKey { .. } => "WRONG_KEY",
            Self::Future { .. } => "FUTURE",
        }
    }

    pub(super) fn of(field: &str, error: capnp::Error) -> Self {
        let field = field.to_owned();
        match error.kind {
            ErrorKind::ReadLimitExceeded => Self::Amplified { field },
            ErrorKind::MessageIsTooDeeplyNestedOrContainsCycles
            | ErrorKind::MessageIsTooDeeplyNested
            | ErrorKind::NestingLimitExceeded => Self::TooDeep { field },
            _ => Self::Malformed {
                field,
                source: error,
            },
        }
    }

    pub(super) fn invalid(field: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Invalid {
            field: field.into(),
            reason: reason.into(),
        }
    }

    /// Puts a part in front of the path of the field.
    pub(super) fn within(mut self, part: &str) -> Self {
        if let Self::Malformed { field, .. }
        | Self::Amplified { field }
        | Self::TooDeep { field }
        | Self::NotUtf8 { field }
        | Self::TooMany { field, .. }
        | Self::Invalid { field, .. }
        | Self::Future { field, .. } = &mut self
        {
            *field = match field.as_str() {
                "" => part.to_owned(),
                rest => format!("{part}.{rest}"),
            };
        }
        self
    }
}
