//! A catalog of plain facts, how it is drawn and changed, and how an index is told.

use std::{collections::BTreeMap, sync::Arc};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use vitrina::{
    application::search::{Change, ProductEntry},
    domain::{
        context::PriceContext,
        event::{
            CategoryFact, CategoryNameFact, InventoryPolicy, MetafieldFact, OptionFact,
            OptionValueFact, PriceFact, PricesFact, ProductFact, ProductStatus, StockFact,
            VariantFact, VariantPricesFact, VariantStockFact,
        },
        id::Key,
        money::{Currency, Money, Rate, Rounding},
        offer::{Prices, Stock},
        time::Timestamp,
    },
};

pub const COLLECTIONS: [&str; 3] = [
    "gid://shop/Collection/1",
    "gid://shop/Collection/2",
    "gid://shop/Collection/3",
];
const LISTS: [&str; 3] = [
    "gid://shop/PriceList/1",
    "gid://shop/PriceList/2",
    "gid://shop/PriceList/3",
];
pub const OPTIONS: [(&str, &[&str]); 3] = [
    ("Color", &["Red", "Green", "Blue"]),
    ("Size", &["S", "M", "L", "XL"]),
    ("Fit", &["Slim", "Wide"]),
];
pub const VENDORS: [&str; 4] = ["Alpine", "Boreal", "Cima", ""];
pub const TYPES: [&str; 3] = ["Tent", "Jacket", "boot"];
pub const TAGS: [&str; 4] = ["sale", "New", "winter", "kids"];
pub const WORDS: [&str; 6] = ["light", "warm", "tent", "jacket", "red", "blue"];

/// Chance, from a seed.
pub struct Dice(ChaCha8Rng);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    pub fn below(&mut self, count: usize) -> usize {
        self.0.random_range(0..count as u32) as usize
    }

    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        self.0.random_range(low..=high)
    }

    /// True once in so many times.
    pub fn once_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    pub fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// An instant by day.
pub fn day(day: i64) -> Timestamp {
    Timestamp::EPOCH.plus_days(day)
}

/// The price contexts that requests come in.
pub fn price_context(dice: &mut Dice) -> PriceContext {
    let euro = dice.once_in(2);
    let lists = LISTS
        .iter()
        .filter(|_| dice.once_in(2))
        .map(|list| Key::of(list));
    PriceContext {
        price_lists: lists.collect(),
        currency: if euro { Currency::EUR } else { Currency::USD },
        rate: if dice.once_in(4) {
            None
        } else {
            Rate::from_millionths(900_000)
        },
        rounding: if dice.once_in(3) {
            Rounding::Step(5)
        } else {
            Rounding::MinorUnit
        },
        instant: day(dice.between(0, 12)),
    }
}

/// Everything that is so.
#[derive(Default, Clone)]
pub struct World {
    pub products: BTreeMap<String, ProductFact>,
    pub prices: BTreeMap<String, PricesFact>,
    pub stock: BTreeMap<String, StockFact>,
    pub members: BTreeMap<String, Vec<String>>,
    size: usize,
}

impl World {
    /// A catalog of at most so many products, and the changes that make it. In half of the cases most products have
    /// several variants, and in all of them some do.
    pub fn draw(dice: &mut Dice) -> (Self, Vec<Change>) {
        let mut world = Self {
            size: 2 + dice.below(40),
            ..Self::default()
        };
        let mut changes = Vec::new();
        for number in 0..world.size {
            let id = product_id(number);
            changes.extend(world.set_product(&id, dice));
            changes.extend(world.set_prices(&id, dice));
            if !dice.once_in(4) {
                changes.extend(world.set_stock(&id, dice));
            }
        }
        for collection in &COLLECTIONS[..2] {
            changes.extend(world.set_members(collection, dice));
        }
        // Aspects come in any order.
        for place in 1..changes.len() {
            if dice.once_in(3) {
                changes.swap(place, dice.below(place));
            }
        }
        (world, changes)
    }

    /// Changes something.
    pub fn change(&mut self, dice: &mut Dice) -> Vec<Change> {
        // Now and then a product that is not there yet.
        let id = product_id(dice.below(self.size + 2));
        match dice.below(7) {
            0 | 1 => self.set_product(&id, dice),
            2 => self.set_prices(&id, dice),
            3 | 4 => self.set_stock(&id, dice),
            5 => {
                let collection = dice.pick(&COLLECTIONS);
                self.set_members(collection, dice)
            }
            _ => {
                self.products.remove(&id);
                vec![Change::Remove(Key::of(&id))]
            }
        }
    }

