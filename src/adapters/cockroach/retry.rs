//! Doing work again, and transactions, which are opened nowhere else.
//!
//! What a failure allows is its [`Kind`]; how often is the [`Policy`]; whether work may take effect twice is what the
//! caller says. A failure is counted once, by SQLSTATE and what came of it.

use std::{
    future::Future,
    sync::{Arc, Weak},
    time::Duration,
};

use rand::RngExt;
use tokio_postgres::Row;

use super::{
    Sql, Statement,
    error::{Kind, SqlError},
    pool::Writer,
    session::{Params, Session, TypedParams},
};

/// How often work is done again, and how soon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Attempts in all.
    pub attempts: u32,
    /// Pause after the first; it doubles each time.
    pub first_pause: Duration,
    /// Longest pause.
    pub longest_pause: Duration,
}

/// A caller waits: once more, at once.
pub(super) const READS: Policy = Policy {
    attempts: 2,
    first_pause: Duration::from_millis(4),
    longest_pause: Duration::from_millis(4),
};

/// An import or projector waits: long enough for a database to be restarted.
pub(super) const WRITES: Policy = Policy {
    attempts: 10,
    first_pause: Duration::from_millis(10),
    longest_pause: Duration::from_secs(1),
};

impl Policy {
    /// Pause after an attempt, counted from 1: half of it fixed, half random, so that those who met once do not meet
    /// again.
    fn pause(&self, attempt: u32) -> Duration {
        let factor = 1_u32.checked_shl(attempt - 1).unwrap_or(u32::MAX);
        let full = self
            .first_pause
            .saturating_mul(factor)
            .min(self.longest_pause);
        full.mul_f64(rand::rng().random_range(0.5..=1.0))
    }
}

/// Whether work may be done again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// It may take effect twice: version-guarded writes, reads.
    Always,
    /// Only when it certainly took no effect.
    Undone,
}

impl Repeat {
    fn allows(self, kind: Kind) -> bool {
        match kind {
            Kind::Conflict | Kind::Lost => true,
            Kind::Ambiguous => self == Self::Always,
            Kind::Overloaded | Kind::TimedOut | Kind::Fault => false,
        }
    }
}

/// Does work until it succeeds, fails for good, or was tried often enough. It is given the attempt, from 1.
///
/// # Errors
/// The last failure.
pub async fn repeat<T, F, W>(policy: &Policy, repeat: Repeat, mut work: F) -> Result<T, SqlError>
where
    F: FnMut(u32) -> W,
    W: Future<Output = Result<T, SqlError>>,
{
    let mut attempt = 1;
    loop {
        let error = match work(attempt).await {
            Ok(done) => return Ok(done),
            Err(error) => error,
        };
        let is_allowed = repeat.allows(error.kind());
        let outcome = match error.kind() {
            Kind::Overloaded => "overloaded",
            Kind::TimedOut => "timed_out",
            Kind::Fault => "fault",
            _ if !is_allowed => "ambiguous",
            _ if attempt < policy.attempts => "repeated",
            _ => "gave_up",
        };
        metrics::counter!(
            "vitrina_sql_failures_total", "sqlstate" => error.code().to_owned(), "outcome" => outcome
        )
        .increment(1);
        if !is_allowed || attempt >= policy.attempts {
            if error.kind() == Kind::Fault {
                // The caller reads a fixed text; what the database said is needed to mend it.
                let cause = error.driver().map(|it| format!("{it:?}"));
                tracing::error!(%error, cause, "a statement is wrong");
            }
            return Err(error);
        }
        tracing::debug!(%error, attempt, "repeating");
        tokio::time::sleep(policy.pause(attempt)).await;
        attempt += 1;
    }
}

/// An open transaction. It ends with the work that it was given to: what is kept of it afterwards runs nothing, and
/// keeps no connection.
#[derive(Debug)]
pub struct Transaction(Weak<Session>);

impl Transaction {
    /// Runs a statement without rows; the number of rows that it changed.
    ///
    /// # Errors
    /// As the database says; hand them on, so that the transaction can be repeated.
    pub async fn execute(
        &self,
        statement: &Statement,
        params: Params<'_>,
    ) -> Result<u64, SqlError> {
        self.open(statement.name)?.execute(statement, params).await
    }

    fn open(&self, statement: &'static str) -> Result<Arc<Session>, SqlError> {
        let session = self.0.upgrade();
        session.ok_or_else(|| SqlError::found(Kind::Fault, "ended", statement))
    }
}

impl Sql for Transaction {
    async fn query(&self, statement: &Statement, params: Params<'_>) -> Result<Vec<Row>, SqlError> {
        self.open(statement.name)?.query(statement, params).await
    }

    async fn query_composed(
        &self,
        name: &'static str,
        text: &str,
        params: TypedParams<'_>,
        is_kept: bool,
    ) -> Result<Vec<Row>, SqlError> {
        self.open(name)?
            .query_composed(name, text, params, is_kept)
            .await
    }
}

impl Writer {
    /// Does work in a transaction: begins, works, commits; repeats all of it when the database undid it for a passing
    /// reason. Work that fails is rolled back.
    ///
    /// The transaction is handed over by value, because the futures of closures that borrow it cannot be shown to be
    /// `Send`: `transaction(Repeat::Always, |tx| async move { dao::write(&tx, rows).await })`.
    ///
    /// # Errors
    /// The last failure. After [`Kind::Ambiguous`] nobody knows whether the work took effect.
    pub async fn transaction<T, F, W>(&self, may: Repeat, work: F) -> Result<T, SqlError>
    where
        F: Fn(Transaction) -> W,
        W: Future<Output = Result<T, SqlError>>,
    {
        let work = &work;
        repeat(&WRITES, may, |_| async move {
            let session = Arc::new(self.0.session(false).await?);
            // A connection with an open transaction is never lent again, however this future ends.
            session.spoil(true);
            session.command("begin", "BEGIN").await?;
            let worked = work(Transaction(Arc::downgrade(&session))).await;
            let ended = match &worked {
                Ok(_) => session
                    .command("commit", "COMMIT")
                    .await
                    .map_err(SqlError::in_commit),
                // A rollback that fails has the same effect: the connection is closed.
                Err(_) => session.command("rollback", "ROLLBACK").await,
            };
            if ended.is_ok() {
                session.spoil(false);
            }
            let done = worked?;
            ended.map(|()| done)
        })
        .await
    }
}

#[cfg(test)]
mod tests;
