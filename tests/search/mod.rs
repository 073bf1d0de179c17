//! The contract of the search port: whatever implements it answers as a brute-force oracle over plain facts does.
//!
//! Cases are drawn from a seed: small catalogs, requests, updates. A failure names the seed of its case;
//! `VITRINA_SEARCH_SEED` runs that one alone, `VITRINA_SEARCH_CASES` says how many.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod bad_input;
mod cases;
mod contract;
mod facets;
mod fuzz;
mod held;
mod loading;
mod matcher;
mod oracle;
mod snapshot;
mod words;
mod world;
