//! The real catalogs, when their folder is there.

use std::{collections::HashSet, path::PathBuf, time::Instant};

use indicatif::ProgressBar;
use vitrina::{
    application::{
        facts::FactSet,
        import::{ImportOptions, ImportReport, RecordKind, Tally},
    },
    commands::import::import_files,
    domain::event::Fact,
};

use super::products;
use crate::support::real_data;

fn import(names: &[&str]) -> Option<(FactSet, ImportReport)> {
    let Some(folder) = real_data() else {
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

#[test]
fn the_fashion_catalog_is_read_whole() {
    let Some((facts, report)) = import(&["livostyle/products.csv.gz"]) else {
        return;
    };
    assert_eq!(report.rejections_total(), 0);
    assert_eq!(report.total_of(RecordKind::Product), stored(2_766));
    assert_eq!(report.total_of(RecordKind::Variant), stored(2_766));
    let handles: HashSet<&str> = products(&facts)
        .map(|product| product.handle.as_str())
        .collect();
    assert_eq!(handles.len(), 2_766);
    let ratings = products(&facts).filter(|product| {
        let mut metafields = product.metafields.iter();
        metafields.any(|metafield| metafield.kind == "rating" && metafield.value.starts_with('{'))
    });
    assert!(ratings.count() > 1_000);
}

#[test]
fn the_parts_catalog_tells_its_duplicates_one_by_one() {
    let Some((facts, report)) = import(&["pc-parts/products.csv.gz"]) else {
        return;
    };
    let products_read = Tally {
        read: 10_268,
        stored: 10_243,
        rejected: 25,
        ..Tally::default()
    };
    assert_eq!(report.total_of(RecordKind::Product), products_read);
    // The rows of the 25 later products: their first ones and 8 further variants.
    let variants_read = Tally {
        read: 15_830,
        stored: 15_830 - 33,
        rejected: 33,
        ..Tally::default()
    };
    assert_eq!(report.total_of(RecordKind::Variant), variants_read);
    let heads = report.rejections().iter().filter(|rejection| {
        rejection.field == "Handle" && rejection.reason.contains("the first one stays")
    });
    assert_eq!(
        heads
            .map(|rejection| rejection.line)
            .collect::<HashSet<_>>()
            .len(),
        25
    );
    assert_eq!(report.rejections().len(), 33);
    let handles: HashSet<&str> = products(&facts)
        .map(|product| product.handle.as_str())
        .collect();
    assert_eq!(handles.len(), 10_243);
    let variants = products(&facts).flat_map(|product| &product.variants);
    assert_eq!(
        variants
            .map(|variant| &variant.id)
            .collect::<HashSet<_>>()
            .len(),
        15_830 - 33
    );
}
