//! Prices of a chunk's variants: kept small, and read by the one price rule (`domain::offer::quote`).
//!
//! Nearly all variants have one base price and few have more, so base prices lie in a dense column and what price
//! lists say lies beside it, sparse. Whatever has a schedule is kept as it came. Rows for more than one piece are left
//! out: lists show, sort and filter by the price of one.

use crate::domain::{
    context::PriceContext,
    id::Key,
    money::{Currency, Money},
    offer::{ALWAYS, FOREVER, PriceRow, quote},
    time::Timestamp,
};

/// Amounts in minor units, some absent; four bytes each as long as all fit.
#[derive(Debug, Clone)]
pub(super) enum Amounts {
    Narrow(Box<[u32]>),
    Wide(Box<[i64]>),
}

impl Amounts {
    const NONE: i64 = i64::MIN;
    const NARROW_NONE: u32 = u32::MAX;

    fn of(amounts: &[i64]) -> Self {
        let fits =
            |amount: &i64| *amount == Self::NONE || (0..i64::from(u32::MAX)).contains(amount);
        if !amounts.iter().all(fits) {
            return Self::Wide(amounts.into());
        }
        let narrow = |amount: &i64| u32::try_from(*amount).unwrap_or(Self::NARROW_NONE);
        Self::Narrow(amounts.iter().map(narrow).collect())
    }

    /// The amount in a row.
    #[inline]
    pub(super) fn get(&self, row: usize) -> Option<i64> {
        match self {
            Self::Narrow(amounts) => Some(amounts[row])
                .filter(|amount| *amount != Self::NARROW_NONE)
                .map(i64::from),
            Self::Wide(amounts) => Some(amounts[row]).filter(|amount| *amount != Self::NONE),
        }
    }

    pub(super) fn size_bytes(&self) -> usize {
        match self {
            Self::Narrow(amounts) => size_of_val(&**amounts),
            Self::Wide(amounts) => size_of_val(&**amounts),
        }
    }
}

/// All price rows of a chunk.
#[derive(Debug, Clone)]
pub(super) struct PriceBook {
    /// What base prices are in; `None` while there is none.
    currency: Option<Currency>,
    base: Amounts,
    /// Prices at all times of one piece, by variant.
    listed: Box<[Listed]>,
    /// Everything else, by variant.
    scheduled: Box<[(u32, PriceRow)]>,
}

#[derive(Debug, Clone, Copy)]
struct Listed {
    variant: u32,
    /// Place among the index's price lists; [`BASE`] for none.
    list: u16,
    currency: Currency,
    amount: i64,
}

const BASE: u16 = u16::MAX;

impl PriceBook {
    /// A book without prices.
    pub(super) fn empty() -> Self {
        Builder::default().finish()
    }

    /// Writes all rows of a variant into `rows`, in the order of the rule's names.
    pub(super) fn rows_of(
        &self,
        row: usize,
        variant: Key,
        lists: &[Key],
        rows: &mut Vec<PriceRow>,
    ) {
        rows.clear();
        let plain = |list, price| PriceRow {
            variant,
            price_list: list,
            minimum_quantity: 1,
            price,
            compare_at: None,
            starts_at: ALWAYS,
            ends_at: FOREVER,
        };
        if let (Some(currency), Some(amount)) = (self.currency, self.base.get(row)) {
            rows.push(plain(None, Money::new(amount, currency)));
        }
        let number = row as u32;
        let start = self
            .listed
            .partition_point(|listed| listed.variant < number);
        let listed = self.listed[start..]
            .iter()
            .take_while(|listed| listed.variant == number);
        rows.extend(listed.map(|listed| {
            let list = (listed.list != BASE).then(|| lists[usize::from(listed.list)]);
            plain(list, Money::new(listed.amount, listed.currency))
        }));
        let start = self.scheduled.partition_point(|(of, _)| *of < number);
        let scheduled = self.scheduled[start..]
            .iter()
            .take_while(|(of, _)| *of == number);
        rows.extend(scheduled.map(|(_, row)| *row));
    }

    /// Whether there is any price of a variant.
    pub(super) fn has_price(&self, row: usize) -> bool {
        let number = row as u32;
        let is_of = |of: &u32| of.cmp(&number);
        self.base.get(row).is_some()
            || self
                .listed
                .binary_search_by(|listed| is_of(&listed.variant))
                .is_ok()
            || self.scheduled.binary_search_by(|(of, _)| is_of(of)).is_ok()
    }

