//! The contract grows and both sides keep reading: an older reader a newer message, a newer reader an older one.

use capnp::message;
use vitrina::{
    adapters::kafka::{DecodeError, decode, encode},
    domain::{
        event::{Event, Fact, PriceFact, PricesFact, VariantPricesFact},
        money::{Currency, Money},
        time::Timestamp,
    },
};

use super::{envelope, limits, next_capnp};

fn prices() -> Event {
    Event {
        version: Timestamp(5),
        fact: Fact::Prices(PricesFact {
            product_id: "gid://shop/Product/1".into(),
            variants: vec![VariantPricesFact {
                variant_id: "gid://shop/ProductVariant/1".into(),
                prices: vec![PriceFact {
                    price_list_id: None,
                    minimum_quantity: 1,
                    price: Money::new(1299, Currency::EUR),
                    compare_at_price: None,
                    starts_at: None,
                    ends_at: None,
                }],
            }],
        }),
    }
}

fn later(fill: impl FnOnce(next_capnp::event::Builder<'_>)) -> Vec<u8> {
    let mut message = message::Builder::new_default();
    let mut root: next_capnp::event::Builder<'_> = message.init_root();
    root.set_id("1");
    root.set_source("pim");
    root.set_occurred_at(3);
    root.set_version(5);
    root.set_region("north");
    fill(root);
    capnp::serialize::write_message_to_words(&message)
}

#[test]
fn an_older_reader_passes_over_fields_that_it_does_not_know() {
    let bytes = later(|root| {
        let mut prices = root.init_payload().init_prices();
        prices.set_product_id("gid://shop/Product/1");
        prices.set_note("for spring");
        let mut variant = prices.init_variants(1).get(0);
        variant.set_variant_id("gid://shop/ProductVariant/1");
        variant.set_weight_class(3);
        let mut price = variant.init_prices(1).get(0);
        price.set_currency("EUR");
        price.set_amount_minor(1299);
        price.set_floor_minor(999);
    });
    assert_eq!(decode(&bytes, &limits()).unwrap().event, prices());
}

#[test]
fn an_older_reader_sets_aside_what_it_would_misread() {
    let kind = later(|root| root.init_payload().set_bundle("gid://shop/Bundle/1"));
    let policy = later(|root| {
        let mut stock = root.init_payload().init_stock();
        stock.set_product_id("gid://shop/Product/1");
        let mut variant = stock.init_variants(1).get(0);
        variant.set_variant_id("gid://shop/ProductVariant/1");
        variant.set_policy(next_capnp::stock::Policy::OnRequest);
    });
    for (bytes, message) in [
        (
            kind,
            "payload: number 8 is of a later contract; renew this service, then let the event be read again",
        ),
        (
            policy,
            "stock.variants[0].policy: number 2 is of a later contract; renew this service, then let the event be read again",
        ),
    ] {
        let error = decode(&bytes, &limits()).unwrap_err();
        assert_eq!(error.to_string(), message);
        assert!(error.is_future());
        assert!(matches!(error, DecodeError::Future { .. }));
    }
}

#[test]
fn a_newer_reader_reads_an_older_message() {
    // This build's messages, read by the contract to come.
    let bytes = encode(&envelope(prices())).unwrap();
    let message = capnp::serialize::read_message(&*bytes, message::ReaderOptions::new()).unwrap();
    let root: next_capnp::event::Reader<'_> = message.get_root().unwrap();
    assert!(!root.has_region());
    assert_eq!(root.get_version(), 5);
    let next_capnp::event::payload::Prices(prices_read) = root.get_payload().which().unwrap()
    else {
        panic!("prices are prices");
    };
    let variant = prices_read.unwrap().get_variants().unwrap().get(0);
    assert_eq!(variant.get_weight_class(), 7, "the default of a new field");
    let price = variant.get_prices().unwrap().get(0);
    assert_eq!(price.get_amount_minor(), 1299);
    assert_eq!(price.get_floor_minor(), next_capnp::ABSENT);

    // Messages of the contract before, read by this build.
    let mut message = message::Builder::new_default();
    let mut root: next_capnp::event_before::Builder<'_> = message.init_root();
    root.set_id("1");
    root.set_source("pim");
    root.set_occurred_at(3);
    root.set_version(5);
    let mut before = root.init_payload().init_prices();
    before.set_product_id("gid://shop/Product/1");
    let mut variant = before.init_variants(1).get(0);
    variant.set_variant_id("gid://shop/ProductVariant/1");
    let mut price = variant.init_prices(1).get(0);
    price.set_currency("EUR");
    price.set_amount_minor(1299);
    let bytes = capnp::serialize::write_message_to_words(&message);
    assert_eq!(decode(&bytes, &limits()).unwrap().event, prices());
}
