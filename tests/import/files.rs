//! Files that are none, are cut off or damaged: each has its message.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use vitrina::application::{
    facts::FactSet,
    import::{ImportOptions, RecordKind},
};

use super::{Files, facts_of, product, rejections};

const PRODUCT: &str = r#"{"id":"gid://shopify/Product/1","handle":"tent","title":"Tent"}"#;

fn packed(text: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(text).unwrap();
    packer.finish().unwrap()
}

fn failure(files: &Files) -> String {
    let mut facts = FactSet::default();
    let error = files.import(&mut facts).unwrap_err();
    assert!(facts.is_empty());
    files.plain(error)
}

#[test]
fn packed_files_are_read_like_plain_ones() {
    let read = |content: Vec<u8>| {
        let mut facts = FactSet::default();
        let files = Files::new().with("shop.jsonl", content);
        files.import(&mut facts).unwrap();
        format!("{:?}", facts_of(&facts))
    };
    let plain = read(PRODUCT.as_bytes().to_vec());
    assert_eq!(read(packed(PRODUCT.as_bytes())), plain);
    // Two packed parts put together are one file.
    let (start, end) = PRODUCT.as_bytes().split_at(20);
    assert_eq!(read([packed(start), packed(end)].concat()), plain);
}

#[test]
fn a_packed_file_that_is_cut_off_stores_nothing() {
    let mut text = String::new();
    for number in 0..5_000 {
        text.push_str(&format!(
            "{{\"id\":\"gid://shopify/Product/{number}\",\"handle\":\"h{number}\"}}\n"
        ));
    }
    let mut content = packed(text.as_bytes());
    content.truncate(content.len() / 2);
    let files = Files::new().with("shop.jsonl.gz", content);
    assert_eq!(
        failure(&files),
        "shop.jsonl.gz: the gzip data end too early: the file is cut off; fetch or export it again"
    );
}

#[test]
fn a_packed_file_that_is_damaged_stores_nothing() {
    let mut content = packed(PRODUCT.repeat(1_000).as_bytes());
    let end = content.len() - 6;
    content[end] ^= 0xff;
    let files = Files::new().with("shop.jsonl.gz", content);
    let message = failure(&files);
    assert!(
        message.starts_with("shop.jsonl.gz: the gzip data are damaged"),
        "{message}"
    );
}

#[test]
fn what_is_no_file_is_told() {
    assert_eq!(
        failure(&Files::new().with("empty.csv", "")),
        "empty.csv: is empty"
    );
    assert_eq!(
        failure(&Files::new().with("mark.csv", "\u{feff}")),
        "mark.csv: is empty"
    );
    let mut files = Files::new();
    files.paths.push(files.path("gone.csv"));
    assert_eq!(failure(&files), "gone.csv: there is no such file");
    let mut files = Files::new();
    files.paths.push(files.directory.path().to_owned());
    assert!(failure(&files).ends_with(": is a directory; name the files in it"));
    let other = Files::new().with("notes.txt", "Dear shop,\nhello\n");
    assert_eq!(
        failure(&other),
        "notes.txt: is no format that can be told: its first line is neither JSON nor a header with `Handle` and `Title`; say which of shopify-csv, shopify-bulk, vitrina it is with --format"
    );
}

#[test]
fn one_bad_file_stops_the_import_before_anything_is_stored() {
    let files = Files::new()
        .with("shop.jsonl", PRODUCT)
        .with("empty.csv", "");
    assert_eq!(failure(&files), "empty.csv: is empty");
}

#[test]
fn bytes_that_are_not_utf8_cost_their_row() {
    let mut content = b"Handle,Title,Vendor\na,A,x\nb,B,caf".to_vec();
    content.extend_from_slice(b"\xe9\nc,C,y\n");
    let files = Files::new().with("products.csv", content);
    let mut facts = FactSet::default();
    let report = files.import(&mut facts).unwrap();
    assert_eq!(
        rejections(&files, &report),
        [
            "products.csv:3: is not UTF-8: byte 0xe9 at offset 33 of the file; save the file as UTF-8: b,B,caf\u{fffd}\\n"
        ]
    );
    assert_eq!(product(&facts, "c").vendor, "y");
    assert_eq!(super::products(&facts).count(), 2);
}

#[test]
fn a_line_of_50_mb_is_told_and_the_next_ones_read() {
    let mut content = br#"{"id":"gid://shopify/Product/9","handle":"long","title":""#.to_vec();
    content.resize(50 * 1024 * 1024, b'x');
    content.extend_from_slice(b"\"}\n");
    content.extend_from_slice(PRODUCT.as_bytes());
    let files = Files::new().with("shop.jsonl", content);
    let mut facts = FactSet::default();
    let report = files.import(&mut facts).unwrap();
    assert_eq!(report.total_of(RecordKind::Unknown).rejected, 1);
    let rejection = &report.rejections()[0];
    assert_eq!(
        rejection.reason,
        "is longer than 16 MB, the limit of one record; is a line break or a closing quote missing?"
    );
    assert!(
        rejection
            .text
            .starts_with(r#"{"id":"gid://shopify/Product/9""#)
    );
    assert_eq!(product(&facts, "tent").title, "Tent");
}

#[test]
fn a_quote_that_never_closes_is_told_where_it_opens() {
    let files = Files::new().with("products.csv", "Handle,Title\na,A\nb,\"B\nc,C\n");
    let mut facts = FactSet::default();
    let report = files.import(&mut facts).unwrap();
    assert_eq!(
        rejections(&files, &report),
        [
            "products.csv:3: has a quote that never closes, so all rows after it are part of it; close the quote: b,\"B\\nc,C"
        ]
    );
    assert_eq!(super::products(&facts).count(), 1);
}

#[test]
fn a_strict_import_stops_at_the_first_bad_record_and_stores_nothing() {
    let files = Files::new().with(
        "products.csv",
        "Handle,Title,Variant Price\na,A,1\nb,B,x\nc,C,y\n",
    );
    let mut facts = FactSet::default();
    let options = ImportOptions {
        strict: true,
        ..ImportOptions::default()
    };
    let error = files.import_with(&mut facts, options).unwrap_err();
    assert_eq!(
        files.plain(error),
        "stopped at the first record that cannot be used (strict): products.csv:3: Variant Price: the amount is not a number; write digits such as 12.50: x"
    );
    assert!(facts.is_empty());
}
