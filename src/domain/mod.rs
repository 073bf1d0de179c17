//! Values and rules of a catalog, without I/O.

pub mod code;
pub mod country;
pub mod language;
pub mod money;
pub mod time;
