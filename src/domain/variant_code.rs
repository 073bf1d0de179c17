//! Which combinations of option values exist, or can be bought, as one short text.
//!
//! Clients decode `Product.encodedVariantExistence` and `encodedVariantAvailability` to draw an option picker
//! without loading every variant. The text is `v1_` and a trie of option value positions:
//!
//! | sign | meaning |
//! |---|---|
//! | `:` | the next option follows |
//! | `,` | a repeated prefix ends; several end several |
//! | ` ` | a gap in the values of the last option |
//! | `-` | a run of values of the last option |
//!
//! A single option has no prefix, so nothing closes it: `v1_0-2 4`.

use std::fmt::Write;

/// Encodes combinations, each the position of its value in every option: sorted, distinct, and all of as many
/// options. No combination gives `v1_`. Linear in the input.
pub fn encode<C: AsRef<[usize]>>(combinations: &[C]) -> String {
    debug_assert!(combinations.is_sorted_by(|left, right| left.as_ref() < right.as_ref()));
    let mut code = String::from("v1_");
    let mut before: &[usize] = &[];
    // The run of last values that is not written yet.
    let mut run: Option<(usize, usize)> = None;
    for combination in combinations.iter().map(AsRef::as_ref) {
        debug_assert!(before.is_empty() || before.len() == combination.len());
        let Some((&value, prefix)) = combination.split_last() else {
            continue;
        };
        let shared = prefix.iter().zip(before).take_while(|(a, b)| a == b);
        let shared = shared.count();
        match run {
            Some((first, last)) if shared == prefix.len() => {
                if value == last + 1 {
                    run = Some((first, value));
                    before = combination;
                    continue;
                }
                write_run(&mut code, first, last);
                code.push(' ');
            }
            Some((first, last)) => {
                write_run(&mut code, first, last);
                code.extend(std::iter::repeat_n(',', prefix.len() - shared));
            }
            None => {}
        }
        for position in &prefix[shared..] {
            write_position(&mut code, *position);
            code.push(':');
        }
        run = Some((value, value));
        before = combination;
    }
    if let Some((first, last)) = run {
        write_run(&mut code, first, last);
        code.extend(std::iter::repeat_n(',', before.len() - 1));
    }
    code
}

fn write_run(code: &mut String, first: usize, last: usize) {
    write_position(code, first);
    if last > first {
        code.push('-');
        write_position(code, last);
    }
}

fn write_position(code: &mut String, position: usize) {
    write!(code, "{position}").expect("writing to a string cannot fail");
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    /// The combinations of a code, read by its grammar: a level is values, each with its deeper level or, in the
    /// last option, runs with gaps.
    fn decode(code: &str) -> Vec<Vec<usize>> {
        let mut combinations = Vec::new();
        let mut prefix: Vec<usize> = Vec::new();
        let mut rest = code.strip_prefix("v1_").unwrap();
        while !rest.is_empty() {
            let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let first: usize = rest[..digits].parse().unwrap();
            rest = &rest[digits..];
            if let Some(deeper) = rest.strip_prefix(':') {
                prefix.push(first);
                rest = deeper;
                continue;
            }
            let mut last = first;
            if let Some(run) = rest.strip_prefix('-') {
                let digits = run.len() - run.trim_start_matches(|c: char| c.is_ascii_digit()).len();
                last = run[..digits].parse().unwrap();
                assert!(last > first, "a run has two values or more: {code}");
                rest = &run[digits..];
            }
            combinations.extend((first..=last).map(|value| [&prefix[..], &[value]].concat()));
            if let Some(gap) = rest.strip_prefix(' ') {
                rest = gap;
                continue;
            }
            while let Some(closed) = rest.strip_prefix(',') {
                prefix.pop().unwrap();
                rest = closed;
            }
        }
        assert!(prefix.is_empty(), "every prefix is closed: {code}");
        combinations
    }

    #[test]
    fn codes_are_those_that_clients_read() {
        for (combinations, code) in [
            (vec![], "v1_"),
            (vec![vec![0]], "v1_0"),
            (vec![vec![0], vec![1], vec![2], vec![4]], "v1_0-2 4"),
            (vec![vec![3], vec![5], vec![7], vec![8]], "v1_3 5 7-8"),
            (vec![vec![0, 0], vec![0, 2], vec![2, 11]], "v1_0:0 2,2:11,"),
            (
                vec![vec![0, 0, 0], vec![0, 1, 0], vec![0, 1, 1], vec![1, 0, 0]],
                "v1_0:0:0,1:0-1,,1:0:0,,",
            ),
            (
                vec![vec![0, 0, 0, 9], vec![1, 0, 0, 9]],
                "v1_0:0:0:9,,,1:0:0:9,,,",
            ),
        ] {
            assert_eq!(encode(&combinations), code);
            assert_eq!(decode(code), combinations, "{code}");
        }
    }

    proptest! {
        #[test]
        fn a_code_decodes_to_its_combinations(
            options in 1_usize..5,
            positions in prop::collection::vec(prop::collection::vec(0_usize..13, 4), 0..60),
        ) {
            let distinct: BTreeSet<Vec<usize>> =
                positions.iter().map(|position| position[..options].to_vec()).collect();
            let combinations: Vec<_> = distinct.into_iter().collect();
            let code = encode(&combinations);
            prop_assert_eq!(decode(&code), combinations);
        }

        #[test]
        fn a_full_grid_takes_one_run_for_each_prefix(sizes in prop::collection::vec(2_usize..5, 2..4)) {
            let grid = sizes.iter().fold(vec![vec![]], |grid: Vec<Vec<usize>>, size| {
                let widened = |row: &Vec<usize>, value| [&row[..], &[value]].concat();
                grid.iter().flat_map(|row| (0..*size).map(move |value| widened(row, value))).collect()
            });
            let prefixes: usize = sizes[..sizes.len() - 1].iter().product();
            let code = encode(&grid);
            prop_assert_eq!(code.matches('-').count(), prefixes);
            prop_assert!(!code.contains(' '));
        }
    }
}
