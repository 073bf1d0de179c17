//! Question: how many catalog events a second does one core read and write in the contract's form?
//!
//! - `stock`, `prices`: one variant at one location or in one price list, what comes by the second.
//! - `product`: 3 variants and 10 metafields.
//!
//! Throughput is events a second. Each comes back the same before it is timed.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use vitrina::{
    adapters::kafka::{Envelope, Limits, decode, encode},
    domain::{
        event::{
            Event, Fact, MetafieldFact, PriceFact, PricesFact, ProductFact, StockFact,
            StockLevelFact, VariantFact, VariantPricesFact, VariantStockFact,
        },
        money::{Currency, Money},
        time::Timestamp,
    },
};

const NOW: Timestamp = Timestamp(1_800_000_000_000_000);

fn stock() -> Fact {
    Fact::Stock(StockFact {
        product_id: "gid://shop/Product/1234567890".into(),
        variants: vec![VariantStockFact {
            variant_id: "gid://shop/ProductVariant/1234567890".into(),
            quantity: Some(7),
            levels: vec![StockLevelFact {
                location_id: "gid://shop/Location/12".into(),
                available: 7,
            }],
            ..VariantStockFact::default()
        }],
    })
}

fn prices() -> Fact {
    Fact::Prices(PricesFact {
        product_id: "gid://shop/Product/1234567890".into(),
        variants: vec![VariantPricesFact {
            variant_id: "gid://shop/ProductVariant/1234567890".into(),
            prices: vec![PriceFact {
                price_list_id: Some("gid://shop/PriceList/3".into()),
                minimum_quantity: 1,
                price: Money::new(1999, Currency::EUR),
                compare_at_price: Some(Money::new(2499, Currency::EUR)),
                starts_at: None,
                ends_at: None,
            }],
        }],
    })
}

fn product() -> Fact {
    let variant = |number: u32| VariantFact {
        id: format!("gid://shop/ProductVariant/{number}"),
        sku: Some(format!("SKU-{number}")),
        ..VariantFact::default()
    };
    let metafield = |number: u32| MetafieldFact {
        namespace: "specs".into(),
        key: format!("key_{number}"),
        kind: "single_line_text_field".into(),
        value: format!("the value of number {number}"),
        ..MetafieldFact::default()
    };
    Fact::Product(Box::new(ProductFact {
        id: "gid://shop/Product/1234567890".into(),
        handle: "ridge-tent".into(),
        title: "Ridge Tent".into(),
        description_html: "<p>Sleeps two.</p>".repeat(20),
        vendor: "Fjell".into(),
        product_type: "Tent".into(),
        tags: vec!["camping".into(), "new".into()],
        variants: (0..3).map(variant).collect(),
        metafields: (0..10).map(metafield).collect(),
        ..ProductFact::default()
    }))
}

fn contract(criterion: &mut Criterion) {
    let limits = Limits::at(NOW);
    let mut group = criterion.benchmark_group("contract");
    group.throughput(Throughput::Elements(1));
    for (name, fact) in [
        ("stock", stock()),
        ("prices", prices()),
        ("product", product()),
    ] {
        let version = Timestamp(1_799_000_000_000_000);
        let envelope = Envelope {
            id: "5e0b2f6c-6c53-4f1e-8f8b-0e3f5f2f9a11".into(),
            source: "pim".into(),
            occurred_at: version,
            trace_parent: None,
            event: Event { version, fact },
        };
        let bytes = encode(&envelope).expect("it is within bounds");
        let read = decode(&bytes, &limits).expect("it is valid");
        assert_eq!(read, envelope);
        group.bench_function(format!("encode/{name}"), |bench| {
            bench.iter(|| encode(&envelope).expect("it is within bounds"));
        });
        group.bench_function(format!("decode/{name}"), |bench| {
            bench.iter(|| decode(&bytes, &limits).expect("it is valid"));
        });
    }
}

criterion_group!(benches, contract);
criterion_main!(benches);
