//! The schema of the catalog: what it promises, and what it answers over small catalogs of facts.

mod content;
mod interface;
mod support;
