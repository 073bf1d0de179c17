//! What a variant costs and whether it can be had: prices, stock and the one rule that reads them.
//!
//! **The price rule**, used by display, sort and filter alike: the first row of the context's price list chain that is
//! valid at the instant for the quantity, else the base price converted by the market's rule. Within a list the row with
//! the greatest minimum quantity that the quantity reaches stands; of those the one that started last. A price list
//! whose currency is not the context's is passed over.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    context::PriceContext,
    event::{InventoryPolicy, PriceFact, PricesFact, StockFact},
    id::Key,
    money::{Money, convert},
    time::Timestamp,
};

mod stored;

/// All prices of a product: the current edition and those that were current before.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Prices {
    /// By version; the last one is current.
    editions: Box<[Edition]>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Edition {
    since: Timestamp,
    /// By variant, so that the rows of a variant lie together.
    rows: Box<[PriceRow]>,
}

/// One price of a variant.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PriceRow {
    /// The variant.
    pub variant: Key,
    /// The price list; `None` for the base price.
    pub price_list: Option<Key>,
    /// From how many on.
    pub minimum_quantity: i32,
    /// What one costs.
    pub price: Money,
    /// What it cost before, in the same currency.
    pub compare_at: Option<Money>,
    /// First instant of validity; [`ALWAYS`] without a beginning.
    pub starts_at: Timestamp,
    /// First instant after validity; [`FOREVER`] without an end.
    pub ends_at: Timestamp,
}

/// No end.
pub const FOREVER: Timestamp = Timestamp(i64::MAX);
/// No beginning.
pub const ALWAYS: Timestamp = Timestamp(i64::MIN);

/// What one piece of a variant costs in a context.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quote {
    /// The price.
    pub price: Money,
    /// What it cost before, when that is more.
    pub compare_at: Option<Money>,
}

impl PriceRow {
    fn build(variant: Key, fact: &PriceFact) -> Self {
        Self {
            variant,
            price_list: fact.price_list_id.as_deref().map(Key::of),
            minimum_quantity: fact.minimum_quantity,
            price: fact.price,
            // Amounts in two currencies do not compare.
            compare_at: fact
                .compare_at_price
                .filter(|before| before.currency == fact.price.currency),
            starts_at: fact.starts_at.unwrap_or(ALWAYS),
            ends_at: fact.ends_at.unwrap_or(FOREVER),
        }
    }

    /// What tells a row from the others of a product.
    fn name(&self) -> (Key, Option<Key>, i32, Timestamp) {
        let list = self.price_list;
        (self.variant, list, self.minimum_quantity, self.starts_at)
    }

    /// The rows of a fact, by name; of two of one name the last stands.
    pub fn of_fact(fact: &PricesFact) -> Vec<Self> {
        let rows = fact.variants.iter().flat_map(|variant| {
            let key = Key::of(&variant.variant_id);
            let prices = variant.prices.iter();
            prices.map(move |price| Self::build(key, price))
        });
        let mut rows: Vec<Self> = rows.collect();
        rows.reverse();
        rows.sort_by_key(Self::name);
        rows.dedup_by_key(|row| row.name());
        rows
    }

    fn is_valid(&self, quantity: i32, instant: Timestamp) -> bool {
        self.minimum_quantity <= quantity && self.starts_at <= instant && instant < self.ends_at
    }
}

