//! Content of products: texts, options, media, variants, typed attributes.

use serde::{Deserialize, Serialize};

use super::is_default;
use crate::domain::time::Timestamp;

/// Whether a product is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ProductStatus {
    /// Shown from its publication on.
    #[default]
    Active,
    /// Not shown: still being written.
    Draft,
    /// Not shown: withdrawn.
    Archived,
}

/// Content of a product.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ProductFact {
    /// Opaque id, `gid://…`.
    pub id: String,
    /// Unique name in addresses.
    pub handle: String,
    /// Handles that this product had before; they redirect.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub previous_handles: Vec<String>,
    /// Name shown.
    pub title: String,
    /// Description as HTML.
    pub description_html: String,
    /// Brand or maker.
    pub vendor: String,
    /// Free kind of product.
    pub product_type: String,
    /// Tags, in the order given.
    pub tags: Vec<String>,
    /// Whether it is shown at all.
    pub status: ProductStatus,
    /// A gift card rather than a thing.
    #[serde(skip_serializing_if = "is_default")]
    pub is_gift_card: bool,
    /// Creation at the source.
    pub created_at: Option<Timestamp>,
    /// Last change at the source.
    pub updated_at: Option<Timestamp>,
    /// From when on it is shown; absent: it is not published.
    pub published_at: Option<Timestamp>,
    /// Place in the standard taxonomy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<CategoryFact>,
    /// Title and description for search engines.
    #[serde(skip_serializing_if = "is_default")]
    pub seo: SeoFact,
    /// Options in order. Empty: one option `Title` with the value `Default Title`.
    pub options: Vec<OptionFact>,
    /// Pictures and films in order; the first picture is the featured one.
    pub media: Vec<MediaFact>,
    /// Variants in order.
    pub variants: Vec<VariantFact>,
    /// Typed attributes.
    pub metafields: Vec<MetafieldFact>,
    /// Rank by sales, 1 sells best. Absent: unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sales_rank: Option<u32>,
}

/// A category of the standard taxonomy with the way to it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct CategoryFact {
    /// Opaque id.
    pub id: String,
    /// Its own name.
    pub name: String,
    /// From the top down, without itself.
    pub ancestors: Vec<CategoryNameFact>,
}

/// A named node of the taxonomy.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct CategoryNameFact {
    /// Opaque id.
    pub id: String,
    /// Its own name.
    pub name: String,
}

/// What search engines are told.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct SeoFact {
    /// Title, else the title shown.
    pub title: Option<String>,
    /// Description, else the description shown.
    pub description: Option<String>,
}

/// An option such as Color.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct OptionFact {
    /// Opaque id; empty: derived from product and name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Name shown.
    pub name: String,
    /// Values in order.
    pub values: Vec<OptionValueFact>,
}

/// A value of an option such as Red.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct OptionValueFact {
    /// Opaque id; empty: derived from product, option and name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Name shown.
    pub name: String,
    /// Swatch color as `#rrggbb`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub swatch_color: Option<String>,
    /// Swatch picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub swatch_image: Option<ImageFact>,
}

/// Kinds of media.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum MediaKind {
    /// A picture.
    #[default]
    Image,
    /// A film with its sources.
    Video,
    /// A film on another site.
    ExternalVideo,
    /// A three-dimensional model.
    #[serde(rename = "MODEL_3D")]
    Model3d,
}

/// A picture, film or model.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct MediaFact {
    /// Opaque id; empty: derived from owner and address.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// What it is.
    #[serde(skip_serializing_if = "is_default")]
    pub kind: MediaKind,
    /// Alternative text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    /// The picture, or the preview of a film or model.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<ImageFact>,
    /// Files of a film or model.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<MediaSourceFact>,
    /// Address where an external film can be embedded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub embed_url: Option<String>,
    /// Address of an external film's own page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin_url: Option<String>,
}

