//! The schema: the root of all queries and the interfaces that no field returns.
//!
//! There are two roots of one name. [`QueryRoot`] is what storefronts ask, and what is printed; [`ServedRoot`] has the
//! fields for gateways as well, which introspection leaves out.

use async_graphql::{
    EmptyMutation, EmptySubscription, MergedObject, ObjectType, Schema, SchemaBuilder,
};

use super::{
    catalog_query::CatalogQuery,
    content_query::ContentQuery,
    executor,
    federation::{self, GatewayQuery},
    interfaces::{HasMetafields, OnlineStorePublishable},
    search::SearchQuery,
};

// Doc comments of both roots are what introspection says of the query root.

/// Everything that can be asked.
#[derive(Debug, Default, MergedObject)]
pub struct QueryRoot(CatalogQuery, ContentQuery, SearchQuery);

/// Everything that can be asked.
#[derive(Debug, MergedObject)]
#[graphql(name = "QueryRoot")]
pub struct ServedRoot(CatalogQuery, ContentQuery, SearchQuery, GatewayQuery);

/// The schema that is served, to be finished.
pub fn builder() -> SchemaBuilder<ServedRoot, EmptyMutation, EmptySubscription> {
    let gateways = GatewayQuery::new(subgraph_sdl());
    begin(ServedRoot(
        CatalogQuery,
        ContentQuery,
        SearchQuery,
        gateways,
    ))
}

/// Builds the schema of storefronts; do it once and clone it.
pub fn schema() -> Schema<QueryRoot, EmptyMutation, EmptySubscription> {
    begin(QueryRoot::default()).finish()
}

/// The schema as gateways are composed from it.
pub fn subgraph_sdl() -> String {
    federation::subgraph(&schema().sdl())
}

fn begin<Q: ObjectType + 'static>(query: Q) -> SchemaBuilder<Q, EmptyMutation, EmptySubscription> {
    executor::schema(query)
        .register_output_type::<HasMetafields>()
        .register_output_type::<OnlineStorePublishable>()
}
