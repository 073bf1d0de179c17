//! Products, their variants and their metafields as immutable entities.
//!
//! Prices and stock change more often and are entities of their own (`offer`). Entities are built from facts and never
//! changed; ranges into one buffer keep them compact and answers cheap to write.

use std::{
    borrow::Cow,
    sync::{Arc, OnceLock},
};

use serde::{Deserialize, Serialize, de::IgnoredAny};

use super::{
    body::{Body, BodyBuilder, Span},
    event::{
        CategoryFact, ComponentFact, ImageFact, MediaFact, MediaKind, MediaSourceFact,
        MetafieldFact, OptionFact, ProductFact, ProductStatus, QuantityRuleFact, SeoFact,
        UnitPriceMeasurementFact, WeightUnit,
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
    #[serde(skip)]
    description: Worked,
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

/// A text that is worked out of others, once it has been asked for. It says nothing that they do not.
#[derive(Debug, Clone, Default)]
struct Worked(OnceLock<Box<str>>);

impl PartialEq for Worked {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// The id of a picture at this address, where the source of the product with this id gave none.
pub fn image_id(product_id: &str, url: &str) -> String {
    derived_id("ProductImage", product_id, url)
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
    /// Range of the id that the source gave; [`Product::option_id`] is the one shown.
    pub id: Span,
    /// Range of the name.
    pub name: Span,
    /// Values in order.
    pub values: Box<[OptionValue]>,
}

/// A value of an option.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OptionValue {
    /// Range of the id that the source gave; [`Product::value_id`] is the one shown.
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
    /// Range of the id; none for one of a product's media whose id is derived ([`Product::image_id`]).
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
    /// A picture with its id, derived where the source gave none.
    fn build(fact: &ImageFact, owner: &str, text: &mut BodyBuilder) -> Self {
        let image = Self::given(fact, text);
        if !image.id.is_none() {
            return image;
        }
        let id = text.push(&image_id(owner, &fact.url));
        Self { id, ..image }
    }

    /// A picture as the source gave it.
    fn given(fact: &ImageFact, text: &mut BodyBuilder) -> Self {
        Self {
            id: given_id(&fact.id, text),
            url: text.push(&fact.url),
            alt_text: text.push_option(fact.alt_text.as_deref()),
            width: fact.width,
            height: fact.height,
        }
    }
}

/// The range of an id that the source gave.
fn given_id(id: &str, text: &mut BodyBuilder) -> Span {
    text.push_option((!id.is_empty()).then_some(id))
}

/// A picture, film or model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Media {
    /// Range of the id that the source gave; [`Product::media_id`] is the one shown.
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
    fn build(fact: &MediaFact, text: &mut BodyBuilder) -> Self {
        let image = fact.image.as_ref().map(|image| Image::given(image, text));
        let alt = fact.alt.as_deref();
        let image_alt = fact
            .image
            .as_ref()
            .and_then(|image| image.alt_text.as_deref());
        Self {
            id: given_id(&fact.id, text),
            kind: fact.kind,
            alt: text.push_option(alt.or(image_alt)),
            image,
            sources: fact.sources.clone().into(),
            embed_url: text.push_option(fact.embed_url.as_deref()),
            origin_url: text.push_option(fact.origin_url.as_deref()),
        }
    }
}

/// What a product fact says without its options, variants and metafields, as it is read from a body.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ProductTexts<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    handle: Cow<'a, str>,
    #[serde(rename = "previousHandles")]
    _previous_handles: IgnoredAny,
    #[serde(borrow)]
    title: Cow<'a, str>,
    #[serde(borrow)]
    description_html: Cow<'a, str>,
    #[serde(borrow)]
    vendor: Cow<'a, str>,
    #[serde(borrow)]
    product_type: Cow<'a, str>,
    tags: Cow<'a, [String]>,
    status: ProductStatus,
    is_gift_card: bool,
    created_at: Option<Timestamp>,
    updated_at: Option<Timestamp>,
    published_at: Option<Timestamp>,
    category: Cow<'a, Option<CategoryFact>>,
    seo: Cow<'a, SeoFact>,
    #[serde(rename = "options")]
    _options: IgnoredAny,
    media: Cow<'a, [MediaFact]>,
    #[serde(rename = "variants")]
    _variants: IgnoredAny,
    #[serde(rename = "metafields")]
    _metafields: IgnoredAny,
    sales_rank: Option<u32>,
}

impl<'a> ProductTexts<'a> {
    fn of(fact: &'a ProductFact) -> Self {
        Self {
            id: fact.id.as_str().into(),
            handle: fact.handle.as_str().into(),
            title: fact.title.as_str().into(),
            description_html: fact.description_html.as_str().into(),
            vendor: fact.vendor.as_str().into(),
            product_type: fact.product_type.as_str().into(),
            tags: fact.tags.as_slice().into(),
            status: fact.status,
            is_gift_card: fact.is_gift_card,
            created_at: fact.created_at,
            updated_at: fact.updated_at,
            published_at: fact.published_at,
            category: Cow::Borrowed(&fact.category),
            seo: Cow::Borrowed(&fact.seo),
            media: fact.media.as_slice().into(),
            sales_rank: fact.sales_rank,
            ..Self::default()
        }
    }

    /// About as many bytes as its texts have.
    fn size_bytes(&self) -> usize {
        /// Address and text of a picture, a tag, a node of the taxonomy: about as long.
        const TEXT: usize = 128;
        self.id.len()
            + self.handle.len()
            + self.title.len()
            + self.description_html.len()
            + (self.tags.len() / 4 + self.media.len() + 1) * TEXT
    }
}

