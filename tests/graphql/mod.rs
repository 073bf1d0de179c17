//! The schema of the catalog: what it promises, and what it answers over small catalogs of facts.

mod content;
mod cut;
mod failures;
mod federation;
mod interface;
mod nodes;
mod outdoor;
mod products;
mod remote;
mod search;
mod settings;
mod shortcuts;
mod support;
