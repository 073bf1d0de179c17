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

/// A chunk in one price context.
#[derive(Debug)]
pub(super) struct View {
    pub context: Key,
    from: Timestamp,
    until: Timestamp,
    /// By variant.
    pub amounts: Arc<Amounts>,
    /// By product: lowest price shown.
    lowest: Arc<[i64]>,
    /// The least and the greatest of them.
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
        let lowest = (0..content.len()).map(|row| {
            let prices = content
                .variants_of(row)
                .filter_map(|variant| amounts.get(variant));
            prices.min().unwrap_or(0)
        });
        let (from, until) = book.span(context.instant);
        let lowest = lowest.collect();
        Self::of_amounts(
            content,
            sold_out,
            key,
            (from, until),
            Arc::new(amounts),
            lowest,
        )
    }

    /// The same after a change of stock.
    pub(super) fn with_stock(&self, content: &Content, sold_out: &[u64]) -> Self {
        let (amounts, lowest) = (Arc::clone(&self.amounts), Arc::clone(&self.lowest));
        Self::of_amounts(
            content,
            sold_out,
            self.context,
            (self.from, self.until),
            amounts,
            lowest,
        )
    }

    fn of_amounts(
        content: &Content,
        sold_out: &[u64],
        context: Key,
        (from, until): (Timestamp, Timestamp),
        amounts: Arc<Amounts>,
        lowest: Arc<[i64]>,
    ) -> Self {
        let variants = content.variants.len();
        let mut for_sale = vec![0; bits::words_for(variants)];
        for variant in (0..variants).filter(|variant| amounts.get(*variant).is_some()) {
            if !bits::has(sold_out, variant) {
                bits::set(&mut for_sale, variant);
            }
        }
        let mut available = vec![0; bits::words_for(content.len())];
        let mut all = Offers::default();
        for row in 0..content.len() {
            let range = content.variants_of(row);
            let is_available = bits::any_in(&for_sale, range.clone());
            if is_available {
                bits::set(&mut available, row);
            }
            if bits::has(&content.live, row) {
                all.available += u64::from(is_available);
                all.unavailable +=
                    u64::from(range.clone().any(|variant| !bits::has(&for_sale, variant)));
                all.add_prices(range.filter_map(|variant| amounts.get(variant)));
            }
        }
        Self {
            context,
            from,
            until,
            amounts,
            lowest_bounds: bounds(&lowest),
            lowest,
            for_sale: for_sale.into(),
            available: available.into(),
            all,
        }
    }

    /// Whether it is of this context at this instant.
    pub(super) fn shows(&self, context: Key, instant: Timestamp) -> bool {
        self.context == context && self.from <= instant && instant < self.until
    }

    /// The lowest price shown of a product; zero without any.
    pub(super) fn lowest(&self, row: usize) -> i64 {
        self.lowest[row]
    }

    /// Bytes allocated.
    pub(super) fn size_bytes(&self) -> usize {
        size_of::<Self>()
            + self.amounts.size_bytes()
            + size_of_val(&*self.lowest)
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
