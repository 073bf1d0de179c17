//! `vitrina schema`: prints the SDL.

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use crate::adapters::graphql::query;

/// Prints the schema that is served.
///
/// # Errors
/// When standard output cannot be written.
pub fn run() -> anyhow::Result<ExitCode> {
    match io::stdout().write_all(query::schema().sdl().as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}
