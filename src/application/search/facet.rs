//! Facets: what found products can be narrowed down by.

use std::fmt;

use super::ProductFilter;
use crate::domain::{
    context::Settings,
    event::{FacetValueOrder, ImageFact, SearchSettingFact},
    id::Key,
    money::Money,
};

/// What a facet is about. Its text form is the id that the interface shows.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FacetId {
    /// Whether a variant can be bought.
    Availability,
    /// What a variant costs.
    Price,
    /// Category, as a tree.
    Category,
    /// Vendor.
    Vendor,
    /// Type.
    ProductType,
    /// Tags.
    Tag,
    /// An option, by its name in lower case.
    Option(String),
    /// A metafield of products, by namespace and key.
    ProductMetafield(String, String),
    /// A metafield of variants, by namespace and key.
    VariantMetafield(String, String),
}

impl fmt::Display for FacetId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Availability => formatter.write_str("filter.v.availability"),
            Self::Price => formatter.write_str("filter.v.price"),
            Self::Category => formatter.write_str("filter.p.t.category"),
            Self::Vendor => formatter.write_str("filter.p.vendor"),
            Self::ProductType => formatter.write_str("filter.p.product_type"),
            Self::Tag => formatter.write_str("filter.p.tag"),
            Self::Option(name) => write!(formatter, "filter.v.option.{name}"),
            Self::ProductMetafield(space, key) => write!(formatter, "filter.p.m.{space}.{key}"),
            Self::VariantMetafield(space, key) => write!(formatter, "filter.v.m.{space}.{key}"),
        }
    }
}

impl FacetId {
    /// Reads the text form; a namespace ends at its first point.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, name) = match text.strip_prefix("filter.")? {
            "v.availability" => return Some(Self::Availability),
            "v.price" => return Some(Self::Price),
            "p.t.category" => return Some(Self::Category),
            "p.vendor" => return Some(Self::Vendor),
            "p.product_type" => return Some(Self::ProductType),
            "p.tag" => return Some(Self::Tag),
            rest => match rest.strip_prefix("v.option.") {
                Some(name) => return Some(Self::Option(name.to_lowercase())),
                None => rest.split_at_checked("p.m.".len())?,
            },
        };
        let (namespace, key) = name.split_once('.')?;
        let (namespace, key) = (namespace.to_owned(), key.to_owned());
        match kind {
            "p.m." => Some(Self::ProductMetafield(namespace, key)),
            "v.m." => Some(Self::VariantMetafield(namespace, key)),
            _ => None,
        }
    }
}

/// Which facets are wanted, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct FacetRequest {
    /// These, in this order. `None`: availability, price, category, vendor, type, tags, all options by coverage, and
    /// the `max_metafields` metafields that cover most products of the match set (ties by id). A metafield is among
    /// them only if its type is one that groups: a number, switch, color, measure, rating-free single line of text, or
    /// a list of those.
    pub only: Option<Vec<FacetId>>,
    /// Metafields shown when `only` names none.
    pub max_metafields: usize,
    /// Most values of one facet; selected ones are shown beyond it.
    pub max_values: usize,
    /// Order of values.
    pub order: ValueOrder,
    /// Facets with other limits and orders of values.
    pub others: Vec<(FacetId, usize, ValueOrder)>,
}

impl FacetRequest {
    /// What the settings say of a collection, or of search and all lists without a setting of their own. The facets
    /// of the filters are wanted as well: one has to be able to take a selection back.
    pub fn of(settings: &Settings, collection: Option<Key>, filters: &[ProductFilter]) -> Self {
        let own = collection.and_then(|key| settings.search.get(&Some(key)));
        let said: Vec<&SearchSettingFact> =
            own.into_iter().chain(settings.search.get(&None)).collect();
        let number = |part: fn(&SearchSettingFact) -> Option<u32>| {
            let number = said.iter().find_map(|setting| part(setting));
            number.map(|number| number as usize)
        };
        let default = Self::default();
        let order = said.iter().find_map(|setting| setting.value_order);
        let order = order.map_or(default.order, ValueOrder::from);
        let max_values = number(|setting| setting.max_values).unwrap_or(default.max_values);
        let facets = said.iter().map(|setting| &setting.facets);
        let facets = facets.into_iter().find(|facets| !facets.is_empty());
        let known = facets.into_iter().flatten().filter_map(|facet| {
            let max = facet.max_values.map_or(max_values, |max| max as usize);
            let order = facet.value_order.map_or(order, ValueOrder::from);
            Some((FacetId::parse(&facet.id)?, max, order))
        });
        let others: Vec<_> = known.collect();
        let only = facets.map(|_| {
            let mut only: Vec<FacetId> = Vec::new();
            let named = others.iter().map(|(facet, ..)| facet.clone());
            for facet in named.chain(filters.iter().map(ProductFilter::facet)) {
                if !only.contains(&facet) {
                    only.push(facet);
                }
            }
            only
        });
        Self {
            only,
            max_metafields: number(|setting| setting.max_metafields)
                .unwrap_or(default.max_metafields),
            max_values,
            order,
            others,
        }
    }

