//! Colors with their swatches, and the palettes that kinds of products come in.

use super::Text;

/// A color of a product.
#[derive(Debug, PartialEq)]
pub(crate) struct Color {
    /// Name shown.
    pub(crate) name: Text,
    /// `rrggbb`.
    pub(crate) hex: &'static str,
}

const fn color(name: &'static str, hex: &'static str) -> Color {
    Color {
        name: Text(name),
        hex,
    }
}

static BLACK: Color = color("Black | Schwarz | Noir", "22252a");
static WHITE: Color = color("White | Weiß | Blanc", "f4f3ef");
static IVORY: Color = color("Ivory | Elfenbein | Ivoire", "efe6d2");
static CREAM: Color = color("Cream | Creme | Crème", "f3e9cf");
static SAND: Color = color("Sand | Sand | Sable", "d3bd95");
static GRAY: Color = color("Heather Gray | Graumeliert | Gris chiné", "a2a5aa");
static CHARCOAL: Color = color("Charcoal | Anthrazit | Anthracite", "474b51");
static SLATE: Color = color("Slate | Schiefer | Ardoise", "5f7180");
static SILVER: Color = color("Silver | Silber | Argent", "bcc2c8");
static NAVY: Color = color("Navy | Marineblau | Bleu marine", "24344f");
static NIGHT: Color = color("Night Blue | Nachtblau | Bleu nuit", "2b3a6b");
static OCEAN: Color = color("Ocean Blue | Ozeanblau | Bleu océan", "2f6f93");
static SKY: Color = color("Sky Blue | Himmelblau | Bleu ciel", "8dbbd8");
static TURQUOISE: Color = color("Turquoise | Türkis | Turquoise", "2f9d97");
static SAGE: Color = color("Sage | Salbei | Sauge", "9caf88");
static MOSS: Color = color("Moss | Moos | Mousse", "6b7a43");
static OLIVE: Color = color("Olive | Oliv | Olive", "5d6238");
static FOREST: Color = color("Forest | Waldgrün | Vert forêt", "2f5641");
static LIME: Color = color("Lime | Limette | Citron vert", "a6c33c");
static MUSTARD: Color = color("Mustard | Senf | Moutarde", "cf9a2e");
static OCHRE: Color = color("Ochre | Ocker | Ocre", "c68b3c");
static TERRACOTTA: Color = color("Terracotta | Terrakotta | Terre cuite", "c0643f");
static RUST: Color = color("Rust | Rost | Rouille", "a44a25");
static BRICK: Color = color("Brick Red | Ziegelrot | Rouge brique", "a63a32");
static CORAL: Color = color("Coral | Koralle | Corail", "e8735d");
static ROSE: Color = color("Dusty Rose | Altrosa | Vieux rose", "cb9a97");
static BURGUNDY: Color = color("Burgundy | Burgunder | Bordeaux", "6e2336");
static VIOLET: Color = color("Violet | Violett | Violet", "6f5596");
static COGNAC: Color = color("Cognac | Cognac | Cognac", "a5673a");
static BROWN: Color = color("Dark Brown | Dunkelbraun | Brun foncé", "573d2c");
static BRASS: Color = color("Brass | Messing | Laiton", "c19f55");
static COPPER: Color = color("Copper | Kupfer | Cuivre", "b9714b");
static NATURAL: Color = color("Natural | Natur | Naturel", "cda873");
static HONEY: Color = color("Honey | Honig | Miel", "bd8748");
static SMOKED: Color = color("Smoked | Geräuchert | Fumé", "77563c");

/// Colors of one family of products, the usual one first.
pub(crate) type Palette = &'static [&'static Color];

pub(crate) static TRAIL: Palette = &[
    &MOSS, &OCHRE, &RUST, &SLATE, &SAND, &NIGHT, &CHARCOAL, &FOREST,
];
pub(crate) static COOK: Palette = &[&BLACK, &CREAM, &BRICK, &SAGE, &OCEAN, &SILVER, &FOREST];
pub(crate) static WOOD: Palette = &[&NATURAL, &HONEY, &SMOKED, &BLACK, &WHITE];
pub(crate) static UPHOLSTERY: Palette = &[
    &SAND, &CHARCOAL, &SAGE, &OCEAN, &RUST, &MUSTARD, &IVORY, &FOREST,
];
pub(crate) static LIGHT: Palette = &[&WHITE, &BLACK, &BRASS, &COPPER, &SAGE, &TERRACOTTA];
pub(crate) static WEAR: Palette = &[
    &NAVY, &BLACK, &WHITE, &GRAY, &OLIVE, &BURGUNDY, &SAND, &SKY, &FOREST, &MUSTARD,
];
pub(crate) static SHOE: Palette = &[&COGNAC, &BLACK, &WHITE, &NAVY, &SAND, &OLIVE];
pub(crate) static LEATHER: Palette = &[&COGNAC, &BLACK, &BROWN, &OLIVE, &BURGUNDY];
pub(crate) static TECH: Palette = &[&BLACK, &WHITE, &SILVER, &NIGHT, &SAGE, &CORAL];
pub(crate) static SPORT: Palette = &[&TURQUOISE, &CORAL, &VIOLET, &BLACK, &LIME, &SKY];
pub(crate) static GARDEN: Palette = &[&TERRACOTTA, &CHARCOAL, &SAGE, &CREAM, &MOSS];
pub(crate) static BIKE: Palette = &[&FOREST, &BLACK, &CREAM, &BRICK, &SKY, &SILVER];
pub(crate) static HOME: Palette = &[
    &IVORY,
    &SAGE,
    &TERRACOTTA,
    &ROSE,
    &OCEAN,
    &MUSTARD,
    &CHARCOAL,
    &SAND,
];
pub(crate) static DESK: Palette = &[&FOREST, &BLACK, &IVORY, &NAVY, &CORAL, &MUSTARD];
