//! What searches and filtered lists are asked with.

use async_graphql::{InputObject, Result};

use crate::{
    adapters::graphql::errors::Code,
    application::search::{MetafieldFilter as Attribute, PriceRange, ProductFilter as Filter},
};

/// Most filters of one list. Facets of a shop have tens of values.
pub const FILTERS: usize = 250;

/// One filter, or several that all have to hold. Filters of one kind in one list are alternatives.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ProductFilter {
    /// Whether a variant can be bought.
    available: Option<bool>,
    /// A category, or one below it.
    category: Option<CategoryFilter>,
    /// A range of prices.
    price: Option<PriceRangeFilter>,
    /// A metafield of the product.
    product_metafield: Option<MetafieldFilter>,
    /// The product's type.
    product_type: Option<String>,
    /// The product's vendor.
    product_vendor: Option<String>,
    /// A tag.
    tag: Option<String>,
    /// An attribute of the category.
    taxonomy_metafield: Option<TaxonomyMetafieldFilter>,
    /// A metafield of the variant.
    variant_metafield: Option<MetafieldFilter>,
    /// An option of the variant.
    variant_option: Option<VariantOptionFilter>,
}

/// A category.
#[derive(Debug, Clone, InputObject)]
pub struct CategoryFilter {
    /// Its id.
    id: String,
}

/// A range of prices in units of the caller's currency, ends included.
#[derive(Debug, Clone, InputObject)]
pub struct PriceRangeFilter {
    /// At most.
    max: Option<f64>,
    /// At least.
    min: Option<f64>,
}

/// A metafield with its value.
#[derive(Debug, Clone, InputObject)]
pub struct MetafieldFilter {
    /// Name within the namespace.
    key: String,
    /// Group of keys.
    namespace: String,
    /// Value as text.
    value: String,
}

/// An attribute of the category with its value.
#[derive(Debug, Clone, InputObject)]
pub struct TaxonomyMetafieldFilter {
    /// Name within the namespace.
    key: String,
    /// Group of keys.
    namespace: String,
    /// Value as text.
    value: String,
}

/// The value of an option.
#[derive(Debug, Clone, InputObject)]
pub struct VariantOptionFilter {
    /// Name of the option.
    name: String,
    /// The value.
    value: String,
}

impl ProductFilter {
    fn parts(self) -> impl Iterator<Item = Filter> {
        let attribute = |field: MetafieldFilter| Attribute {
            namespace: field.namespace,
            key: field.key,
            value: field.value,
        };
        let taxonomy = |field: TaxonomyMetafieldFilter| Attribute {
            namespace: field.namespace,
            key: field.key,
            value: field.value,
        };
        let price = |PriceRangeFilter { min, max }| Filter::Price(PriceRange { min, max });
        let option = |VariantOptionFilter { name, value }| Filter::VariantOption { name, value };
        [
            self.available.map(Filter::Available),
            self.category.map(|category| Filter::Category(category.id)),
            self.price.map(price),
            self.product_metafield
                .map(|field| Filter::ProductMetafield(attribute(field))),
            self.product_type.map(Filter::ProductType),
            self.product_vendor.map(Filter::ProductVendor),
            self.tag.map(Filter::Tag),
            self.taxonomy_metafield
                .map(|field| Filter::TaxonomyMetafield(taxonomy(field))),
            self.variant_metafield
                .map(|field| Filter::VariantMetafield(attribute(field))),
            self.variant_option.map(option),
        ]
        .into_iter()
        .flatten()
    }
}

/// The filters of a list.
///
/// # Errors
/// When there are too many.
pub fn filters(given: Option<Vec<ProductFilter>>) -> Result<Vec<Filter>> {
    let filters: Vec<Filter> = given
        .unwrap_or_default()
        .into_iter()
        .flat_map(ProductFilter::parts)
        .collect();
    if filters.len() > FILTERS {
        let message = format!("{} filters: pass at most {FILTERS}", filters.len());
        return Err(Code::BadArgument.error(message));
    }
    Ok(filters)
}
