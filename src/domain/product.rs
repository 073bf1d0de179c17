//! Products, their variants and their metafields as immutable entities.
//!
//! Prices and stock change more often and are entities of their own (`offer`). Entities are built from facts and never
//! changed; ranges into one buffer keep them compact and answers cheap to write.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    body::{Body, BodyBuilder, Span},
    event::{
        ComponentFact, ImageFact, MediaFact, MediaKind, MediaSourceFact, MetafieldFact,
        ProductFact, ProductStatus, QuantityRuleFact, UnitPriceMeasurementFact, WeightUnit,
    },
    id::{Key, derived_id},
    text::plain_text,
    time::Timestamp,
};

mod stored;

/// Name of the only option of a product without options, and its only value.
pub const DEFAULT_OPTION: (&str, &str) = ("Title", "Default Title");

/// Rank of a product whose sales are unknown.
pub const UNRANKED: u32 = u32::MAX;

/// Content of a product.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Product {
    /// Key derived from the id.
    pub key: Key,
    /// Version of the fact that it was built from.
    pub version: Timestamp,
    text: Body,
    id: Span,
    handle: Span,
    title: Span,
    description_html: Span,
    description: Span,
    vendor: Span,
    product_type: Span,
    seo_title: Span,
    seo_description: Span,
    tags: Box<[Span]>,
    /// A gift card rather than a thing.
    pub is_gift_card: bool,
    /// Whether its source shows it.
    pub status: ProductStatus,
    /// Creation at the source, else publication, else the version.
    pub created_at: Timestamp,
    /// Last change at the source, else the version.
    pub updated_at: Timestamp,
    /// From when on it is shown.
    pub published_at: Option<Timestamp>,
    /// 1 sells best; [`UNRANKED`] is unknown.
    pub sales_rank: u32,
    category: Box<[CategoryNode]>,
    /// Options in order.
    pub options: Box<[ProductOption]>,
    /// Pictures and films in order.
    pub media: Box<[Media]>,
    /// Keys of the variants, in order.
    pub variant_keys: Arc<[Key]>,
}

/// A node of the taxonomy: range of its id and name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CategoryNode {
    id: Span,
    name: Span,
}

/// An option of a product.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProductOption {
    /// Range of the id.
    pub id: Span,
    /// Range of the name.
    pub name: Span,
    /// Values in order.
    pub values: Box<[OptionValue]>,
}

/// A value of an option.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OptionValue {
    /// Range of the id.
    pub id: Span,
    /// Range of the name.
    pub name: Span,
    /// Range of the swatch color `#rrggbb`.
    pub swatch_color: Span,
    /// Swatch picture.
    pub swatch_image: Option<Image>,
}

/// A picture.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Image {
    /// Range of the id.
    pub id: Span,
    /// Range of the address.
    pub url: Span,
    /// Range of the alternative text.
    pub alt_text: Span,
    /// Width in pixels.
    pub width: Option<i32>,
    /// Height in pixels.
    pub height: Option<i32>,
}

impl Image {
    fn build(fact: &ImageFact, owner: &str, text: &mut BodyBuilder) -> Self {
        let id = if fact.id.is_empty() {
            derived_id("ProductImage", owner, &fact.url)
        } else {
            fact.id.clone()
        };
        Self {
            id: text.push(&id),
            url: text.push(&fact.url),
            alt_text: text.push_option(fact.alt_text.as_deref()),
            width: fact.width,
            height: fact.height,
        }
    }
}

/// A picture, film or model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Media {
    /// Range of the id.
    pub id: Span,
    /// What it is.
    pub kind: MediaKind,
    /// Range of the alternative text.
    pub alt: Span,
    /// The picture or preview.
    pub image: Option<Image>,
    /// Files of a film or model.
    pub sources: Box<[MediaSourceFact]>,
    /// Range of the address where an external film can be embedded.
    pub embed_url: Span,
    /// Range of the address of an external film's page.
    pub origin_url: Span,
}

