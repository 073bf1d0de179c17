//! Bytes that are no event: a typed error each, in words that tell what to mend, and never more work than the bytes
//! are worth.

use capnp::message;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use vitrina::{
    adapters::kafka::{
        DecodeError, EncodeError, catalog_capnp::event, decode, decode_record, encode,
        topics::CatalogTopic,
    },
    domain::{
        event::{
            ContentFact, Event, Fact, MembershipFact, MenuFact, MenuItemFact, PageFact,
            ProductFact, RemovedFact, StockFact, VariantStockFact,
        },
        time::Timestamp,
    },
};

use super::{NOW, envelope, limits};

fn product() -> Event {
    Event {
        version: Timestamp(5),
        fact: Fact::Product(Box::new(ProductFact {
            id: "gid://shop/Product/1".into(),
            handle: "tent".into(),
            title: "Zelt für zwei".into(),
            tags: vec!["camping".into()],
            ..ProductFact::default()
        })),
    }
}

fn refused(bytes: &[u8]) -> DecodeError {
    decode(bytes, &limits()).expect_err("these bytes are no event")
}

/// A message that is a valid removal but for what `spoil` does to it.
fn spoiled(spoil: impl FnOnce(event::Builder<'_>)) -> Vec<u8> {
    let mut message = message::Builder::new_default();
    let mut root: event::Builder<'_> = message.init_root();
    root.set_id("1");
    root.set_source("pim");
    root.set_occurred_at(5);
    root.set_version(5);
    root.reborrow()
        .init_payload()
        .init_removed()
        .set_product("gid://shop/Product/1");
    spoil(root);
    capnp::serialize::write_message_to_words(&message)
}

#[test]
fn an_event_is_cut_anywhere_and_refused() {
    let bytes = encode(&envelope(product())).unwrap();
    for length in 0..bytes.len() {
        let error = refused(&bytes[..length]);
        // What is cut off may also be a text that is needed.
        assert!(
            matches!(error.code(), "MALFORMED" | "INVALID"),
            "{length}: {error}"
        );
    }
    let error = refused(&[&bytes[..], b"more"].concat());
    assert_eq!(
        error.to_string(),
        "4 bytes follow the message; send one event a record"
    );
}

#[test]
fn damaged_bytes_never_stop_the_reader() {
    let events = [
        product(),
        Event {
            version: Timestamp(5),
            fact: Fact::Removed(RemovedFact::Page("gid://shop/Page/1".into())),
        },
    ];
    let mut dice = ChaCha8Rng::seed_from_u64(11);
    let mut refusals = 0;
    for number in 0..40_000 {
        let mut bytes = encode(&envelope(events[number % 2].clone())).unwrap();
        for _ in 0..dice.random_range(1..6) {
            let place = dice.random_range(0..bytes.len());
            bytes[place] ^= 1 << (dice.next_u32() % 8);
        }
        refusals += usize::from(decode(&bytes, &limits()).is_err());
    }
    assert!(refusals > 10_000, "{refusals}");
    for _ in 0..10_000 {
        let mut bytes = vec![0; dice.random_range(0..200)];
        dice.fill_bytes(&mut bytes);
        refused(&bytes);
    }
}

#[test]
fn an_event_of_1_mb_is_read_and_one_beyond_the_bound_neither_sent_nor_read() {
    let page = |length: usize| Event {
        version: Timestamp(5),
        fact: Fact::Content(Box::new(ContentFact::Page(PageFact {
            id: "gid://shop/Page/1".into(),
            handle: "about".into(),
            body_html: "x".repeat(length),
            ..PageFact::default()
        }))),
    };
    let event = page(1 << 20);
    let bytes = encode(&envelope(event.clone())).unwrap();
    assert_eq!(decode(&bytes, &limits()).unwrap().event, event);
    let error = encode(&envelope(page(5 << 20))).unwrap_err();
    assert!(matches!(error, EncodeError::TooLarge { .. }), "{error}");
    let error = refused(&vec![0; (4 << 20) + 8]);
    assert_eq!(
        error.to_string(),
        "the value has 4194312 bytes; an event may have 4194304"
    );
}

#[test]
fn a_hundred_thousand_variants_are_refused_before_any_is_read() {
    let bytes = spoiled(|root| {
        let mut prices = root.init_payload().init_prices();
        prices.set_product_id("gid://shop/Product/1");
        prices.init_variants(100_000);
    });
    let error = refused(&bytes);
    assert_eq!(
        error.to_string(),
        "prices.variants: has 100000 variants; a product may have 10000"
    );
    let variants = vec![VariantStockFact::default(); 100_000];
    let product_id = "gid://shop/Product/1".into();
    let stock = Fact::Stock(StockFact {
        product_id,
        variants,
    });
    let version = Timestamp(5);
    let event = Event {
        version,
        fact: stock,
    };
    let error = encode(&envelope(event)).unwrap_err();
    assert_eq!(error, EncodeError::TooManyVariants(100_000));
}

#[test]
fn many_pointers_to_one_text_end_at_the_reading_limit() {
    const IDS: usize = 20_000;
    let text = "y".repeat(100_000);
    let mut message =
        message::Builder::new(message::HeapAllocator::new().first_segment_words(100_000));
    let mut root: event::Builder<'_> = message.init_root();
    root.set_id("1");
    root.set_source("pim");
    root.set_trace_parent(text.as_str());
    root.set_occurred_at(5);
    root.set_version(5);
    let mut members = root.init_payload().init_membership();
    members.set_collection_id("gid://shop/Collection/1");
    members.init_product_ids(IDS as u32);
    let mut words = capnp::serialize::write_message_to_words(&message);
    // One segment: a header of one word, then the words. Each id is a null pointer; point it to the long text.
    let start = words.windows(8).position(|at| at == b"yyyyyyyy").unwrap() / 8;
    let mut run = 0;
    let end = (start..words.len() / 8).find(|word| {
        run = if words[word * 8..word * 8 + 8] == [0; 8] {
            run + 1
        } else {
            0
        };
        run == IDS
    });
    let first = end.expect("the ids lie in a row") + 1 - IDS;
    for word in first..first + IDS {
        let offset = (start as i64 - (word as i64 + 1)) as u32;
        let low = (offset << 2) | 1;
        let high = ((text.len() as u32 + 1) << 3) | 2;
        words[word * 8..word * 8 + 4].copy_from_slice(&low.to_le_bytes());
        words[word * 8 + 4..word * 8 + 8].copy_from_slice(&high.to_le_bytes());
    }
    let error = refused(&words);
    assert!(matches!(error, DecodeError::Amplified { .. }), "{error}");
    let message = error.to_string();
    assert!(
        message.ends_with("reading goes on beyond the size of the message; point to nothing twice"),
        "{message}"
    );
    let ids = MembershipFact {
        collection_id: "gid://shop/Collection/1".into(),
        product_ids: vec![text; 30],
    };
    let event = Event {
        version: Timestamp(5),
        fact: Fact::Membership(ids),
    };
    let bytes = encode(&envelope(event)).unwrap();
    decode(&bytes, &limits()).expect("what is as long as it says is read");
}

#[test]
fn menus_nest_as_deep_as_json_can_tell_and_no_deeper() {
    let menu = |depth: usize| {
        let items = (0..depth).fold(Vec::new(), |items, _| {
            vec![MenuItemFact {
                items,
                ..MenuItemFact::default()
            }]
        });
        Event {
            version: Timestamp(5),
            fact: Fact::Content(Box::new(ContentFact::Menu(MenuFact {
                id: "gid://shop/Menu/1".into(),
                handle: "main".into(),
                items,
                ..MenuFact::default()
            }))),
        }
    };
    let bytes = encode(&envelope(menu(30))).unwrap();
    assert_eq!(decode(&bytes, &limits()).unwrap().event, menu(30));
    let error = refused(&encode(&envelope(menu(200))).unwrap());
    assert_eq!(error.code(), "TOO_COMPLEX", "{error}");
    assert!(
        error
            .to_string()
            .ends_with("is nested too deep, or in a ring"),
        "{error}"
    );
}

#[test]
fn versions_and_clocks_have_bounds() {
    let with = |version: i64, occurred_at: i64| {
        spoiled(|mut root| {
            root.set_version(version);
            root.set_occurred_at(occurred_at);
        })
    };
    let day = 86_400_000_000;
    decode(&with(NOW.0 + day, NOW.0 + day), &limits()).unwrap();
    for (version, occurred_at, expected) in [
        (
            0,
            5,
            "version: is 0; set it to microseconds since 1970, above 0",
        ),
        (
            -7,
            5,
            "version: is -7; set it to microseconds since 1970, above 0",
        ),
        (
            5,
            0,
            "occurredAt: is 0; set it to microseconds since 1970, above 0",
        ),
        (
            i64::MAX,
            5,
            "version: 9223372036854775807 is 9221572036854 s ahead of this machine's clock; set the clock of the source, and mind that the unit is microseconds",
        ),
        (
            NOW.0 + 365 * day,
            5,
            "version: 1831536000000000 is 31536000 s ahead of this machine's clock; set the clock of the source, and mind that the unit is microseconds",
        ),
        (
            5,
            NOW.0 + 365 * day,
            "occurredAt: 1831536000000000 is 31536000 s ahead of this machine's clock; set the clock of the source, and mind that the unit is microseconds",
        ),
    ] {
        assert_eq!(refused(&with(version, occurred_at)).to_string(), expected);
    }
    let event = Event {
        version: Timestamp(0),
        fact: product().fact,
    };
    assert_eq!(encode(&envelope(event)), Err(EncodeError::Version(0)));
}

#[test]
fn what_is_wrong_in_a_field_is_named_with_it() {
    let bytes = encode(&envelope(product())).unwrap();
    let place = bytes
        .windows(8)
        .position(|at| at == "für zwei".as_bytes()[..8].to_vec())
        .unwrap();
    let mut wrong = bytes;
    wrong[place + 1] = b'x';
    assert_eq!(refused(&wrong).to_string(), "product.title: is not UTF-8");

    let in_product =
        |spoil: &dyn Fn(vitrina::adapters::kafka::catalog_capnp::product::Builder<'_>)| {
            refused(&spoiled(|root| {
                let mut product = root.init_payload().init_product();
                product.set_id("gid://shop/Product/1");
                product.set_handle("tent");
                spoil(product);
            }))
            .to_string()
        };
    assert_eq!(
        in_product(&|mut product| product.set_handle("")),
        "product.handle: is missing or empty"
    );
    assert_eq!(
        in_product(&|mut product| product.set_created_at(i64::MAX)),
        "product.createdAt: 9223372036854775807 is outside the years 1 to 9999; mind that the unit is microseconds"
    );
    assert_eq!(
        in_product(&|product| {
            let mut variants = product.init_variants(2);
            variants.reborrow().get(0).set_id("1");
            let mut second = variants.get(1);
            second.set_id("2");
            second.set_weight(f64::INFINITY);
        }),
        "product.variants[1].weight: is not a number"
    );
    let euro = spoiled(|root| {
        let mut prices = root.init_payload().init_prices();
        prices.set_product_id("gid://shop/Product/1");
        let mut variant = prices.init_variants(1).get(0);
        variant.set_variant_id("gid://shop/ProductVariant/1");
        variant.init_prices(1).get(0).set_currency("EURO");
    });
    assert_eq!(
        refused(&euro).to_string(),
        "prices.variants[0].prices[0].currency: `EURO` is no code of ISO 4217"
    );
    let nameless = spoiled(|mut root| root.set_source(""));
    assert_eq!(
        refused(&nameless).to_string(),
        "source: is missing or empty"
    );
    let trace = spoiled(|mut root| root.set_trace_parent("none"));
    assert_eq!(decode(&trace, &limits()).unwrap().trace_parent, None);
}

#[test]
fn a_record_lies_on_its_topic_under_its_key() {
    let bytes = encode(&envelope(product())).unwrap();
    let read = |topic, key: Option<&str>, value: Option<&[u8]>| {
        decode_record(topic, key.map(str::as_bytes), value, &limits())
    };
    let key = Some("gid://shop/Product/1");
    read(CatalogTopic::Product, key, Some(&bytes)).unwrap();
    for (topic, key, value, expected) in [
        (
            CatalogTopic::Stock,
            key,
            Some(&*bytes),
            "the event belongs on the topic catalog.product; send it there",
        ),
        (
            CatalogTopic::Product,
            None,
            Some(&*bytes),
            "the key of the record has to be `gid://shop/Product/1`",
        ),
        (
            CatalogTopic::Product,
            key,
            None,
            "the record has no value; tell that something is gone by an event `removed`, which has a version",
        ),
    ] {
        assert_eq!(read(topic, key, value).unwrap_err().to_string(), expected);
    }
}
