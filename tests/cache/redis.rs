//! Redis as the shared tier: the script keeps the rule, nodes share what they read, and its absence costs nothing.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use bytes::Bytes;
use tokio::{net::TcpListener, runtime::Handle, sync::watch};
use vitrina::{
    adapters::cache::{
        record,
        redis::{RedisTier, Settings},
        shared::{Shared, Slot},
    },
    application::{
        cached::{Change, Kind},
        catalog::{Find, Resident},
    },
    domain::{
        id::Key,
        offer::{Offer, Stock},
        product::{Product, Variants},
        time::Timestamp,
    },
};

use super::{cached, keys, remote};
use crate::support::{redis::TestRedis, until};

const KEPT: Duration = Duration::from_secs(60);

/// A tier on the Redis of the run, under a prefix of its own.
async fn tier() -> (TestRedis, Arc<RedisTier>) {
    let redis = TestRedis::shared();
    let tier = start(&redis.url, &redis.prefix, 2_000);
    until_up(&tier).await;
    (redis, tier)
}

fn start(url: &str, prefix: &str, timeout_ms: u64) -> Arc<RedisTier> {
    let settings = Settings {
        url: url.to_owned(),
        prefix: prefix.to_owned(),
        timeout_ms,
    };
    Arc::new(RedisTier::start(&settings, &Handle::current()).expect("an address"))
}

async fn until_up(tier: &RedisTier) {
    until("redis is connected", async || tier.is_up()).await;
}

fn slot(name: &str) -> Slot {
    Slot {
        kind: Kind::Stock,
        key: Key::of(name),
    }
}

fn value(version: i64) -> Bytes {
    record::write::<Stock>(None, Timestamp(version), Timestamp::EPOCH, false)
}

#[tokio::test]
async fn the_script_replaces_records_as_the_rule_says() {
    let (_redis, tier) = tier().await;
    // Versions around the bounds of a Lua number and of the halves that the script compares.
    let wide = 1_i64 << 53;
    let versions = [
        i64::MIN,
        -wide - 1,
        -1,
        0,
        1,
        (1 << 32) - 1,
        1 << 32,
        (1 << 32) + 1,
        wide,
        wide + 1,
        i64::MAX,
    ];
    let mut expected: HashMap<Slot, Bytes> = HashMap::new();
    for (place, held) in versions.iter().enumerate() {
        for (other, new) in versions.iter().enumerate() {
            for (form, new) in [value(*new), record::write_floor(Timestamp(*new))]
                .into_iter()
                .enumerate()
            {
                let slot = slot(&format!("{place} {other} {form}"));
                let held = value(*held);
                let puts = vec![(slot, held.clone(), KEPT), (slot, new.clone(), KEPT)];
                // The same key twice in one command is put in order.
                tier.put(puts).await;
                let stays = if record::replaces(&held, &new) {
                    new
                } else {
                    held
                };
                expected.insert(slot, stays);
            }
        }
    }
    let slots: Vec<Slot> = expected.keys().copied().collect();
    for (slot, found) in slots.iter().zip(tier.get(&slots).await) {
        assert_eq!(found.as_ref(), expected.get(slot), "{slot:?}");
    }
    assert_eq!(tier.get(&[slot("absent")]).await, [None]);
}

#[tokio::test]
async fn a_raised_floor_takes_the_place_of_what_is_older() {
    let (_redis, tier) = tier().await;
    let (old, new) = (slot("old"), slot("new"));
    tier.put(vec![(old, value(1), KEPT), (new, value(5), KEPT)])
        .await;
    let changes = [old, new].map(|slot| Change {
        kind: slot.kind,
        key: slot.key,
        version: Timestamp(3),
    });
    tier.raise(&changes);
    until("the floor arrives", async || {
        tier.get(&[old]).await == [Some(record::write_floor(Timestamp(3)))]
    })
    .await;
    tier.put(vec![(old, value(2), KEPT)]).await;
    assert_eq!(
        tier.get(&[old, new]).await,
        [Some(record::write_floor(Timestamp(3))), Some(value(5))]
    );
}

