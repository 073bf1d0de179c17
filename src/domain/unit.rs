//! Units of measure and prices by unit: 500 ml at 4.00 are 8.00 a liter.

use super::{event::UnitPriceMeasurementFact, money::Money};

/// What a unit measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dimension {
    /// Milliliters.
    Volume,
    /// Grams.
    Weight,
    /// Millimeters.
    Length,
    /// Square meters.
    Area,
    /// Pieces.
    Count,
}

/// What a unit measures, and how much of the dimension's base unit it is. Names are those of the enum
/// `UnitPriceMeasurementMeasuredUnit`; `None` for other names.
pub fn unit(name: &str) -> Option<(Dimension, f64)> {
    use Dimension::{Area, Count, Length, Volume, Weight};
    Some(match name {
        "ML" => (Volume, 1.0),
        "CL" => (Volume, 10.0),
        "L" => (Volume, 1_000.0),
        "M3" => (Volume, 1_000_000.0),
        "FLOZ" => (Volume, 29.573_529_562_5),
        "PT" => (Volume, 473.176_473),
        "QT" => (Volume, 946.352_946),
        "GAL" => (Volume, 3_785.411_784),
        "MG" => (Weight, 0.001),
        "G" => (Weight, 1.0),
        "KG" => (Weight, 1_000.0),
        "OZ" => (Weight, 28.349_523_125),
        "LB" => (Weight, 453.592_37),
        "MM" => (Length, 1.0),
        "CM" => (Length, 10.0),
        "M" => (Length, 1_000.0),
        "IN" => (Length, 25.4),
        "FT" => (Length, 304.8),
        "YD" => (Length, 914.4),
        "M2" => (Area, 1.0),
        "FT2" => (Area, 0.092_903_04),
        "ITEM" => (Count, 1.0),
        _ => return None,
    })
}

/// The price of the reference amount, rounded to the minor unit. `None` when the units do not measure the same, or
/// nothing is measured.
pub fn unit_price(price: Money, measurement: &UnitPriceMeasurementFact) -> Option<Money> {
    let (held, held_base) = unit(&measurement.quantity_unit)?;
    let (reference, reference_base) = unit(&measurement.reference_unit)?;
    let holds = measurement.quantity_value * held_base;
    let refers = f64::from(measurement.reference_value) * reference_base;
    if held != reference || holds <= 0.0 || refers <= 0.0 {
        return None;
    }
    let amount = (price.amount_minor as f64 * refers / holds).round();
    (amount.abs() < 9e15).then(|| Money::new(amount as i64, price.currency))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Currency;

    #[test]
    fn the_unit_price_is_for_the_reference_amount() {
        let price = |value, unit: &str, reference, reference_unit: &str| {
            let measurement = UnitPriceMeasurementFact {
                quantity_value: value,
                quantity_unit: unit.into(),
                reference_value: reference,
                reference_unit: reference_unit.into(),
            };
            let price = unit_price(Money::new(400, Currency::EUR), &measurement);
            price.map(|price| price.amount_minor)
        };
        assert_eq!(price(500.0, "ML", 1, "L"), Some(800));
        assert_eq!(price(0.25, "KG", 100, "G"), Some(160));
        assert_eq!(price(3.0, "ITEM", 1, "ITEM"), Some(133));
        assert_eq!(price(500.0, "ML", 1, "KG"), None);
        assert_eq!(price(0.0, "ML", 1, "L"), None);
        assert_eq!(price(1.0, "PARSEC", 1, "PARSEC"), None);
    }
}
