//! The products that a code names: handles, stock keeping units, barcodes.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

/// Products by the keys of their codes. Nearly every code names one product, which lies in the table itself.
#[derive(Debug, Default)]
pub(super) struct Codes {
    one: FxHashMap<u64, u32>,
    /// Other products of a code that is in `one`, ascending.
    others: FxHashMap<u64, Vec<u32>>,
}

impl Codes {
    /// Lets a code name a product, too.
    pub(super) fn put(&mut self, code: u64, product: u32) {
        match self.one.entry(code) {
            Entry::Vacant(one) => {
                one.insert(product);
            }
            Entry::Occupied(one) if *one.get() != product => {
                let others = self.others.entry(code).or_default();
                if let Err(place) = others.binary_search(&product) {
                    others.insert(place, product);
                }
            }
            Entry::Occupied(_) => {}
        }
    }

    /// Lets a code no longer name a product.
    pub(super) fn remove(&mut self, code: u64, product: u32) {
        let Entry::Occupied(mut one) = self.one.entry(code) else {
            return;
        };
        let Entry::Occupied(mut others) = self.others.entry(code) else {
            if *one.get() == product {
                one.remove();
            }
            return;
        };
        if *one.get() == product {
            one.insert(others.get_mut().pop().expect("a list of others has one"));
        } else if let Ok(place) = others.get().binary_search(&product) {
            others.get_mut().remove(place);
        }
        if others.get().is_empty() {
            others.remove();
        }
    }

    /// The products that a code names, in no order.
    pub(super) fn find(&self, code: u64) -> impl Iterator<Item = u32> {
        let others = self.others.get(&code).into_iter().flatten();
        self.one.get(&code).into_iter().chain(others).copied()
    }

    /// Bytes held.
    pub(super) fn size_bytes(&self) -> usize {
        let others = self.others.values().map(|others| others.capacity() * 4);
        self.one.capacity() * (size_of::<(u64, u32)>() + 1)
            + self.others.capacity() * (size_of::<(u64, Vec<u32>)>() + 1)
            + others.sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn codes_name_what_was_put_and_not_removed(
            steps in prop::collection::vec((any::<bool>(), 0_u64..3, 0_u32..5), 0..60),
        ) {
            let (mut codes, mut expected) = (Codes::default(), BTreeSet::new());
            for (puts, code, product) in steps {
                if puts {
                    codes.put(code, product);
                    expected.insert((code, product));
                } else {
                    codes.remove(code, product);
                    expected.remove(&(code, product));
                }
                for code in 0..3 {
                    let mut found: Vec<u32> = codes.find(code).collect();
                    found.sort_unstable();
                    let of_code = expected.iter().filter(|one| one.0 == code);
                    let of_code: Vec<u32> = of_code.map(|one| one.1).collect();
                    prop_assert_eq!(found, of_code);
                }
            }
        }
    }
}