    /// The instants around this one at which a price begins or ends; without any, all time.
    pub(super) fn span(&self, instant: Timestamp) -> (Timestamp, Timestamp) {
        let (mut from, mut until) = (ALWAYS, FOREVER);
        for (_, row) in &self.scheduled {
            for bound in [row.starts_at, row.ends_at] {
                if bound <= instant {
                    from = from.max(bound);
                } else {
                    until = until.min(bound);
                }
            }
        }
        (from, until)
    }

    /// What one piece of each variant costs in a context.
    pub(super) fn quotes(
        &self,
        context: &PriceContext,
        lists: &[Key],
        variants: &[Key],
    ) -> Amounts {
        let mut rows = Vec::new();
        let amounts = variants.iter().enumerate().map(|(row, variant)| {
            self.rows_of(row, *variant, lists, &mut rows);
            let quote = quote(&rows, 1, context, context.instant);
            quote.map_or(Amounts::NONE, |quote| quote.price.amount_minor)
        });
        Amounts::of(&amounts.collect::<Vec<_>>())
    }

    /// Bytes allocated.
    pub(super) fn size_bytes(&self) -> usize {
        self.base.size_bytes() + size_of_val(&*self.listed) + size_of_val(&*self.scheduled)
    }
}

/// Puts a book together, one variant after the other.
#[derive(Debug, Default)]
pub(super) struct Builder {
    currency: Option<Currency>,
    base: Vec<i64>,
    listed: Vec<Listed>,
    scheduled: Vec<(u32, PriceRow)>,
}

impl Builder {
    /// The next variant's rows, which are of one variant and in the order of the rule's names.
    pub(super) fn push(&mut self, rows: &[PriceRow], lists: &mut Vec<Key>) {
        let variant = self.base.len() as u32;
        let mut base = Amounts::NONE;
        for row in rows {
            if row.minimum_quantity > 1 {
                continue;
            }
            let is_plain =
                row.minimum_quantity == 1 && row.starts_at == ALWAYS && row.ends_at == FOREVER;
            let list = match row.price_list {
                None => Some(BASE),
                Some(list) => number_of(list, lists),
            };
            let (true, Some(list)) = (is_plain, list) else {
                self.scheduled.push((
                    variant,
                    PriceRow {
                        compare_at: None,
                        ..*row
                    },
                ));
                continue;
            };
            let (currency, amount) = (row.price.currency, row.price.amount_minor);
            let is_base = list == BASE && base == Amounts::NONE && amount != Amounts::NONE;
            if is_base && *self.currency.get_or_insert(currency) == currency {
                base = amount;
            } else {
                self.listed.push(Listed {
                    variant,
                    list,
                    currency,
                    amount,
                });
            }
        }
        self.base.push(base);
    }

    /// The next variants as they are in another book.
    pub(super) fn copy(
        &mut self,
        book: &PriceBook,
        range: std::ops::Range<usize>,
        variants: &[Key],
        lists: &mut Vec<Key>,
    ) {
        self.currency = self.currency.or(book.currency);
        if book.currency.is_some() && self.currency != book.currency {
            let mut rows = Vec::new();
            for (row, variant) in range.zip(variants) {
                book.rows_of(row, *variant, lists, &mut rows);
                self.push(&rows, lists);
            }
            return;
        }
        let first = self.base.len() as u32;
        let (start, end) = (range.start as u32, range.end as u32);
        self.base
            .extend(range.map(|row| book.base.get(row).unwrap_or(Amounts::NONE)));
        let from = book.listed.partition_point(|listed| listed.variant < start);
        let listed = book.listed[from..]
            .iter()
            .take_while(|listed| listed.variant < end);
        self.listed.extend(listed.map(|listed| Listed {
            variant: listed.variant - start + first,
            ..*listed
        }));
        let from = book.scheduled.partition_point(|(of, _)| *of < start);
        let scheduled = book.scheduled[from..]
            .iter()
            .take_while(|(of, _)| *of < end);
        self.scheduled
            .extend(scheduled.map(|(of, row)| (of - start + first, *row)));
    }

    /// The book.
    pub(super) fn finish(self) -> PriceBook {
        PriceBook {
            currency: self.currency,
            base: Amounts::of(&self.base),
            listed: self.listed.into(),
            scheduled: self.scheduled.into(),
        }
    }
}

/// The place of a price list, which is added if need be; `None` when there are more than can be numbered.
fn number_of(list: Key, lists: &mut Vec<Key>) -> Option<u16> {
    let place = lists
        .iter()
        .position(|known| *known == list)
        .unwrap_or_else(|| {
            lists.push(list);
            lists.len() - 1
        });
    u16::try_from(place).ok().filter(|number| *number != BASE)
}
