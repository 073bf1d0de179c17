//! Attributes that kinds have of their own, with the range of their values.

use crate::adapters::generator::words::Text;

/// An attribute and what it can be.
#[derive(Debug)]
pub(crate) enum Spec {
    /// Width, depth and height in centimeters.
    Box([(i64, i64); 3]),
    /// How much it holds, in tenths of a liter.
    Capacity(i64, i64),
    /// A whole number.
    Number {
        /// Name of the metafield.
        key: &'static str,
        /// Name shown.
        label: Text,
        /// Lowest, highest and distance of values.
        range: (i64, i64, i64),
        /// Unit shown.
        unit: &'static str,
    },
    /// True in so many of a thousand products.
    Flag(&'static str, Text, u32),
    /// One of some words.
    Choice(&'static str, Text, &'static [Text]),
}

const fn number(
    key: &'static str,
    label: &'static str,
    range: (i64, i64, i64),
    unit: &'static str,
) -> Spec {
    Spec::Number {
        key,
        label: Text(label),
        range,
        unit,
    }
}

const fn flag(key: &'static str, label: &'static str, permille: u32) -> Spec {
    Spec::Flag(key, Text(label), permille)
}

pub(super) const SEASON: Spec = Spec::Choice(
    "season",
    Text("Season | Jahreszeit | Saison"),
    &[
        Text("Spring to fall | Frühling bis Herbst | Printemps à automne"),
        Text("Summer | Sommer | Été"),
        Text("Winter | Winter | Hiver"),
        Text("All year | Ganzjährig | Toute l'année"),
    ],
);
pub(super) const FIT: Spec = Spec::Choice(
    "fit",
    Text("Fit | Passform | Coupe"),
    &[
        Text("Regular | Normal | Droite"),
        Text("Slim | Schmal | Ajustée"),
        Text("Relaxed | Weit | Ample"),
    ],
);
pub(super) const WATERPROOF: Spec =
    flag("waterproof", "Waterproof | Wasserdicht | Imperméable", 700);
pub(super) const DISHWASHER: Spec = flag(
    "dishwasher_safe",
    "Dishwasher safe | Spülmaschinenfest | Passe au lave-vaisselle",
    600,
);
pub(super) const INDUCTION: Spec = flag(
    "induction",
    "Works on induction | Für Induktion | Compatible induction",
    800,
);
pub(super) const MACHINE_WASH: Spec = flag(
    "machine_washable",
    "Machine washable | Maschinenwaschbar | Lavable en machine",
    750,
);
pub(super) const DIMMABLE: Spec = flag("dimmable", "Dimmable | Dimmbar | Variateur", 650);
pub(super) const ASSEMBLY: Spec = flag(
    "assembly_required",
    "Assembly required | Montage nötig | Montage nécessaire",
    550,
);
pub(super) const FROST: Spec = flag(
    "frost_resistant",
    "Frost resistant | Frostfest | Résiste au gel",
    600,
);
pub(super) const WIRELESS: Spec = flag("wireless", "Wireless | Kabellos | Sans fil", 750);
pub(super) const POLES: Spec = number("poles", "Poles | Gestänge | Arceaux", (1, 5, 1), "");
pub(super) const COMFORT: Spec = number(
    "comfort_temperature",
    "Comfort temperature | Komforttemperatur | Température de confort",
    (-18, 14, 2),
    "°C",
);
pub(super) const OUTPUT: Spec = number(
    "power",
    "Output | Leistung | Puissance",
    (1800, 3600, 100),
    "W",
);
pub(super) const LUMENS: Spec = number(
    "luminous_flux",
    "Brightness | Helligkeit | Luminosité",
    (150, 1200, 50),
    "lm",
);
pub(super) const KELVIN: Spec = number(
    "color_temperature",
    "Color temperature | Farbtemperatur | Température de couleur",
    (2200, 4000, 100),
    "K",
);
pub(super) const LAMP_POWER: Spec =
    number("power", "Power | Leistung | Puissance", (4, 24, 1), "W");
pub(super) const HEATING: Spec = number(
    "power",
    "Power | Leistung | Puissance",
    (1000, 2400, 200),
    "W",
);
pub(super) const BATTERY: Spec = number(
    "battery_life",
    "Battery life | Akkulaufzeit | Autonomie",
    (5, 48, 1),
    "h",
);
pub(super) const IMPEDANCE: Spec = number(
    "impedance",
    "Impedance | Impedanz | Impédance",
    (16, 80, 16),
    "Ω",
);
pub(super) const AMPLIFIER: Spec =
    number("power", "Power | Leistung | Puissance", (10, 120, 10), "W");
pub(super) const LOAD: Spec = number(
    "load_capacity",
    "Load capacity | Tragkraft | Charge maximale",
    (60, 200, 10),
    "kg",
);
pub(super) const LAYERS: Spec = number("layers", "Layers | Lagen | Couches", (1, 5, 1), "");
pub(super) const HARDNESS: Spec =
    number("hardness", "Hardness | Härte | Dureté", (54, 64, 1), "HRC");
pub(super) const GRAMMAGE: Spec = number(
    "grammage",
    "Fabric weight | Stoffgewicht | Grammage",
    (140, 600, 20),
    "g/m²",
);
pub(super) const SHEETS: Spec = number("sheets", "Sheets | Blätter | Feuilles", (48, 240, 24), "");
pub(super) const COMPARTMENTS: Spec = number(
    "compartments",
    "Compartments | Fächer | Compartiments",
    (1, 9, 1),
    "",
);
pub(super) const GEARS: Spec = number("gears", "Gears | Gänge | Vitesses", (1, 24, 1), "");
pub(super) const PILE: Spec = number(
    "pile_height",
    "Pile height | Florhöhe | Hauteur de poil",
    (4, 30, 2),
    "mm",
);
pub(super) const DROP: Spec = number(
    "heel_drop",
    "Heel drop | Sprengung | Drop",
    (0, 12, 2),
    "mm",
);
pub(super) const BULBS: Spec = number("lights", "Lights | Lichter | Lumières", (10, 100, 10), "");
pub(super) const TENSION: Spec = number(
    "tension",
    "String tension | Bespannung | Tension",
    (8, 28, 1),
    "kg",
);
pub(super) const NOISE: Spec = flag(
    "noise_cancelling",
    "Noise cancelling | Geräuschunterdrückung | Réduction de bruit",
    450,
);
pub(super) const BELT: Spec = Spec::Choice(
    "drive",
    Text("Drive | Antrieb | Entraînement"),
    &[
        Text("Belt | Riemen | Courroie"),
        Text("Direct | Direkt | Direct"),
    ],
);
pub(super) const CLOSURE: Spec = Spec::Choice(
    "closure",
    Text("Closure | Verschluss | Fermeture"),
    &[
        Text("Zipper | Reißverschluss | Fermeture éclair"),
        Text("Buckle | Schnalle | Boucle"),
        Text("Roll top | Rollverschluss | Enroulable"),
        Text("Open | Offen | Ouvert"),
    ],
);
pub(super) const RULING: Spec = Spec::Choice(
    "ruling",
    Text("Ruling | Lineatur | Réglure"),
    &[
        Text("Plain | Blanko | Uni"),
        Text("Lined | Liniert | Ligné"),
        Text("Dotted | Punktiert | Pointillé"),
        Text("Grid | Kariert | Quadrillé"),
    ],
);
pub(super) const INK: Spec = Spec::Choice(
    "ink",
    Text("Ink | Tinte | Encre"),
    &[
        Text("Gel | Gel | Gel"),
        Text("Ballpoint | Kugelschreiber | Bille"),
        Text("Fountain | Füllertinte | Plume"),
    ],
);
