//! The search index of a serving process over a database: while it is filled, and what comes in later.

use serde_json::{Value, json};
use vitrina::{
    adapters::{
        cockroach::CatalogWriter,
        generator::{GeneratorOptions, generate},
    },
    domain::{
        event::{Event, Fact, ProductFact, SearchSettingFact, SettingFact, VariantFact},
        money::Currency,
        time::Timestamp,
    },
};

use crate::{
    faults::node::Node,
    support::{database::TestDatabase, until},
};

async fn ask(node: &Node, query: &str) -> Value {
    let request = reqwest::Client::new().post(format!("{}/graphql", node.url));
    let answer = request.json(&json!({ "query": query })).send().await;
    answer.unwrap().json().await.unwrap()
}

/// How many products a text finds.
async fn count(node: &Node, text: &str) -> Value {
    let query =
        format!("{{ search(query: \"{text}\", types: [PRODUCT], first: 1) {{ totalCount }} }}");
    ask(node, &query).await["data"]["search"]["totalCount"].take()
}

async fn readiness(node: &Node) -> (u16, Value) {
    let answer = reqwest::get(format!("{}/readyz", node.url)).await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test]
async fn a_node_says_that_its_index_is_being_filled_and_fills_it_anew_later() {
    let database = TestDatabase::migrated().await;
    let pools = database.pools(|_| {}).await;
    let writer = CatalogWriter::open(pools, Currency::USD).await.unwrap();
    let options = GeneratorOptions {
        products: 60,
        seed: 7,
    };
    let mut events: Vec<Event> = generate(&options).collect();
    events.sort_by_key(|event| !matches!(event.fact, Fact::Setting(_)));
    writer.apply(&events).await.unwrap();

    // The fill reads variants; nothing that the node needs to start does.
    let client = database.client().await;
    let locked = client.batch_execute("BEGIN; LOCK TABLE variant IN ACCESS EXCLUSIVE MODE");
    locked.await.unwrap();
    let url = database.settings().url.as_str().to_owned();
    let node = Node::start_with(&url, &["--search-refill-seconds", "1"]);
    let (status, report) = readiness(&node).await;
    assert_eq!(status, 503);
    let check = json!({"ready": false, "reason": "the index is being filled"});
    assert_eq!(report["checks"]["search"], check);
    for query in [
        "{ search(query: \"tent\", first: 1) { totalCount } }",
        "{ predictiveSearch(query: \"tent\") { products { id } } }",
        "{ products(first: 1, filters: [{available: true}]) { totalCount } }",
    ] {
        let answer = ask(&node, query).await;
        let code = &answer["errors"][0]["extensions"]["code"];
        assert_eq!(code, "UNAVAILABLE", "{query}");
    }
    let shop = ask(&node, "{ shop { name } pages(first: 1) { nodes { id } } }").await;
    assert_eq!(shop.get("errors"), None, "the rest is answered");

    client.batch_execute("ROLLBACK").await.unwrap();
    until("the index is filled", async || {
        readiness(&node).await.0 == 200
    })
    .await;
    let answer = ask(
        &node,
        "{ products(first: 1) { totalCount filters { id } } }",
    )
    .await;
    assert_eq!(answer["data"]["products"]["totalCount"], "60");
    assert!(
        answer["data"]["products"]["filters"]
            .as_array()
            .unwrap()
            .len()
            > 5
    );
    assert_eq!(count(&node, "zeppelin").await, 0);

    // A product that comes later is found, by the words that the shop says are the same, too.
    let version = Timestamp::parse("2026-10-01").unwrap();
    let product = Fact::Product(Box::new(ProductFact {
        id: "gid://shop/Product/zeppelin".into(),
        handle: "zeppelin".into(),
        title: "Zeppelin".into(),
        published_at: Some(Timestamp(1)),
        variants: vec![VariantFact {
            id: "gid://shop/ProductVariant/zeppelin".into(),
            ..VariantFact::default()
        }],
        ..ProductFact::default()
    }));
    let synonyms = Fact::Setting(Box::new(SettingFact::Search(SearchSettingFact {
        synonyms: vec!["airship = zeppelin".into()],
        ..SearchSettingFact::default()
    })));
    let later = [product, synonyms].map(|fact| Event { version, fact });
    writer.apply(&later).await.unwrap();
    until("what came later is found", async || {
        count(&node, "airship").await == 1
    })
    .await;
    assert_eq!(count(&node, "zeppelin").await, 1);
}
