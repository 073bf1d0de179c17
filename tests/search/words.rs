//! Texts in the index as it is served: filled from a store, words by `SharedWords`.

use futures::executor::block_on;
use vitrina::{
    adapters::{
        generator::{AS_OF, GeneratorOptions, generate},
        index::ColumnIndex,
        interchange::read_event,
        memory::MemoryCatalog,
    },
    application::{
        catalog::SettingStore,
        facts::FactSet,
        import::json::JsonLines,
        search::{
            Change, Relaxed, SearchAnswer, SearchIndex, SearchRequest, SearchWriter, TextQuery,
        },
    },
    domain::{
        context::{PriceContext, Wish},
        event::Event,
        id::Key,
        language::Language,
        money::Currency,
    },
};

/// A shop in English and German.
const SHOP: &str = r#"
{"setting": {"shop": {"id": "gid://shop/Shop/1", "name": "Fjell", "currency": "USD", "country": "US", "language": "EN"}}}
{"setting": {"market": {"id": "gid://shop/Market/1", "handle": "us", "name": "US", "isPrimary": true, "countries": ["US"], "currency": "USD", "languages": ["EN", "DE"]}}}
{"product": {"id": "gid://shop/Product/1", "handle": "ridge-tent", "title": "Ridge Tent", "productType": "Tent", "options": [{"name": "Color", "values": [{"name": "Moss"}, {"name": "Sand"}]}], "variants": [{"id": "gid://shop/ProductVariant/11", "sku": "RT-MOSS", "barcode": "4006381333931", "optionValues": ["Moss"]}, {"id": "gid://shop/ProductVariant/12", "sku": "RT-SAND", "optionValues": ["Sand"]}]}}
{"product": {"id": "gid://shop/Product/2", "handle": "dome-tent", "title": "Dome Tent", "productType": "Tent", "variants": [{"id": "gid://shop/ProductVariant/21", "sku": "TENT"}]}}
{"product": {"id": "gid://shop/Product/3", "handle": "tent-peg", "title": "Peg for Tents", "productType": "Tent peg", "variants": [{"id": "gid://shop/ProductVariant/31"}]}}
{"product": {"id": "gid://shop/Product/4", "handle": "berries", "title": "Dried Berries", "productType": "Food", "variants": [{"id": "gid://shop/ProductVariant/41"}]}}
{"collection": {"id": "gid://shop/Collection/1", "handle": "shelter", "title": "Shelter"}}
{"membership": {"collectionId": "gid://shop/Collection/1", "productIds": ["gid://shop/Product/1", "gid://shop/Product/2"]}}
{"setting": {"translation": {"resourceId": "gid://shop/Product/1", "language": "DE", "texts": {"title": "Gratzelt", "body_html": "<p>Für zwei Wanderer.</p>", "option:Color": "Farbe", "option:Color:Moss": "Moos"}}}}
{"setting": {"translation": {"resourceId": "gid://shop/Collection/1", "language": "DE", "texts": {"title": "Unterkünfte"}}}}
"#;

