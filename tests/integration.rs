//! The one integration binary: every test that drives Vitrina from outside is a module of it, so that they link once.

mod architecture;
mod cache;
mod faults;
mod graphql;
mod http;
mod import;
mod kafka;
mod search;
mod sql;
mod support;
