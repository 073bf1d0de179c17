//! Filters as the interface has them, and their JSON form, which facets hand out ready to be sent back.

use std::ops::RangeInclusive;

use serde_json::{Value, json};

use super::FacetId;
use crate::domain::money::Currency;

/// One filter. Those of one kind are alternatives; see the module above.
#[derive(Debug, Clone, PartialEq)]
pub enum ProductFilter {
    /// A variant that can be bought, or one that cannot.
    Available(bool),
    /// A category of the taxonomy, or one below it, by id.
    Category(String),
    /// A variant's price.
    Price(PriceRange),
    /// A metafield of the product; one of its items where it is a list.
    ProductMetafield(MetafieldFilter),
    /// A metafield of the variant; one of its items where it is a list.
    VariantMetafield(MetafieldFilter),
    /// An attribute of the category, which sources tell as a metafield of the product; the same kind as
    /// [`ProductFilter::ProductMetafield`].
    TaxonomyMetafield(MetafieldFilter),
    /// The product's type.
    ProductType(String),
    /// The product's vendor.
    ProductVendor(String),
    /// One of the product's tags.
    Tag(String),
    /// The value of a variant's option.
    VariantOption {
        /// Name of the option.
        name: String,
        /// The value.
        value: String,
    },
}

/// A metafield with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetafieldFilter {
    /// Group of keys.
    pub namespace: String,
    /// Name within the namespace.
    pub key: String,
    /// Value as text.
    pub value: String,
}

/// A range of prices in units of the caller's currency, ends included.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PriceRange {
    /// At least.
    pub min: Option<f64>,
    /// At most.
    pub max: Option<f64>,
}

/// A range of amounts in minor units.
pub type Amounts = RangeInclusive<i64>;

/// What is wrong with a filter.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum FilterError {
    /// Nothing lies between.
    #[error("`price.min` is {min}, more than `price.max`, which is {max}")]
    EmptyRange {
        /// At least.
        min: f64,
        /// At most.
        max: f64,
    },
    /// Not a number, or infinite.
    #[error("a bound of `price` is not a finite number")]
    NotFinite,
}

impl PriceRange {
    /// The amounts in minor units whose value in units is within the range.
    ///
    /// # Errors
    /// When no amount could be, whatever the currency.
    pub fn amounts(&self, currency: Currency) -> Result<Amounts, FilterError> {
        if [self.min, self.max]
            .into_iter()
            .flatten()
            .any(|bound| !bound.is_finite())
        {
            return Err(FilterError::NotFinite);
        }
        if let (Some(min), Some(max)) = (self.min, self.max)
            && min > max
        {
            return Err(FilterError::EmptyRange { min, max });
        }
        let scale = currency.minor_units() as f64;
        // The nearest amount, then a step where rounding went the wrong way: bounds are compared as doubles of units,
        // the form in which facets hand them out.
        let least = self.min.map_or(i64::MIN, |min| {
            let nearest = (min * scale).round() as i64;
            if (nearest as f64 / scale) < min {
                nearest.saturating_add(1)
            } else {
                nearest
            }
        });
        let most = self.max.map_or(i64::MAX, |max| {
            let nearest = (max * scale).round() as i64;
            if (nearest as f64 / scale) > max {
                nearest.saturating_sub(1)
            } else {
                nearest
            }
        });
        Ok(least..=most)
    }
}

impl ProductFilter {
    /// The facet that it selects a value of. Filters of one facet are alternatives.
    pub fn facet(&self) -> FacetId {
        match self {
            Self::Available(_) => FacetId::Availability,
            Self::Category(_) => FacetId::Category,
            Self::Price(_) => FacetId::Price,
            Self::ProductMetafield(field) | Self::TaxonomyMetafield(field) => {
                FacetId::ProductMetafield(field.namespace.clone(), field.key.clone())
            }
            Self::VariantMetafield(field) => {
                FacetId::VariantMetafield(field.namespace.clone(), field.key.clone())
            }
            Self::ProductType(_) => FacetId::ProductType,
            Self::ProductVendor(_) => FacetId::Vendor,
            Self::Tag(_) => FacetId::Tag,
            Self::VariantOption { name, .. } => FacetId::Option(name.trim().to_lowercase()),
        }
    }

