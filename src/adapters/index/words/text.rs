//! What the index is told of a product.

use crate::domain::{event::ProductFact, language::Language, text::plain_text};

/// A part of a product's text. Parts differ in what a word in them is worth (`weights.rs`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Field {
    /// Name shown.
    Title,
    /// Brand or maker.
    Vendor,
    /// Names of what kind of product it is: its type, its category and those above.
    Kind,
    /// Tags.
    Tags,
    /// Names of option values and variants.
    Options,
    /// Values of typed attributes.
    Attributes,
    /// Description as plain text.
    Description,
    /// Titles of the collections that it is in.
    Collections,
}

impl Field {
    /// All fields, in the order of their numbers.
    pub const ALL: [Self; 8] = [
        Self::Title,
        Self::Vendor,
        Self::Kind,
        Self::Tags,
        Self::Options,
        Self::Attributes,
        Self::Description,
        Self::Collections,
    ];
}

/// Facts of trade that lift or lower a product among equally relevant ones.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Signals {
    /// Something of it can be bought.
    pub is_available: bool,
    /// Rank by sales, 1 sells best; `None`: unknown.
    pub sales_rank: Option<u32>,
    /// Days since it was published; `None`: unknown.
    pub age_days: Option<u32>,
    /// Mean rating, from 0 to 1, where customers gave any.
    pub rating: Option<f32>,
}

impl Default for Signals {
    /// Available, and nothing else known: every multiplier is 1.
    fn default() -> Self {
        Self {
            is_available: true,
            sales_rank: None,
            age_days: None,
            rating: None,
        }
    }
}

/// The text of a product, by field and language.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ProductText {
    /// Texts: a field may have several, in several languages.
    pub texts: Vec<(Field, Language, String)>,
    /// The most exact name of what kind of product it is, in the shop's language; `None`: unknown.
    pub kind: Option<String>,
    /// What names this product alone or nearly so: stock keeping units, barcodes, the handle.
    pub codes: Vec<String>,
    /// Facts of trade.
    pub signals: Signals,
}

/// Attribute values longer than this are prose or data; only their start is read.
const LONGEST_ATTRIBUTE: usize = 300;

impl ProductText {
    /// The text of a product in the shop's language, with the titles of the collections that it is in. Signals are
    /// left at their defaults; translations are added by [`Self::push`].
    pub fn of(product: &ProductFact, collections: &[&str], language: Language) -> Self {
        let mut text = Self::default();
        let mut push = |field, value: &str| text.push(field, language, value);
        push(Field::Title, &product.title);
        push(Field::Vendor, &product.vendor);
        push(Field::Kind, &product.product_type);
        if let Some(category) = &product.category {
            push(Field::Kind, &category.name);
            for ancestor in &category.ancestors {
                push(Field::Collections, &ancestor.name);
            }
        }
        for tag in product
            .tags
            .iter()
            .filter(|tag| **tag != product.product_type)
        {
            push(Field::Tags, tag);
        }
        for option in &product.options {
            for value in option
                .values
                .iter()
                .filter(|value| value.name != "Default Title")
            {
                push(Field::Options, &value.name);
            }
        }
        for metafield in &product.metafields {
            let value = &metafield.value;
            let is_text = metafield.kind.contains("text") && value.contains(char::is_alphabetic);
            if is_text && !matches!(value.as_str(), "true" | "false") {
                push(
                    Field::Attributes,
                    &value[..value.floor_char_boundary(LONGEST_ATTRIBUTE)],
                );
            }
        }
        push(Field::Description, &plain_text(&product.description_html));
        for collection in collections {
            push(Field::Collections, collection);
        }
        let category = product
            .category
            .as_ref()
            .map(|category| category.name.as_str());
        text.kind = Some(product.product_type.as_str())
            .filter(|kind| !kind.is_empty())
            .or(category)
            .map(str::to_owned);
        text.codes.push(product.handle.clone());
        for variant in &product.variants {
            text.codes
                .extend(variant.sku.iter().chain(&variant.barcode).cloned());
        }
        text
    }

    /// Adds a text, unless it is blank.
    pub fn push(&mut self, field: Field, language: Language, value: &str) {
        if !value.trim().is_empty() {
            self.texts.push((field, language, value.to_owned()));
        }
    }
}
