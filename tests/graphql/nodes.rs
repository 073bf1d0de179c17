//! Sitemaps, redirects and nodes through the schema.

use serde_json::json;
use vitrina::domain::event::{ContentFact, PageFact};

use super::{
    outdoor::shop,
    support::{Shop, content},
};

#[tokio::test]
async fn sitemap_pages_hold_250_and_never_end_early() {
    let facts = (1..=501).map(|number| {
        content(ContentFact::Page(PageFact {
            id: format!("gid://shop/Page/{number}"),
            handle: format!("page-{number}"),
            title: format!("Page {number}"),
            ..PageFact::default()
        }))
    });
    let shop = Shop::of(facts);
    let answer = shop
        .ask(
            "{ sitemap(type: PAGE) {
                pagesCount { count precision }
                second: resources(page: 2) { hasNextPage }
                third: resources(page: 3) { hasNextPage items {
                    handle updatedAt ... on SitemapResource { title image { filepath } }
                } }
                fourth: resources(page: 4) { hasNextPage items { handle } }
            } }",
        )
        .await;
    assert_eq!(
        answer,
        json!({"sitemap": {
            "pagesCount": {"count": 3, "precision": "EXACT"},
            "second": {"hasNextPage": true},
            "third": {"hasNextPage": false, "items": [{
                "handle": "page-501",
                "updatedAt": "2024-05-01T00:00:00Z",
                "title": "Page 501",
                "image": null,
            }]},
            "fourth": {"hasNextPage": false, "items": []},
        }})
    );
    let zeroth = "{ sitemap(type: PAGE) { resources(page: 0) { hasNextPage } } }";
    assert_eq!(shop.refusal(zeroth).await.0, "BAD_ARGUMENT");
}

#[tokio::test]
async fn sitemap_of_metaobjects_tells_their_type() {
    let answer = shop()
        .ask(
            "{ sitemap(type: METAOBJECT) { resources(page: 1) { items {
                __typename handle
                ... on SitemapResourceMetaobject { type onlineStoreUrlHandle }
            } } } }",
        )
        .await;
    let items = &answer["sitemap"]["resources"]["items"];
    assert_eq!(
        *items,
        json!([{
            "__typename": "SitemapResourceMetaobject",
            "handle": "wool",
            "type": "material",
            "onlineStoreUrlHandle": null,
        }])
    );
}

#[tokio::test]
async fn redirects_are_found_by_path_and_target() {
    let answer = shop()
        .ask(
            r#"{
                path: urlRedirects(first: 5, query: "path:/old") { nodes { id path target } }
                target: urlRedirects(first: 5, query: "target:/pages/about") { totalCount }
            }"#,
        )
        .await;
    assert_eq!(
        answer,
        json!({
            "path": {"nodes": [{
                "id": "gid://shop/UrlRedirect/1",
                "path": "/old",
                "target": "/pages/about",
            }]},
            "target": {"totalCount": "2"},
        })
    );
}

#[tokio::test]
async fn nodes_of_every_findable_type_are_found_in_order() {
    let kinds = [
        "Article",
        "Blog",
        "Collection",
        "Location",
        "Market",
        "Menu",
        "Metaobject",
        "Page",
        "Product",
        "ProductVariant",
        "Shop",
        "ShopPolicy",
        "UrlRedirect",
    ];
    let ids = kinds
        .map(|kind| format!("\"gid://shop/{kind}/1\""))
        .join(", ");
    let query = format!(
        r#"{{ nodes(ids: [{ids}, "gid://shop/Article/11", "gid://shop/Image/1", ""]) {{
            __typename id
        }} node(id: "gid://shop/Page/1") {{
            ... on HasMetafields {{ metafield(key: "founded") {{ value }} }}
            ... on OnlineStorePublishable {{ onlineStoreUrl }}
            ... on Node {{ ... on Page {{ title }} }}
            ... on Article {{ contentHtml }}
        }} }}"#
    );
    let answer = shop().ask(&query).await;
    let mut nodes: Vec<_> = kinds
        .map(|kind| json!({"__typename": kind, "id": format!("gid://shop/{kind}/1")}))
        .into();
    nodes.extend([json!(null), json!(null), json!(null)]);
    assert_eq!(
        answer,
        json!({
            "nodes": nodes,
            "node": {
                "metafield": {"value": "1987"},
                "onlineStoreUrl": "https://shop.example/pages/about",
                "title": "About us",
            },
        })
    );
}
