//! The producers of `examples/producers`: what they send is the event that was asked for.
//!
//! Their packages come from registries. Where these do not answer, the test says that it did not run.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use rdkafka::Message;
use vitrina::{
    adapters::kafka::{Limits, decode_record, topics::CatalogTopic},
    domain::{
        event::{Fact, PriceFact, PricesFact, VariantPricesFact},
        money::{Currency, Money},
        position::Position,
        time::Timestamp,
    },
};

use crate::support::kafka::TestKafka;

const PRODUCT: &str = "gid://shop/Product/ä1";
const VERSION: i64 = 1_714_557_600_123_456;

fn folder(language: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("examples/producers")
        .join(language)
}

/// Runs what is needed once; `None` where it does not succeed, after saying so.
fn prepared(command: &mut Command) -> Option<()> {
    let done = command.output();
    match done {
        Ok(done) if done.status.success() => Some(()),
        other => {
            println!("NOT RUN, {command:?} does not succeed: {other:?}");
            None
        }
    }
}

/// Lets a producer change the prices of two variants, and reads what arrived.
fn assert_price_change(source: &str, mut producer: Command) {
    let kafka = TestKafka::shared().with_topics();
    let version = VERSION.to_string();
    let done = producer
        .args(["--kafka", &kafka.brokers, "--prefix", &kafka.prefix])
        .args(["--product", PRODUCT, "--currency", "EUR"])
        .args(["--price", "gid://shop/ProductVariant/11=1999"])
        .args(["--price", "gid://shop/ProductVariant/12=9007199254740993"])
        .args(["--version", &version])
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success(), "{told}");
    let printed = String::from_utf8(done.stdout).unwrap();
    let position: Position = printed.trim().parse().expect(&told);
    assert_eq!(position.topic, format!("{}.catalog.prices", kafka.prefix));

    let record = kafka.record_at(&position.topic, position.partition, position.offset);
    let now = Limits::at(Timestamp::now());
    let topic = CatalogTopic::Prices;
    let read = decode_record(topic, record.key(), record.payload(), &now).unwrap();
    assert_eq!(read.source, source);
    assert!(now.now.0 - read.occurred_at.0 < 300_000_000);
    assert_eq!(read.event.version, Timestamp(VERSION));
    let variant = |number: u32, minor: i64| VariantPricesFact {
        variant_id: format!("gid://shop/ProductVariant/{number}"),
        prices: vec![PriceFact {
            price_list_id: None,
            minimum_quantity: 1,
            price: Money::new(minor, Currency::EUR),
            compare_at_price: None,
            starts_at: None,
            ends_at: None,
        }],
    };
    let expected = PricesFact {
        product_id: PRODUCT.into(),
        variants: vec![variant(11, 1999), variant(12, 9_007_199_254_740_993)],
    };
    assert_eq!(read.event.fact, Fact::Prices(expected.clone()));

    // Ours puts the key into the same partition.
    let line = format!(r#"{{"removed": {{"prices": "{PRODUCT}"}}}}"#);
    let published = kafka.publish(&line);
    let ours: Position = String::from_utf8_lossy(&published.stdout)
        .trim()
        .parse()
        .unwrap();
    assert_eq!(ours.partition, position.partition);
}

#[test]
fn the_python_producer_changes_a_price() {
    let venv = Path::new(env!("CARGO_TARGET_TMPDIR")).join("producer-python");
    let requirements = folder("python").join("requirements.txt");
    let python = venv.join("bin/python");
    let ready = prepared(Command::new("python3").args(["-m", "venv"]).arg(&venv)).and_then(|()| {
        let mut install = Command::new(&python);
        install.args(["-m", "pip", "install", "--quiet", "--requirement"]);
        prepared(install.arg(requirements))
    });
    if ready.is_some() {
        let mut producer = Command::new(python);
        producer.arg(folder("python").join("change_price.py"));
        assert_price_change("python-example", producer);
    }
}

#[test]
fn the_typescript_producer_changes_a_price() {
    let folder = folder("typescript");
    let npm = |arguments: &[&str]| {
        let mut npm = Command::new("npm");
        npm.args(arguments).current_dir(&folder);
        npm
    };
    let install = ["ci", "--ignore-scripts", "--no-progress"];
    if prepared(&mut npm(&install)).is_some() {
        let built = npm(&["run", "build"]).output().unwrap();
        assert!(built.status.success(), "{built:?}");
        let mut producer = Command::new("node");
        producer.arg(folder.join("dist/change_price.js"));
        assert_price_change("typescript-example", producer);
    }
}
