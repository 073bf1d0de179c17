//! `search`: kinds of things mixed, pages, orders, what cannot be bought, words.

use serde_json::{Value, json};

use super::shop::{german, shop};
use crate::graphql::support::Shop;

const NAMES: &str = "
fragment Name on SearchResultItem {
  __typename
  ... on Product { handle }
  ... on Article { handle }
  ... on Page { handle }
}";

/// Handles of nodes, in order.
fn handles(nodes: &Value) -> Vec<&str> {
    let nodes = nodes.as_array().expect("a list of nodes").iter();
    nodes
        .map(|node| node["handle"].as_str().expect("a handle"))
        .collect()
}

/// What `search(…)` finds, with these arguments beside `first: 20`.
async fn found(shop: &Shop, arguments: &str) -> Value {
    let query = format!(
        "{{ search(first: 20, {arguments}) {{
            totalCount relaxed suggestion nodes {{ ...Name }}
        }} }} {NAMES}"
    );
    shop.ask(&query).await["search"].take()
}

#[tokio::test]
async fn products_come_first_then_articles_then_pages_by_title() {
    let shop = shop();
    let answer = found(&shop, r#"query: "tent""#).await;
    let kinds = answer["nodes"].as_array().unwrap().iter();
    let kinds: Vec<&str> = kinds
        .filter_map(|node| node["__typename"].as_str())
        .collect();
    let expected = [
        "Product", "Product", "Product", "Product", "Article", "Article", "Page",
    ];
    assert_eq!(kinds, expected);
    let handles = handles(&answer["nodes"]);
    assert_eq!(handles[3], "tent-lamp", "tents before what is for tents");
    let contents = ["pitching-a-tent-in-wind", "tent-stories", "tent-care"];
    assert_eq!(handles[4..], contents);
    assert_eq!(answer["totalCount"], 7);
    assert_eq!(answer["relaxed"], "NONE");
    assert_eq!(answer["suggestion"], Value::Null);
}

#[tokio::test]
async fn only_the_types_asked_for_are_found_and_counted() {
    let shop = shop();
    for (types, count) in [
        ("[PRODUCT]", 4),
        ("[ARTICLE]", 2),
        ("[PAGE]", 1),
        ("[PAGE, ARTICLE]", 3),
        ("[ARTICLE, PAGE, PRODUCT]", 7),
        ("[]", 7),
        ("null", 7),
    ] {
        let answer = found(&shop, &format!(r#"query: "tent", types: {types}"#)).await;
        assert_eq!(answer["totalCount"], count, "{types}");
        assert_eq!(handles(&answer["nodes"]).len(), count, "{types}");
    }
}

/// Edges and page information with these arguments.
async fn page(shop: &Shop, arguments: &str) -> Value {
    let query = format!(
        "{{ search({arguments}) {{
            totalCount
            edges {{ cursor node {{ ...Name }} }}
            pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }}
        }} }} {NAMES}"
    );
    shop.ask(&query).await["search"].take()
}

fn names(page: &Value) -> Vec<String> {
    let edges = page["edges"].as_array().expect("edges").iter();
    edges
        .map(|edge| edge["node"]["handle"].to_string())
        .collect()
}

