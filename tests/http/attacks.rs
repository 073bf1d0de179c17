//! Requests that are meant to hurt: each gets a typed answer, and the service goes on.

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::support::{Served, code, parts};

/// A document of fragments that each spread the next twice.
fn doubling(levels: usize) -> String {
    let fragments = (0..levels).map(|at| {
        let next = at + 1;
        format!("fragment F{at} on Product {{ ...F{next} ...F{next} }}")
    });
    let fragments: String = fragments.collect();
    format!("{{ product {{ ...F0 }} }} {fragments} fragment F{levels} on Product {{ id }}")
}

fn many_aliases(count: usize) -> String {
    let aliases: String = (0..count).map(|at| format!("a{at}:id ")).collect();
    format!("{{product{{{aliases}}}}}")
}

#[actix_web::test]
async fn large_documents_get_the_code_of_their_limit() {
    let served = Served::start().await;
    let related = "{ related { nodes ".repeat(100);
    let nested = format!("{{ product {related} {{ id }} {} }}", "} }".repeat(100));
    let literal = format!("{{ product(handle: {}) {{ id }} }}", "{".repeat(2_000));
    let pages = "{ products(first: 250) { nodes { related(first: 250) { nodes { id title } } } } }";
    for (query, expected) in [
        (doubling(22), "MAX_SELECTIONS_EXCEEDED"),
        (many_aliases(10_000), "MAX_TOKENS_EXCEEDED"),
        (many_aliases(1_000), "MAX_ALIASES_EXCEEDED"),
        (nested, "MAX_DEPTH_EXCEEDED"),
        (literal, "MAX_DEPTH_EXCEEDED"),
        ("{".repeat(9_000), "MAX_DEPTH_EXCEEDED"),
        (
            "{ product { ...A } } fragment A on Product { ...A }".to_owned(),
            "FRAGMENT_CYCLE",
        ),
        (
            "{ products(first: 251) { totalCount } }".to_owned(),
            "MAX_PAGE_SIZE_EXCEEDED",
        ),
        (
            pages.replace("id title", "a: id b: id c: id d: id"),
            "MAX_COMPLEXITY_EXCEEDED",
        ),
        (
            format!("{{ {} }}", "__typename ".repeat(101)),
            "MAX_ROOT_FIELDS_EXCEEDED",
        ),
    ] {
        let (status, body) = served.ask(&query).await;
        assert_eq!((status, code(&body)), (400, expected));
        let error = &body["errors"][0];
        assert!(error["message"].as_str().unwrap().chars().count() <= 500);
        if expected.starts_with("MAX") {
            let [value, maximum] =
                ["value", "maximum"].map(|key| error["extensions"][key].as_u64());
            assert!(value > maximum && maximum > Some(0), "{error}");
        }
    }
    assert_eq!(served.ask("{ country }").await.0, 200);
}

#[actix_web::test]
async fn five_thousand_ids_are_refused() {
    let served = Served::start().await;
    let ids: Vec<u32> = (0..5_000).collect();
    let query = "query Q($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    let (status, body) = parts(
        served
            .post(query, json!({"ids": ids}))
            .send()
            .await
            .unwrap(),
    )
    .await;
    assert_eq!((status, code(&body)), (400, "MAX_IDS_EXCEEDED"));
}

#[actix_web::test]
async fn thousands_of_unknown_fields_are_answered_with_a_few_errors() {
    let served = Served::start().await;
    let fields: String = (0..4_000).map(|at| format!("titel{at} ")).collect();
    let (status, body) = served.ask(&format!("{{ product {{ {fields} }} }}")).await;
    assert_eq!((status, code(&body)), (400, "GRAPHQL_VALIDATION_FAILED"));
    assert_eq!(body["errors"].as_array().unwrap().len(), 20);
    let long = format!("{{ {} }}", "x".repeat(100_000));
    let (status, body) = served.ask(&long).await;
    assert_eq!((status, code(&body)), (400, "GRAPHQL_VALIDATION_FAILED"));
    assert!(body.to_string().len() < 2_000);
}

