//! The products of a term in ascending order, each with one byte of impact, changed in place.
//!
//! A short list is two arrays. A long one is cut into windows of product numbers; each window is a list of 16-bit
//! offsets, or, where more than one product in four has the term, an array of impacts by offset. A change moves at most
//! one window's bytes, a look-up in an array is one read, and nothing is ever merged or collected afterwards.

/// Bits of a product number within a window.
pub(super) const WINDOW_BITS: u32 = 15;
/// Product numbers of a window.
pub(super) const WINDOW: usize = 1 << WINDOW_BITS;
/// Longest list that is not cut into windows.
const SHORT: usize = 2_048;
/// From this many on, a window is an array; below half of it, a list again.
const DENSE: usize = WINDOW / 4;

/// Products and impacts, 1 to 255.
#[derive(Debug, Clone)]
pub(super) enum Postings {
    Short(Short),
    Long(Long),
}

#[derive(Debug, Clone, Default)]
pub(super) struct Short {
    products: Vec<u32>,
    impacts: Vec<u8>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Long {
    windows: Vec<Block>,
    len: usize,
}

#[derive(Debug, Clone)]
enum Block {
    List { offsets: Vec<u16>, impacts: Vec<u8> },
    Array { impacts: Box<[u8]>, len: usize },
}

/// The part of a term's products that is in one window.
#[derive(Debug, Clone, Copy)]
pub(super) enum Window<'a> {
    Empty,
    /// Product numbers, not offsets.
    Products(&'a [u32], &'a [u8]),
    Offsets(&'a [u16], &'a [u8]),
    /// Impact by offset, 0 where absent.
    Array(&'a [u8]),
}

/// Offsets of one window, whatever the order in which they come.
#[derive(Debug)]
pub(super) struct Offsets(Box<[u64]>);

impl Default for Offsets {
    fn default() -> Self {
        Self(vec![0; WINDOW / 64].into())
    }
}

impl Offsets {
    #[inline]
    pub(super) fn put(&mut self, offset: usize) {
        self.0[offset / 64] |= 1 << (offset % 64);
    }

    /// Takes all out, in ascending order.
    pub(super) fn drain(&mut self, mut tell: impl FnMut(usize)) {
        for (place, word) in self.0.iter_mut().enumerate() {
            let mut rest = std::mem::take(word);
            while rest != 0 {
                tell(place * 64 + rest.trailing_zeros() as usize);
                rest &= rest - 1;
            }
        }
    }
}

impl Default for Postings {
    fn default() -> Self {
        Self::Short(Short::default())
    }
}

fn split(product: u32) -> (usize, u16) {
    (
        (product >> WINDOW_BITS) as usize,
        (product as usize & (WINDOW - 1)) as u16,
    )
}

impl Postings {
    /// Postings that are only read, of products in ascending order.
    pub(super) fn flat(products: Vec<u32>, impacts: Vec<u8>) -> Self {
        debug_assert!(products.is_sorted());
        debug_assert_eq!(products.len(), impacts.len());
        Self::Short(Short { products, impacts })
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Short(short) => short.products.len(),
            Self::Long(long) => long.len,
        }
    }

    /// Sets the impact of a product.
    pub(super) fn insert(&mut self, product: u32, impact: u8) {
        debug_assert!(impact > 0);
        match self {
            Self::Short(short) => {
                match place(&short.products, product) {
                    Ok(at) => short.impacts[at] = impact,
                    Err(at) => {
                        short.products.insert(at, product);
                        short.impacts.insert(at, impact);
                    }
                }
                self.lengthen();
            }
            Self::Long(long) => long.insert(product, impact),
        }
    }

    /// Takes a product out, if it is there.
    pub(super) fn remove(&mut self, product: u32) {
        match self {
            Self::Short(short) => {
                if let Ok(at) = place(&short.products, product) {
                    short.products.remove(at);
                    short.impacts.remove(at);
                }
            }
            Self::Long(long) => {
                long.remove(product);
                if long.len < SHORT / 2 {
                    let mut short = Short::default();
                    self.each(|product, impact| {
                        short.products.push(product);
                        short.impacts.push(impact);
                    });
                    *self = Self::Short(short);
                }
            }
        }
    }

