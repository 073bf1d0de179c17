//! Stock of a product over the four locations. Most of it lies in the warehouse; some variants are sold out, some
//! nearly; a few products are not counted at all or can be ordered when nothing is left.

use super::{
    AS_OF,
    dice::{Dice, Realm},
    ids,
    plan::Plan,
    shop::LOCATIONS,
};
use crate::domain::{
    event::{Event, Fact, InventoryPolicy, StockFact, StockLevelFact, VariantStockFact},
    time::Timestamp,
};

/// The stock fact of a product with so many variants.
pub(super) fn event(plan: &Plan, number: u64, variants: usize) -> Event {
    let mut dice = Dice::new(plan.seed, Realm::Stock, number);
    let tracked = !dice.permille(35);
    let policy = if dice.permille(60) {
        InventoryPolicy::Continue
    } else {
        InventoryPolicy::Deny
    };
    let gone = dice.permille(22);
    let minutes_ago = dice.between(5, 20_000);
    let variants = (0..variants).map(|place| {
        let variant_id = ids::variant_id(number, place);
        if !tracked {
            return VariantStockFact {
                variant_id,
                policy,
                ..VariantStockFact::default()
            };
        }
        let quantity = match dice.below(1000) {
            _ if gone => 0,
            0..40 => 0,
            40..145 => dice.between(1, 4),
            _ => dice.skewed(5.0, 260.0) as i64,
        };
        VariantStockFact {
            variant_id,
            quantity: Some(quantity),
            policy,
            levels: spread(quantity, &mut dice),
        }
    });
    let fact = StockFact {
        product_id: ids::product_id(number),
        variants: variants.collect(),
    };
    Event {
        version: Timestamp(AS_OF.0 - minutes_ago * 60_000_000),
        fact: Fact::Stock(fact),
    }
}

/// A quantity over the locations: a share for each shop, the rest in the warehouse, which comes first.
fn spread(quantity: i64, dice: &mut Dice) -> Vec<StockLevelFact> {
    let shops = LOCATIONS.len() - 1;
    let mut rest = quantity;
    let mut levels = vec![0; LOCATIONS.len()];
    for level in levels.iter_mut().skip(1) {
        let most = quantity / shops as i64 / 2 + i64::from(rest > 0);
        *level = dice.between(0, most).min(rest);
        rest -= *level;
    }
    levels[0] = rest;
    levels
        .into_iter()
        .enumerate()
        .map(|(place, available)| StockLevelFact {
            location_id: LOCATIONS[place].id(),
            available,
        })
        .collect()
}
