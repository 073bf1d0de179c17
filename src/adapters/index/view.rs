//! A chunk in one price context: what each variant costs there, whether it can be bought, and what the whole chunk
//! comes to. Worked out when it is first asked for and kept until prices or stock change or a schedule says so.

use std::sync::Arc;

use super::{
    bits,
    content::{Content, bounds},
    prices::{Amounts, PriceBook},
};
use crate::domain::{context::PriceContext, id::Key, time::Timestamp};

/// Steps of prices: one for nothing, then 1, 2 and 5 times each power of ten that an `i64` has.
pub(super) const STEPS: usize = 58;

/// The step of an amount.
pub(super) fn step_of(amount: i64) -> usize {
    let Some(digits) = amount.checked_ilog10() else {
        return 0;
    };
    let [two, five] = LEADS[digits as usize];
    1 + 3 * digits as usize + usize::from(amount >= two) + usize::from(amount >= five)
}

/// Two and five times each power of ten.
const LEADS: [[i64; 2]; 19] = {
    let mut leads = [[0; 2]; 19];
    let (mut digits, mut power) = (0, 1);
    while digits < 19 {
        leads[digits] = [2 * power, 5 * power];
        digits += 1;
        if digits < 19 {
            power *= 10;
        }
    }
    leads
};

/// The least and the greatest amount of a step.
pub(super) fn bounds_of(step: usize) -> (i64, i64) {
    let Some(place) = step.checked_sub(1) else {
        return (0, 0);
    };
    let least = |place: usize| {
        let power = 10_i64.checked_pow(u32::try_from(place / 3).ok()?)?;
        power.checked_mul([1, 2, 5][place % 3])
    };
    let next = least(place + 1).map_or(i64::MAX, |next| next - 1);
    (least(place).unwrap_or(i64::MAX), next)
}

/// What prices and availability of some products come to.
#[derive(Debug, Clone)]
pub(super) struct Offers {
    /// Products with a variant that can be bought, and with one that cannot.
    pub available: u64,
    pub unavailable: u64,
    /// Products with a price.
    pub priced: u64,
    pub min: i64,
    pub max: i64,
    /// Products with a price in each step.
    pub steps: [u64; STEPS],
}

impl Default for Offers {
    fn default() -> Self {
        Self {
            available: 0,
            unavailable: 0,
            priced: 0,
            min: i64::MAX,
            max: i64::MIN,
            steps: [0; STEPS],
        }
    }
}

impl Offers {
    /// Counts the prices of one product.
    pub(super) fn add_prices(&mut self, prices: impl Iterator<Item = i64>) {
        let mut steps = 0_u64;
        for price in prices {
            self.min = self.min.min(price);
            self.max = self.max.max(price);
            steps |= 1 << step_of(price);
        }
        self.add_steps(steps);
    }

    #[inline]
    fn add_steps(&mut self, steps: u64) {
        self.priced += u64::from(steps != 0);
        for step in bits::iter(&[steps]) {
            self.steps[step] += 1;
        }
    }

    /// Adds the prices of others.
    pub(super) fn merge_prices(&mut self, other: &Self) {
        self.priced += other.priced;
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
        for (step, other) in self.steps.iter_mut().zip(&other.steps) {
            *step += other;
        }
    }
}

/// What all variants of a product come to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Offer {
    /// The steps that prices are in, [`BOUGHT`] and [`UNBOUGHT`].
    marks: u64,
    /// The least and the greatest price; [`WIDE`] where they are kept apart.
    low: u32,
    high: u32,
}

impl Offer {
    /// Reads what [`Self::count`] will read.
    pub(super) fn touch(self) -> u64 {
        self.marks
    }

    /// Counts prices and availability; `ends` tells the least and the greatest price where they are kept apart.
    #[inline]
    pub(super) fn count(
        self,
        price: bool,
        availability: bool,
        offers: &mut Offers,
        ends: impl FnOnce() -> (i64, i64),
    ) {
        if availability {
            offers.available += u64::from(self.marks & BOUGHT != 0);
            offers.unavailable += u64::from(self.marks & UNBOUGHT != 0);
        }
        let steps = self.marks & !(BOUGHT | UNBOUGHT);
        if price && steps != 0 {
            let (low, high) = self.narrow_ends().unwrap_or_else(ends);
            offers.min = offers.min.min(low);
            offers.max = offers.max.max(high);
            offers.add_steps(steps);
        }
    }

    #[inline]
    fn narrow_ends(self) -> Option<(i64, i64)> {
        let is_narrow = self.low != WIDE && self.high != WIDE;
        is_narrow.then(|| (self.low.into(), self.high.into()))
    }
}

/// There is a variant that can be bought, and one that cannot.
const BOUGHT: u64 = 1 << 63;
const UNBOUGHT: u64 = 1 << 62;
const WIDE: u32 = u32::MAX;

/// A chunk in one price context.
#[derive(Debug)]
pub(super) struct View {
    pub context: Key,
    from: Timestamp,
    until: Timestamp,
    /// By variant.
    pub amounts: Arc<Amounts>,
    /// By product.
    pub offers: Arc<[Offer]>,
    /// Products whose prices do not fit, with the least and the greatest.
    wide: Arc<[(u32, i64, i64)]>,
    /// The least and the greatest of the lowest prices of products.
    pub lowest_bounds: (i64, i64),
    /// Variants that can be bought.
    pub for_sale: Box<[u64]>,
    /// Products with such a variant.
    pub available: Box<[u64]>,
    /// All products that are listed, now or later.
    pub all: Offers,
}

