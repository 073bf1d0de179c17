//! Vitrina: a storefront read service.
//!
//! A shop keeps its commerce system; Vitrina holds a read copy of the catalog and answers browse
//! traffic in GraphQL. The folders tell the flow of a request:
//! `adapters::http` → `adapters::graphql` → `application` → a port → `adapters::memory`.
//!
//! Imports point one way: `commands`, `workers` → `adapters` → `application` → `domain`. One adapter does not
//! import another, except `http` → `graphql`. `tests/architecture.rs` holds this.

pub mod adapters;
pub mod application;
pub mod commands;
pub mod config;
pub mod domain;
pub mod runtime;
pub mod telemetry;