fn events(lines: &str) -> Vec<Event> {
    let mut json = JsonLines::default();
    let shown = r#""status": "ACTIVE", "publishedAt": "2020-01-01T00:00:00Z", "title""#;
    let lines = lines.trim().lines();
    lines
        .map(|line| {
            let line = match line.contains(r#"{"product":"#) {
                true => line.replacen(r#""title""#, shown, 1),
                false => line.to_owned(),
            };
            read_event(&mut json, &line, AS_OF).unwrap()
        })
        .collect()
}

/// An index filled from a store that has these facts, and what its prices are asked in.
fn served(events: impl IntoIterator<Item = Event>) -> (ColumnIndex, PriceContext) {
    let mut facts = FactSet::default();
    for event in events {
        facts.apply(event);
    }
    let store = MemoryCatalog::new(facts, Currency::USD);
    let settings = store.settings();
    let index = block_on(ColumnIndex::filled_from(&store)).unwrap();
    (index, settings.resolve(&Wish::default(), AS_OF).price)
}

fn query(text: &str, language: &str) -> TextQuery {
    TextQuery {
        text: text.to_owned(),
        language: Language::from_tag(language).unwrap(),
        prefix: false,
    }
}

fn ask(index: &ColumnIndex, price: &PriceContext, text: TextQuery) -> SearchAnswer {
    let request = SearchRequest {
        text: Some(text),
        ..SearchRequest::browse(price.clone(), 50)
    };
    block_on(index.search(&request)).unwrap()
}

/// The products of an answer by their numbers in [`SHOP`].
fn numbers(answer: &SearchAnswer) -> Vec<usize> {
    let rows = answer.page.rows.iter();
    let number =
        |key| (1..=4).find(|number| Key::of(&format!("gid://shop/Product/{number}")) == key);
    rows.map(|(hit, _)| number(hit.product).unwrap()).collect()
}

#[test]
fn texts_are_found_in_the_language_of_the_context() {
    let (index, price) = served(events(SHOP));
    for (text, language, expected) in [
        ("ridge tents", "en", &[1][..]),
        ("gratzelte", "de", &[1]),
        ("wanderern", "de", &[1]),
        ("moos", "de", &[1]),
        ("shelters", "en", &[1, 2]),
        ("unterkunft", "de", &[1, 2]),
        // Not translated: read in the shop's own language.
        ("berries", "de", &[4]),
        ("berry", "fr", &[4]),
    ] {
        let answer = ask(&index, &price, query(text, language));
        let mut found = numbers(&answer);
        // Behind what has all words others may follow.
        found.truncate(expected.len());
        found.sort_unstable();
        assert_eq!(found, expected, "{text} in {language}");
        assert_eq!(answer.relaxed, Relaxed::None, "{text}");
    }
    // The name of an option is no text of a product.
    assert!(numbers(&ask(&index, &price, query("farbe", "de"))).is_empty());
}

#[test]
fn what_names_one_product_comes_first() {
    let (index, price) = served(events(SHOP));
    for (text, first) in [
        ("RT-SAND", 1),
        ("rt sand", 1),
        ("4006381333931", 1),
        ("ridge-tent", 1),
        ("dome tent", 2),
        // A stock keeping unit that is a word as well.
        ("tent", 2),
    ] {
        let answer = ask(&index, &price, query(text, "en"));
        assert_eq!(numbers(&answer)[0], first, "{text}");
        assert_eq!(answer.relaxed, Relaxed::None, "{text}");
    }
    // The thing comes before what goes with it.
    assert_eq!(
        numbers(&ask(&index, &price, query("tents", "en"))).last(),
        Some(&3)
    );
}

#[test]
fn stock_and_prices_lower_and_lift_without_text() {
    let (index, price) = served(events(SHOP));
    let scores = |index: &ColumnIndex| {
        let answer = ask(index, &price, query("dome tent", "en"));
        answer.page.rows[0].0.score
    };
    let unpriced = scores(&index);
    let prices = r#"{"prices": {"productId": "gid://shop/Product/2", "variants": [{"variantId": "gid://shop/ProductVariant/21", "prices": [{"price": {"amount": "9.00", "currencyCode": "USD"}}]}]}}"#;
    let stock = |quantity| {
        format!(
            r#"{{"stock": {{"productId": "gid://shop/Product/2", "variants": [{{"variantId": "gid://shop/ProductVariant/21", "quantity": {quantity}, "policy": "DENY"}}]}}}}"#
        )
    };
    let tell = |line: &str| {
        let changes: Vec<Change> = events(line).iter().filter_map(Change::of).collect();
        index.apply(&changes);
        scores(&index)
    };
    let priced = tell(prices);
    assert!(priced > unpriced);
    assert_eq!(tell(&stock(0)), unpriced);
    assert_eq!(tell(&stock(3)), priced);
}

#[test]
fn the_generated_shop_understands_its_shoppers() {
    let options = GeneratorOptions {
        products: 2_000,
        seed: 1,
    };
    let (index, price) = served(generate(&options));
    let ask = |text: &str| ask(&index, &price, query(text, "en"));
    let black = ask("black jacket");
    assert!(black.page.total > Some(0));
    assert_eq!(black.relaxed, Relaxed::None);
    let wrong = ask("black jaket");
    assert_eq!(wrong.suggestion.as_deref(), Some("black jacket"));
    assert_eq!(wrong.relaxed, Relaxed::Typos);
    let products = |answer: &SearchAnswer| -> Vec<Key> {
        answer
            .page
            .rows
            .iter()
            .map(|(hit, _)| hit.product)
            .collect()
    };
    assert_eq!(products(&wrong)[..3], products(&black)[..3]);
    // No jacket is called red, some are burgundy.
    assert_eq!(ask("red jacket").relaxed, Relaxed::None);
    assert_eq!(ask("red jaket").suggestion.as_deref(), Some("red jacket"));
    // Three letters are too few to tell what was meant.
    assert_eq!(ask("rad").suggestion, None);
    assert_eq!(ask("qwrtzx").page.total, Some(0));
    // Nothing but what the words say, though one of them says nothing.
    assert_eq!(ask("the jacket").page.total, ask("jacket").page.total);
}
