//! The schema: the root of all queries and the interfaces that no field returns.

use async_graphql::{EmptyMutation, EmptySubscription, MergedObject, Schema, SchemaBuilder};

use super::{
    catalog_query::CatalogQuery,
    content_query::ContentQuery,
    executor,
    interfaces::{HasMetafields, OnlineStorePublishable},
};

/// Everything that can be asked.
#[derive(Debug, Default, MergedObject)]
pub struct QueryRoot(CatalogQuery, ContentQuery);

/// The schema, to be finished.
pub fn builder() -> SchemaBuilder<QueryRoot, EmptyMutation, EmptySubscription> {
    executor::schema(QueryRoot::default())
        .register_output_type::<HasMetafields>()
        .register_output_type::<OnlineStorePublishable>()
}

/// Builds the schema; do it once and clone it.
pub fn schema() -> Schema<QueryRoot, EmptyMutation, EmptySubscription> {
    builder().finish()
}
