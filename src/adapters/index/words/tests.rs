//! What shoppers type, and what they should find.

use proptest::prelude::*;

use super::*;
use crate::{application::search::Relaxed, domain::id::Key};

/// Title and kind of some products; their numbers are their places.
const SHOP: &[(&str, &str)] = &[
    ("Brother TN-2110 Toner", "toner cartridge"),
    ("HP Notebook 15.6\" Core i5, 1 TB", "notebook"),
    ("Targus Notebook Case 15.6\"", "notebook case"),
    ("Philips PC Headset", "headphones"),
    ("Sandisk USB Stick 64 GB", "usb stick"),
    ("Logitech Wireless Mouse", "mouse"),
    ("Logitech Mouse Pad", "mouse pad"),
    ("Kensington Wireless Mouse Pro", "mouse"),
    ("Samsung Galaxy S20 Cover", "phone case"),
    ("Lederne Notebook Tasche", ""),
    ("東京 カメラ", ""),
    ("Camera Bag for Travel", "bag"),
];

fn text(title: &str, kind: &str) -> ProductText {
    let mut text = ProductText::default();
    text.push(Field::Title, Language::EN, title);
    text.push(Field::Kind, Language::EN, kind);
    text.kind = Some(kind.to_owned()).filter(|kind| !kind.is_empty());
    text
}

fn shop() -> Words {
    let mut words = Words::default();
    for (number, (title, kind)) in (0..).zip(SHOP) {
        let mut text = text(title, kind);
        text.codes.push(format!("SKU-{number}-X"));
        words.put(number, &text);
    }
    words
}

fn found(words: &Words, text: &str) -> Vec<u32> {
    words
        .find(&TextQuery::new(text))
        .products
        .iter()
        .map(|(product, _)| *product)
        .collect()
}

fn first(words: &Words, text: &str) -> Option<u32> {
    let products = words.find(&TextQuery::new(text)).products;
    products
        .iter()
        .max_by_key(|(product, score)| (*score, u32::MAX - product))
        .map(|(product, _)| *product)
}

#[test]
fn one_thing_is_found_however_it_is_written() {
    let words = shop();
    for group in [
        &["TN-2110", "tn2110", "tn 2110", "TN 2110"][..],
        &[
            "15.6\" notebook",
            "15,6 inch notebook",
            "15.6-inch Notebooks",
        ],
        &["1 TB", "1000gb", "1000 GB"],
        &["usb stick", "usbstick", "USB-Stick"],
        &["head set", "headset", "Head-Set"],
        &["s20", "S 20", "s-20"],
        &["wireless mouse", "Wireless MICE"],
        &["カメラ", "東京 カメラ"],
    ] {
        let expected = found(&words, group[0]);
        assert!(!expected.is_empty(), "{}", group[0]);
        for text in group {
            assert_eq!(found(&words, text), expected, "{text}");
        }
    }
    let language = Language::from_tag("de").unwrap();
    let mut words = words;
    let mut german = ProductText::default();
    german.push(
        Field::Title,
        language,
        "Lederne Taschen für Notebooks, Tasche",
    );
    words.put(99, &german);
    let query = TextQuery {
        language,
        ..TextQuery::new("notebooktasche")
    };
    assert_eq!(words.find(&query).products[0].0, 99);
}

#[test]
fn codes_come_first() {
    let words = shop();
    assert_eq!(first(&words, "sku-6-x"), Some(6));
    assert_eq!(found(&words, "SKU 6 X"), [6]);
}

#[test]
fn the_thing_comes_before_what_goes_with_it() {
    let words = shop();
    assert_eq!(first(&words, "notebook"), Some(1));
    assert_eq!(first(&words, "notebook case"), Some(2));
    assert_eq!(first(&words, "mouse pad"), Some(6));
}

