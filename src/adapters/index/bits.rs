//! Sets of small numbers as bits, a word of 64 at a time.

/// Words that hold so many bits.
pub(super) fn words_for(bits: usize) -> usize {
    bits.div_ceil(64)
}

/// Puts a number in.
#[inline]
pub(super) fn set(words: &mut [u64], bit: usize) {
    words[bit / 64] |= 1 << (bit % 64);
}

/// Whether a number is in.
#[inline]
pub(super) fn has(words: &[u64], bit: usize) -> bool {
    words[bit / 64] >> (bit % 64) & 1 == 1
}

/// How many numbers are in.
pub(super) fn count(words: &[u64]) -> u64 {
    words.iter().map(|word| u64::from(word.count_ones())).sum()
}

/// Keeps what is in the other as well.
pub(super) fn and(words: &mut [u64], other: &[u64]) {
    for (word, other) in words.iter_mut().zip(other) {
        *word &= other;
    }
}

/// The numbers in ascending order.
#[inline]
pub(super) fn iter(words: &[u64]) -> impl Iterator<Item = usize> + '_ {
    words.iter().enumerate().flat_map(|(place, word)| {
        let mut rest = *word;
        std::iter::from_fn(move || {
            if rest == 0 {
                return None;
            }
            let bit = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            Some(place * 64 + bit)
        })
    })
}

/// Whether any number of a short range is in.
#[inline]
pub(super) fn any_in(words: &[u64], range: std::ops::Range<usize>) -> bool {
    let mut at = range.start;
    while at < range.end {
        let (place, shift) = (at / 64, at % 64);
        let here = (range.end - at).min(64 - shift);
        let mask = if here == 64 {
            u64::MAX
        } else {
            ((1 << here) - 1) << shift
        };
        if words[place] & mask != 0 {
            return true;
        }
        at += here;
    }
    false
}

/// All numbers below `length`.
pub(super) fn full(length: usize) -> Vec<u64> {
    let mut words = vec![u64::MAX; words_for(length)];
    if let Some(last) = words.last_mut().filter(|_| !length.is_multiple_of(64)) {
        *last = (1 << (length % 64)) - 1;
    }
    words
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn bits_behave_as_a_set(numbers in prop::collection::btree_set(0usize..300, 0..40),
            start in 0usize..300, length in 0usize..200) {
            let mut words = vec![0; words_for(300)];
            for number in &numbers {
                set(&mut words, *number);
            }
            prop_assert_eq!(iter(&words).collect::<Vec<_>>(), numbers.iter().copied().collect::<Vec<_>>());
            prop_assert_eq!(count(&words), numbers.len() as u64);
            let end = (start + length).min(300);
            prop_assert_eq!(any_in(&words, start..end), numbers.range(start..end).next().is_some());
            let all = full(length);
            prop_assert_eq!(iter(&all).collect::<Vec<_>>(), (0..length).collect::<Vec<_>>());
        }
    }
}
