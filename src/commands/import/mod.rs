//! `vitrina import`: reads exports into the data directory of the embedded store, into the database or to Kafka,
//! and reports about them.

mod database;
mod files;
mod kafka;

use std::{
    io::IsTerminal,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, bail};
use indicatif::{ProgressBar, ProgressStyle};

use self::files::read_files;
use crate::{
    adapters::{interchange::data_dir::DataDir, kafka::topics::TopicSettings},
    application::{
        facts::FactSet,
        import::{Checker, Format, Gathered, ImportOptions, ImportReport, apply, check},
    },
    config::{Config, Flags},
    domain::{money::Currency, time::Timestamp},
};

/// Some records were rejected.
const EXIT_REJECTED: u8 = 2;

/// Arguments of `vitrina import`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Files may be packed with gzip. All files of one command are one import, in any order: a variant may stand in another
file than its product. Nothing is deleted by being absent from a file, and an older import never beats a newer one.

Exit codes:
  0  all records are stored, or were stored before
  2  some records were rejected, the others are stored; the report says which and why
  1  nothing was stored: a file cannot be read, or --strict met a record that cannot be used; or a file, the
     database or the broker ended midway: what was read before is stored, and importing again goes on from there

To Kafka, stored means that the broker has it; what a projector makes of it, newer or older, is not known here.

Examples:
  vitrina import --data-dir ./shop products_export.csv
  vitrina import --data-dir ./shop products.jsonl.gz collections.jsonl.gz --currency EUR
  vitrina import --dry-run --strict products_export.csv
  vitrina import --kafka 127.0.0.1:9092 products.jsonl.gz
  vitrina import --database-url postgresql://app@127.0.0.1:26257/vitrina products.jsonl.gz")]
pub struct ImportArgs {
    /// Files to read: Shopify product CSV, Shopify bulk-operation JSONL, or Vitrina's own JSONL
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Directory of the embedded store; it is made if it is not there
    #[arg(long, value_name = "DIR", conflicts_with = "database_url")]
    data_dir: Option<PathBuf>,

    /// Database to write to, postgresql://user:password@host:port/database; the schema has to be there (vitrina migrate)
    /// [env: VITRINA_DATABASE_URL]
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,

    /// Kafka brokers to send events to, host:port, several separated by commas; the topics have to be there (vitrina
    /// topics create)
    #[arg(long, value_name = "BROKERS", conflicts_with_all = ["data_dir", "database_url"])]
    kafka: Option<String>,

    /// First part of the names of all Kafka topics
    #[arg(long, value_name = "PREFIX", default_value_t = TopicSettings::default().prefix, requires = "kafka")]
    prefix: String,

    /// Read and report, store nothing
    #[arg(long, conflicts_with_all = ["data_dir", "database_url", "kafka"])]
    dry_run: bool,

    /// Format of all files: shopify-csv, shopify-bulk or vitrina [default: told by each file's beginning]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,

    /// Currency of prices that tell none, if no shop record tells it [default: USD]
    #[arg(long, value_name = "CODE")]
    currency: Option<Currency>,

    /// Time of records that tell none, such as 2024-01-31T10:00:00Z [default: when the file was last modified]
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    as_of: Option<Timestamp>,

    /// Stop at the first record that cannot be used and store nothing
    #[arg(long)]
    strict: bool,
}

pub(super) fn parse_time(text: &str) -> Result<Timestamp, String> {
    Timestamp::parse(text).ok_or_else(|| "write a time such as 2024-01-31T10:00:00Z".to_owned())
}

/// Runs the command. Errors mean exit code 1.
///
/// # Errors
/// When a file or the data directory cannot be read or written, or a strict import meets a bad record.
pub fn run(args: &ImportArgs) -> anyhow::Result<ExitCode> {
    let options = ImportOptions {
        as_of: args.as_of,
        currency: args.currency,
        strict: args.strict,
    };
    if let Some(brokers) = &args.kafka {
        return kafka::run(args, options, brokers);
    }
    if args.data_dir.is_none() && !args.dry_run {
        let mut config = Config::load(&Flags::default())?;
        if let Some(url) = &args.database_url {
            config.database.url = url.clone().into();
        }
        if config.database.url.is_empty() {
            bail!(
                "nowhere to store: pass --database-url URL (or set VITRINA_DATABASE_URL), --kafka BROKERS, --data-dir DIR or --dry-run"
            );
        }
        return database::run(args, options, &config);
    }
    let data_dir = args.data_dir.as_deref().map(DataDir::open).transpose()?;
    let mut facts = match &data_dir {
        Some(data_dir) => data_dir.load()?,
        None => FactSet::default(),
    };
    let versions = version_sum(&facts);
    let progress = progress_bar();
    let report = import_files(&args.files, options, args.format, &mut facts, &progress);
    progress.finish_and_clear();
    let report = report.context("nothing was stored")?;
    let total = report.total();
    // An older price fact becomes history, and an equal fact may stand for a later version: both have to last.
    let changed = total.stored + total.older > 0 || version_sum(&facts) != versions;
    if let Some(data_dir) = data_dir.filter(|_| changed) {
        data_dir.save(&facts)?;
    }
    print!("{report}");
    Ok(match total.rejected {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::from(EXIT_REJECTED),
    })
}

/// Tells whether versions moved: they never go back.
fn version_sum(facts: &FactSet) -> i128 {
    facts.iter().map(|event| i128::from(event.version.0)).sum()
}

/// Shows the bytes read, if someone is there to see it.
pub(super) fn progress_bar() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{msg} {bar:30} {bytes}/{total_bytes} ({elapsed})");
    ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Reads all files, with progress, and hands on the groups that are to be applied beside these facts.
fn read_checked(
    args: &ImportArgs,
    options: ImportOptions,
    facts: &FactSet,
    mut hand_on: impl FnMut(Gathered, &mut ImportReport) -> anyhow::Result<()>,
) -> anyhow::Result<ImportReport> {
    let mut report = ImportReport::new(options.strict);
    let mut checker = Checker::default();
    let progress = progress_bar();
    let mut sink = |group: Gathered, report: &mut ImportReport| {
        if checker.admits(&group, report)? {
            hand_on(group, report)?;
        }
        Ok(())
    };
    let read = read_files(
        &args.files,
        options,
        args.format,
        facts,
        &progress,
        &mut report,
        &mut sink,
    );
    progress.finish_and_clear();
    read?;
    checker.finish(facts, &mut report);
    Ok(report)
}

/// Reads files as one import and applies their facts. `format` is that of all files; absent: told by each beginning.
/// `progress` advances by the bytes read; pass [`ProgressBar::hidden`] to show nothing.
///
/// # Errors
/// When a file cannot be read to its end, or a strict import meets a record that cannot be used. Then no fact was
/// applied.
pub fn import_files(
    files: &[impl AsRef<Path>],
    options: ImportOptions,
    format: Option<Format>,
    facts: &mut FactSet,
    progress: &ProgressBar,
) -> anyhow::Result<ImportReport> {
    let mut report = ImportReport::new(options.strict);
    let mut gathered = Vec::new();
    let mut keep = |group, _: &mut ImportReport| {
        gathered.push(group);
        Ok(())
    };
    read_files(
        files,
        options,
        format,
        facts,
        progress,
        &mut report,
        &mut keep,
    )?;
    let accepted = check(gathered, facts, &mut report)?;
    apply(accepted, facts, &mut report);
    Ok(report)
}
