//! The GraphQL schema: thin resolvers over use cases and loaders.

pub mod article;
pub mod blog;
pub mod codes;
pub mod connection;
pub mod content;
pub mod enums;
pub mod errors;
pub mod location;
pub mod media;
pub mod metafield;
pub mod money;
pub mod page;
pub mod scalars;
pub mod scope;
pub mod selling_plans;
