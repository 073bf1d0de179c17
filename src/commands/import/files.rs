//! Files of an import, read one after the other: whatever their formats, groups of facts come out.

use std::path::Path;

use indicatif::ProgressBar;

use crate::{
    adapters::{
        files::{Lines, Rows, Source, detect, explain},
        interchange::Interchange,
        shopify::{Known, bulk::Bulk, csv::ProductCsv},
    },
    application::{
        facts::FactSet,
        import::{Format, Gathered, ImportError, ImportOptions, ImportReport, Place, RecordKind},
    },
    domain::{
        event::{Event, Fact, MarketFact, RemovedFact, SettingFact},
        money::Currency,
        time::Timestamp,
    },
};

/// Where groups of facts go.
pub(super) type Sink<'a> = dyn FnMut(Gathered, &mut ImportReport) -> anyhow::Result<()> + 'a;

/// Reads files as one import. Vitrina's own form is handed on line by line; the others are read to their ends first,
/// because the rows of a product may stand anywhere in them.
///
/// # Errors
/// When a file cannot be read to its end, a strict import meets a record that cannot be used, or the sink fails.
pub(super) fn read_files(
    files: &[impl AsRef<Path>],
    options: ImportOptions,
    format: Option<Format>,
    facts: &FactSet,
    progress: &ProgressBar,
    report: &mut ImportReport,
    sink: &mut Sink<'_>,
) -> anyhow::Result<()> {
    let mut opened = Vec::with_capacity(files.len());
    for path in files {
        opened.push(Input::open(
            path.as_ref(),
            options,
            format,
            report,
            progress,
        )?);
    }
    // Vitrina's own files first: they may tell the currency and the markets that the others need.
    let (own, foreign): (Vec<_>, Vec<_>) = opened
        .into_iter()
        .partition(|input| input.format == Format::Vitrina);
    let mut interchange = Interchange::default();
    let mut settings: Vec<Event> = Vec::new();
    for input in own {
        input.read_lines(report, |place, text, as_of, report| {
            let Some(group) = interchange.line(place, text, as_of, report)? else {
                return Ok(());
            };
            settings.extend(
                group
                    .events
                    .iter()
                    .filter(|event| event.is_setting())
                    .cloned(),
            );
            sink(group, report)
        })?;
    }
    if foreign.is_empty() {
        return Ok(());
    }
    let known = known_settings(facts, &settings, options);
    let mut bulk = Bulk::new(known.clone());
    let mut csv = ProductCsv::new(known);
    for input in foreign {
        match input.format {
            Format::ShopifyCsv => input.read_csv(&mut csv, report)?,
            _ => input.read_lines(report, |place, text, as_of, report| {
                Ok(bulk.line(place, text, as_of, report)?)
            })?,
        }
    }
    let mut gathered = bulk.finish(report)?;
    gathered.extend(csv.finish(facts, report)?);
    // Settings first: they decide in which contexts offers are summed up.
    gathered.sort_by_key(|group| !group.events.iter().any(Event::is_setting));
    for group in gathered {
        sink(group, report)?;
    }
    Ok(())
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
        mut read: impl FnMut(Place, &str, Timestamp, &mut ImportReport) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
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
fn known_settings(facts: &FactSet, told: &[Event], options: ImportOptions) -> Known {
    let events = facts.iter().chain(told);
    let mut settings: Vec<_> = events.collect();
    settings.sort_by_key(|event| event.version);
    let mut shop_currency = None;
    let mut markets: Vec<MarketFact> = Vec::new();
    for event in settings {
        let setting = match &event.fact {
            Fact::Setting(setting) => setting.as_ref(),
            Fact::Removed(RemovedFact::Market(id)) => {
                markets.retain(|known| known.id != *id);
                continue;
            }
            _ => continue,
        };
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
