//! A request read once: which values its filters name, one selection a kind.

use crate::{
    application::search::{Amounts, FacetId, ProductFilter, SearchError, SearchRequest},
    domain::{id::Key, search_syntax::PRODUCT_FIELDS},
};

use super::dictionary::{GroupNumber, Words, key_of};

/// All filters of one kind, of which one has to hold.
#[derive(Debug)]
pub(super) struct Selection {
    pub facet: FacetId,
    pub test: Test,
}

/// What has to hold.
#[derive(Debug)]
pub(super) enum Test {
    /// One of these values; those that nothing ever had are left out.
    Values {
        /// `None` when nothing ever had any value of it.
        group: Option<GroupNumber>,
        numbers: Vec<u32>,
    },
    /// A price in one of these ranges.
    Price(Vec<Amounts>),
    /// Can be bought, cannot be bought.
    Available { yes: bool, no: bool },
}

impl Selection {
    /// Whether variants have it rather than products.
    pub(super) fn is_of_variants(&self) -> bool {
        is_of_variants(&self.facet)
    }
}

/// Whether a facet is about variants rather than products.
pub(super) fn is_of_variants(facet: &FacetId) -> bool {
    match facet {
        FacetId::Availability
        | FacetId::Price
        | FacetId::Option(_)
        | FacetId::VariantMetafield(..) => true,
        FacetId::Category
        | FacetId::Vendor
        | FacetId::ProductType
        | FacetId::Tag
        | FacetId::ProductMetafield(..) => false,
    }
}

/// The facet that a filter selects a value of, and the text of the value where it is one.
pub(super) fn facet_of(filter: &ProductFilter) -> (FacetId, &str) {
    let text = match filter {
        ProductFilter::Available(_) | ProductFilter::Price(_) => "",
        ProductFilter::ProductMetafield(field)
        | ProductFilter::TaxonomyMetafield(field)
        | ProductFilter::VariantMetafield(field) => &field.value,
        ProductFilter::Category(text)
        | ProductFilter::ProductType(text)
        | ProductFilter::ProductVendor(text)
        | ProductFilter::Tag(text)
        | ProductFilter::VariantOption { value: text, .. } => text,
    };
    let facet = match filter {
        ProductFilter::VariantOption { name, .. } => FacetId::Option(key_of(name)),
        filter => filter.facet(),
    };
    (facet, text)
}

/// A request, read.
#[derive(Debug)]
pub(super) struct Plan {
    pub selections: Vec<Selection>,
    /// Key of the price context.
    pub context: Key,
}

impl Plan {
    /// Reads a request.
    ///
    /// # Errors
    /// When a filter could not be fulfilled whatever the catalog, or the condition names unknown fields.
    pub(super) fn of(request: &SearchRequest, words: &Words) -> Result<Self, SearchError> {
        if let Some(condition) = &request.condition
            && let Some(field) = condition.unknown_fields(PRODUCT_FIELDS).first()
        {
            return Err(SearchError::UnknownField((*field).to_owned()));
        }
        let mut selections: Vec<Selection> = Vec::new();
        for (place, filter) in request.filters.iter().enumerate() {
            let (facet, text) = facet_of(filter);
            let known = selections
                .iter()
                .position(|selection| selection.facet == facet);
            let known = known.unwrap_or_else(|| {
                let test = match facet {
                    FacetId::Availability => Test::Available {
                        yes: false,
                        no: false,
                    },
                    FacetId::Price => Test::Price(Vec::new()),
                    _ => Test::Values {
                        group: words.group(&facet).map(|(number, _)| number),
                        numbers: Vec::new(),
                    },
                };
                selections.push(Selection { facet, test });
                selections.len() - 1
            });
            match (&mut selections[known].test, filter) {
                (Test::Available { yes, .. }, ProductFilter::Available(true)) => *yes = true,
                (Test::Available { no, .. }, _) => *no = true,
                (Test::Price(ranges), ProductFilter::Price(range)) => {
                    let amounts = range.amounts(request.price.currency);
                    ranges.push(amounts.map_err(|reason| SearchError::Filter { place, reason })?);
                }
                (Test::Price(_), _) => unreachable!("only price filters select prices"),
                (Test::Values { group, numbers }, _) => {
                    let number = group.and_then(|group| words.find(group, &key_of(text)));
                    numbers.extend(number.filter(|number| !numbers.contains(number)));
                }
            }
        }
        Ok(Self {
            selections,
            context: request.price.key(),
        })
    }

    /// The selection of a facet.
    pub(super) fn selection(&self, facet: &FacetId) -> Option<usize> {
        self.selections
            .iter()
            .position(|selection| selection.facet == *facet)
    }
}