    fn set_product(&mut self, id: &str, dice: &mut Dice) -> Vec<Change> {
        let fact = draw_product(id, dice);
        let change = Change::Product(entry(&fact));
        self.products.insert(id.to_owned(), fact);
        vec![change]
    }

    fn set_prices(&mut self, id: &str, dice: &mut Dice) -> Vec<Change> {
        let variants = (0..6)
            .filter(|_| !dice.once_in(10))
            .map(|number| variant_id(id, number));
        let variants: Vec<String> = variants.collect();
        let variants = variants.into_iter().map(|variant_id| VariantPricesFact {
            variant_id,
            prices: draw_prices(dice),
        });
        let fact = PricesFact {
            product_id: id.to_owned(),
            variants: variants.collect(),
        };
        let change = Change::Prices(
            Key::of(id),
            Arc::new(Prices::build([(Timestamp(0), &fact)])),
        );
        self.prices.insert(id.to_owned(), fact);
        vec![change]
    }

    fn set_stock(&mut self, id: &str, dice: &mut Dice) -> Vec<Change> {
        let rows = (0..6).map(|number| VariantStockFact {
            variant_id: variant_id(id, number),
            quantity: if dice.once_in(5) {
                None
            } else {
                Some(dice.between(-1, 1))
            },
            policy: if dice.once_in(6) {
                InventoryPolicy::Continue
            } else {
                InventoryPolicy::Deny
            },
            levels: vec![],
        });
        let fact = StockFact {
            product_id: id.to_owned(),
            variants: rows.collect(),
        };
        let change = Change::Stock(Key::of(id), Arc::new(Stock::build(&fact)));
        self.stock.insert(id.to_owned(), fact);
        vec![change]
    }

    fn set_members(&mut self, collection: &str, dice: &mut Dice) -> Vec<Change> {
        let count = dice.below(self.size + 3);
        let members: Vec<String> = (0..count)
            .map(|_| product_id(dice.below(self.size + 3)))
            .collect();
        let keys = members.iter().map(|id| Key::of(id)).collect();
        self.members.insert(collection.to_owned(), members);
        vec![Change::Membership(Key::of(collection), keys)]
    }
}

/// Ids of which some end alike and some have no number.
pub fn product_id(number: usize) -> String {
    match number % 5 {
        0 => format!("gid://shop/Product/x{}", number / 2),
        1 => format!("gid://shop/Product/number-{}-", number),
        _ => format!("gid://shop/Product/{number}"),
    }
}

fn variant_id(product: &str, number: usize) -> String {
    format!("{product}/variant/{number}")
}

/// What an index is told of a product.
pub fn entry(fact: &ProductFact) -> ProductEntry {
    ProductEntry::build(fact, Timestamp(1))
}

fn metafield(key: &str, kind: &str, value: &str) -> MetafieldFact {
    MetafieldFact {
        namespace: "specs".into(),
        key: key.into(),
        kind: kind.into(),
        value: value.into(),
        ..MetafieldFact::default()
    }
}

