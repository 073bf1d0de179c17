//! Facets of collections, lists and searches, and what comes of sending their inputs back.

use serde_json::{Value, json};

use super::shop::shop;
use crate::graphql::support::Shop;

/// Lists that take `$filters`, each with the response keys of the connection and of its facets.
const LISTS: [(&str, &[&str], &str); 4] = [
    (
        r#"query($filters: [ProductFilter!]) {
          collection(handle: "all") { products(first: 20, filters: $filters) {
            totalCount nodes { handle matchingVariant { title } }
            filters { id label type presentation values { id label count input swatch { color } } }
          } }
        }"#,
        &["collection", "products"],
        "filters",
    ),
    (
        r#"query($filters: [ProductFilter!]) {
          products(first: 20, filters: $filters) {
            totalCount nodes { handle matchingVariant { title } }
            filters { id label type presentation values { id label count input swatch { color } } }
          }
        }"#,
        &["products"],
        "filters",
    ),
    (
        r#"query($filters: [ProductFilter!]) {
          products(first: 20, filters: $filters, query: "sku:t* -gift_card:true updated_at:>2020") {
            totalCount nodes { handle matchingVariant { title } }
            filters { id label type presentation values { id label count input swatch { color } } }
          }
        }"#,
        &["products"],
        "filters",
    ),
    (
        r#"query($filters: [ProductFilter!]) {
          search(query: "tent", types: [PRODUCT], first: 20, productFilters: $filters) {
            totalCount nodes { ... on Product { handle matchingVariant { title } } }
            productFilters { id label type presentation values { id label count input swatch { color } } }
          }
        }"#,
        &["search"],
        "productFilters",
    ),
];

/// The connection in an answer.
fn at<'a>(answer: &'a Value, path: &[&str]) -> &'a Value {
    path.iter().fold(answer, |at, key| &at[key])
}

/// The total: a number in searches, a text elsewhere.
fn total(connection: &Value) -> u64 {
    let total = &connection["totalCount"];
    let text = total.as_str().map(|text| text.parse().expect("digits"));
    text.or(total.as_u64()).expect("a total")
}

fn facet<'a>(facets: &'a Value, id: &str) -> &'a Value {
    let mut facets = facets.as_array().expect("facets").iter();
    facets
        .find(|facet| facet["id"] == id)
        .unwrap_or_else(|| panic!("there is a facet {id}"))
}

/// Labels and counts of a facet's values.
fn counts(facets: &Value, id: &str) -> Vec<(String, u64)> {
    let values = facet(facets, id)["values"].as_array().expect("values");
    let pair = |value: &Value| {
        let label = value["label"].as_str().expect("a label").to_owned();
        (label, value["count"].as_u64().expect("a count"))
    };
    values.iter().map(pair).collect()
}

fn in_germany(query: &str) -> String {
    let (head, rest) = query.split_once('{').expect("a selection");
    format!("{head} @inContext(country: DE, language: DE) {{{rest}")
}

#[tokio::test]
async fn every_input_sent_back_as_a_variable_finds_as_many_as_its_count_says() {
    let shop = shop();
    let mut sent = 0;
    for (query, path, key) in LISTS {
        for query in [query.to_owned(), in_germany(query)] {
            let all = shop.data(&query, json!({})).await;
            let facets = at(&all, path)[key].as_array().expect("facets").clone();
            assert!(facets.len() >= 7, "{facets:?}");
            for value in facets
                .iter()
                .flat_map(|facet| facet["values"].as_array().unwrap())
            {
                let input = value["input"].as_str().expect("input is a text");
                let filter: Value = serde_json::from_str(input).expect("which is JSON");
                let narrowed = shop.data(&query, json!({"filters": [filter]})).await;
                let narrowed = at(&narrowed, path);
                assert_eq!(json!(total(narrowed)), value["count"], "{query} {input}");
                // It is still there, with the same count, so that it can be taken back.
                let again = narrowed[key].as_array().unwrap().iter();
                let mut again = again.flat_map(|facet| facet["values"].as_array().unwrap());
                let again = again.find(|other| other["id"] == value["id"]);
                assert_eq!(again.expect("it stays")["count"], value["count"], "{input}");
                sent += 1;
            }
        }
    }
    assert!(sent > 100, "{sent} inputs were sent back");
}

