//! Lists and look-ups: the SQL store answers as the embedded one does.

use std::sync::Arc;

use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use vitrina::{
    application::catalog::{
        Catalog, ContentKind, ContentList, ContentSort, Find, ProductList, ProductLists,
        ProductSort, SettingStore, ShownOffer, SitemapKind,
    },
    domain::{
        context::Wish,
        event::{ContentFact, Fact},
        id::Key,
        offer::Offer,
        page::{Position, Window},
        product::Product,
        search_syntax::Expr,
        time::Timestamp,
    },
};

use super::stores::Stores;

const SORTS: [ProductSort; 9] = [
    ProductSort::Position,
    ProductSort::BestSelling,
    ProductSort::CreatedAt,
    ProductSort::Id,
    ProductSort::Price,
    ProductSort::ProductType,
    ProductSort::Title,
    ProductSort::UpdatedAt,
    ProductSort::Vendor,
];

/// Conditions of every field, comparison and connective.
const QUERIES: [&str; 40] = [
    "",
    "tent",
    "ten*",
    "\"steel floor\"",
    "\"steel flo\"*",
    "lamp OR tent",
    "steel -lamp",
    "NOT (tent OR lamp)",
    "title:*",
    "title:>a",
    "vendor:alp*",
    "vendor:*",
    "-vendor:*",
    "product_type:Tent,Lamp",
    "product_type:t*",
    "tag:*",
    "-tag:*",
    "tag:new",
    "tag:new,sale",
    "tag:n*",
    "tag_not:new",
    "sku:*",
    "sku:a*",
    "-barcode:*",
    "handle:*tent",
    "id:1000020",
    "id:gid*",
    "gift_card:true",
    "gift_card:false",
    "available_for_sale:true",
    "available_for_sale:false",
    "available_for_sale:*",
    "variants.price:<50",
    "variants.price:<=105.00",
    "variants.price:>=99.95",
    "variants.price:>200 OR variants.price:<20",
    "variants.price:105",
    "variants.price:105.005",
    "created_at:<2024-06 AND updated_at:>2020",
    "published_at:>=2023-01-01 unknown:x",
];

