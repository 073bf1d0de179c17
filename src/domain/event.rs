//! Catalog facts: what sources tell, the full state of one aspect each.
//!
//! File formats, the generator and (by another encoding) the event stream all end here; stores apply facts and build
//! their entities from them. A fact replaces its aspect whole; the version decides which of two facts is newer.
//! The serde form of these types is Vitrina's own JSONL form (`docs/interchange.md`): camelCase names, absent means
//! empty, unknown names are refused.
//!
//! Aspects are split by how often they change: content daily, prices hourly, stock by the second.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{money::Currency, money::Money, money::Rounding, time::Timestamp};

/// One fact with the version that its source gave it.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Microseconds since 1970 at the source: `updatedAt` of the record, else the time of the file.
    pub version: Timestamp,
    /// What is now true.
    pub fact: Fact,
}

impl Event {
    /// Whether it tells of the shop, a market, a price list or a location: what everybody's answers hang on.
    pub fn is_setting(&self) -> bool {
        match &self.fact {
            Fact::Setting(setting) => !matches!(**setting, SettingFact::Translation(_)),
            _ => false,
        }
    }
}

/// The full state of one aspect of one aggregate.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// Content, options, media, variants and metafields of a product.
    Product(Box<ProductFact>),
    /// All prices of a product's variants.
    Prices(PricesFact),
    /// All stock of a product's variants.
    Stock(StockFact),
    /// A collection without its members.
    Collection(Box<CollectionFact>),
    /// The members of a collection, in order.
    Membership(MembershipFact),
    /// A page, blog, article, menu, policy, metaobject or redirect.
    Content(Box<ContentFact>),
    /// Shop, market, price list, location or translation.
    Setting(Box<SettingFact>),
}

impl Fact {
    /// A hash of the content: decides between different facts of one version, on every node alike.
    pub fn content_hash(&self) -> Uuid {
        let json = match self {
            Self::Product(fact) => serde_json::to_vec(fact),
            Self::Prices(fact) => serde_json::to_vec(fact),
            Self::Stock(fact) => serde_json::to_vec(fact),
            Self::Collection(fact) => serde_json::to_vec(fact),
            Self::Membership(fact) => serde_json::to_vec(fact),
            Self::Content(fact) => serde_json::to_vec(fact),
            Self::Setting(fact) => serde_json::to_vec(fact),
        };
        let json = json.expect("facts have text keys and finite numbers");
        Uuid::new_v5(&Uuid::NAMESPACE_OID, &json)
    }
}

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

/// All prices of a product.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct PricesFact {
    /// The product.
    pub product_id: String,
    /// Prices of each variant.
    pub variants: Vec<VariantPricesFact>,
}

/// All prices of a variant.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct VariantPricesFact {
    /// The variant.
    pub variant_id: String,
    /// The base price (no price list, quantity 1) and its overrides.
    pub prices: Vec<PriceFact>,
}

/// One price of a variant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PriceFact {
    /// Id of the price list; absent: the base price in the shop's currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_list_id: Option<String>,
    /// From how many on (price breaks); 1 is the ordinary price.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub minimum_quantity: i32,
    /// What one costs.
    pub price: Money,
    /// What it cost before, shown struck.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compare_at_price: Option<Money>,
    /// First instant of validity; absent: always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<Timestamp>,
    /// First instant after validity; absent: forever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Timestamp>,
}

/// All stock of a product.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct StockFact {
    /// The product.
    pub product_id: String,
    /// Stock of each variant.
    pub variants: Vec<VariantStockFact>,
}

/// Stock of a variant.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct VariantStockFact {
    /// The variant.
    pub variant_id: String,
    /// Quantity over all locations; absent: not tracked, always for sale.
    pub quantity: Option<i64>,
    /// What happens at zero.
    pub policy: InventoryPolicy,
    /// Quantity by location, where known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<StockLevelFact>,
}

/// What happens when nothing is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum InventoryPolicy {
    /// It is sold out.
    #[default]
    Deny,
    /// It can be ordered all the same.
    Continue,
}

/// Quantity at one location.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct StockLevelFact {
    /// The location.
    pub location_id: String,
    /// How many can be sold there.
    pub available: i64,
}

