//! Use cases and ports.

pub mod facts;
pub mod import;
