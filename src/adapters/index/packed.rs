//! The values of a product in half a line of the processor's cache, because counting what a text found jumps from
//! product to product and waits for memory at each.
//!
//! Numbers below 65,536 of products that have at most fifteen lie in the row itself; others lie apart.

/// What says how many values a product has and whether it is there, and the values: its own, then those of its variants.
#[derive(Debug, Clone, Copy)]
#[repr(align(32))]
pub(super) struct Packed([u16; 16]);

const LIVE: u16 = 1 << 15;
const APART: u16 = 1 << 14;
/// Bits of each count.
const BITS: u16 = 4;
const MASK: u16 = (1 << BITS) - 1;

/// The places of a row that hold one of these values, as bits. All places are compared at once.
#[inline]
fn places_of(row: &[u16; 16], wanted: &[u32]) -> u32 {
    let wanted = wanted.iter().filter_map(|value| u16::try_from(*value).ok());
    wanted.fold(0, |found, wanted| {
        let places = row.iter().enumerate();
        let places = places.map(|(place, value)| u16::from(*value == wanted) << place);
        found | u32::from(places.fold(0, |all, place| all | place))
    })
}

/// The places of the first so many values, as bits.
#[inline]
fn below(count: u32) -> u32 {
    ((1 << count) - 1) << 1
}

/// Which values of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    /// Its own and those of its variants.
    All,
    /// Its own.
    Own,
    /// Those of its variants.
    Union,
}

impl Packed {
    /// Packs values; what does not fit is put behind those of others.
    pub(super) fn new(is_live: bool, own: &[u32], union: &[u32], apart: &mut Vec<u32>) -> Self {
        let mut row = [0; 16];
        let count = own.len() + union.len();
        let values = own.iter().chain(union);
        let fits = count <= usize::from(MASK) && values.clone().all(|value| *value <= 0xffff);
        if fits {
            row[0] = own.len() as u16 | (count as u16) << BITS;
            for (place, value) in row[1..].iter_mut().zip(values) {
                *place = *value as u16;
            }
        } else {
            row[0] = APART;
            let numbers = [apart.len(), own.len(), count];
            for (pair, number) in row[2..8].chunks_exact_mut(2).zip(numbers) {
                let number = u32::try_from(number).expect("a chunk has fewer values");
                pair[0] = number as u16;
                pair[1] = (number >> 16) as u16;
            }
            apart.extend(values);
        }
        if is_live {
            row[0] |= LIVE;
        }
        Self(row)
    }

    /// Whether there is such a product.
    #[inline]
    pub(super) fn is_live(&self) -> bool {
        self.0[0] & LIVE != 0
    }

    /// Tells values in order.
    #[inline]
    pub(super) fn each(&self, span: Span, apart: &[u32], mut tell: impl FnMut(u32)) {
        if self.0[0] & APART != 0 {
            self.apart(span, apart)
                .iter()
                .for_each(|value| tell(*value));
            return;
        }
        let own = usize::from(self.0[0] & MASK);
        let count = usize::from(self.0[0] >> BITS & MASK);
        let range = match span {
            Span::All => 0..count,
            Span::Own => 0..own,
            Span::Union => own..count,
        };
        for value in &self.0[1..][range] {
            tell((*value).into());
        }
    }

    /// Whether it has one of these values.
    #[inline]
    pub(super) fn has(&self, span: Span, apart: &[u32], wanted: &[u32]) -> bool {
        if self.0[0] & APART != 0 {
            let values = self.apart(span, apart);
            return values.iter().any(|value| wanted.contains(value));
        }
        let own = u32::from(self.0[0] & MASK);
        let count = u32::from(self.0[0] >> BITS & MASK);
        let places = match span {
            Span::All => below(count),
            Span::Own => below(own),
            Span::Union => below(count) & !below(own),
        };
        places_of(&self.0, wanted) & places != 0
    }

    #[cold]
    fn apart<'a>(&self, span: Span, apart: &'a [u32]) -> &'a [u32] {
        let number = |place: usize| {
            u32::from(self.0[place]) as usize | (u32::from(self.0[place + 1]) as usize) << 16
        };
        let [start, own, count] = [number(2), number(4), number(6)];
        let all = &apart[start..start + count];
        match span {
            Span::All => all,
            Span::Own => &all[..own],
            Span::Union => &all[own..],
        }
    }

    /// The same in another chunk's row, where what lies apart is copied.
    pub(super) fn moved(&self, from: &[u32], to: &mut Vec<u32>) -> Self {
        if self.0[0] & APART == 0 {
            return *self;
        }
        let (own, union) = (self.apart(Span::Own, from), self.apart(Span::Union, from));
        Self::new(self.is_live(), own, union, to)
    }
}

