//! The one integration binary: every test that drives Vitrina from outside is a module of it.

mod architecture;
mod http;
mod import;
//! All integration tests in one binary, so that they link once.
//! One binary for all tests that go through a public edge.