    /// The filter as the interface's input object.
    pub fn to_value(&self) -> Value {
        let metafield = |field: &MetafieldFilter| json!({"namespace": field.namespace, "key": field.key, "value": field.value});
        match self {
            Self::Available(available) => json!({"available": available}),
            Self::Category(id) => json!({"category": {"id": id}}),
            Self::Price(PriceRange { min, max }) => {
                let mut range = serde_json::Map::new();
                for (name, bound) in [("min", min), ("max", max)] {
                    if let Some(bound) = bound {
                        range.insert(name.to_owned(), json!(bound));
                    }
                }
                json!({"price": range})
            }
            Self::ProductMetafield(field) => json!({"productMetafield": metafield(field)}),
            Self::VariantMetafield(field) => json!({"variantMetafield": metafield(field)}),
            Self::TaxonomyMetafield(field) => json!({"taxonomyMetafield": metafield(field)}),
            Self::ProductType(text) => json!({"productType": text}),
            Self::ProductVendor(text) => json!({"productVendor": text}),
            Self::Tag(text) => json!({"tag": text}),
            Self::VariantOption { name, value } => {
                json!({"variantOption": {"name": name, "value": value}})
            }
        }
    }

    /// The same as text: what `FilterValue.input` holds.
    pub fn to_json(&self) -> String {
        self.to_value().to_string()
    }
}

/// Filters as texts that are equal where the same list is meant: order and repetition do not matter.
pub fn canonical(filters: &[ProductFilter]) -> Vec<String> {
    let mut texts: Vec<String> = filters.iter().map(ProductFilter::to_json).collect();
    texts.sort_unstable();
    texts.dedup();
    texts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_range_without_any_price_is_refused() {
        let range = |min, max| PriceRange { min, max }.amounts(Currency::EUR);
        let refused = FilterError::EmptyRange {
            min: 5.0,
            max: 4.99,
        };
        assert_eq!(range(Some(5.0), Some(4.99)), Err(refused));
        assert_eq!(range(Some(f64::NAN), None), Err(FilterError::NotFinite));
        assert_eq!(
            range(None, Some(f64::INFINITY)),
            Err(FilterError::NotFinite)
        );
        assert_eq!(range(Some(5.0), Some(5.0)), Ok(500..=500));
        assert_eq!(range(None, None), Ok(i64::MIN..=i64::MAX));
        assert_eq!(range(Some(4.991), Some(4.999)), Ok(Amounts::new(500, 499)));
    }

    #[test]
    fn filters_are_written_as_the_interface_reads_them() {
        let price = ProductFilter::Price(PriceRange {
            min: Some(10.0),
            max: None,
        });
        assert_eq!(price.to_json(), r#"{"price":{"min":10.0}}"#);
        let option = ProductFilter::VariantOption {
            name: "Color".into(),
            value: "\"Red\"".into(),
        };
        assert_eq!(
            option.to_json(),
            r#"{"variantOption":{"name":"Color","value":"\"Red\""}}"#
        );
    }

    proptest! {
        #[test]
        fn amounts_are_those_whose_units_lie_between(
            min in prop::option::of(0.0..100.0f64), max in prop::option::of(0.0..100.0f64),
            minor in 0i64..10_000,
        ) {
            for currency in [Currency::EUR, Currency::from_code("JPY").unwrap()] {
                if let Ok(amounts) = (PriceRange { min, max }).amounts(currency) {
                    let units = minor as f64 / currency.minor_units() as f64;
                    let inside = min.is_none_or(|min| min <= units) && max.is_none_or(|max| units <= max);
                    prop_assert_eq!(amounts.contains(&minor), inside);
                }
            }
        }
    }
}
