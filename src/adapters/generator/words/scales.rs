//! Scales of sizes: the option's name, its values from small to large, and what a step costs.

use super::{Lang, Text, localized_decimal};

/// What a unit price of a scale refers to.
#[derive(Debug)]
pub(crate) struct Measure {
    /// Unit of the amounts and of the reference, a value of `UnitPriceMeasurementMeasuredUnit`.
    pub(crate) unit: &'static str,
    /// What each value of the scale holds.
    pub(crate) amounts: &'static [f64],
}

/// A scale of sizes.
#[derive(Debug)]
pub(crate) struct Scale {
    /// Name of the option.
    pub(crate) name: Text,
    /// Values from small to large.
    pub(crate) values: &'static [&'static str],
    /// Sizes of bodies: such things come in a run of sizes, never in a single one.
    pub(crate) worn: bool,
    /// What one step adds to price and weight, percent of the smallest.
    pub(crate) step_percent: i64,
    /// Sold by measure.
    pub(crate) measure: Option<Measure>,
}

const fn scale(name: &'static str, values: &'static [&'static str], step_percent: i64) -> Scale {
    Scale {
        name: Text(name),
        values,
        worn: false,
        step_percent,
        measure: None,
    }
}

const fn worn(values: &'static [&'static str]) -> Scale {
    Scale {
        worn: true,
        ..scale(SIZE, values, 0)
    }
}

const SIZE: &str = "Size | Größe | Taille";
const VOLUME: &str = "Volume | Volumen | Volume";
const DIAMETER: &str = "Diameter | Durchmesser | Diamètre";
const LENGTH: &str = "Length | Länge | Longueur";
const HEIGHT: &str = "Height | Höhe | Hauteur";

pub(crate) static CLOTHING: Scale = worn(&["XS", "S", "M", "L", "XL", "XXL"]);
pub(crate) static SHOES: Scale =
    worn(&["36", "37", "38", "39", "40", "41", "42", "43", "44", "45"]);
pub(crate) static HEADS: Scale = worn(&["S", "M", "L"]);
pub(crate) static THREE: Scale = scale(SIZE, &["Small", "Medium", "Large"], 28);
pub(crate) static PERSONS: Scale = scale(
    "Sleeps | Schlafplätze | Couchages",
    &[
        "1 person",
        "2 persons",
        "3 persons",
        "4 persons",
        "6 persons",
    ],
    27,
);
pub(crate) static BAG_LENGTH: Scale = scale(LENGTH, &["Short", "Regular", "Long"], 6);
pub(crate) static PACK: Scale = scale(VOLUME, &["20 L", "28 L", "38 L", "50 L", "65 L"], 16);
pub(crate) static BOTTLE: Scale = scale(VOLUME, &["350 ml", "500 ml", "750 ml", "1 L"], 12);
pub(crate) static PAN: Scale = scale(DIAMETER, &["20 cm", "24 cm", "28 cm", "32 cm"], 18);
pub(crate) static POT: Scale = scale(VOLUME, &["1.5 L", "3 L", "5 L", "8 L"], 26);
pub(crate) static BLADE: Scale = scale(
    "Blade | Klinge | Lame",
    &["9 cm", "15 cm", "18 cm", "21 cm", "24 cm"],
    17,
);
pub(crate) static KETTLE: Scale = scale(VOLUME, &["0.8 L", "1.2 L", "1.7 L"], 12);
pub(crate) static MUG: Scale = scale(VOLUME, &["180 ml", "250 ml", "350 ml", "450 ml"], 10);
pub(crate) static TABLE: Scale = scale(
    LENGTH,
    &["120 cm", "140 cm", "160 cm", "180 cm", "200 cm", "220 cm"],
    13,
);
pub(crate) static SEATS: Scale = scale(
    "Seats | Sitzplätze | Places",
    &["2 seats", "3 seats", "4 seats"],
    26,
);
pub(crate) static SHELF: Scale = scale(HEIGHT, &["80 cm", "120 cm", "160 cm", "200 cm"], 30);
pub(crate) static BED: Scale = scale(
    SIZE,
    &[
        "90 × 200 cm",
        "140 × 200 cm",
        "160 × 200 cm",
        "180 × 200 cm",
    ],
    14,
);
pub(crate) static STOOL: Scale = scale(HEIGHT, &["45 cm", "65 cm", "75 cm"], 11);
pub(crate) static SHADE: Scale = scale(DIAMETER, &["20 cm", "30 cm", "40 cm", "50 cm"], 22);
pub(crate) static STRING: Scale = Scale {
    measure: Some(Measure {
        unit: "M",
        amounts: &[5.0, 10.0, 15.0, 20.0],
    }),
    ..scale(LENGTH, &["5 m", "10 m", "15 m", "20 m"], 55)
};
pub(crate) static SUITCASE: Scale = scale(SIZE, &["Cabin", "Medium", "Large"], 22);
pub(crate) static DUMBBELL: Scale = Scale {
    measure: Some(Measure {
        unit: "KG",
        amounts: &[2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 16.0],
    }),
    ..scale(
        "Mass | Masse | Masse",
        &["2 kg", "4 kg", "6 kg", "8 kg", "10 kg", "12 kg", "16 kg"],
        80,
    )
};
pub(crate) static MAT: Scale = scale(
    "Thickness | Stärke | Épaisseur",
    &["3 mm", "4 mm", "6 mm"],
    15,
);
pub(crate) static BALL: Scale = scale(SIZE, &["3", "4", "5"], 8);
pub(crate) static GRIP: Scale = scale("Grip | Griff | Manche", &["L1", "L2", "L3", "L4"], 0);
pub(crate) static POTS: Scale = scale(DIAMETER, &["15 cm", "20 cm", "30 cm", "40 cm"], 45);
pub(crate) static CAN: Scale = scale(VOLUME, &["1.5 L", "5 L", "9 L"], 35);
pub(crate) static BENCH: Scale = scale(LENGTH, &["120 cm", "150 cm", "180 cm"], 18);
pub(crate) static FRAME: Scale = scale(
    "Frame | Rahmen | Cadre",
    &["48 cm", "51 cm", "54 cm", "57 cm", "60 cm"],
    0,
);
pub(crate) static PANNIER: Scale = scale(VOLUME, &["12 L", "18 L", "25 L"], 18);
pub(crate) static TOWEL: Scale = scale(
    SIZE,
    &["30 × 50 cm", "50 × 100 cm", "70 × 140 cm", "100 × 180 cm"],
    90,
);
pub(crate) static BLANKET: Scale =
    scale(SIZE, &["130 × 170 cm", "150 × 200 cm", "200 × 220 cm"], 30);