/// The values of each variant of a product, likewise: where all variants have as many and these are few, they lie in the
/// row. Elsewhere they are to be looked up.
#[derive(Debug, Clone, Copy)]
#[repr(align(32))]
pub(super) struct PackedVariants([u16; 16]);

impl PackedVariants {
    /// Most values of all variants together.
    pub(super) const MOST: usize = MASK as usize;

    /// Packs the values of each variant.
    pub(super) fn new(variants: &[Vec<u32>]) -> Self {
        let mut row = [0; 16];
        let each = variants.first().map_or(0, Vec::len);
        let fits = variants.len() * each <= usize::from(MASK)
            && (1..=usize::from(MASK)).contains(&variants.len())
            && variants
                .iter()
                .all(|values| values.len() == each && values.iter().all(|value| *value <= 0xffff));
        if fits {
            row[0] = variants.len() as u16 | (each as u16) << BITS;
            for (place, value) in row[1..].iter_mut().zip(variants.iter().flatten()) {
                *place = *value as u16;
            }
        } else {
            row[0] = APART;
        }
        Self(row)
    }

    /// How many variants there are; `None` where they are to be looked up.
    pub(super) fn count(&self) -> Option<usize> {
        (self.0[0] & APART == 0).then(|| usize::from(self.0[0] & MASK))
    }

    fn variants(&self) -> impl Iterator<Item = &[u16]> {
        let count = usize::from(self.0[0] & MASK);
        let each = usize::from(self.0[0] >> BITS & MASK);
        (0..count).map(move |variant| &self.0[1 + variant * each..][..each])
    }

    /// Which variants have one of these values, as bits from the first on.
    #[inline]
    pub(super) fn having(&self, wanted: &[u32]) -> u64 {
        let count = u32::from(self.0[0] & MASK);
        let each = u32::from(self.0[0] >> BITS & MASK);
        let places = places_of(&self.0, wanted) >> 1;
        let of_one = (1 << each) - 1;
        (0..count).fold(0, |mask, variant| {
            let has = places >> (variant * each) & of_one != 0;
            mask | u64::from(has) << variant
        })
    }

    /// Tells the values of the variants whose bits are set.
    pub(super) fn each(&self, mask: u64, mut tell: impl FnMut(u32)) {
        for (place, values) in self.variants().enumerate() {
            if mask >> place & 1 == 1 {
                values.iter().for_each(|value| tell((*value).into()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn packed_variants_say_what_each_has(
            variants in prop::collection::vec(prop::collection::vec(0_u32..9, 2), 1..9),
            mask: u64,
        ) {
            let row = PackedVariants::new(&variants);
            prop_assert_eq!(row.count().is_some(), variants.len() < 8);
            if row.count().is_some() {
                prop_assert_eq!(row.count(), Some(variants.len()));
                let having = (0..variants.len())
                    .filter(|place| variants[*place].contains(&3) || variants[*place].contains(&5));
                prop_assert_eq!(row.having(&[3, 5]), having.fold(0, |mask, place| mask | 1 << place));
                let passing = (0..variants.len()).filter(|place| mask >> place & 1 == 1);
                let expected: Vec<u32> = passing.flat_map(|place| variants[place].clone()).collect();
                let mut told = Vec::new();
                row.each(mask, |value| told.push(value));
                prop_assert_eq!(told, expected);
            }
        }

        #[test]
        fn what_is_packed_comes_out(
            own in prop::collection::vec(0_u32..70_000, 0..12),
            union in prop::collection::vec(0_u32..70_000, 0..12),
            is_live: bool,
        ) {
            let (mut apart, mut other) = (vec![7], Vec::new());
            let row = Packed::new(is_live, &own, &union, &mut apart);
            let moved = row.moved(&apart, &mut other);
            let all: Vec<u32> = own.iter().chain(&union).copied().collect();
            for (row, apart) in [(row, &apart), (moved, &other)] {
                prop_assert_eq!(row.is_live(), is_live);
                for (span, values) in [(Span::All, &all), (Span::Own, &own), (Span::Union, &union)] {
                    let mut told = Vec::new();
                    row.each(span, apart, |value| told.push(value));
                    prop_assert_eq!(&told, values);
                    prop_assert_eq!(row.has(span, apart, &[69_999, 3]), values.contains(&3) || values.contains(&69_999));
                }
            }
        }
    }
}
