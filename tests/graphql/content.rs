//! Pages, articles, menus and metaobjects through the schema.

use serde_json::json;

use vitrina::domain::event::{
    ArticleFact, BlogFact, ContentFact, LocationFact, MarketFact, MetafieldFact, MetaobjectFact,
    PageFact, SettingFact, ShopFact,
};

use super::{
    outdoor::{german, shop},
    support::{Shop, content, setting},
};

#[tokio::test]
async fn page_is_found_by_handle_and_id_and_read_in_both_languages() {
    let query = r#"{
        page(handle: "about") {
            id handle title createdAt updatedAt onlineStoreUrl trackingParameters bodySummary
            seo { title description }
        }
        byId: page(id: "gid://shop/Page/1") { title }
        pageByHandle(handle: "nowhere") { id }
    }"#;
    let page = |title: &str, seo: &str| {
        json!({
            "page": {
                "id": "gid://shop/Page/1",
                "handle": "about",
                "title": title,
                "createdAt": "2024-01-02T00:00:00Z",
                "updatedAt": "2024-02-03T00:00:00Z",
                "onlineStoreUrl": "https://shop.example/pages/about",
                "trackingParameters": null,
                "bodySummary": format!("We sell tents. {}...", "And tarps. ".repeat(12)),
                "seo": {"title": seo, "description": null},
            },
            "byId": {"title": title},
            "pageByHandle": null,
        })
    };
    let shop = shop();
    assert_eq!(shop.ask(query).await, page("About us", "About the shop"));
    let answer = shop.ask_as(&german(), query).await;
    assert_eq!(answer, page("Über uns", "Der Laden"));
}

#[tokio::test]
async fn metafields_lead_to_what_they_name_and_to_their_owner() {
    let answer = shop()
        .ask(
            r#"{ page(handle: "about") {
                founded: metafield(key: "founded") {
                    namespace key type value createdAt
                    parentResource { __typename ... on Page { handle } }
                    reference { __typename } references(first: 1) { totalCount }
                }
                flagship: metafield(namespace: "custom", key: "flagship") {
                    reference { ... on Product { handle } }
                }
                reading: metafield(key: "reading") {
                    references(first: 5) { totalCount nodes { ... on Metaobject { handle } } }
                }
                manual: metafield(key: "manual") {
                    reference { ... on GenericFile { mimeType url } }
                }
                photo: metafield(key: "photo") {
                    reference { ... on MediaImage { image { url } } }
                }
                lost: metafield(key: "lost") { reference { __typename } }
                metafields(identifiers: [
                    {key: "founded"}, {namespace: "other", key: "founded"},
                ]) { value }
            } }"#,
        )
        .await;
    assert_eq!(
        answer,
        json!({"page": {
            "founded": {
                "namespace": "custom",
                "key": "founded",
                "type": "number_integer",
                "value": "1987",
                "createdAt": "2024-05-01T00:00:00Z",
                "parentResource": {"__typename": "Page", "handle": "about"},
                "reference": null,
                "references": null,
            },
            "flagship": {"reference": {"handle": "tent"}},
            "reading": {"references": {"totalCount": "1", "nodes": [{"handle": "wool"}]}},
            "manual": {"reference": {
                "mimeType": "application/pdf",
                "url": "https://files.example/tent.pdf?v=1",
            }},
            "photo": {"reference": {"image": {"url": "https://files.example/tent.jpg"}}},
            "lost": {"reference": null},
            "metafields": [{"value": "1987"}, null],
        }})
    );
}

#[tokio::test]
async fn article_is_read_with_its_blog_author_and_picture() {
    let answer = shop()
        .ask(
            r#"{ blog(handle: "news") {
                title onlineStoreUrl authors { name email bio }
                articleByHandle(handle: "first") {
                    id title content(truncateAt: 6) contentHtml excerpt excerptHtml tags
                    publishedAt onlineStoreUrl image { url id } authorV2 { firstName }
                    blog { handle } seo { title }
                }
                soon: articleByHandle(handle: "soon") { id }
            } }"#,
        )
        .await;
    assert_eq!(
        answer,
        json!({"blog": {
            "title": "News",
            "onlineStoreUrl": "https://shop.example/blogs/news",
            "authors": [
                {"name": "Team A", "email": "hello@shop.example", "bio": null},
                {"name": "Team B", "email": "hello@shop.example", "bio": null},
            ],
            "articleByHandle": {
                "id": "gid://shop/Article/1",
                "title": "Zelt first",
                "content": "One...",
                "contentHtml": "<p>One &amp; all.</p>",
                "excerpt": "One and all of them",
                "excerptHtml": "<b>One</b> and all of them",
                "tags": ["Camping", "Summer"],
                "publishedAt": "2024-03-01T00:00:00Z",
                "onlineStoreUrl": "https://shop.example/blogs/news/first",
                "image": {
                    "url": "http://127.0.0.1:8080/pictures/tent.svg",
                    "id": "gid://shop/ImageSource/9",
                },
                "authorV2": {"firstName": "The"},
                "blog": {"handle": "news"},
                "seo": {"title": null},
            },
            "soon": null,
        }})
    );
}

