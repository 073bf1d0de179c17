//! The GraphQL schema: thin resolvers over use cases and loaders.

pub mod catalog_query;
pub mod codes;
pub mod collection;
pub mod connection;
pub mod enums;
pub mod errors;
pub mod executor;
pub mod in_context;
pub mod limits;
pub mod location;
pub mod media;
pub mod metafield;
pub mod money;
pub mod product;
pub mod query;
pub mod redirect;
pub mod scalars;
pub mod scope;
pub mod selling_plans;
pub mod variant;
