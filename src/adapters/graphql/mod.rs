//! The GraphQL schema: thin resolvers over use cases and loaders.

pub mod errors;
pub mod executor;
pub mod in_context;
pub mod limits;
