//! Facts in the database: versions decide, whatever the order, and doing it twice changes nothing.

use vitrina::{
    adapters::{
        cockroach::{CatalogWriter, CockroachCatalog},
        memory::MemoryCatalog,
    },
    application::{
        catalog::{FetchOffers, Find, Freshness, ProductLists, SettingStore},
        facts::{Applied, FactSet},
    },
    domain::{
        context::Wish,
        event::{
            Event, Fact, PriceFact, PricesFact, ProductFact, RemovedFact, VariantFact,
            VariantPricesFact,
        },
        id::Key,
        money::{Currency, Money},
        offer::Offer,
        time::Timestamp,
    },
};

use crate::support::database::TestDatabase;

const PRODUCT: &str = "gid://shop/Product/1";
const VARIANT: &str = "gid://shop/ProductVariant/1";

fn product(version: i64, title: &str) -> Event {
    Event {
        version: Timestamp(version),
        fact: Fact::Product(Box::new(ProductFact {
            id: PRODUCT.into(),
            handle: "tent".into(),
            title: title.into(),
            published_at: Some(Timestamp(1)),
            variants: vec![VariantFact {
                id: VARIANT.into(),
                ..VariantFact::default()
            }],
            ..ProductFact::default()
        })),
    }
}

fn prices(version: i64, minor: &[i64]) -> Event {
    let price = |minor: &i64| PriceFact {
        price_list_id: None,
        minimum_quantity: 1,
        price: Money::new(*minor, Currency::USD),
        compare_at_price: None,
        starts_at: None,
        ends_at: None,
    };
    Event {
        version: Timestamp(version),
        fact: Fact::Prices(PricesFact {
            product_id: PRODUCT.into(),
            variants: vec![VariantPricesFact {
                variant_id: VARIANT.into(),
                prices: minor.iter().map(price).collect(),
            }],
        }),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_newest_version_stands_in_any_order_and_twice_changes_nothing() {
    let day = 86_400_000_000_i64;
    let told = [
        prices(40 * day, &[900]),
        product(3, "Third"),
        prices(10 * day, &[1200]),
        product(2, "Second"),
        prices(20 * day, &[1000]),
        prices(50 * day, &[700]),
        prices(45 * day, &[]),
    ];
    let mut facts = FactSet::default();
    for event in &told {
        facts.apply(event.clone());
    }
    let memory = MemoryCatalog::new(facts, Currency::USD);
    // One by one, all at once, and one by one again on top.
    for batch in [1, told.len()] {
        let database = TestDatabase::migrated().await;
        let pools = database.pools(|_| {}).await;
        let writer = CatalogWriter::open(pools.clone(), Currency::USD)
            .await
            .unwrap();
        for events in told.chunks(batch) {
            writer.apply(events).await.unwrap();
        }
        for event in &told {
            let again = writer.apply(std::slice::from_ref(event)).await.unwrap();
            assert_ne!(again.outcomes, [Applied::Stored]);
        }
        let sql = CockroachCatalog::open(pools, Currency::USD).await.unwrap();
        let key = Key::of(PRODUCT);
        let (ours, theirs): (Vec<_>, Vec<_>) = (
            Find::<Offer>::find_by_keys(&sql, &[key]).await.unwrap(),
            Find::<Offer>::find_by_keys(&memory, &[key]).await.unwrap(),
        );
        assert_eq!(ours, theirs);
        let context = memory
            .settings()
            .resolve(&Wish::default(), Timestamp(60 * day))
            .price;
        let offer = ours[0].as_ref().unwrap();
        let prior = offer.prices.prior_price(Key::of(VARIANT), &context);
        let expected = theirs[0].as_ref().unwrap();
        assert_eq!(
            prior,
            expected.prices.prior_price(Key::of(VARIANT), &context)
        );
        let found = sql.find_by_handles(&["tent".to_owned()]).await.unwrap();
        assert_eq!(found[0].as_ref().unwrap().title(), "Third");
        let versions = sql.fetch_offers(&[key], Freshness::Fresh).await.unwrap();
        assert_eq!(versions[0].0.version, Timestamp(50 * day));
    }
}

fn removed(version: i64, fact: RemovedFact) -> Event {
    Event {
        version: Timestamp(version),
        fact: Fact::Removed(fact),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_removed_leaves_its_version_and_comes_back_with_a_newer_one() {
    let database = TestDatabase::migrated().await;
    let pools = database.pools(|_| {}).await;
    let writer = CatalogWriter::open(pools, Currency::USD).await.unwrap();
    let client = database.client().await;
    let count = async |table: &str| -> i64 {
        let counted = format!("SELECT count(*) FROM {table}");
        client.query_one(&counted, &[]).await.unwrap().get(0)
    };
    let tables = async || {
        let mut counts = Vec::new();
        for table in [
            "product",
            "variant",
            "price",
            "offer_summary",
            "fact_version",
        ] {
            counts.push(count(table).await);
        }
        counts
    };
    let apply = async |event: Event| writer.apply(&[event]).await.unwrap().outcomes[0];

    apply(product(1, "Tent")).await;
    apply(prices(1, &[900])).await;
    assert_eq!(tables().await, [1, 1, 1, 1, 2]);

    let gone = || RemovedFact::Product(PRODUCT.into());
    assert_eq!(apply(removed(5, gone())).await, Applied::Stored);
    assert_eq!(tables().await, [0, 0, 1, 0, 2], "prices wait for it");
    assert_eq!(apply(removed(6, gone())).await, Applied::Unchanged);
    assert_eq!(apply(product(4, "Older")).await, Applied::Older);
    assert_eq!(apply(product(6, "At the tombstone's")).await, {
        let mut facts = FactSet::default();
        facts.apply(removed(6, gone()));
        facts.apply(product(6, "At the tombstone's"))
    });

    assert_eq!(apply(product(7, "Back")).await, Applied::Stored);
    assert_eq!(tables().await, [1, 1, 1, 1, 2]);

    // That there is no price is an edition too: the row of it stays, and what was before is history.
    let gone = RemovedFact::Prices(PRODUCT.into());
    assert_eq!(apply(removed(8, gone)).await, Applied::Stored);
    assert_eq!(tables().await, [1, 1, 1, 1, 2]);
    assert_eq!(count("price_history").await, 1);
}
