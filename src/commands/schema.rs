//! `vitrina schema`: prints the SDL.

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use clap::Args;

use crate::adapters::graphql::query;

/// Which form is printed.
#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// As gateways of an Apollo federation are composed from it, with @key and @shareable
    #[arg(long)]
    federation: bool,
}

/// Prints the schema that is served.
///
/// # Errors
/// When standard output cannot be written.
pub fn run(args: &SchemaArgs) -> anyhow::Result<ExitCode> {
    let sdl = if args.federation {
        query::subgraph_sdl()
    } else {
        query::schema().sdl()
    };
    match io::stdout().write_all(sdl.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}
