//! GraphQL over HTTP: what clients send and get.

use serde_json::json;

use super::support::{GRAPHQL_RESPONSE, Served, code, parts};

#[actix_web::test]
async fn answer_has_the_fields_in_the_order_of_the_query_and_no_errors_key() {
    let served = Served::start().await;
    let query = "{ b: products(first: 1) { totalCount nodes { ...T id } } a: country } \
                 fragment T on Product { title }";
    let response = served.post(query, json!({})).send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(
        response.headers()["content-type"],
        "application/graphql-response+json; charset=utf-8"
    );
    assert_eq!(
        response.text().await.unwrap(),
        r#"{"data":{"b":{"totalCount":1,"nodes":[{"title":"Product 0","id":"0"}]},"a":"DE"}}"#
    );
}

#[actix_web::test]
async fn versioned_path_serves_any_version_and_names_it_back() {
    let served = Served::start().await;
    for version in ["2023-01", "2026-04", "unstable"] {
        let url = format!("{}/api/{version}/graphql.json", served.url);
        let request = served
            .client
            .post(url)
            .json(&json!({"query": "{ country }", "variables": null}));
        let response = request.send().await.unwrap();
        assert_eq!(response.headers()["x-shopify-api-version"], version);
        assert_eq!(
            parts(response).await,
            (200, json!({"data": {"country": "DE"}}))
        );
    }
}

