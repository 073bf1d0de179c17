//! Input that no shopper meant: a clear answer each.

use serde_json::{Value, json};

use super::shop::shop;
use crate::graphql::support::Shop;

const SEARCH: &str = "query($text: String!) {
  search(query: $text, first: 3) {
    totalCount relaxed suggestion redirect { target } nodes { __typename } productFilters { id }
  }
}";
const PREDICTIVE: &str = "query($text: String!) {
  predictiveSearch(query: $text) {
    products { id } collections { id } pages { id } articles { id } queries { text styledText }
  }
}";
const LIST: &str = "query($text: String!) {
  products(query: $text, first: 3) { totalCount nodes { id } filters { id } }
}";
const VALUES: &str = "query($text: String!) {
  products(first: 1) { filters { search(value: $text, first: 3) { label } } }
}";

/// Texts that are odd in one way each.
fn odd_texts() -> Vec<String> {
    let mut texts: Vec<String> = [
        "",
        " \t\n\u{a0}\u{3000}",
        "⛺🏕️ 👨‍👩‍👧",
        "خيمة حمراء",
        "אוהל \u{202e}tent\u{202c}",
        "te\0nt",
        "\0",
        "\u{feff}tent\u{200b}\u{200d}",
        "t\u{301}\u{301}\u{301}\u{301}ent",
        "(tent|lamp)+.*?[a-z]{1,9999}$^\\b(?=x)",
        "((((((((((((((((((((((((((((((",
        "'; DROP TABLE product; --",
        "' OR 1=1 --",
        "tent%' UNION SELECT * FROM setting",
        "\"tent",
        "'tent \"lamp",
        "\"\"\"\"'''",
        "-",
        "--tent -\"",
        "NOT",
        "AND OR NOT ( )",
        ":",
        "tag:",
        "*",
        "tent*lamp**",
        "15.6\" 1/2\" -5 1e999 NaN Infinity",
        "<script>alert(1)</script>&amp;",
        "${jndi:ldap://x}",
        "{\"query\": \"tent\"}",
        "ｔｅｎｔ ﬀ ß İ ı",
    ]
    .map(str::to_owned)
    .into();
    texts.push("tent ".repeat(10_000));
    texts.push((0..10_000).map(|number| format!("w{number} ")).collect());
    texts.push("a".repeat(100_000));
    texts.push("🏕".repeat(20_000));
    texts.push("\u{301}".repeat(20_000));
    texts
}

/// Codes of an answer's errors.
fn codes(answer: &Value) -> Vec<&str> {
    let errors = answer["errors"].as_array().into_iter().flatten();
    errors
        .map(|error| error["extensions"]["code"].as_str().expect("a code"))
        .collect()
}

#[tokio::test]
async fn odd_texts_find_something_or_nothing_but_are_no_error() {
    let shop = shop();
    for text in odd_texts() {
        let begin: String = text.chars().take(40).collect();
        for query in [SEARCH, PREDICTIVE, VALUES] {
            let answer = shop.serve(query, json!({"text": text})).await;
            assert_eq!(codes(&answer), [] as [&str; 0], "{query} {begin:?}");
        }
        // The syntax of lists has limits, which it names.
        let answer = shop.serve(LIST, json!({"text": text})).await;
        for code in codes(&answer) {
            assert_eq!(code, "BAD_ARGUMENT", "{begin:?}");
        }
    }
}

#[tokio::test]
async fn blank_texts_find_nothing() {
    let shop = shop();
    for text in ["", "  ", "\t\n", "!?", "\"\"", "\0"] {
        let answer = shop.data(SEARCH, json!({"text": text})).await;
        assert_eq!(answer["search"]["totalCount"], 0, "{text:?}");
        assert_eq!(answer["search"]["nodes"], json!([]));
        assert_eq!(answer["search"]["suggestion"], Value::Null);
    }
}

#[tokio::test]
async fn noise_around_a_word_does_not_hide_what_it_finds() {
    let shop = shop();
    for text in [
        "\"blanket",
        "blanket)",
        "(blanket",
        "«blanket»",
        "BLANKET!!!",
        "bla\u{ad}nket",
    ] {
        let answer = shop.data(SEARCH, json!({"text": text})).await;
        assert_eq!(answer["search"]["totalCount"], 1, "{text}");
    }
}

const FILTERED: &str = "query($filters: [ProductFilter!]) {
  search(query: \"tent\", first: 3, types: [PRODUCT], productFilters: $filters) {
    totalCount productFilters { id values { id count } }
  }
}";

