//! Pages of products that can be narrowed down: lists of the catalog, and filtered ones of the search index.

use async_graphql::{Context, Object, Result};

use super::{filter::Filter, hits, refused};
use crate::{
    adapters::graphql::{
        connection::{Connection, Edge, PageInfo},
        errors::Code,
        product::Product,
        scalars::UnsignedInt64,
        scope::scope,
    },
    application::{
        catalog::{ProductList, ProductSort},
        search::{FacetRequest, ProductFilter, SearchRequest, SearchSort, Unavailable},
    },
    domain::page::Window,
};

/// A page of products with what the whole list can be narrowed down by.
#[derive(Debug)]
pub struct ProductConnection {
    page: Connection<Product>,
    facets: Facets,
}

/// What the list can be narrowed down by.
#[derive(Debug)]
enum Facets {
    /// Nobody asks.
    Unasked,
    /// The index was asked for the page, and told them as well.
    Told(Vec<Filter>),
    /// The page came from the store: this asks the index.
    Asked(Box<SearchRequest>),
}

impl ProductConnection {
    /// One page of a list, of the products that pass the filters.
    ///
    /// # Errors
    /// When the store or the index cannot be asked, or cannot answer this.
    pub async fn of_list(
        resolving: &Context<'_>,
        list: ProductList,
        filters: Vec<ProductFilter>,
        binding: u64,
    ) -> Result<Self> {
        let scope = scope(resolving);
        let wants_facets = resolving.look_ahead().field("filters").exists();
        let is_filtered = !filters.is_empty();
        let mut request = request_of(&list, filters);
        request.facets = wants_facets
            .then(|| FacetRequest::of(&scope.settings, request.collection, &request.filters));
        if is_filtered {
            let found = scope.index()?.search(&request).await.map_err(refused)?;
            return Ok(Self {
                page: hits(scope, found.page, binding).await?,
                facets: Facets::Told(Filter::of_facets(found.facets, request)),
            });
        }
        request.window = Window::first(0);
        Ok(Self {
            page: Product::connection(resolving, &list, binding).await?,
            facets: if wants_facets {
                Facets::Asked(Box::new(request))
            } else {
                Facets::Unasked
            },
        })
    }
}

/// The index's form of a list.
fn request_of(list: &ProductList, filters: Vec<ProductFilter>) -> SearchRequest {
    SearchRequest {
        text: None,
        collection: list.collection,
        condition: list.filter.clone(),
        filters,
        unavailable: Unavailable::Show,
        sort: sort_of(list.sort),
        is_reversed: list.is_reversed,
        window: list.window.clone(),
        price: list.context.clone(),
        facets: None,
    }
}

fn sort_of(sort: ProductSort) -> SearchSort {
    match sort {
        ProductSort::Position => SearchSort::Position,
        ProductSort::BestSelling => SearchSort::BestSelling,
        ProductSort::CreatedAt => SearchSort::CreatedAt,
        ProductSort::Id => SearchSort::Id,
        ProductSort::Price => SearchSort::Price,
        ProductSort::ProductType => SearchSort::ProductType,
        ProductSort::Title => SearchSort::Title,
        ProductSort::UpdatedAt => SearchSort::UpdatedAt,
        ProductSort::Vendor => SearchSort::Vendor,
    }
}

/// Products, page by page.
#[Object]
impl ProductConnection {
    /// The nodes with their cursors.
    async fn edges(&self) -> &[Edge<Product>] {
        self.page.all_edges()
    }

    /// What the list can be narrowed down by.
    async fn filters(&self, resolving: &Context<'_>) -> Result<Vec<Filter>> {
        match &self.facets {
            Facets::Unasked => Err(Code::Internal.error("the filters were not looked for")),
            Facets::Told(filters) => Ok(filters.clone()),
            Facets::Asked(request) => {
                let index = scope(resolving).index()?;
                let found = index.search(request).await.map_err(refused)?;
                Ok(Filter::of_facets(
                    found.facets,
                    SearchRequest::clone(request),
                ))
            }
        }
    }

    /// The nodes alone.
    async fn nodes(&self) -> Vec<&Product> {
        self.page.all_nodes()
    }

    /// Where the page lies in the list.
    async fn page_info(&self) -> PageInfo {
        self.page.info()
    }

    /// The length of the whole list.
    async fn total_count(&self) -> Result<UnsignedInt64> {
        self.page.total()
    }
}
