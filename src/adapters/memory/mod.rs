//! The embedded store: repositories over one immutable snapshot in process.
