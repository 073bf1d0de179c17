//! `vitrina import` into a database: what a file says is there afterwards, whatever its order and however often it broke.

use std::{fs, io::Write, path::Path, process::ExitCode};

use clap::Parser;
use flate2::{Compression, write::GzEncoder};
use vitrina::{
    adapters::{
        generator::{GeneratorOptions, generate},
        interchange::write_event,
    },
    commands::import::{ImportArgs, run},
    domain::event::{Event, Fact},
};

use crate::support::database::TestDatabase;

#[derive(Parser)]
struct Cli {
    #[command(flatten)]
    args: ImportArgs,
}

/// Everything that lists and offers are read from, as one text.
const STATE: &str = "SELECT coalesce(string_agg(row, ';' ORDER BY row), '') FROM (
    SELECT concat_ws(',', product_id, price_context, valid_from, valid_until, amounts, is_available) AS row
    FROM offer_summary
    UNION ALL SELECT concat_ws(',', key, aspect, version, content_hash) FROM fact_version
    UNION ALL SELECT concat_ws(',', product_id, variant_id, quantity, location_ids, levels) FROM stock
) AS rows";

struct Shop {
    database: TestDatabase,
    directory: tempfile::TempDir,
}

impl Shop {
    async fn new() -> Self {
        Self {
            database: TestDatabase::migrated().await,
            directory: tempfile::tempdir().unwrap(),
        }
    }

    fn file(&self, name: &str, events: &[Event]) -> std::path::PathBuf {
        let mut bytes = Vec::new();
        for event in events {
            write_event(&mut bytes, event).unwrap();
        }
        let path = self.directory.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    /// Runs the command as a process of its own would: it brings its own runtime.
    async fn import(&self, path: &Path, more: &[&str]) -> anyhow::Result<ExitCode> {
        let url = self.database.settings().url.as_str().to_owned();
        let path = path.to_str().unwrap();
        let mut words = vec!["import", "--database-url", &url, path];
        words.extend(more);
        let args = Cli::try_parse_from(words).unwrap().args;
        tokio::task::spawn_blocking(move || run(&args))
            .await
            .unwrap()
    }

    async fn state(&self) -> String {
        let client = self.database.client().await;
        client.query_one(STATE, &[]).await.unwrap().get(0)
    }
}

fn catalog(products: u64) -> Vec<Event> {
    generate(&GeneratorOptions { products, seed: 7 }).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_order_of_a_file_does_not_matter_and_a_second_import_changes_nothing() {
    let events = catalog(90);
    let (first, last) = (Shop::new().await, Shop::new().await);
    let path = first.file("catalog.jsonl", &events);
    assert_eq!(first.import(&path, &[]).await.unwrap(), ExitCode::SUCCESS);
    let state = first.state().await;
    assert!(state.len() > 10_000);
    assert_eq!(first.import(&path, &[]).await.unwrap(), ExitCode::SUCCESS);
    assert_eq!(first.state().await, state);

    // Settings at the end: all summaries are worked out anew while the other task still writes.
    let (settings, others): (Vec<Event>, Vec<Event>) = events
        .into_iter()
        .partition(|event| matches!(event.fact, Fact::Setting(_)));
    let path = last.file("catalog.jsonl", &[others, settings].concat());
    assert_eq!(last.import(&path, &[]).await.unwrap(), ExitCode::SUCCESS);
    assert_eq!(last.state().await, state);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_breaks_off_is_stored_so_far_and_mended_by_importing_again() {
    let shop = Shop::new().await;
    // Enough for each of the threads that write to have stored something before the end.
    let events = catalog(600);
    let plain = fs::read(shop.file("catalog.jsonl", &events)).unwrap();
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(&plain).unwrap();
    let packed = packed.finish().unwrap();
    let broken = shop.directory.path().join("broken.jsonl.gz");
    fs::write(&broken, &packed[..packed.len() * 9 / 10]).unwrap();

    let error = shop.import(&broken, &[]).await.unwrap_err();
    let message = format!("{error:#}");
    assert!(
        message.contains("rows were stored before; mend it and import again"),
        "{message}"
    );
    assert!(message.contains("broken.jsonl.gz"), "{message}");
    let half = shop.state().await;

    fs::write(&broken, &packed).unwrap();
    assert_eq!(shop.import(&broken, &[]).await.unwrap(), ExitCode::SUCCESS);
    let whole = Shop::new().await;
    let path = whole.file("catalog.jsonl", &events);
    assert_eq!(whole.import(&path, &[]).await.unwrap(), ExitCode::SUCCESS);
    assert_eq!(shop.state().await, whole.state().await);
    assert_ne!(shop.state().await, half);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_strict_import_with_a_bad_record_at_its_end_stores_nothing() {
    let shop = Shop::new().await;
    let before = shop.state().await;
    let path = shop.file("catalog.jsonl", &catalog(90));
    let mut text = fs::read_to_string(&path).unwrap();
    text.push_str("{\"product\":{\"id\":\"gid://shop/Product/1\"}}\n");
    fs::write(&path, text).unwrap();
    let error = shop.import(&path, &["--strict"]).await.unwrap_err();
    let message = format!("{error:#}");
    assert!(
        message.starts_with("nothing was stored: stopped at the first record"),
        "{message}"
    );
    assert_eq!(shop.state().await, before);
    // Without it the others are stored, and the exit code says that one was not.
    assert_eq!(shop.import(&path, &[]).await.unwrap(), ExitCode::from(2));
    assert_ne!(shop.state().await, before);
}
