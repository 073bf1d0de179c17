//! What the whole shop shares: the shop itself, markets, price lists, locations, translations, search.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ImageFact, MetafieldFact, is_default};
use crate::domain::{money::Currency, money::Rounding};

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
