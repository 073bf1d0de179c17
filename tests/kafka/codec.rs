//! What is encoded decodes to the same: of catalogs, of examples, of random variations, field by field.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use capnp::{dynamic_value, message::ReaderOptions, serialize};
use indicatif::ProgressBar;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;
use vitrina::{
    adapters::{
        generator::{GeneratorOptions, generate},
        interchange::{read_event, write_event},
        kafka::{
            catalog_capnp::event,
            decode, decode_record, encode,
            topics::{CatalogTopic, key_of},
        },
    },
    application::{
        facts::{AspectKey, FactSet},
        import::{ImportOptions, json::JsonLines},
        valid,
    },
    commands::import::import_files,
    domain::{
        event::{Event, Fact},
        time::Timestamp,
    },
};

use super::{envelope, limits};
use crate::support::{real_data, removals::removal_of};

/// Variations of events that are tried.
const VARIATIONS: usize = 5_000;

/// What neither the examples of the documentation nor the generator tell.
const RARE: [&str; 12] = [
    r#"{"setting": {"location": {"id": "1", "address2": "Pier 7", "metafields": [{"namespace": "a", "key": "b"}]}}}"#,
    r#"{"setting": {"market": {"id": "1", "currency": "CHF", "rounding": {"step": 5}, "metafields": [{"namespace": "a", "key": "b"}]}}}"#,
    r#"{"product": {"id": "1", "handle": "a", "variants": [{"id": "2", "weight": 0.5, "unitPriceMeasurement": {"quantityValue": 0.75, "quantityUnit": "L"}, "components": [{"variantId": "3", "quantity": 2}], "metafields": [{"namespace": "a", "key": "b", "description": "c"}]}]}}"#,
    r#"{"product": {"id": "1", "handle": "a", "status": "DRAFT", "isGiftCard": true, "variants": [{"id": "2", "weightUnit": "POUNDS"}]}}"#,
    r#"{"prices": {"productId": "1", "variants": [{"variantId": "2", "prices": [{"minimumQuantity": 3, "price": {"amount": "9", "currencyCode": "JPY"}, "compareAtPrice": {"amount": "12.5", "currencyCode": "EUR"}, "startsAt": "2024-05-01T00:00:00Z", "endsAt": "2024-06-01T00:00:00Z"}]}]}}"#,
    r#"{"product": {"id": "1", "handle": "a", "previousHandles": ["b"], "variants": [{"id": "2", "quantityRule": {"minimum": 2, "maximum": 8, "increment": 2}}]}}"#,
    r#"{"product": {"id": "1", "handle": "a", "options": [{"id": "4", "name": "Color", "values": [{"id": "5", "name": "Red", "swatchImage": {"id": "6", "url": "/r.svg"}}]}], "media": [{"id": "7", "sources": [{"url": "/f.mp4", "width": 640, "height": 360, "filesize": 9}]}], "metafields": [{"id": "8", "namespace": "a", "key": "b"}]}}"#,
    r#"{"content": {"page": {"id": "1", "handle": "a", "metafields": [{"id": "8", "namespace": "a", "key": "b"}]}}}"#,
    r#"{"content": {"menu": {"id": "1", "handle": "a", "items": [{"id": "2", "title": "b"}]}}}"#,
    r#"{"content": {"blog": {"id": "1", "handle": "a", "seo": {"title": "b"}, "metafields": [{"namespace": "a", "key": "b"}]}}}"#,
    r#"{"content": {"article": {"id": "1", "handle": "a", "author": {"bio": "c"}, "updatedAt": "2024-05-01T00:00:00Z", "seo": {"title": "b"}, "metafields": [{"namespace": "a", "key": "b"}]}}}"#,
    r#"{"setting": {"location": {"id": "1", "latitude": 0.25, "longitude": 0.5}}}"#,
];

/// Encodes an event and holds that it comes back, and under which key.
fn assert_round(event: &Event) -> Vec<u8> {
    let mut expected = envelope(event.clone());
    valid::drop_fractions(&mut expected.event.fact);
    let bytes = encode(&envelope(event.clone())).unwrap();
    assert_eq!(decode(&bytes, &limits()).unwrap(), expected);
    let (topic, key) = (CatalogTopic::of(&event.fact), key_of(&event.fact));
    decode_record(topic, Some(key.as_bytes()), Some(&bytes), &limits()).unwrap();
    bytes
}

fn documented() -> Vec<Event> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/interchange.md");
    let text = std::fs::read_to_string(path).unwrap();
    let mut json = JsonLines::default();
    text.lines()
        .filter(|line| line.starts_with("{\"") && !line.contains('…'))
        .map(|line| read_event(&mut json, line, Timestamp(7)).unwrap())
        .collect()
}

#[test]
fn every_event_of_a_generated_catalog_comes_back() {
    let options = GeneratorOptions {
        products: 400,
        seed: 3,
    };
    let (mut keys, mut aspects) = (BTreeSet::new(), BTreeSet::new());
    for event in generate(&options) {
        assert_round(&event);
        let gone = Fact::Removed(removal_of(&event.fact));
        // A tombstone lies where what it removes does.
        assert_eq!(CatalogTopic::of(&gone), CatalogTopic::of(&event.fact));
        assert_eq!(key_of(&gone), key_of(&event.fact));
        assert_eq!(AspectKey::of(&gone), AspectKey::of(&event.fact));
        keys.insert((CatalogTopic::of(&event.fact), key_of(&event.fact)));
        aspects.insert(AspectKey::of(&event.fact));
        assert_round(&Event {
            version: event.version,
            fact: gone,
        });
    }
    assert_eq!(keys.len(), aspects.len(), "one key an aspect");
}

