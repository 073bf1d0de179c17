//! `predictiveSearch`: what a shopper may mean while typing.

use serde_json::{Value, json};

use super::shop::{german, shop};
use crate::graphql::support::Shop;

/// What is suggested with these arguments: handles, and texts of queries.
async fn suggested(shop: &Shop, arguments: &str) -> Value {
    let query = format!(
        "{{ predictiveSearch({arguments}) {{
            products {{ handle }} collections {{ handle }} pages {{ handle }} articles {{ handle }}
            queries {{ text styledText trackingParameters }}
        }} }}"
    );
    shop.ask(&query).await["predictiveSearch"].take()
}

fn handles(answer: &Value, kind: &str) -> Vec<String> {
    let nodes = answer[kind].as_array().expect("a list").iter();
    nodes
        .map(|node| node["handle"].as_str().expect("a handle").to_owned())
        .collect()
}

fn lengths(answer: &Value) -> [usize; 5] {
    ["products", "queries", "collections", "pages", "articles"]
        .map(|kind| answer[kind].as_array().expect("a list").len())
}

#[tokio::test]
async fn every_kind_is_suggested_by_the_beginning_of_a_word() {
    let answer = suggested(&shop(), r#"query: "te", limitScope: EACH"#).await;
    let mut products = handles(&answer, "products");
    assert_eq!(products.len(), 4);
    assert_eq!(products.pop().unwrap(), "storm-tent", "sold out comes last");
    assert_eq!(handles(&answer, "collections"), ["tent-sale", "tents"]);
    assert_eq!(handles(&answer, "pages"), ["tent-care"]);
    let articles = ["pitching-a-tent-in-wind", "tent-stories"];
    assert_eq!(handles(&answer, "articles"), articles);
    let query = json!({
        "text": "tent",
        "styledText": "<mark>te</mark><span>nt</span>",
        "trackingParameters": null,
    });
    let queries = answer["queries"].as_array().expect("a list");
    assert!(queries.contains(&query), "{queries:?}");
}

#[tokio::test]
async fn the_limit_is_for_each_kind_or_for_all_together() {
    let shop = shop();
    for (arguments, expected) in [
        ("limit: 1, limitScope: EACH", [1, 1, 1, 1, 1]),
        ("limit: 2, limitScope: EACH", [2, 2, 2, 1, 2]),
        ("limit: 10, limitScope: EACH", [4, 2, 2, 1, 2]),
        ("limit: 1", [1, 0, 0, 0, 0]),
        ("limit: 7, limitScope: ALL", [4, 2, 1, 0, 0]),
        ("limitScope: ALL", [4, 2, 2, 1, 1]),
        ("limit: null, limitScope: null", [4, 2, 2, 1, 1]),
        ("limit: 3, types: [PAGE, ARTICLE]", [0, 0, 0, 1, 2]),
        ("limit: 2, types: [ARTICLE, COLLECTION]", [0, 0, 2, 0, 0]),
        ("types: [QUERY]", [0, 2, 0, 0, 0]),
        ("types: []", [4, 2, 2, 1, 1]),
    ] {
        let answer = suggested(&shop, &format!(r#"query: "te", {arguments}"#)).await;
        assert_eq!(lengths(&answer), expected, "{arguments}");
    }
    for limit in [-1, 0, 11, i32::MAX] {
        let query = format!(
            r#"{{ predictiveSearch(query: "te", limit: {limit}) {{ products {{ id }} }} }}"#
        );
        let (code, message) = shop.refusal(&query).await;
        assert_eq!(code, "BAD_ARGUMENT");
        assert_eq!(message, format!("`limit` is {limit}: pass 1 to 10"));
    }
}

#[tokio::test]
async fn what_cannot_be_bought_is_last_unless_the_caller_says_otherwise() {
    let shop = shop();
    let products = async |unavailable: &str| {
        let arguments = format!(r#"query: "storm te", unavailableProducts: {unavailable}"#);
        handles(&suggested(&shop, &arguments).await, "products")
    };
    assert_eq!(products("SHOW").await, ["storm-tent"]);
    assert_eq!(products("LAST").await, ["storm-tent"]);
    assert!(!products("HIDE").await.contains(&"storm-tent".to_owned()));
    let last = suggested(&shop, r#"query: "tent""#).await;
    assert_eq!(handles(&last, "products").last().unwrap(), "storm-tent");
}

#[tokio::test]
async fn one_typing_error_is_forgiven_from_the_third_letter_on() {
    let answer = suggested(&shop(), r#"query: "blak""#).await;
    assert_eq!(handles(&answer, "products"), ["wool-blanket"]);
    assert_eq!(answer["queries"][0]["text"], "blanket");
    assert_eq!(answer["queries"][0]["styledText"], "<span>blanket</span>");
}

#[tokio::test]
async fn nothing_typed_suggests_nothing() {
    let shop = shop();
    for query in ["", "   ", "\\t\\n", "…", "\\\""] {
        let answer = suggested(&shop, &format!(r#"query: "{query}""#)).await;
        assert_eq!(lengths(&answer), [0; 5], "{query:?}");
    }
}

#[tokio::test]
async fn fields_and_languages_are_accepted() {
    let shop = shop();
    let fields = "searchableFields: [AUTHOR, BODY, PRODUCT_TYPE, TAG, TITLE, VARIANTS_BARCODE, VARIANTS_SKU, \
                  VARIANTS_TITLE, VENDOR]";
    let answer = suggested(&shop, &format!(r#"query: "blanket", {fields}"#)).await;
    assert_eq!(handles(&answer, "products"), ["wool-blanket"]);
    let query = r#"{ predictiveSearch(query: "ridge") { products {
        title priceRange { minVariantPrice { amount currencyCode } }
    } } }"#;
    let answer = shop.ask_as(&german(), query).await;
    let product = json!({
        "title": "Gratzelt",
        "priceRange": {"minVariantPrice": {"amount": "90.0", "currencyCode": "EUR"}},
    });
    assert_eq!(answer["predictiveSearch"]["products"], json!([product]));
}
