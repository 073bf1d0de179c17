//! A Redis whose memory is full: what it drops takes no rule with it, and what it refuses is nobody's error.

use std::{sync::Arc, time::Duration};

use ::redis::{Connection, InfoDict};
use bytes::Bytes;
use tokio::runtime::Handle;
use vitrina::{
    adapters::cache::{
        record,
        redis::{self, RedisTier},
        shared::{Shared, Slot},
    },
    application::{
        cached::{Change, Kind},
        catalog::{Fetch, Find, Freshness},
    },
    domain::{id::Key, product::Product, time::Timestamp},
};

use super::{cached, keys, remote};
use crate::support::{redis::RedisServer, until};

const KEPT: Duration = Duration::from_secs(60);

/// A server, its tier, and a connection of the test's own.
async fn server() -> (RedisServer, Arc<RedisTier>, Connection) {
    let server = RedisServer::start();
    let settings = redis::Settings {
        url: server.url.clone(),
        timeout_ms: 2_000,
        ..redis::Settings::default()
    };
    let tier = Arc::new(RedisTier::start(&settings, &Handle::current()).unwrap());
    until("redis is connected", async || tier.is_up()).await;
    let client = ::redis::Client::open(server.url.as_str()).unwrap();
    let control = client.get_connection().unwrap();
    (server, tier, control)
}

/// Bounds its memory; 0 is no bound.
fn bound(control: &mut Connection, bytes: u64, policy: &str) {
    let memory = [
        "SET",
        "maxmemory",
        &bytes.to_string(),
        "maxmemory-policy",
        policy,
    ];
    ::redis::cmd("CONFIG").arg(&memory).exec(control).unwrap();
}

/// Offers records that nobody asks for until `is_enough` holds.
async fn fill(tier: &RedisTier, mut is_enough: impl FnMut() -> bool) {
    for round in 0..200 {
        if is_enough() {
            return;
        }
        let junk = (0..200).map(|number| {
            let key = Key::of(&format!("junk {round} {number}"));
            let kind = Kind::Stock;
            (Slot { kind, key }, Bytes::from_static(&[0; 1024]), KEPT)
        });
        tier.put(junk.collect()).await;
        until("redis is connected", async || tier.is_up()).await;
    }
    panic!("40,000 records were not enough");
}

async fn version_in(tier: &RedisTier, slot: Slot) -> Option<Timestamp> {
    let held = tier.get(&[slot]).await.remove(0)?;
    Some(record::read::<Product>(&held)?.version)
}

#[tokio::test]
async fn a_node_that_was_told_of_a_change_does_not_need_the_floor_that_redis_evicted() {
    let (_server, tier, mut control) = server().await;
    let info: InfoDict = ::redis::cmd("INFO").query(&mut control).unwrap();
    let used: u64 = info.get("used_memory").unwrap();
    // Room for some hundred records beyond what Redis needs for itself.
    bound(&mut control, used + 512 * 1024, "allkeys-lru");
    let (store, told, clock) = cached(Some(tier.clone()));
    let key = keys(&store, 1, &clock).await[0];
    let old = Fetch::<Product>::fetch(&*store, &[key], Freshness::Fresh).await;
    let old = old.unwrap().remove(0);
    let old = record::write(old.value.as_deref(), old.version, clock.wall(), false);
    let kind = Kind::Product;
    let slot = Slot { kind, key };
    let version = store.write(remote::events(30));
    told.announce(&[Change { kind, key, version }]);
    let floor = Some(record::write_floor(version));
    until("the floor arrives", async || {
        tier.get(&[slot]).await[0] == floor
    })
    .await;
    let slow_node = vec![(slot, old.clone(), KEPT)];
    tier.put(slow_node.clone()).await;
    assert_eq!(tier.get(&[slot]).await[0], floor);

    // The one key that there is by now.
    let names: Vec<String> = ::redis::cmd("KEYS").arg("*").query(&mut control).unwrap();
    let is_evicted = || {
        let there: usize = ::redis::cmd("EXISTS")
            .arg(&names)
            .query(&mut control)
            .unwrap();
        there == 0
    };
    fill(&tier, is_evicted).await;
    tier.put(slow_node).await;
    assert_eq!(tier.get(&[slot]).await[0], Some(old));

    store.asked();
    let found = Find::<Product>::find_by_keys(&*told, &[key]).await.unwrap();
    assert!(found[0].is_some());
    assert_eq!(store.asked(), ["product"]);
    until("the newer value is in redis", async || {
        version_in(&tier, slot).await == Some(version)
    })
    .await;
    let (other_store, untold, _) = cached(Some(tier.clone()));
    let other = Find::<Product>::find_by_keys(&*untold, &[key])
        .await
        .unwrap();
    assert_eq!((other, other_store.asked()), (found, vec![]));
}

#[tokio::test]
async fn a_redis_that_refuses_to_store_is_nobodys_error_and_used_again_once_it_has_room() {
    let (_server, tier, mut control) = server().await;
    let kept = Slot {
        kind: Kind::Stock,
        key: Key::of("kept"),
    };
    let record = record::write_floor(Timestamp(1));
    tier.put(vec![(kept, record.clone(), KEPT)]).await;
    bound(&mut control, 1, "noeviction");

    let (store, catalog, clock) = cached(Some(tier.clone()));
    let keys = keys(&store, 24, &clock).await;
    let found = Find::<Product>::find_by_keys(&*catalog, &keys)
        .await
        .unwrap();
    assert!(found.iter().all(Option::is_some));
    let slot = Slot {
        kind: Kind::Product,
        key: keys[0],
    };
    until("it is read", async || {
        tier.get(&[kept]).await[0] == Some(record.clone())
    })
    .await;

    // What was announced cannot be told to the others, so it is passed over until it can.
    let version = store.write(remote::events(30));
    catalog.announce(&[Change {
        kind: slot.kind,
        key: slot.key,
        version,
    }]);
    until("it is passed over", async || !tier.is_up()).await;
    let found = Find::<Product>::find_by_keys(&*catalog, &keys)
        .await
        .unwrap();
    assert!(found.iter().all(Option::is_some));
    bound(&mut control, 0, "noeviction");
    until("the floor arrives", async || {
        tier.get(&[slot]).await[0] == Some(record::write_floor(version))
    })
    .await;
}