#[tokio::test]
async fn a_collection_has_its_facets_with_labels_types_swatches_and_exact_counts() {
    let (query, path, key) = LISTS[0];
    let answer = shop().data(query, json!({})).await;
    let facets = &at(&answer, path)[key];
    let shown = facets.as_array().unwrap().iter();
    let shown: Vec<_> = shown
        .map(|facet| {
            let text = |key: &str| facet[key].as_str().unwrap_or_default().to_owned();
            (
                text("id"),
                text("label"),
                text("type"),
                text("presentation"),
            )
        })
        .collect();
    let expected = [
        ("filter.v.availability", "Availability", "LIST", "TEXT"),
        ("filter.v.price", "Price", "PRICE_RANGE", ""),
        ("filter.p.t.category", "Category", "LIST", "TEXT"),
        ("filter.p.vendor", "Vendor", "LIST", "TEXT"),
        ("filter.p.product_type", "Product type", "LIST", "TEXT"),
        ("filter.p.tag", "Tag", "LIST", "TEXT"),
        ("filter.v.option.color", "Color", "LIST", "SWATCH"),
        ("filter.p.m.specs.capacity", "Capacity", "LIST", "TEXT"),
    ];
    let expected = expected.map(|(id, label, kind, look)| {
        let texts = [id, label, kind, look].map(str::to_owned);
        let [id, label, kind, look] = texts;
        (id, label, kind, look)
    });
    assert_eq!(shown, expected);
    let of = |label: &str, count| (label.to_owned(), count);
    assert_eq!(
        counts(facets, "filter.v.availability"),
        [of("In stock", 4), of("Out of stock", 3)]
    );
    assert_eq!(
        counts(facets, "filter.v.option.color"),
        [of("Red", 3), of("Blue", 1), of("Green", 1)]
    );
    assert_eq!(
        counts(facets, "filter.p.t.category"),
        [
            of("Outdoor", 5),
            of("Tents", 3),
            of("Blankets", 1),
            of("Lamps", 1)
        ]
    );
    let red = &facet(facets, "filter.v.option.color")["values"][0];
    assert_eq!(red["id"], "filter.v.option.color.red");
    assert_eq!(red["swatch"]["color"], "#cc0000");
    assert_eq!(
        red["input"],
        r#"{"variantOption":{"name":"Color","value":"Red"}}"#
    );
    let price = &facet(facets, "filter.v.price")["values"][0];
    assert_eq!(price["input"], r#"{"price":{"min":30.0,"max":120.0}}"#);
}

#[tokio::test]
async fn selected_values_leave_the_counts_of_their_own_facet_alone() {
    let (query, path, key) = LISTS[0];
    let filters = json!([
        {"productVendor": "Alpine"},
        {"productVendor": "Cima"},
        {"variantOption": {"name": "color", "value": "RED"}},
    ]);
    let answer = shop().data(query, json!({ "filters": filters })).await;
    let connection = at(&answer, path);
    let nodes = json!([
        {"handle": "storm-tent", "matchingVariant": {"title": "Red"}},
        {"handle": "ridge-tent", "matchingVariant": {"title": "Red"}},
    ]);
    assert_eq!(connection["nodes"], nodes);
    let of = |label: &str, count| (label.to_owned(), count);
    assert_eq!(
        counts(&connection[key], "filter.p.vendor"),
        [of("Alpine", 1), of("Boreal", 1), of("Cima", 1)]
    );
    assert_eq!(
        counts(&connection[key], "filter.v.option.color"),
        [of("Blue", 1), of("Red", 2)]
            .into_iter()
            .rev()
            .collect::<Vec<_>>()
    );
}

#[tokio::test]
async fn filters_of_variants_hold_for_one_variant_together() {
    let (query, path, _) = LISTS[1];
    // Blue is there, and something in stock is there, but what is blue is not.
    let filters = json!([
        {"variantOption": {"name": "Color", "value": "Blue"}},
        {"available": true},
    ]);
    let answer = shop().data(query, json!({ "filters": filters })).await;
    assert_eq!(total(at(&answer, path)), 0);
    // One object may hold several.
    let both = json!([{"available": true, "variantOption": {"name": "Color", "value": "Red"}}]);
    let answer = shop().data(query, json!({ "filters": both })).await;
    let nodes = json!([{"handle": "ridge-tent", "matchingVariant": {"title": "Red"}}]);
    assert_eq!(at(&answer, path)["nodes"], nodes);
}

#[tokio::test]
async fn prices_are_filtered_and_bounded_in_the_callers_currency() {
    let shop = shop();
    let (query, path, key) = LISTS[3];
    let filters = json!({"filters": [{"price": {"min": 54, "max": 81}}]});
    let handles = |answer: &Value| -> Vec<String> {
        let nodes = at(answer, path)["nodes"].as_array().unwrap().iter();
        nodes
            .map(|node| node["handle"].as_str().unwrap().to_owned())
            .collect()
    };
    let mut dollars = handles(&shop.data(query, filters.clone()).await);
    dollars.sort();
    assert_eq!(dollars, ["storm-tent", "valley-tent"]);
    let answer = shop.data(&in_germany(query), filters).await;
    let mut euros = handles(&answer);
    euros.sort();
    assert_eq!(euros, ["storm-tent", "valley-tent"]);
    let price = &facet(&at(&answer, path)[key], "filter.v.price")["values"][0];
    assert_eq!(price["input"], r#"{"price":{"min":27.0,"max":108.0}}"#);
    let cheap = json!({"filters": [{"price": {"max": 54.5}}]});
    assert_eq!(total(at(&shop.data(query, cheap.clone()).await, path)), 1);
    assert_eq!(
        total(at(&shop.data(&in_germany(query), cheap).await, path)),
        2
    );
}

#[tokio::test]
async fn values_of_a_facet_are_found_by_the_words_of_their_labels() {
    let answer = shop()
        .ask(
            r#"{ collection(handle: "all") { products(first: 1) { filters {
                id blankets: search(value: "bl") { label count } one: search(value: "", first: 1) { label }
            } } } }"#,
        )
        .await;
    let facets = &answer["collection"]["products"]["filters"];
    let category = facet(facets, "filter.p.t.category");
    assert_eq!(
        category["blankets"],
        json!([{"label": "Blankets", "count": 1}])
    );
    assert_eq!(category["one"], json!([{"label": "Outdoor"}]));
    let color = facet(facets, "filter.v.option.color");
    assert_eq!(color["blankets"], json!([{"label": "Blue", "count": 1}]));
}

