//! Statements and schema: each file is used, prepares, is portable, and finds its rows by an index.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use sqlparser::{
    ast::{DataType, Expr, Query, SetExpr, Statement, Visit, Visitor},
    dialect::PostgreSqlDialect,
    parser::Parser,
};
use vitrina::adapters::cockroach::{CatalogWriter, migrate::migrations};

use super::stores::Stores;
use crate::support::database::TestDatabase;

/// Functions that mean the same on both databases, with the CockroachDB version since when.
const FUNCTIONS: [(&str, &str); 7] = [
    ("unnest", "1.1"),
    ("count", "1.0"),
    ("greatest", "1.0"),
    ("string_to_array", "2.0"),
    ("chr", "2.1"),
    ("any", "1.0"),
    ("version", "1.0"),
];

/// Types that mean the same on both databases.
const TYPES: [&str; 12] = [
    "INT8",
    "UUID",
    "TEXT",
    "BOOL",
    "INT8[]",
    "UUID[]",
    "TEXT[]",
    "BOOL[]",
    "FLOAT8",
    "BYTEA",
    "BYTEA[]",
    "TIMESTAMPTZ",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sql")
}

fn files(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            let name = path.strip_prefix(root()).unwrap().display().to_string();
            found.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
    found.sort();
    found
}

/// What a statement has that is on no list.
#[derive(Default)]
struct Strange(BTreeSet<String>);

impl Strange {
    fn of(text: &str) -> Self {
        let mut strange = Self::default();
        match Parser::parse_sql(&PostgreSqlDialect {}, text) {
            Err(error) => {
                strange.0.insert(format!("not readable: {error}"));
            }
            Ok(statements) => {
                if statements.len() != 1 {
                    strange.0.insert(format!("{} statements", statements.len()));
                }
                let _ = statements.visit(&mut strange);
            }
        }
        strange
    }
}

impl Visitor for Strange {
    type Break = ();

