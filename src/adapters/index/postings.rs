//! Which rows of a chunk have a value: lists of row numbers, or bits where a list would be longer than they are.
//!
//! Built by patching: a change of some rows is one pass over what is there, without regard to which values they had.

use super::bits;

/// A row number as it is kept.
pub(super) trait RowNumber: Copy + Default {
    /// Narrowed from a number that fits.
    fn of(row: usize) -> Self;
    /// Widened.
    fn row(self) -> usize;
}

impl RowNumber for u16 {
    fn of(row: usize) -> Self {
        Self::try_from(row).expect("a chunk has fewer products")
    }
    fn row(self) -> usize {
        self.into()
    }
}

impl RowNumber for u32 {
    fn of(row: usize) -> Self {
        Self::try_from(row).expect("a chunk has fewer variants")
    }
    fn row(self) -> usize {
        self as usize
    }
}

/// Rows by value.
#[derive(Debug, Clone, Default)]
pub(super) struct Postings<T> {
    /// By value.
    entries: Box<[Entry]>,
    lists: Box<[T]>,
    bits: Box<[u64]>,
    /// Words of one bit set.
    words: usize,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    value: u32,
    /// Place in `lists`, or in `bits` when it is dense.
    start: u32,
    /// Rows; the highest bit says that they are bits.
    length: u32,
}

const DENSE: u32 = 1 << 31;

/// The rows that have a value.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rows<'a, T> {
    /// In ascending order.
    List(&'a [T]),
    /// As bits, with their number.
    Bits(&'a [u64], u32),
}

impl<T: RowNumber> Rows<'_, T> {
    /// How many.
    pub(super) fn len(&self) -> u32 {
        match self {
            Self::List(list) => list.len() as u32,
            Self::Bits(_, length) => *length,
        }
    }

    /// Adds them to a set.
    pub(super) fn add_to(&self, set: &mut [u64]) {
        match self {
            Self::List(list) => list.iter().for_each(|row| bits::set(set, row.row())),
            Self::Bits(words, _) => {
                for (word, other) in set.iter_mut().zip(*words) {
                    *word |= other;
                }
            }
        }
    }

    /// How many owners of what is in a set there are; `owners` tells each row's, and rows of one lie together.
    pub(super) fn count_owners_in(&self, set: &[u64], owners: &[u16]) -> u32 {
        let (mut count, mut last) = (0, None);
        let mut meet = |row: usize| {
            let owner = Some(owners[row]);
            count += u32::from(owner != last);
            last = owner;
        };
        match self {
            Self::List(list) => {
                for row in list.iter().filter(|row| bits::has(set, row.row())) {
                    meet(row.row());
                }
            }
            Self::Bits(words, _) => {
                for (place, (word, other)) in words.iter().zip(set).enumerate() {
                    bits::iter(&[word & other]).for_each(|bit| meet(place * 64 + bit));
                }
            }
        }
        count
    }

    fn each(&self, mut act: impl FnMut(usize)) {
        match self {
            Self::List(list) => list.iter().for_each(|row| act(row.row())),
            Self::Bits(words, _) => bits::iter(words).for_each(act),
        }
    }
}

