//! What the index is told of a product.

use crate::{
    application::search::ProductEntry,
    domain::{
        language::Language,
        product::{DEFAULT_OPTION, UNRANKED},
    },
};

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
    /// The text of a product in the shop's language, with the titles of the collections that it is in. Of the signals
    /// only the sales rank is known from it; translations are added by [`Self::push`].
    pub fn of(entry: &ProductEntry, collections: &[&str], language: Language) -> Self {
        let product = &entry.product;
        let mut text = Self::default();
        let mut push = |field, value: &str| text.push(field, language, value);
        push(Field::Title, product.title());
        push(Field::Vendor, product.vendor());
        push(Field::Kind, product.product_type());
        let category = product.category_path().last().map(|(_, name)| name);
        push(Field::Kind, category.unwrap_or_default());
        for tag in product.tags().filter(|tag| *tag != product.product_type()) {
            push(Field::Tags, tag);
        }
        for option in &product.options {
            for value in &option.values {
                let name = product.text().get(value.name);
                if name != DEFAULT_OPTION.1 {
                    push(Field::Options, name);
                }
            }
        }
        for metafields in entry
            .metafields
            .iter()
            .chain(entry.variant_metafields.iter().flatten())
        {
            for row in metafields.rows() {
                let value = metafields.text().get(row.value);
                let is_text = metafields.text().get(row.kind).contains("text");
                if is_text
                    && value.contains(char::is_alphabetic)
                    && !matches!(value, "true" | "false")
                {
                    push(
                        Field::Attributes,
                        &value[..value.floor_char_boundary(LONGEST_ATTRIBUTE)],
                    );
                }
            }
        }
        push(Field::Description, product.description());
        for collection in collections {
            push(Field::Collections, collection);
        }
        let kind = Some(product.product_type())
            .filter(|kind| !kind.is_empty())
            .or(category);
        text.kind = kind.map(str::to_owned);
        text.codes.push(product.handle().to_owned());
        for variant in &entry.variants.rows {
            let codes = [variant.sku, variant.barcode].map(|code| entry.variants.text().find(code));
            text.codes
                .extend(codes.into_iter().flatten().map(str::to_owned));
        }
        text.signals.sales_rank = Some(product.sales_rank).filter(|rank| *rank != UNRANKED);
        text
    }

    /// Adds a text, unless it is blank.
    pub fn push(&mut self, field: Field, language: Language, value: &str) {
        if !value.trim().is_empty() {
            self.texts.push((field, language, value.to_owned()));
        }
    }
}
