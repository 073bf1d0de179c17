//! `vitrina import`: reads exports into the data directory of the embedded store and reports about them.

use std::{
    io::IsTerminal,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

use anyhow::{Context, bail};
use indicatif::{ProgressBar, ProgressStyle};

use crate::{
    adapters::{
        cockroach::{CatalogWriter, Pools},
        files::{Lines, Rows, Source, detect, explain},
        interchange::{Interchange, data_dir::DataDir},
        shopify::{Known, bulk::Bulk, csv::ProductCsv},
    },
    application::{
        facts::FactSet,
        import::{
            Format, Gathered, ImportError, ImportOptions, ImportReport, Place, RecordKind, apply,
            check, settle,
        },
    },
    config::{Config, Flags},
    domain::{
        event::{Event, Fact, MarketFact, SettingFact},
        money::Currency,
        time::Timestamp,
    },
    runtime::IoRuntime,
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
  1  nothing was stored: a file cannot be read, or --strict met a record that cannot be used

Examples:
  vitrina import --data-dir ./shop products_export.csv
  vitrina import --data-dir ./shop products.jsonl.gz collections.jsonl.gz --currency EUR
  vitrina import --dry-run --strict products_export.csv
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

    /// Read and report, store nothing
    #[arg(long, conflicts_with_all = ["data_dir", "database_url"])]
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
    if args.data_dir.is_none() && !args.dry_run {
        let mut config = Config::load(&Flags::default())?;
        if let Some(url) = &args.database_url {
            config.database.url = url.clone().into();
        }
        if config.database.url.is_empty() {
            bail!(
                "nowhere to store: pass --database-url URL (or set VITRINA_DATABASE_URL), --data-dir DIR or --dry-run"
            );
        }
        return import_into_database(args, options, &config);
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

/// Products and other records that are applied in one transaction.
const BATCH: usize = 250;

fn import_into_database(
    args: &ImportArgs,
    options: ImportOptions,
    config: &Config,
) -> anyhow::Result<ExitCode> {
    let io = IoRuntime::start()?;
    let currency = args.currency.unwrap_or(Currency::USD);
    let began = Instant::now();
    let (mut writer, known) = io.handle().block_on(async {
        let pools = Pools::connect(&config.database, io.handle()).await?;
        let opened = CatalogWriter::open(pools, currency).await;
        let writer = opened.context("the database has no catalog; run `vitrina migrate` first")?;
        let known = writer.settings().await?;
        anyhow::Ok((writer, known))
    })?;
    let mut facts = FactSet::default();
    for event in known {
        facts.apply(event);
    }
    let progress = progress_bar();
    let read = read_files(&args.files, options, args.format, &facts, &progress);
    progress.finish_and_clear();
    let (mut accepted, mut report) = read.context("nothing was stored")?;
    // Settings first: they decide in which contexts offers are summed up.
    accepted.sort_by_key(|group| {
        !group
            .events
            .iter()
            .any(|event| matches!(event.fact, Fact::Setting(_)))
    });
    let (mut rows, mut products) = (0, 0);
    let bar = write_bar(accepted.len() as u64);
    for groups in accepted.chunks(BATCH) {
        let events: Vec<Event> = groups
            .iter()
            .flat_map(|group| group.events.clone())
            .collect();
        let applied = io.handle().block_on(writer.apply(&events))?;
        let mut outcomes = applied.outcomes.into_iter();
        for group in groups {
            settle(
                &group.records,
                outcomes.by_ref().take(group.events.len()),
                &mut report,
            );
        }
        rows += applied.rows;
        let is_product = |event: &&Event| matches!(event.fact, Fact::Product(_));
        products += events.iter().filter(is_product).count();
        bar.inc(groups.len() as u64);
    }
    bar.finish_and_clear();
    print!("{report}");
    let seconds = began.elapsed().as_secs_f64();
    println!(
        "{rows} rows of {products} products and what belongs to them written in {seconds:.1} s ({:.0} rows a second)",
        rows as f64 / seconds
    );
    Ok(match report.total().rejected {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::from(EXIT_REJECTED),
    })
}

/// Shows the records written, if someone is there to see it.
fn write_bar(records: u64) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("writing {bar:30} {pos}/{len} records ({elapsed})");
    ProgressBar::new(records).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
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
    let (accepted, mut report) = read_files(files, options, format, facts, progress)?;
    apply(accepted, facts, &mut report);
    Ok(report)
}

/// Reads files as one import and checks their facts against each other and those there.
///
/// # Errors
/// As [`import_files`].
fn read_files(
    files: &[impl AsRef<Path>],
    options: ImportOptions,
    format: Option<Format>,
    facts: &FactSet,
    progress: &ProgressBar,
) -> anyhow::Result<(Vec<Gathered>, ImportReport)> {
    let mut report = ImportReport::new(options.strict);
    let mut opened = Vec::with_capacity(files.len());
    for path in files {
        opened.push(Input::open(
            path.as_ref(),
            options,
            format,
            &mut report,
            progress,
        )?);
    }
    // Vitrina's own files first: they may tell the currency and the markets that the others need.
    let (own, foreign): (Vec<_>, Vec<_>) = opened
        .into_iter()
        .partition(|input| input.format == Format::Vitrina);
    let mut interchange = Interchange::default();
    for input in own {
        input.read_lines(&mut report, |place, text, as_of, report| {
            interchange.line(place, text, as_of, report)
        })?;
    }
    let known = known_settings(facts, &interchange, options);
    let mut bulk = Bulk::new(known.clone());
    let mut csv = ProductCsv::new(known);
    for input in foreign {
        match input.format {
            Format::ShopifyCsv => input.read_csv(&mut csv, &mut report)?,
            _ => input.read_lines(&mut report, |place, text, as_of, report| {
                bulk.line(place, text, as_of, report)
            })?,
        }
    }
    let mut gathered = interchange.finish();
    gathered.extend(bulk.finish(&mut report)?);
    gathered.extend(csv.finish(facts, &mut report)?);
    Ok((check(gathered, facts, &mut report)?, report))
}

/// A file that is about to be read.
struct Input {
    number: u32,
    name: String,
    format: Format,
    as_of: Timestamp,
    source: Source,
}

impl Input {
    fn open(
        path: &Path,
        options: ImportOptions,
        format: Option<Format>,
        report: &mut ImportReport,
        progress: &ProgressBar,
    ) -> Result<Self, ImportError> {
        let name = path.display().to_string();
        let unreadable = |reason: String| ImportError::Unreadable {
            file: path.display().to_string(),
            reason,
        };
        let source = Source::open(path, progress).map_err(|error| unreadable(error.to_string()))?;
        let format = match format {
            Some(format) => format,
            None => detect(source.head()).map_err(unreadable)?,
        };
        progress.inc_length(source.size_bytes());
        Ok(Self {
            number: report.begin_file(name.clone(), format),
            name,
            format,
            as_of: options.as_of.unwrap_or(source.modified()),
            source,
        })
    }

    fn read_lines(
        self,
        report: &mut ImportReport,
        mut read: impl FnMut(Place, &str, Timestamp, &mut ImportReport) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        let (file, name, as_of) = (self.number, self.name, self.as_of);
        let mut lines = Lines::new(self.source.into_reader());
        loop {
            let line = lines.next_line().map_err(|error| ImportError::Unreadable {
                file: name.clone(),
                reason: explain(&error),
            })?;
            let Some((line, text)) = line else {
                return Ok(());
            };
            let place = Place { file, line };
            match text {
                Ok(text) => read(place, text, as_of, report)?,
                Err(unusable) => {
                    report.count_read(file, RecordKind::Unknown);
                    let (reason, text) = (unusable.reason, unusable.text);
                    report.reject(place, RecordKind::Unknown, "", reason, &text)?;
                }
            }
        }
    }

    fn read_csv(self, csv: &mut ProductCsv, report: &mut ImportReport) -> Result<(), ImportError> {
        let (file, name, as_of) = (self.number, self.name, self.as_of);
        let unreadable = |reason: String| ImportError::Unreadable {
            file: name.clone(),
            reason,
        };
        let mut rows = Rows::new(self.source.into_reader());
        let mut in_header = true;
        loop {
            let row = rows
                .next_row()
                .map_err(|error| unreadable(explain(&error)))?;
            match row {
                None if in_header => return Err(unreadable("has no header row".to_owned())),
                None => return Ok(()),
                Some(Ok(row)) if in_header => {
                    csv.begin_file(file, &row.fields(), as_of, report)
                        .map_err(unreadable)?;
                    in_header = false;
                }
                Some(Err((_, unusable))) if in_header => {
                    return Err(unreadable(format!("the header row {}", unusable.reason)));
                }
                Some(Ok(row)) => {
                    let place = Place {
                        file,
                        line: row.line,
                    };
                    csv.row(place, &row.fields(), row.raw, report)?;
                }
                Some(Err((line, unusable))) => {
                    let place = Place { file, line };
                    report.count_read(file, RecordKind::Unknown);
                    let (reason, text) = (unusable.reason, unusable.text);
                    report.reject(place, RecordKind::Unknown, "", reason, &text)?;
                }
            }
        }
    }
}

/// Currency and markets, from the facts there and the files in Vitrina's own form.
fn known_settings(facts: &FactSet, interchange: &Interchange, options: ImportOptions) -> Known {
    let stored = facts.iter().filter_map(|event| match &event.fact {
        Fact::Setting(setting) => Some((event.version, setting.as_ref())),
        _ => None,
    });
    let mut settings: Vec<_> = stored.chain(interchange.settings()).collect();
    settings.sort_by_key(|(version, _)| *version);
    let mut shop_currency = None;
    let mut markets: Vec<MarketFact> = Vec::new();
    for (_, setting) in settings {
        match setting {
            SettingFact::Shop(shop) => shop_currency = shop.currency.or(shop_currency),
            SettingFact::Market(market) => {
                markets.retain(|known| known.id != market.id);
                markets.push(market.clone());
            }
            _ => {}
        }
    }
    let currency_assumption = match options.currency {
        Some(currency) => {
            format!("Prices that tell no currency are in {currency}, as the setting shop.currency (--currency) says.")
        }
        None => "Prices that tell no currency are in USD, because neither a shop record nor --currency tells one.".to_owned(),
    };
    Known {
        currency: shop_currency.or(options.currency).unwrap_or(Currency::USD),
        currency_is_certain: shop_currency.is_some(),
        currency_assumption,
        markets,
    }
}