#[tokio::test]
async fn pages_neither_skip_nor_repeat_over_the_seam_in_both_directions() {
    let shop = shop();
    for order in [
        "",
        "reverse: true",
        "sortKey: PRICE",
        "sortKey: PRICE, reverse: true",
        "unavailableProducts: LAST",
        "types: [PRODUCT]",
        "types: [PAGE, ARTICLE]",
    ] {
        let list = format!(r#"query: "tent" {order}"#);
        let whole = page(&shop, &format!("{list}, first: 100")).await;
        let whole_names = names(&whole);
        for size in 1..=whole_names.len() {
            for (window, beyond, next, cursor) in [
                ("first", "after", "hasNextPage", "endCursor"),
                ("last", "before", "hasPreviousPage", "startCursor"),
            ] {
                let mut seen = Vec::new();
                let mut position = Value::Null;
                loop {
                    let arguments = format!("{list}, {window}: {size}, {beyond}: {position}");
                    let page = page(&shop, &arguments).await;
                    assert_eq!(page["totalCount"], whole["totalCount"], "{arguments}");
                    let has_before = if window == "first" {
                        "hasPreviousPage"
                    } else {
                        "hasNextPage"
                    };
                    assert_eq!(
                        page["pageInfo"][has_before],
                        !seen.is_empty(),
                        "{arguments}"
                    );
                    let names = names(&page);
                    assert_eq!(names.len(), size.min(whole_names.len() - seen.len()));
                    match window {
                        "first" => seen.extend(names),
                        _ => drop(seen.splice(0..0, names)),
                    }
                    position = page["pageInfo"][cursor].clone();
                    let has_more = seen.len() < whole_names.len();
                    assert_eq!(page["pageInfo"][next], has_more, "{arguments}");
                    if !has_more {
                        break;
                    }
                }
                assert_eq!(seen, whole_names, "{list}, {window}: {size}");
            }
        }
    }
}

#[tokio::test]
async fn what_lies_between_two_places_is_a_page_wherever_the_places_are() {
    let shop = shop();
    let whole = page(&shop, r#"query: "tent", first: 100"#).await;
    let (edges, names_of_all) = (&whole["edges"], names(&whole));
    for begin in 0..7 {
        for end in begin + 1..7 {
            let (after, before) = (&edges[begin]["cursor"], &edges[end]["cursor"]);
            for window in ["first", "last"] {
                let arguments =
                    format!(r#"query: "tent", {window}: 100, after: {after}, before: {before}"#);
                let page = page(&shop, &arguments).await;
                assert_eq!(names(&page), names_of_all[begin + 1..end], "{begin}..{end}");
                assert_eq!(page["pageInfo"]["hasNextPage"], true);
                assert_eq!(page["pageInfo"]["hasPreviousPage"], true);
            }
        }
    }
}

#[tokio::test]
async fn prices_sort_products_in_both_directions_and_in_the_callers_currency() {
    let shop = shop();
    let by_price = ["tent-lamp", "storm-tent", "valley-tent", "ridge-tent"];
    let rising = found(&shop, r#"query: "tent", types: [PRODUCT], sortKey: PRICE"#).await;
    assert_eq!(handles(&rising["nodes"]), by_price);
    let falling = found(
        &shop,
        r#"query: "tent", types: [PRODUCT], sortKey: PRICE, reverse: true"#,
    )
    .await;
    let backwards: Vec<&str> = by_price.into_iter().rev().collect();
    assert_eq!(handles(&falling["nodes"]), backwards);
    let answer = shop
        .ask_as(
            &german(),
            r#"{ search(query: "lamp", first: 1, types: [PRODUCT]) { nodes { ... on Product {
                priceRange { minVariantPrice { amount currencyCode } }
            } } } }"#,
        )
        .await;
    let price = json!({"minVariantPrice": {"amount": "27.0", "currencyCode": "EUR"}});
    assert_eq!(answer["search"]["nodes"][0]["priceRange"], price);
}

#[tokio::test]
async fn relevance_backwards_is_the_same_list_from_its_end() {
    let shop = shop();
    let forward = found(
        &shop,
        r#"query: "tent", types: [PRODUCT], sortKey: RELEVANCE"#,
    )
    .await;
    let backward = found(
        &shop,
        r#"query: "tent", types: [PRODUCT], sortKey: RELEVANCE, reverse: true"#,
    )
    .await;
    let mut turned = handles(&backward["nodes"]);
    turned.reverse();
    assert_eq!(handles(&forward["nodes"]), turned);
}