    fn pre_visit_statement(&mut self, statement: &Statement) -> ControlFlow<()> {
        let known = matches!(
            statement,
            Statement::Query(_)
                | Statement::Insert(_)
                | Statement::Update { .. }
                | Statement::Delete(_)
                | Statement::CreateTable(_)
                | Statement::CreateIndex(_)
                | Statement::Grant { .. }
        );
        if !known {
            self.0
                .insert(format!("statement {}", &statement.to_string()[..20]));
        }
        if let Statement::CreateTable(table) = statement {
            for column in &table.columns {
                self.check_type(&column.data_type);
            }
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        if let SetExpr::Select(select) = query.body.as_ref() {
            if select.projection.iter().any(|item| item.to_string() == "*") {
                self.0.insert("SELECT *".to_owned());
            }
            if select
                .distinct
                .as_ref()
                .is_some_and(|distinct| distinct.to_string().contains("ON"))
            {
                self.0.insert("DISTINCT ON".to_owned());
            }
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
        match expr {
            Expr::Function(function) => {
                let name = function.name.to_string().to_lowercase();
                if FUNCTIONS.iter().all(|(known, _)| *known != name) {
                    self.0.insert(format!("function {name}"));
                }
            }
            Expr::Cast { data_type, .. } => self.check_type(data_type),
            Expr::Collate { .. } | Expr::JsonAccess { .. } => {
                self.0.insert(format!("expression {expr}"));
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }
}

impl Strange {
    fn check_type(&mut self, of: &DataType) {
        let name = of.to_string().to_uppercase();
        if !TYPES.contains(&name.as_str()) {
            self.0.insert(format!("type {name}"));
        }
    }
}

#[test]
fn statements_and_migrations_have_only_what_both_databases_share() {
    let mut wrong = BTreeMap::new();
    for folder in ["queries", "migrations/shared"] {
        for (name, text) in files(&root().join(folder)) {
            // The parser does not read the schema form of this grant.
            if name.contains("grant_schema") || name.contains("_grant_") {
                continue;
            }
            let strange = Strange::of(&text);
            if !strange.0.is_empty() {
                wrong.insert(name, strange.0);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_check_finds_what_is_not_portable() {
    for text in [
        "SELECT * FROM product",
        "SELECT ts_rank_cd(a, b) FROM product",
        "SELECT a::CITEXT FROM product",
        "SELECT DISTINCT ON (a) a FROM product",
        "COPY product FROM STDIN",
        "SELECT a COLLATE \"de\" FROM product",
        "CREATE TABLE t (a SERIAL)",
        "SELECT 1; SELECT 2",
    ] {
        assert!(!Strange::of(text).0.is_empty(), "{text}");
    }
}

#[test]
fn no_statement_is_dead() {
    let mut code = String::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/adapters/cockroach")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                code.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    for (name, _) in files(&root().join("queries")) {
        let name = name.trim_start_matches("queries/").trim_end_matches(".sql");
        assert!(
            code.contains(&format!("statement!(\"{name}\")")),
            "{name} is not used"
        );
    }
}

/// Tables whose rows grow with the catalog.
const LARGE: [&str; 8] = [
    "product",
    "variant",
    "price",
    "stock",
    "offer_summary",
    "metafield",
    "collection_product",
    "fact_version",
];

#[tokio::test(flavor = "multi_thread")]
async fn every_statement_prepares_and_no_read_scans_a_large_table() {
    let stores = Stores::generated(60).await;
    let client = stores.client().await;
    client.batch_execute("ANALYZE").await.unwrap();
    // With few rows a scan is cheap: what counts is whether an index can serve at all.
    client
        .batch_execute("SET enable_seqscan = off")
        .await
        .unwrap();
    for (name, text) in files(&root().join("queries")) {
        client
            .prepare(&text)
            .await
            .unwrap_or_else(|error| panic!("{name}: {error:?}"));
        let body = text.lines().filter(|line| !line.starts_with("--"));
        let body = body.collect::<Vec<_>>().join("\n");
        if !body.trim_start().starts_with("SELECT") && !body.trim_start().starts_with("WITH") {
            continue;
        }
        let plan = client
            .simple_query(&format!("EXPLAIN (GENERIC_PLAN) {body}"))
            .await;
        // PostgreSQL 15 has no generic plans to explain: parameters are written as nulls of their types.
        let plan = match plan {
            Ok(plan) => plan,
            Err(_) => {
                let mut filled = body.clone();
                for number in (1..=9).rev() {
                    filled = filled.replace(&format!("${number}"), "NULL");
                }
                client
                    .simple_query(&format!("EXPLAIN {filled}"))
                    .await
                    .unwrap()
            }
        };
        let plan: Vec<String> = plan
            .iter()
            .filter_map(|message| match message {
                tokio_postgres::SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
                _ => None,
            })
            .collect();
        for table in LARGE {
            let scans = plan
                .iter()
                .any(|line| line.contains(&format!("Seq Scan on {table} ")));
            let is_excused = text.contains(&format!("-- scan: {table}"));
            assert!(
                !scans || is_excused,
                "{name} scans {table}:\n{}",
                plan.join("\n")
            );
        }
    }
}

async fn shape(database: &TestDatabase) -> Vec<String> {
    let client = database.client().await;
    let rows = client
        .query(
            "SELECT table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable \
             FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'schema_migration' \
             UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'schema_migration' \
             ORDER BY 1",
            &[],
        )
        .await
        .unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn migrations_from_nothing_equal_the_schema() {
    let migrated = TestDatabase::migrated().await;
    let written = TestDatabase::empty().await;
    let schema = std::fs::read_to_string(root().join("schema.sql")).unwrap();
    written.client().await.batch_execute(&schema).await.unwrap();
    assert_eq!(shape(&migrated).await, shape(&written).await);
    assert!(migrations(true).len() == migrations(false).len());
    let pools = migrated.pools(|_| {}).await;
    CatalogWriter::open(pools, vitrina::domain::money::Currency::USD)
        .await
        .unwrap();
}
