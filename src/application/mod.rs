//! Use cases and ports.

pub mod pictures;