impl Media {
    fn build(fact: &MediaFact, owner: &str, text: &mut BodyBuilder) -> Self {
        let image = fact
            .image
            .as_ref()
            .map(|image| Image::build(image, owner, text));
        let address = fact.image.as_ref().map(|image| image.url.as_str());
        let name = address.or(fact.embed_url.as_deref()).unwrap_or_default();
        let kind = match fact.kind {
            MediaKind::Image => "MediaImage",
            MediaKind::Video => "Video",
            MediaKind::ExternalVideo => "ExternalVideo",
            MediaKind::Model3d => "Model3d",
        };
        let id = match fact.id.as_str() {
            "" => derived_id(kind, owner, name),
            id => id.to_owned(),
        };
        let alt = fact.alt.as_deref();
        let image_alt = fact
            .image
            .as_ref()
            .and_then(|image| image.alt_text.as_deref());
        Self {
            id: text.push(&id),
            kind: fact.kind,
            alt: text.push_option(alt.or(image_alt)),
            image,
            sources: fact.sources.clone().into(),
            embed_url: text.push_option(fact.embed_url.as_deref()),
            origin_url: text.push_option(fact.origin_url.as_deref()),
        }
    }
}

impl Product {
    /// Builds the entity of a fact.
    pub fn build(fact: &ProductFact, version: Timestamp) -> Self {
        let variants = fact.variants.iter();
        Self::of_parts(
            fact,
            variants.map(|variant| Key::of(&variant.id)).collect(),
            version,
        )
    }

    /// Builds the entity of a fact whose variants are known by key alone.
    pub fn of_parts(fact: &ProductFact, variant_keys: Arc<[Key]>, version: Timestamp) -> Self {
        let mut text = BodyBuilder::default();
        let updated_at = fact.updated_at.unwrap_or(version);
        let category = fact.category.iter().flat_map(|category| {
            let above = category.ancestors.iter().map(|node| (&node.id, &node.name));
            above.chain(std::iter::once((&category.id, &category.name)))
        });
        let category = category
            .map(|(id, name)| CategoryNode {
                id: text.push(id),
                name: text.push(name),
            })
            .collect();
        let options = option_facts(fact)
            .iter()
            .map(|option| ProductOption::build(option, &fact.id, &mut text))
            .collect();
        Self {
            key: Key::of(&fact.id),
            version,
            id: text.push(&fact.id),
            handle: text.push(&fact.handle),
            title: text.push(&fact.title),
            description_html: text.push(&fact.description_html),
            description: text.push(&plain_text(&fact.description_html)),
            vendor: text.push(&fact.vendor),
            product_type: text.push(&fact.product_type),
            seo_title: text.push_option(fact.seo.title.as_deref()),
            seo_description: text.push_option(fact.seo.description.as_deref()),
            tags: fact.tags.iter().map(|tag| text.push(tag)).collect(),
            is_gift_card: fact.is_gift_card,
            status: fact.status,
            created_at: fact.created_at.or(fact.published_at).unwrap_or(updated_at),
            updated_at,
            published_at: fact.published_at,
            sales_rank: fact.sales_rank.unwrap_or(UNRANKED),
            variant_keys,
            category,
            options,
            media: fact
                .media
                .iter()
                .map(|media| Media::build(media, &fact.id, &mut text))
                .collect(),
            text: text.finish(),
        }
    }

    /// Opaque id, as the source gave it.
    pub fn id(&self) -> &str {
        self.text.get(self.id)
    }

    /// Unique name in addresses.
    pub fn handle(&self) -> &str {
        self.text.get(self.handle)
    }

    /// Name in the shop's own language.
    pub fn title(&self) -> &str {
        self.text.get(self.title)
    }

    /// Description as HTML.
    pub fn description_html(&self) -> &str {
        self.text.get(self.description_html)
    }

    /// Description as plain text.
    pub fn description(&self) -> &str {
        self.text.get(self.description)
    }

    /// Brand or maker.
    pub fn vendor(&self) -> &str {
        self.text.get(self.vendor)
    }

    /// Free kind of product.
    pub fn product_type(&self) -> &str {
        self.text.get(self.product_type)
    }

    /// Title for search engines.
    pub fn seo_title(&self) -> Option<&str> {
        self.text.find(self.seo_title)
    }

