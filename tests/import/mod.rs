//! Importing files: what is read, what is rejected with which message, and that running twice changes nothing.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod bulk;
mod command;
mod csv;
mod files;
mod interchange;
mod real;

use std::{fs, path::PathBuf};

use indicatif::ProgressBar;
use tempfile::TempDir;
use vitrina::{
    application::{
        facts::FactSet,
        import::{ImportOptions, ImportReport},
    },
    commands::import::import_files,
    domain::{
        event::{Event, Fact, ProductFact},
        time::Timestamp,
    },
};

/// Files of one import in a directory of their own.
struct Files {
    directory: TempDir,
    paths: Vec<PathBuf>,
}

impl Files {
    fn new() -> Self {
        Self {
            directory: tempfile::tempdir().unwrap(),
            paths: Vec::new(),
        }
    }

    fn with(mut self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.directory.path().join(name);
        fs::write(&path, content).unwrap();
        self.paths.push(path);
        self
    }

    fn import(&self, facts: &mut FactSet) -> anyhow::Result<ImportReport> {
        self.import_with(facts, ImportOptions::default())
    }

    /// Imports as of a fixed time.
    fn import_with(
        &self,
        facts: &mut FactSet,
        options: ImportOptions,
    ) -> anyhow::Result<ImportReport> {
        let as_of = options.as_of.or(Timestamp::parse("2024-05-01"));
        let options = ImportOptions { as_of, ..options };
        import_files(&self.paths, options, None, facts, &ProgressBar::hidden())
    }

    /// Text without the directory, for comparing whole messages.
    fn plain(&self, text: impl ToString) -> String {
        let directory = format!("{}/", self.directory.path().display());
        text.to_string().replace(&directory, "")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }
}

/// All facts, in an order that is always the same.
fn facts_of(facts: &FactSet) -> Vec<&Event> {
    let mut all: Vec<&Event> = facts.iter().collect();
    all.sort_by_key(|event| format!("{event:?}"));
    all
}

fn products(facts: &FactSet) -> impl Iterator<Item = &ProductFact> {
    facts.iter().filter_map(|event| match &event.fact {
        Fact::Product(product) => Some(product.as_ref()),
        _ => None,
    })
}

fn product<'a>(facts: &'a FactSet, handle: &str) -> &'a ProductFact {
    products(facts)
        .find(|product| product.handle == handle)
        .unwrap()
}

/// The rejections as the report shows them.
fn rejections(files: &Files, report: &ImportReport) -> Vec<String> {
    assert!(report.adds_up());
    report
        .rejections()
        .iter()
        .map(|rejection| files.plain(rejection))
        .collect()
}
