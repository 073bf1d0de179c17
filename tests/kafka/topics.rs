//! `vitrina topics`: what it makes, and what it tells of topics that are not as they have to be.

use rdkafka::{
    admin::{AdminClient, AdminOptions, AlterConfig, ResourceSpecifier},
    client::DefaultClientContext,
    config::ClientConfig,
};

use super::vitrina;
use crate::support::{kafka::TestKafka, until};

fn topics(what: &str, kafka: &TestKafka, more: &[&str]) -> (Option<i32>, String) {
    let (brokers, prefix) = (kafka.brokers.as_str(), kafka.prefix.as_str());
    let common = [
        "topics",
        what,
        "--kafka",
        brokers,
        "--prefix",
        prefix,
        "--replication",
        "1",
    ];
    let done = vitrina(&[&common, more].concat()).output().unwrap();
    let text = String::from_utf8(done.stdout).unwrap();
    (
        done.status.code(),
        text.replace(prefix, "p") + &String::from_utf8_lossy(&done.stderr),
    )
}

fn lines(state: &str) -> String {
    let names = [
        "catalog.product",
        "catalog.prices",
        "catalog.stock",
        "catalog.collection",
        "catalog.membership",
        "catalog.content",
        "catalog.setting",
        "changes",
        "dead-letters",
    ];
    names.map(|name| format!("p.{name}: {state}\n")).concat()
}

#[tokio::test(flavor = "multi_thread")]
async fn topics_are_made_once_and_deviations_told() {
    let kafka = TestKafka::shared();
    assert_eq!(topics("check", &kafka, &[]), (Some(2), lines("missing")));
    assert_eq!(topics("create", &kafka, &[]), (Some(0), lines("created")));
    assert_eq!(topics("create", &kafka, &[]), (Some(0), lines("as wanted")));

    let admin: AdminClient<DefaultClientContext> = ClientConfig::new()
        .set("bootstrap.servers", &kafka.brokers)
        .create()
        .unwrap();
    let prices = format!("{}.catalog.prices", kafka.prefix);
    let altered = AlterConfig::new(ResourceSpecifier::Topic(&prices))
        .set("cleanup.policy", "compact")
        .set("min.compaction.lag.ms", "0");
    let altered = admin.alter_configs([&altered], &AdminOptions::new()).await;
    altered.unwrap()[0].as_ref().unwrap();
    // The broker takes a moment to go by it.
    until("the setting is in force", async || {
        topics("check", &kafka, &[]).0 == Some(2)
    })
    .await;
    let expected = lines("as wanted").replace(
        "p.catalog.prices: as wanted\n",
        "p.catalog.prices: deviates\n  min.compaction.lag.ms: wanted 604800000, found 0\n  max.message.bytes: wanted 4259840, found 1048588\n",
    );
    // Also creating says so, and leaves it: it may be meant.
    for what in ["check", "create"] {
        assert_eq!(topics(what, &kafka, &[]), (Some(2), expected.clone()));
    }
    let (code, text) = topics("check", &kafka, &["--partitions", "4"]);
    assert_eq!(code, Some(2));
    assert!(
        text.contains("p.catalog.stock: deviates\n  partitions: wanted 4, found 8\n"),
        "{text}"
    );
    assert!(text.contains("p.changes: as wanted\n"), "{text}");
}

#[test]
fn a_broker_that_is_away_is_named() {
    let kafka = TestKafka::on("127.0.0.1:9".into());
    let (code, text) = topics("check", &kafka, &[]);
    assert_eq!(code, Some(1));
    assert!(
        text.starts_with("error: asking for topics at 127.0.0.1:9: "),
        "{text}"
    );
    assert!(
        text.contains("is a broker running there, and reachable from here?"),
        "{text}"
    );
}