#[tokio::test]
async fn what_one_node_read_another_takes_from_redis_and_never_what_is_older_than_announced() {
    let (_redis, tier) = tier().await;
    let (first, one, clock) = cached(Some(tier.clone()));
    let (second, other, _) = cached(Some(tier.clone()));
    let keys = keys(&first, 24, &clock).await;
    let found = Find::<Variants>::find_by_keys(&*one, &keys).await.unwrap();
    let offers = Find::<Offer>::find_by_keys(&*one, &keys).await.unwrap();
    // Those who wait are answered before Redis is written.
    let last = |kind| Slot {
        kind,
        key: keys[23],
    };
    let written = [last(Kind::Variants), last(Kind::Stock), last(Kind::Prices)];
    until("redis is written", async || {
        !tier.get(&written).await.contains(&None)
    })
    .await;
    assert_eq!(
        Find::<Variants>::find_by_keys(&*other, &keys)
            .await
            .unwrap(),
        found
    );
    assert_eq!(
        Find::<Offer>::find_by_keys(&*other, &keys).await.unwrap(),
        offers
    );
    assert_eq!(second.asked(), [""; 0]);

    // A third node was told of a newer version, which neither Redis nor the store of this test has.
    let (_, told, _) = cached(Some(tier.clone()));
    let version = Timestamp(remote::VERSION.0 + 1);
    told.announce(&[Change {
        kind: Kind::Variants,
        key: keys[0],
        version,
    }]);
    Find::<Variants>::find_by_keys(&*told, &keys[..1])
        .await
        .unwrap();
    assert_eq!(
        Find::<Variants>::resident(&*told, keys[0]),
        Resident::Unknown
    );
}

#[tokio::test]
async fn without_redis_the_store_answers_and_nobody_waits_for_it() {
    // A port that nobody listens on, and one where nobody ever answers.
    let dead = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let dead_address = dead.local_addr().unwrap();
    drop(dead);
    let hanging = TcpListener::bind("127.0.0.1:0").await.unwrap();
    for address in [dead_address, hanging.local_addr().unwrap()] {
        let tier = start(&format!("redis://{address}"), "none", 50);
        let (remote, catalog, clock) = cached(Some(tier.clone()));
        let keys = keys(&remote, 24, &clock).await;
        let found = Find::<Product>::find_by_keys(&*catalog, &keys)
            .await
            .unwrap();
        assert!(found.iter().all(Option::is_some));
        catalog.announce(&[Change {
            kind: Kind::Product,
            key: keys[0],
            version: Timestamp(1),
        }]);
        assert_eq!(remote.asked(), ["product"]);
        assert!(!tier.is_up());
    }
}

#[tokio::test]
async fn a_redis_that_stops_answering_costs_one_time_out_and_is_found_again() {
    let redis = TestRedis::shared();
    let target = redis_address(&redis.url);
    let relay = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = relay.local_addr().unwrap();
    let (flow, flows) = watch::channel(true);
    tokio::spawn(async move {
        while let Ok((mut client, _)) = relay.accept().await {
            let (target, mut flows) = (target.clone(), flows.clone());
            tokio::spawn(async move {
                let mut server = tokio::net::TcpStream::connect(target).await.unwrap();
                let copy = tokio::io::copy_bidirectional(&mut client, &mut server);
                tokio::select! {
                    _ = copy => return,
                    () = change(&mut flows, false) => {}
                }
                // From now on nothing flows, and nothing is closed either.
                change(&mut flows, true).await;
            });
        }
    });
    let tier = start(&format!("redis://{address}"), &redis.prefix, 200);
    until_up(&tier).await;
    tier.put(vec![(slot("a"), value(1), KEPT)]).await;
    assert_eq!(tier.get(&[slot("a")]).await, [Some(value(1))]);

    flow.send(false).unwrap();
    assert_eq!(tier.get(&[slot("a")]).await, [None]);
    assert!(!tier.is_up());
    tier.raise(&[Change {
        kind: Kind::Stock,
        key: Key::of("a"),
        version: Timestamp(9),
    }]);
    let began = Instant::now();
    for _ in 0..1000 {
        assert_eq!(tier.get(&[slot("a")]).await, [None]);
    }
    assert!(
        began.elapsed() < Duration::from_millis(200),
        "{:?}",
        began.elapsed()
    );

    flow.send(true).unwrap();
    until_up(&tier).await;
    // What was announced meanwhile was sent before anything was read.
    assert_eq!(
        tier.get(&[slot("a")]).await,
        [Some(record::write_floor(Timestamp(9)))]
    );
}

/// Waits until it flows, or does not.
async fn change(flows: &mut watch::Receiver<bool>, wanted: bool) {
    flows
        .wait_for(|flows| *flows == wanted)
        .await
        .map(drop)
        .unwrap_or_default();
}

/// Host and port of an address.
fn redis_address(url: &str) -> String {
    let rest = url.trim_start_matches("redis://").trim_end_matches('/');
    let host = rest.rsplit('@').next().unwrap_or(rest);
    host.split('/').next().unwrap_or(host).to_owned()
}
