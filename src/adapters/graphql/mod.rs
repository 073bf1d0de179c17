//! The GraphQL schema: thin resolvers over use cases and loaders.

pub mod codes;
pub mod connection;
pub mod enums;
pub mod errors;
pub mod media;
pub mod metafield;
pub mod money;
pub mod scalars;
pub mod scope;
pub mod selling_plans;