impl Prices {
    /// Builds the entity from the current fact and the older ones, each with its version.
    pub fn build<'a>(facts: impl IntoIterator<Item = (Timestamp, &'a PricesFact)>) -> Self {
        let editions = facts.into_iter();
        Self::of_editions(editions.map(|(since, fact)| (since, PriceRow::of_fact(fact))))
    }

    /// Puts the entity together from its editions: since when each was current, and its rows.
    pub fn of_editions(editions: impl IntoIterator<Item = (Timestamp, Vec<PriceRow>)>) -> Self {
        let editions = editions.into_iter().map(|(since, mut rows)| {
            rows.sort_by_key(PriceRow::name);
            Edition {
                since,
                rows: rows.into(),
            }
        });
        let mut editions: Vec<Edition> = editions.collect();
        editions.sort_by_key(|edition| edition.since);
        Self {
            editions: editions.into(),
        }
    }

    /// The rows of the current edition, by variant.
    pub fn current_rows(&self) -> &[PriceRow] {
        self.editions.last().map_or(&[], |edition| &edition.rows)
    }

    /// The instants at which a price in force begins or ends, in order.
    fn boundaries(&self) -> Vec<Timestamp> {
        let rows = self.current_rows();
        let bounds = rows.iter().flat_map(|row| [row.starts_at, row.ends_at]);
        let mut bounds: Vec<Timestamp> = bounds
            .filter(|bound| *bound != ALWAYS && *bound != FOREVER)
            .collect();
        bounds.sort_unstable();
        bounds.dedup();
        bounds
    }

    /// What one piece costs when so many are bought. `None` when the variant has no price.
    pub fn quote(&self, variant: Key, quantity: i32, context: &PriceContext) -> Option<Quote> {
        self.editions
            .last()?
            .quote(variant, quantity, context, context.instant)
    }

    /// Minimum quantity and price of each price break of a variant in a context, by quantity; without the price of one.
    pub fn breaks(&self, variant: Key, context: &PriceContext) -> Vec<(i32, Money)> {
        let rows = self
            .editions
            .last()
            .map_or(&[] as &[_], |edition| edition.rows_of(variant));
        let mut quantities: Vec<i32> = rows.iter().map(|row| row.minimum_quantity).collect();
        quantities.sort_unstable();
        quantities.dedup();
        let single = self.quote(variant, 1, context).map(|quote| quote.price);
        let mut breaks: Vec<(i32, Money)> = Vec::new();
        for quantity in quantities.into_iter().filter(|quantity| *quantity > 1) {
            let Some(quote) = self.quote(variant, quantity, context) else {
                continue;
            };
            // A break of a list further down the chain does not show: the stronger list's price stands.
            let before = breaks.last().map(|(_, price)| *price).or(single);
            if before != Some(quote.price) {
                breaks.push((quantity, quote.price));
            }
        }
        breaks
    }

    /// The lowest price of the 30 days before the current reduction began. `None` without a reduction, or when no
    /// price from before it is known.
    pub fn prior_price(&self, variant: Key, context: &PriceContext) -> Option<Money> {
        let current = self.quote(variant, 1, context)?.price.amount_minor;
        let mut changes: Vec<Timestamp> = self
            .editions
            .iter()
            .flat_map(|edition| {
                let bounds = edition.rows_of(variant).iter();
                let bounds = bounds.flat_map(|row| [row.starts_at, row.ends_at]);
                bounds.chain(std::iter::once(edition.since))
            })
            .filter(|instant| *instant != ALWAYS && *instant <= context.instant)
            .collect();
        changes.sort_unstable();
        changes.dedup();
        let price_before = |instant: Timestamp| {
            self.price_at(variant, context, Timestamp(instant.0 - 1))
                .map(|price| price.amount_minor)
        };
        // The instant at which the current price began, and what it was just before.
        let began = *changes
            .iter()
            .rev()
            .find(|instant| price_before(**instant) != Some(current))?;
        price_before(began).filter(|before| *before > current)?;
        let window = began.plus_days(-30);
        let inside = changes
            .iter()
            .filter(|instant| window < **instant && **instant < began);
        std::iter::once(window)
            .chain(inside.copied())
            .chain(std::iter::once(Timestamp(began.0 - 1)))
            .filter_map(|instant| self.price_at(variant, context, instant))
            .min_by_key(|price| price.amount_minor)
    }

    /// The first instant after the context's at which a price row begins or ends.
    pub fn next_boundary(&self, instant: Timestamp) -> Option<Timestamp> {
        let mut bounds = self.boundaries().into_iter();
        bounds.find(|bound| *bound > instant)
    }

    fn price_at(&self, variant: Key, context: &PriceContext, instant: Timestamp) -> Option<Money> {
        let edition = self
            .editions
            .iter()
            .rev()
            .find(|edition| edition.since <= instant)?;
        Some(edition.quote(variant, 1, context, instant)?.price)
    }
}

