//! The real catalogs, when their folder is there.

use std::{path::PathBuf, time::Instant};

use indicatif::ProgressBar;
use vitrina::{
    application::{
        facts::FactSet,
        import::{ImportOptions, ImportReport, RecordKind, Tally},
    },
    commands::import::import_files,
    domain::event::{Fact, ProductFact},
};

fn import(names: &[&str]) -> Option<(FactSet, ImportReport)> {
    let Some(folder) = super::real_data() else {
        println!("skipped: the folder of real catalogs is not there");
        return None;
    };
    let paths: Vec<PathBuf> = names.iter().map(|name| folder.join(name)).collect();
    let mut facts = FactSet::default();
    let start = Instant::now();
    let options = ImportOptions::default();
    let report = import_files(&paths, options, None, &mut facts, &ProgressBar::hidden()).unwrap();
    println!("{names:?} read in {:?}\n{report}", start.elapsed());
    assert!(report.adds_up());
    let again = import_files(&paths, options, None, &mut facts, &ProgressBar::hidden()).unwrap();
    let (first, second) = (report.total(), again.total());
    assert_eq!((second.stored, second.older), (0, 0));
    assert_eq!((second.read, second.rejected), (first.read, first.rejected));
    Some((facts, report))
}

fn stored(number: u64) -> Tally {
    Tally {
        read: number,
        stored: number,
        ..Tally::default()
    }
}

fn products(facts: &FactSet) -> impl Iterator<Item = &ProductFact> {
    facts.iter().filter_map(|event| match &event.fact {
        Fact::Product(product) => Some(product.as_ref()),
        _ => None,
    })
}

#[test]
fn the_icecat_catalog_is_read_whole() {
    let files = [
        "icecat/products.bulk.jsonl.gz",
        "icecat/collections.bulk.jsonl.gz",
    ];
    let Some((facts, report)) = import(&files) else {
        return;
    };
    assert_eq!(report.rejections_total(), 0);
    assert_eq!(report.total_of(RecordKind::Product), stored(19_406));
    assert_eq!(report.total_of(RecordKind::Variant), stored(19_406));
    assert_eq!(report.total_of(RecordKind::Media), stored(19_406));
    assert_eq!(report.total_of(RecordKind::Metafield), stored(371_405));
    assert_eq!(report.total_of(RecordKind::Collection), stored(118));
    let metafields = products(&facts).map(|product| product.metafields.len());
    assert_eq!(metafields.sum::<usize>(), 371_405);
    let below = facts.iter().filter(|event| match &event.fact {
        Fact::Collection(collection) => collection.parent_handle.is_some(),
        _ => false,
    });
    assert!(below.count() > 50);
    // Product, prices and stock of each product, collection and membership of each collection.
    assert_eq!(facts.len(), 3 * 19_406 + 2 * 118);
}
