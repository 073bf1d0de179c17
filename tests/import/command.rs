//! `vitrina import` and the data directory of the embedded store.

use std::{fs, process::ExitCode};

use clap::Parser;
use vitrina::{
    adapters::interchange::data_dir::{DataDir, load},
    commands::import::{ImportArgs, run},
};

use super::{Files, facts_of, product};

#[derive(Parser)]
struct Cli {
    #[command(flatten)]
    args: ImportArgs,
}

fn import(files: &Files, more: &[&str]) -> anyhow::Result<ExitCode> {
    let paths = files.paths.iter().map(|path| path.to_str().unwrap());
    let store = files.path("store");
    let mut words: Vec<&str> = vec!["import"];
    words.extend(paths);
    if !more.contains(&"--dry-run") {
        words.extend(["--data-dir", store.to_str().unwrap()]);
    }
    words.extend(more);
    run(&Cli::try_parse_from(words)?.args)
}

const GOOD: &str = "Handle,Title,Variant Price,Variant Inventory Qty\na,A,1,2\nb,B,2,3\n";

#[test]
fn what_is_imported_is_there_and_a_second_run_writes_nothing() {
    let files = Files::new().with("products.csv", GOOD);
    assert_eq!(import(&files, &[]).unwrap(), ExitCode::SUCCESS);
    let store = files.path("store");
    let facts = load(&store).unwrap();
    assert_eq!(facts.len(), 6);
    assert_eq!(product(&facts, "b").title, "B");
    let written = fs::metadata(store.join("facts.jsonl.gz"))
        .unwrap()
        .modified()
        .unwrap();
    assert_eq!(import(&files, &[]).unwrap(), ExitCode::SUCCESS);
    let again = fs::metadata(store.join("facts.jsonl.gz"))
        .unwrap()
        .modified()
        .unwrap();
    assert_eq!(written, again);
}

#[test]
fn prices_that_were_outdone_stay_as_history() {
    let files = Files::new().with("products.csv", GOOD);
    import(&files, &["--as-of", "2024-01-01"]).unwrap();
    for (price, as_of) in [("7", "2024-02-01"), ("9", "2024-03-01")] {
        let later = GOOD.replace("A,1", &format!("A,{price}"));
        fs::write(files.path("products.csv"), later).unwrap();
        import(&files, &["--as-of", as_of]).unwrap();
    }
    let facts = load(&files.path("store")).unwrap();
    let mut older: Vec<String> = facts
        .older_prices()
        .map(|event| event.version.to_string())
        .collect();
    older.sort();
    assert_eq!(older, ["2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z"]);
}

#[test]
fn rejected_rows_show_in_the_exit_code() {
    let files = Files::new().with("products.csv", GOOD.replace("A,1", "A,x"));
    assert_eq!(import(&files, &[]).unwrap(), ExitCode::from(2));
    let facts = load(&files.path("store")).unwrap();
    assert_eq!(facts.len(), 3);
}

#[test]
fn a_failed_or_dry_import_leaves_the_store_as_it_was() {
    let files = Files::new().with("products.csv", GOOD);
    assert_eq!(import(&files, &["--dry-run"]).unwrap(), ExitCode::SUCCESS);
    assert!(!files.path("store").exists());
    import(&files, &[]).unwrap();
    let before = format!("{:?}", facts_of(&load(&files.path("store")).unwrap()));
    let bad = GOOD.replace("A,1", "Other,5").replace("B,2", "B,x");
    fs::write(files.path("products.csv"), bad).unwrap();
    let error = import(&files, &["--strict", "--as-of", "2040-01-01"]).unwrap_err();
    let chain = files.plain(format!("{error:#}"));
    assert_eq!(
        chain,
        "nothing was stored: stopped at the first record that cannot be used (strict): products.csv:3: Variant Price: the amount is not a number; write digits such as 12.50: x"
    );
    let after = format!("{:?}", facts_of(&load(&files.path("store")).unwrap()));
    assert_eq!(before, after);
}

#[test]
fn a_second_writer_is_held_off() {
    let files = Files::new().with("products.csv", GOOD);
    let held = DataDir::open(&files.path("store")).unwrap();
    let error = import(&files, &[]).unwrap_err();
    assert_eq!(
        files.plain(error),
        "store is in use by another import; wait for it to end"
    );
    drop(held);
    assert_eq!(import(&files, &[]).unwrap(), ExitCode::SUCCESS);
}

#[test]
fn a_damaged_store_is_told_with_its_line() {
    let files = Files::new().with("products.csv", GOOD);
    let store = files.path("store");
    fs::create_dir(&store).unwrap();
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(
        &mut packer,
        b"{\"membership\":{\"collectionId\":\"c\"}}\n{\"x\":1}\n",
    )
    .unwrap();
    fs::write(store.join("facts.jsonl.gz"), packer.finish().unwrap()).unwrap();
    let error = files.plain(import(&files, &[]).unwrap_err());
    assert!(error.starts_with("store/facts.jsonl.gz:2:"), "{error}");
    assert!(
        error.ends_with("restore the file, or remove it and import anew"),
        "{error}"
    );
}

#[test]
fn arguments_are_checked_with_a_message() {
    let files = Files::new().with("products.csv", GOOD);
    let cases: [(&[&str], &str); 4] = [
        (
            &["--format", "xml"],
            "`xml` is not a format; the formats are shopify-csv, shopify-bulk, vitrina",
        ),
        (
            &["--currency", "euro"],
            "`euro` is not a known currency code",
        ),
        (
            &["--as-of", "soon"],
            "write a time such as 2024-01-31T10:00:00Z",
        ),
        (&["--dry-run", "--data-dir", "x"], "cannot be used with"),
    ];
    for (words, message) in cases {
        let error = import(&files, words).unwrap_err().to_string();
        assert!(error.contains(message), "{error}");
    }
    let words = ["import", files.paths[0].to_str().unwrap()];
    let nowhere = run(&Cli::try_parse_from(words).unwrap().args);
    let nowhere = nowhere.unwrap_err().to_string();
    assert!(nowhere.contains("--data-dir DIR"), "{nowhere}");
}