/// A collection without its members.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct CollectionFact {
    /// Opaque id.
    pub id: String,
    /// Unique name in addresses.
    pub handle: String,
    /// Name shown.
    pub title: String,
    /// Description as HTML.
    pub description_html: String,
    /// Picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<ImageFact>,
    /// Title and description for search engines.
    #[serde(skip_serializing_if = "is_default")]
    pub seo: SeoFact,
    /// Order of `COLLECTION_DEFAULT`.
    pub sort_order: CollectionSortOrder,
    /// Handle of the collection above; absent: it is at the top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_handle: Option<String>,
    /// Last change at the source.
    pub updated_at: Option<Timestamp>,
    /// Typed attributes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub metafields: Vec<MetafieldFact>,
}

/// The order that a collection has when a caller names none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CollectionSortOrder {
    /// By position.
    #[default]
    Manual,
    /// By sales rank, then position.
    BestSelling,
    /// By title.
    AlphaAsc,
    /// By title, backwards.
    AlphaDesc,
    /// By the lowest price shown.
    PriceAsc,
    /// By the lowest price shown, dearest first.
    PriceDesc,
    /// Oldest first.
    Created,
    /// Newest first.
    CreatedDesc,
}

/// The members of a collection.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct MembershipFact {
    /// The collection.
    pub collection_id: String,
    /// Its products, in order.
    pub product_ids: Vec<String>,
}

/// Content beside the catalog.
#[expect(
    clippy::large_enum_variant,
    reason = "a fact holds it in a box, and stores hold facts by reference count"
)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ContentFact {
    /// A page such as About.
    Page(PageFact),
    /// A blog without its articles.
    Blog(BlogFact),
    /// An article of a blog.
    Article(ArticleFact),
    /// A navigation menu.
    Menu(MenuFact),
    /// A policy of the shop.
    Policy(PolicyFact),
    /// A typed record of the shop's own making.
    Metaobject(MetaobjectFact),
    /// An address that moved.
    Redirect(RedirectFact),
}

impl ContentFact {
    /// Id and typed attributes of what the fact is about; `None` for kinds that have none.
    pub fn attributes(&self) -> Option<(&str, &[MetafieldFact])> {
        match self {
            Self::Page(page) => Some((&page.id, &page.metafields)),
            Self::Blog(blog) => Some((&blog.id, &blog.metafields)),
            Self::Article(article) => Some((&article.id, &article.metafields)),
            Self::Menu(_) | Self::Policy(_) | Self::Metaobject(_) | Self::Redirect(_) => None,
        }
    }

    /// The fact as stores answer with it: where the source told no last change, the version of the fact stands. What
    /// is kept for comparison with later facts stays as the source told it.
    #[must_use]
    pub fn with_version(mut self, version: Timestamp) -> Self {
        let updated_at = match &mut self {
            Self::Page(page) => &mut page.updated_at,
            Self::Article(article) => &mut article.updated_at,
            Self::Metaobject(metaobject) => &mut metaobject.updated_at,
            Self::Blog(_) | Self::Menu(_) | Self::Policy(_) | Self::Redirect(_) => return self,
        };
        updated_at.get_or_insert(version);
        self
    }
}

/// A page.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct PageFact {
    /// Opaque id.
    pub id: String,
    /// Unique name in addresses.
    pub handle: String,
    /// Name shown.
    pub title: String,
    /// Text as HTML.
    pub body_html: String,
    /// Title and description for search engines.
    #[serde(skip_serializing_if = "is_default")]
    pub seo: SeoFact,
    /// Creation at the source.
    pub created_at: Option<Timestamp>,
    /// Last change at the source.
    pub updated_at: Option<Timestamp>,
    /// Typed attributes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub metafields: Vec<MetafieldFact>,
}

/// A blog.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct BlogFact {
    /// Opaque id.
    pub id: String,
    /// Unique name in addresses.
    pub handle: String,
    /// Name shown.
    pub title: String,
    /// Title and description for search engines.
    #[serde(skip_serializing_if = "is_default")]
    pub seo: SeoFact,
    /// Typed attributes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub metafields: Vec<MetafieldFact>,
}