pub(crate) static CUSHION: Scale = scale(
    SIZE,
    &["40 × 40 cm", "50 × 50 cm", "60 × 40 cm", "60 × 60 cm"],
    15,
);
pub(crate) static RUG: Scale = Scale {
    measure: Some(Measure {
        unit: "M2",
        amounts: &[0.54, 1.2, 2.8, 4.08, 6.0],
    }),
    ..scale(
        SIZE,
        &[
            "60 × 90 cm",
            "80 × 150 cm",
            "140 × 200 cm",
            "170 × 240 cm",
            "200 × 300 cm",
        ],
        130,
    )
};
pub(crate) static FORMAT: Scale = scale("Format | Format | Format", &["A6", "A5", "A4"], 30);
pub(crate) static NIB: Scale = scale(
    "Line width | Strichstärke | Épaisseur du trait",
    &["0.38 mm", "0.5 mm", "0.7 mm", "1.0 mm"],
    0,
);
pub(crate) static PACK_OF: Scale = Scale {
    measure: Some(Measure {
        unit: "ITEM",
        amounts: &[1.0, 3.0, 6.0],
    }),
    ..scale(
        "Pack | Packung | Lot",
        &["Single", "Set of 3", "Set of 6"],
        140,
    )
};

/// Values that are words, in the three languages.
static WORDS: &[Text] = &[
    Text("Small | Klein | Petit"),
    Text("Medium | Mittel | Moyen"),
    Text("Large | Groß | Grand"),
    Text("Short | Kurz | Court"),
    Text("Regular | Normal | Standard"),
    Text("Long | Lang | Long"),
    Text("Cabin | Kabine | Cabine"),
    Text("1 person | 1 Person | 1 personne"),
    Text("2 persons | 2 Personen | 2 personnes"),
    Text("3 persons | 3 Personen | 3 personnes"),
    Text("4 persons | 4 Personen | 4 personnes"),
    Text("6 persons | 6 Personen | 6 personnes"),
    Text("2 seats | 2-Sitzer | 2 places"),
    Text("3 seats | 3-Sitzer | 3 places"),
    Text("4 seats | 4-Sitzer | 4 places"),
    Text("Single | Einzeln | À l'unité"),
    Text("Set of 3 | 3er-Set | Lot de 3"),
    Text("Set of 6 | 6er-Set | Lot de 6"),
];

/// A value of a scale in another language: words are translated, numbers get their decimal comma.
pub(crate) fn localized_value(value: &str, lang: Lang) -> String {
    match WORDS.iter().find(|words| words.en() == value) {
        Some(words) => words.to(lang).to_owned(),
        None => localized_decimal(value, lang),
    }
}