/// The code and message of the only error.
async fn refusal(shop: &Shop, query: &str, variables: Value) -> (String, String) {
    let answer = shop.serve(query, variables.clone()).await;
    let errors = answer["errors"].as_array().map_or(&[][..], Vec::as_slice);
    let [error] = errors else {
        panic!("one error expected for {variables}: {answer}");
    };
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    (text(&error["extensions"]["code"]), text(&error["message"]))
}

#[tokio::test]
async fn filters_of_the_wrong_shape_are_refused() {
    let shop = shop();
    for filter in [
        json!("{\"tag\":\"new\"}"),
        json!(7),
        json!({"price": "cheap"}),
        json!({"price": {"min": "10"}}),
        json!({"price": {"from": 10}}),
        json!({"available": "true"}),
        json!({"tag": ["new"]}),
        json!({"color": "red"}),
        json!({"variantOption": {"name": "Color"}}),
        json!({"variantOption": "Red"}),
        json!({"productMetafield": {"key": "capacity", "value": "2"}}),
        json!({"category": "gid://taxonomy/Tent"}),
        json!(null),
    ] {
        let (code, message) = refusal(&shop, FILTERED, json!({"filters": [filter]})).await;
        assert!(
            ["BAD_ARGUMENT", "GRAPHQL_VALIDATION_FAILED"].contains(&code.as_str()),
            "{filter}: {code}"
        );
        assert!(
            message.contains("filter") || message.contains("Filter"),
            "{filter}: {message}"
        );
    }
}

#[tokio::test]
async fn prices_that_cannot_be_are_refused_with_their_place() {
    let shop = shop();
    let range = |range: Value| json!({"filters": [{"tag": "new"}, {"price": range}]});
    let (code, message) = refusal(&shop, FILTERED, range(json!({"min": 10.5, "max": 10}))).await;
    assert_eq!(code, "BAD_ARGUMENT");
    assert_eq!(
        message,
        "filter 1: `price.min` is 10.5, more than `price.max`, which is 10"
    );
    // Infinity and NaN are no JSON; a literal beyond all numbers is none either.
    for literal in ["1e999", "-1e999", "NaN", "Infinity"] {
        let query = format!(
            "{{ products(first: 1, filters: [{{price: {{min: {literal}}}}}]) {{ nodes {{ id }} }} }}"
        );
        let (code, _) = refusal(&shop, &query, json!({})).await;
        let is_clear = [
            "BAD_ARGUMENT",
            "GRAPHQL_PARSE_FAILED",
            "GRAPHQL_VALIDATION_FAILED",
        ];
        assert!(is_clear.contains(&code.as_str()), "{literal}: {code}");
    }
    for (bounds, count) in [
        (json!({"min": -5}), 4),
        (json!({"max": -5}), 0),
        (json!({"min": -1e300, "max": 1e300}), 4),
        (json!({"min": 1e300}), 0),
        (json!({"min": null, "max": null}), 4),
        (json!({}), 4),
        (json!({"min": 60, "max": 60}), 1),
    ] {
        let answer = shop
            .data(FILTERED, json!({"filters": [{"price": bounds}]}))
            .await;
        assert_eq!(answer["search"]["totalCount"], count, "{bounds}");
    }
}

#[tokio::test]
async fn filters_that_nothing_has_match_nothing_and_can_be_taken_back() {
    let shop = shop();
    let metafield = json!({"namespace": "none", "key": "none", "value": "x"});
    for (filter, id) in [
        (
            json!({"productMetafield": metafield}),
            "filter.p.m.none.none.x",
        ),
        (
            json!({"taxonomyMetafield": metafield}),
            "filter.p.m.none.none.x",
        ),
        (
            json!({"variantMetafield": metafield}),
            "filter.v.m.none.none.x",
        ),
        (json!({"tag": ""}), ""),
        (json!({"tag": "no such tag"}), "filter.p.tag.no such tag"),
        (json!({"productVendor": "\u{0}"}), ""),
        (
            json!({"category": {"id": "gid://nothing"}}),
            "filter.p.t.category.gid://nothing",
        ),
        (
            json!({"variantOption": {"name": "Sîze", "value": "🏕"}}),
            "filter.v.option.sîze.🏕",
        ),
        (json!({"tag": "x".repeat(5_000)}), ""),
    ] {
        let answer = shop.data(FILTERED, json!({"filters": [filter]})).await;
        assert_eq!(answer["search"]["totalCount"], 0, "{filter}");
        let facets = answer["search"]["productFilters"]
            .as_array()
            .unwrap()
            .iter();
        let mut values = facets.flat_map(|facet| facet["values"].as_array().unwrap());
        let is_shown = values.any(|value| value["id"] == id && value["count"] == 0);
        assert!(is_shown || id.is_empty(), "{filter} is shown as selected");
    }
    // An empty object filters nothing.
    let answer = shop.data(FILTERED, json!({"filters": [{}, {}]})).await;
    assert_eq!(answer["search"]["totalCount"], 4);
    let many = |count: usize| -> Vec<Value> {
        let filter = |number: usize| json!({"tag": number.to_string(), "available": true});
        (0..count).map(filter).collect()
    };
    let (code, _) = refusal(&shop, FILTERED, json!({"filters": many(251)})).await;
    assert_eq!(code, "MAX_IDS_EXCEEDED");
    let (code, message) = refusal(&shop, FILTERED, json!({"filters": many(126)})).await;
    assert_eq!(
        (code.as_str(), message.as_str()),
        ("BAD_ARGUMENT", "252 filters: pass at most 250")
    );
}

