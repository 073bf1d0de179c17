//! Vitrina's own form: what is written reads back the same, the documentation's examples are right, errors name the
//! field.

use std::{collections::BTreeMap, path::Path};

use proptest::prelude::*;
use vitrina::{
    adapters::interchange::{read_event, write_event},
    application::{facts::FactSet, import::json::JsonLines},
    domain::{
        event::*,
        money::{Currency, Money},
        time::Timestamp,
    },
};

use super::Files;

fn read(line: &str) -> Result<Event, String> {
    let mut json = JsonLines::default();
    read_event(&mut json, line, Timestamp(7))
        .map_err(|error| format!("{}: {}", error.field, error.reason))
}

fn documented_lines() -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/interchange.md");
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text
        .lines()
        .filter(|line| line.starts_with("{\"") && !line.contains('…'));
    lines.map(str::to_owned).collect()
}

/// Which aspect and which kind within it.
fn kind(fact: &Fact) -> &'static str {
    match fact {
        Fact::Product(_) => "product",
        Fact::Prices(_) => "prices",
        Fact::Stock(_) => "stock",
        Fact::Collection(_) => "collection",
        Fact::Membership(_) => "membership",
        Fact::Content(content) => match content.as_ref() {
            ContentFact::Page(_) => "page",
            ContentFact::Blog(_) => "blog",
            ContentFact::Article(_) => "article",
            ContentFact::Menu(_) => "menu",
            ContentFact::Policy(_) => "policy",
            ContentFact::Metaobject(_) => "metaobject",
            ContentFact::Redirect(_) => "redirect",
        },
        Fact::Setting(setting) => match setting.as_ref() {
            SettingFact::Shop(_) => "shop",
            SettingFact::Market(_) => "market",
            SettingFact::PriceList(_) => "priceList",
            SettingFact::Location(_) => "location",
            SettingFact::Translation(_) => "translation",
            SettingFact::Search(_) => "search",
        },
        Fact::Removed(_) => "removed",
    }
}

#[test]
fn the_examples_of_the_documentation_cover_every_kind_and_read_back_the_same() {
    let mut kinds: BTreeMap<&str, u32> = BTreeMap::new();
    for line in documented_lines() {
        let event = read(&line).unwrap_or_else(|error| panic!("{error}\n{line}"));
        *kinds.entry(kind(&event.fact)).or_default() += 1;
        let mut written = Vec::new();
        write_event(&mut written, &event).unwrap();
        let written = String::from_utf8(written).unwrap();
        assert_eq!(read(written.trim_end()).unwrap(), event);
    }
    let all = [
        "article",
        "blog",
        "collection",
        "location",
        "market",
        "membership",
        "menu",
        "metaobject",
        "page",
        "policy",
        "priceList",
        "prices",
        "product",
        "redirect",
        "removed",
        "search",
        "shop",
        "stock",
        "translation",
    ];
    assert_eq!(kinds.keys().copied().collect::<Vec<_>>(), all);
}

#[test]
fn the_documented_examples_import_without_a_word_and_a_second_time_unchanged() {
    let files = Files::new().with("shop.jsonl", documented_lines().join("\n"));
    let mut facts = FactSet::default();
    let report = files.import(&mut facts).unwrap();
    insta::assert_snapshot!(files.plain(&report));
    let again = files.import(&mut facts).unwrap().total();
    // Seven of the lines tell what another one removes.
    let counts = (again.read, again.unchanged, again.older);
    assert_eq!(counts, (27, 20, 7));
}