#[tokio::test]
async fn what_cannot_be_bought_is_shown_hidden_or_last() {
    let shop = shop();
    for (unavailable, expected) in [
        (
            "SHOW",
            &["tent-lamp", "storm-tent", "valley-tent", "ridge-tent"][..],
        ),
        ("HIDE", &["tent-lamp", "valley-tent", "ridge-tent"]),
        (
            "LAST",
            &["tent-lamp", "valley-tent", "ridge-tent", "storm-tent"],
        ),
    ] {
        let arguments = format!(
            r#"query: "tent", types: [PRODUCT], sortKey: PRICE, unavailableProducts: {unavailable}"#
        );
        let answer = found(&shop, &arguments).await;
        assert_eq!(handles(&answer["nodes"]), expected, "{unavailable}");
        assert_eq!(answer["totalCount"], expected.len());
    }
}

#[tokio::test]
async fn the_last_word_goes_on_only_where_the_caller_says_so() {
    let shop = shop();
    let count = async |prefix: &str| {
        let arguments = format!(r#"query: "wool blan", types: [PRODUCT], prefix: {prefix}"#);
        let answer = found(&shop, &arguments).await;
        (answer["totalCount"].clone(), answer["relaxed"].clone())
    };
    assert_eq!(count("LAST").await, (json!(1), json!("NONE")));
    assert_ne!(count("NONE").await, (json!(1), json!("NONE")));
    let pages = found(&shop, r#"query: "tent ca", types: [PAGE], prefix: LAST"#).await;
    assert_eq!(handles(&pages["nodes"]), ["tent-care"]);
    let pages = found(&shop, r#"query: "tent ca", types: [PAGE]"#).await;
    assert_eq!(pages["totalCount"], 0);
}

#[tokio::test]
async fn a_typing_error_is_understood_and_said() {
    let shop = shop();
    let answer = found(&shop, r#"query: "blnaket", types: [PRODUCT]"#).await;
    assert_eq!(handles(&answer["nodes"]), ["wool-blanket"]);
    assert_eq!(answer["relaxed"], "TYPOS");
    assert_eq!(answer["suggestion"], "blanket");
    let answer = found(&shop, r#"query: "wool tent", types: [PRODUCT]"#).await;
    assert_ne!(answer["relaxed"], "NONE", "nothing has both words");
    assert_ne!(answer["totalCount"], 0);
}

#[tokio::test]
async fn a_code_finds_its_product_first() {
    let shop = shop();
    let answer = found(&shop, r#"query: "t2-g", types: [PRODUCT]"#).await;
    assert_eq!(handles(&answer["nodes"])[0], "valley-tent");
}

#[tokio::test]
async fn a_redirect_of_the_shop_is_told_beside_what_was_found() {
    let shop = shop();
    let query = |text: &str| {
        format!("{{ search(query: \"{text}\", first: 1) {{ redirect {{ path target }} }} }}")
    };
    let answer = shop.ask(&query(" sale ")).await;
    let redirect = json!({"path": "/search/sale", "target": "/collections/tents"});
    assert_eq!(answer["search"]["redirect"], redirect);
    let answer = shop.ask(&query("tent")).await;
    assert_eq!(answer["search"]["redirect"], Value::Null);
}

#[tokio::test]
async fn without_an_index_the_answer_says_that_it_comes_later() {
    let facts: [vitrina::domain::event::Fact; 0] = [];
    let shop = Shop::of(facts);
    for query in [
        r#"{ search(query: "tent", first: 1) { totalCount } }"#,
        r#"{ predictiveSearch(query: "tent") { products { id } } }"#,
        "{ products(first: 1) { filters { id } } }",
        r#"{ products(first: 1, filters: [{tag: "new"}]) { nodes { id } } }"#,
    ] {
        let answer = shop.serve(query, json!({})).await;
        assert_eq!(
            answer["errors"][0]["extensions"]["code"], "UNAVAILABLE",
            "{query}"
        );
    }
    // What needs no index is answered.
    let query = r#"{ search(query: "tent", first: 1, types: [PAGE]) { totalCount } }"#;
    assert_eq!(shop.ask(query).await["search"]["totalCount"], 0);
}
