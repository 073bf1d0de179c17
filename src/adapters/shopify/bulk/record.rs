//! The lines of a bulk operation as they are written: small structs that lend their texts from the line.
//!
//! Which fields a line has is for whoever wrote the query, so nearly all are optional and others are passed over.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{self, MapAccess, Visitor},
};

use crate::domain::{event::CollectionSortOrder, time::Timestamp};

/// A text of the line.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Text<'a>(pub Cow<'a, str>);

impl Text<'_> {
    pub fn owned(self) -> String {
        self.0.into_owned()
    }
}

impl std::ops::Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Texts;

        impl<'de> Visitor<'de> for Texts {
            type Value = Text<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a string")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }

        deserializer.deserialize_str(Texts)
    }
}

/// An amount: `"12.50"`, `12.5` or `{"amount": "12.50", "currencyCode": "EUR"}`.
#[derive(Debug, Clone, Default)]
pub(super) struct Price<'a> {
    pub amount: Cow<'a, str>,
    pub currency: Option<Cow<'a, str>>,
}

impl<'de: 'a, 'a> Deserialize<'de> for Price<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Prices;

        impl<'de> Visitor<'de> for Prices {
            type Value = Price<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an amount such as \"12.50\", or amount and currencyCode")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(plain(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(plain(Cow::Owned(text.to_owned())))
            }

            fn visit_f64<E>(self, amount: f64) -> Result<Self::Value, E> {
                Ok(plain(Cow::Owned(amount.to_string())))
            }

            fn visit_u64<E>(self, amount: u64) -> Result<Self::Value, E> {
                Ok(plain(Cow::Owned(amount.to_string())))
            }

            fn visit_i64<E>(self, amount: i64) -> Result<Self::Value, E> {
                Ok(plain(Cow::Owned(amount.to_string())))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let (mut amount, mut currency) = (None, None);
                while let Some(key) = map.next_key::<Text<'de>>()? {
                    match &*key {
                        "amount" => amount = Some(map.next_value::<Price<'de>>()?.amount),
                        "currencyCode" => currency = Some(map.next_value::<Text<'de>>()?.0),
                        _ => {
                            map.next_value::<de::IgnoredAny>()?;
                        }
                    }
                }
                let amount = amount.ok_or_else(|| de::Error::missing_field("amount"))?;
                Ok(Price { amount, currency })
            }
        }

        fn plain(amount: Cow<'_, str>) -> Price<'_> {
            Price {
                amount,
                currency: None,
            }
        }

        deserializer.deserialize_any(Prices)
    }
}

/// Tells a field that is `null` from one that was not asked for.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound = "'de: 'a")]
pub(super) struct Product<'a> {
    pub id: Text<'a>,
    pub handle: Option<Text<'a>>,
    pub title: Option<Text<'a>>,
    pub description_html: Option<Text<'a>>,
    pub body_html: Option<Text<'a>>,
    pub vendor: Option<Text<'a>>,
    pub product_type: Option<Text<'a>>,
    pub tags: Vec<Text<'a>>,
    pub status: Option<Text<'a>>,
    pub is_gift_card: Option<bool>,
    pub created_at: Option<Timestamp>,
    pub updated_at: Option<Timestamp>,
    #[serde(deserialize_with = "given")]
    pub published_at: Option<Option<Timestamp>>,
    pub category: Option<Category<'a>>,
    pub seo: Option<Seo<'a>>,
    pub options: Vec<ProductOption<'a>>,
    pub featured_image: Option<Image<'a>>,
    pub translations: Vec<Translation<'a>>,
    #[serde(rename = "__parentId")]
    pub parent: Option<Text<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound = "'de: 'a")]
pub(super) struct Category<'a> {
    pub id: Text<'a>,
    pub full_name: Option<Text<'a>>,
    pub name: Text<'a>,
    pub ancestor_ids: Vec<Text<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound = "'de: 'a")]
pub(super) struct Seo<'a> {
    pub title: Option<Text<'a>>,
    pub description: Option<Text<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound = "'de: 'a")]
pub(super) struct ProductOption<'a> {
    pub id: Option<Text<'a>>,
    pub name: Text<'a>,
    pub position: Option<i64>,
    pub values: Vec<Text<'a>>,
    pub option_values: Vec<OptionValue<'a>>,
    pub translations: Vec<Translation<'a>>,
    #[serde(rename = "__parentId")]
    pub parent: Option<Text<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound = "'de: 'a")]
pub(super) struct OptionValue<'a> {
    pub id: Option<Text<'a>>,
    pub name: Text<'a>,
    pub swatch: Option<Swatch<'a>>,
    pub translations: Vec<Translation<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound = "'de: 'a")]
pub(super) struct Swatch<'a> {
    pub color: Option<Text<'a>>,
    pub image: Option<SwatchImage<'a>>,
}

/// A swatch's picture, which is a `MediaImage` around the picture itself.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound = "'de: 'a")]
pub(super) struct SwatchImage<'a> {
    pub image: Option<Image<'a>>,
    pub url: Option<Text<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound = "'de: 'a")]