#[test]
fn the_ladder_says_what_it_gave_up() {
    let words = shop();
    for (text, relaxed, suggestion, expected) in [
        ("wireless mouse", Relaxed::None, None, &[5, 7][..]),
        (
            "wirelss mouse",
            Relaxed::Typos,
            Some("wireless mouse"),
            &[5, 7],
        ),
        (
            "wireless muose",
            Relaxed::Typos,
            Some("wireless mouse"),
            &[5, 7],
        ),
        (
            "xireless mouse",
            Relaxed::Typos,
            Some("wireless mouse"),
            &[5, 7],
        ),
        ("zebra", Relaxed::None, None, &[]),
        ("tn-2111", Relaxed::None, None, &[]),
        ("for", Relaxed::None, None, &[11]),
        ("the mouse for the", Relaxed::None, None, &[5, 6, 7]),
        ("", Relaxed::None, None, &[]),
    ] {
        let matches = words.find(&TextQuery {
            rung: Rung::AllWords,
            ..TextQuery::new(text)
        });
        let products: Vec<u32> = matches
            .products
            .iter()
            .map(|(product, _)| *product)
            .collect();
        assert_eq!(products, expected, "{text}");
        assert_eq!(matches.relaxed, relaxed, "{text}");
        assert_eq!(matches.suggestion.as_deref(), suggestion, "{text}");
    }
    let ladder = |text| words.find(&TextQuery::new(text)).relaxed;
    // Some have all words; others follow them.
    assert_eq!(ladder("wireless mouse"), Relaxed::None);
    let matches = words.find(&TextQuery::new("mouse pad")).products;
    let score = |number| matches.iter().find(|found| found.0 == number).unwrap().1;
    assert!(score(6) > score(5).max(score(7)));
    assert_eq!(ladder("samsung galaxy cover leather"), Relaxed::MostWords);
    assert_eq!(ladder("samsung zebra giraffe"), Relaxed::AnyWord);
}

#[test]
fn quotes_and_exclusions_hold() {
    let words = shop();
    assert_eq!(found(&words, "\"wireless mouse\""), [5, 7]);
    assert_eq!(found(&words, "\"mouse wireless\""), [] as [u32; 0]);
    assert_eq!(found(&words, "mouse -pad"), [5, 7]);
    assert_eq!(found(&words, "mouse -\"wireless mouse\""), [6]);
}

#[test]
fn the_last_word_may_go_on() {
    let words = shop();
    let query = TextQuery {
        is_last_a_prefix: true,
        rung: Rung::AllWords,
        ..TextQuery::new("wireless mou")
    };
    assert_eq!(words.find(&query).products.len(), 2);
}

#[test]
fn what_is_typed_is_completed_by_words_and_titles() {
    let words = shop();
    let complete = |text: &str| words.complete(text, Language::EN, 5);
    assert_eq!(complete("mou"), ["mouse", "wireless mouse"]);
    assert_eq!(complete("wir"), ["wireless", "wireless mouse"]);
    assert_eq!(complete("Wireless m"), ["wireless mouse"]);
    assert_eq!(
        complete("wireless "),
        [
            "wireless mouse",
            "wireless kensington",
            "wireless logitech",
            "wireless pro"
        ]
    );
    assert_eq!(complete("mouse p"), ["mouse pad", "mouse pro"]);
    assert_eq!(complete("muo"), ["mouse", "wireless mouse"]);
    assert_eq!(
        complete("mu"),
        [] as [&str; 0],
        "two letters are taken as they are"
    );
    for nothing in ["zz", "", " ", "-", "\"", "zebra "] {
        assert_eq!(complete(nothing), [] as [&str; 0], "{nothing}");
    }
    // What an unknown word goes together with nobody knows.
    assert_eq!(
        complete("zebra mou"),
        ["zebra mouse", "zebra wireless mouse"]
    );
    assert_eq!(words.complete("mou", Language::EN, 1), ["mouse"]);
}

#[test]
fn completions_are_in_the_language_that_is_spoken() {
    let german = Language::from_tag("de").unwrap();
    let french = Language::from_tag("fr").unwrap();
    let mut words = shop();
    let mut translated = text("Tarp", "");
    translated.push(Field::Title, german, "Taschenzelt");
    translated.push(Field::Title, french, "Tableau");
    words.put(99, &translated);
    assert_eq!(words.complete("ta", german, 5)[0], "taschenzelt");
    let shown = words.complete("ta", Language::EN, 9);
    assert!(
        shown.contains(&"tarp".into()) && !shown.contains(&"taschenzelt".into()),
        "{shown:?}"
    );
    assert!(!words.complete("ta", german, 9).contains(&"tableau".into()));
}

