//! The GraphQL schema: thin resolvers over use cases and loaders.

pub mod article;
pub mod blog;
pub mod codes;
pub mod connection;
pub mod content;
pub mod enums;
pub mod errors;
pub mod file;
pub mod localization;
pub mod location;
pub mod media;
pub mod menu;
pub mod metafield;
pub mod metaobject;
pub mod money;
pub mod page;
pub mod redirect;
pub mod reference;
pub mod scalars;
pub mod scope;
pub mod selling_plans;
pub mod shop;
pub mod sitemap;
