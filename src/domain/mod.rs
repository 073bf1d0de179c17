//! Values and rules of a catalog, without I/O.
pub mod time;
