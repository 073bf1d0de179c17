//! Choosing variants by the values of their options.

use super::{
    id::Key,
    product::{Variant, Variants},
    text::fold,
};

/// Values chosen of some options.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// (option, value) pairs.
    pub options: Vec<(String, String)>,
    /// Names and values compare without regard to case.
    pub ignores_case: bool,
    /// Options that the product does not have are passed over, rather than matching nothing.
    pub ignores_unknown: bool,
}

impl Selection {
    /// For each option of the product the chosen value, if any. `None` when an option is unknown and that matters.
    fn chosen<'a>(&'a self, variants: &Variants) -> Option<Vec<Option<&'a str>>> {
        let mut chosen = vec![None; variants.option_names().len()];
        for (name, value) in &self.options {
            match variants
                .option_names()
                .position(|option| self.is_same(option, name))
            {
                Some(place) => chosen[place] = Some(value.as_str()),
                None if self.ignores_unknown => {}
                None => return None,
            }
        }
        Some(chosen)
    }

    fn is_same(&self, a: &str, b: &str) -> bool {
        a == b || (self.ignores_case && fold(a) == fold(b))
    }

    /// How many chosen values the variant does not have.
    fn differences(
        &self,
        variants: &Variants,
        variant: &Variant,
        chosen: &[Option<&str>],
    ) -> usize {
        let pairs = variants.selected_options(variant).zip(chosen);
        pairs
            .filter(|((_, has), chosen)| chosen.is_some_and(|chosen| !self.is_same(has, chosen)))
            .count()
    }

    /// The variant that has exactly these values; every option must be chosen.
    pub fn find(&self, variants: &Variants) -> Option<usize> {
        let chosen = self.chosen(variants)?;
        if chosen.iter().any(Option::is_none) {
            return None;
        }
        self.first_with(variants, &chosen, |_| true)
    }

    /// The first available variant that has these values, else the first one that has them, else the first available
    /// one, else the first.
    pub fn find_or_first_available(
        &self,
        variants: &Variants,
        is_available: impl Fn(Key) -> bool,
    ) -> Option<usize> {
        let available = |variant: &Variant| is_available(variant.key);
        let chosen = self
            .chosen(variants)
            .filter(|chosen| chosen.iter().any(Option::is_some));
        chosen
            .and_then(|chosen| {
                self.first_with(variants, &chosen, available)
                    .or_else(|| self.first_with(variants, &chosen, |_| true))
            })
            .or_else(|| variants.rows.iter().position(available))
            .or((!variants.rows.is_empty()).then_some(0))
    }

    /// The variants that differ in exactly one option from the selected one, which is the one with these values, else
    /// the first available one.
    pub fn adjacent(&self, variants: &Variants, is_available: impl Fn(Key) -> bool) -> Vec<usize> {
        let selected = self.find(variants).or_else(|| {
            let none_chosen = self.options.is_empty();
            let first = || Self::default().find_or_first_available(variants, is_available);
            none_chosen.then(first).flatten()
        });
        let Some(selected) = selected else {
            return Vec::new();
        };
        let selected = &variants.rows[selected];
        let differs_in_one = |other: &Variant| {
            let pairs = selected.option_values.iter().zip(&other.option_values);
            pairs.filter(|(a, b)| a != b).count() == 1
        };
        (0..variants.rows.len())
            .filter(|place| differs_in_one(&variants.rows[*place]))
            .collect()
    }

    fn first_with(
        &self,
        variants: &Variants,
        chosen: &[Option<&str>],
        accepts: impl Fn(&Variant) -> bool,
    ) -> Option<usize> {
        variants.rows.iter().position(|variant| {
            accepts(variant) && self.differences(variants, variant, chosen) == 0
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        event::{OptionFact, OptionValueFact, ProductFact, VariantFact},
        time::Timestamp,
    };

    /// Red S, Red M, Green M.
    fn variants() -> Variants {
        let option = |name: &str, values: &[&str]| OptionFact {
            name: name.into(),
            values: values
                .iter()
                .map(|value| OptionValueFact {
                    name: (*value).into(),
                    ..Default::default()
                })
                .collect(),
            ..Default::default()
        };
        let combinations = [["Red", "S"], ["Red", "M"], ["Green", "M"]];
        let variant = |(number, values): (usize, [&str; 2])| VariantFact {
            id: number.to_string(),
            option_values: values.map(str::to_owned).into(),
            ..Default::default()
        };
        let fact = ProductFact {
            id: "p".into(),
            options: vec![
                option("Color", &["Red", "Green"]),
                option("Size", &["S", "M"]),
            ],
            variants: combinations.into_iter().enumerate().map(variant).collect(),
            ..Default::default()
        };
        Variants::build(&fact, Timestamp::EPOCH)
    }

    fn select(options: &[(&str, &str)]) -> Selection {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Selection {
            options: options.iter().map(owned).collect(),
            ..Selection::default()
        }
    }

    #[test]
    fn a_variant_is_found_by_all_of_its_values() {
        let variants = variants();
        assert_eq!(
            select(&[("Size", "M"), ("Color", "Red")]).find(&variants),
            Some(1)
        );
        assert_eq!(
            select(&[("Size", "S"), ("Color", "Green")]).find(&variants),
            None
        );
        assert_eq!(select(&[("Color", "Red")]).find(&variants), None);
        let lower = select(&[("size", "m"), ("color", "red")]);
        assert_eq!(lower.find(&variants), None);
        assert_eq!(
            Selection {
                ignores_case: true,
                ..lower
            }
            .find(&variants),
            Some(1)
        );
        let more = select(&[("Size", "M"), ("Color", "Red"), ("Fit", "Slim")]);
        assert_eq!(more.find(&variants), None);
        assert_eq!(
            Selection {
                ignores_unknown: true,
                ..more
            }
            .find(&variants),
            Some(1)
        );
    }

    #[test]
    fn without_a_match_the_first_available_variant_stands_in() {
        let variants = variants();
        let sold_out = Key::of("0");
        let is_available = |key| key != sold_out;
        let found = |options: &[(&str, &str)]| {
            select(options).find_or_first_available(&variants, is_available)
        };
        assert_eq!(found(&[]), Some(1));
        assert_eq!(found(&[("Color", "Red")]), Some(1));
        assert_eq!(found(&[("Color", "Red"), ("Size", "S")]), Some(0));
        assert_eq!(found(&[("Color", "Blue")]), Some(1));
        let none = select(&[]).find_or_first_available(&variants, |_| false);
        assert_eq!(none, Some(0));
    }

    #[test]
    fn adjacent_variants_differ_in_one_option() {
        let variants = variants();
        let adjacent = |options: &[(&str, &str)]| select(options).adjacent(&variants, |_| true);
        assert_eq!(adjacent(&[("Color", "Red"), ("Size", "M")]), [0, 2]);
        assert_eq!(adjacent(&[]), [1]);
        assert_eq!(
            adjacent(&[("Color", "Blue"), ("Size", "M")]),
            [] as [usize; 0]
        );
    }
}
