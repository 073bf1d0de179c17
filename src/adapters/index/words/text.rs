//! What the index is told of a product.

use std::num::{NonZeroU16, NonZeroU32};

use serde::Deserialize;

use crate::{
    application::search::ProductEntry,
    domain::{
        language::Language,
        product::{DEFAULT_OPTION, Metafields, UNRANKED},
        text::plain_text,
        time::Timestamp,
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

    /// Whether the shop chose its words one by one, as names: such words are known to be spelled right, and what is
    /// being typed is completed to them. Prose, tags and data are not.
    pub(super) fn is_naming(self) -> bool {
        matches!(
            self,
            Self::Title | Self::Vendor | Self::Kind | Self::Options
        )
    }
}

/// Facts of trade that lift or lower a product among equally relevant ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signals {
    /// Something of it can be bought.
    pub is_available: bool,
    /// Rank by sales, 1 sells best; `None`: unknown.
    pub sales_rank: Option<NonZeroU32>,
    /// Day of its publication, as [`day_of`] counts; `None`: unknown.
    pub published_day: Option<NonZeroU16>,
    /// Mean rating by customers, from 0 to 100; `None`: nobody rated it.
    pub rating_percent: Option<u8>,
}

impl Default for Signals {
    /// Available, and nothing else known: every multiplier is 1.
    fn default() -> Self {
        Self {
            is_available: true,
            sales_rank: None,
            published_day: None,
            rating_percent: None,
        }
    }
}

/// Days from 1970 to an instant; 0 for all before, `u16::MAX` for all after 2149.
pub fn day_of(instant: Timestamp) -> u16 {
    const SECONDS: i64 = 86_400;
    let days = (instant.0 / 1_000_000 / SECONDS).clamp(0, i64::from(u16::MAX));
    u16::try_from(days).unwrap_or(u16::MAX)
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
    /// The text of a product whose own texts are in the shop's language, with its translations. Whether it can be
    /// bought and which collections it is in are told apart from it.
    pub fn of(entry: &ProductEntry, language: Language) -> Self {
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
        text.translate(entry);
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
        text.signals = Signals {
            is_available: true,
            sales_rank: NonZeroU32::new(product.sales_rank).filter(|rank| rank.get() != UNRANKED),
            published_day: product
                .listed_at()
                .and_then(|listed_at| NonZeroU16::new(day_of(listed_at))),
            rating_percent: entry.metafields.as_deref().and_then(rating_percent),
        };
        text
    }

    /// Adds what translations say of title, description, type and values of options.
    fn translate(&mut self, entry: &ProductEntry) {
        for translation in &entry.translations {
            let Some(language) = Language::from_tag(&translation.language) else {
                continue;
            };
            for (name, value) in &translation.texts {
                match name.as_str() {
                    "title" => self.push(Field::Title, language, value),
                    "body_html" => self.push(Field::Description, language, &plain_text(value)),
                    "product_type" => self.push(Field::Kind, language, value),
                    // `option:<name>:<value>`; `option:<name>` is the option's own name.
                    _ if name.starts_with("option:") && name.matches(':').count() > 1 => {
                        self.push(Field::Options, language, value);
                    }
                    _ => {}
                }
            }
        }
    }

    /// Adds a text, unless it is blank.
    pub fn push(&mut self, field: Field, language: Language, value: &str) {
        if !value.trim().is_empty() {
            self.texts.push((field, language, value.to_owned()));
        }
    }
}

/// The mean of ratings, `reviews.rating`, between the ends of its scale; `None` without one that makes sense.
fn rating_percent(metafields: &Metafields) -> Option<u8> {
    #[derive(Deserialize)]
    struct Rating {
        value: Number,
        scale_min: Number,
        scale_max: Number,
    }
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Number {
        Text(String),
        Plain(f32),
    }
    let text = metafields.text();
    let mut rows = metafields.rows().iter();
    let row =
        rows.find(|row| (text.get(row.namespace), text.get(row.key)) == ("reviews", "rating"))?;
    let rating: Rating = serde_json::from_str(text.get(row.value)).ok()?;
    let [value, least, most] =
        [rating.value, rating.scale_min, rating.scale_max].map(|number| match number {
            Number::Text(text) => text.parse().unwrap_or(f32::NAN),
            Number::Plain(number) => number,
        });
    let share = (value - least) / (most - least);
    (0.0..=1.0)
        .contains(&share)
        .then(|| (share * 100.0).round() as u8)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::event::{
        MetafieldFact, OptionFact, OptionValueFact, ProductFact, TranslationFact,
    };

    fn entry(value: &str) -> ProductEntry {
        let fact = ProductFact {
            id: "gid://shop/Product/1".into(),
            title: "Tent".into(),
            sales_rank: Some(3),
            metafields: vec![MetafieldFact {
                namespace: "reviews".into(),
                key: "rating".into(),
                kind: "rating".into(),
                value: value.into(),
                ..MetafieldFact::default()
            }],
            options: vec![OptionFact {
                name: "Color".into(),
                values: vec![OptionValueFact {
                    name: "Moss".into(),
                    ..OptionValueFact::default()
                }],
                ..OptionFact::default()
            }],
            ..ProductFact::default()
        };
        let mut entry = ProductEntry::build(&fact, Timestamp::EPOCH);
        let texts = [
            ("title", "Zelt"),
            ("body_html", "<p>Für <b>zwei</b></p>"),
            ("option:Color", "Farbe"),
            ("option:Color:Moss", "Moos"),
            ("meta_title", "unread"),
        ];
        entry.translations.push(Arc::new(TranslationFact {
            resource_id: fact.id,
            language: "de".into(),
            texts: texts.map(|(name, text)| (name.into(), text.into())).into(),
        }));
        entry
    }

    #[test]
    fn texts_of_all_languages_are_read() {
        let german = Language::from_tag("de").unwrap();
        let text = ProductText::of(&entry(""), Language::EN);
        let mut texts = text.texts;
        texts.sort();
        let expected = [
            (Field::Title, german, "Zelt"),
            (Field::Title, Language::EN, "Tent"),
            (Field::Options, german, "Moos"),
            (Field::Options, Language::EN, "Moss"),
            (Field::Description, german, "Für zwei"),
        ];
        let mut expected =
            expected.map(|(field, language, text)| (field, language, text.to_owned()));
        expected.sort();
        assert_eq!(texts, expected);
        assert_eq!(text.signals.sales_rank, NonZeroU32::new(3));
    }

    #[test]
    fn ratings_lie_on_their_scale() {
        for (value, percent) in [
            (
                r#"{"value":"4.5","scale_min":"1.0","scale_max":"5.0"}"#,
                Some(88),
            ),
            (r#"{"value":3,"scale_min":1,"scale_max":5}"#, Some(50)),
            (r#"{"value":"9","scale_min":"1.0","scale_max":"5.0"}"#, None),
            (r#"{"value":"1","scale_min":"1","scale_max":"1"}"#, None),
            ("good", None),
        ] {
            let text = ProductText::of(&entry(value), Language::EN);
            assert_eq!(text.signals.rating_percent, percent, "{value}");
        }
    }
}
