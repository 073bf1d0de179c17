//! What things are made of, as far as a drawing shows it: sheen and texture.

/// A material that changes how a surface is shaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the names say all
pub enum Material {
    #[default]
    Plain,
    Wood,
    Bamboo,
    Cork,
    Steel,
    Aluminium,
    Brass,
    CastIron,
    Ceramic,
    Glass,
    Plastic,
    Rubber,
    Leather,
    Suede,
    Wool,
    Cotton,
    Linen,
    Canvas,
    Nylon,
    Down,
    Paper,
}

/// How a surface answers the light.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sheen {
    Matte,
    Satin,
    Gloss,
    Metal,
}

/// What is seen of a surface from near.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Texture {
    Grain,
    Brushed,
    Speckle,
    Pebble,
    Knit,
    Weave,
    Ripstop,
}

impl Material {
    /// Every material, in the order of their declaration.
    pub const ALL: &[Self] = &[
        Self::Plain,
        Self::Wood,
        Self::Bamboo,
        Self::Cork,
        Self::Steel,
        Self::Aluminium,
        Self::Brass,
        Self::CastIron,
        Self::Ceramic,
        Self::Glass,
        Self::Plastic,
        Self::Rubber,
        Self::Leather,
        Self::Suede,
        Self::Wool,
        Self::Cotton,
        Self::Linen,
        Self::Canvas,
        Self::Nylon,
        Self::Down,
        Self::Paper,
    ];

    /// The name in addresses: lower-case letters and hyphens.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Wood => "wood",
            Self::Bamboo => "bamboo",
            Self::Cork => "cork",
            Self::Steel => "steel",
            Self::Aluminium => "aluminium",
            Self::Brass => "brass",
            Self::CastIron => "cast-iron",
            Self::Ceramic => "ceramic",
            Self::Glass => "glass",
            Self::Plastic => "plastic",
            Self::Rubber => "rubber",
            Self::Leather => "leather",
            Self::Suede => "suede",
            Self::Wool => "wool",
            Self::Cotton => "cotton",
            Self::Linen => "linen",
            Self::Canvas => "canvas",
            Self::Nylon => "nylon",
            Self::Down => "down",
            Self::Paper => "paper",
        }
    }

    /// The material of exactly this name, if there is one.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|m| m.name() == name)
    }

    /// The material that free text such as "recycled polyester" or "Solid oak" is drawn as: the
    /// first of its words that is known decides; `Plain` where none is.
    pub fn described(text: &str) -> Self {
        text.split(|c: char| !c.is_alphanumeric())
            .find_map(|word| Self::of_word(&word.to_ascii_lowercase()))
            .unwrap_or_default()
    }

    fn of_word(word: &str) -> Option<Self> {
        Some(match word {
            "oak" | "walnut" | "beech" | "ash" | "birch" | "pine" | "teak" | "acacia" | "maple"
            | "cherry" | "eucalyptus" | "plywood" => Self::Wood,
            "stainless" | "titanium" | "chrome" | "carbon" => Self::Steel,
            "aluminum" | "magnesium" => Self::Aluminium,
            "copper" | "bronze" | "gold" => Self::Brass,
            "iron" | "cast" | "enamel" | "enameled" | "enamelled" => Self::CastIron,
            "porcelain" | "stoneware" | "terracotta" | "earthenware" | "clay" | "concrete" => {
                Self::Ceramic
            }
            "crystal" | "borosilicate" => Self::Glass,
            "polypropylene" | "polycarbonate" | "abs" | "acrylic" | "tritan" => Self::Plastic,
            "silicone" | "foam" | "eva" | "tpe" => Self::Rubber,
            "nubuck" => Self::Suede,
            "merino" | "cashmere" | "felt" | "fleece" | "alpaca" | "mohair" => Self::Wool,
            "terry" | "denim" | "jersey" | "velvet" => Self::Cotton,
            "hemp" | "jute" | "rattan" | "seagrass" => Self::Linen,
            "polyester" | "ripstop" | "polyamide" | "cordura" => Self::Nylon,
            "feather" => Self::Down,
            "cardboard" | "kraft" | "card" => Self::Paper,
            other => return Self::named(other),
        })
    }

    pub(super) fn sheen(self) -> Sheen {
        match self {
            Self::Steel | Self::Aluminium | Self::Brass => Sheen::Metal,
            Self::Ceramic | Self::Glass | Self::Plastic => Sheen::Gloss,
            Self::Plain
            | Self::Wood
            | Self::Bamboo
            | Self::CastIron
            | Self::Leather
            | Self::Nylon
            | Self::Down => Sheen::Satin,
            Self::Cork
            | Self::Rubber
            | Self::Suede
            | Self::Wool
            | Self::Cotton
            | Self::Linen
            | Self::Canvas
            | Self::Paper => Sheen::Matte,
        }
    }

    pub(super) fn texture(self) -> Option<Texture> {
        match self {
            Self::Wood | Self::Bamboo => Some(Texture::Grain),
            Self::Steel | Self::Aluminium | Self::Brass => Some(Texture::Brushed),
            Self::Ceramic | Self::Cork | Self::CastIron | Self::Suede | Self::Paper => {
                Some(Texture::Speckle)
            }
            Self::Leather => Some(Texture::Pebble),
            Self::Wool => Some(Texture::Knit),
            Self::Cotton | Self::Linen | Self::Canvas => Some(Texture::Weave),
            Self::Nylon => Some(Texture::Ripstop),
            Self::Plain | Self::Glass | Self::Plastic | Self::Rubber | Self::Down => None,
        }
    }
}
