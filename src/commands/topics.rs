//! `vitrina topics`: makes the Kafka topics, or compares them with what they have to be.

use std::process::ExitCode;

use clap::{Args, Subcommand};

use crate::{
    adapters::kafka::{
        admin::{TopicAdmin, TopicState},
        topics::{TopicSettings, TopicSpec},
    },
    runtime::IoRuntime,
};

/// A topic is missing or not as it has to be.
const EXIT_DEVIATES: u8 = 2;

/// Arguments of `vitrina topics`.
#[derive(Debug, Args)]
#[command(after_help = "\
What is there is never changed: number of partitions, retention and compaction of a topic in use are for people to
change, with kafka-configs.sh.

Exit codes:
  0  all topics are as they have to be
  2  a topic is missing (check), or is there and deviates; each deviating setting is told
  1  the broker does not answer, or refuses

Examples:
  vitrina topics create --kafka 127.0.0.1:9092 --replication 1
  vitrina topics check --kafka kafka-1:9092,kafka-2:9092")]
pub struct TopicsArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Make the topics that are not there, and check the others
    Create(Wanted),
    /// Compare the topics with what they have to be
    Check(Wanted),
}

#[derive(Debug, Args)]
struct Wanted {
    #[command(flatten)]
    kafka: KafkaArgs,

    /// Partitions of each topic of catalog events
    #[arg(long, value_name = "N", default_value_t = TopicSettings::default().partitions,
        value_parser = clap::value_parser!(i32).range(1..=10_000))]
    partitions: i32,

    /// Copies of each partition
    #[arg(long, value_name = "N", default_value_t = TopicSettings::default().replication,
        value_parser = clap::value_parser!(i32).range(1..=100))]
    replication: i32,
}

/// Where the topics are.
#[derive(Debug, Args)]
pub(super) struct KafkaArgs {
    /// Kafka brokers, host:port, several separated by commas
    #[arg(long, value_name = "BROKERS")]
    pub kafka: String,

    /// First part of the names of all topics
    #[arg(long, value_name = "PREFIX", default_value_t = TopicSettings::default().prefix)]
    pub prefix: String,
}

/// Runs the command.
///
/// # Errors
/// When the broker does not answer, or refuses.
pub fn run(args: &TopicsArgs) -> anyhow::Result<ExitCode> {
    let (is_create, wanted) = match &args.what {
        What::Create(wanted) => (true, wanted),
        What::Check(wanted) => (false, wanted),
    };
    let settings = TopicSettings {
        prefix: wanted.kafka.prefix.clone(),
        partitions: wanted.partitions,
        replication: wanted.replication,
    };
    let specs = settings.topics();
    let io = IoRuntime::start()?;
    let states = io.handle().block_on(async {
        let admin = TopicAdmin::new(&wanted.kafka.kafka)?;
        if is_create {
            admin.create(&specs).await
        } else {
            admin.check(&specs).await
        }
    })?;
    for (spec, state) in specs.iter().zip(&states) {
        print(spec, state);
    }
    Ok(if states.iter().all(TopicState::is_sound) {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(EXIT_DEVIATES)
    })
}

fn print(spec: &TopicSpec, state: &TopicState) {
    let name = &spec.name;
    match state {
        TopicState::Created => println!("{name}: created"),
        TopicState::Missing => println!("{name}: missing"),
        TopicState::There(deviations) if deviations.is_empty() => println!("{name}: as wanted"),
        TopicState::There(deviations) => {
            println!("{name}: deviates");
            for one in deviations {
                let (setting, wanted, found) = (one.setting, &one.wanted, &one.found);
                println!("  {setting}: wanted {wanted}, found {found}");
            }
        }
    }
}
