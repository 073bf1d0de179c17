//! Units of measure, from the rule file `units.txt`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Spelling to kept unit and factor.
static UNITS: LazyLock<FxHashMap<&str, (&str, f64)>> = LazyLock::new(|| {
    let lines = include_str!("units.txt").lines();
    let rules = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    rules
        .flat_map(|line| {
            let mut words = line.split_whitespace();
            let unit = words.next().expect("a rule starts with the kept unit");
            let factor = words.next().and_then(|factor| factor.parse().ok());
            let factor: f64 = factor.expect("a rule has a factor");
            words.map(move |spelling| (spelling, (unit, factor)))
        })
        .collect()
});

/// The inch sign, as [`super::normalize`] leaves it.
pub(super) const INCH: &str = "\"";

/// Whether this word spells a unit.
pub(super) fn is_unit(spelling: &str) -> bool {
    UNITS.contains_key(spelling)
}

/// The term of a measure: `1` and `tb` is `1000gb`. `None` when the word is no unit or the number none.
pub(super) fn measure(number: &str, spelling: &str) -> Option<String> {
    let (unit, factor) = UNITS.get(spelling)?;
    let amount: f64 = number.parse().ok()?;
    // Three decimals hide what the factors round; `{}` prints no needless zeros.
    let amount = (amount * factor * 1000.0).round() / 1000.0;
    amount.is_finite().then(|| format!("{amount}{unit}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_of_one_size_are_one_term() {
        for (number, spelling, term) in [
            ("1", "tb", Some("1000gb")),
            ("1000", "gb", Some("1000gb")),
            ("512", "mb", Some("0.512gb")),
            ("15.6", "\"", Some("15.6inch")),
            ("15.6", "zoll", Some("15.6inch")),
            ("1.5", "m", Some("1500mm")),
            ("2.4", "ghz", Some("2400000000hz")),
            ("2", "in", None),
            ("1.2.3", "gb", None),
        ] {
            assert_eq!(
                measure(number, spelling).as_deref(),
                term,
                "{number} {spelling}"
            );
        }
    }
}