impl Edition {
    fn rows_of(&self, variant: Key) -> &[PriceRow] {
        let start = self.rows.partition_point(|row| row.variant < variant);
        let length = self.rows[start..].partition_point(|row| row.variant == variant);
        &self.rows[start..start + length]
    }

    fn quote(
        &self,
        variant: Key,
        quantity: i32,
        context: &PriceContext,
        instant: Timestamp,
    ) -> Option<Quote> {
        quote(self.rows_of(variant), quantity, context, instant)
    }
}

/// The price rule: what one piece costs when so many are bought, given all rows of one variant.
pub fn quote(
    rows: &[PriceRow],
    quantity: i32,
    context: &PriceContext,
    instant: Timestamp,
) -> Option<Quote> {
    let best = |list: Option<Key>| {
        rows.iter()
            .filter(|row| row.price_list == list && row.is_valid(quantity, instant))
            .filter(|row| list.is_none() || row.price.currency == context.currency)
            .max_by_key(|row| (row.minimum_quantity, row.starts_at))
    };
    let listed = context
        .price_lists
        .iter()
        .find_map(|list| best(Some(*list)));
    let (price, compare_at) = match listed {
        Some(row) => (row.price, row.compare_at),
        None => {
            let row = best(None)?;
            if row.price.currency == context.currency {
                (row.price, row.compare_at)
            } else {
                let rate = context.rate?;
                let converted = |price| convert(price, rate, context.currency, context.rounding);
                (converted(row.price)?, row.compare_at.and_then(converted))
            }
        }
    };
    let compare_at = compare_at.filter(|before| {
        before.currency == price.currency && before.amount_minor > price.amount_minor
    });
    Some(Quote { price, compare_at })
}

/// All stock of a product.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Stock {
    /// By variant.
    rows: Box<[StockRow]>,
}

/// Stock of a variant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StockRow {
    variant: Key,
    /// Quantity over all locations; absent: not tracked.
    pub quantity: Option<i64>,
    policy: InventoryPolicy,
    /// Location and quantity there, by location.
    pub levels: Box<[(Key, i64)]>,
}

impl Stock {
    /// Builds the entity of a fact.
    pub fn build(fact: &StockFact) -> Self {
        let rows = fact.variants.iter().map(|variant| {
            let levels = variant.levels.iter();
            StockRow::new(
                Key::of(&variant.variant_id),
                variant.quantity,
                variant.policy,
                levels.map(|level| (Key::of(&level.location_id), level.available)),
            )
        });
        Self::of_rows(rows)
    }

    /// Puts the entity together from its rows; of two of one variant the first stands.
    pub fn of_rows(rows: impl IntoIterator<Item = StockRow>) -> Self {
        let mut rows: Vec<StockRow> = rows.into_iter().collect();
        rows.sort_by_key(|row| row.variant);
        rows.dedup_by_key(|row| row.variant);
        Self { rows: rows.into() }
    }

    /// The stock of a variant; `None` when nothing is known of it, which means not tracked.
    pub fn find(&self, variant: Key) -> Option<&StockRow> {
        let place = self.rows.binary_search_by_key(&variant, |row| row.variant);
        place.ok().map(|place| &self.rows[place])
    }

    /// The variants of which none is left and none can be ordered.
    pub fn sold_out(&self) -> impl Iterator<Item = Key> {
        let rows = self.rows.iter().filter(|row| !row.is_available());
        rows.map(|row| row.variant)
    }

    /// Whether the variant can be bought, given what it costs in the caller's context: it has a price, and it is not
    /// tracked, ordered back, or some are left.
    pub fn is_for_sale(&self, variant: Key, quote: Option<Quote>) -> bool {
        quote.is_some() && self.find(variant).is_none_or(StockRow::is_available)
    }
}

impl StockRow {
    /// Stock of a variant; of two levels of one location the first stands.
    pub fn new(
        variant: Key,
        quantity: Option<i64>,
        policy: InventoryPolicy,
        levels: impl IntoIterator<Item = (Key, i64)>,
    ) -> Self {
        let mut levels: Vec<(Key, i64)> = levels.into_iter().collect();
        levels.sort_by_key(|(location, _)| *location);
        levels.dedup_by_key(|(location, _)| *location);
        Self {
            variant,
            quantity,
            policy,
            levels: levels.into(),
        }
    }

