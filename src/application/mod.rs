//! Use cases and ports.

pub mod facts;
