//! Whatever is typed is answered: random bytes and signs, through the analyser, the query parser and the served index.
//!
//! `VITRINA_FUZZ_SECONDS` says how long; without it some hundred texts are tried. `VITRINA_SEARCH_SEED` starts it
//! elsewhere.

use std::{
    env,
    sync::Arc,
    time::{Duration, Instant},
};

use vitrina::{
    adapters::{
        generator::{AS_OF, GeneratorOptions, generate},
        index::{
            ColumnIndex,
            words::{Field, ProductText, SharedWords, TextQuery, Words},
        },
    },
    application::search::{self, Change, SearchIndex, SearchRequest, SearchWriter},
    domain::{
        analysis::{normalize, parse, pieces, tokens},
        context::PriceContext,
        language::Language,
        money::{Currency, Rounding},
    },
};

use super::world::Dice;

const TEXTS: u64 = 200;
const PRODUCTS: u64 = 300;

/// What breaks parsers, and what is a word here.
const ODD: &[&str] = &[
    "\"",
    "\"\"",
    "-",
    "--",
    "-\"",
    "'",
    "''",
    "’s",
    "\\",
    "\0",
    "\u{feff}",
    "\u{200d}",
    "\u{202e}",
    "\u{300}",
    "\u{301}\u{302}\u{303}",
    "😀",
    "👩‍👩‍👧",
    "🇩🇪",
    "שלום",
    "مرحبا",
    "日本語カメラ",
    "ภาษาไทย",
    "한국어",
    "ﬀ",
    "Ａ１",
    "ß",
    "İ",
    "ǆ",
    "½",
    "²",
    "١٢٣",
    "1,000.50",
    "15.6\"",
    "15,6 inch",
    "1 TB",
    "TN-2110",
    "a-b-c-d-e-f-g",
    "1.2.3.4",
    ".*",
    "(a|b)+$",
    "[^",
    "%",
    "_",
    "'; DROP TABLE product; --",
    "1=1",
    "<script>",
    "&amp;",
    "${x}",
    "title:x",
    "for",
    "the",
    "jacket",
    "jaket",
    "red",
    "waterproof",
    "tent",
    "  ",
    "\t",
    "\n",
    "\u{a0}",
    "/",
    ",",
    ".",
];
const LANGUAGES: [&str; 8] = ["en", "de", "fr", "tr", "ar", "ja", "th", "hu"];

fn text(dice: &mut Dice) -> String {
    let length = match dice.below(40) {
        0 => 10_000,
        1..=4 => 200,
        _ => 12,
    };
    let mut text = String::new();
    match dice.below(4) {
        0 => {
            let bytes: Vec<u8> = (0..length).map(|_| dice.below(256) as u8).collect();
            text.push_str(&String::from_utf8_lossy(&bytes));
        }
        1 => {
            let scalars = (0..length).filter_map(|_| char::from_u32(dice.below(0x11_0000) as u32));
            text.extend(scalars);
        }
        _ => {
            for _ in 0..length {
                text.push_str(dice.pick(ODD));
                if dice.once_in(2) {
                    text.push(' ');
                }
            }
        }
    }
    text
}

fn price() -> PriceContext {
    PriceContext {
        currency: Currency::USD,
        price_lists: Arc::default(),
        rate: None,
        rounding: Rounding::MinorUnit,
        instant: AS_OF,
    }
}

/// Asks for one text in every way that it can be asked for.
fn ask(index: &ColumnIndex, words: &mut Words, text: &str, dice: &mut Dice) {
    let language = Language::from_tag(dice.pick(&LANGUAGES)).unwrap();
    let query = search::TextQuery {
        text: text.to_owned(),
        language,
        prefix: dice.once_in(2),
    };
    let normalized = normalize(text);
    pieces(&normalized);
    tokens(text, |token| assert!(!token.text.is_empty()));
    let parsed = parse(text);
    let all = [&parsed.phrases, &parsed.excluded];
    assert!(parsed.wanted.len() <= 32 && all.iter().all(|phrases| phrases.len() <= 32));

    let request = SearchRequest {
        text: Some(query.clone()),
        ..SearchRequest::browse(price(), 10)
    };
    let answer = index.find(&request).unwrap();
    assert!(answer.page.rows.len() <= 10 && answer.page.total <= Some(PRODUCTS));
    let completed = futures::executor::block_on(index.complete(&query, 5)).unwrap();
    assert!(completed.len() <= 5 && completed.iter().all(|query| !query.is_empty()));

    let mut product = ProductText::default();
    product.push(Field::Title, language, text);
    product.codes.push(text.to_owned());
    words.put(7, &product);
    let own = TextQuery {
        language,
        ..TextQuery::new(text)
    };
    let found = words.find(&own).products;
    if text.chars().any(char::is_alphanumeric) {
        assert!(
            found.iter().any(|(product, _)| *product == 7),
            "found by its code"
        );
    }
    words.complete(text, language, 3);
    words.remove(7);
    assert_eq!(words.find(&own).products, []);
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "how long it runs is said by the environment"
)]
fn whatever_is_typed_is_answered() {
    let number = |name| {
        let value = env::var(name).ok();
        value.map(|value| value.parse::<u64>().unwrap())
    };
    let seed = number("VITRINA_SEARCH_SEED").unwrap_or(0);
    let duration = number("VITRINA_FUZZ_SECONDS").map(Duration::from_secs);
    let options = GeneratorOptions {
        products: PRODUCTS,
        seed: 1,
    };
    let index = ColumnIndex::new(Box::new(Arc::new(SharedWords::new(Words::default()))));
    let changes: Vec<Change> = generate(&options)
        .filter_map(|event| Change::of(&event))
        .collect();
    index.apply(&changes);
    let mut words = Words::default();
    let began = Instant::now();
    let is_over = |tried| match duration {
        Some(duration) => began.elapsed() >= duration,
        None => tried == TEXTS,
    };
    let mut tried = 0;
    while !is_over(tried) {
        let mut dice = Dice::new(seed + tried);
        let text = text(&mut dice);
        let asked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            ask(&index, &mut words, &text, &mut dice);
        }));
        assert!(asked.is_ok(), "seed {}: {text:?}", seed + tried);
        tried += 1;
    }
    println!("{tried} texts");
}
