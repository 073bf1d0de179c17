//! Prices of a product: what it costs now, and what it cost before a change.
//!
//! A reduced product has an older fact with its price from before, some days or weeks older than the reduction, so that
//! the price of the thirty days before can be read. The three price lists override about a fifth of the products each.

use super::{
    AS_OF,
    design::Design,
    dice::{Dice, Realm},
    ids,
    plan::Plan,
    shop::PRICE_LISTS,
};
use crate::domain::{
    event::{Event, Fact, PriceFact, PricesFact, VariantPricesFact},
    money::{Currency, Money},
    time::Timestamp,
};

/// How amounts of a product end.
#[derive(Clone, Copy)]
struct Ending {
    /// Minor units within the last whole unit.
    minor: i64,
}

impl Ending {
    /// The price nearest to an amount that ends so; at least one whole unit.
    fn apply(self, amount: i64) -> i64 {
        // From 200 on, whole units divisible by five.
        if amount >= 20_000 {
            return (amount + 250) / 500 * 500;
        }
        ((amount - self.minor + 50).div_euclid(100) * 100 + self.minor).max(100 + self.minor)
    }
}

/// A reduction: percent off, and whether only every second variant is reduced.
#[derive(Clone, Copy)]
struct Reduction {
    percent: i64,
    partly: bool,
}

/// What the price facts of a product have in common.
struct Pricing<'a> {
    design: &'a Design,
    ending: Ending,
    /// Place in [`PRICE_LISTS`] and percent of the converted price.
    overrides: Vec<(usize, i64)>,
    has_breaks: bool,
}

/// The price facts of a product, the oldest first.
pub(super) fn events(plan: &Plan, design: &Design) -> Vec<Event> {
    let mut dice = Dice::new(plan.seed, Realm::Prices, design.outline.number);
    let mut overrides = Vec::new();
    for list in 0..PRICE_LISTS.len() {
        if dice.permille(200) {
            overrides.push((list, dice.between(90, 108)));
        }
    }
    let pricing = Pricing {
        design,
        ending: Ending {
            minor: *dice.pick(&[0, 0, 50, 90, 95, 95]),
        },
        overrides,
        has_breaks: design.cents < 8_000 && dice.permille(60),
    };
    let created_at = design.outline.created_at;
    let days = |days: i64| AS_OF.plus_days(-days);
    let edition = |version: Timestamp, percent: i64, reduction: Option<Reduction>| Event {
        version,
        fact: Fact::Prices(pricing.fact(percent, reduction)),
    };
    if design.outline.on_sale {
        let began = dice.between(2, 24);
        let before = began + dice.between(35, 90);
        let reduction = Reduction {
            percent: *dice.pick(&[10, 15, 15, 20, 20, 25, 30, 40]),
            partly: dice.permille(200),
        };
        let mut events = vec![edition(days(before), 100, None)];
        if dice.permille(350) {
            // A first, small step down within the thirty days before the reduction.
            events.push(edition(days(began + dice.between(6, 26)), 95, None));
        }
        events.push(edition(days(began), 100, Some(reduction)));
        return events;
    }
    let age = design.outline.age_days();
    if age > 100 && dice.permille(45) {
        // The price went up a while ago.
        let changed = dice.between(5, 60);
        return vec![
            edition(days(changed + dice.between(20, 38)), 93, None),
            edition(days(changed), 100, None),
        ];
    }
    let since = Timestamp(created_at.0 + dice.between(0, age) * 86_400_000_000);
    vec![edition(since, 100, None)]
}

impl Pricing<'_> {
    /// The prices at a percentage of the regular ones, before the reduction.
    fn fact(&self, percent: i64, reduction: Option<Reduction>) -> PricesFact {
        let design = self.design;
        let combinations = design.combinations.iter().enumerate();
        let variants = combinations.map(|(place, combination)| {
            // The second material is the dearer one.
            let material = 100 + 18 * combination.material as i64;
            let regular = design.grown(design.cents, *combination) * material / 100 * percent / 100;
            let reduction = reduction
                .filter(|reduction| !reduction.partly || place % 2 == 0)
                .map(|reduction| reduction.percent);
            VariantPricesFact {
                variant_id: ids::variant_id(design.outline.number, place),
                prices: self.rows(regular, reduction),
            }
        });
        PricesFact {
            product_id: ids::product_id(design.outline.number),
            variants: variants.collect(),
        }
    }

    fn rows(&self, regular: i64, reduction: Option<i64>) -> Vec<PriceFact> {
        let row = |list: Option<usize>, currency: Currency, regular: i64| {
            let full = self.ending.apply(regular);
            // What costs a few coins would round back to the full price: a quarter off then.
            let reduced = reduction.map(|off| {
                Some(self.ending.apply(full * (100 - off) / 100))
                    .filter(|price| *price < full)
                    .unwrap_or(full * 3 / 4)
            });
            PriceFact {
                price_list_id: list.map(|list| PRICE_LISTS[list].id()),
                minimum_quantity: 1,
                price: Money::new(reduced.unwrap_or(full), currency),
                compare_at_price: reduced.map(|_| Money::new(full, currency)),
                starts_at: None,
                ends_at: None,
            }
        };
        let base = row(None, Currency::USD, regular);
        let single = base.price.amount_minor;
        let mut rows = vec![base];
        if self.has_breaks {
            for (quantity, percent) in [(6, 92), (24, 85)] {
                rows.push(PriceFact {
                    price_list_id: None,
                    minimum_quantity: quantity,
                    price: Money::new(single * percent / 100, Currency::USD),
                    compare_at_price: None,
                    starts_at: None,
                    ends_at: None,
                });
            }
        }
        for (list, percent) in &self.overrides {
            let table = &PRICE_LISTS[*list];
            let regular = regular * table.rate_percent / 100 * percent / 100;
            rows.push(row(Some(*list), table.currency(), regular));
        }
        rows
    }
}