    /// Description for search engines.
    pub fn seo_description(&self) -> Option<&str> {
        self.text.find(self.seo_description)
    }

    /// Tags in order.
    pub fn tags(&self) -> impl ExactSizeIterator<Item = &str> {
        self.tags.iter().map(|tag| self.text.get(*tag))
    }

    /// The way through the taxonomy from the top to the product's own category: (id, name) each.
    pub fn category_path(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        let nodes = self.category.iter();
        nodes.map(|node| (self.text.get(node.id), self.text.get(node.name)))
    }

    /// The first picture.
    pub fn featured_image(&self) -> Option<&Image> {
        self.media
            .iter()
            .find(|media| media.kind == MediaKind::Image)
            .and_then(|media| media.image.as_ref())
    }

    /// From when on callers see it; `None`: never, as it is.
    pub fn listed_at(&self) -> Option<Timestamp> {
        self.published_at
            .filter(|_| self.status == ProductStatus::Active)
    }

    /// Whether callers see it at this instant.
    pub fn is_published_at(&self, instant: Timestamp) -> bool {
        self.listed_at()
            .is_some_and(|listed_at| listed_at <= instant)
    }

    /// The buffer that ranges of options and media point into.
    pub fn text(&self) -> &Body {
        &self.text
    }

    /// Ranges of the texts that a product page shows, for writing answers straight from the buffer:
    /// id, handle, title, vendor, description as HTML, product type.
    pub fn page_spans(&self) -> [Span; 6] {
        [
            self.id,
            self.handle,
            self.title,
            self.vendor,
            self.description_html,
            self.product_type,
        ]
    }

    /// Ranges of the tags.
    pub fn tag_spans(&self) -> &[Span] {
        &self.tags
    }
}

/// The options of a fact, with the default one where it has none.
fn option_facts(fact: &ProductFact) -> std::borrow::Cow<'_, [super::event::OptionFact]> {
    if !fact.options.is_empty() {
        return std::borrow::Cow::Borrowed(&fact.options);
    }
    let (name, value) = DEFAULT_OPTION;
    std::borrow::Cow::Owned(vec![super::event::OptionFact {
        id: String::new(),
        name: name.to_owned(),
        values: vec![super::event::OptionValueFact {
            name: value.to_owned(),
            ..Default::default()
        }],
    }])
}

impl ProductOption {
    fn build(fact: &super::event::OptionFact, owner: &str, text: &mut BodyBuilder) -> Self {
        let id = match fact.id.as_str() {
            "" => derived_id("ProductOption", owner, &fact.name),
            id => id.to_owned(),
        };
        let values = fact.values.iter().map(|value| OptionValue {
            id: match value.id.as_str() {
                "" => text.push(&derived_id("ProductOptionValue", &id, &value.name)),
                id => text.push(id),
            },
            name: text.push(&value.name),
            swatch_color: text.push_option(value.swatch_color.as_deref()),
            swatch_image: value
                .swatch_image
                .as_ref()
                .map(|image| Image::build(image, owner, text)),
        });
        let values = values.collect();
        Self {
            id: text.push(&id),
            name: text.push(&fact.name),
            values,
        }
    }
}

/// All variants of a product, in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Variants {
    /// Key of the product.
    pub product: Key,
    /// Version of the fact that they were built from.
    pub version: Timestamp,
    text: Body,
    option_names: Box<[Span]>,
    /// The variants.
    pub rows: Box<[Variant]>,
}

/// A variant: ranges point into the buffer of its [`Variants`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Variant {
    /// Key derived from the id.
    pub key: Key,
    /// Range of the id.
    pub id: Span,
    /// Range of the title.
    pub title: Span,
    /// Range of the stock keeping unit.
    pub sku: Span,
    /// Range of the barcode.
    pub barcode: Span,
    /// Ranges of the chosen values, one an option.
    pub option_values: Box<[Span]>,
    /// Position of each chosen value among the option's values.
    pub option_positions: Box<[u16]>,
    /// Picture of this variant.
    pub image: Option<Image>,
    /// Has to be sent.
    pub requires_shipping: bool,
    /// Taxes are charged.
    pub taxable: bool,
    /// Weight in `weight_unit`.
    pub weight: Option<f64>,
    /// Unit of the weight.
    pub weight_unit: WeightUnit,
    /// What a unit price refers to.
    pub unit_price_measurement: Option<Box<UnitPriceMeasurementFact>>,
    /// How many may be bought.
    pub quantity_rule: QuantityRuleFact,
    /// Parts of a bundle.
    pub components: Box<[ComponentFact]>,
}

