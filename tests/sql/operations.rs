//! Whole operations: the same bytes from every store, and how many statements they take.

use std::sync::Arc;

use async_graphql::{Request, Variables};
use serde_json::{Value, json};
use vitrina::{
    adapters::{
        graphql::{query, scope::Scope},
        traced::Traced,
    },
    application::catalog::Catalog,
    domain::{
        context::Wish,
        event::{Fact, ProductFact},
        time::Timestamp,
    },
};

use super::stores::Stores;

const PRODUCT_PAGE: &str = "query($handle: String!, $ids: [HasMetafieldsIdentifier!]!) {
  product(handle: $handle) {
    id handle title vendor descriptionHtml productType tags options { name optionValues { name } }
    variants(first: 100) { nodes {
      id title sku availableForSale price { amount currencyCode } compareAtPrice { amount currencyCode }
      selectedOptions { name value }
    } }
    images(first: 20) { nodes { url altText } }
    metafields(identifiers: $ids) { namespace key type value }
  }
}";

const LIST: &str = "query($handle: String!, $first: Int!) {
  collection(handle: $handle) {
    id handle title
    products(first: $first) {
      nodes {
        id handle title vendor featuredImage { url altText }
        priceRange { minVariantPrice { amount currencyCode } maxVariantPrice { amount currencyCode } }
      }
      pageInfo { hasNextPage }
    }
  }
}";

/// Operations over every kind of record.
const OTHERS: [&str; 14] = [
    "query($handle: String!) { product(handle: $handle) {
       seo { title description } category { name ancestors { name } } collections(first: 3) { totalCount nodes { handle } }
       compareAtPriceRange { maxVariantPrice { amount } } totalInventory availableForSale isGiftCard createdAt updatedAt
       encodedVariantExistence encodedVariantAvailability
       media(first: 5) { nodes { id alt mediaContentType previewImage { url width height } } }
       adjacentVariants { id } selectedOrFirstAvailableVariant { id priorPrice { amount } }
       variants(first: 9, reverse: true) { totalCount edges { cursor node {
         barcode weight weightUnit quantityAvailable currentlyNotInStock unitPrice { amount } priorPrice { amount }
         quantityRule { minimum maximum increment } quantityPriceBreaks(first: 5) { nodes { minimumQuantity price { amount } } }
         storeAvailability(first: 5) { nodes { available quantityAvailable location { name } } }
         image { url } product { handle } } } } } }",
    "{ products(first: 7, sortKey: PRICE, reverse: true, query: \"tag:new OR steel\") {
       totalCount edges { cursor node { handle } } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }",
    "{ collections(first: 20, sortKey: TITLE) { totalCount nodes {
       title description updatedAt image { url } parent { handle } children { handle } ancestors { handle }
       products(first: 3, sortKey: BEST_SELLING) { totalCount nodes { handle } } } } }",
    "query($handle: String!) { productRecommendations(productId: \"gid://vitrina/Product/1000003\") { handle }
       complementary: productRecommendations(productHandle: $handle, intent: COMPLEMENTARY) { handle } }",
    "{ menu(handle: \"main-menu\") { title items { title url type items { title resource { __typename } } } } }",
    "{ shop { name description paymentSettings { currencyCode countryCode } privacyPolicy { title body } refundPolicy { handle } } }",
    "{ pages(first: 5) { totalCount nodes { handle title body createdAt updatedAt } } }",
    "{ blogs(first: 5) { nodes { handle title articles(first: 3, sortKey: PUBLISHED_AT) { nodes {
       handle title excerpt publishedAt tags authorV2 { name } image { url } } } } } }",
    "{ articles(first: 9, sortKey: BLOG_TITLE, query: \"author:a* OR tag:*\") { totalCount nodes { handle blog { handle } } } }",
    "{ localization { availableCountries { isoCode currency { isoCode } } language { isoCode } market { handle } } }",
    "{ locations(first: 9) { nodes { name address { city countryCode } } } urlRedirects(first: 5) { nodes { path target } } }",
    "{ sitemap(type: PRODUCT) { pagesCount { count } resources(page: 1) { hasNextPage items { handle updatedAt } } } }",
    "{ productTags(first: 9) { edges { node } } productTypes(first: 9) { edges { node } } metaobjects(type: \"size_guide\", first: 2) { nodes { handle updatedAt fields { key value } } } }",
    "query @inContext(country: DE, language: DE) { products(first: 4) { nodes { title description
       priceRange { minVariantPrice { amount currencyCode } } options { name values } } } }",
];

fn now() -> Timestamp {
    Timestamp::parse("2026-11-01").unwrap()
}

async fn ask(catalog: &Arc<dyn Catalog>, wish: &Wish, text: &str, variables: &Value) -> Vec<u8> {
    let base_url = Arc::from("http://127.0.0.1:8080");
    let scope = Scope::new(Arc::clone(catalog), wish, base_url, now());
    let request = Request::new(text)
        .variables(Variables::from_json(variables.clone()))
        .data(scope);
    let answer = query::schema().execute(request).await;
    assert_eq!(answer.errors, [], "{text}");
    serde_json::to_vec(&answer.data).unwrap()
}