fn runner() -> TestRunner {
    TestRunner::new_with_rng(
        Config::default(),
        TestRng::deterministic_rng(RngAlgorithm::ChaCha),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_products_are_equal_in_every_order_and_window() {
    let stores = Stores::generated(150).await;
    let settings = stores.memory.settings();
    let now = Timestamp::parse("2026-11-01").unwrap();
    let collections: Vec<Key> = stores
        .events
        .iter()
        .filter_map(|event| match &event.fact {
            Fact::Collection(fact) => Some(Key::of(&fact.id)),
            _ => None,
        })
        .collect();
    let countries = ["US", "DE", "GB", "JP"];
    let mut runner = runner();
    let choices = (
        0..SORTS.len(),
        any::<bool>(),
        prop::option::weighted(0.5, 0..collections.len()),
        0..QUERIES.len(),
        0..countries.len(),
        0_usize..30,
        any::<bool>(),
        prop::option::of(0_usize..60),
        prop::option::of(0_usize..60),
    );
    for _ in 0..600 {
        let (sort, is_reversed, collection, query, country, size, from_end, after, before) =
            choices.new_tree(&mut runner).unwrap().current();
        let wish = Wish {
            country: Some(countries[country].to_owned()),
            ..Wish::default()
        };
        let context = settings.resolve(&wish, now).price;
        let query = QUERIES[query];
        let mut list = ProductList {
            collection: collection.map(|place| collections[place]),
            filter: (!query.is_empty()).then(|| Arc::new(Expr::parse(query, now).unwrap())),
            sort: SORTS[sort],
            is_reversed,
            window: Window::first(250),
            context,
            with_total: true,
        };
        let all = stores.memory.list_products(&list).await.unwrap();
        let place = |place: Option<usize>| -> Option<Position> {
            all.rows.get(place?).map(|(_, position)| position.clone())
        };
        list.window = Window {
            size,
            from_end,
            after: place(after),
            before: place(before),
        };
        let expected = stores.memory.list_products(&list).await.unwrap();
        let found = stores.sql.list_products(&list).await.unwrap();
        assert_eq!(found, expected, "{query} {list:?}");
        let cards = stores.sql.list_cards(&list, true).await.unwrap();
        assert_eq!(cards.listing, expected, "{query} {list:?}");
        let keys: Vec<Key> = expected.rows.iter().map(|(key, _)| *key).collect();
        let products = Find::<Product>::find_by_keys(&*stores.memory, &keys).await;
        let products: Vec<_> = products.unwrap().into_iter().flatten().collect();
        let offers = Find::<Offer>::find_by_keys(&*stores.memory, &keys).await;
        let shown = products
            .iter()
            .zip(offers.unwrap())
            .map(|(product, offer)| {
                let offer = offer.unwrap_or_default();
                let summary = offer.summary(&product.variant_keys, &list.context);
                let offer = ShownOffer {
                    min: summary.min,
                    max: summary.max,
                    is_available: summary.is_available,
                };
                (product.key, offer)
            });
        assert_eq!(cards.offers, shown.collect::<Vec<_>>(), "{list:?}");
        assert_eq!(cards.products, Some(products), "{list:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn look_ups_and_small_lists_are_equal() {
    let stores = Stores::generated(150).await;
    let (memory, sql): (&dyn Catalog, &dyn Catalog) = (&*stores.memory, &*stores.sql);
    let now = Timestamp::parse("2026-11-01").unwrap();
    let mut handles = vec!["no-such-handle".to_owned()];
    let (mut products, mut variants) = (vec![Key::of("absent")], vec![Key::of("absent")]);
    for event in &stores.events {
        match &event.fact {
            Fact::Product(fact) => {
                handles.push(fact.handle.clone());
                handles.extend(fact.previous_handles.iter().cloned());
                products.push(Key::of(&fact.id));
                variants.extend(fact.variants.iter().map(|variant| Key::of(&variant.id)));
            }
            Fact::Collection(fact) => handles.push(fact.handle.clone()),
            _ => {}
        }
    }
    assert_eq!(
        sql.find_by_handles(&handles).await.unwrap(),
        memory.find_by_handles(&handles).await.unwrap()
    );
    assert_eq!(
        sql.find_collections_by_handles(&handles).await.unwrap(),
        memory.find_collections_by_handles(&handles).await.unwrap()
    );
    assert_eq!(
        sql.find_owners(&variants).await.unwrap(),
        memory.find_owners(&variants).await.unwrap()
    );
    assert_eq!(
        sql.list_tags(7).await.unwrap(),
        memory.list_tags(7).await.unwrap()
    );
    assert_eq!(
        sql.list_types(99).await.unwrap(),
        memory.list_types(99).await.unwrap()
    );
    for product in products.iter().take(20) {
        assert_eq!(
            sql.list_neighborhoods(*product, 9).await.unwrap(),
            memory.list_neighborhoods(*product, 9).await.unwrap()
        );
        let window = Window::first(3);
        assert_eq!(
            sql.list_collections_of(*product, true, &window)
                .await
                .unwrap(),
            memory
                .list_collections_of(*product, true, &window)
                .await
                .unwrap()
        );
    }
    let kinds = [
        ContentKind::Page,
        ContentKind::Blog,
        ContentKind::Article,
        ContentKind::Menu,
        ContentKind::Policy,
        ContentKind::Metaobject,
        ContentKind::Redirect,
    ];
    let list = |sort| ContentList {
        scope: None,
        filter: None,
        sort,
        is_reversed: false,
        window: Window::first(20),
        instant: now,
    };
    for sort in [
        ContentSort::Id,
        ContentSort::Title,
        ContentSort::UpdatedAt,
        ContentSort::Blog,
    ] {
        for kind in kinds {
            assert_eq!(
                sql.list_content(kind, &list(sort)).await.unwrap(),
                memory.list_content(kind, &list(sort)).await.unwrap()
            );
        }
        assert_eq!(
            sql.list_collections(&list(sort)).await.unwrap(),
            memory.list_collections(&list(sort)).await.unwrap()
        );
    }
    for event in &stores.events {
        if let Fact::Content(fact) = &event.fact
            && let ContentFact::Article(article) = fact.as_ref()
        {
            let (kind, scope, handle) =
                (ContentKind::Article, &article.blog_handle, &article.handle);
            assert_eq!(
                sql.find_content(kind, scope, handle).await.unwrap(),
                memory.find_content(kind, scope, handle).await.unwrap()
            );
        }
    }
    let sitemaps = kinds.map(SitemapKind::Content);
    for kind in [SitemapKind::Product, SitemapKind::Collection]
        .into_iter()
        .chain(sitemaps)
    {
        assert_eq!(
            sql.list_sitemap(kind, 3, 10, now).await.unwrap(),
            memory.list_sitemap(kind, 3, 10, now).await.unwrap()
        );
    }
    assert_eq!(stores.sql.settings(), stores.memory.settings());
}