/// A picture. An address that starts with `/` is served by Vitrina itself.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ImageFact {
    /// Opaque id; empty: derived from owner and address.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Address.
    pub url: String,
    /// Alternative text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alt_text: Option<String>,
    /// Width in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<i32>,
    /// Height in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<i32>,
}

/// One file of a film or model.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct MediaSourceFact {
    /// Address.
    pub url: String,
    /// Media type, `video/mp4`.
    pub mime_type: String,
    /// Short name of the format, `mp4`.
    pub format: String,
    /// Width in pixels.
    pub width: i32,
    /// Height in pixels.
    pub height: i32,
    /// Size in bytes.
    #[serde(rename = "filesize")]
    pub size_bytes: i32,
}

/// A variant: what is bought. Prices and stock are aspects of their own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct VariantFact {
    /// Opaque id.
    pub id: String,
    /// Name shown; empty: the option values joined by ` / `.
    pub title: String,
    /// Stock keeping unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    /// Barcode.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub barcode: Option<String>,
    /// The value chosen of each option, in the order of the options.
    pub option_values: Vec<String>,
    /// Picture of this variant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<ImageFact>,
    /// Has to be sent.
    pub requires_shipping: bool,
    /// Taxes are charged.
    pub taxable: bool,
    /// Weight in `weight_unit`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    /// Unit of the weight.
    pub weight_unit: WeightUnit,
    /// What a unit price refers to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_price_measurement: Option<UnitPriceMeasurementFact>,
    /// How many may be bought.
    pub quantity_rule: QuantityRuleFact,
    /// Parts of a bundle.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<ComponentFact>,
    /// Typed attributes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub metafields: Vec<MetafieldFact>,
}

impl Default for VariantFact {
    fn default() -> Self {
        Self {
            id: String::new(),
            title: String::new(),
            sku: None,
            barcode: None,
            option_values: Vec::new(),
            image: None,
            requires_shipping: true,
            taxable: true,
            weight: None,
            weight_unit: WeightUnit::Kilograms,
            unit_price_measurement: None,
            quantity_rule: QuantityRuleFact::default(),
            components: Vec::new(),
            metafields: Vec::new(),
        }
    }
}

/// Units of weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum WeightUnit {
    /// 1 g.
    Grams,
    /// 1,000 g.
    #[default]
    Kilograms,
    /// 28.35 g.
    Ounces,
    /// 453.6 g.
    Pounds,
}

/// What a unit price refers to: the variant holds `quantity_value` `quantity_unit`, the unit price is for
/// `reference_value` `reference_unit`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct UnitPriceMeasurementFact {
    /// How much the variant holds.
    pub quantity_value: f64,
    /// Unit of it, a value of the enum `UnitPriceMeasurementMeasuredUnit`.
    pub quantity_unit: String,
    /// How much the unit price is for.
    pub reference_value: i32,
    /// Unit of it.
    pub reference_unit: String,
}

/// How many of a variant may be bought.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct QuantityRuleFact {
    /// Lowest quantity.
    pub minimum: i32,
    /// Highest quantity; absent: no bound.
    pub maximum: Option<i32>,
    /// Step.
    pub increment: i32,
}

impl Default for QuantityRuleFact {
    fn default() -> Self {
        Self {
            minimum: 1,
            maximum: None,
            increment: 1,
        }
    }
}

/// A part of a bundle.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ComponentFact {
    /// Id of the variant that is a part.
    pub variant_id: String,
    /// How many of it.
    pub quantity: i32,
}

/// A typed attribute.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct MetafieldFact {
    /// Opaque id; empty: derived from owner, namespace and key.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Group of keys.
    pub namespace: String,
    /// Name within the namespace.
    pub key: String,
    /// Type, `single_line_text_field`, `number_decimal`, `list.product_reference`, …
    #[serde(rename = "type")]
    pub kind: String,
    /// Value as text; lists and objects are JSON.
    pub value: String,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}