#[test]
fn errors_name_the_field() {
    let cases = [
        (
            r#"{"product":{"id":"1","handle":"a","tilte":"x"}}"#,
            "unknown field `tilte`",
        ),
        (
            r#"{"product":{"id":"1","handle":5}}"#,
            "product.handle: invalid type: integer `5`",
        ),
        (
            r#"{"product":{"handle":"a"}}"#,
            "product.id: is missing or empty",
        ),
        (
            r#"{"product":{"id":"1"}}"#,
            "product.handle: is missing or empty",
        ),
        (
            r#"{"product":{"id":"1","handle":"a","variants":[{"id":"v"},{"id":"v"}]}}"#,
            "product.variants[1].id: is the id of an earlier variant",
        ),
        (
            r#"{"product":{"id":"1","handle":"a","options":[{"name":"Color"}],"variants":[{"id":"v"}]}}"#,
            "product.variants[0].optionValues: has 0 values for the 1 options of the product",
        ),
        (
            r#"{"product":{"id":"1","handle":"a","metafields":[{"namespace":"n","key":"k"},{"namespace":"n"}]}}"#,
            "product.metafields[1].key: is missing or empty",
        ),
        (
            r#"{"product":{"id":"1","handle":"a","publishedAt":"soon"}}"#,
            "`soon` is not an instant",
        ),
        (
            r#"{"prices":{"productId":"1","variants":[{"variantId":"v","prices":[{"price":{"amount":"1.234,50","currencyCode":"EUR"}}]}]}}"#,
            "prices.variants[0].prices[0].price",
        ),
        (
            r#"{"prices":{"productId":"1","variants":[{"variantId":"v","prices":[{"price":{"amount":"-1","currencyCode":"EUR"}}]}]}}"#,
            "negative",
        ),
        (
            r#"{"prices":{"productId":"1","variants":[{"variantId":"v","prices":[{"minimumQuantity":0,"price":{"amount":"1","currencyCode":"EUR"}}]}]}}"#,
            "prices.variants[0].prices[0].minimumQuantity: is less than 1",
        ),
        (
            r#"{"content":{"page":{"id":"p"}}}"#,
            "content.page.handle: is missing or empty",
        ),
        (
            r#"{"content":{"poem":{"id":"p"}}}"#,
            "unknown variant `poem`",
        ),
        (
            r#"{"setting":{"market":{"handle":"eu"}}}"#,
            "setting.market.id: is missing or empty",
        ),
        (
            r#"{"setting":{"search":{"facets":[{"id":"filter.p.vendor"},{"id":"brand"}]}}}"#,
            "setting.search.facets[1].id: is no id of a facet",
        ),
        (
            r#"{"setting":{"search":{"facets":[{"id":"filter.p.vendor","valueOrder":"PRICE"}]}}}"#,
            "unknown variant `PRICE`",
        ),
        (
            r#"{"setting":{"search":{"synonyms":["tv = television","tv"]}}}"#,
            "setting.search.synonyms[1]: a rule is `a = b` or `a => b`",
        ),
        (
            r#"{"setting":{"search":{"collectionId":"c","synonyms":["tv = television"]}}}"#,
            "setting.search.synonyms: are those of the whole shop",
        ),
        (
            r#"{"updatedAt":"2024-01-01T00:00:00Z"}"#,
            "has none of product, prices",
        ),
        (
            r#"{"membership":{"collectionId":"c"},"stock":{"productId":"p"}}"#,
            "has several of product, prices",
        ),
        (r#"{"stock":{"productId":"p"}"#, "EOF while parsing"),
        ("[]", "invalid length 0"),
    ];
    for (line, message) in cases {
        let error = read(line).unwrap_err();
        assert!(error.contains(message), "{line}\n{error}");
    }
}

#[test]
fn a_line_without_time_has_that_of_the_import() {
    let event = read(r#"{"membership":{"collectionId":"c"}}"#).unwrap();
    assert_eq!(event.version, Timestamp(7));
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z0-9-]{1,8}",
        "\\PC{1,12}",
        Just("\"\\\n\u{0}\u{2028}€😀".to_owned())
    ]
}

fn instant() -> impl Strategy<Value = Option<Timestamp>> {
    proptest::option::of((0_i64..4_000_000_000).prop_map(|seconds| Timestamp(seconds * 1_000_000)))
}

