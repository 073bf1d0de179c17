//! Content, settings and nodes through the schema, over a small outdoor shop.

use serde_json::json;
use vitrina::domain::{
    context::Wish,
    event::{
        ArticleFact, AuthorFact, BlogFact, CollectionFact, ContentFact, Fact, ImageFact,
        LocationFact, MarketFact, MenuFact, MenuItemFact, MetafieldFact, MetaobjectFact,
        MetaobjectFieldFact, PageFact, PolicyFact, ProductFact, RedirectFact, SeoFact, SettingFact,
        ShopFact, TranslationFact, VariantFact,
    },
    money::Currency,
};

use super::support::{Shop, at, content, setting};

fn metafield(key: &str, kind: &str, value: &str) -> MetafieldFact {
    MetafieldFact {
        namespace: "custom".into(),
        key: key.into(),
        kind: kind.into(),
        value: value.into(),
        ..MetafieldFact::default()
    }
}

fn texts(resource_id: &str, texts: &[(&str, &str)]) -> Fact {
    let texts = texts
        .iter()
        .map(|(field, text)| ((*field).into(), (*text).into()));
    setting(SettingFact::Translation(TranslationFact {
        resource_id: resource_id.into(),
        language: "DE".into(),
        texts: texts.collect(),
    }))
}

fn page() -> Fact {
    content(ContentFact::Page(PageFact {
        id: "gid://shop/Page/1".into(),
        handle: "about".into(),
        title: "About us".into(),
        body_html: format!("<p>We sell tents.</p><p>{}</p>", "And tarps. ".repeat(20)),
        seo: SeoFact {
            title: Some("About the shop".into()),
            description: None,
        },
        created_at: Some(at("2024-01-02")),
        updated_at: Some(at("2024-02-03")),
        metafields: vec![
            metafield("founded", "number_integer", "1987"),
            metafield("flagship", "product_reference", "gid://shop/Product/1"),
            metafield(
                "reading",
                "list.mixed_reference",
                r#"["gid://shop/Metaobject/1","gid://shop/Metaobject/404"]"#,
            ),
            metafield(
                "manual",
                "file_reference",
                "https://files.example/tent.pdf?v=1",
            ),
            metafield("photo", "file_reference", "https://files.example/tent.jpg"),
            metafield("lost", "file_reference", "gid://shop/MediaImage/404"),
        ],
    }))
}

fn articles() -> [Fact; 4] {
    let article = |number: u32, handle: &str, title: &str, author: &str, published: &str| {
        content(ContentFact::Article(ArticleFact {
            id: format!("gid://shop/Article/{number}"),
            blog_handle: "news".into(),
            handle: handle.into(),
            title: title.into(),
            author: AuthorFact {
                name: author.into(),
                first_name: "The".into(),
                last_name: "Team".into(),
                email: "hello@shop.example".into(),
                bio: None,
            },
            content_html: "<p>One &amp; all.</p>".into(),
            excerpt_html: (number == 1).then(|| "<b>One</b> and all of them".into()),
            image: (number == 1).then(|| ImageFact {
                id: "gid://shop/ImageSource/9".into(),
                url: "/pictures/tent.svg".into(),
                ..ImageFact::default()
            }),
            tags: vec!["Camping".into(), "Summer".into()],
            published_at: Some(at(published)),
            ..ArticleFact::default()
        }))
    };
    [
        article(1, "first", "Zelt first", "Team A", "2024-03-01"),
        article(2, "second", "Camp second", "Team B", "2024-02-01"),
        article(10, "tenth", "Fire tenth", "Team A", "2024-01-01"),
        article(11, "soon", "Soon", "Team C", "2024-07-01"),
    ]
}

fn menu() -> Fact {
    let item = |title: &str, kind: &str, url: &str, resource_id: Option<&str>| MenuItemFact {
        title: title.into(),
        kind: kind.into(),
        url: url.into(),
        resource_id: resource_id.map(str::to_owned),
        ..MenuItemFact::default()
    };
    let below = vec![
        item("Tent", "PRODUCT", "/products/tent", None),
        item(
            "First",
            "ARTICLE",
            "https://shop.example/blogs/news/first?utm=1",
            None,
        ),
        item("Privacy", "SHOP_POLICY", "/policies/privacy-policy", None),
    ];
    content(ContentFact::Menu(MenuFact {
        id: "gid://shop/Menu/1".into(),
        handle: "main-menu".into(),
        title: "Main".into(),
        items: vec![
            MenuItemFact {
                id: "gid://shop/MenuItem/1".into(),
                items: below,
                ..item(
                    "Tents",
                    "COLLECTION",
                    "/collections/tents",
                    Some("gid://shop/Collection/1"),
                )
            },
            item("Elsewhere", "HTTP", "//cdn.example/a", None),
            item("Odd", "WORMHOLE", "", None),
        ],
    }))
}