    /// How many values of a facet are shown at most, and in which order.
    pub fn values_of(&self, facet: &FacetId) -> (usize, ValueOrder) {
        let other = self.others.iter().find(|(other, ..)| other == facet);
        other.map_or((self.max_values, self.order), |(_, max, order)| {
            (*max, *order)
        })
    }
}

impl Default for FacetRequest {
    fn default() -> Self {
        Self {
            only: None,
            max_metafields: 8,
            max_values: 100,
            order: ValueOrder::Count,
            others: Vec::new(),
        }
    }
}

/// Order of a facet's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ValueOrder {
    /// Most products first, then by label.
    #[default]
    Count,
    /// By label: as numbers where all of them begin with one, else as text.
    Label,
}

impl From<FacetValueOrder> for ValueOrder {
    fn from(order: FacetValueOrder) -> Self {
        match order {
            FacetValueOrder::Count => Self::Count,
            FacetValueOrder::Label => Self::Label,
        }
    }
}

/// How a facet is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FacetKind {
    /// Values to choose from.
    List,
    /// A range to choose.
    PriceRange,
    /// Yes or no.
    Boolean,
}

/// A facet of a match set.
#[derive(Debug, Clone, PartialEq)]
pub struct Facet {
    /// What it is about.
    pub id: FacetId,
    /// Name shown, in the shop's own language.
    pub label: String,
    /// How it is used.
    pub kind: FacetKind,
    /// Values with at least one product, and selected ones. A price facet has one value: the whole range.
    pub values: Vec<FacetValue>,
    /// How many values there are, shown or not.
    pub total_values: usize,
    /// Prices, for a price facet.
    pub price: Option<PriceSpan>,
}

/// A value of a facet.
#[derive(Debug, Clone, PartialEq)]
pub struct FacetValue {
    /// Facet id, a point, and the value in lower case.
    pub id: String,
    /// Text shown.
    pub label: String,
    /// Products that would be listed.
    pub count: u64,
    /// The filter that selects it; `to_json` is what `FilterValue.input` shows.
    pub input: ProductFilter,
    /// Whether the request selects it.
    pub is_selected: bool,
    /// Its color or picture.
    pub swatch: Option<Swatch>,
    /// Id of the value above it in a tree.
    pub parent: Option<String>,
}

/// How a value looks.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Swatch {
    /// `#rrggbb`.
    pub color: Option<String>,
    /// Picture.
    pub image: Option<ImageFact>,
}

/// The prices of a match set, a price filter of the request left aside.
#[derive(Debug, Clone, PartialEq)]
pub struct PriceSpan {
    /// Lowest price of a variant.
    pub min: Money,
    /// Highest price of a variant.
    pub max: Money,
    /// How products spread over steps of 1, 2 and 5 times powers of ten, empty steps left out. A product counts in
    /// each step in which it has a variant.
    pub buckets: Vec<PriceBucket>,
}

/// A step of prices.
#[derive(Debug, Clone, PartialEq)]
pub struct PriceBucket {
    /// Lowest amount of the step.
    pub min: Money,
    /// Highest amount of the step.
    pub max: Money,
    /// Products.
    pub count: u64,
    /// The filter that selects it.
    pub input: ProductFilter,
    /// Whether the request selects it.
    pub is_selected: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_as_they_are_written() {
        let text = |text: &str| text.to_owned();
        for id in [
            FacetId::Availability,
            FacetId::Price,
            FacetId::Category,
            FacetId::Vendor,
            FacetId::ProductType,
            FacetId::Tag,
            FacetId::Option(text("color")),
            FacetId::ProductMetafield(text("specs"), text("screen.size")),
            FacetId::VariantMetafield(text("specs"), text("weight")),
        ] {
            assert_eq!(FacetId::parse(&id.to_string()), Some(id));
        }
        for text in [
            "",
            "filter.",
            "filter.p.m.specs",
            "filter.x.m.a.b",
            "vendor",
            "filter.€€",
        ] {
            assert_eq!(FacetId::parse(text), None, "{text}");
        }
    }
}
