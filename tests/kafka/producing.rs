//! `vitrina import --kafka` and `vitrina publish`: what is with the broker afterwards, also when the broker is killed
//! on the way.

use std::{
    collections::BTreeMap,
    io::Write,
    path::Path,
    process::{Output, Stdio},
};

use rdkafka::Message;
use vitrina::{
    adapters::{
        generator::{GeneratorOptions, generate},
        interchange::write_event,
        kafka::{
            Limits, decode_record,
            topics::{CatalogTopic, TopicSettings, key_of},
        },
    },
    application::valid,
    domain::{event::Event, position::Position, time::Timestamp},
};

use super::vitrina;
use crate::support::{
    kafka::{KafkaServer, TestKafka},
    until,
};

impl TestKafka {
    /// Makes the topics.
    pub(super) fn with_topics(self) -> Self {
        let (brokers, prefix) = (&self.brokers, &self.prefix);
        let mut create = vitrina(&["topics", "create", "--partitions", "3", "--replication"]);
        create.args(["1", "--kafka", brokers, "--prefix", prefix]);
        let made = create.output().unwrap();
        assert!(made.status.success(), "{}", error(&made));
        self
    }

    fn topics(&self) -> TopicSettings {
        TopicSettings {
            prefix: self.prefix.clone(),
            ..TopicSettings::default()
        }
    }

    /// The last event of each key.
    fn last_events(&self) -> BTreeMap<(CatalogTopic, String), Event> {
        let mut events = BTreeMap::new();
        for topic in CatalogTopic::ALL {
            for record in self.read(&self.topics().name(topic.name())) {
                let now = Limits::at(Timestamp::now());
                let read = decode_record(topic, record.key(), record.payload(), &now).unwrap();
                assert_eq!(read.source, "vitrina-import");
                events.insert((topic, key_of(&read.event.fact)), read.event);
            }
        }
        events
    }

    fn import(&self, file: &Path) -> std::process::Command {
        let (brokers, prefix) = (&self.brokers, &self.prefix);
        let mut import = vitrina(&["import", "--kafka", brokers, "--prefix", prefix]);
        import.arg(file);
        import
    }

    pub(super) fn publish(&self, lines: &str) -> Output {
        let (brokers, prefix) = (&self.brokers, &self.prefix);
        let mut publish = vitrina(&["publish", "--kafka", brokers, "--prefix", prefix])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut input = publish.stdin.take().unwrap();
        // One that stops before it has read everything says why.
        let _ = input.write_all(lines.as_bytes());
        drop(input);
        publish.wait_with_output().unwrap()
    }
}

