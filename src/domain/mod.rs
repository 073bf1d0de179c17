//! Values and rules of a catalog, without I/O.

pub mod event;
pub mod id;
pub mod money;
pub mod time;