prop_compose! {
    fn product()(
        id in text(), handle in text(), title in "\\PC{0,20}", tags in proptest::collection::vec(text(), 0..3),
        created_at in instant(), published_at in instant(), updated_at in instant(),
        values in proptest::collection::vec(text(), 1..4),
        weight in proptest::option::of(0.0..1e6_f64), rank in proptest::option::of(1_u32..100),
        metafields in proptest::collection::vec((text(), text(), text(), "\\PC{0,20}"), 0..3),
        gift in any::<bool>(),
    ) -> ProductFact {
        let variant = |(number, value): (usize, &String)| VariantFact {
            id: format!("{id}/{number}"),
            option_values: vec![value.clone()],
            weight,
            sku: (number > 0).then(|| value.clone()),
            taxable: number > 1,
            ..VariantFact::default()
        };
        ProductFact {
            variants: values.iter().enumerate().map(variant).collect(),
            options: vec![OptionFact {
                name: "Color".into(),
                values: values
                    .iter()
                    .map(|name| OptionValueFact { name: name.clone(), ..OptionValueFact::default() })
                    .collect(),
                ..OptionFact::default()
            }],
            metafields: metafields
                .into_iter()
                .map(|(namespace, key, kind, value)| MetafieldFact {
                    namespace, key, kind, value, ..MetafieldFact::default()
                })
                .collect(),
            id, handle, title, tags, created_at, published_at, updated_at,
            is_gift_card: gift,
            sales_rank: rank,
            ..ProductFact::default()
        }
    }
}

prop_compose! {
    fn prices()(
        product_id in text(), variant_id in text(), starts_at in instant(), ends_at in instant(),
        prices in proptest::collection::vec(
            (proptest::option::of(text()), 1_i32..100, 0_i64..i64::MAX, proptest::option::of(0_i64..1_000_000)), 0..4,
        ),
        currency in proptest::sample::select(Currency::all().collect::<Vec<_>>()),
    ) -> PricesFact {
        let price = |(price_list_id, minimum_quantity, amount, before): (_, _, _, Option<i64>)| PriceFact {
            price_list_id,
            minimum_quantity,
            price: Money::new(amount, currency),
            compare_at_price: before.map(|amount| Money::new(amount, currency)),
            starts_at,
            ends_at,
        };
        PricesFact {
            product_id,
            variants: vec![VariantPricesFact {
                variant_id,
                prices: prices.into_iter().map(price).collect(),
            }],
        }
    }
}

prop_compose! {
    fn stock()(
        product_id in text(), variant_id in text(), quantity in proptest::option::of(any::<i64>()),
        goes_on in any::<bool>(), levels in proptest::collection::vec((text(), any::<i64>()), 0..3),
    ) -> StockFact {
        let policy = if goes_on { InventoryPolicy::Continue } else { InventoryPolicy::Deny };
        let levels = levels
            .into_iter()
            .map(|(location_id, available)| StockLevelFact { location_id, available })
            .collect();
        StockFact {
            product_id,
            variants: vec![VariantStockFact { variant_id, quantity, policy, levels }],
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_written_reads_back_the_same(
        product in product(), prices in prices(), stock in stock(), version in 0_i64..4_000_000_000_000_000,
        language in text(), body in "\\PC{0,20}",
    ) {
        let translation = TranslationFact {
            resource_id: product.id.clone(),
            language,
            texts: BTreeMap::from([("body_html".to_owned(), body)]),
        };
        for fact in [
            Fact::Product(Box::new(product)),
            Fact::Prices(prices),
            Fact::Stock(stock),
            Fact::Setting(Box::new(SettingFact::Translation(translation))),
        ] {
            let event = Event { version: Timestamp(version), fact };
            let mut written = Vec::new();
            write_event(&mut written, &event).unwrap();
            prop_assert_eq!(written.iter().filter(|byte| **byte == b'\n').count(), 1);
            let line = std::str::from_utf8(&written).unwrap();
            prop_assert_eq!(read(line.trim_end_matches('\n')), Ok(event));
        }
    }
}
