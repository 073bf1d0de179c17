//! What touches the outside: GraphQL and HTTP (in), the in-process and the SQL store (out), file formats, Kafka.

pub mod cache;
pub mod cockroach;
pub mod files;
pub mod generator;
pub mod graphql;
pub mod http;
pub mod index;
pub mod interchange;
pub mod kafka;
pub mod memory;
pub mod shopify;
pub mod traced;
