//! An import to Kafka: what is read becomes events, for a projector to apply.

use std::{collections::VecDeque, process::ExitCode, time::Instant};

use anyhow::{Context, anyhow};

use super::{EXIT_REJECTED, ImportArgs, read_checked};
use crate::{
    adapters::kafka::{
        Envelope,
        producer::{EventProducer, Outgoing, Sending},
        topics::TopicSettings,
    },
    application::{
        facts::{Applied, FactSet},
        import::{Gathered, ImportError, ImportOptions, ImportReport, Outcomes},
    },
    domain::{event::Event, time::Timestamp},
    runtime::IoRuntime,
};

/// Events on their way at once: enough to fill the batches of all partitions.
const UNDER_WAY: usize = 10_000;

/// What tells the events.
const SOURCE: &str = "vitrina-import";

/// Sends events and waits for the broker where too many are under way.
struct Sender<'a> {
    io: &'a IoRuntime,
    producer: EventProducer,
    under_way: VecDeque<Sending>,
    sent: u64,
}

impl Sender<'_> {
    fn send(&mut self, outgoing: &Outgoing) -> anyhow::Result<()> {
        while self.under_way.len() >= UNDER_WAY {
            self.finish_first()?;
        }
        let sending = self.io.handle().block_on(self.producer.send(outgoing))?;
        self.under_way.push_back(sending);
        Ok(())
    }

    fn finish_first(&mut self) -> anyhow::Result<()> {
        if let Some(sending) = self.under_way.pop_front() {
            self.io.handle().block_on(sending.finish())?;
            self.sent += 1;
        }
        Ok(())
    }

    /// Waits for all that is under way.
    fn finish(&mut self) -> anyhow::Result<()> {
        while !self.under_way.is_empty() {
            self.finish_first()?;
        }
        Ok(())
    }
}

/// Reads the files and sends what they tell.
///
/// # Errors
/// When a file cannot be read, or the broker does not answer or refuses: what was sent before stays sent.
pub(super) fn run(
    args: &ImportArgs,
    options: ImportOptions,
    brokers: &str,
) -> anyhow::Result<ExitCode> {
    let io = IoRuntime::start()?;
    let topics = TopicSettings {
        prefix: args.prefix.clone(),
        ..TopicSettings::default()
    };
    let producer = io
        .handle()
        .block_on(EventProducer::connect(brokers, topics))
        .context("nothing was sent")?;
    if options.strict {
        // Nothing is sent when a record is bad, so all are looked at before the first is sent.
        let looked_at = read(args, options, |_| Ok(()));
        looked_at.context("nothing was sent")?;
    }
    let began = Instant::now();
    let mut sender = Sender {
        io: &io,
        producer,
        under_way: VecDeque::new(),
        sent: 0,
    };
    let read = read(args, options, |events| {
        events.iter().try_for_each(|event| sender.send(event))
    });
    // What is under way is waited for in any case, so that the number is right.
    let finished = sender.finish();
    let report = read.and_then(|report| finished.map(|()| report));
    let sent = sender.sent;
    let report = report.with_context(|| match sent {
        0 => "no event is known to be with the broker".to_owned(),
        sent => format!(
            "{sent} events are with the broker; mend it and import again, which sends all of them anew and changes nothing twice"
        ),
    })?;
    print!("{report}");
    let seconds = began.elapsed().as_secs_f64();
    let speed = sent as f64 / seconds;
    println!("{sent} events sent in {seconds:.1} s: {speed:.0} a second");
    Ok(match report.total().rejected {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::from(EXIT_REJECTED),
    })
}

/// Reads all files and hands on the events of each group. A group of which one event cannot be sent is rejected.
fn read(
    args: &ImportArgs,
    options: ImportOptions,
    mut hand_on: impl FnMut(&[Outgoing]) -> anyhow::Result<()>,
) -> anyhow::Result<ImportReport> {
    let mut outcomes = Outcomes::default();
    // What a broker holds is not asked: the files tell currency and markets.
    let facts = FactSet::default();
    let mut report = read_checked(args, options, &facts, |group, report| {
        if let Some(events) = encode(&group, report)? {
            hand_on(&events)?;
            let sent = events.iter().map(|_| Applied::Stored);
            outcomes.note(&group.records, sent);
        }
        Ok(())
    })?;
    outcomes.settle(&mut report);
    if !report.adds_up() {
        return Err(anyhow!("the report does not add up: a record was lost"));
    }
    Ok(report)
}

fn encode(
    group: &Gathered,
    report: &mut ImportReport,
) -> Result<Option<Vec<Outgoing>>, ImportError> {
    let outgoing = group.events.iter().map(|event| {
        Outgoing::of(&Envelope::new(
            SOURCE,
            Timestamp::now(),
            Event::clone(event),
        ))
    });
    match outgoing.collect() {
        Ok(outgoing) => Ok(Some(outgoing)),
        Err(error) => {
            let reason = format!("the event {error}");
            report.reject_all(group.place, &group.records, "", reason, "")?;
            Ok(None)
        }
    }
}