fn products(stores: &Stores) -> impl Iterator<Item = &ProductFact> {
    stores.events.iter().filter_map(|event| match &event.fact {
        Fact::Product(fact) => Some(fact.as_ref()),
        _ => None,
    })
}

fn collection_handles(stores: &Stores) -> Vec<&str> {
    let handles = stores.events.iter().filter_map(|event| match &event.fact {
        Fact::Collection(fact) => Some(fact.handle.as_str()),
        _ => None,
    });
    handles.collect()
}

/// Ten attributes of a product.
fn identifiers(product: &ProductFact) -> Value {
    let rows = product.metafields.iter().take(10);
    rows.map(|row| json!({"namespace": row.namespace, "key": row.key}))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_store_answers_with_the_same_bytes() {
    let stores = Stores::generated(120).await;
    let memory: Arc<dyn Catalog> = stores.memory.clone();
    let traced = Traced(Arc::clone(&stores.sql));
    let others: [Arc<dyn Catalog>; 3] =
        [stores.sql.clone(), stores.cached.clone(), Arc::new(traced)];
    let mut asked = Vec::new();
    for product in products(&stores) {
        let variables = json!({"handle": product.handle, "ids": identifiers(product)});
        asked.push((PRODUCT_PAGE, variables));
        asked.push((OTHERS[0], json!({"handle": product.handle})));
    }
    for handle in collection_handles(&stores) {
        asked.push((LIST, json!({"handle": handle, "first": 24})));
    }
    let any = products(&stores).nth(5).unwrap();
    for text in &OTHERS[1..] {
        asked.push((*text, json!({"handle": any.handle})));
    }
    for (text, variables) in &asked {
        for country in ["US", "DE"] {
            let wish = Wish {
                country: Some(country.to_owned()),
                ..Wish::default()
            };
            let expected = ask(&memory, &wish, text, variables).await;
            for other in &others {
                let answer = ask(other, &wish, text, variables).await;
                let (answer, expected) = (
                    String::from_utf8_lossy(&answer),
                    String::from_utf8_lossy(&expected),
                );
                assert_eq!(answer, expected, "{text} {variables}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_take_few_statements_and_none_when_warm() {
    let stores = Stores::generated(120).await;
    let catalog: Arc<dyn Catalog> = stores.cached.clone();
    let wish = Wish::default();
    let counts = stores.pools.counts();
    // The schedule is asked beside the first list.
    ask(
        &catalog,
        &wish,
        "{ products(first: 1) { nodes { id } } }",
        &Value::Null,
    )
    .await;
    let scheduled = || counts.by_name().contains_key("content/next_publication");
    crate::support::until("the schedule is known", || async { scheduled() }).await;
    let product = products(&stores).nth(40).unwrap();
    let page = json!({"handle": product.handle, "ids": identifiers(product)});
    for (text, variables, most) in [
        (PRODUCT_PAGE, page, 5),
        (LIST, json!({"handle": "frontpage", "first": 24}), 4),
        (LIST, json!({"handle": "featured", "first": 3}), 4),
        (LIST, json!({"handle": "sale", "first": 100}), 4),
    ] {
        let before = counts.total();
        let cold = ask(&catalog, &wish, text, &variables).await;
        let taken = counts.total() - before;
        assert!(
            taken <= most,
            "{taken} statements cold: {text} {variables} {:?}",
            counts.by_name()
        );
        let before = counts.total();
        assert_eq!(ask(&catalog, &wish, text, &variables).await, cold);
        assert_eq!(counts.total() - before, 0, "statements warm: {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_cache_a_page_is_one_statement_and_a_list_two() {
    let stores = Stores::generated(60).await;
    let catalog: Arc<dyn Catalog> = Arc::new(Traced(Arc::clone(&stores.sql)));
    let wish = Wish::default();
    let counts = stores.pools.counts();
    let product = products(&stores).nth(40).unwrap();
    let page = json!({"handle": product.handle, "ids": identifiers(product)});
    let ranges = "query($handle: String!) { collection(handle: $handle) { products(first: 9, sortKey: PRICE) {
      totalCount edges { cursor node { availableForSale priceRange { minVariantPrice { amount } } } } } } }";
    for (text, variables, expected) in [
        (PRODUCT_PAGE, page, 1),
        (
            LIST,
            json!({"handle": collection_handles(&stores)[0], "first": 24}),
            2,
        ),
        (
            LIST,
            json!({"handle": collection_handles(&stores)[0], "first": 100}),
            2,
        ),
        (ranges, json!({"handle": collection_handles(&stores)[0]}), 2),
        (
            PRODUCT_PAGE,
            json!({"handle": "no-such-handle", "ids": []}),
            2,
        ),
    ] {
        let before = counts.total();
        ask(&catalog, &wish, text, &variables).await;
        assert_eq!(
            counts.total() - before,
            expected,
            "{text} {:?}",
            counts.by_name()
        );
    }
}
