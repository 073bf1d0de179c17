//! Rows on their way into the database: a column each, so that one statement writes hundreds of rows.

use tokio_postgres::types::ToSql;

use crate::adapters::cockroach::{SqlError, Statement, Transaction};

/// Rows of one statement.
const ROWS: usize = 1_000;

/// Joins the texts of one row: `string_to_array` in the statement splits them again.
pub(super) fn joined<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> String {
    let mut joined = String::new();
    for text in texts {
        if !joined.is_empty() {
            joined.push('\u{1f}');
        }
        joined.push_str(text.as_ref());
    }
    joined
}

/// A column of any type that can be cut into pieces.
trait Column: Send + Sync {
    fn piece(&self, from: usize, to: usize) -> Box<dyn ToSql + Sync + Send + '_>;
}

impl<T: ToSql + Sync + Send> Column for Vec<T> {
    fn piece(&self, from: usize, to: usize) -> Box<dyn ToSql + Sync + Send + '_> {
        Box::new(&self[from..to])
    }
}

/// The columns of rows that one statement writes.
pub(super) struct Columns<'a> {
    length: usize,
    columns: Vec<&'a dyn Column>,
}

impl<'a> Columns<'a> {
    pub(super) fn new() -> Self {
        Self {
            length: 0,
            columns: Vec::new(),
        }
    }

    /// Adds a column; all of one table are of one length.
    pub(super) fn with<T: ToSql + Sync + Send>(mut self, column: &'a Vec<T>) -> Self {
        debug_assert!(self.columns.is_empty() || self.length == column.len());
        self.length = column.len();
        self.columns.push(column);
        self
    }

    /// Writes the rows in pieces and tells how many there are.
    pub(super) async fn write(
        self,
        transaction: &Transaction,
        statement: &Statement,
    ) -> Result<u64, SqlError> {
        let mut from = 0;
        while from < self.length {
            let to = self.length.min(from + ROWS);
            let pieces: Vec<_> = self
                .columns
                .iter()
                .map(|column| column.piece(from, to))
                .collect();
            let parameters: Vec<&(dyn ToSql + Sync)> = pieces
                .iter()
                .map(|piece| &**piece as &(dyn ToSql + Sync))
                .collect();
            transaction.execute(statement, &parameters).await?;
            from = to;
        }
        Ok(self.length as u64)
    }
}

/// A table of rows: fields as columns, `push` adds a row, `columns` gives them in the order of the statement.
macro_rules! rows {
    ($(#[$doc:meta])* $name:ident { $($field:ident: $type:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Default)]
        pub(super) struct $name {
            $(pub $field: Vec<$type>,)+
        }

        impl $name {
            #[allow(clippy::too_many_arguments, reason = "one a column")]
            pub(super) fn push(&mut self, $($field: $type),+) {
                $(self.$field.push($field);)+
            }

            pub(super) async fn write(
                &self,
                transaction: &crate::adapters::cockroach::Transaction,
                statement: &crate::adapters::cockroach::Statement,
            ) -> Result<u64, crate::adapters::cockroach::SqlError> {
                $crate::adapters::cockroach::write::columns::Columns::new()
                    $(.with(&self.$field))+
                    .write(transaction, statement)
                    .await
            }
        }
    };
}
pub(super) use rows;
