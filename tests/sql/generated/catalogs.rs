//! Catalogs to ask: their files, imported into the embedded and into the SQL store as users do it.

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use indicatif::ProgressBar;
use tempfile::TempDir;
use vitrina::{
    adapters::{
        cache::{self, CachedCatalog, clock::Clock},
        cockroach::CockroachCatalog,
        index::ColumnIndex,
        memory::MemoryCatalog,
    },
    application::{catalog::Catalog, facts::FactSet, import::ImportOptions},
    commands::import::import_files,
    domain::{money::Currency, time::Timestamp},
};

use super::known::Known;
use crate::support::{database::TestDatabase, io, real_data};

/// Time of records that tell none.
const AS_OF: &str = "2026-01-01T00:00:00Z";

/// Products of the generated catalog.
const PRODUCTS: &str = "250";

/// The vitrina that these tests were built with.
fn vitrina(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vitrina"));
    command.args(arguments);
    command
}

/// The files of one catalog.
pub struct Files {
    /// What it is called in messages.
    pub name: &'static str,
    paths: Vec<PathBuf>,
    _directory: Option<TempDir>,
}

impl Files {
    /// The generated catalog, and the real ones where their folder is.
    pub fn all() -> Vec<Self> {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("catalog.jsonl.gz");
        let generated = vitrina(&["generate", "--products", PRODUCTS, "--out"])
            .arg(&path)
            .status();
        assert!(generated.unwrap().success());
        let mut all = vec![Self {
            name: "generated",
            paths: vec![path],
            _directory: Some(directory),
        }];
        let Some(folder) = real_data() else {
            println!("the real catalogs are not there: all operations ask the generated one");
            return all;
        };
        for (name, files) in [
            ("livostyle", &["products.csv.gz"][..]),
            ("pc-parts", &["products.csv.gz"]),
            (
                "icecat",
                &["products.bulk.jsonl.gz", "collections.bulk.jsonl.gz"],
            ),
        ] {
            all.push(Self {
                name,
                paths: files
                    .iter()
                    .map(|file| folder.join(name).join(file))
                    .collect(),
                _directory: None,
            });
        }
        all
    }

    /// Reads them as `vitrina serve --embedded --import` does.
    fn read(&self) -> FactSet {
        let options = ImportOptions {
            as_of: Timestamp::parse(AS_OF),
            currency: Some(Currency::USD),
            strict: false,
        };
        let mut facts = FactSet::default();
        import_files(
            &self.paths,
            options,
            None,
            &mut facts,
            &ProgressBar::hidden(),
        )
        .unwrap();
        facts
    }

    /// Runs `vitrina import --database-url`.
    fn write(&self, url: &str) {
        let imported = vitrina(&[
            "import",
            "--as-of",
            AS_OF,
            "--currency",
            "USD",
            "--database-url",
            url,
        ])
        .args(self.paths.iter().map(|path| Path::as_os_str(path)))
        .output()
        .unwrap();
        // Some records of real catalogs are rejected, which is exit code 2.
        assert!(
            matches!(imported.status.code(), Some(0 | 2)),
            "{}: {}",
            self.name,
            String::from_utf8_lossy(&imported.stderr)
        );
    }

    /// Both stores with this catalog.
    pub async fn stores(self) -> Stores {
        let database = TestDatabase::migrated().await;
        let url = database.settings().url.as_str().to_owned();
        let (facts, files) = tokio::task::spawn_blocking(move || {
            self.write(&url);
            (self.read(), self)
        })
        .await
        .unwrap();
        let known = Known::of(&facts);
        let pools = database.pools(|_| {}).await;
        let sql = CockroachCatalog::open(pools, Currency::USD).await.unwrap();
        let sql = Arc::new(sql);
        let memory = MemoryCatalog::new(facts, Currency::USD);
        let index = ColumnIndex::filled_from(&memory).await.unwrap();
        let sql_index = Arc::new(ColumnIndex::filled_from(&*sql).await.unwrap());
        let _on = io().enter();
        let settings = cache::Settings::default();
        let cached = CachedCatalog::new(Arc::clone(&sql), &settings, None, Clock::system());
        Stores {
            name: files.name,
            known,
            memory: Shop {
                catalog: Arc::new(memory),
                index: Arc::new(index),
            },
            others: [
                (
                    "SQL",
                    Shop {
                        catalog: sql,
                        index: Arc::clone(&sql_index),
                    },
                ),
                (
                    "cached SQL",
                    Shop {
                        catalog: Arc::new(cached),
                        index: sql_index,
                    },
                ),
            ],
            _database: database,
        }
    }
}

/// A store with the index that was filled from it.
pub struct Shop {
    /// The store.
    pub catalog: Arc<dyn Catalog>,
    /// The index.
    pub index: Arc<ColumnIndex>,
}

/// One catalog in each kind of store.
pub struct Stores {
    /// What the catalog is called in messages.
    pub name: &'static str,
    /// What arguments can name.
    pub known: Known,
    /// In process.
    pub memory: Shop,
    /// In the database, without and with a cache in front.
    pub others: [(&'static str, Shop); 2],
    /// Ends with the stores.
    _database: TestDatabase,
}
