//! temp
use super::catalog_query::CatalogQuery;
use async_graphql::{EmptyMutation, EmptySubscription, Schema};
/// The root.
pub type QueryRoot = CatalogQuery;
/// The schema.
pub fn schema() -> Schema<QueryRoot, EmptyMutation, EmptySubscription> {
    Schema::build(CatalogQuery, EmptyMutation, EmptySubscription).finish()
}
