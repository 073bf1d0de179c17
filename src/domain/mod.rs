//! Values and rules of a catalog, without I/O.

pub mod analysis;
pub mod body;
pub mod code;
pub mod collection;
pub mod context;
pub mod country;
pub mod event;
pub mod fingerprint;
pub mod id;
pub mod language;
pub mod money;
pub mod offer;
pub mod page;
pub mod position;
pub mod product;
pub mod search_syntax;
pub mod selection;
pub mod stored;
pub mod text;
pub mod time;
pub mod unit;
pub mod variant_code;
