//! What the shop's search settings say of facets and synonyms.

use serde_json::Value;
use vitrina::domain::event::{
    FacetSettingFact, FacetValueOrder, Fact, SearchSettingFact, SettingFact,
};

use super::shop::{shop, shop_with};
use crate::graphql::support::{Shop, setting};

fn search(fact: SearchSettingFact) -> Fact {
    setting(SettingFact::Search(fact))
}

fn facet(id: &str) -> FacetSettingFact {
    FacetSettingFact {
        id: id.into(),
        ..FacetSettingFact::default()
    }
}

/// Facets with the labels of their values: `id: label, label`.
fn shown(facets: &Value) -> Vec<String> {
    let facets = facets.as_array().expect("facets").iter();
    let line = |facet: &Value| {
        let values = facet["values"].as_array().expect("values").iter();
        let labels: Vec<&str> = values.filter_map(|value| value["label"].as_str()).collect();
        let id = facet["id"].as_str().expect("an id");
        format!("{id}: {}", labels.join(", "))
    };
    facets.map(line).collect()
}

async fn of_collection(shop: &Shop, handle: &str, filters: &str) -> Vec<String> {
    let query = format!(
        r#"{{ collection(handle: "{handle}") {{ products(first: 1, filters: [{filters}]) {{
            filters {{ id values {{ label }} }}
        }} }} }}"#
    );
    shown(&shop.ask(&query).await["collection"]["products"]["filters"])
}

fn settings() -> [Fact; 2] {
    [
        search(SearchSettingFact {
            max_metafields: Some(0),
            max_values: Some(1),
            synonyms: vec!["shelter = tent".into(), "covers => blanket".into()],
            ..SearchSettingFact::default()
        }),
        search(SearchSettingFact {
            collection_id: Some("gid://shop/Collection/1".into()),
            facets: vec![
                FacetSettingFact {
                    value_order: Some(FacetValueOrder::Label),
                    max_values: Some(3),
                    ..facet("filter.v.option.color")
                },
                facet("filter.p.vendor"),
                facet("filter.p.m.specs.capacity"),
                facet("filter.p.m.specs.nothing"),
            ],
            ..SearchSettingFact::default()
        }),
    ]
}

#[tokio::test]
async fn a_collection_shows_the_facets_that_its_setting_names() {
    let shop = shop_with(settings());
    assert_eq!(
        of_collection(&shop, "tents", "").await,
        [
            "filter.v.option.color: Blue, Green, Red",
            "filter.p.vendor: Alpine",
            "filter.p.m.specs.capacity: 2",
        ]
    );
    // What is selected can be taken back, though the setting does not name it.
    let selected = of_collection(&shop, "tents", r#"{tag: "camping"}"#).await;
    assert_eq!(selected.last().unwrap(), "filter.p.tag: camping");
}

#[tokio::test]
async fn other_lists_and_searches_go_by_the_shops_setting() {
    let shop = shop_with(settings());
    let expected = [
        "filter.v.availability: In stock, Out of stock",
        "filter.v.price: Price",
        "filter.p.t.category: Outdoor",
        "filter.p.vendor: Alpine",
        "filter.p.product_type: Tent",
        "filter.p.tag: camping",
        "filter.v.option.color: Red",
    ];
    assert_eq!(of_collection(&shop, "all", "").await, expected);
    let query = r#"{ search(query: "tent", first: 1) { productFilters { id values { label } } } }"#;
    assert_eq!(
        shown(&shop.ask(query).await["search"]["productFilters"]),
        expected
    );
}

#[tokio::test]
async fn synonyms_of_the_shop_find_what_they_say() {
    let plain = shop();
    let told = shop_with(settings());
    let count = async |shop: &Shop, text: &str| {
        let query = format!(
            r#"{{ search(query: "{text}", first: 1, types: [PRODUCT]) {{ totalCount }} }}"#
        );
        shop.ask(&query).await["search"]["totalCount"]
            .as_u64()
            .unwrap()
    };
    assert_eq!(
        [
            count(&plain, "shelter").await,
            count(&told, "shelter").await
        ],
        [0, 4]
    );
    assert_eq!(
        [count(&plain, "covers").await, count(&told, "covers").await],
        [0, 1]
    );
}