    fn is_available(&self) -> bool {
        self.policy == InventoryPolicy::Continue || self.quantity.is_none_or(|left| left > 0)
    }

    /// Whether none is left though it can be ordered.
    pub fn is_back_ordered(&self) -> bool {
        self.policy == InventoryPolicy::Continue && self.quantity.is_some_and(|left| left <= 0)
    }
}

/// What lists need of a product's offer, in whatever context they are shown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Offer {
    /// Prices of its variants.
    pub prices: Arc<Prices>,
    /// Stock of its variants.
    pub stock: Arc<Stock>,
}

impl Offer {
    /// What is known of an offer; `None` when nothing is.
    pub fn of_parts(prices: Option<Arc<Prices>>, stock: Option<Arc<Stock>>) -> Option<Self> {
        (prices.is_some() || stock.is_some()).then(|| Self {
            prices: prices.unwrap_or_default(),
            stock: stock.unwrap_or_default(),
        })
    }

    /// The offer of these variants in a context.
    pub fn summary(&self, variants: &[Key], context: &PriceContext) -> OfferSummary {
        let variants = variants.iter().copied();
        OfferSummary::of(variants, &self.prices, &self.stock, context)
    }
}

/// The offer in one context over a span of time in which nothing scheduled changes it.
#[derive(Debug, Clone, PartialEq)]
pub struct OfferSpan {
    /// First instant.
    pub valid_from: Timestamp,
    /// First instant after it.
    pub valid_until: Timestamp,
    /// The offer.
    pub summary: OfferSummary,
    /// The different prices of single variants, in minor units of the context's currency.
    pub amounts: Vec<i64>,
}

impl Offer {
    /// The offer of these variants in a context at all times, whatever the context's instant: spans that touch, the
    /// first one without a beginning and the last one without an end.
    pub fn spans(&self, variants: &[Key], context: &PriceContext) -> Vec<OfferSpan> {
        let mut starts = vec![ALWAYS];
        starts.extend(self.prices.boundaries());
        let ends = starts[1..].iter().copied().chain([FOREVER]);
        let spans = starts.iter().zip(ends).map(|(valid_from, valid_until)| {
            let context = PriceContext {
                instant: *valid_from,
                ..context.clone()
            };
            let quotes = variants.iter();
            let quotes = quotes.filter_map(|key| self.prices.quote(*key, 1, &context));
            let mut amounts: Vec<i64> = quotes.map(|quote| quote.price.amount_minor).collect();
            amounts.sort_unstable();
            amounts.dedup();
            OfferSpan {
                valid_from: *valid_from,
                valid_until,
                summary: self.summary(variants, &context),
                amounts,
            }
        });
        spans.collect()
    }
}

/// What lists show of a product's variants together, in one context.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfferSummary {
    /// Lowest price.
    pub min: Money,
    /// Highest price.
    pub max: Money,
    /// Lowest compare-at price; zero when no variant has one.
    pub compare_at_min: Money,
    /// Highest compare-at price; zero when no variant has one.
    pub compare_at_max: Money,
    /// Whether any variant can be bought.
    pub is_available: bool,
    /// Sum of tracked quantities; `None` when nothing is tracked.
    pub total_inventory: Option<i64>,
}

impl OfferSummary {
    /// Sums up the variants with these keys. A variant without any price is not for sale; a product without any shows
    /// zero, because the interface has no price that is absent.
    pub fn of(
        variants: impl IntoIterator<Item = Key>,
        prices: &Prices,
        stock: &Stock,
        context: &PriceContext,
    ) -> Self {
        let zero = Money::new(0, context.currency);
        let mut summary = Self {
            min: zero,
            max: zero,
            compare_at_min: zero,
            compare_at_max: zero,
            is_available: false,
            total_inventory: None,
        };
        let (mut priced, mut compared) = (false, false);
        for variant in variants {
            if let Some(quantity) = stock.find(variant).and_then(|row| row.quantity) {
                summary.total_inventory = Some(summary.total_inventory.unwrap_or(0) + quantity);
            }
            let Some(quote) = prices.quote(variant, 1, context) else {
                continue;
            };
            summary.is_available |= stock.is_for_sale(variant, Some(quote));
            widen(&mut summary.min, &mut summary.max, quote.price, &mut priced);
            if let Some(before) = quote.compare_at {
                let (min, max) = (&mut summary.compare_at_min, &mut summary.compare_at_max);
                widen(min, max, before, &mut compared);
            }
        }
        summary
    }
}

