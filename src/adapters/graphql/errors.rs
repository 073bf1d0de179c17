//! What a client reads when something goes wrong: one closed set of codes and the rules for texts.
//!
//! Resolvers make errors with [`Code::error`] or [`internal`]; the executor passes every error of
//! an answer through [`settle`] before it leaves. No HTTP status is decided here (`adapters::http`
//! does), and no error of a store is turned into words that a client could read.

use async_graphql::{Error, ErrorExtensionValues, ServerError, Value};

use crate::application::catalog::StoreError;

/// Longest message that leaves the service, in characters. The parser quotes the offending line,
/// which for a minified document is the whole document.
pub const MESSAGE_CHARS: usize = 500;

/// Most errors in one answer. A document can be wrong in as many places as it has tokens, and
/// nobody reads past the first few.
pub const ERRORS_PER_ANSWER: usize = 20;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $text:literal,)+) => {
        /// `extensions.code` of an error: stable, documented in `docs/errors.md`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Code {
            /// Every code, in the order of `docs/errors.md`.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The code as clients see it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }
    };
}

codes! {
    /// The HTTP request is not a GraphQL request: malformed JSON, a parameter of the wrong type.
    BadRequest = "BAD_REQUEST",
    /// The body is not `application/json` in UTF-8.
    UnsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE",
    /// The `Accept` header allows no media type that is served.
    NotAcceptable = "NOT_ACCEPTABLE",
    /// Another method than GET or POST.
    MethodNotAllowed = "METHOD_NOT_ALLOWED",
    /// The body did not arrive in time.
    RequestTimeout = "REQUEST_TIMEOUT",
    /// The document is not GraphQL.
    ParseFailed = "GRAPHQL_PARSE_FAILED",
    /// The document does not fit the schema, or a variable does not fit its type.
    ValidationFailed = "GRAPHQL_VALIDATION_FAILED",
    /// No operation has the name asked for, or a name is needed to choose.
    OperationResolutionFailed = "OPERATION_RESOLUTION_FAILED",
    /// A mutation or a subscription.
    ReadOnly = "READ_ONLY",
    /// A fragment spreads itself, directly or through others.
    FragmentCycle = "FRAGMENT_CYCLE",
    /// Limit `body_bytes`.
    MaxBody = "MAX_BODY_EXCEEDED",
    /// Limit on the nesting of a JSON body.
    MaxJsonDepth = "MAX_JSON_DEPTH_EXCEEDED",
    /// Limit `tokens`.
    MaxTokens = "MAX_TOKENS_EXCEEDED",
    /// Limit `depth`, and the bound on nested brackets and fragments.
    MaxDepth = "MAX_DEPTH_EXCEEDED",
    /// Limit `aliases`.
    MaxAliases = "MAX_ALIASES_EXCEEDED",
    /// Limit `root_fields`.
    MaxRootFields = "MAX_ROOT_FIELDS_EXCEEDED",
    /// Limit `selections`.
    MaxSelections = "MAX_SELECTIONS_EXCEEDED",
    /// Limit `page_size`.
    MaxPageSize = "MAX_PAGE_SIZE_EXCEEDED",
    /// Limit `ids`.
    MaxIds = "MAX_IDS_EXCEEDED",
    /// Limit `representations`.
    MaxRepresentations = "MAX_REPRESENTATIONS_EXCEEDED",
    /// Limit `cost`.
    MaxComplexity = "MAX_COMPLEXITY_EXCEEDED",
    /// An argument has a value that its field cannot work with.
    BadArgument = "BAD_ARGUMENT",
    /// A cursor that was not made by this service, or belongs to another list, sort or context.
    BadCursor = "BAD_CURSOR",
    /// What the answer needs cannot be reached now.
    Unavailable = "UNAVAILABLE",
    /// More is asked of the service than it can answer now.
    Overloaded = "OVERLOADED",
    /// The answer took longer than it may.
    TimedOut = "TIMED_OUT",
    /// A fault of the service.
    Internal = "INTERNAL_SERVER_ERROR",
}

impl Code {
    /// An error for a resolver to return. The message is for the client: it must not hold what a
    /// store or library said.
    #[must_use]
    pub fn error(self, message: impl Into<String>) -> Error {
        let mut extensions = ErrorExtensionValues::default();
        extensions.set("code", self.as_str());
        let mut error = Error::new(message);
        error.extensions = Some(extensions);
        error
    }

