//! Search, filters and suggestions through the schema, over a small shop in two markets.

mod bad_input;
mod filters;
mod listing;
mod predictive;
mod settings;
mod shop;
