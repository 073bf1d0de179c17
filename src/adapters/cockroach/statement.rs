//! A statement and its name.

/// A statement of the store, made from its file by `statement!`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement {
    /// Its file below `sql/queries`, without the ending: its name in metrics, spans and errors.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
}

impl Statement {
    /// A statement that has no file: what tests run.
    #[must_use]
    pub const fn new(name: &'static str, text: &'static str) -> Self {
        Self { name, text }
    }
}

/// The statement of a file: `statement!("product/find")` is `sql/queries/product/find.sql`. A missing file does not
/// compile.
macro_rules! statement {
    ($name:literal) => {
        $crate::adapters::cockroach::Statement::new(
            $name,
            include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/sql/queries/",
                $name,
                ".sql"
            )),
        )
    };
}
