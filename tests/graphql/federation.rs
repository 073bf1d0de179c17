//! What gateways ask: entities by their keys, and the schema that they are composed from.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use vitrina::{
    adapters::graphql::query,
    domain::event::{
        CollectionFact, Fact, MarketFact, ProductFact, ProductStatus, SettingFact, ShopFact,
        TranslationFact, VariantFact,
    },
};

use super::{
    interface::facts,
    support::{Shop, at, setting},
};

/// Asks for what these are, and what they are called.
const NAMES: &str = "query ($these: [_Any!]!) { _entities(representations: $these) {
    __typename
    ... on Product { name: title }
    ... on ProductVariant { sku product { title } }
    ... on Collection { title }
} }";

fn product(number: usize, change: impl FnOnce(&mut ProductFact)) -> Fact {
    let mut product = ProductFact {
        id: format!("gid://shop/Product/{number}"),
        handle: format!("tent-{number}"),
        title: format!("Tent {number}"),
        published_at: Some(at("2024-01-01")),
        variants: vec![VariantFact {
            id: format!("gid://shop/ProductVariant/{number}"),
            sku: Some(format!("TENT-{number}")),
            ..VariantFact::default()
        }],
        ..ProductFact::default()
    };
    change(&mut product);
    Fact::Product(Box::new(product))
}

fn shop_facts() -> Vec<Fact> {
    let mut facts: Vec<Fact> = (1..=100).map(|number| product(number, |_| {})).collect();
    facts.push(product(200, |product| {
        product.status = ProductStatus::Draft
    }));
    facts.push(product(201, |product| {
        product.previous_handles = vec!["yurt".into()]
    }));
    facts.push(Fact::Collection(Box::new(CollectionFact {
        id: "gid://shop/Collection/1".into(),
        handle: "tents".into(),
        title: "Tents".into(),
        ..CollectionFact::default()
    })));
    facts
}

fn product_id(number: usize) -> Value {
    json!({"__typename": "Product", "id": format!("gid://shop/Product/{number}")})
}

fn variant_id(number: usize) -> Value {
    json!({"__typename": "ProductVariant", "id": format!("gid://shop/ProductVariant/{number}")})
}

#[tokio::test]
async fn entities_come_in_the_order_asked_with_null_for_those_not_shown() {
    let shop = Shop::of(shop_facts());
    let these = json!([
        variant_id(2),
        product_id(3),
        product_id(404),
        {"__typename": "Collection", "id": "gid://shop/Collection/1"},
        product_id(1),
        product_id(200),
        product_id(3),
        variant_id(200),
        variant_id(404),
        {"__typename": "Product", "handle": "tent-4"},
        {"__typename": "Product", "handle": "yurt"},
        {"__typename": "Product", "handle": "tipi"},
        {"__typename": "Collection", "handle": "tents"},
        {"__typename": "Collection", "handle": "tarps"},
        // A key of another type, and a field that is no key beside one that is.
        {"__typename": "Product", "id": "gid://shop/Collection/1"},
        {"__typename": "Product", "id": "gid://shop/Product/5", "handle": "tent-6", "title": 7},
    ]);
    let product =
        |number: usize| json!({"__typename": "Product", "name": format!("Tent {number}")});
    let tents = json!({"__typename": "Collection", "title": "Tents"});
    let answer = shop.serve(NAMES, json!({"these": these})).await;
    assert_eq!(
        answer,
        json!({"data": {"_entities": [
            {"__typename": "ProductVariant", "sku": "TENT-2", "product": {"title": "Tent 2"}},
            product(3), null, tents, product(1), null, product(3), null, null,
            product(4), product(201), null, tents, null, null, product(5),
        ]}})
    );
    let none = shop.serve(NAMES, json!({"these": []})).await;
    assert_eq!(none, json!({"data": {"_entities": []}}));
}

#[tokio::test]
async fn aliases_fragments_and_literals_work_as_in_other_fields() {
    let query = r#"query ($one: ID!) {
        a: _entities(representations: [{__typename: "Product", id: $one}]) { ...Name }
        b: _entities(representations: {__typename: "Collection", handle: "tents"}) {
            ...Name
            kind: __typename @skip(if: false)
        }
        product(id: $one) { handle }
    }
    fragment Name on _Entity { ... on Product { title } ... on Collection { title handle } }"#;
    let answer = Shop::of(shop_facts())
        .serve(query, json!({"one": "gid://shop/Product/1"}))
        .await;
    assert_eq!(
        answer,
        json!({"data": {
            "a": [{"title": "Tent 1"}],
            "b": [{"title": "Tents", "handle": "tents", "kind": "Collection"}],
            "product": {"handle": "tent-1"},
        }})
    );
}

