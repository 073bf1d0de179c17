//! An import into the database: one thread reads and judges, four write, each the products of one quarter of the keys.
//!
//! What waits between them is bounded, so memory does not grow with the files. Rows of different quarters stand on
//! different pages of every index by key, so the transactions hardly ever meet. There are more of them than a small
//! machine has cores, because each waits for the disk at its end.

use std::{process::ExitCode, sync::Arc, thread, time::Instant};

use anyhow::{Context, anyhow};
use tokio::sync::mpsc;

use super::{EXIT_REJECTED, ImportArgs, read_checked};
use crate::{
    adapters::cockroach::{CatalogWriter, Pools},
    application::{
        catalog::StoreError,
        facts::{AspectKey, FactSet},
        import::{Gathered, ImportOptions, Outcomes},
    },
    config::Config,
    domain::{
        event::{Event, Fact},
        id::Key,
        money::Currency,
    },
    runtime::IoRuntime,
};

/// Events that one transaction applies, about.
const BATCH_EVENTS: usize = 500;

/// Threads that write.
const LANES: usize = 4;

/// Batches that wait for each.
const WAITING: usize = 2;

/// What a thread wrote.
#[derive(Default)]
struct Written {
    outcomes: Outcomes,
    rows: u64,
    products: u64,
}

/// Reads the files and writes them into the database.
///
/// # Errors
/// When nothing was stored: a file that cannot be opened, a database that cannot be asked, a bad record in a strict
/// import. Or when the files or the database end midway: then what was read before is stored.
pub(super) fn run(
    args: &ImportArgs,
    options: ImportOptions,
    config: &Config,
) -> anyhow::Result<ExitCode> {
    let io = IoRuntime::start()?;
    let currency = args.currency.unwrap_or(Currency::USD);
    let (writer, known) = io.handle().block_on(async {
        let pools = Pools::connect(&config.database, io.handle()).await?;
        let opened = CatalogWriter::open(pools, currency).await;
        let writer = opened.context("the database has no catalog; run `vitrina migrate` first")?;
        let known = writer.settings().await?;
        anyhow::Ok((Arc::new(writer), known))
    })?;
    let mut facts = FactSet::default();
    for event in known {
        facts.apply(event);
    }
    if options.strict {
        // Nothing is stored when a record is bad, so all are looked at before the first is stored.
        let looked_at = read_checked(args, options, &facts, |_, _| Ok(()));
        looked_at.context("nothing was stored")?;
    }
    let began = Instant::now();
    let mut lanes = Vec::new();
    let mut writers = Vec::new();
    for _ in 0..LANES {
        let (lane, waiting) = mpsc::channel(WAITING);
        lanes.push(Lane::new(lane));
        let (writer, handle) = (Arc::clone(&writer), io.handle().clone());
        // Threads of their own: putting rows together would hold up those that drive the connections.
        writers.push(thread::spawn(move || {
            handle.block_on(write(writer, waiting))
        }));
    }
    let read = read_checked(args, options, &facts, |group, _| {
        let key = AspectKey::of(&group.events[0].fact).key;
        let quarter = usize::from(key.0.as_bytes()[0]) * LANES / 256;
        lanes[quarter].push(key, group)
    });
    let read = read.and_then(|report| {
        lanes.iter_mut().try_for_each(Lane::flush)?;
        Ok(report)
    });
    drop(lanes);
    let mut written = Written::default();
    for writer in writers {
        let one = writer
            .join()
            .map_err(|_| anyhow!("a thread that writes ended"))??;
        written.outcomes.extend(one.outcomes);
        written.rows += one.rows;
        written.products += one.products;
    }
    let stored = written.rows;
    let mut report = read.with_context(|| match stored {
        0 => "nothing was stored".to_owned(),
        rows => format!(
            "{rows} rows were stored before; mend it and import again, what is stored stays as it is"
        ),
    })?;
    written.outcomes.settle(&mut report);
    print!("{report}");
    print_speed(&written, began.elapsed().as_secs_f64());
    Ok(match report.total().rejected {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::from(EXIT_REJECTED),
    })
}

/// The way to a thread that writes.
struct Lane {
    to: mpsc::Sender<Vec<Gathered>>,
    batch: Vec<Gathered>,
    events: usize,
    /// The aggregate of the last group.
    last: Option<Key>,
}

impl Lane {
    fn new(to: mpsc::Sender<Vec<Gathered>>) -> Self {
        Self {
            to,
            batch: Vec::new(),
            events: 0,
            last: None,
        }
    }

    /// Adds a group of an aggregate. A batch ends between aggregates: what a file tells of one product in a row goes in
    /// together, and nothing has to be read back for it.
    fn push(&mut self, aggregate: Key, group: Gathered) -> anyhow::Result<()> {
        if self.events >= BATCH_EVENTS && self.last != Some(aggregate) {
            self.flush()?;
        }
        self.last = Some(aggregate);
        self.events += group.events.len();
        self.batch.push(group);
        Ok(())
    }

    fn flush(&mut self) -> anyhow::Result<()> {
        let batch = std::mem::take(&mut self.batch);
        if std::mem::take(&mut self.events) == 0 {
            return Ok(());
        }
        let sent = self.to.blocking_send(batch);
        sent.map_err(|_| anyhow!("the database does not take more"))
    }
}

async fn write(
    writer: Arc<CatalogWriter>,
    mut waiting: mpsc::Receiver<Vec<Gathered>>,
) -> Result<Written, StoreError> {
    let mut written = Written::default();
    while let Some(mut groups) = waiting.recv().await {
        let lengths: Vec<usize> = groups.iter().map(|group| group.events.len()).collect();
        let events: Vec<Event> = groups
            .iter_mut()
            .flat_map(|group| std::mem::take(&mut group.events))
            .collect();
        let applied = writer.apply(&events).await?;
        let mut outcomes = applied.outcomes.into_iter();
        for (group, length) in groups.iter().zip(lengths) {
            let of_group = outcomes.by_ref().take(length);
            written.outcomes.note(&group.records, of_group);
        }
        written.rows += applied.rows;
        let is_product = |event: &&Event| matches!(event.fact, Fact::Product(_));
        written.products += events.iter().filter(is_product).count() as u64;
    }
    Ok(written)
}

fn print_speed(written: &Written, seconds: f64) {
    let Written { rows, products, .. } = *written;
    print!("{rows} rows of {products} products and what belongs to them written in {seconds:.1} s");
    let (rows, products) = (rows as f64, products as f64);
    print!(
        ": {:.0} rows and {:.0} products a second",
        rows / seconds,
        products / seconds
    );
    match written.products {
        0 => println!(),
        _ => println!(", {:.1} rows a product", rows / products),
    }
}
