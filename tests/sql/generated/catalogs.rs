//! Catalogs to ask: their files, imported into the embedded and into the SQL store as users do it.

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::{Arc, Mutex},
};

use indicatif::ProgressBar;
use tempfile::TempDir;
use vitrina::{
    adapters::{
        cache::{self, CachedCatalog, clock::Clock},
        cockroach::{self, CockroachCatalog},
        generator::{GeneratorOptions, generate},
        index::ColumnIndex,
        interchange::write_event,
        memory::MemoryCatalog,
    },
    application::{
        catalog::Catalog,
        facts::FactSet,
        import::ImportOptions,
        search::{Change, SearchIndex, SearchWriter, load},
    },
    commands::import::import_files,
    domain::{event::Event, money::Currency, time::Timestamp},
};

use super::{known::Known, removals::removals};
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

/// A store with the index that searches it.
pub type Searched = (Arc<dyn Catalog>, Arc<dyn SearchIndex>);

/// What a store told, one call after the other.
#[derive(Default)]
struct Told(Mutex<Vec<Vec<Change>>>);

impl SearchWriter for Told {
    fn apply(&self, changes: &[Change]) {
        self.0.lock().unwrap().push(changes.to_vec());
    }
}

/// A store with an index loaded from it. Backwards, everything is told in the opposite order: products have other
/// numbers, values too, and aspects come before their product.
async fn searched<S: Catalog + 'static>(store: Arc<S>, is_backwards: bool) -> Searched {
    let told = Told::default();
    load(&*store, &told).await.unwrap();
    let (index, _) = ColumnIndex::with_words(&*store);
    let index = tokio::task::spawn_blocking(move || {
        let mut told = told.0.into_inner().unwrap();
        if is_backwards {
            told.reverse();
            told.iter_mut().for_each(|changes| changes.reverse());
        }
        told.iter().for_each(|changes| index.apply(changes));
        index
    });
    (store, Arc::new(index.await.unwrap()))
}

/// The files of one catalog.
pub struct Files {
    /// What it is called in messages.
    pub name: &'static str,
    paths: Vec<PathBuf>,
    /// Whether the last file removes much of what the others tell.
    removals: bool,
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
            removals: false,
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
                removals: false,
                _directory: None,
            });
        }
        all
    }

    /// A generated catalog, and after it the removals of [`removals`].
    pub fn with_removals() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let options = GeneratorOptions {
            products: 60,
            seed: 11,
        };
        let events: Vec<Event> = generate(&options).collect();
        let files = [
            ("catalog.jsonl", &events),
            ("removals.jsonl", &removals(&events)),
        ];
        let paths = files.map(|(name, events)| {
            let path = directory.path().join(name);
            let mut lines = Vec::new();
            for event in events {
                write_event(&mut lines, event).unwrap();
            }
            std::fs::write(&path, lines).unwrap();
            path
        });
        Self {
            name: "generated, then much of it removed",
            paths: paths.into(),
            removals: true,
            _directory: Some(directory),
        }
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

    /// Both stores with this catalog. Operations name what was told, removed or not.
    pub async fn stores(self) -> Stores {
        let database = TestDatabase::migrated().await;
        let url = database.settings().url.as_str().to_owned();
        let (facts, known, files) = tokio::task::spawn_blocking(move || {
            self.write(&url);
            let facts = read(&self.paths);
            let known = match self.removals {
                false => Known::of(&facts),
                true => Known::of(&read(&self.paths[..1])),
            };
            (facts, known, self)
        })
        .await
        .unwrap();
        // Loading asks for much at once, beside whatever else the machine does.
        let patient = |settings: &mut cockroach::Settings| settings.read_timeout_ms = 60_000;
        let pools = database.pools(patient).await;
        let sql = CockroachCatalog::open(pools, Currency::USD).await.unwrap();
        let sql = Arc::new(sql);
        let settings = cache::Settings::default();
        let cached = {
            let _on = io().enter();
            CachedCatalog::new(Arc::clone(&sql), &settings, None, Clock::system())
        };
        let memory = Arc::new(MemoryCatalog::new(facts, Currency::USD));
        let memory = searched(memory, false).await;
        let sql = searched(sql, false).await;
        let cached = searched(Arc::new(cached), true).await;
        Stores {
            name: files.name,
            known,
            memory,
            others: [("SQL", sql), ("cached SQL, told backwards", cached)],
            _database: database,
        }
    }
}

/// Reads files as `vitrina serve --embedded --import` does.
fn read(paths: &[PathBuf]) -> FactSet {
    let options = ImportOptions {
        as_of: Timestamp::parse(AS_OF),
        currency: Some(Currency::USD),
        strict: false,
    };
    let mut facts = FactSet::default();
    let progress = ProgressBar::hidden();
    import_files(paths, options, None, &mut facts, &progress).unwrap();
    facts
}

/// One catalog in each kind of store.
pub struct Stores {
    /// What the catalog is called in messages.
    pub name: &'static str,
    /// What arguments can name.
    pub known: Known,
    /// In process.
    pub memory: Searched,
    /// In the database, without and with a cache in front.
    pub others: [(&'static str, Searched); 2],
    /// Ends with the stores.
    _database: TestDatabase,
}