#[tokio::test]
async fn malformed_representation_fails_at_its_place_alone() {
    let malformed = [
        json!(1),
        json!("Product"),
        json!([product_id(1)]),
        json!({}),
        json!({"id": "gid://shop/Product/1"}),
        json!({"__typename": 1, "id": "gid://shop/Product/1"}),
        json!({"__typename": "Order", "id": "gid://shop/Order/1"}),
        json!({"__typename": "Product"}),
        json!({"__typename": "Product", "id": null}),
        json!({"__typename": "Product", "id": {"is": 1}}),
        json!({"__typename": "Product", "handle": 1}),
        json!({"__typename": "ProductVariant", "handle": "tent-1"}),
        json!({"__typename": "Collection", "title": "Tents"}),
    ];
    let shop = Shop::of(shop_facts());
    for representation in malformed {
        let these = json!([
            product_id(1),
            representation,
            product_id(404),
            product_id(2)
        ]);
        let answer = shop.serve(NAMES, json!({"these": these})).await;
        let tent = |name: &str| json!({"__typename": "Product", "name": name});
        assert_eq!(
            answer["data"]["_entities"],
            json!([tent("Tent 1"), null, null, tent("Tent 2")]),
            "{representation}"
        );
        let errors = answer["errors"].as_array().expect("one is malformed");
        assert_eq!(errors.len(), 1, "{representation}");
        assert_eq!(errors[0]["path"], json!(["_entities", 1]));
        assert_eq!(errors[0]["extensions"]["code"], "BAD_ARGUMENT");
        let message = errors[0]["message"].as_str().unwrap_or_default();
        let begin = "This representation names no entity: ";
        assert!(message.starts_with(begin), "{representation}: {message}");
    }
    let all_kinds = shop
        .serve(
            NAMES,
            json!({"these": [{"__typename": "Order", "id": "1"}]}),
        )
        .await;
    let message = all_kinds["errors"][0]["message"].as_str();
    assert!(
        message.is_some_and(|it| it.contains("none of Product, ProductVariant and Collection")),
        "{message:?}"
    );
}

#[tokio::test]
async fn hundred_entities_a_request_are_answered_and_no_more() {
    let shop = Shop::of(shop_facts());
    let these = |count: usize| -> Vec<Value> { (1..=count).map(product_id).collect() };
    let answer = shop.serve(NAMES, json!({"these": these(100)})).await;
    assert_eq!(answer["data"]["_entities"][99]["name"], "Tent 100");

    let split = "query ($a: [_Any!]!, $b: [_Any!]!) { ...Both }
        fragment Both on QueryRoot {
            a: _entities(representations: $a) { __typename }
            b: _entities(representations: $b) { __typename }
        }";
    let literal = format!(
        "{{ _entities(representations: [{}]) {{ __typename }} }}",
        r#"{__typename: "Product", id: "x"} "#.repeat(101)
    );
    for (query, variables) in [
        (NAMES, json!({"these": these(101)})),
        (split, json!({"a": these(51), "b": these(50)})),
        (&literal, json!({})),
    ] {
        let answer = shop.serve(query, variables).await;
        assert_eq!(
            answer,
            json!({"errors": [{
                "message": "The request exceeds the limit on representations: 101, at most 100.",
                "extensions": {
                    "code": "MAX_REPRESENTATIONS_EXCEEDED",
                    "limit": "representations",
                    "value": 101,
                    "maximum": 100,
                },
            }]})
        );
    }
    let both = json!({"a": these(50), "b": these(50)});
    assert_eq!(shop.serve(split, both).await.get("errors"), None);
}

#[tokio::test]
async fn cost_is_that_of_each_entity() {
    let query = "query ($these: [_Any!]!) { _entities(representations: $these) {
        ... on Product { variants(first: 250) { nodes { id sku title price { amount } } } }
    } }";
    let shop = Shop::of(shop_facts());
    let these = |count: usize| json!({"these": vec![product_id(1); count]});
    // An entity, its connection, and 250 variants of a node and five fields each.
    let answer = shop.serve(query, these(100)).await;
    assert_eq!(answer.get("errors"), None);
    let deeper = query.replace(
        "id sku",
        "id sku product { variants(first: 9) { nodes { id } } }",
    );
    let refused = shop.serve(&deeper, these(100)).await;
    let extensions = &refused["errors"][0]["extensions"];
    assert_eq!(extensions["code"], "MAX_COMPLEXITY_EXCEEDED");
    assert_eq!(extensions["value"], 100 * (2 + 250 * (6 + 2 + 9 * 2)));
}