pub(super) struct Image<'a> {
    pub id: Option<Text<'a>>,
    #[serde(alias = "src", alias = "originalSrc", alias = "transformedSrc")]
    pub url: Option<Text<'a>>,
    pub alt_text: Option<Text<'a>>,
    pub width: Option<i32>,
    pub height: Option<i32>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound = "'de: 'a")]
pub(super) struct Media<'a> {
    pub id: Option<Text<'a>>,
    pub alt: Option<Text<'a>>,
    pub image: Option<Image<'a>>,
    pub preview: Option<Preview<'a>>,
    pub sources: Vec<MediaSource<'a>>,
    #[serde(alias = "embeddedUrl")]
    pub embed_url: Option<Text<'a>>,
    pub origin_url: Option<Text<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound = "'de: 'a")]
pub(super) struct Preview<'a> {
    pub image: Option<Image<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound = "'de: 'a")]
pub(super) struct MediaSource<'a> {
    pub url: Text<'a>,
    pub mime_type: Text<'a>,
    pub format: Text<'a>,
    pub width: Option<i32>,
    pub height: Option<i32>,
    #[serde(rename = "fileSize", alias = "filesize")]
    pub size_bytes: Option<i32>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound = "'de: 'a")]
pub(super) struct Variant<'a> {
    pub id: Text<'a>,
    pub title: Option<Text<'a>>,
    pub sku: Option<Text<'a>>,
    pub barcode: Option<Text<'a>>,
    pub position: Option<i64>,
    #[serde(deserialize_with = "given")]
    pub price: Option<Option<Price<'a>>>,
    pub compare_at_price: Option<Price<'a>>,
    #[serde(deserialize_with = "given")]
    pub inventory_quantity: Option<Option<i64>>,
    #[serde(deserialize_with = "given")]
    pub sellable_online_quantity: Option<Option<i64>>,
    pub inventory_policy: Option<Text<'a>>,
    pub inventory_item: Option<InventoryItem<'a>>,
    pub selected_options: Vec<SelectedOption<'a>>,
    pub image: Option<Image<'a>>,
    pub requires_shipping: Option<bool>,
    pub taxable: Option<bool>,
    pub weight: Option<f64>,
    pub weight_unit: Option<Text<'a>>,
    pub unit_price_measurement: Option<UnitPriceMeasurement<'a>>,
    pub updated_at: Option<Timestamp>,
    pub translations: Vec<Translation<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound = "'de: 'a")]
pub(super) struct SelectedOption<'a> {
    pub name: Text<'a>,
    pub value: Text<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound = "'de: 'a")]
pub(super) struct InventoryItem<'a> {
    pub id: Option<Text<'a>>,
    pub tracked: Option<bool>,
    pub requires_shipping: Option<bool>,
    pub measurement: Option<Measurement<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound = "'de: 'a")]
pub(super) struct Measurement<'a> {
    pub weight: Option<Weight<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound = "'de: 'a")]
pub(super) struct Weight<'a> {
    pub value: f64,
    pub unit: Text<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound = "'de: 'a")]
pub(super) struct UnitPriceMeasurement<'a> {
    pub quantity_value: f64,
    pub quantity_unit: Option<Text<'a>>,
    pub reference_value: i32,
    pub reference_unit: Option<Text<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound = "'de: 'a")]
pub(super) struct InventoryLevel<'a> {
    pub location: Option<Reference<'a>>,
    pub available: Option<i64>,
    pub quantities: Vec<NamedQuantity<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound = "'de: 'a")]
pub(super) struct NamedQuantity<'a> {
    pub name: Text<'a>,
    pub quantity: i64,
}

/// Another record named by its id.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound = "'de: 'a")]
pub(super) struct Reference<'a> {
    pub id: Text<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound = "'de: 'a")]
pub(super) struct Metafield<'a> {
    pub id: Option<Text<'a>>,
    pub namespace: Text<'a>,
    pub key: Text<'a>,
    #[serde(rename = "type")]
    pub kind: Option<Text<'a>>,
    pub value: Text<'a>,
    pub description: Option<Text<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound = "'de: 'a")]
pub(super) struct Collection<'a> {
    pub id: Text<'a>,
    pub handle: Option<Text<'a>>,
    pub title: Option<Text<'a>>,
    pub description_html: Option<Text<'a>>,
    pub image: Option<Image<'a>>,
    pub seo: Option<Seo<'a>>,
    pub sort_order: Option<CollectionSortOrder>,
    pub parent_handle: Option<Text<'a>>,
    pub updated_at: Option<Timestamp>,
    pub translations: Vec<Translation<'a>>,
    #[serde(rename = "__parentId")]
    pub parent: Option<Text<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound = "'de: 'a")]
pub(super) struct Translation<'a> {
    pub locale: Text<'a>,
    pub key: Text<'a>,
    pub value: Option<Text<'a>>,
    pub updated_at: Option<Timestamp>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound = "'de: 'a")]
pub(super) struct PriceList<'a> {
    pub id: Text<'a>,
    pub name: Option<Text<'a>>,
    pub currency: Option<Text<'a>>,
}

/// A price of a price list.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound = "'de: 'a")]
pub(super) struct ListPrice<'a> {
    pub variant: Option<Reference<'a>>,
    pub price: Option<Price<'a>>,
    pub compare_at_price: Option<Price<'a>>,
}
