//! Prices and stock.

use super::{instant, optional_texts, structs, texts};
use crate::{
    adapters::kafka::catalog_capnp::{ABSENT, prices, stock},
    domain::event::{
        InventoryPolicy, PriceFact, PricesFact, StockFact, StockLevelFact, VariantPricesFact,
        VariantStockFact,
    },
};

pub(super) fn write_prices(mut to: prices::Builder<'_>, fact: &PricesFact) {
    texts!(to, fact; set_product_id: product_id);
    let write = |mut to: prices::variant::Builder<'_>, fact: &VariantPricesFact| {
        texts!(to, fact; set_variant_id: variant_id);
        structs!(to, init_prices, fact.prices, write_price);
    };
    structs!(to, init_variants, fact.variants, write);
}

fn write_price(mut to: prices::price::Builder<'_>, fact: &PriceFact) {
    optional_texts!(to, fact; set_price_list_id: price_list_id);
    to.set_minimum_quantity(fact.minimum_quantity);
    to.set_currency(fact.price.currency.code());
    to.set_amount_minor(fact.price.amount_minor);
    if let Some(before) = fact.compare_at_price {
        to.set_compare_at_minor(before.amount_minor);
        if before.currency != fact.price.currency {
            to.set_compare_at_currency(before.currency.code());
        }
    } else {
        to.set_compare_at_minor(ABSENT);
    }
    to.set_starts_at(instant(fact.starts_at));
    to.set_ends_at(instant(fact.ends_at));
}

pub(super) fn write_stock(mut to: stock::Builder<'_>, fact: &StockFact) {
    texts!(to, fact; set_product_id: product_id);
    let write = |mut to: stock::variant::Builder<'_>, fact: &VariantStockFact| {
        texts!(to, fact; set_variant_id: variant_id);
        to.set_quantity(fact.quantity.unwrap_or(ABSENT));
        to.set_policy(match fact.policy {
            InventoryPolicy::Deny => stock::Policy::Deny,
            InventoryPolicy::Continue => stock::Policy::Continue,
        });
        let write = |mut to: stock::level::Builder<'_>, fact: &StockLevelFact| {
            texts!(to, fact; set_location_id: location_id);
            to.set_available(fact.available);
        };
        structs!(to, init_levels, fact.levels, write);
    };
    structs!(to, init_variants, fact.variants, write);
}