#[test]
fn signals_multiply_and_change_in_place() {
    let mut words = shop();
    let score = |words: &Words| {
        let products = words.find(&TextQuery::new("headset")).products;
        products[0].1
    };
    let before = score(&words);
    words.set_available(3, false);
    let sold_out = score(&words);
    assert!(sold_out < before);
    let mut text = text(SHOP[3].0, SHOP[3].1);
    text.signals.sales_rank = std::num::NonZeroU32::new(1);
    words.put(3, &text);
    let best_but_sold_out = score(&words);
    assert!(best_but_sold_out > sold_out);
    words.set_available(3, true);
    let best_seller = score(&words);
    assert!(best_seller > before && best_seller > best_but_sold_out);
    text.signals.rating_percent = Some(100);
    words.put(3, &text);
    assert!(score(&words) > best_seller);
    text.signals.published_day = std::num::NonZeroU16::new(20_000);
    words.put(3, &text);
    let on = |today| {
        let query = TextQuery {
            today,
            ..TextQuery::new("headset")
        };
        words.find(&query).products[0].1
    };
    assert!(on(20_000) > on(20_090) && on(20_090) > on(30_000));
}

#[test]
fn members_are_found_by_their_collections() {
    let garden = Key::of("garden");
    let german = Language::from_tag("de").unwrap();
    let mut words = shop();
    words.set_members(garden, &[7, 3, 40]);
    words.set_titles(
        garden,
        &[(Language::EN, "Garden Party"), (german, "Gartenfest")],
    );
    assert_eq!(found(&words, "garden"), [3, 7]);
    assert_eq!(found(&words, "gardn"), [3, 7], "a title is known");
    let query = TextQuery {
        language: german,
        ..TextQuery::new("Gartenfeste")
    };
    assert_eq!(words.find(&query).products.len(), 2);
    words.put(40, &text("Gnome", ""));
    assert_eq!(
        found(&words, "garden"),
        [3, 7, 40],
        "membership waits for its product"
    );
    words.remove(7);
    assert_eq!(found(&words, "garden"), [3, 40]);
    words.set_titles(garden, &[(Language::EN, "Wireless Yard")]);
    assert_eq!(found(&words, "garden party"), [] as [u32; 0]);
    assert_eq!(found(&words, "yard"), [3, 40]);
    words.set_members(garden, &[5]);
    assert_eq!(found(&words, "yard"), [5]);
    assert_eq!(
        found(&words, "wireless"),
        [5],
        "its own title has it as well"
    );
    let mut fresh = shop();
    fresh.remove(7);
    fresh.put(40, &text("Gnome", ""));
    fresh.set_titles(garden, &[(Language::EN, "Wireless Yard")]);
    fresh.set_members(garden, &[5]);
    for query in ["yard", "wireless mouse", "garden", "wireles yard"] {
        let query = TextQuery::new(query);
        assert_eq!(words.find(&query), fresh.find(&query), "{}", query.text);
    }
}

#[test]
fn new_weights_are_as_if_they_had_always_been() {
    let mut weights = Weights::default();
    weights.fields[0].weight = 9.0;
    let mut changed = shop();
    changed.reweigh(weights.clone());
    let mut fresh = Words::new(Language::EN, weights, Synonyms::general());
    for (number, (title, kind)) in (0..).zip(SHOP) {
        fresh.put(number, &text(title, kind));
    }
    for query in ["mouse", "notebook case"] {
        assert_eq!(
            changed.find(&TextQuery::new(query)),
            fresh.find(&TextQuery::new(query))
        );
    }
}

#[test]
fn what_is_found_does_not_depend_on_the_order_in_which_products_came() {
    const PRODUCTS: usize = 300;
    // Fewer than tie, so that which of them are looked at more closely matters.
    let weights = Weights {
        feedback: 7,
        rescored: 11,
        ..Weights::default()
    };
    let built = |number_of: fn(usize) -> usize| {
        let mut words = Words::new(Language::EN, weights.clone(), Synonyms::general());
        let mut order: Vec<usize> = (0..PRODUCTS).collect();
        order.sort_by_key(|product| number_of(*product));
        for product in order {
            let (title, kind) = SHOP[product % SHOP.len()];
            let (other, _) = SHOP[product * 7 / 5 % SHOP.len()];
            let mut text = text(&format!("{title} {other}"), kind);
            text.push(Field::Description, Language::EN, other);
            text.codes.push(format!("handle-{product}"));
            words.put(number_of(product) as u32, &text);
        }
        move |query: &str| {
            let query = TextQuery {
                is_last_a_prefix: true,
                ..TextQuery::new(query)
            };
            let found = words.find(&query);
            let scores: FxHashMap<u32, u32> = found.products.into_iter().collect();
            let of = |product| scores.get(&(number_of(product) as u32)).copied();
            ((0..PRODUCTS).map(of).collect::<Vec<_>>(), found.suggestion)
        }
    };
    let (one, other) = (
        built(|product| product),
        built(|product| PRODUCTS - 1 - product),
    );
    for query in [
        "mouse",
        "notebook case",
        "wireles",
        "n",
        "camera bag logitech",
        "mosue pad",
    ] {
        assert_eq!(one(query), other(query), "{query}");
    }
}