#[actix_web::test]
async fn bodies_that_are_no_requests_are_refused_with_a_reason() {
    let served = Served::start().await;
    let deep = format!(
        "{{\"query\":\"{{country}}\",\"variables\":{}",
        "[".repeat(50_000)
    );
    let cases: [(Vec<u8>, &str); 8] = [
        (b"{\"query\":".to_vec(), "BAD_REQUEST"),
        (b"".to_vec(), "BAD_REQUEST"),
        (b"[]".to_vec(), "BAD_REQUEST"),
        (b"{\"query\":\"{a(b:\\\"\0\\\")}\"}".to_vec(), "BAD_REQUEST"),
        (b"{\"query\":\"\xff\xfe\"}".to_vec(), "BAD_REQUEST"),
        (
            b"{\"query\":\"{ a\\u0000 }\"}".to_vec(),
            "GRAPHQL_PARSE_FAILED",
        ),
        (
            b"{\"query\":\"{ product(handle: \\\"\\\\uD800\\\") { id } }\"}".to_vec(),
            "GRAPHQL_PARSE_FAILED",
        ),
        (deep.into_bytes(), "MAX_JSON_DEPTH_EXCEEDED"),
    ];
    for (body, expected) in cases {
        let text = String::from_utf8_lossy(&body[..body.len().min(80)]).into_owned();
        let (status, body) = parts(served.post_bytes(body).send().await.unwrap()).await;
        assert_eq!((status, code(&body)), (400, expected), "{text}");
    }
    assert_eq!(served.ask("{ country }").await.0, 200);
}

#[actix_web::test]
async fn nul_in_a_variable_is_a_value_like_others() {
    let served = Served::start().await;
    let query = "query Q($h: String) { product(handle: $h) { id } }";
    let (status, body) = parts(
        served
            .post(query, json!({"h": "a\0b"}))
            .send()
            .await
            .unwrap(),
    )
    .await;
    assert_eq!((status, body), (200, json!({"data": {"product": null}})));
}

#[actix_web::test]
async fn variables_of_wrong_types_are_named() {
    let served = Served::start().await;
    let query = "query Q($n: Int) { products(first: $n) { totalCount } }";
    for wrong in [
        json!("x"),
        json!(1.5),
        json!([1]),
        json!({"a": 1}),
        json!(true),
    ] {
        let request = served.post(query, json!({"n": wrong}));
        let (status, body) = parts(request.send().await.unwrap()).await;
        assert_eq!(
            (status, code(&body)),
            (400, "GRAPHQL_VALIDATION_FAILED"),
            "{wrong}"
        );
        assert!(
            body["errors"][0]["message"]
                .as_str()
                .unwrap()
                .contains("first"),
            "{body}"
        );
    }
}

#[actix_web::test]
async fn body_over_the_limit_is_refused_and_the_connection_lives_on() {
    let served = Served::start().await;
    let (status, body) = parts(
        served
            .post_bytes(vec![b' '; 10 << 20])
            .send()
            .await
            .unwrap(),
    )
    .await;
    assert_eq!((status, code(&body)), (413, "MAX_BODY_EXCEEDED"));
    assert_eq!(
        body["errors"][0]["extensions"]["value"],
        Value::from(10 << 20)
    );
    assert_eq!(served.ask("{ country }").await.0, 200);
}

#[actix_web::test]
async fn body_without_an_announced_length_is_bounded_too() {
    let served = Served::start().await;
    let address = served.url.replace("http://", "");
    let mut raw = tokio::net::TcpStream::connect(&address).await.unwrap();
    let head = "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
                transfer-encoding: chunked\r\nconnection: close\r\n\r\n";
    raw.write_all(head.as_bytes()).await.unwrap();
    let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
    for _ in 0..32 {
        raw.write_all(chunk.as_bytes()).await.unwrap();
    }
    raw.write_all(b"0\r\n\r\n").await.unwrap();
    let mut answer = String::new();
    raw.read_to_string(&mut answer).await.unwrap();
    assert!(
        answer.starts_with("HTTP/1.1 413") && answer.contains("MAX_BODY_EXCEEDED"),
        "{answer}"
    );
}