impl Product {
    /// Builds the entity of a fact.
    pub fn build(fact: &ProductFact, version: Timestamp) -> Self {
        let variants = fact.variants.iter();
        Self::of_parts(
            Key::of(&fact.id),
            &ProductTexts::of(fact),
            &fact.options,
            variants.map(|variant| Key::of(&variant.id)).collect(),
            version,
        )
    }

    /// Builds the entity of its texts and its options, whose key is known and whose variants are known by key alone.
    pub fn of_parts(
        key: Key,
        fact: &ProductTexts<'_>,
        options: &[OptionFact],
        variant_keys: Arc<[Key]>,
        version: Timestamp,
    ) -> Self {
        let mut text = BodyBuilder::with_capacity(fact.size_bytes());
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
        let options = option_facts(options)
            .iter()
            .map(|option| ProductOption::build(option, &fact.id, &mut text))
            .collect();
        Self {
            key,
            version,
            id: text.push(&fact.id),
            handle: text.push(&fact.handle),
            title: text.push(&fact.title),
            description_html: text.push(&fact.description_html),
            description: Worked::default(),
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
                .map(|media| Media::build(media, &mut text))
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

    /// Description as plain text, worked out when it is first asked for.
    pub fn description(&self) -> &str {
        self.description
            .0
            .get_or_init(|| plain_text(self.description_html()).into())
    }

    /// Id of a picture of the product itself.
    pub fn image_id(&self, image: &Image) -> Cow<'_, str> {
        self.given_or(image.id, || image_id(self.id(), self.text.get(image.url)))
    }

    /// Id of one of its media.
    pub fn media_id(&self, media: &Media) -> Cow<'_, str> {
        self.given_or(media.id, || {
            let address = media.image.map_or(media.embed_url, |image| image.url);
            let kind = match media.kind {
                MediaKind::Image => "MediaImage",
                MediaKind::Video => "Video",
                MediaKind::ExternalVideo => "ExternalVideo",
                MediaKind::Model3d => "Model3d",
            };
            derived_id(kind, self.id(), self.text.get(address))
        })
    }

    /// Id of one of its options.
    pub fn option_id(&self, option: &ProductOption) -> Cow<'_, str> {
        self.given_or(option.id, || {
            derived_id("ProductOption", self.id(), self.text.get(option.name))
        })
    }

    /// Id of a value of one of its options.
    pub fn value_id(&self, option: &ProductOption, value: &OptionValue) -> Cow<'_, str> {
        self.given_or(value.id, || {
            let option = self.option_id(option);
            derived_id("ProductOptionValue", &option, self.text.get(value.name))
        })
    }

    /// An id that the source gave, else this one. Ids are hashes: hardly a page asks for them, and every product that is
    /// read would pay for them.
    fn given_or(&self, id: Span, derived: impl FnOnce() -> String) -> Cow<'_, str> {
        match self.text.find(id) {
            Some(id) => Cow::Borrowed(id),
            None => Cow::Owned(derived()),
        }
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
fn option_facts(options: &[OptionFact]) -> Cow<'_, [OptionFact]> {
    if !options.is_empty() {
        return Cow::Borrowed(options);
    }
    let (name, value) = DEFAULT_OPTION;
    Cow::Owned(vec![OptionFact {
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
        let values = fact.values.iter().map(|value| OptionValue {
            id: given_id(&value.id, text),
            name: text.push(&value.name),
            swatch_color: text.push_option(value.swatch_color.as_deref()),
            swatch_image: value
                .swatch_image
                .as_ref()
                .map(|image| Image::build(image, owner, text)),
        });
        let values = values.collect();
        Self {
            id: given_id(&fact.id, text),
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
        let options = option_facts(&fact.options);
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

/// The texts of a metafield.
#[derive(Debug, Clone)]
pub struct MetafieldTexts<'a> {
    /// Opaque id.
    pub id: Cow<'a, str>,
    /// Group of keys.
    pub namespace: &'a str,
    /// Name within the namespace.
    pub key: &'a str,
    /// Type of the value.
    pub kind: &'a str,
    /// The value.
    pub value: &'a str,
    /// What it is for.
    pub description: Option<&'a str>,
}

impl<'a> MetafieldTexts<'a> {
    fn of(fact: &'a MetafieldFact, owner: &str) -> Self {
        let name = || format!("{}.{}", fact.namespace, fact.key);
        Self {
            id: match fact.id.as_str() {
                "" => derived_id("Metafield", owner, &name()).into(),
                id => id.into(),
            },
            namespace: &fact.namespace,
            key: &fact.key,
            kind: &fact.kind,
            value: &fact.value,
            description: fact.description.as_deref(),
        }
    }
}

impl Metafields {
    /// Builds the metafields of an owner.
    pub fn build(facts: &[MetafieldFact], owner: &str, version: Timestamp) -> Self {
        let texts = facts.iter().map(|fact| MetafieldTexts::of(fact, owner));
        Self::of_texts(texts.collect(), version)
    }

    /// Puts them together from their texts. Of two with the same namespace and key both are kept; the first is found.
    pub fn of_texts(mut texts: Vec<MetafieldTexts<'_>>, version: Timestamp) -> Self {
        texts.sort_by_key(|one| (one.namespace, one.key));
        let mut text = BodyBuilder::default();
        let rows = texts
            .iter()
            .map(|one| Metafield {
                id: text.push(&one.id),
                namespace: text.push(one.namespace),
                key: text.push(one.key),
                kind: text.push(one.kind),
                value: text.push(one.value),
                description: text.push_option(one.description),
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
