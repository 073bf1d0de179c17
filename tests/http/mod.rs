//! The HTTP edge through real connections, with a small schema in place of the catalog's.

mod attacks;
mod lifecycle;
mod protocol;
mod shop;
mod support;