#[test]
fn every_event_of_the_real_catalogs_comes_back() {
    let Some(folder) = real_data() else { return };
    for files in [
        &["livostyle/products.csv.gz"][..],
        &["pc-parts/products.csv.gz"],
        &[
            "icecat/products.bulk.jsonl.gz",
            "icecat/collections.bulk.jsonl.gz",
        ],
    ] {
        let paths: Vec<_> = files.iter().map(|file| folder.join(file)).collect();
        let mut facts = FactSet::default();
        let options = ImportOptions {
            as_of: Timestamp::parse("2024-05-01"),
            ..ImportOptions::default()
        };
        let progress = ProgressBar::hidden();
        import_files(&paths, options, None, &mut facts, &progress).unwrap();
        assert!(facts.len() > 1_000);
        facts.iter().for_each(|event| {
            assert_round(event);
        });
    }
}

/// Changes some values of a fact's JSON form: other texts and numbers, entries twice or not at all, fields left out.
fn vary(value: &mut Value, dice: &mut ChaCha8Rng) {
    match value {
        Value::String(text) if dice.random_ratio(1, 6) => {
            let signs = ['a', 'ß', '\u{0}', '\u{10ffff}', '漢', '"', '\n', ' '];
            let length = dice.random_range(0..40);
            let varied = (0..length).map(|_| signs[dice.random_range(0..signs.len())]);
            *text = varied.collect();
        }
        Value::Number(number) if dice.random_ratio(1, 4) => {
            *number = match number.as_f64() {
                Some(_) if !number.is_i64() => {
                    serde_json::Number::from_f64(f64::from(dice.next_u32()) / 7.0).unwrap()
                }
                _ => (dice.next_u32() >> 1).into(),
            };
        }
        Value::Bool(is) if dice.random_ratio(1, 4) => *is = !*is,
        Value::Array(entries) => {
            if !entries.is_empty() && dice.random_ratio(1, 8) {
                let chosen = dice.random_range(0..entries.len());
                let entry = entries.remove(chosen);
                if dice.random() {
                    entries.extend([entry.clone(), entry]);
                }
            }
            entries.iter_mut().for_each(|entry| vary(entry, dice));
        }
        Value::Object(fields) => {
            fields.retain(|_, _| !dice.random_ratio(1, 12));
            fields.values_mut().for_each(|field| vary(field, dice));
        }
        _ => {}
    }
}

#[test]
fn variations_of_every_kind_of_event_come_back() {
    let options = GeneratorOptions {
        products: 30,
        seed: 5,
    };
    let mut json = JsonLines::default();
    let rare = RARE.map(|line| read_event(&mut json, line, Timestamp(7)).unwrap());
    let mut examples = documented();
    examples.extend(rare);
    let gone = examples.iter().map(|event| Event {
        version: event.version,
        fact: Fact::Removed(removal_of(&event.fact)),
    });
    let gone: Vec<_> = gone.collect();
    examples.extend(gone);
    let generated: Vec<_> = generate(&options).step_by(3).collect();
    let mut dice = ChaCha8Rng::seed_from_u64(7);
    let (mut tried, mut seen) = (0, Seen::new());
    for number in 0.. {
        let mut line = Vec::new();
        // The examples have every field; the generator has what shops tell.
        let events = [&examples, &generated][number % 2];
        write_event(&mut line, &events[number / 2 % events.len()]).unwrap();
        let mut value: Value = serde_json::from_slice(&line).unwrap();
        if number >= 2 * examples.len() {
            vary(&mut value, &mut dice);
        }
        // Most variations are still valid; the others are the JSON form's to refuse.
        if let Ok(event) = read_event(&mut json, &value.to_string(), Timestamp(7))
            && event.version.0 > 0
            && event.version < super::NOW
        {
            let bytes = assert_round(&event);
            let message = serialize::read_message(&*bytes, ReaderOptions::new()).unwrap();
            let root: event::Reader<'_> = message.get_root().unwrap();
            note(root.into(), &mut seen);
            tried += 1;
        }
        if tried == VARIATIONS {
            break;
        }
        assert!(number < VARIATIONS * 10, "only {tried} are valid");
    }
    // No field of the contract is left out: each was set, and each number had several values.
    let is_told = |values: &BTreeSet<String>| values.contains(SET) || values.len() > 1;
    let untold: Vec<_> = seen.iter().filter(|(_, values)| !is_told(values)).collect();
    assert!(untold.is_empty(), "never told: {untold:#?}");
    assert!(seen.len() > 180, "{}", seen.len());
}

/// What was seen of each field: that it was set, or the values of a number.
type Seen = BTreeMap<String, BTreeSet<String>>;

/// Notes what the fields of a message hold.
fn note(value: dynamic_value::Reader<'_>, seen: &mut Seen) {
    match value {
        dynamic_value::Reader::Struct(from) => {
            let schema = from.get_schema();
            let owner = schema.get_proto().get_display_name().unwrap();
            let owner = owner.to_str().unwrap().to_owned();
            for field in schema.get_fields().unwrap().iter() {
                let name = field.get_proto().get_name().unwrap().to_str().unwrap();
                let values = seen.entry(format!("{owner}.{name}")).or_default();
                if !from.has(field).unwrap() {
                    continue;
                }
                let value = from.get(field).unwrap();
                values.insert(match &value {
                    dynamic_value::Reader::Struct(_)
                    | dynamic_value::Reader::List(_)
                    | dynamic_value::Reader::Text(_)
                    | dynamic_value::Reader::Void => SET.to_owned(),
                    _ => format!("{value:?}"),
                });
                note(value, seen);
            }
        }
        dynamic_value::Reader::List(list) => {
            list.iter().for_each(|entry| note(entry.unwrap(), seen));
        }
        _ => {}
    }
}

/// Stands for any text, list or struct.
const SET: &str = "set";
