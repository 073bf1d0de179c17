//! Collections, and apart from them their members.

use serde::{Deserialize, Serialize};

use super::{ImageFact, MetafieldFact, SeoFact, is_default};
use crate::domain::time::Timestamp;

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