#[tokio::test]
async fn the_variant_that_the_words_name_is_the_one_shown() {
    let answer = shop()
        .ask(
            r#"{
              blue: search(query: "blue ridge tent", first: 1) { nodes { ...Shown } }
              any: search(query: "ridge tent", first: 1) { nodes { ...Shown } }
              typed: predictiveSearch(query: "ridge blu") { products { ...Matching } }
              product(handle: "ridge-tent") { matchingVariant { title } }
            }
            fragment Shown on SearchResultItem { ... on Product { ...Matching } }
            fragment Matching on Product { handle matchingVariant { title } }"#,
        )
        .await;
    let shown =
        |title: &str| json!([{"handle": "ridge-tent", "matchingVariant": {"title": title}}]);
    assert_eq!(answer["blue"]["nodes"], shown("Blue"));
    assert_eq!(
        answer["any"]["nodes"],
        shown("Red"),
        "the one that can be bought"
    );
    assert_eq!(answer["typed"]["products"][0]["handle"], "ridge-tent");
    assert_eq!(answer["product"]["matchingVariant"], Value::Null);
}

#[tokio::test]
async fn filtered_lists_have_pages_orders_and_cursors_of_their_own() {
    let shop = shop();
    let list = |filters: &str, rest: &str| {
        format!(
            r#"{{ collection(handle: "all") {{ products(filters: [{filters}], {rest}) {{
                nodes {{ handle }} pageInfo {{ hasNextPage endCursor }}
            }} }} }}"#
        )
    };
    let tents = r#"{productType: "tent"}"#;
    let first = shop.ask(&list(tents, "first: 2")).await;
    let page = &first["collection"]["products"];
    assert_eq!(
        page["nodes"],
        json!([{"handle": "storm-tent"}, {"handle": "valley-tent"}])
    );
    assert_eq!(page["pageInfo"]["hasNextPage"], true);
    let after = format!("first: 2, after: {}", page["pageInfo"]["endCursor"]);
    let second = shop.ask(&list(tents, &after)).await;
    let page = &second["collection"]["products"];
    assert_eq!(page["nodes"], json!([{"handle": "ridge-tent"}]));
    assert_eq!(page["pageInfo"]["hasNextPage"], false);
    let (code, _) = shop.refusal(&list(r#"{tag: "camping"}"#, &after)).await;
    assert_eq!(code, "BAD_CURSOR");
    let by_price = shop
        .ask(&list(tents, "first: 9, sortKey: PRICE, reverse: true"))
        .await;
    let handles =
        json!([{"handle": "ridge-tent"}, {"handle": "valley-tent"}, {"handle": "storm-tent"}]);
    assert_eq!(by_price["collection"]["products"]["nodes"], handles);
}

/// Facets of a list and the list itself speak of the same products.
async fn total_and_facets(shop: &Shop, query: &str) -> (Value, u64) {
    let query = format!(
        r#"{{ products(first: 0, query: "{query}") {{ totalCount filters {{ id values {{ count }} }} }} }}"#
    );
    let answer = shop.ask(&query).await;
    let facets = &answer["products"]["filters"];
    let categories = facets.as_array().expect("facets").iter();
    let mut categories = categories.filter(|facet| facet["id"] == "filter.p.t.category");
    let outdoor = categories
        .next()
        .and_then(|facet| facet["values"][0]["count"].as_u64());
    (
        answer["products"]["totalCount"].clone(),
        outdoor.unwrap_or(0),
    )
}

#[tokio::test]
async fn conditions_of_all_kinds_hold_for_the_facets_too() {
    let shop = shop();
    for (query, count) in [
        ("", 5),
        ("sku:t1-r", 1),
        ("sku:T*", 5),
        ("sku:t1-r,t2-g", 2),
        ("handle:wool-blanket", 1),
        ("-handle:wool-blanket", 4),
        ("gift_card:false", 5),
        ("gift_card:true", 0),
        ("barcode:*", 0),
        ("updated_at:>2030", 0),
        ("id:3", 1),
        ("vendor:alpine variants.price:<50", 1),
    ] {
        let expected = (json!(count.to_string()), count);
        assert_eq!(total_and_facets(&shop, query).await, expected, "{query}");
    }
}