#[tokio::test]
async fn entities_are_in_the_context_that_the_operation_names() {
    let market = MarketFact {
        id: "gid://shop/Market/1".into(),
        handle: "de".into(),
        countries: vec!["DE".into()],
        languages: vec!["EN".into(), "DE".into()],
        is_primary: true,
        ..MarketFact::default()
    };
    let mut facts = shop_facts();
    facts.extend([
        setting(SettingFact::Shop(ShopFact::default())),
        setting(SettingFact::Market(market)),
    ]);
    for (resource, title) in [("Product/1", "Zelt 1"), ("Collection/1", "Zelte")] {
        facts.push(setting(SettingFact::Translation(TranslationFact {
            resource_id: format!("gid://shop/{resource}"),
            language: "DE".into(),
            texts: [("title".to_owned(), title.to_owned())]
                .into_iter()
                .collect(),
        })));
    }
    let shop = Shop::of(facts);
    let these = json!([
        product_id(1),
        {"__typename": "Product", "handle": "tent-1"},
        variant_id(1),
        {"__typename": "Collection", "handle": "tents"},
    ]);
    let german = NAMES.replace("query ($these", "query ($language: LanguageCode!, $these");
    let german = german.replacen(") {", ") @inContext(language: $language, country: DE) {", 1);
    let variables = json!({"these": these, "language": "DE"});
    assert_eq!(
        shop.serve(&german, variables).await,
        json!({"data": {"_entities": [
            {"__typename": "Product", "name": "Zelt 1"},
            {"__typename": "Product", "name": "Zelt 1"},
            {"__typename": "ProductVariant", "sku": "TENT-1", "product": {"title": "Zelt 1"}},
            {"__typename": "Collection", "title": "Zelte"},
        ]}})
    );
}

#[tokio::test]
async fn each_step_looks_up_once_for_all_entities_of_a_kind() {
    let (shop, remote) = Shop::of(shop_facts()).remote();
    let mut these: Vec<Value> = (1..=30).map(product_id).collect();
    these.extend((1..=30).map(product_id));
    let query = "query ($these: [_Any!]!) { _entities(representations: $these) {
        ... on Product { title priceRange { minVariantPrice { amount } } }
        ... on ProductVariant { sku price { amount } }
    } }";
    let answer = shop.serve(query, json!({"these": these})).await;
    assert_eq!(answer.get("errors"), None);
    assert_eq!(
        remote.take_look_ups(),
        [("offer_summary", 30), ("product", 30)]
    );

    let these: Vec<Value> = (41..=70).map(variant_id).collect();
    shop.serve(query, json!({"these": these})).await;
    assert_eq!(
        remote.take_look_ups(),
        [
            ("offer_summary", 30),
            ("owner", 30),
            ("product", 30),
            ("variant", 30)
        ]
    );

    let mut these: Vec<Value> = (1..=30)
        .map(|number| json!({"__typename": "Product", "handle": format!("tent-{number}")}))
        .collect();
    these.extend(
        ["tents", "tarps"].map(|handle| json!({"__typename": "Collection", "handle": handle})),
    );
    these.push(json!({"__typename": "Collection", "id": "gid://shop/Collection/1"}));
    shop.serve(NAMES, json!({"these": these})).await;
    assert_eq!(
        remote.take_look_ups(),
        [
            ("collection", 1),
            ("collection by handle", 2),
            ("product by handle", 30)
        ]
    );
}

#[tokio::test]
async fn service_tells_the_printed_schema_of_the_subgraph() {
    let answer = Shop::of([])
        .serve("{ _service { __typename sdl } }", json!({}))
        .await;
    let printed = query::subgraph_sdl();
    let told = &answer["data"]["_service"];
    assert!(told["sdl"] == printed, "{told:.100}");
    assert_eq!(told["__typename"], "_Service");

    // It promises what the schema of storefronts does, and says what are entities and what is common.
    assert_eq!(facts(&printed), facts(&query::schema().sdl()));
    let marked: BTreeSet<&str> = printed
        .lines()
        .filter(|line| line.contains(" @key(") || line.contains(" @shareable"))
        .filter_map(|line| line.split(' ').nth(1))
        .collect();
    let expected = [
        "Collection",
        "Count",
        "Image",
        "MoneyV2",
        "PageInfo",
        "Product",
        "ProductVariant",
        "SEO",
        "SelectedOption",
        "UnitPriceMeasurement",
    ];
    assert_eq!(marked, BTreeSet::from(expected));
}

#[tokio::test]
async fn introspection_of_the_served_schema_is_that_of_storefronts() {
    const INTROSPECTION: &str = "{
        __schema {
            queryType { name }
            types { ...Type }
            directives { name description locations isRepeatable args { ...Input } }
        }
        entity: __type(name: \"_Entity\") { name }
    }
    fragment Type on __Type {
        kind name description
        fields(includeDeprecated: true) {
            name description isDeprecated deprecationReason args { ...Input } type { ...Ref }
        }
        inputFields { ...Input } interfaces { name } possibleTypes { name }
        enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
    }
    fragment Input on __InputValue { name description defaultValue type { ...Ref } }
    fragment Ref on __Type { kind name ofType { kind name ofType { kind name ofType { name } } } }";
    let storefront = query::schema().execute(INTROSPECTION).await;
    let served = query::builder().finish().execute(INTROSPECTION).await;
    assert_eq!(served.errors, []);
    let [storefront, served] = [storefront, served].map(|answer| answer.data.to_string());
    assert!(served.contains("ProductVariant") && served.contains("entity: null"));
    assert!(served == storefront, "the introspection differs");
}
