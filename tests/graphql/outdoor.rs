//! A small outdoor shop: content, settings, a product and a collection.

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

/// An outdoor shop with one record of each kind and a few articles.
pub fn shop() -> Shop {
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

/// A caller in Germany who reads German.
pub fn german() -> Wish {
    Wish {
        country: Some("DE".into()),
        language: Some("DE".into()),
        location_id: None,
    }
}