fn settings() -> Vec<Fact> {
    let location = |number: u32, name: &str, city: &str, place: Option<(f64, f64)>| {
        setting(SettingFact::Location(LocationFact {
            id: format!("gid://shop/Location/{number}"),
            name: name.into(),
            city: Some(city.into()),
            latitude: place.map(|place| place.0),
            longitude: place.map(|place| place.1),
            address1: Some("Main Street 1".into()),
            zip: Some("10115".into()),
            country_code: Some("DE".into()),
            ..LocationFact::default()
        }))
    };
    vec![
        setting(SettingFact::Shop(ShopFact {
            id: "gid://shop/Shop/1".into(),
            name: "Alta".into(),
            description: Some("Things for outdoors".into()),
            primary_url: Some("https://shop.example".into()),
            currency: Some(Currency::USD),
            country: "US".into(),
            language: "EN".into(),
            money_format: "${{amount}}".into(),
            slogan: Some("Go out.".into()),
            brand_colors: vec!["#112233".into(), "#ffffff".into()],
            metafields: vec![metafield("hours", "single_line_text_field", "9 to 5")],
            ..ShopFact::default()
        })),
        setting(SettingFact::Market(MarketFact {
            id: "gid://shop/Market/1".into(),
            handle: "us".into(),
            is_primary: true,
            countries: vec!["US".into()],
            languages: vec!["EN".into()],
            ..MarketFact::default()
        })),
        setting(SettingFact::Market(MarketFact {
            id: "gid://shop/Market/2".into(),
            handle: "europe".into(),
            countries: vec!["FR".into(), "DE".into()],
            currency: Some(Currency::EUR),
            languages: vec!["DE".into(), "EN".into()],
            conversion_rate_millionths: Some(900_000),
            ..MarketFact::default()
        })),
        location(1, "Mitte", "Berlin", Some((52.52, 13.405))),
        location(2, "Altona", "Hamburg", Some((53.55, 9.99))),
        location(10, "Store room", "Berlin", None),
    ]
}

fn shop() -> Shop {
    let mut facts = vec![
        page(),
        menu(),
        content(ContentFact::Blog(BlogFact {
            id: "gid://shop/Blog/1".into(),
            handle: "news".into(),
            title: "News".into(),
            ..BlogFact::default()
        })),
        content(ContentFact::Policy(PolicyFact {
            id: "gid://shop/ShopPolicy/1".into(),
            handle: "privacy-policy".into(),
            title: "Privacy".into(),
            body_html: "<p>None of your data.</p>".into(),
        })),
        content(ContentFact::Metaobject(MetaobjectFact {
            id: "gid://shop/Metaobject/1".into(),
            kind: "material".into(),
            handle: "wool".into(),
            fields: vec![
                MetaobjectFieldFact {
                    key: "name".into(),
                    kind: "single_line_text_field".into(),
                    value: Some("Wool".into()),
                },
                MetaobjectFieldFact {
                    key: "story".into(),
                    kind: "page_reference".into(),
                    value: Some("gid://shop/Page/1".into()),
                },
            ],
            updated_at: Some(at("2024-02-02")),
        })),
        content(ContentFact::Redirect(RedirectFact {
            id: "gid://shop/UrlRedirect/1".into(),
            path: "/old".into(),
            target: "/pages/about".into(),
        })),
        content(ContentFact::Redirect(RedirectFact {
            id: "gid://shop/UrlRedirect/2".into(),
            path: "/older".into(),
            target: "/pages/about".into(),
        })),
        Fact::Collection(Box::new(CollectionFact {
            id: "gid://shop/Collection/1".into(),
            handle: "tents".into(),
            title: "Tents".into(),
            ..CollectionFact::default()
        })),
        Fact::Product(Box::new(ProductFact {
            id: "gid://shop/Product/1".into(),
            handle: "tent".into(),
            title: "Tent".into(),
            published_at: Some(at("2024-01-01")),
            variants: vec![VariantFact {
                id: "gid://shop/ProductVariant/1".into(),
                ..VariantFact::default()
            }],
            ..ProductFact::default()
        })),
        texts(
            "gid://shop/Page/1",
            &[("title", "Über uns"), ("meta_title", "Der Laden")],
        ),
        texts("gid://shop/Shop/1", &[("slogan", "Geh raus.")]),
        texts("gid://shop/MenuItem/1", &[("title", "Zelte")]),
        texts("gid://shop/Metaobject/1", &[("name", "Wolle")]),
    ];
    facts.extend(articles());
    facts.extend(settings());
    Shop::of(facts)
}

