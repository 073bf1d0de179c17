//! What an answer says when a part of it cannot be given.

use serde_json::json;

use super::outdoor::shop;

#[tokio::test]
async fn arguments_that_cannot_be_worked_with_are_named() {
    let shop = shop();
    let ids = vec![r#""gid://shop/Page/1""#; 251].join(",");
    let names = vec![r#"{key: "a"}"#; 251].join(",");
    for (query, code, part) in [
        (
            "{ pages(first: 1, query: \"color:red\") { totalCount } }",
            "BAD_ARGUMENT",
            "`color`",
        ),
        (
            "{ pages(first: 251) { totalCount } }",
            "MAX_PAGE_SIZE_EXCEEDED",
            "250",
        ),
        ("{ pages { totalCount } }", "BAD_ARGUMENT", "`first`"),
        ("{ page { id } }", "BAD_ARGUMENT", "`handle`"),
        ("{ metaobject { id } }", "BAD_ARGUMENT", "`handle`"),
        (
            "{ metaobjects(first: 1, type: \"a\", sortKey: \"weight\") { totalCount } }",
            "BAD_ARGUMENT",
            "weight",
        ),
        (
            &format!("{{ nodes(ids: [{ids}]) {{ id }} }}"),
            "MAX_IDS_EXCEEDED",
            "251",
        ),
        (
            &format!("{{ shop {{ metafields(identifiers: [{names}]) {{ id }} }} }}"),
            "MAX_IDS_EXCEEDED",
            "251",
        ),
    ] {
        let (found, message) = shop.refusal(query).await;
        assert_eq!(found, code, "{message}");
        assert!(message.contains(part), "{message}");
    }
}

fn at(paths: &[&str], code: &str) -> Vec<(String, String)> {
    let error = |path: &&str| ((*path).to_owned(), code.to_owned());
    paths.iter().map(error).collect()
}

#[tokio::test]
async fn a_nullable_field_that_is_asked_wrongly_is_null_alone() {
    let (data, errors) = shop()
        .ask_in_vain(
            r#"{
                product { id }
                shop { name }
                elsewhere: collection { id }
                blog { id }
                page { id }
                metaobject { id }
                menu(handle: "main-menu") { title }
                productRecommendations { id }
                sitemap(type: PAGE) { pagesCount { count } resources(page: 0) { hasNextPage } }
            }"#,
        )
        .await;
    assert_eq!(
        data,
        json!({
            "product": null,
            "shop": {"name": "Alta"},
            "elsewhere": null,
            "blog": null,
            "page": null,
            "metaobject": null,
            "menu": {"title": "Main"},
            "productRecommendations": null,
            "sitemap": {"pagesCount": {"count": 1}, "resources": null},
        })
    );
    let paths = [
        r#"["blog"]"#,
        r#"["elsewhere"]"#,
        r#"["metaobject"]"#,
        r#"["page"]"#,
        r#"["product"]"#,
        r#"["productRecommendations"]"#,
        r#"["sitemap","resources"]"#,
    ];
    assert_eq!(errors, at(&paths, "BAD_ARGUMENT"));
}

#[tokio::test]
async fn what_a_store_cannot_tell_is_null_alone_where_it_may_be_null() {
    let (data, errors) = shop()
        .cut()
        .ask_in_vain(
            r#"{
                product(handle: "tent") {
                    title
                    metafield(key: "a") { value }
                    totalInventory
                    variantBySelectedOptions(selectedOptions: []) { id }
                    encodedVariantExistence
                }
                menu(handle: "main-menu") { title }
                node(id: "gid://shop/Page/1") { id }
                nodes(ids: ["gid://shop/Product/1", "gid://shop/Page/1"]) { id }
            }"#,
        )
        .await;
    assert_eq!(
        data,
        json!({
            "product": {
                "title": "Tent",
                "metafield": null,
                "totalInventory": null,
                "variantBySelectedOptions": null,
                "encodedVariantExistence": null,
            },
            "menu": null,
            "node": null,
            "nodes": [{"id": "gid://shop/Product/1"}, null],
        })
    );
    let paths = [
        r#"["menu"]"#,
        r#"["node"]"#,
        r#"["nodes",1]"#,
        r#"["product","encodedVariantExistence"]"#,
        r#"["product","metafield"]"#,
        r#"["product","totalInventory"]"#,
        r#"["product","variantBySelectedOptions"]"#,
    ];
    assert_eq!(errors, at(&paths, "UNAVAILABLE"));
}

#[tokio::test]
async fn a_failure_that_may_not_be_null_reaches_the_nearest_parent_that_may() {
    let (data, errors) = shop()
        .cut()
        .ask_in_vain(
            r#"{
                product(handle: "tent") { title availableForSale }
                nodes(ids: ["gid://shop/Product/1", "gid://shop/Location/1"]) {
                    id ... on Product { variants(first: 1) { nodes { id } } }
                }
            }"#,
        )
        .await;
    assert_eq!(
        data,
        json!({"product": null, "nodes": [null, {"id": "gid://shop/Location/1"}]})
    );
    let paths = [
        r#"["nodes",0,"variants"]"#,
        r#"["product","availableForSale"]"#,
    ];
    assert_eq!(errors, at(&paths, "UNAVAILABLE"));
}