impl<T: RowNumber> Postings<T> {
    fn rows(&self, entry: &Entry) -> Rows<'_, T> {
        let start = entry.start as usize;
        let length = entry.length & !DENSE;
        if entry.length & DENSE == 0 {
            Rows::List(&self.lists[start..start + length as usize])
        } else {
            Rows::Bits(&self.bits[start..start + self.words], length)
        }
    }

    /// The rows with a value; `None` when none has it.
    pub(super) fn find(&self, value: u32) -> Option<Rows<'_, T>> {
        let place = self
            .entries
            .binary_search_by_key(&value, |entry| entry.value)
            .ok()?;
        Some(self.rows(&self.entries[place]))
    }

    /// All values with their rows.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, Rows<'_, T>)> {
        self.entries
            .iter()
            .map(|entry| (entry.value, self.rows(entry)))
    }

    /// The same with rows moved and others added: `moved` tells the new number of an old row, `None` when it is gone
    /// (in the order of the old numbers), `added` are sorted pairs of value and row, `rows` the number of rows now.
    pub(super) fn patch(
        &self,
        moved: impl Fn(usize) -> Option<usize>,
        added: &[(u32, u32)],
        rows: usize,
    ) -> Self {
        debug_assert!(added.is_sorted(), "pairs are merged");
        let mut next = Builder {
            entries: Vec::with_capacity(self.entries.len() + 8),
            lists: Vec::with_capacity(self.lists.len() + added.len()),
            bits: Vec::with_capacity(self.bits.len()),
            words: bits::words_for(rows),
            scratch: Vec::new(),
        };
        let mut added = added.chunk_by(|a, b| a.0 == b.0).peekable();
        for entry in &self.entries {
            while let Some(pairs) = added.next_if(|pairs| pairs[0].0 < entry.value) {
                next.scratch.extend(pairs.iter().map(|pair| pair.1));
                next.close(pairs[0].0);
            }
            self.rows(entry)
                .each(|row| next.scratch.extend(moved(row).map(|row| row as u32)));
            if let Some(pairs) = added.next_if(|pairs| pairs[0].0 == entry.value) {
                next.scratch.extend(pairs.iter().map(|pair| pair.1));
                next.scratch.sort_unstable();
            }
            next.close(entry.value);
        }
        for pairs in added {
            next.scratch.extend(pairs.iter().map(|pair| pair.1));
            next.close(pairs[0].0);
        }
        Self {
            entries: next.entries.into(),
            lists: next.lists.into(),
            bits: next.bits.into(),
            words: next.words,
        }
    }

    /// Bytes allocated.
    pub(super) fn size_bytes(&self) -> usize {
        size_of_val(&*self.entries) + size_of_val(&*self.lists) + size_of_val(&*self.bits)
    }
}

struct Builder<T> {
    entries: Vec<Entry>,
    lists: Vec<T>,
    bits: Vec<u64>,
    words: usize,
    /// Rows of the value that is being built.
    scratch: Vec<u32>,
}

impl<T: RowNumber> Builder<T> {
    /// Ends a value.
    fn close(&mut self, value: u32) {
        let length = self.scratch.len();
        if length == 0 {
            return;
        }
        let is_dense = length * size_of::<T>() > self.words * size_of::<u64>();
        let (start, mark) = if is_dense {
            let start = self.bits.len();
            self.bits.resize(start + self.words, 0);
            for row in &self.scratch {
                bits::set(&mut self.bits[start..], *row as usize);
            }
            (start, DENSE)
        } else {
            let start = self.lists.len();
            self.lists
                .extend(self.scratch.iter().map(|row| T::of(*row as usize)));
            (start, 0)
        };
        let start = u32::try_from(start).expect("a chunk has fewer values");
        self.entries.push(Entry {
            value,
            start,
            length: length as u32 | mark,
        });
        self.scratch.clear();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;

    type Model = BTreeMap<u32, BTreeSet<usize>>;

    fn model(postings: &Postings<u16>) -> Model {
        let mut model = Model::new();
        for (value, rows) in postings.iter() {
            let mut found = BTreeSet::new();
            rows.each(|row| {
                found.insert(row);
            });
            assert_eq!(found.len() as u32, rows.len());
            model.insert(value, found);
        }
        model
    }

    proptest! {
        #[test]
        fn patches_say_what_the_rows_say(
            first in prop::collection::btree_set((0u32..6, 0u32..200), 0..200),
            gone in prop::collection::btree_set(0usize..200, 0..50),
            second in prop::collection::btree_set((0u32..8, 200u32..220), 0..60),
        ) {
            let pairs: Vec<_> = first.iter().copied().collect();
            let built = Postings::<u16>::default().patch(Some, &pairs, 220);
            let added: Vec<_> = second.iter().copied().collect();
            let patched = built.patch(|row| (!gone.contains(&row)).then_some(row), &added, 220);
            let mut expected = Model::new();
            let kept = first.iter().filter(|(_, row)| !gone.contains(&(*row as usize)));
            for (value, row) in kept.chain(&second) {
                expected.entry(*value).or_default().insert(*row as usize);
            }
            prop_assert_eq!(model(&patched), expected.clone());
        }
    }
}