    /// The impact of a product, 0 where it is absent.
    #[inline]
    pub(super) fn get(&self, product: u32) -> u8 {
        match self {
            Self::Short(short) => match short.products.binary_search(&product) {
                Ok(at) => short.impacts[at],
                Err(_) => 0,
            },
            Self::Long(long) => {
                let (window, offset) = split(product);
                match long.windows.get(window) {
                    None => 0,
                    Some(Block::Array { impacts, .. }) => impacts[usize::from(offset)],
                    Some(Block::List { offsets, impacts }) => {
                        match offsets.binary_search(&offset) {
                            Ok(at) => impacts[at],
                            Err(_) => 0,
                        }
                    }
                }
            }
        }
    }

    /// What lies in a window.
    pub(super) fn window(&self, window: usize) -> Window<'_> {
        match self {
            Self::Short(short) => {
                let start = short
                    .products
                    .partition_point(|product| split(*product).0 < window);
                let rest = &short.products[start..];
                let len = rest.partition_point(|product| split(*product).0 == window);
                match len {
                    0 => Window::Empty,
                    _ => Window::Products(&rest[..len], &short.impacts[start..start + len]),
                }
            }
            Self::Long(long) => match long.windows.get(window) {
                None => Window::Empty,
                Some(Block::List { offsets, .. }) if offsets.is_empty() => Window::Empty,
                Some(Block::List { offsets, impacts }) => Window::Offsets(offsets, impacts),
                Some(Block::Array { impacts, .. }) => Window::Array(impacts),
            },
        }
    }

    /// How many windows there are up to the last product.
    pub(super) fn windows(&self) -> usize {
        match self {
            Self::Short(short) => short.products.last().map_or(0, |last| split(*last).0 + 1),
            Self::Long(long) => long.windows.len(),
        }
    }

    /// Tells each product with its impact, in ascending order.
    pub(super) fn each(&self, mut tell: impl FnMut(u32, u8)) {
        for window in 0..self.windows() {
            let base = (window << WINDOW_BITS) as u32;
            self.window(window)
                .each(|offset, impact| tell(base + offset as u32, impact));
        }
    }

    /// Allocated bytes.
    pub(super) fn size_bytes(&self) -> usize {
        match self {
            Self::Short(short) => short.products.capacity() * 4 + short.impacts.capacity(),
            Self::Long(long) => {
                let blocks = long.windows.iter().map(|block| match block {
                    Block::List { offsets, impacts } => offsets.capacity() * 2 + impacts.capacity(),
                    Block::Array { impacts, .. } => impacts.len(),
                });
                blocks.sum::<usize>() + long.windows.capacity() * size_of::<Block>()
            }
        }
    }

    /// Cuts a list into windows when it is no longer short.
    fn lengthen(&mut self) {
        let Self::Short(short) = self else { return };
        if short.products.len() <= SHORT {
            return;
        }
        let mut long = Long::default();
        for (product, impact) in short.products.iter().zip(&short.impacts) {
            long.insert(*product, *impact);
        }
        *self = Self::Long(long);
    }
}

/// Where a product is or belongs. New products have the greatest numbers more often than not.
fn place<T: Ord>(sorted: &[T], wanted: T) -> Result<usize, usize> {
    match sorted.last() {
        Some(last) if *last < wanted => Err(sorted.len()),
        _ => sorted.binary_search(&wanted),
    }
}

