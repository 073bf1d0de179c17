//! One file a subcommand: each wires its process, nothing else does.

mod demo;
mod generate;
mod health;
pub mod import;
mod migrate;
mod publish;
mod relevance;
mod schema;
mod searching;
mod serve;
mod topics;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// A storefront read service: catalog browsing in GraphQL over a read copy of the shop.
#[derive(Debug, Parser)]
#[command(
    name = "vitrina",
    version,
    after_help = "\
Try it:
  vitrina demo                                                  a generated shop in a browser
  vitrina serve --embedded --import products_export.csv         your own catalog
  vitrina import --dry-run products_export.csv                  what would become of it"
)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open a shop on a generated catalog, with nothing else installed
    Demo(demo::DemoArgs),
    /// Answer queries
    Serve(serve::ServeArgs),
    /// Read exports of a shop into a database, Kafka or a data directory, or only check them
    Import(import::ImportArgs),
    /// Bring the schema of the database up to date
    Migrate(migrate::MigrateArgs),
    /// Make up a catalog of any size
    Generate(generate::GenerateArgs),
    /// Send single events to Kafka, from JSON lines
    Publish(publish::PublishArgs),
    /// Make or check the Kafka topics
    Topics(topics::TopicsArgs),
    /// Measure how well search ranks, by judged queries
    Relevance(relevance::RelevanceArgs),
    /// Ask a running service whether it is ready
    Health(health::HealthArgs),
    /// Print the GraphQL schema
    Schema(schema::SchemaArgs),
}

/// Parses the command line, runs the subcommand and gives its exit code.
pub fn run() -> ExitCode {
    let ended = match CommandLine::parse().command {
        Command::Demo(args) => demo::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Migrate(args) => migrate::run(&args),
        Command::Generate(args) => generate::run(args),
        Command::Publish(args) => publish::run(&args),
        Command::Topics(args) => topics::run(&args),
        Command::Relevance(args) => relevance::run(&args),
        Command::Health(args) => health::run(&args),
        Command::Schema(args) => schema::run(&args),
    };
    ended.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}