fn german() -> Wish {
    Wish {
        country: Some("DE".into()),
        language: Some("DE".into()),
        location_id: None,
    }
}

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
async fn shop_tells_brand_policies_domain_and_payment() {
    let answer = shop()
        .ask_as(
            &german(),
            r#"{ shop {
                id name description moneyFormat shipsToCountries
                brand {
                    slogan shortDescription logo { id } squareLogo { id } coverImage { id }
                    colors { primary { background foreground } secondary { background } }
                }
                primaryDomain { host sslEnabled url }
                privacyPolicy { handle title url }
                refundPolicy { id } subscriptionPolicy { id }
                metafield(key: "hours") { value parentResource { ... on Shop { name } } }
                paymentSettings {
                    acceptedCardBrands cardVaultUrl countryCode currencyCode
                    enabledPresentmentCurrencies shopifyPaymentsAccountId supportedDigitalWallets
                }
            } }"#,
        )
        .await;
    assert_eq!(
        answer,
        json!({"shop": {
            "id": "gid://shop/Shop/1",
            "name": "Alta",
            "description": "Things for outdoors",
            "moneyFormat": "${{amount}}",
            "shipsToCountries": ["DE", "FR", "US"],
            "brand": {
                "slogan": "Geh raus.",
                "shortDescription": "Things for outdoors",
                "logo": null,
                "squareLogo": null,
                "coverImage": null,
                "colors": {
                    "primary": [{"background": "#112233", "foreground": "#ffffff"}],
                    "secondary": [],
                },
            },
            "primaryDomain": {
                "host": "shop.example",
                "sslEnabled": true,
                "url": "https://shop.example",
            },
            "privacyPolicy": {
                "handle": "privacy-policy",
                "title": "Privacy",
                "url": "https://shop.example/policies/privacy-policy",
            },
            "refundPolicy": null,
            "subscriptionPolicy": null,
            "metafield": {"value": "9 to 5", "parentResource": {"name": "Alta"}},
            "paymentSettings": {
                "acceptedCardBrands": [],
                "cardVaultUrl": "https://shop.example",
                "countryCode": "US",
                "currencyCode": "USD",
                "enabledPresentmentCurrencies": ["EUR", "USD"],
                "shopifyPaymentsAccountId": null,
                "supportedDigitalWallets": [],
            },
        }})
    );
}

#[tokio::test]
async fn localization_lists_countries_of_all_markets_and_languages_of_one() {
    let answer = shop()
        .ask_as(
            &german(),
            "{ localization {
                availableCountries { isoCode name currency { isoCode symbol } unitSystem
                    defaultLanguage { isoCode } }
                availableLanguages { isoCode endonymName name }
                country { isoCode } language { isoCode } market { handle }
            } }",
        )
        .await;
    let country = |code: &str, name: &str, currency: (&str, &str), units: &str, language: &str| {
        json!({
            "isoCode": code,
            "name": name,
            "currency": {"isoCode": currency.0, "symbol": currency.1},
            "unitSystem": units,
            "defaultLanguage": {"isoCode": language},
        })
    };
    assert_eq!(
        answer,
        json!({"localization": {
            "availableCountries": [
                country("FR", "France", ("EUR", "€"), "METRIC_SYSTEM", "DE"),
                country("DE", "Germany", ("EUR", "€"), "METRIC_SYSTEM", "DE"),
                country("US", "United States", ("USD", "$"), "IMPERIAL_SYSTEM", "EN"),
            ],
            "availableLanguages": [
                {"isoCode": "DE", "endonymName": "Deutsch", "name": "German"},
                {"isoCode": "EN", "endonymName": "English", "name": "English"},
            ],
            "country": {"isoCode": "DE"},
            "language": {"isoCode": "DE"},
            "market": {"handle": "europe"},
        }})
    );
}

#[tokio::test]
async fn locations_are_sorted_by_id_name_and_distance() {
    let shop = shop();
    let answer = shop
        .ask(
            "{
                byId: locations(first: 9) { totalCount nodes { name } }
                names: locations(first: 1, sortKey: NAME) { nodes {
                    id address { city formatted country province latitude }
                } }
                near: locations(
                    first: 9, sortKey: DISTANCE, near: {latitude: 53.5, longitude: 10}
                ) { nodes { name } }
            }",
        )
        .await;
    let names = |names: [&str; 3]| names.map(|name| json!({"name": name}));
    assert_eq!(
        answer,
        json!({
            "byId": {"totalCount": "3", "nodes": names(["Mitte", "Altona", "Store room"])},
            "names": {"nodes": [{
                "id": "gid://shop/Location/2",
                "address": {
                    "city": "Hamburg",
                    "formatted": ["Main Street 1", "Hamburg", "10115", "Germany"],
                    "country": "Germany",
                    "province": null,
                    "latitude": 53.55,
                },
            }]},
            "near": {"nodes": names(["Altona", "Mitte", "Store room"])},
        })
    );
    let nowhere = "{ locations(first: 1, sortKey: DISTANCE) { totalCount } }";
    assert_eq!(shop.refusal(nowhere).await.0, "BAD_ARGUMENT");
}

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
