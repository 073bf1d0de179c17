//! What went wrong in the database, sorted by what may be done about it.
//!
//! The classes are those of CockroachDB's and PostgreSQL's SQLSTATEs; a failure without one comes from the connection
//! or from ourselves. Nothing here decides how often something is tried again (`retry` does).

use std::{borrow::Cow, error::Error as _, io};

use tokio_postgres::error::SqlState;

use crate::application::catalog::StoreError;

/// What a failure allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The database undid the work because of other work; it may be done again.
    Conflict,
    /// The connection or the server went away. What was not committed is undone and may be done again.
    Lost,
    /// Nobody knows whether the work took effect; only what may happen twice may be done again.
    Ambiguous,
    /// The database, or the queue for its connections, is full. Asking again makes it worse.
    Overloaded,
    /// It took longer than it may. Asking again would take as long.
    TimedOut,
    /// A mistake of ours or of the installation. Asking again changes nothing.
    Fault,
}

impl Kind {
    /// The class of a SQLSTATE.
    #[must_use]
    pub fn of_sqlstate(code: &str) -> Self {
        match code {
            // 40P01 is PostgreSQL's deadlock; CockroachDB says 40001.
            "40001" | "40P01" => Self::Conflict,
            "40003" | "08007" => Self::Ambiguous,
            "57P01" | "57P02" | "57P03" | "57P05" | "58C00" | "58C01" => Self::Lost,
            // 55P03: lock_timeout. 25P03: idle_in_transaction_session_timeout.
            "57014" | "55P03" | "25P03" => Self::TimedOut,
            _ if code.starts_with("08") => Self::Lost,
            _ if code.starts_with("53") => Self::Overloaded,
            _ => Self::Fault,
        }
    }
}

/// A statement, or the way to one, failed.
#[derive(Debug, thiserror::Error)]
#[error("{statement}: {code}")]
pub struct SqlError {
    kind: Kind,
    /// SQLSTATE, or a word for what has none.
    code: Cow<'static, str>,
    /// Name of the statement, or of the step before any.
    statement: &'static str,
    #[source]
    source: Option<tokio_postgres::Error>,
}

/// The word for a certificate that is not trusted.
pub(super) const CERTIFICATE: &str = "certificate";

/// The word for a connection that could not be encrypted.
pub(super) const TLS: &str = "tls";

impl SqlError {
    /// A failure that the driver reports.
    #[must_use]
    pub fn of(statement: &'static str, source: tokio_postgres::Error) -> Self {
        let (kind, code) = match source.code() {
            Some(state) => (
                Kind::of_sqlstate(state.code()),
                Cow::Owned(state.code().to_owned()),
            ),
            None if is_connection(&source) => (Kind::Lost, Cow::Borrowed("connection")),
            None => match encryption(&source) {
                Some(word) => (Kind::Fault, Cow::Borrowed(word)),
                None => (Kind::Fault, Cow::Borrowed("driver")),
            },
        };
        Self {
            kind,
            code,
            statement,
            source: Some(source),
        }
    }

    /// A failure that is found here, with a word for it in the place of a SQLSTATE.
    #[must_use]
    pub fn found(kind: Kind, code: &'static str, statement: &'static str) -> Self {
        Self {
            kind,
            code: Cow::Borrowed(code),
            statement,
            source: None,
        }
    }

    /// No connection could be had.
    pub(super) fn unreachable() -> Self {
        Self::found(Kind::Lost, "unreachable", "connect")
    }

    /// What it allows.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Its SQLSTATE; `connection`, `unreachable`, `queue`, `deadline`, `certificate`, `tls`, `driver` or `ended` where
    /// there is none.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// What the driver said.
    #[must_use]
    pub fn driver(&self) -> Option<&tokio_postgres::Error> {
        self.source.as_ref()
    }

    /// The same failure in answer to a COMMIT: where the connection went away, the commit may have happened.
    pub(super) fn in_commit(mut self) -> Self {
        if self.kind == Kind::Lost {
            self.kind = Kind::Ambiguous;
        }
        self
    }

    /// Whether the connection is of no use after it. A plan that no longer fits its tables (0A000) or a prepared
    /// statement that the server forgot (26000) would fail on this connection for ever.
    pub(super) fn spoils_connection(&self) -> bool {
        let state = self.source.as_ref().and_then(tokio_postgres::Error::code);
        match self.kind {
            Kind::Lost | Kind::Ambiguous => true,
            Kind::Fault => match state {
                Some(state) => [
                    SqlState::FEATURE_NOT_SUPPORTED,
                    SqlState::INVALID_SQL_STATEMENT_NAME,
                ]
                .contains(state),
                None => self.source.is_some(),
            },
            Kind::TimedOut => state.is_some_and(|state| state.code() == "25P03"),
            Kind::Conflict | Kind::Overloaded => false,
        }
    }
}

/// Whether a failure without a SQLSTATE is one of the connection, and not of what was sent over it.
fn is_connection(error: &tokio_postgres::Error) -> bool {
    let io = error
        .source()
        .and_then(|source| source.downcast_ref::<io::Error>());
    error.is_closed()
        || io.is_some_and(|io| {
            !matches!(
                io.kind(),
                io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData
            )
        })
}

/// The word for a failure to encrypt, if it is one.
fn encryption(error: &tokio_postgres::Error) -> Option<&'static str> {
    let source = error.source()?;
    let io = source
        .downcast_ref::<io::Error>()
        .and_then(|io| io.get_ref());
    match io.and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        Some(rustls::Error::InvalidCertificate(_)) => Some(CERTIFICATE),
        Some(_) => Some(TLS),
        // The driver has no code for a server that declines to encrypt.
        None if error.to_string().contains("TLS") => Some(TLS),
        None => None,
    }
}

/// A row that does not decode is a fault: its statement and its decoder do not fit each other.
impl From<tokio_postgres::Error> for SqlError {
    fn from(source: tokio_postgres::Error) -> Self {
        Self::of("decode", source)
    }
}

/// The text names statement and SQLSTATE, never values, addresses or SQL.
impl From<SqlError> for StoreError {
    fn from(error: SqlError) -> Self {
        let text = error.to_string();
        match error.kind {
            Kind::Conflict | Kind::Lost | Kind::Ambiguous => Self::Unavailable(text),
            Kind::Overloaded => Self::Overloaded(text),
            Kind::TimedOut => Self::TimedOut(text),
            Kind::Fault => Self::Faulty(text),
        }
    }
}