#[test]
fn the_form_that_is_nearest_to_what_was_typed_is_suggested() {
    let mut words = Words::default();
    for (number, title) in ["Tents", "Two tents", "Three tents", "Tent"]
        .iter()
        .enumerate()
    {
        words.put(number as u32, &text(title, "Camping"));
    }
    let suggested = |query, is_last_a_prefix| {
        let found = words.find(&TextQuery {
            is_last_a_prefix,
            ..TextQuery::new(query)
        });
        found.suggestion
    };
    for is_prefix in [false, true] {
        assert_eq!(suggested("tetn", is_prefix).as_deref(), Some("tent"));
        assert_eq!(suggested("tetns", is_prefix).as_deref(), Some("tents"));
    }
}

#[test]
fn a_word_of_any_length_is_looked_for() {
    let words = shop();
    for length in [60, 61, 255, 256, 257, 4_000] {
        assert!(found(&words, &"m".repeat(length)).is_empty());
        assert!(
            words
                .complete(&"m".repeat(length), Language::EN, 3)
                .is_empty()
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn an_updated_index_equals_one_built_anew(
        changes in prop::collection::vec((0_u32..20, prop::option::of(0..SHOP.len())), 1..60),
    ) {
        let mut updated = Words::default();
        let mut last = std::collections::BTreeMap::new();
        for (number, product) in changes {
            match product {
                Some(product) => updated.put(number, &text(SHOP[product].0, SHOP[product].1)),
                None => updated.remove(number),
            }
            last.insert(number, product);
        }
        let mut fresh = Words::default();
        for (number, product) in last {
            if let Some(product) = product {
                fresh.put(number, &text(SHOP[product].0, SHOP[product].1));
            }
        }
        prop_assert_eq!(updated.len(), fresh.len());
        for query in ["notebook", "notebok case", "wireless mouse", "mouse -pad", "usbstick", "tn2110 toner", "cam"] {
            let query = TextQuery { is_last_a_prefix: true, ..TextQuery::new(query) };
            prop_assert_eq!(updated.find(&query), fresh.find(&query));
        }
        for prefix in ["mou", "n", "galxy"] {
            prop_assert_eq!(updated.complete(prefix, Language::EN, 5), fresh.complete(prefix, Language::EN, 5));
        }
    }

    #[test]
    fn any_query_is_answered(text in "\\PC{0,40}|[a-z\"' -]{0,40}|(mouse|\"|-|notebok| |15|tb|東京){0,12}") {
        let words = shop();
        let matches = words.find(&TextQuery { is_last_a_prefix: true, ..TextQuery::new(&text) });
        prop_assert!(matches.products.windows(2).all(|pair| pair[0].0 < pair[1].0));
        prop_assert!(words.complete(&text, Language::EN, 3).len() <= 3);
    }

    #[test]
    fn near_words_are_those_that_the_table_of_edits_finds(
        vocabulary in prop::collection::btree_set("[ab]{1,6}|[a-c]{3,5}é?", 1..40),
        word in "[a-c]{2,6}",
        edits in 1_u8..=2,
    ) {
        let mut known = Vocabulary::default();
        for text in &vocabulary {
            known.form_or_new(Stemming::Whole, text);
        }
        let mut near: Vec<(String, u8)> = known
            .near(&word, edits, false)
            .into_iter()
            .map(|(form, edits)| (form.text.to_string(), edits))
            .collect();
        near.sort();
        let expected: Vec<(String, u8)> = vocabulary
            .iter()
            .map(|text| (text.clone(), strsim::osa_distance(text, &word)))
            .filter(|(_, distance)| *distance <= usize::from(edits))
            .map(|(text, distance)| (text, distance as u8))
            .collect();
        prop_assert_eq!(near, expected);
    }
}