#[actix_web::test]
async fn get_serves_queries_and_refuses_others() {
    let served = Served::start().await;
    let ask = |query: &str, variables: &str| {
        let pairs = [("query", query), ("variables", variables)];
        served
            .get("/graphql")
            .header("accept", GRAPHQL_RESPONSE)
            .query(&pairs)
            .send()
    };
    let query = "query Q($n: Int) { products(first: $n) { totalCount } }";
    let answer = parts(ask(query, r#"{"n":4}"#).await.unwrap()).await;
    assert_eq!(
        answer,
        (200, json!({"data": {"products": {"totalCount": 4}}}))
    );
    for kind in ["mutation", "subscription"] {
        let (status, body) = parts(ask(&format!("{kind} {{ a }}"), "").await.unwrap()).await;
        assert_eq!((status, code(&body)), (400, "READ_ONLY"));
        assert!(
            body["errors"][0]["message"]
                .as_str()
                .unwrap()
                .contains("only reads")
        );
    }
}

#[actix_web::test]
async fn refused_document_has_no_data_and_a_status_that_its_media_type_wants() {
    let served = Served::start().await;
    for (query, expected) in [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        (
            "query A { country } query B { country }",
            "OPERATION_RESOLUTION_FAILED",
        ),
        (
            "query Q($ids: [ID!]!) { nodes(ids: $ids) { id } }",
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            "{ products(first: \"x\") { totalCount } }",
            "GRAPHQL_VALIDATION_FAILED",
        ),
    ] {
        let (status, body) = served.ask(query).await;
        assert_eq!((status, code(&body)), (400, expected), "{query}");
        assert!(body.get("data").is_none(), "{query}");
        let request = served
            .post(query, json!({}))
            .header("accept", "application/json");
        let mut request = request.build().unwrap();
        request
            .headers_mut()
            .insert("accept", "application/json".parse().unwrap());
        let (status, body) = parts(served.client.execute(request).await.unwrap()).await;
        assert_eq!((status, code(&body)), (200, expected), "{query}");
    }
}

#[actix_web::test]
async fn operation_is_chosen_by_name() {
    let served = Served::start().await;
    let query = "query A { country } query B { language }";
    for (name, status) in [("A", 200), ("B", 200), ("C", 400)] {
        let body = json!({"query": query, "operationName": name}).to_string();
        let (got, body) = parts(served.post_bytes(body).send().await.unwrap()).await;
        assert_eq!(got, status, "{name}: {body}");
    }
}

#[actix_web::test]
async fn unknown_field_is_answered_with_the_nearest_known_one() {
    let served = Served::start().await;
    let (_, body) = served.ask("{ product { titel } }").await;
    let message = body["errors"][0]["message"].as_str().unwrap();
    assert!(
        message.ends_with("Did you mean \"title\" of \"Product\"?"),
        "{message}"
    );
}

#[actix_web::test]
async fn context_of_the_operation_reaches_resolvers() {
    let served = Served::start().await;
    let query = "query Q($c: CountryCode, $l: LanguageCode) \
                 @inContext(country: $c, language: $l) { wish ... @defer(label: \"x\") { country } }";
    for (variables, wish) in [
        (json!({"c": "FR", "l": null}), "Some(\"FR\") None"),
        (json!({}), "None None"),
    ] {
        let (status, body) = parts(served.post(query, variables).send().await.unwrap()).await;
        assert_eq!(
            (status, body),
            (200, json!({"data": {"wish": wish, "country": "DE"}}))
        );
    }
    let consent = "{ wish } ".replace(
        '{',
        "query Q @inContext(buyer: {customerAccessToken: \"t\"}, \
                   visitorConsent: {analytics: true}, preferredLocationId: \"gid://x/1\") {",
    );
    assert_eq!(served.ask(&consent).await.0, 200);
    for wrong in ["country: XX", "planet: EARTH", "buyer: {}"] {
        let (status, body) = served
            .ask(&format!("query Q @inContext({wrong}) {{ wish }}"))
            .await;
        assert_eq!(
            (status, code(&body)),
            (400, "GRAPHQL_VALIDATION_FAILED"),
            "{wrong}"
        );
    }
}

#[actix_web::test]
async fn failed_field_is_null_and_its_cause_stays_here() {
    let served = Served::start().await;
    let (status, body) = served.ask("{ country fault }").await;
    assert_eq!(status, 200);
    assert_eq!(body["data"], json!({"country": "DE", "fault": null}));
    assert_eq!(code(&body), "INTERNAL_SERVER_ERROR");
    assert!(!body.to_string().contains("secret"));

    let (status, body) = served.ask("{ country requiredFault }").await;
    assert_eq!((status, code(&body)), (200, "BAD_CURSOR"));
    assert_eq!(body["data"], json!(null));
}

#[actix_web::test]
async fn panic_of_a_resolver_is_an_answer_and_the_service_goes_on() {
    let served = Served::start().await;
    let (status, body) = served.ask("{ panicking }").await;
    assert_eq!((status, code(&body)), (500, "INTERNAL_SERVER_ERROR"));
    assert_eq!(served.ask("{ country }").await.0, 200);
}

#[actix_web::test]
async fn other_methods_and_media_types_are_refused_by_name() {
    let served = Served::start().await;
    let url = format!("{}/graphql", served.url);
    let response = served.client.delete(&url).send().await.unwrap();
    assert_eq!(response.headers()["allow"], "GET, POST, OPTIONS");
    let (status, body) = parts(response).await;
    assert_eq!((status, code(&body)), (405, "METHOD_NOT_ALLOWED"));

    let request = served.client.post(&url).body("{ country }");
    let request = request.header("content-type", "application/graphql");
    let (status, body) = parts(request.send().await.unwrap()).await;
    assert_eq!((status, code(&body)), (415, "UNSUPPORTED_MEDIA_TYPE"));

    let request = served
        .client
        .post(&url)
        .json(&json!({"query": "{ country }"}));
    let (status, body) = parts(request.header("accept", "text/html").send().await.unwrap()).await;
    assert_eq!((status, code(&body)), (406, "NOT_ACCEPTABLE"));
}

#[actix_web::test]
async fn pages_of_other_origins_may_read() {
    let served = Served::start().await;
    let url = format!("{}/api/2026-04/graphql.json", served.url);
    let wanted = "content-type, x-shopify-storefront-access-token";
    let request = served.client.request(reqwest::Method::OPTIONS, url);
    let request = request.header("origin", "https://shop.example");
    let request = request.header("access-control-request-method", "POST");
    let response = request
        .header("access-control-request-headers", wanted)
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 204);
    assert_eq!(response.headers()["access-control-allow-origin"], "*");
    assert_eq!(response.headers()["access-control-allow-headers"], wanted);
    let response = served.post("{ country }", json!({})).send().await.unwrap();
    assert_eq!(response.headers()["access-control-allow-origin"], "*");
}

#[actix_web::test]
async fn answer_says_its_times_and_its_id() {
    let served = Served::start().await;
    let request = served
        .post("{ country }", json!({}))
        .header("x-request-id", "abc-1");
    let response = request.send().await.unwrap();
    assert_eq!(response.headers()["x-request-id"], "abc-1");
    let timing = response.headers()["server-timing"]
        .to_str()
        .unwrap()
        .to_owned();
    for (part, name) in timing.split(", ").zip(["parse", "execute", "total"]) {
        let milliseconds = part
            .strip_prefix(&format!("{name};dur="))
            .expect("the named time");
        assert!(milliseconds.parse::<f64>().unwrap() >= 0.0, "{timing}");
    }
    let request = served
        .post("{ country }", json!({}))
        .header("x-request-id", "a b\"<script>");
    let id = request.send().await.unwrap().headers()["x-request-id"]
        .to_str()
        .unwrap()
        .to_owned();
    assert_eq!(uuid::Uuid::parse_str(&id).unwrap().get_version_num(), 4);
}

#[actix_web::test]
async fn answers_are_compressed_for_those_who_ask() {
    let served = Served::start().await;
    let query = "{ products(first: 20) { nodes { description } } }";
    let plain = served.post(query, json!({})).send().await.unwrap();
    assert!(plain.headers().get("content-encoding").is_none());
    let plain = plain.bytes().await.unwrap();
    for encoding in ["gzip", "br"] {
        let request = served
            .post(query, json!({}))
            .header("accept-encoding", encoding);
        let response = request.send().await.unwrap();
        assert_eq!(response.headers()["content-encoding"], encoding);
        let packed = response.bytes().await.unwrap();
        assert!(packed.len() * 5 < plain.len());
        if encoding == "gzip" {
            let mut unpacked = Vec::new();
            let mut decoder = flate2::read::GzDecoder::new(&packed[..]);
            std::io::Read::read_to_end(&mut decoder, &mut unpacked).unwrap();
            assert_eq!(unpacked, plain);
        }
    }
}

#[actix_web::test]
async fn small_answers_are_not_compressed() {
    let served = Served::start().await;
    let request = served
        .post("{ country }", json!({}))
        .header("accept-encoding", "gzip, br");
    let response = request.send().await.unwrap();
    assert!(response.headers().get("content-encoding").is_none());
    assert_eq!(
        parts(response).await,
        (200, json!({"data": {"country": "DE"}}))
    );
}

#[actix_web::test]
async fn pages_are_protected_and_graphiql_says_what_it_loads() {
    let served = Served::start().await;
    let page = served.get("/page").send().await.unwrap();
    assert_eq!(page.headers()["x-content-type-options"], "nosniff");
    assert_eq!(page.headers()["x-frame-options"], "DENY");
    let policy = page.headers()["content-security-policy"].to_str().unwrap();
    assert!(
        policy.contains("default-src 'self'") && !policy.contains("http"),
        "{policy}"
    );

    let graphiql = served.get("/graphiql").send().await.unwrap();
    let policy = graphiql.headers()["content-security-policy"]
        .to_str()
        .unwrap();
    assert!(policy.contains("https://esm.sh"), "{policy}");
    assert!(graphiql.text().await.unwrap().contains("stays empty"));
}
