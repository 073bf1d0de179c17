//! `vitrina migrate`: brings the schema of the database up to date.

use std::process::ExitCode;

use anyhow::bail;

use crate::{
    adapters::cockroach::migrate::migrate,
    config::{Config, Flags},
    runtime::IoRuntime,
    telemetry,
};

/// Arguments of `vitrina migrate`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Safe to run twice and side by side: each migration is applied once. The user has to own the database and may need the
right to create roles.

Examples:
  vitrina migrate --database-url postgresql://root@127.0.0.1:26257/vitrina
  VITRINA_DATABASE_URL=postgresql://root@127.0.0.1:26257/vitrina vitrina migrate")]
pub struct MigrateArgs {
    #[command(flatten)]
    flags: Flags,
}

/// Runs the command.
///
/// # Errors
/// When the database cannot be reached or refuses a migration.
pub fn run(args: &MigrateArgs) -> anyhow::Result<ExitCode> {
    let config = Config::load(&args.flags)?;
    let _logs = telemetry::install_logs(&config.log)?;
    if config.database.url.is_empty() {
        bail!("there is no database: pass --database-url URL or set VITRINA_DATABASE_URL");
    }
    let io = IoRuntime::start()?;
    let applied = io
        .handle()
        .block_on(migrate(&config.database, io.handle()))?;
    println!("the schema is up to date ({applied} migrations applied)");
    Ok(ExitCode::SUCCESS)
}