#[tokio::test]
async fn articles_are_sorted_filtered_and_paged_from_both_ends() {
    let shop = shop();
    let answer = shop
        .ask(
            r#"{
                byId: articles(first: 9) { totalCount nodes { handle } }
                titles: articles(last: 2, sortKey: TITLE) {
                    nodes { handle } pageInfo { hasNextPage hasPreviousPage }
                }
                newest: articles(first: 1, sortKey: PUBLISHED_AT, reverse: true) {
                    nodes { handle }
                }
                found: articles(first: 9, query: "author:'Team A' -zelt", sortKey: RELEVANCE) {
                    nodes { handle }
                }
                plain: articles(first: 1, reverse: null, sortKey: null) { nodes { handle } }
            }"#,
        )
        .await;
    assert_eq!(
        answer,
        json!({
            "byId": {
                "totalCount": "3",
                "nodes": [{"handle": "first"}, {"handle": "second"}, {"handle": "tenth"}],
            },
            "titles": {
                "nodes": [{"handle": "tenth"}, {"handle": "first"}],
                "pageInfo": {"hasNextPage": false, "hasPreviousPage": true},
            },
            "newest": {"nodes": [{"handle": "first"}]},
            "found": {"nodes": [{"handle": "tenth"}]},
            "plain": {"nodes": [{"handle": "first"}]},
        })
    );
    let cursors = shop
        .ask("{ articles(first: 1) { pageInfo { endCursor } } }")
        .await;
    let cursor = cursors["articles"]["pageInfo"]["endCursor"]
        .as_str()
        .expect("a page with rows has cursors");
    let next = format!(r#"{{ articles(first: 1, after: "{cursor}") {{ nodes {{ handle }} }} }}"#);
    let answer = shop.ask(&next).await;
    assert_eq!(
        answer,
        json!({"articles": {"nodes": [{"handle": "second"}]}})
    );
    let other = next.replace("first: 1,", "first: 1, sortKey: TITLE,");
    assert_eq!(shop.refusal(&other).await.0, "BAD_CURSOR");
}

#[tokio::test]
async fn menu_items_have_absolute_addresses_and_lead_to_their_resources() {
    let query = r#"{ menu(handle: "main-menu") {
        title itemsCount
        items {
            title type url resourceId tags
            resource { __typename ... on Collection { handle } }
            items { title url resource {
                __typename ... on Product { handle } ... on Article { title }
                ... on ShopPolicy { body }
            } }
        }
    } }"#;
    let shop = shop();
    let answer = shop.ask(query).await;
    let bare = |title: &str, url: serde_json::Value| {
        json!({
            "title": title, "type": "HTTP", "url": url, "resourceId": null, "tags": [],
            "resource": null, "items": [],
        })
    };
    assert_eq!(
        answer,
        json!({"menu": {
            "title": "Main",
            "itemsCount": 6,
            "items": [
                {
                    "title": "Tents",
                    "type": "COLLECTION",
                    "url": "https://shop.example/collections/tents",
                    "resourceId": "gid://shop/Collection/1",
                    "tags": [],
                    "resource": {"__typename": "Collection", "handle": "tents"},
                    "items": [
                        {
                            "title": "Tent",
                            "url": "https://shop.example/products/tent",
                            "resource": {"__typename": "Product", "handle": "tent"},
                        },
                        {
                            "title": "First",
                            "url": "https://shop.example/blogs/news/first?utm=1",
                            "resource": {"__typename": "Article", "title": "Zelt first"},
                        },
                        {
                            "title": "Privacy",
                            "url": "https://shop.example/policies/privacy-policy",
                            "resource": {
                                "__typename": "ShopPolicy",
                                "body": "<p>None of your data.</p>",
                            },
                        },
                    ],
                },
                bare("Elsewhere", json!("//cdn.example/a")),
                bare("Odd", json!(null)),
            ],
        }})
    );
    let german = shop.ask_as(&german(), query).await;
    assert_eq!(german["menu"]["items"][0]["title"], "Zelte");
}

