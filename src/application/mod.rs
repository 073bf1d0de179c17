//! Use cases and ports.

pub mod cached;
pub mod catalog;
pub mod contents;
pub mod facts;
pub mod import;
pub mod loaders;
pub mod pictures;
pub mod recommend;
pub mod search;
pub mod staleness;
pub mod valid;
