//! The one integration binary: every test that drives Vitrina from outside is a module of it.

mod architecture;
mod http;
mod import;