fn draw_product(id: &str, dice: &mut Dice) -> ProductFact {
    let options: Vec<_> = OPTIONS.iter().filter(|_| !dice.once_in(3)).collect();
    let count = if options.is_empty() {
        usize::from(!dice.once_in(8))
    } else {
        dice.below(6)
    };
    let variants = (0..count).map(|number| {
        let mut metafields = Vec::new();
        if dice.once_in(2) {
            metafields.push(metafield(
                "grade",
                "single_line_text_field",
                dice.pick(&["A", "B", "c"]),
            ));
        }
        VariantFact {
            // Not always the same ones, so that prices and stock are there of variants that are not.
            id: variant_id(id, (number + dice.below(2)) % 6),
            option_values: options
                .iter()
                .map(|(_, values)| dice.pick(values).to_owned())
                .collect(),
            sku: (!dice.once_in(3))
                .then(|| format!("{}-{number}", dice.pick(&["RED", "Blue", "red"]))),
            barcode: dice
                .once_in(2)
                .then(|| dice.pick(&["4001", "4002", "400 1"]).into()),
            metafields,
            ..VariantFact::default()
        }
    });
    let mut variants: Vec<VariantFact> = variants.collect();
    variants.dedup_by(|a, b| a.id == b.id);
    let mut metafields = Vec::new();
    if !dice.once_in(3) {
        metafields.push(metafield(
            "width",
            "number_integer",
            dice.pick(&["10", "20", "5"]),
        ));
    }
    if dice.once_in(3) {
        metafields.push(metafield(
            "washable",
            "boolean",
            dice.pick(&["true", "false"]),
        ));
    }
    if dice.once_in(2) {
        let all = [
            "[\"wool\",\"Down\"]",
            "[\"down\"]",
            "[]",
            "[\"wool\",\"silk\",\"down\"]",
        ];
        metafields.push(metafield(
            "material",
            "list.single_line_text_field",
            dice.pick(&all),
        ));
    }
    if dice.once_in(4) {
        metafields.push(metafield(
            "story",
            "multi_line_text_field",
            dice.pick(&["once", "Twice"]),
        ));
    }
    let words = 1 + dice.below(3);
    let title: Vec<&str> = (0..words).map(|_| dice.pick(&WORDS)).collect();
    let mut tags: Vec<String> = TAGS
        .iter()
        .filter(|_| dice.once_in(3))
        .map(|tag| (*tag).to_owned())
        .collect();
    if dice.once_in(5) {
        tags.push("SALE".into());
    }
    ProductFact {
        id: id.into(),
        handle: format!("thing-{}", id.len() + dice.below(12)),
        is_gift_card: dice.once_in(6),
        title: if dice.once_in(3) {
            title.join(" ").to_uppercase()
        } else {
            title.join(" ")
        },
        vendor: dice.pick(&VENDORS).into(),
        product_type: dice.pick(&TYPES).into(),
        tags,
        status: if dice.once_in(12) {
            ProductStatus::Draft
        } else {
            ProductStatus::Active
        },
        created_at: Some(day(dice.between(0, 3))),
        updated_at: Some(day(dice.between(3, 6))),
        published_at: (!dice.once_in(15))
            .then(|| day(dice.between(0, 6) - if dice.once_in(2) { 10 } else { 0 })),
        category: draw_category(dice),
        options: options
            .iter()
            .map(|(name, values)| OptionFact {
                name: (*name).into(),
                values: values
                    .iter()
                    .map(|value| OptionValueFact {
                        name: (*value).into(),
                        ..OptionValueFact::default()
                    })
                    .collect(),
                ..OptionFact::default()
            })
            .collect(),
        variants,
        metafields,
        sales_rank: (!dice.once_in(3)).then(|| dice.below(4) as u32),
        ..ProductFact::default()
    }
}

fn draw_category(dice: &mut Dice) -> Option<CategoryFact> {
    let path: &[&str] = match dice.below(4) {
        0 => return None,
        1 => &["Outdoor"],
        2 => &["Outdoor", "Shelter"],
        _ => &["Outdoor", "Clothing", "Jackets"],
    };
    let id = |name: &str| format!("gid://taxonomy/{name}");
    let (name, above) = path.split_last().expect("no path is empty");
    let ancestors = above.iter().map(|name| CategoryNameFact {
        id: id(name),
        name: (*name).into(),
    });
    Some(CategoryFact {
        id: id(name),
        name: (*name).into(),
        ancestors: ancestors.collect(),
    })
}

fn draw_prices(dice: &mut Dice) -> Vec<PriceFact> {
    let price = |dice: &mut Dice, list: Option<&str>, currency| PriceFact {
        price_list_id: list.map(str::to_owned),
        minimum_quantity: if dice.once_in(8) { 5 } else { 1 },
        price: Money::new(
            dice.pick(&[0, 99, 100, 1000, 1999, 2000, 4999, 5_000_000_000]),
            currency,
        ),
        compare_at_price: None,
        starts_at: dice.once_in(5).then(|| day(dice.between(1, 6))),
        ends_at: dice.once_in(5).then(|| day(dice.between(7, 11))),
    };
    let mut prices = Vec::new();
    if !dice.once_in(8) {
        let currency = if dice.once_in(10) {
            Currency::EUR
        } else {
            Currency::USD
        };
        prices.push(price(dice, None, currency));
    }
    for list in LISTS {
        if dice.once_in(3) {
            let currency = if dice.once_in(3) {
                Currency::USD
            } else {
                Currency::EUR
            };
            prices.push(price(dice, Some(list), currency));
        }
    }
    prices
}