impl View {
    /// Works it out.
    pub(super) fn new(
        content: &Content,
        book: &PriceBook,
        sold_out: &[u64],
        key: Key,
        context: &PriceContext,
        lists: &[Key],
    ) -> Self {
        let amounts = book.quotes(context, lists, &content.variants);
        let (from, until) = book.span(context.instant);
        let mut wide = Vec::new();
        let offers = (0..content.len()).map(|row| {
            let prices = content.variants_of(row);
            let prices = prices.filter_map(|variant| amounts.get(variant));
            let mut prices = prices.peekable();
            let mut offer = Offer {
                marks: 0,
                low: 0,
                high: 0,
            };
            if prices.peek().is_some() {
                let (mut low, mut high) = (i64::MAX, i64::MIN);
                for price in prices {
                    (low, high) = (low.min(price), high.max(price));
                    offer.marks |= 1 << step_of(price);
                }
                let narrow = |price| u32::try_from(price).unwrap_or(WIDE);
                (offer.low, offer.high) = (narrow(low), narrow(high));
                if offer.low == WIDE || offer.high == WIDE {
                    wide.push((row as u32, low, high));
                }
            }
            offer
        });
        let offers = offers.collect();
        let view = Self {
            context: key,
            from,
            until,
            amounts: Arc::new(amounts),
            offers,
            wide: wide.into(),
            lowest_bounds: (0, 0),
            for_sale: Box::default(),
            available: Box::default(),
            all: Offers::default(),
        };
        let lowest: Vec<i64> = (0..content.len()).map(|row| view.lowest(row)).collect();
        Self {
            lowest_bounds: bounds(&lowest),
            ..view.with_stock(content, sold_out)
        }
    }

    /// The same after a change of stock.
    pub(super) fn with_stock(&self, content: &Content, sold_out: &[u64]) -> Self {
        let variants = content.variants.len();
        let mut for_sale = vec![0; bits::words_for(variants)];
        for variant in (0..variants).filter(|variant| self.amounts.get(*variant).is_some()) {
            if !bits::has(sold_out, variant) {
                bits::set(&mut for_sale, variant);
            }
        }
        let mut available = vec![0; bits::words_for(content.len())];
        let mut next = Self {
            context: self.context,
            from: self.from,
            until: self.until,
            amounts: Arc::clone(&self.amounts),
            offers: Arc::clone(&self.offers),
            wide: Arc::clone(&self.wide),
            lowest_bounds: self.lowest_bounds,
            for_sale: Box::default(),
            available: Box::default(),
            all: Offers::default(),
        };
        let mut offers = self.offers.to_vec();
        for (row, offer) in offers.iter_mut().enumerate() {
            let mut marks = offer.marks & !(BOUGHT | UNBOUGHT);
            for variant in content.variants_of(row) {
                marks |= match bits::has(&for_sale, variant) {
                    true => BOUGHT,
                    false => UNBOUGHT,
                };
            }
            offer.marks = marks;
            if marks & BOUGHT != 0 {
                bits::set(&mut available, row);
            }
        }
        next.offers = offers.into();
        let mut all = Offers::default();
        for row in bits::iter(&content.live) {
            next.count(row, true, true, &mut all);
        }
        Self {
            for_sale: for_sale.into(),
            available: available.into(),
            all,
            ..next
        }
    }

    /// Counts prices and availability of a product by all its variants.
    #[inline]
    pub(super) fn count(&self, row: usize, price: bool, availability: bool, offers: &mut Offers) {
        let offer = self.offers[row];
        offer.count(price, availability, offers, || self.ends(row, offer));
    }

    /// The least and the greatest price of a product.
    #[inline]
    pub(super) fn ends(&self, row: usize, offer: Offer) -> (i64, i64) {
        offer.narrow_ends().unwrap_or_else(|| {
            let place = self.wide.binary_search_by_key(&(row as u32), |wide| wide.0);
            let (_, low, high) = self.wide[place.expect("wide prices are kept apart")];
            (low, high)
        })
    }

    /// The instants from and until which it is so.
    pub(super) fn span(&self) -> (Timestamp, Timestamp) {
        (self.from, self.until)
    }

    /// Whether it is of this context at this instant.
    pub(super) fn shows(&self, context: Key, instant: Timestamp) -> bool {
        self.context == context && self.from <= instant && instant < self.until
    }

    /// The lowest price shown of a product; zero without any.
    pub(super) fn lowest(&self, row: usize) -> i64 {
        self.ends(row, self.offers[row]).0
    }

    /// Bytes allocated.
    pub(super) fn size_bytes(&self) -> usize {
        size_of::<Self>()
            + self.amounts.size_bytes()
            + size_of_val(&*self.offers)
            + size_of_val(&*self.wide)
            + size_of_val(&*self.for_sale)
            + size_of_val(&*self.available)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_meet_without_gap_or_overlap() {
        assert_eq!(step_of(0), 0);
        assert_eq!(step_of(i64::MAX), STEPS - 1);
        let (mut next, mut step) = (1, 1);
        while step < STEPS {
            let (least, most) = bounds_of(step);
            assert_eq!(least, next);
            assert_eq!([step_of(least), step_of(most)], [step; 2]);
            next = most.saturating_add(1);
            step += 1;
        }
        assert_eq!(next, i64::MAX);
        assert_eq!(bounds_of(step_of(1999)), (1000, 1999));
        assert_eq!(bounds_of(step_of(2000)), (2000, 4999));
    }
}