fn error(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A generated catalog in a file, and what it tells.
fn catalog(folder: &Path, products: u64) -> (std::path::PathBuf, Vec<Event>) {
    let options = GeneratorOptions { products, seed: 9 };
    let mut events: Vec<Event> = generate(&options).collect();
    let path = folder.join("catalog.jsonl");
    let mut lines = Vec::new();
    for event in &mut events {
        write_event(&mut lines, event).unwrap();
        valid::drop_fractions(&mut event.fact);
    }
    std::fs::write(&path, lines).unwrap();
    (path, events)
}

fn by_key(events: Vec<Event>) -> BTreeMap<(CatalogTopic, String), Event> {
    let events = events.into_iter();
    events
        .map(|event| ((CatalogTopic::of(&event.fact), key_of(&event.fact)), event))
        .collect()
}

#[test]
fn an_import_sends_each_fact_to_its_topic_under_its_key() {
    let kafka = TestKafka::shared().with_topics();
    let folder = tempfile::tempdir().unwrap();
    let (path, events) = catalog(folder.path(), 40);
    let count = events.len();
    let done = kafka.import(&path).output().unwrap();
    assert!(done.status.success(), "{}", error(&done));
    let text = String::from_utf8(done.stdout).unwrap();
    assert!(
        text.contains(&format!("\n{count} events sent in ")),
        "{text}"
    );
    assert_eq!(kafka.last_events(), by_key(events));
    let sent: i64 = CatalogTopic::ALL
        .iter()
        .map(|topic| kafka.count(&kafka.topics().name(topic.name())))
        .sum();
    assert_eq!(sent, count as i64);
}

#[test]
fn what_cannot_be_sent_is_told_and_counted() {
    let kafka = TestKafka::shared();
    let folder = tempfile::tempdir().unwrap();
    let (path, _) = catalog(folder.path(), 2);
    let done = kafka.import(&path).output().unwrap();
    assert_eq!(done.status.code(), Some(1));
    let text = error(&done).replace(&kafka.prefix, "p");
    assert_eq!(
        text,
        "error: nothing was sent: there is no topic p.catalog.product; make it by `vitrina topics create`\n"
    );

    let kafka = kafka.with_topics();
    let variants: Vec<_> = (0..10_001)
        .map(|number| format!(r#"{{"variantId": "{number}"}}"#))
        .collect();
    let stock = format!(
        r#"{{"updatedAt": "2024-05-01T10:00:00Z", "stock": {{"productId": "1", "variants": [{}]}}}}"#,
        variants.join(",")
    );
    let page =
        r#"{"updatedAt": "2024-05-01T10:00:00Z", "content": {"page": {"id": "1", "handle": "a"}}}"#;
    let path = folder.path().join("large.jsonl");
    std::fs::write(&path, format!("{stock}\n{page}\n")).unwrap();
    let done = kafka.import(&path).output().unwrap();
    assert_eq!(done.status.code(), Some(2), "{}", error(&done));
    let text = String::from_utf8(done.stdout).unwrap();
    assert!(
        text.contains("the event has 10001 variants; a product may have 10000"),
        "{text}"
    );
    assert!(text.contains("\n1 events sent in "), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broker_that_is_killed_meanwhile_costs_no_event() {
    let server = KafkaServer::start();
    let kafka = TestKafka::on(server.brokers.clone()).with_topics();
    let folder = tempfile::tempdir().unwrap();
    let (path, events) = catalog(folder.path(), 3_000);
    let mut import = kafka.import(&path);
    let import = import.stdout(Stdio::piped()).stderr(Stdio::piped());
    let import = import.spawn().unwrap();
    let stock = kafka.topics().name(CatalogTopic::Stock.name());
    until("the first events are there", async || {
        kafka.count(&stock) > 0
    })
    .await;
    server.kill();
    server.start_again();
    let done = import.wait_with_output().unwrap();
    assert!(done.status.success(), "{}", error(&done));
    let sent: i64 = CatalogTopic::ALL
        .iter()
        .map(|topic| kafka.count(&kafka.topics().name(topic.name())))
        .sum();
    assert_eq!(sent, events.len() as i64, "none lost, none twice");
    assert_eq!(kafka.last_events(), by_key(events));
}

#[test]
fn published_events_lie_where_it_is_printed() {
    let kafka = TestKafka::shared().with_topics();
    let lines = [
        r#"{"updatedAt": "2024-05-01T10:00:00.000123Z", "prices": {"productId": "gid://shop/Product/1", "variants": []}}"#,
        r#"{"removed": {"product": "gid://shop/Product/1"}}"#,
        r#"{"updatedAt": "2024-05-01T10:00:00Z", "prices": {"productId": ""}}"#,
        "no JSON",
        r#"{"updatedAt": "2024-05-02T10:00:00Z", "prices": {"productId": "gid://shop/Product/1", "variants": []}}"#,
    ];
    let done = kafka.publish(&lines.join("\n"));
    assert_eq!(done.status.code(), Some(2));
    let told = error(&done);
    let told: Vec<_> = told.lines().collect();
    assert_eq!(told[0], "line 3: prices.productId: is missing or empty");
    assert!(told[1].starts_with("line 4: "), "{told:?}");
    let printed = String::from_utf8(done.stdout).unwrap();
    let positions: Vec<Position> = printed.lines().map(|line| line.parse().unwrap()).collect();
    assert_eq!(positions.len(), 3);
    assert_eq!(positions[0].partition, positions[2].partition, "one key");
    assert_eq!(positions[0].offset + 1, positions[2].offset);
    for (position, key) in positions.iter().zip(["prices", "product", "prices"]) {
        assert_eq!(position.topic, format!("{}.catalog.{key}", kafka.prefix));
        let record = kafka.record_at(&position.topic, position.partition, position.offset);
        assert_eq!(record.key(), Some(&b"gid://shop/Product/1"[..]));
        let topic = kafka.topics().catalog_topic(&position.topic).unwrap();
        let now = Limits::at(Timestamp::now());
        let read = decode_record(topic, record.key(), record.payload(), &now).unwrap();
        assert_eq!(read.source, "vitrina-publish");
        if key == "product" {
            assert!(read.event.version > Timestamp(now.now.0 - 60_000_000));
        }
    }
    let first = kafka.record_at(
        &positions[0].topic,
        positions[0].partition,
        positions[0].offset,
    );
    let now = Limits::at(Timestamp::now());
    let read = decode_record(CatalogTopic::Prices, first.key(), first.payload(), &now).unwrap();
    let version = Timestamp::parse("2024-05-01T10:00:00.000123Z").unwrap();
    assert_eq!(read.event.version, version);
}