/// Widens a range by one amount; the first one begins it.
fn widen(min: &mut Money, max: &mut Money, amount: Money, begun: &mut bool) {
    if !*begun || amount.amount_minor < min.amount_minor {
        *min = amount;
    }
    if !*begun || amount.amount_minor > max.amount_minor {
        *max = amount;
    }
    *begun = true;
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{
        event::{VariantPricesFact, VariantStockFact},
        money::{Currency, Rate, Rounding},
    };

    const VARIANT: &str = "gid://shop/ProductVariant/1";
    const LIST: &str = "gid://shop/PriceList/1";

    fn price(list: Option<&str>, quantity: i32, minor: i64) -> PriceFact {
        PriceFact {
            price_list_id: list.map(str::to_owned),
            minimum_quantity: quantity,
            price: Money::new(
                minor,
                if list.is_some() {
                    Currency::EUR
                } else {
                    Currency::USD
                },
            ),
            compare_at_price: None,
            starts_at: None,
            ends_at: None,
        }
    }

    fn fact(prices: Vec<PriceFact>) -> PricesFact {
        PricesFact {
            product_id: "gid://shop/Product/1".into(),
            variants: vec![VariantPricesFact {
                variant_id: VARIANT.into(),
                prices,
            }],
        }
    }

    fn context(day: i64) -> PriceContext {
        PriceContext {
            currency: Currency::EUR,
            price_lists: [Key::of(LIST)].into(),
            rate: Rate::from_millionths(900_000),
            rounding: Rounding::MinorUnit,
            instant: Timestamp::EPOCH.plus_days(day),
        }
    }

    fn amount(prices: &Prices, quantity: i32, day: i64) -> Option<i64> {
        let quote = prices.quote(Key::of(VARIANT), quantity, &context(day))?;
        assert_eq!(quote.price.currency, Currency::EUR);
        Some(quote.price.amount_minor)
    }

    #[test]
    fn the_list_wins_over_the_converted_base_price_within_its_validity() {
        let sale = PriceFact {
            starts_at: Some(Timestamp::EPOCH.plus_days(10)),
            ends_at: Some(Timestamp::EPOCH.plus_days(20)),
            ..price(Some(LIST), 1, 500)
        };
        let prices = Prices::build([(Timestamp(0), &fact(vec![price(None, 1, 1000), sale]))]);
        assert_eq!(amount(&prices, 1, 9), Some(900));
        assert_eq!(amount(&prices, 1, 10), Some(500));
        assert_eq!(amount(&prices, 1, 20), Some(900));
        assert_eq!(
            prices.next_boundary(Timestamp(0)),
            Some(Timestamp::EPOCH.plus_days(10))
        );
        assert_eq!(prices.quote(Key::of("another"), 1, &context(0)), None);
    }

    #[test]
    fn more_pieces_reach_a_lower_price() {
        let rows = vec![
            price(None, 1, 1000),
            price(None, 10, 800),
            price(None, 50, 700),
        ];
        let prices = Prices::build([(Timestamp(0), &fact(rows))]);
        let amounts = [1, 9, 10, 49, 50].map(|quantity| amount(&prices, quantity, 1));
        assert_eq!(amounts, [900, 900, 720, 720, 630].map(Some));
        let breaks = prices.breaks(Key::of(VARIANT), &context(1));
        assert_eq!(
            breaks,
            [
                (10, Money::new(720, Currency::EUR)),
                (50, Money::new(630, Currency::EUR))
            ]
        );
    }

    #[test]
    fn the_prior_price_is_the_lowest_of_thirty_days_before_the_reduction() {
        let edition = |day: i64, minor: i64| {
            (
                Timestamp::EPOCH.plus_days(day),
                fact(vec![price(Some(LIST), 1, minor)]),
            )
        };
        let build = |editions: &[(Timestamp, PricesFact)]| {
            let prices = Prices::build(editions.iter().map(|(since, fact)| (*since, fact)));
            let prior = prices.prior_price(Key::of(VARIANT), &context(100));
            prior.map(|price| price.amount_minor)
        };
        assert_eq!(build(&[edition(0, 1000)]), None, "never changed");
        assert_eq!(
            build(&[edition(0, 1000), edition(90, 1200)]),
            None,
            "raised"
        );
        assert_eq!(build(&[edition(0, 1000), edition(90, 800)]), Some(1000));
        let dipped = [
            edition(0, 1000),
            edition(70, 700),
            edition(75, 1000),
            edition(90, 800),
        ];
        assert_eq!(
            build(&dipped),
            Some(700),
            "a dip within the thirty days counts"
        );
        let old_dip = [edition(0, 600), edition(20, 1000), edition(90, 800)];
        assert_eq!(
            build(&old_dip),
            Some(1000),
            "a price from before the thirty days does not"
        );
        let repeated = [edition(0, 1000), edition(80, 800), edition(95, 800)];
        assert_eq!(
            build(&repeated),
            Some(1000),
            "a repeated price is no change"
        );
    }

    #[test]
    fn a_variant_can_be_bought_when_untracked_ordered_back_or_left() {
        let row = |quantity, policy| VariantStockFact {
            variant_id: VARIANT.into(),
            quantity,
            policy,
            levels: vec![],
        };
        let quote = Some(Quote {
            price: Money::new(100, Currency::EUR),
            compare_at: None,
        });
        let available = |row| {
            let fact = StockFact {
                product_id: String::new(),
                variants: vec![row],
            };
            Stock::build(&fact).is_for_sale(Key::of(VARIANT), quote)
        };
        assert!(available(row(None, InventoryPolicy::Deny)));
        assert!(available(row(Some(1), InventoryPolicy::Deny)));
        assert!(!available(row(Some(0), InventoryPolicy::Deny)));
        assert!(available(row(Some(-2), InventoryPolicy::Continue)));
        assert!(Stock::default().is_for_sale(Key::of(VARIANT), quote));
        assert!(!Stock::default().is_for_sale(Key::of(VARIANT), None));
    }

    proptest! {
        #[test]
        fn the_summary_is_the_range_of_the_quotes(
            rows in prop::collection::vec((0u8..6, prop::bool::ANY, 1i32..4, 1i64..100_000), 0..24),
            left in prop::collection::vec(prop::option::of(-1i64..3), 6),
        ) {
            let ids: Vec<String> = (0..6).map(|number| format!("gid://shop/ProductVariant/{number}")).collect();
            let variants = ids.iter().enumerate().map(|(number, id)| VariantPricesFact {
                variant_id: id.clone(),
                prices: rows.iter().filter(|row| usize::from(row.0) == number)
                    .map(|row| price(row.1.then_some(LIST), row.2, row.3)).collect(),
            });
            let prices = Prices::build([(Timestamp(0), &PricesFact {
                product_id: String::new(), variants: variants.collect(),
            })]);
            let stock = Stock::build(&StockFact {
                product_id: String::new(),
                variants: ids.iter().zip(&left).map(|(id, left)| VariantStockFact {
                    variant_id: id.clone(), quantity: *left, ..Default::default()
                }).collect(),
            });
            let keys: Vec<Key> = ids.iter().map(|id| Key::of(id)).collect();
            let context = context(1);
            let summary = OfferSummary::of(keys.iter().copied(), &prices, &stock, &context);
            let quotes: Vec<i64> = keys.iter()
                .filter_map(|key| prices.quote(*key, 1, &context))
                .map(|quote| quote.price.amount_minor).collect();
            prop_assert_eq!(summary.min.amount_minor, quotes.iter().copied().min().unwrap_or(0));
            prop_assert_eq!(summary.max.amount_minor, quotes.iter().copied().max().unwrap_or(0));
            let for_sale = keys.iter().zip(&left).any(|(key, left)| {
                left.is_none_or(|left| left > 0) && prices.quote(*key, 1, &context).is_some()
            });
            prop_assert_eq!(summary.is_available, for_sale);
        }
    }
}
