//! Prices and stock.

use super::{
    DecodeError,
    read::{absent64, currency, each, instant, optional, part, text, union, within_bound},
};
use crate::{
    adapters::kafka::catalog_capnp::{prices, stock},
    domain::{
        event::{
            InventoryPolicy, PriceFact, PricesFact, StockFact, StockLevelFact, VariantPricesFact,
            VariantStockFact,
        },
        money::Money,
    },
};

pub(super) fn read_prices(from: prices::Reader<'_>) -> Result<PricesFact, DecodeError> {
    let variants = part(from.get_variants(), "variants")?;
    within_bound(variants.len(), "variants")?;
    let read = |from: prices::variant::Reader<'_>| {
        Ok(VariantPricesFact {
            variant_id: text(from.get_variant_id(), "variantId")?,
            prices: each(
                part(from.get_prices(), "prices")?.iter(),
                "prices",
                read_price,
            )?,
        })
    };
    Ok(PricesFact {
        product_id: text(from.get_product_id(), "productId")?,
        variants: each(variants.iter(), "variants", read)?,
    })
}

fn read_price(from: prices::price::Reader<'_>) -> Result<PriceFact, DecodeError> {
    let own = currency(from.get_currency(), "currency")?;
    let before = match absent64(from.get_compare_at_minor()) {
        None => None,
        Some(amount) if from.has_compare_at_currency() => {
            let other = currency(from.get_compare_at_currency(), "compareAtCurrency")?;
            Some(Money::new(amount, other))
        }
        Some(amount) => Some(Money::new(amount, own)),
    };
    Ok(PriceFact {
        price_list_id: optional(
            from.has_price_list_id(),
            || from.get_price_list_id(),
            "priceListId",
        )?,
        minimum_quantity: from.get_minimum_quantity(),
        price: Money::new(from.get_amount_minor(), own),
        compare_at_price: before,
        starts_at: instant(from.get_starts_at(), "startsAt")?,
        ends_at: instant(from.get_ends_at(), "endsAt")?,
    })
}

pub(super) fn read_stock(from: stock::Reader<'_>) -> Result<StockFact, DecodeError> {
    let variants = part(from.get_variants(), "variants")?;
    within_bound(variants.len(), "variants")?;
    Ok(StockFact {
        product_id: text(from.get_product_id(), "productId")?,
        variants: each(variants.iter(), "variants", read_variant)?,
    })
}

fn read_variant(from: stock::variant::Reader<'_>) -> Result<VariantStockFact, DecodeError> {
    let read = |from: stock::level::Reader<'_>| {
        Ok(StockLevelFact {
            location_id: text(from.get_location_id(), "locationId")?,
            available: from.get_available(),
        })
    };
    Ok(VariantStockFact {
        variant_id: text(from.get_variant_id(), "variantId")?,
        quantity: absent64(from.get_quantity()),
        policy: match union(from.get_policy(), "policy")? {
            stock::Policy::Deny => InventoryPolicy::Deny,
            stock::Policy::Continue => InventoryPolicy::Continue,
        },
        levels: each(part(from.get_levels(), "levels")?.iter(), "levels", read)?,
    })
}
