//! Use cases and ports.

pub mod catalog;
pub mod facts;
pub mod loaders;
pub mod recommend;