impl Variants {
    /// Builds the entity of a fact.
    pub fn build(fact: &ProductFact, version: Timestamp) -> Self {
        let mut text = BodyBuilder::default();
        let options = option_facts(fact);
        let rows = fact
            .variants
            .iter()
            .map(|variant| {
                let default = [DEFAULT_OPTION.1.to_owned()];
                let chosen = match variant.option_values.as_slice() {
                    [] => default.as_slice(),
                    values => values,
                };
                let positions = options.iter().zip(chosen).map(|(option, chosen)| {
                    let position = option.values.iter().position(|value| value.name == *chosen);
                    u16::try_from(position.unwrap_or_default()).unwrap_or(u16::MAX)
                });
                let title = match variant.title.as_str() {
                    "" => chosen.join(" / "),
                    title => title.to_owned(),
                };
                Variant {
                    key: Key::of(&variant.id),
                    id: text.push(&variant.id),
                    title: text.push(&title),
                    sku: text.push_option(variant.sku.as_deref()),
                    barcode: text.push_option(variant.barcode.as_deref()),
                    option_positions: positions.collect(),
                    option_values: chosen.iter().map(|value| text.push(value)).collect(),
                    image: variant
                        .image
                        .as_ref()
                        .map(|image| Image::build(image, &fact.id, &mut text)),
                    requires_shipping: variant.requires_shipping,
                    taxable: variant.taxable,
                    weight: variant.weight,
                    weight_unit: variant.weight_unit,
                    unit_price_measurement: variant.unit_price_measurement.clone().map(Box::new),
                    quantity_rule: variant.quantity_rule.clone(),
                    components: variant.components.clone().into(),
                }
            })
            .collect();
        Self {
            product: Key::of(&fact.id),
            version,
            option_names: options
                .iter()
                .map(|option| text.push(&option.name))
                .collect(),
            rows,
            text: text.finish(),
        }
    }

    /// The buffer that the rows' ranges point into.
    pub fn text(&self) -> &Body {
        &self.text
    }

    /// Option names in order.
    pub fn option_names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.option_names.iter().map(|name| self.text.get(*name))
    }

    /// The chosen (option, value) pairs of a variant.
    pub fn selected_options<'a>(
        &'a self,
        variant: &'a Variant,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        let values = variant
            .option_values
            .iter()
            .map(|value| self.text.get(*value));
        self.option_names().zip(values)
    }

    /// The place of the variant with this key.
    pub fn position(&self, key: Key) -> Option<usize> {
        self.rows.iter().position(|variant| variant.key == key)
    }
}

/// All metafields of one owner, sorted by namespace and key.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Metafields {
    text: Body,
    rows: Box<[Metafield]>,
    /// Version of the fact that they were built from.
    pub version: Timestamp,
}

/// A metafield: ranges point into the buffer of its [`Metafields`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Metafield {
    /// Range of the id.
    pub id: Span,
    /// Range of the namespace.
    pub namespace: Span,
    /// Range of the key.
    pub key: Span,
    /// Range of the type.
    pub kind: Span,
    /// Range of the value.
    pub value: Span,
    /// Range of the description.
    pub description: Span,
}

