//! Topics for each test, and a Kafka of a test's own where it is to be killed.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use rdkafka::{
    ClientConfig, Message, Offset, TopicPartitionList,
    consumer::{BaseConsumer, Consumer},
    message::OwnedMessage,
};

use super::{script, service};

/// The broker of the run, and a prefix that nobody else has. The topics end with the broker.
pub struct TestKafka {
    /// Address of the broker.
    pub brokers: String,
    /// First part of the names of the test's topics.
    pub prefix: String,
}

impl TestKafka {
    /// On the broker of the run.
    pub fn shared() -> Self {
        Self::on(service("VITRINA_TEST_KAFKA"))
    }

    /// On any broker.
    pub fn on(brokers: String) -> Self {
        Self {
            brokers,
            prefix: format!("test-{}", uuid::Uuid::new_v4()),
        }
    }

    /// A consumer of its own, which belongs to no group.
    pub fn consumer(&self) -> BaseConsumer {
        let group = uuid::Uuid::new_v4().to_string();
        ClientConfig::new()
            .set("bootstrap.servers", &self.brokers)
            .set("group.id", group)
            .set("enable.auto.commit", "false")
            .set("fetch.wait.max.ms", "20")
            .set("fetch.message.max.bytes", "8388608")
            .create()
            .expect("a consumer")
    }

    /// How many records a topic has taken.
    pub fn count(&self, topic: &str) -> i64 {
        let consumer = self.consumer();
        ends(&consumer, topic).iter().map(|(_, end)| end).sum()
    }

    /// All records of a topic.
    pub fn read(&self, topic: &str) -> Vec<OwnedMessage> {
        let consumer = self.consumer();
        let ends = ends(&consumer, topic);
        let mut list = TopicPartitionList::new();
        for (partition, _) in &ends {
            list.add_partition_offset(topic, *partition, Offset::Beginning)
                .unwrap();
        }
        consumer.assign(&list).unwrap();
        let wanted: i64 = ends.iter().map(|(_, end)| end).sum();
        let mut records = Vec::new();
        let began = Instant::now();
        while (records.len() as i64) < wanted {
            assert!(
                began.elapsed() < Duration::from_secs(60),
                "{topic}: {} of {wanted} records came",
                records.len()
            );
            if let Some(record) = consumer.poll(Duration::from_millis(100)) {
                records.push(record.unwrap().detach());
            }
        }
        records
    }

    /// One record.
    pub fn record_at(&self, topic: &str, partition: i32, offset: i64) -> OwnedMessage {
        let records = self.read(topic).into_iter();
        let mut found =
            records.filter(|record| record.partition() == partition && record.offset() == offset);
        found.next().expect("the record is there")
    }
}

/// Partitions of a topic with their ends. No transactions and no compaction yet: an end is a count.
fn ends(consumer: &BaseConsumer, topic: &str) -> Vec<(i32, i64)> {
    let patience = Duration::from_secs(10);
    let metadata = consumer.fetch_metadata(Some(topic), patience).unwrap();
    let partitions = metadata.topics()[0].partitions().iter();
    partitions
        .map(|partition| {
            let (_, end) = consumer
                .fetch_watermarks(topic, partition.id(), patience)
                .unwrap();
            (partition.id(), end)
        })
        .collect()
}

/// A broker of the test's own, to be killed, paused and started again with its topics.
pub struct KafkaServer {
    folder: tempfile::TempDir,
    /// Address of the broker, the same after a restart.
    pub brokers: String,
}

impl KafkaServer {
    /// Starts one on a free port.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let brokers = script("kafka.sh", &["start", text(folder.path())]);
        Self { folder, brokers }
    }

    /// Ends it by SIGKILL.
    pub fn kill(&self) {
        script("kafka.sh", &["stop", text(self.folder.path()), "KILL"]);
    }

    /// Starts it again with what it had.
    pub fn start_again(&self) {
        let port = self.brokers.rsplit(':').next().expect("host:port");
        let arguments = ["start", text(self.folder.path()), "--port", port];
        assert_eq!(script("kafka.sh", &arguments), self.brokers);
    }
}

impl Drop for KafkaServer {
    fn drop(&mut self) {
        self.kill();
    }
}

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}
