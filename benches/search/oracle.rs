//! Answers by going through all products.

use rustc_hash::FxHashMap;
use vitrina::{
    application::search::{SearchAnswer, SearchSort},
    domain::id::Key,
};

use crate::catalog::{Catalog, FACETS, OF_VARIANTS, Plain, VARIANTS, facet_id, product_id};

/// Compares an answer with going through what the text found, by number and score, or through everything.
pub fn check(
    catalog: &Catalog,
    all: &[Plain],
    found_by_text: Option<&[(u32, u32)]>,
    selected: &[(usize, u32)],
    sort: SearchSort,
    answer: &SearchAnswer,
) {
    let mut counts: Vec<FxHashMap<u32, u64>> = vec![FxHashMap::default(); FACETS];
    let (mut low, mut high) = (i64::MAX, i64::MIN);
    let mut found: Vec<(i64, u32, usize)> = Vec::new();
    let everything = 0..if found_by_text.is_some() {
        0
    } else {
        all.len()
    };
    let everything = everything.map(|number| (number as u32, 0));
    for (number, score) in found_by_text
        .unwrap_or_default()
        .iter()
        .copied()
        .chain(everything)
    {
        let (plain, number) = (&all[number as usize], number as usize);
        let passes = |variant: usize, but: usize| {
            selected.iter().all(|(facet, value)| {
                *facet == but || plain.values(*facet, variant).any(|own| own == *value)
            })
        };
        let passing: Vec<usize> = (0..VARIANTS)
            .filter(|variant| passes(*variant, FACETS))
            .collect();
        for (facet, counts) in counts.iter_mut().enumerate() {
            let is_selected = selected.iter().any(|(of, _)| *of == facet);
            let open: &[usize] = &match is_selected {
                true => (0..VARIANTS)
                    .filter(|variant| passes(*variant, facet))
                    .collect(),
                false => passing.clone(),
            };
            let read = if facet < OF_VARIANTS {
                open.len().min(1)
            } else {
                open.len()
            };
            let values = open[..read]
                .iter()
                .flat_map(|variant| plain.values(facet, *variant));
            let mut values: Vec<u32> = values.collect();
            values.sort_unstable();
            values.dedup();
            for value in values {
                *counts.entry(value).or_default() += 1;
            }
        }
        if passing.is_empty() {
            continue;
        }
        for variant in &passing {
            low = low.min(plain.price(*variant));
            high = high.max(plain.price(*variant));
        }
        let lowest = (0..VARIANTS).map(|variant| plain.price(variant)).min();
        found.push(match sort {
            SearchSort::Price => (lowest.expect("there are variants"), 0, number),
            _ => (-i64::from(score), catalog.sales_rank(number), number),
        });
    }
    assert_eq!(answer.page.total, Some(found.len() as u64), "the total");
    for facet in &answer.facets {
        let place = (0..FACETS).find(|place| facet_id(*place) == facet.id);
        let Some(place) = place else {
            let span = facet.price.as_ref().expect("it is the price");
            assert_eq!((span.min.amount_minor, span.max.amount_minor), (low, high));
            continue;
        };
        // The page of values has the commonest ones: each of them is right, and none that is left out is commoner.
        let shown: Vec<_> = facet
            .values
            .iter()
            .filter(|value| value.count > 0)
            .collect();
        for value in &shown {
            let expected = counts[place].get(&catalog.number(&value.label));
            assert_eq!(
                Some(&value.count),
                expected,
                "{}: {}",
                facet.id,
                value.label
            );
        }
        let mut expected: Vec<u64> = counts[place].values().copied().collect();
        expected.sort_unstable_by(|a, b| b.cmp(a));
        expected.truncate(facet.values.len());
        let shown: Vec<u64> = shown.iter().map(|value| value.count).collect();
        assert_eq!(shown, expected, "{}", facet.id);
    }
    if sort != SearchSort::Title {
        found.sort_unstable();
        let expected = found
            .iter()
            .take(24)
            .map(|(.., number)| Key::of(&product_id(*number)));
        let hits = answer.page.rows.iter().map(|(hit, _)| hit.product);
        assert!(hits.eq(expected), "the first page");
    }
}