#[tokio::test]
async fn metaobject_is_read_by_type_and_handle_with_its_references() {
    let query = r#"{
        metaobject(handle: {type: "material", handle: "wool"}) {
            id type handle updatedAt onlineStoreUrl seo { title { value } }
            field(key: "name") { key type value reference { __typename } }
            fields { key reference { ... on Page { handle } } }
        }
        metaobjects(type: "material", first: 5, sortKey: "updated_at") { nodes { handle } }
        none: metaobjects(type: "color", first: 5) { totalCount nodes { handle } }
    }"#;
    let answer = shop().ask_as(&german(), query).await;
    assert_eq!(
        answer,
        json!({
            "metaobject": {
                "id": "gid://shop/Metaobject/1",
                "type": "material",
                "handle": "wool",
                "updatedAt": "2024-02-02T00:00:00Z",
                "onlineStoreUrl": null,
                "seo": null,
                "field": {
                    "key": "name",
                    "type": "single_line_text_field",
                    "value": "Wolle",
                    "reference": null,
                },
                "fields": [
                    {"key": "name", "reference": null},
                    {"key": "story", "reference": {"handle": "about"}},
                ],
            },
            "metaobjects": {"nodes": [{"handle": "wool"}]},
            "none": {"totalCount": "0", "nodes": []},
        })
    );
}

#[tokio::test]
async fn where_a_source_tells_no_date_the_version_of_the_fact_stands() {
    let metafields = || {
        vec![MetafieldFact {
            namespace: "custom".into(),
            key: "note".into(),
            value: "x".into(),
            ..MetafieldFact::default()
        }]
    };
    let shop = Shop::of([
        content(ContentFact::Page(PageFact {
            id: "gid://shop/Page/1".into(),
            handle: "about".into(),
            ..PageFact::default()
        })),
        content(ContentFact::Article(ArticleFact {
            id: "gid://shop/Article/1".into(),
            ..ArticleFact::default()
        })),
        content(ContentFact::Metaobject(MetaobjectFact {
            id: "gid://shop/Metaobject/1".into(),
            ..MetaobjectFact::default()
        })),
        setting(SettingFact::Shop(ShopFact {
            id: "gid://shop/Shop/1".into(),
            metafields: metafields(),
            ..ShopFact::default()
        })),
        setting(SettingFact::Market(MarketFact {
            id: "gid://shop/Market/1".into(),
            countries: vec!["DE".into()],
            metafields: metafields(),
            ..MarketFact::default()
        })),
        setting(SettingFact::Location(LocationFact {
            id: "gid://shop/Location/1".into(),
            metafields: metafields(),
            ..LocationFact::default()
        })),
    ]);
    let answer = shop
        .ask(
            r#"{
                page(handle: "about") { createdAt updatedAt }
                article(id: "gid://shop/Article/1") { publishedAt }
                metaobject(id: "gid://shop/Metaobject/1") { updatedAt }
                shop { metafield(key: "note") { createdAt updatedAt } }
                localization { market { metafield(key: "note") { updatedAt } } }
                locations(first: 1) { nodes { metafield(key: "note") { updatedAt } } }
            }"#,
        )
        .await;
    let told = "2024-05-01T00:00:00Z";
    let updated = json!({"metafield": {"updatedAt": told}});
    assert_eq!(
        answer,
        json!({
            "page": {"createdAt": told, "updatedAt": told},
            "article": {"publishedAt": told},
            "metaobject": {"updatedAt": told},
            "shop": {"metafield": {"createdAt": told, "updatedAt": told}},
            "localization": {"market": updated},
            "locations": {"nodes": [updated]},
        })
    );
}

#[tokio::test]
async fn articles_are_sought_and_sorted_by_the_titles_of_their_blogs() {
    let blog = |handle: &str, title: &str| {
        content(ContentFact::Blog(BlogFact {
            id: format!("gid://shop/Blog/{handle}"),
            handle: handle.into(),
            title: title.into(),
            ..BlogFact::default()
        }))
    };
    let article = |blog: &str| {
        content(ContentFact::Article(ArticleFact {
            id: format!("gid://shop/Article/{blog}"),
            blog_handle: blog.into(),
            handle: format!("in-{blog}"),
            ..ArticleFact::default()
        }))
    };
    let shop = Shop::of([
        blog("a", "Winter camps"),
        blog("b", "Autumn fires"),
        article("a"),
        article("b"),
        article("camps"),
    ]);
    let answer = shop
        .ask(
            r#"{
                camps: articles(first: 5, query: "blog_title:camps") { nodes { handle } }
                handle: articles(first: 5, query: "blog_title:a") { nodes { handle } }
                sorted: articles(first: 5, sortKey: BLOG_TITLE) { nodes { blog { title } } }
            }"#,
        )
        .await;
    let titles = ["Autumn fires", "camps", "Winter camps"];
    assert_eq!(
        answer,
        json!({
            "camps": {"nodes": [{"handle": "in-a"}, {"handle": "in-camps"}]},
            "handle": {"nodes": []},
            "sorted": {"nodes": titles.map(|title| json!({"blog": {"title": title}}))},
        })
    );
}
