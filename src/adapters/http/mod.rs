//! HTTP: GraphQL over HTTP, health and metrics, GraphiQL, and the server around them.
//!
//! A request passes `observe` (id, span, log line, metrics, headers) and compression, then one of
//! `graphql` (which reads it with `request` and `media` and hands it to `adapters::graphql`) or
//! `operations`. What a shop's answers hold is not known here; the demo storefront and the pictures
//! join through the hook of [`server::Server::run`].

mod graphql;
mod media;
mod observe;
mod operations;
pub mod pictures;
pub mod readiness;
mod request;
pub mod server;
pub mod storefront;

use std::sync::Arc;

use actix_web::web;
use async_graphql::{Data, ObjectType};
use metrics_exporter_prometheus::PrometheusHandle;

use super::graphql::executor::Executor;
use super::graphql::in_context::InContext;
use readiness::Readiness;

/// Makes what resolvers find in their context (the request's context and loaders).
pub type Prepare = Box<dyn Fn(&InContext) -> Data + Send + Sync>;

/// What the edge serves.
pub struct Edge<Q> {
    /// Answers GraphQL requests.
    pub executor: Executor<Q>,
    /// Called for each request that is executed.
    pub prepare: Prepare,
    /// The checks behind `/readyz`.
    pub readiness: Arc<Readiness>,
    /// What `/metrics` renders; without it there is no such page.
    pub metrics: Option<PrometheusHandle>,
    /// Whether `/graphiql` is there.
    pub graphiql: bool,
}

/// Adds the routes of the edge to an application that has the edge as data.
fn routes<Q: ObjectType + 'static>(config: &mut web::ServiceConfig, edge: &Edge<Q>) {
    graphql::routes::<Q>(config);
    operations::routes(config, edge);
}