impl Metafields {
    /// Builds the metafields of an owner. Of two with the same namespace and key both are kept; the first is found.
    pub fn build(facts: &[MetafieldFact], owner: &str, version: Timestamp) -> Self {
        let mut sorted: Vec<&MetafieldFact> = facts.iter().collect();
        sorted.sort_by(|a, b| (&a.namespace, &a.key).cmp(&(&b.namespace, &b.key)));
        let mut text = BodyBuilder::default();
        let rows = sorted
            .iter()
            .map(|fact| {
                let id = match fact.id.as_str() {
                    "" => derived_id(
                        "Metafield",
                        owner,
                        &format!("{}.{}", fact.namespace, fact.key),
                    ),
                    id => id.to_owned(),
                };
                Metafield {
                    id: text.push(&id),
                    namespace: text.push(&fact.namespace),
                    key: text.push(&fact.key),
                    kind: text.push(&fact.kind),
                    value: text.push(&fact.value),
                    description: text.push_option(fact.description.as_deref()),
                }
            })
            .collect();
        Self {
            text: text.finish(),
            rows,
            version,
        }
    }

    /// The buffer that the rows' ranges point into.
    pub fn text(&self) -> &Body {
        &self.text
    }

    /// All of them, by namespace and key.
    pub fn rows(&self) -> &[Metafield] {
        &self.rows
    }

    /// The metafield of this namespace and key.
    pub fn find(&self, namespace: &str, key: &str) -> Option<&Metafield> {
        let name = |row: &Metafield| (self.text.get(row.namespace), self.text.get(row.key));
        let place = self
            .rows
            .partition_point(|row| name(row) < (namespace, key));
        self.rows
            .get(place)
            .filter(|row| name(row) == (namespace, key))
    }

    /// The value of this namespace and key.
    pub fn value(&self, namespace: &str, key: &str) -> Option<&str> {
        self.find(namespace, key)
            .map(|row| self.text.get(row.value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::{OptionFact, OptionValueFact, VariantFact};

    fn fact() -> ProductFact {
        ProductFact {
            id: "gid://shop/Product/1".into(),
            handle: "tent".into(),
            title: "Tent \"Alta\"".into(),
            description_html: "<p>Light &amp; dry</p>".into(),
            options: vec![OptionFact {
                name: "Color".into(),
                values: ["Red", "Green"]
                    .map(|name| OptionValueFact {
                        name: name.into(),
                        ..Default::default()
                    })
                    .into(),
                ..Default::default()
            }],
            variants: vec![VariantFact {
                id: "gid://shop/ProductVariant/1".into(),
                option_values: vec!["Green".into()],
                ..Default::default()
            }],
            ..Default::default()
        }
    }

    #[test]
    fn an_entity_gives_back_what_its_fact_says() {
        let product = Product::build(&fact(), Timestamp(7));
        assert_eq!(product.title(), "Tent \"Alta\"");
        assert_eq!(product.description(), "Light & dry");
        assert_eq!(product.created_at, Timestamp(7));
        let variants = Variants::build(&fact(), Timestamp(7));
        let chosen: Vec<_> = variants.selected_options(&variants.rows[0]).collect();
        assert_eq!(chosen, [("Color", "Green")]);
        assert_eq!(variants.text().get(variants.rows[0].title), "Green");
        assert_eq!(*variants.rows[0].option_positions, [1]);
    }

    #[test]
    fn a_product_without_options_has_the_default_one() {
        let bare = ProductFact {
            options: vec![],
            ..fact()
        };
        let product = Product::build(&bare, Timestamp(7));
        assert_eq!(product.text().get(product.options[0].name), "Title");
        let variants = Variants::build(
            &ProductFact {
                variants: vec![VariantFact {
                    id: "v".into(),
                    ..Default::default()
                }],
                ..bare
            },
            Timestamp(7),
        );
        let chosen: Vec<_> = variants.selected_options(&variants.rows[0]).collect();
        assert_eq!(chosen, [DEFAULT_OPTION]);
    }

    #[test]
    fn metafields_are_found_by_namespace_and_key_and_the_first_of_two_stands() {
        let row = |key: &str, value: &str| MetafieldFact {
            namespace: "specs".into(),
            key: key.into(),
            value: value.into(),
            ..Default::default()
        };
        let facts = [row("width", "1"), row("depth", "2"), row("width", "3")];
        let metafields = Metafields::build(&facts, "gid://shop/Product/1", Timestamp(1));
        assert_eq!(metafields.value("specs", "width"), Some("1"));
        assert_eq!(metafields.value("specs", "height"), None);
        assert_eq!(metafields.rows().len(), 3);
    }
}