/// An article.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ArticleFact {
    /// Opaque id.
    pub id: String,
    /// Handle of its blog.
    pub blog_handle: String,
    /// Unique name within the blog.
    pub handle: String,
    /// Name shown.
    pub title: String,
    /// Who wrote it.
    pub author: AuthorFact,
    /// Text as HTML.
    pub content_html: String,
    /// Short text as HTML.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub excerpt_html: Option<String>,
    /// Picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<ImageFact>,
    /// Tags.
    pub tags: Vec<String>,
    /// From when on it is shown.
    pub published_at: Option<Timestamp>,
    /// Last change at the source.
    pub updated_at: Option<Timestamp>,
    /// Title and description for search engines.
    #[serde(skip_serializing_if = "is_default")]
    pub seo: SeoFact,
    /// Typed attributes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub metafields: Vec<MetafieldFact>,
}

/// Who wrote an article.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct AuthorFact {
    /// Full name.
    pub name: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Address for mail.
    pub email: String,
    /// A few words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bio: Option<String>,
}

/// A navigation menu.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct MenuFact {
    /// Opaque id.
    pub id: String,
    /// Unique name.
    pub handle: String,
    /// Name shown.
    pub title: String,
    /// Entries in order.
    pub items: Vec<MenuItemFact>,
}

/// An entry of a menu.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct MenuItemFact {
    /// Opaque id; empty: derived from the menu and the place in it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Name shown.
    pub title: String,
    /// A value of the enum `MenuItemType`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Path such as `/collections/tents`, or an absolute address.
    pub url: String,
    /// Id of what it leads to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_id: Option<String>,
    /// Tags that narrow a collection.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Entries below.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<MenuItemFact>,
}

/// A policy of the shop. The handle says which: `privacy-policy`, `refund-policy`, `shipping-policy`,
/// `terms-of-service`, `subscription-policy`, `terms-of-sale`, `legal-notice`, `contact-information`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct PolicyFact {
    /// Opaque id.
    pub id: String,
    /// Which policy.
    pub handle: String,
    /// Name shown.
    pub title: String,
    /// Text as HTML.
    pub body_html: String,
}

/// A typed record of the shop's own making.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct MetaobjectFact {
    /// Opaque id.
    pub id: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Unique name within the type.
    pub handle: String,
    /// Fields in order.
    pub fields: Vec<MetaobjectFieldFact>,
    /// Last change at the source.
    pub updated_at: Option<Timestamp>,
}

/// A field of a metaobject.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct MetaobjectFieldFact {
    /// Name.
    pub key: String,
    /// Type, as of metafields.
    #[serde(rename = "type")]
    pub kind: String,
    /// Value as text.
    pub value: Option<String>,
}

/// An address that moved.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct RedirectFact {
    /// Opaque id.
    pub id: String,
    /// Old path.
    pub path: String,
    /// New path or address.
    pub target: String,
}

/// What the whole shop shares.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SettingFact {
    /// The shop itself.
    Shop(ShopFact),
    /// A market: countries sold to alike.
    Market(MarketFact),
    /// A price list.
    PriceList(PriceListFact),
    /// A place that holds stock.
    Location(LocationFact),
    /// Texts of one record in one language.
    Translation(TranslationFact),
    /// How to search, and what lists can be narrowed down by.
    Search(SearchSettingFact),
}

impl SettingFact {
    /// Id and typed attributes of what the fact is about; `None` for kinds that have none.
    pub fn attributes(&self) -> Option<(&str, &[MetafieldFact])> {
        match self {
            Self::Shop(shop) => Some((&shop.id, &shop.metafields)),
            Self::Market(market) => Some((&market.id, &market.metafields)),
            Self::Location(location) => Some((&location.id, &location.metafields)),
            Self::PriceList(_) | Self::Translation(_) | Self::Search(_) => None,
        }
    }
}

