//! Catalog facts: what sources tell, the full state of one aspect each.
//!
//! File formats, the generator and (by another encoding) the event stream all end here; stores apply facts and build
//! their entities from them. A fact replaces its aspect whole; the version decides which of two facts is newer.
//! The serde form of these types is Vitrina's own JSONL form (`docs/interchange.md`): camelCase names, absent means
//! empty, unknown names are refused.
//!
//! Aspects are split by how often they change: content daily, prices hourly, stock by the second.

mod collection;
mod content;
mod offer;
mod product;
mod removed;
mod setting;

use uuid::Uuid;

use super::time::Timestamp;

pub use collection::{CollectionFact, CollectionSortOrder, MembershipFact};
pub use content::{
    ArticleFact, AuthorFact, BlogFact, ContentFact, MenuFact, MenuItemFact, MetaobjectFact,
    MetaobjectFieldFact, PageFact, PolicyFact, RedirectFact,
};
pub use offer::{
    InventoryPolicy, PriceFact, PricesFact, StockFact, StockLevelFact, VariantPricesFact,
    VariantStockFact,
};
pub use product::{
    CategoryFact, CategoryNameFact, ComponentFact, ImageFact, MediaFact, MediaKind,
    MediaSourceFact, MetafieldFact, OptionFact, OptionValueFact, ProductFact, ProductStatus,
    QuantityRuleFact, SeoFact, UnitPriceMeasurementFact, VariantFact, WeightUnit,
};
pub use removed::{RemovedFact, RemovedSearch, RemovedTranslation};
pub use setting::{
    FacetSettingFact, FacetValueOrder, LocationFact, MarketFact, PriceListFact, SearchSettingFact,
    SettingFact, ShopFact, TranslationFact,
};

/// One fact with the version that its source gave it.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Microseconds since 1970 at the source: `updatedAt` of the record, else the time of the file.
    pub version: Timestamp,
    /// What is now true.
    pub fact: Fact,
}

impl Event {
    /// Whether it tells of the shop, a market, a price list, a location or how to search: what everybody's answers hang
    /// on.
    pub fn is_setting(&self) -> bool {
        match &self.fact {
            Fact::Setting(setting) => !matches!(**setting, SettingFact::Translation(_)),
            Fact::Removed(removed) => matches!(
                removed,
                RemovedFact::Shop(_)
                    | RemovedFact::Market(_)
                    | RemovedFact::PriceList(_)
                    | RemovedFact::Location(_)
                    | RemovedFact::Search(_)
            ),
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
    /// Shop, market, price list, location, translation or search setting.
    Setting(Box<SettingFact>),
    /// One of these aspects is no more.
    Removed(RemovedFact),
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
            Self::Removed(fact) => serde_json::to_vec(fact),
        };
        let json = json.expect("facts have text keys and finite numbers");
        Uuid::new_v5(&Uuid::NAMESPACE_OID, &json)
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
