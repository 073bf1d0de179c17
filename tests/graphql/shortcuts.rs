//! What saves work must not show: answers that take a shortcut are those of the general way.

use async_graphql::{Data, Variables};
use serde_json::{Value, json};
use vitrina::{
    adapters::graphql::{
        executor::{Executor, GraphqlRequest},
        limits::Limits,
        query::{self, ServedRoot},
    },
    domain::context::Wish,
};

use super::{
    outdoor::{german, shop},
    products::tent,
};

fn executor() -> Executor<ServedRoot> {
    Executor::new(query::builder, Limits::default()).expect("the printed schema can be read")
}

async fn answer(executor: &Executor<ServedRoot>, text: &str, variables: &Value) -> String {
    let request = GraphqlRequest {
        query: text.to_owned(),
        operation_name: None,
        variables: Variables::from_json(variables.clone()),
    };
    let shop = shop();
    let answer = executor.execute(request, |_| {
        let mut data = Data::default();
        data.insert(shop.scope(&Wish::default()));
        data
    });
    String::from_utf8(answer.await.to_json()).expect("answers are UTF-8")
}

#[tokio::test]
async fn documents_that_are_known_get_the_answers_that_they_got_at_first() {
    let documents = [
        (
            "query ($handle: String!, $ids: [HasMetafieldsIdentifier!]!) {
                page(handle: $handle) { title metafields(identifiers: $ids) { value } }
            }",
            vec![
                json!({"handle": "about", "ids": [{"key": "founded"}]}),
                json!({"handle": "nowhere", "ids": []}),
                json!({"handle": "about", "ids": [{"key": "founded"}, {"namespace": "a", "key": "b"}]}),
                json!({"handle": "about", "ids": {"key": "founded"}}),
                json!({"handle": "about", "ids": [{"key": 5}]}),
                json!({"handle": "about", "ids": [{"name": "founded"}]}),
                json!({"handle": "about", "ids": [null]}),
                json!({"handle": "about"}),
                json!({"handle": 7, "ids": []}),
                json!({"handle": null, "ids": []}),
            ],
        ),
        (
            "query ($first: Int, $key: PageSortKeys = TITLE, $reverse: Boolean) {
                pages(first: $first, sortKey: $key, reverse: $reverse) { nodes { handle } }
            }",
            vec![
                json!({"first": 1}),
                json!({"first": 1, "key": "ID", "reverse": true}),
                json!({"first": 1, "key": "WEIGHT", "reverse": true}),
                json!({"first": 1, "key": null, "reverse": null}),
                json!({"first": null, "key": "ID", "reverse": false}),
                json!({"first": "1", "key": "ID", "reverse": false}),
                json!({"first": 251}),
                json!({}),
            ],
        ),
        (
            // What the literal lacks shows only when the variable is there.
            "query ($name: String) {
                page(handle: \"about\") { metafields(identifiers: [{namespace: $name}]) { id } }
            }",
            vec![
                json!({}),
                json!({"name": "a"}),
                json!({"name": null}),
                json!({}),
            ],
        ),
        (
            "query ($skips: Boolean!) { page(handle: \"about\") { id @skip(if: $skips) title } }",
            vec![
                json!({"skips": true}),
                json!({"skips": false}),
                json!({"skips": 1}),
            ],
        ),
        (
            "{ page(handle: \"about\") { color } }",
            vec![json!({}), json!({})],
        ),
        ("{ page(handle: \"about\") ", vec![json!({}), json!({})]),
        (
            "query A { shop { name } } query B { shop { id } }",
            vec![json!({}), json!({})],
        ),
    ];
    for (text, all) in documents {
        let kept = executor();
        for variables in all.iter().chain(&all) {
            let fresh = answer(&executor(), text, variables).await;
            assert_eq!(
                answer(&kept, text, variables).await,
                fresh,
                "{text} {variables}"
            );
        }
    }
}

#[tokio::test]
async fn objects_that_are_in_hand_read_alike_in_the_general_way() {
    let selected = r#"{
        product(handle: "tent") {
            featuredImage < url width other: height altText id url >
            images(first: 9) { nodes < id url altText > }
            priceRange < maxVariantPrice < amount > minVariantPrice < currencyCode amount > >
            compareAtPriceRange { minVariantPrice < amount currencyCode > }
            metafield(key: "note") < id namespace key type value >
            metafields(identifiers: [{key: "note"}, {key: "none"}]) < value key value >
            variants(first: 9) { nodes {
                price < currencyCode cost: amount >
                compareAtPrice < amount >
                selectedOptions < name value name >
                image < url >
            } }
        }
    }"#;
    let plain = selected.replace('<', "{").replace('>', "}");
    // A fragment without a condition selects the same and takes the general way.
    let general = selected.replace('<', "{ ... {").replace('>', "} }");
    let shop = tent();
    for (wish, option, note) in [
        (Wish::default(), "Color", "light"),
        (german(), "Farbe", "leicht"),
    ] {
        let answer = shop.ask_as(&wish, &plain).await;
        let alike = shop.ask_as(&wish, &general).await;
        assert_eq!(answer.to_string(), alike.to_string());
        let product = &answer["product"];
        let variant = &product["variants"]["nodes"][1];
        assert_eq!(
            variant["price"],
            json!({"currencyCode": "EUR", "cost": "10.0"})
        );
        assert_eq!(
            variant["selectedOptions"],
            json!([{"name": option, "value": "Green"}])
        );
        assert_eq!(
            product["metafields"],
            json!([{"value": note, "key": "note"}, null])
        );
    }
}
