//! Facets as the interface shows them: filters with their values, counts and ready-made inputs.

use std::sync::Arc;

use async_graphql::{ComplexObject, Context, Json, Object, Result, SimpleObject};

use super::refused;
use crate::{
    adapters::graphql::{
        enums::{FilterPresentation, FilterType},
        media::{Image, MediaImage},
        scalars::Color,
        scope::scope,
    },
    application::search::{self as port, FacetKind, SearchRequest},
};

/// Values that `Filter.search` gives at most.
const FOUND_VALUES: i32 = 250;

/// What a list can be narrowed down by.
#[derive(Debug, Clone)]
pub struct Filter {
    facet: port::Facet,
    request: Arc<SearchRequest>,
}

impl Filter {
    /// The filters of an answer.
    pub fn of_facets(facets: Vec<port::Facet>, request: SearchRequest) -> Vec<Self> {
        let request = Arc::new(request);
        let with_request = |facet| Self {
            facet,
            request: Arc::clone(&request),
        };
        facets.into_iter().map(with_request).collect()
    }
}

/// What a list can be narrowed down by.
#[Object]
impl Filter {
    /// Name of the parameter in addresses.
    async fn id(&self) -> String {
        self.facet.id.to_string()
    }

    /// Name shown.
    async fn label(&self) -> &str {
        &self.facet.label
    }

    /// How its values are best shown.
    async fn presentation(&self) -> Option<FilterPresentation> {
        if self.facet.kind != FacetKind::List {
            return None;
        }
        let swatches = || self.facet.values.iter().flat_map(|value| &value.swatch);
        Some(if swatches().any(|swatch| swatch.color.is_some()) {
            FilterPresentation::Swatch
        } else if swatches().next().is_some() {
            FilterPresentation::Image
        } else {
            FilterPresentation::Text
        })
    }

    /// How products spread over prices, lowest first: steps of 1, 2 and 5 times powers of ten, empty ones left out, each
    /// with the input that selects it. A product counts in each step in which it has a variant, and a selected range
    /// is left aside. Other filters than those of prices have none.
    async fn buckets(&self) -> Vec<FilterValue> {
        let span = self.facet.price.as_ref();
        let buckets = span.into_iter().flat_map(|span| &span.buckets);
        buckets
            .map(|bucket| FilterValue {
                count: i32::try_from(bucket.count).unwrap_or(i32::MAX),
                id: format!("{}.{}", self.facet.id, bucket.min),
                input: Json(bucket.input.to_json()),
                label: format!("{}–{}", bucket.min, bucket.max),
                parent: None,
                swatch: None,
            })
            .collect()
    }

    /// Values whose label has words that begin so, most products first.
    async fn search(
        &self,
        resolving: &Context<'_>,
        value: String,
        #[graphql(default_with = "Some(10)")] first: Option<i32>,
    ) -> Result<Vec<FilterValue>> {
        let first = first.unwrap_or(10).clamp(0, FOUND_VALUES) as usize;
        let index = scope(resolving).index()?;
        let found = index.search_facet_values(&self.request, &self.facet.id, &value, first);
        let found = found.await.map_err(refused)?;
        Ok(found.into_iter().map(FilterValue::from).collect())
    }

    /// How it is used.
    #[graphql(name = "type")]
    async fn kind(&self) -> FilterType {
        match self.facet.kind {
            FacetKind::List => FilterType::List,
            FacetKind::PriceRange => FilterType::PriceRange,
            FacetKind::Boolean => FilterType::Boolean,
        }
    }

    /// Its values; the `first` and those that are selected, or all. A range of prices has one, whose input holds the
    /// lowest and the highest price.
    async fn values(&self, first: Option<i32>) -> Vec<FilterValue> {
        let first = first.map_or(usize::MAX, |first| first.max(0) as usize);
        let values = self.facet.values.iter().enumerate();
        let shown = values.filter(|(place, value)| *place < first || value.is_selected);
        shown
            .map(|(_, value)| FilterValue::from(value.clone()))
            .collect()
    }
}

/// A value to narrow a list down to.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct FilterValue {
    /// How many products the list would have if this were the only value of its kind.
    count: i32,
    /// Name of the parameter in addresses, with the value.
    id: String,
    /// The `ProductFilter` that selects it, as JSON text.
    input: Json<String>,
    /// Name shown.
    label: String,
    /// Id of the value above it, where values make a tree, as categories do.
    parent: Option<String>,
    /// Its color or picture.
    swatch: Option<Swatch>,
}

#[ComplexObject]
impl FilterValue {
    /// Its picture.
    async fn image(&self) -> Option<MediaImage> {
        self.swatch.as_ref()?.image.clone()
    }
}

impl From<port::FacetValue> for FilterValue {
    fn from(value: port::FacetValue) -> Self {
        let swatch = value.swatch.map(|swatch| Swatch {
            image: swatch
                .image
                .map(|image| MediaImage::of_image(Image::of_fact(&image, &value.id), &value.id)),
            color: swatch.color,
        });
        Self {
            count: i32::try_from(value.count).unwrap_or(i32::MAX),
            input: Json(value.input.to_json()),
            id: value.id,
            label: value.label,
            parent: value.parent,
            swatch,
        }
    }
}

/// How a value looks.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct Swatch {
    #[graphql(skip)]
    color: Option<String>,
    /// Its picture.
    image: Option<MediaImage>,
}

#[ComplexObject]
impl Swatch {
    /// Its color.
    async fn color(&self) -> Option<Color<'_>> {
        self.color.as_deref().map(Color::from)
    }
}
