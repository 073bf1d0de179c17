//! A snapshot file gives the index that wrote it, or says why it does not.

use std::{fs, path::Path};

use futures::executor::block_on;
use vitrina::{
    adapters::{
        generator::{AS_OF, GeneratorOptions, generate},
        index::{ColumnIndex, SnapshotError},
        memory::MemoryCatalog,
    },
    application::{
        catalog::SettingStore,
        facts::FactSet,
        search::{FacetRequest, SearchRequest, TextQuery},
    },
    domain::{context::Wish, language::Language, money::Currency},
};

fn catalog() -> MemoryCatalog {
    let options = GeneratorOptions {
        products: 60,
        seed: 3,
    };
    let mut facts = FactSet::default();
    for event in generate(&options) {
        facts.apply(event);
    }
    MemoryCatalog::new(facts, Currency::USD)
}

fn written(catalog: &MemoryCatalog, path: &Path) -> ColumnIndex {
    let (index, written) = block_on(ColumnIndex::recorded_from(catalog, path)).unwrap();
    written.unwrap();
    index
}

#[test]
fn an_index_from_a_snapshot_answers_as_the_one_that_wrote_it() {
    let catalog = catalog();
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("index");
    let index = written(&catalog, &path);
    let restored = ColumnIndex::restored_for(&catalog, &path).unwrap();
    let price = catalog.settings().resolve(&Wish::default(), AS_OF).price;
    for text in [None, Some("jacket"), Some("wool blue")] {
        let request = SearchRequest {
            text: text.map(|text| TextQuery {
                text: text.to_owned(),
                language: Language::EN,
                prefix: false,
            }),
            facets: Some(FacetRequest::default()),
            ..SearchRequest::browse(price.clone(), 250)
        };
        let answer = index.find(&request).unwrap();
        assert!(!answer.page.rows.is_empty(), "{text:?} finds nothing");
        assert_eq!(restored.find(&request).unwrap(), answer);
    }
    // A second one takes the place of the first, and nothing else is left behind.
    written(&catalog, &path);
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
}

#[test]
fn a_file_that_is_not_whole_or_not_ours_is_refused() {
    let catalog = catalog();
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("index");
    written(&catalog, &path);
    let sound = fs::read(&path).unwrap();
    let refused = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        match ColumnIndex::restored_for(&catalog, &path) {
            Ok(_) => panic!("a damaged file was taken for a snapshot"),
            Err(error) => error,
        }
    };
    for length in (0..sound.len()).step_by(sound.len() / 50 + 1) {
        let error = refused(&sound[..length]);
        assert!(
            matches!(error, SnapshotError::Damaged(_)),
            "{length}: {error}"
        );
    }
    for place in (0..sound.len()).step_by(sound.len() / 200 + 1) {
        let mut bytes = sound.clone();
        bytes[place] ^= 0x40;
        let error = refused(&bytes);
        let is_head = place < 16;
        assert!(
            matches!(error, SnapshotError::OtherBuild(_)) == is_head,
            "{place}: {error}"
        );
    }
    let error = refused(b"id,handle,title\n1,coat,Coat\n");
    assert!(matches!(error, SnapshotError::OtherBuild(_)), "{error}");
}

#[test]
fn an_index_is_filled_where_its_snapshot_cannot_be_written() {
    let catalog = catalog();
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("no such folder").join("index");
    let (index, written) = block_on(ColumnIndex::recorded_from(&catalog, &path)).unwrap();
    assert!(matches!(written, Err(SnapshotError::Io { .. })));
    assert!(index.memory().products > 0);
}
