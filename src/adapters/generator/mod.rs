//! A deterministic, believable catalog of any size.
