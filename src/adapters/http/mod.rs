//! HTTP: GraphQL over HTTP, demo storefront, pictures, health and metrics.

pub mod storefront;