    /// An error about the request as a whole, before any resolver runs.
    #[must_use]
    pub fn refusal(self, message: impl Into<String>) -> ServerError {
        let mut error = ServerError::new(message, None);
        mark(&mut error, self);
        error
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == text)
    }

    /// The text that replaces the error's own, for codes whose cause is none of the client's
    /// business.
    const fn fixed_text(self) -> Option<&'static str> {
        match self {
            Self::Internal => Some("The service failed to answer this; the failure is logged."),
            Self::Unavailable => Some("This cannot be answered now; try again shortly."),
            Self::Overloaded => Some("Too much is asked at once; wait before trying again."),
            Self::TimedOut => Some("The answer took too long; ask for less."),
            _ => None,
        }
    }
}

/// An error for a resolver that met a fault of the service: the cause is logged, the client reads
/// a fixed text.
#[must_use]
pub fn internal(cause: impl std::fmt::Display + Send + Sync + 'static) -> Error {
    with_cause(Code::Internal, cause)
}

/// An error for a resolver whose store gave no answer: as [`internal`], with the code of the reason.
#[must_use]
pub fn unanswered(cause: StoreError) -> Error {
    let code = match &cause {
        StoreError::Unavailable(_) => Code::Unavailable,
        StoreError::Overloaded(_) => Code::Overloaded,
        StoreError::TimedOut(_) => Code::TimedOut,
        StoreError::Faulty(_) => Code::Internal,
    };
    with_cause(code, cause)
}

fn with_cause(code: Code, cause: impl std::fmt::Display + Send + Sync + 'static) -> Error {
    let mut error = Error::new_with_source(cause);
    error.extensions = code.error("").extensions;
    error
}

/// The code that an error carries, if it is one of ours.
#[must_use]
pub fn code_of(error: &ServerError) -> Option<Code> {
    match error.extensions.as_ref()?.get("code")? {
        Value::String(text) => Code::parse(text),
        _ => None,
    }
}

/// Makes the errors of an answer fit to leave: each has a code (`fallback` where the library made
/// it), faults are logged once and have their fixed text, messages and their number are bounded.
///
/// An error that a resolver made from another error with `?` has a source and no code: it is a
/// fault, because its text was not written for clients.
pub fn settle(errors: &mut Vec<ServerError>, fallback: Code) {
    errors.truncate(ERRORS_PER_ANSWER);
    for error in errors {
        let code = code_of(error).unwrap_or_else(|| {
            let code = if error.source.is_some() {
                Code::Internal
            } else {
                fallback
            };
            mark(error, code);
            code
        });
        if let Some(text) = code.fixed_text() {
            tracing::error!(code = code.as_str(), cause = %error.message, "field failed");
            error.message = text.to_owned();
        }
        cut(&mut error.message);
    }
}

/// Sets the code of an error and keeps what else its extensions hold.
pub(super) fn mark(error: &mut ServerError, code: Code) {
    error
        .extensions
        .get_or_insert_default()
        .set("code", code.as_str());
}

/// Shortens a message to [`MESSAGE_CHARS`] characters, the last one an ellipsis.
fn cut(message: &mut String) {
    if message.len() <= MESSAGE_CHARS {
        return;
    }
    if let Some((at, _)) = message.char_indices().nth(MESSAGE_CHARS - 1)
        && message[at..].chars().nth(1).is_some()
    {
        message.truncate(at);
        message.push('…');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_message_is_cut_at_a_character() {
        let mut errors = vec![ServerError::new("ä".repeat(100_000), None)];
        settle(&mut errors, Code::ParseFailed);
        assert_eq!(errors[0].message.chars().count(), MESSAGE_CHARS);
        assert!(errors[0].message.ends_with("ä…"));
    }

    #[test]
    fn message_of_the_longest_allowed_length_is_kept() {
        let text = "ä".repeat(MESSAGE_CHARS);
        let mut errors = vec![ServerError::new(text.clone(), None)];
        settle(&mut errors, Code::ParseFailed);
        assert_eq!(errors[0].message, text);
    }

    #[test]
    fn cause_of_a_fault_does_not_reach_the_client() {
        let fault =
            internal("password of the store is wrong").into_server_error(Default::default());
        let unmarked = Error::from(std::fmt::Error).into_server_error(Default::default());
        let mut errors = vec![fault, unmarked];
        settle(&mut errors, Code::BadArgument);
        for error in &errors {
            assert_eq!(code_of(error), Some(Code::Internal));
            assert_eq!(Some(error.message.as_str()), Code::Internal.fixed_text());
        }
    }

    #[test]
    fn every_code_is_documented_once() {
        let documented: Vec<&str> = include_str!("../../../docs/errors.md")
            .lines()
            .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
            .collect();
        let codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(documented, codes);
    }
}