impl Long {
    fn insert(&mut self, product: u32, impact: u8) {
        let (window, offset) = split(product);
        if self.windows.len() <= window {
            self.windows.resize_with(window + 1, || Block::List {
                offsets: Vec::new(),
                impacts: Vec::new(),
            });
        }
        let block = &mut self.windows[window];
        match block {
            Block::Array { impacts, len } => {
                let slot = &mut impacts[usize::from(offset)];
                let is_new = usize::from(*slot == 0);
                *slot = impact;
                *len += is_new;
                self.len += is_new;
            }
            Block::List { offsets, impacts } => {
                match place(offsets, offset) {
                    Ok(at) => impacts[at] = impact,
                    Err(at) => {
                        offsets.insert(at, offset);
                        impacts.insert(at, impact);
                        self.len += 1;
                    }
                }
                if offsets.len() > DENSE {
                    let mut array = vec![0; WINDOW].into_boxed_slice();
                    for (offset, impact) in offsets.iter().zip(impacts.iter()) {
                        array[usize::from(*offset)] = *impact;
                    }
                    *block = Block::Array {
                        len: offsets.len(),
                        impacts: array,
                    };
                }
            }
        }
    }

    fn remove(&mut self, product: u32) {
        let (window, offset) = split(product);
        let Some(block) = self.windows.get_mut(window) else {
            return;
        };
        match block {
            Block::List { offsets, impacts } => {
                if let Ok(at) = offsets.binary_search(&offset) {
                    offsets.remove(at);
                    impacts.remove(at);
                    self.len -= 1;
                }
            }
            Block::Array { impacts, len } => {
                let was = usize::from(std::mem::take(&mut impacts[usize::from(offset)]) > 0);
                *len -= was;
                self.len -= was;
                if *len < DENSE / 2 {
                    let kept = impacts
                        .iter()
                        .enumerate()
                        .filter(|(_, impact)| **impact > 0);
                    let (offsets, impacts) = kept
                        .map(|(offset, impact)| (offset as u16, *impact))
                        .unzip();
                    *block = Block::List { offsets, impacts };
                }
            }
        }
    }
}

impl Window<'_> {
    /// Tells each offset with its impact, in ascending order.
    #[inline]
    pub(super) fn each(self, mut tell: impl FnMut(usize, u8)) {
        match self {
            Self::Empty => {}
            Self::Products(products, impacts) => {
                for (product, impact) in products.iter().zip(impacts) {
                    tell(*product as usize & (WINDOW - 1), *impact);
                }
            }
            Self::Offsets(offsets, impacts) => {
                for (offset, impact) in offsets.iter().zip(impacts) {
                    tell(usize::from(*offset), *impact);
                }
            }
            Self::Array(impacts) => {
                for (offset, impact) in impacts.iter().enumerate() {
                    if *impact > 0 {
                        tell(offset, *impact);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn all(postings: &Postings) -> Vec<(u32, u8)> {
        let mut all = Vec::new();
        postings.each(|product, impact| all.push((product, impact)));
        all
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn changes_end_as_a_map_would(
            changes in prop::collection::vec((0_u32..40_000, 0_u8..4), 0..20_000),
            dense in prop::bool::ANY,
        ) {
            let mut postings = Postings::default();
            let mut map = BTreeMap::new();
            if dense {
                for product in 0..12_000 {
                    postings.insert(product, 9);
                    map.insert(product, 9);
                }
            }
            for (product, impact) in changes {
                if impact == 0 {
                    postings.remove(product);
                    map.remove(&product);
                } else {
                    postings.insert(product, impact);
                    map.insert(product, impact);
                }
            }
            prop_assert_eq!(postings.len(), map.len());
            prop_assert!(map.iter().all(|(product, impact)| postings.get(*product) == *impact));
            prop_assert_eq!(all(&postings), map.into_iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn long_lists_become_short_again() {
        let mut postings = Postings::default();
        for product in 0..30_000 {
            postings.insert(product * 2, 1);
        }
        assert!(matches!(postings.window(0), Window::Array(_)));
        for product in 0..29_500 {
            postings.remove(product * 2);
        }
        assert!(matches!(postings, Postings::Short(_)));
        assert_eq!(postings.len(), 500);
        assert_eq!(all(&postings)[0], (59_000, 1));
    }
}
