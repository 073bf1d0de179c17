//! Tombstones: one aspect of one aggregate that is no more.

use serde::{Deserialize, Serialize};

/// Which aspect is no more, and the id that it was told of. Like any fact it has a version, and something newer brings
/// the aspect back.
///
/// Aspects go one by one: prices and stock outlast their product until they are removed themselves, members their
/// collection, articles their blog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RemovedFact {
    /// A product's content, variants and metafields: it is no longer shown.
    Product(String),
    /// All prices of the product of this id.
    Prices(String),
    /// All stock of the product of this id.
    Stock(String),
    /// A collection without its members.
    Collection(String),
    /// All members of the collection of this id.
    Membership(String),
    /// A page.
    Page(String),
    /// A blog without its articles.
    Blog(String),
    /// An article.
    Article(String),
    /// A menu.
    Menu(String),
    /// A policy.
    Policy(String),
    /// A metaobject.
    Metaobject(String),
    /// A redirect.
    Redirect(String),
    /// The record of the shop. There is one, whatever its id; the id tells whose metafields go with it.
    Shop(String),
    /// A market.
    Market(String),
    /// A price list. Prices in it stay, and are nobody's until there is such a list again.
    PriceList(String),
    /// A location.
    Location(String),
    /// The texts of one record in one language.
    Translation(RemovedTranslation),
    /// A search setting.
    Search(RemovedSearch),
}

/// Whose texts are no more.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct RemovedTranslation {
    /// Id of the record.
    pub resource_id: String,
    /// Language, `DE` or `PT_BR`.
    pub language: String,
}

/// Whose search setting is no more.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct RemovedSearch {
    /// Id of the collection; absent: the whole shop's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collection_id: Option<String>,
}