#[tokio::test]
async fn windows_that_are_none_are_told() {
    let shop = shop();
    let list = |window: &str| {
        format!(
            r#"{{ search(query: "tent", {window}) {{
                totalCount nodes {{ __typename }} productFilters {{ id }}
                pageInfo {{ hasNextPage hasPreviousPage endCursor }}
            }} }}"#
        )
    };
    for (window, code) in [
        ("types: [PRODUCT]", "BAD_ARGUMENT"),
        ("first: 1, last: 1", "BAD_ARGUMENT"),
        ("first: -1", "BAD_ARGUMENT"),
        ("first: 251", "MAX_PAGE_SIZE_EXCEEDED"),
        ("last: 251", "MAX_PAGE_SIZE_EXCEEDED"),
        (r#"first: 1, after: "nonsense""#, "BAD_CURSOR"),
        (r#"last: 1, before: "🏕""#, "BAD_CURSOR"),
    ] {
        let (refused, _) = refusal(&shop, &list(window), json!({})).await;
        assert_eq!(refused, code, "{window}");
    }
    for (window, has_next, has_previous) in [("first: 0", true, false), ("last: 0", false, true)] {
        let answer = shop.ask(&list(window)).await;
        let search = &answer["search"];
        assert_eq!(search["totalCount"], 7, "{window}");
        assert_eq!(search["nodes"], json!([]));
        assert_ne!(search["productFilters"], json!([]));
        let info =
            json!({"hasNextPage": has_next, "hasPreviousPage": has_previous, "endCursor": null});
        assert_eq!(search["pageInfo"], info, "{window}");
    }
}

#[tokio::test]
async fn a_cursor_of_another_search_is_refused() {
    let shop = shop();
    let search = |arguments: &str, after: &Value| {
        format!("{{ search(first: 1, {arguments}, after: {after}) {{ edges {{ cursor }} }} }}")
    };
    let tents = r#"query: "tent""#;
    let of_product =
        shop.ask(&search(tents, &Value::Null)).await["search"]["edges"][0]["cursor"].take();
    let last = r#"{ search(query: "tent", last: 1) { edges { cursor } } }"#;
    let of_page = shop.ask(last).await["search"]["edges"][0]["cursor"].take();
    for cursor in [&of_product, &of_page] {
        assert!(
            shop.serve(&search(tents, cursor), json!({}))
                .await
                .get("errors")
                .is_none()
        );
        for other in [
            r#"query: "lamp""#,
            r#"query: "tent", sortKey: PRICE"#,
            r#"query: "tent", reverse: true"#,
            r#"query: "tent", prefix: LAST"#,
            r#"query: "tent", types: [PRODUCT, PAGE]"#,
            r#"query: "tent", unavailableProducts: HIDE"#,
            r#"query: "tent", productFilters: [{tag: "new"}]"#,
        ] {
            let (code, _) = refusal(&shop, &search(other, cursor), json!({})).await;
            assert_eq!(code, "BAD_CURSOR", "{other}");
        }
        let elsewhere = search(tents, cursor).replacen('{', "query @inContext(country: DE) {", 1);
        assert_eq!(refusal(&shop, &elsewhere, json!({})).await.0, "BAD_CURSOR");
        let list = format!("{{ products(first: 1, after: {cursor}) {{ nodes {{ id }} }} }}");
        assert_eq!(refusal(&shop, &list, json!({})).await.0, "BAD_CURSOR");
    }
}
