//! `vitrina publish`: sends single events to Kafka, from JSON lines.

use std::{
    collections::VecDeque,
    io::{BufRead, BufReader},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::Context;

use super::topics::KafkaArgs;
use crate::{
    adapters::{
        files::{Lines, Source},
        interchange::read_event,
        kafka::{
            Envelope,
            producer::{EventProducer, Outgoing, Sending},
            topics::TopicSettings,
        },
    },
    application::import::json::JsonLines,
    domain::time::Timestamp,
    runtime::IoRuntime,
};

/// Some lines were not sent.
const EXIT_REJECTED: u8 = 2;

/// Events on their way at once.
const UNDER_WAY: usize = 1_000;

/// Arguments of `vitrina publish`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Each line is one event in Vitrina's own JSON form (docs/interchange.md). Without updatedAt its version is the present.
Where each event lies is printed, <topic>/<partition>:<offset>, in the order of the lines: a caller that sends it as
Vitrina-Min-Position gets answers that know of the event.

Exit codes:
  0  all events are with the broker
  2  some lines are no events, which is told with their numbers; the others are with the broker
  1  the broker does not answer or refuses; what was printed before is with it

Examples:
  vitrina publish --kafka 127.0.0.1:9092 events.jsonl
  echo '{\"removed\": {\"product\": \"gid://shop/Product/1\"}}' | vitrina publish --kafka 127.0.0.1:9092")]
pub struct PublishArgs {
    #[command(flatten)]
    kafka: KafkaArgs,

    /// Who tells it: goes along with each event
    #[arg(long, value_name = "NAME", default_value = "vitrina-publish")]
    source: String,

    /// File to read, plain or packed; - reads what is piped in
    #[arg(value_name = "FILE", default_value = "-")]
    file: PathBuf,
}

/// Runs the command.
///
/// # Errors
/// When the file cannot be read, or the broker does not answer or refuses.
pub fn run(args: &PublishArgs) -> anyhow::Result<ExitCode> {
    let io = IoRuntime::start()?;
    let topics = TopicSettings {
        prefix: args.kafka.prefix.clone(),
        ..TopicSettings::default()
    };
    let connected = EventProducer::connect(&args.kafka.kafka, topics);
    let producer = io.handle().block_on(connected)?;
    let reader: Box<dyn BufRead> = if args.file.as_os_str() == "-" {
        Box::new(BufReader::new(std::io::stdin()))
    } else {
        let source = Source::open(&args.file, &indicatif::ProgressBar::hidden());
        let source = source.with_context(|| args.file.display().to_string())?;
        Box::new(source.into_reader())
    };
    let mut lines = Lines::new(reader);
    let mut json = JsonLines::default();
    let mut under_way: VecDeque<Sending> = VecDeque::new();
    let mut rejected = 0_u64;
    while let Some((number, text)) = lines.next_line()? {
        let outgoing = match text {
            Ok(text) => outgoing(&mut json, text, &args.source),
            Err(unusable) => Err(unusable.reason),
        };
        let outgoing = match outgoing {
            Ok(outgoing) => outgoing,
            Err(reason) => {
                eprintln!("line {number}: {reason}");
                rejected += 1;
                continue;
            }
        };
        under_way.push_back(io.handle().block_on(producer.send(&outgoing))?);
        if under_way.len() >= UNDER_WAY {
            print_first(&io, &mut under_way)?;
        }
    }
    while !under_way.is_empty() {
        print_first(&io, &mut under_way)?;
    }
    Ok(match rejected {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::from(EXIT_REJECTED),
    })
}

/// Waits for the event that was sent first.
fn print_first(io: &IoRuntime, under_way: &mut VecDeque<Sending>) -> anyhow::Result<()> {
    if let Some(sending) = under_way.pop_front() {
        println!("{}", io.handle().block_on(sending.finish())?);
    }
    Ok(())
}

fn outgoing(json: &mut JsonLines, text: &str, source: &str) -> Result<Outgoing, String> {
    let now = Timestamp::now();
    let event = read_event(json, text, now).map_err(|error| match error.field.as_str() {
        "" => error.reason,
        field => format!("{field}: {}", error.reason),
    })?;
    Outgoing::of(&Envelope::new(source, now, event)).map_err(|error| format!("the event {error}"))
}
