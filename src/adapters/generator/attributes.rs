//! Attributes of a product: drawn once, then written as metafields and as the list in its description.

use super::{
    design::{Axis, Design, sentence_case},
    dice::Dice,
    ids,
    kinds::Spec,
    words::{Lang, Text, localized_decimal, phrases, scales},
};
use crate::domain::event::MetafieldFact;

/// An attribute of a product.
pub(super) struct Attribute {
    key: &'static str,
    label: Text,
    value: Value,
}

enum Value {
    /// One of some words.
    Words(Text),
    /// Width, depth and height in centimeters.
    Box([i64; 3]),
    /// Tenths of a liter.
    Capacity(i64),
    /// Grams.
    Weight(i64),
    /// A number and its unit.
    Number(i64, &'static str),
    /// Years.
    Years(i64),
    /// Yes or no.
    Flag(bool),
    /// A size that is no option, in the scale's own notation.
    Size(&'static str),
}

/// Draws the attributes of a product.
pub(super) fn draw(design: &Design, dice: &mut Dice) -> Vec<Attribute> {
    let kind = design.outline.kind;
    let mut attributes = vec![Attribute {
        key: "material",
        label: phrases::MATERIAL,
        value: Value::Words(design.material().name),
    }];
    for spec in kind.specs {
        // Makers do not tell everything, and where the size is an option there is no one measure.
        let differs = matches!(spec, Spec::Box(_)) && design.axes.contains(&Axis::Size);
        if !dice.permille(930) || differs {
            continue;
        }
        attributes.push(match spec {
            Spec::Box(ranges) => Attribute {
                key: "dimensions",
                label: phrases::DIMENSIONS,
                value: Value::Box(ranges.map(|(low, high)| dice.between(low, high))),
            },
            Spec::Capacity(low, high) => Attribute {
                key: "capacity",
                label: phrases::CAPACITY,
                value: Value::Capacity(dice.between(*low, *high)),
            },
            Spec::Number {
                key,
                label,
                range: (low, high, step),
                unit,
            } => Attribute {
                key,
                label: *label,
                value: Value::Number(low + step * dice.between(0, (high - low) / step), unit),
            },
            Spec::Flag(key, label, share) => Attribute {
                key,
                label: *label,
                value: Value::Flag(dice.permille(*share)),
            },
            Spec::Choice(key, label, values) => Attribute {
                key,
                label: *label,
                value: Value::Words(*dice.pick(values)),
            },
        });
    }
    if let (Some(scale), false) = (kind.scale, design.axes.contains(&Axis::Size)) {
        attributes.push(Attribute {
            key: "size",
            label: scale.name,
            value: Value::Size(scale.values[design.sizes[0]]),
        });
    }
    attributes.push(Attribute {
        key: "weight",
        label: phrases::WEIGHT,
        value: Value::Weight(design.grown(design.grams, design.combinations[0])),
    });
    if kind.scale.is_none_or(|scale| !scale.worn) {
        attributes.push(Attribute {
            key: "warranty",
            label: phrases::WARRANTY,
            value: Value::Years(*dice.pick(&[2, 2, 2, 3, 5, 10])),
        });
    }
    attributes
}

impl Attribute {
    /// The metafields that state it.
    pub(super) fn metafields(&self) -> Vec<MetafieldFact> {
        let one = |kind: &str, value: String| vec![specs(self.key, kind, value, self.label)];
        match &self.value {
            Value::Words(words) => one("single_line_text_field", sentence_case(words.en())),
            Value::Size(size) => one("single_line_text_field", (*size).to_owned()),
            Value::Flag(flag) => one("boolean", flag.to_string()),
            Value::Years(years) => one("number_integer", years.to_string()),
            Value::Number(number, _) => one("number_integer", number.to_string()),
            Value::Weight(grams) => one("weight", measured(*grams, 1000, "kg")),
            Value::Capacity(tenths) => one("volume", measured(*tenths, 10, "l")),
            Value::Box(sides) => {
                let sides = sides.iter().zip(["width", "depth", "height"]);
                sides
                    .map(|(side, key)| {
                        let label = match key {
                            "width" => Text("Width"),
                            "depth" => Text("Depth"),
                            _ => Text("Height"),
                        };
                        specs(key, "dimension", measured(*side, 1, "cm"), label)
                    })
                    .chain(one("single_line_text_field", self.shown(Lang::En)))
                    .collect()
            }
        }
    }

    /// Its value in words.
    fn shown(&self, lang: Lang) -> String {
        match &self.value {
            Value::Words(words) => sentence_case(words.to(lang)),
            Value::Size(size) => scales::localized_value(size, lang),
            Value::Flag(true) => phrases::YES.to(lang).to_owned(),
            Value::Flag(false) => phrases::NO.to(lang).to_owned(),
            Value::Years(years) => format!("{years} {}", phrases::YEARS.to(lang)),
            Value::Number(number, "") => number.to_string(),
            Value::Number(number, unit) => format!("{number} {unit}"),
            Value::Capacity(tenths) => {
                format!("{} l", localized_decimal(&decimal(*tenths, 10), lang))
            }
            Value::Weight(grams @ 0..1000) => format!("{grams} g"),
            Value::Weight(grams) => {
                format!("{} kg", localized_decimal(&decimal(*grams, 1000), lang))
            }
            Value::Box([width, depth, height]) => format!("{width} × {depth} × {height} cm"),
        }
    }

    /// It as an entry of a list in HTML.
    pub(super) fn list_item(&self, lang: Lang) -> String {
        let colon = if lang == Lang::Fr { " :" } else { ":" };
        format!(
            "<li>{}{colon} {}</li>",
            self.label.to(lang),
            self.shown(lang)
        )
    }
}

/// A metafield of the namespace of attributes.
fn specs(key: &str, kind: &str, value: String, label: Text) -> MetafieldFact {
    MetafieldFact {
        namespace: "specs".into(),
        key: key.into(),
        kind: kind.into(),
        value,
        description: Some(label.en().to_owned()),
        ..MetafieldFact::default()
    }
}

/// A measured value as metafields hold it.
fn measured(amount: i64, divisor: i64, unit: &str) -> String {
    format!(
        "{{\"value\":{},\"unit\":\"{unit}\"}}",
        decimal(amount, divisor)
    )
}

/// A fraction with a power of ten below it, as a decimal without needless zeros.
pub(super) fn decimal(amount: i64, divisor: i64) -> String {
    let (whole, mut rest) = (amount / divisor, amount % divisor);
    let mut text = whole.to_string();
    let mut place = divisor / 10;
    if rest > 0 {
        text.push('.');
    }
    while rest > 0 {
        text.push(char::from(b'0' + (rest / place) as u8));
        rest %= place;
        place /= 10;
    }
    text
}

/// The guides that a product's material has.
pub(super) fn guides(design: &Design) -> [MetafieldFact; 2] {
    let material = design.material();
    let reference = |key: &str, kind: &str, handle: &str| MetafieldFact {
        namespace: "custom".into(),
        key: key.into(),
        kind: "metaobject_reference".into(),
        value: ids::metaobject_id(kind, handle),
        ..MetafieldFact::default()
    };
    [
        reference("care_guide", "care_guide", material.care),
        reference("material_guide", "material_guide", material.slug),
    ]
}
