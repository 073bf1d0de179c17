//! One binary for all tests that go through a public edge.

mod import;