/// The shop.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ShopFact {
    /// Opaque id.
    pub id: String,
    /// Name shown.
    pub name: String,
    /// A few words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Address of the storefront, `https://shop.example`; absent: the address asked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_url: Option<String>,
    /// Currency of base prices.
    pub currency: Option<Currency>,
    /// Country of the shop, two letters.
    pub country: String,
    /// Language of the texts in the other records, `EN`.
    pub language: String,
    /// How money is written in Liquid, `${{amount}}`.
    pub money_format: String,
    /// Slogan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slogan: Option<String>,
    /// Logo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<ImageFact>,
    /// Brand colors as `#rrggbb`: background and foreground of the primary group.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub brand_colors: Vec<String>,
    /// Countries sent to, two letters each; empty: those of the markets.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ships_to_countries: Vec<String>,
    /// Typed attributes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub metafields: Vec<MetafieldFact>,
}

/// A market: countries sold to alike.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct MarketFact {
    /// Opaque id.
    pub id: String,
    /// Unique name.
    pub handle: String,
    /// Name shown.
    pub name: String,
    /// Answers callers whose country no market has.
    pub is_primary: bool,
    /// Countries, two letters each.
    pub countries: Vec<String>,
    /// Currency of prices shown.
    pub currency: Option<Currency>,
    /// Languages, the default one first.
    pub languages: Vec<String>,
    /// Ids of price lists, the strongest first.
    pub price_list_ids: Vec<String>,
    /// How base prices become prices of this market where no price list has one: millionths of the market's currency
    /// for one unit of the shop's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversion_rate_millionths: Option<i64>,
    /// Rounding after conversion.
    #[serde(skip_serializing_if = "is_default")]
    pub rounding: Rounding,
    /// Typed attributes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub metafields: Vec<MetafieldFact>,
}

/// A price list.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct PriceListFact {
    /// Opaque id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Currency of its prices.
    pub currency: Option<Currency>,
}

/// A place that holds stock.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct LocationFact {
    /// Opaque id.
    pub id: String,
    /// Name shown.
    pub name: String,
    /// First line of the address.
    pub address1: Option<String>,
    /// Second line.
    pub address2: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Postal code.
    pub zip: Option<String>,
    /// Province or state.
    pub province: Option<String>,
    /// Its code.
    pub province_code: Option<String>,
    /// Country, two letters.
    pub country_code: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// When goods can be fetched, in words.
    pub pick_up_time: Option<String>,
    /// Typed attributes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub metafields: Vec<MetafieldFact>,
}

/// Texts of one record in one language.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct TranslationFact {
    /// Id of the record: product, variant, option, option value, collection, page, article, blog, menu, metafield.
    pub resource_id: String,
    /// Language, `DE` or `PT_BR`.
    pub language: String,
    /// Text by field name: `title`, `body_html`, `meta_title`, `meta_description`, `name`, `value`, `product_type`;
    /// texts of options of a product: `option:<name>` and `option:<name>:<value>`.
    pub texts: BTreeMap<String, String>,
}

/// How to search in the whole shop, or what one collection can be narrowed down by. What a collection's setting leaves out
/// is the shop's, and what that leaves out is as if there were none.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct SearchSettingFact {
    /// Id of the collection; absent: search, and all lists without a setting of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collection_id: Option<String>,
    /// Facets in the order that they are shown in; empty: those that show unasked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facets: Vec<FacetSettingFact>,
    /// Most metafields that show where `facets` is empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_metafields: Option<u32>,
    /// Most values of a facet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_values: Option<u32>,
    /// Order of a facet's values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_order: Option<FacetValueOrder>,
    /// Synonyms, one rule each: `tv = television`, `sneakers => shoes`. Read from the shop's setting alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub synonyms: Vec<String>,
}

/// A facet as a setting names it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct FacetSettingFact {
    /// Its id, `filter.v.option.size`.
    pub id: String,
    /// Most values of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_values: Option<u32>,
    /// Order of its values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_order: Option<FacetValueOrder>,
}

/// Order of a facet's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum FacetValueOrder {
    /// Most products first, then by label.
    #[default]
    Count,
    /// By label: as numbers where all of them begin with one, else as text.
    Label,
}

fn one() -> i32 {
    1
}

fn is_one(number: &i32) -> bool {
    *number == 1
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
