//! Records of the shared tier: all that a catalog holds comes back the same, and no bytes do harm.

use proptest::prelude::*;
use vitrina::{
    adapters::cache::record::{self, Cached, Record},
    application::catalog::CollectionTree,
    domain::{
        collection::Collection,
        event::{ContentFact, Fact, TranslationFact},
        id::Key,
        offer::{Prices, Stock},
        product::{Metafields, Product, Variants},
        stored::Stored,
        time::Timestamp,
    },
};

use super::remote;

const READ_AT: Timestamp = Timestamp(1_700_000_000_123_456);

/// Comes back from its record, and is refused when any byte differs.
fn assert_round<T: Cached + PartialEq + std::fmt::Debug>(entity: &T) {
    let bytes = record::write(Some(entity), Timestamp(-5), READ_AT, true);
    let back: Record<T> = record::read(&bytes).expect("a sound record");
    assert_eq!(back.value.as_ref(), Some(entity));
    assert_eq!(
        (back.version, back.read_at, back.is_behind),
        (Timestamp(-5), READ_AT, true)
    );
    for place in (0..bytes.len()).step_by(1 + bytes.len() / 50) {
        let mut damaged = bytes.to_vec();
        damaged[place] ^= 0x10;
        assert!(record::read::<T>(&damaged).is_none(), "byte {place}");
        assert!(
            record::read::<T>(&bytes[..place]).is_none(),
            "cut at {place}"
        );
    }
}

#[test]
fn every_entity_of_a_catalog_comes_back_the_same() {
    let (mut products, mut prices, mut contents) = (0, 0, 0);
    for event in remote::events(60) {
        match &event.fact {
            Fact::Product(fact) => {
                assert_round(&Product::build(fact, event.version));
                assert_round(&Variants::build(fact, event.version));
                assert_round(&Metafields::build(
                    &fact.metafields,
                    &fact.id,
                    event.version,
                ));
                products += 1;
            }
            Fact::Prices(fact) => {
                assert_round(&Prices::build([(event.version, fact)]));
                prices += 1;
            }
            Fact::Stock(fact) => assert_round(&Stock::build(fact)),
            Fact::Collection(fact) => assert_round(&Collection::build(fact, event.version)),
            Fact::Content(fact) => {
                assert_round::<ContentFact>(fact);
                contents += 1;
            }
            Fact::Setting(fact) => {
                if let vitrina::domain::event::SettingFact::Translation(fact) = &**fact {
                    assert_round::<TranslationFact>(fact);
                }
            }
            Fact::Membership(_) | Fact::Removed(_) => {}
        }
    }
    assert_round(&CollectionTree {
        parent: Some(Key::of("1")),
        children: [Key::of("2")].into(),
    });
    assert!(products >= 59 && prices > 0 && contents > 0);
}

#[test]
fn absence_comes_back_and_a_floor_is_no_value() {
    let bytes = record::write::<Stock>(None, Timestamp(3), READ_AT, false);
    let back: Record<Stock> = record::read(&bytes).expect("a sound record");
    assert_eq!(
        (back.value, back.version, back.is_behind),
        (None, Timestamp(3), false)
    );
    assert!(record::read::<Stock>(&record::write_floor(Timestamp(3))).is_none());
}

#[test]
fn a_record_is_replaced_by_none_that_is_older_and_by_a_floor_only_when_that_is_newer() {
    let value = |version| record::write::<Stock>(None, Timestamp(version), READ_AT, false);
    let floor = |version| record::write_floor(Timestamp(version));
    let far = i64::MAX;
    for (held, new, replaces) in [
        (value(2), value(1), false),
        (value(2), value(2), true),
        (value(2), value(3), true),
        (value(2), floor(2), false),
        (value(2), floor(3), true),
        (floor(2), value(1), false),
        (floor(2), value(2), true),
        (floor(2), floor(1), false),
        (value(-1), value(0), true),
        (value(0), value(-1), false),
        (value(far - 1), value(far), true),
        (value(far), value(far - 1), false),
    ] {
        assert_eq!(record::replaces(&held, &new), replaces, "{held:?} {new:?}");
    }
    assert!(record::replaces(b"", &value(1)));
    assert!(!record::replaces(&value(1), b"foreign"));
}

/// Reads all texts that an entity's ranges point to.
fn read_all(product: &Product, variants: Option<&Variants>) {
    let text = product.text();
    product.tags().for_each(drop);
    product.category_path().for_each(drop);
    let options = product.options.iter();
    options.for_each(|option| {
        option
            .values
            .iter()
            .for_each(|it| assert!(text.find(it.name).is_some()))
    });
    product
        .page_spans()
        .iter()
        .for_each(|span| text.write_json(*span, &mut Vec::new()));
    for variant in variants.iter().flat_map(|variants| &variants.rows) {
        variants
            .iter()
            .for_each(|it| it.selected_options(variant).for_each(drop));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    /// Past the checksum, as if it were forged.
    #[test]
    fn damaged_entities_are_refused_or_readable(number in 0..20_usize, damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        thread_local! {
            static FACTS: Vec<vitrina::domain::event::ProductFact> = remote::events(20)
                .filter_map(|event| match event.fact {
                    Fact::Product(fact) => Some(*fact),
                    _ => None,
                })
                .collect();
        }
        FACTS.with(|facts| {
            let fact = &facts[number % facts.len()];
            let damaged = |entity: Vec<u8>| {
                let mut bytes = entity;
                for (place, byte) in &damage {
                    let place = place.index(bytes.len());
                    bytes[place] = *byte;
                }
                bytes
            };
            let mut bytes = Vec::new();
            Variants::build(fact, READ_AT).encode(&mut bytes);
            let variants = Variants::decode(&damaged(bytes)).filter(Stored::is_sound);
            let mut bytes = Vec::new();
            Product::build(fact, READ_AT).encode(&mut bytes);
            if let Some(product) = Product::decode(&damaged(bytes)).filter(Stored::is_sound) {
                read_all(&product, variants.as_ref());
            }
        });
    }
}
