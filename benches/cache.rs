//! Question: what does it cost to have an entity in process, and what does the way past the caches add to a look-up?
//!
//! - `resident/hit`, `miss`, `offer`: one synchronous look-up; an offer is put together from three.
//! - `resident/contended`: the hit while a second thread does the same with the same keys.
//! - `batch_of_24/resident`, `find`: 24 entities that are held, one by one and through the port.
//! - `batch_of_24/store`, `off`: 24 that are not held, asked of the store itself and through caches that keep nothing; the
//!   store is in process, so the difference is what the caches add to a round trip.
//! - `list/hit`: a list of 24 that is held.
//!
//! Each answer is checked before it is timed.

#[path = "../tests/cache/ports.rs"]
mod ports;
#[path = "../tests/cache/remote.rs"]
#[expect(dead_code, reason = "tests use more of it")]
mod remote;

use std::{
    hint::black_box,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use criterion::{Criterion, criterion_group, criterion_main};
use remote::Remote;
use vitrina::{
    adapters::cache::{CachedCatalog, Settings, clock::Clock},
    application::catalog::{
        Fetch, Find, Found, Freshness, ProductList, ProductLists, ProductSort, Resident,
        SettingStore,
    },
    domain::{
        context::Wish, id::Key, offer::Offer, page::Window, product::Variants, time::Timestamp,
    },
};

fn is_known<T>(found: &Resident<T>) -> bool {
    matches!(found, Resident::Known(Some(_)))
}

fn caches(criterion: &mut Criterion) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let remote = Remote::of(remote::events(500));
    let over = |memory_mb| {
        let settings = Settings {
            memory_mb,
            ..Settings::default()
        };
        Arc::new(CachedCatalog::new(
            Arc::clone(&remote),
            &settings,
            None,
            Clock::system(),
        ))
    };
    let catalog = over(256);
    let list = ProductList {
        collection: None,
        filter: None,
        sort: ProductSort::Title,
        is_reversed: false,
        window: Window::first(24),
        context: remote
            .settings()
            .resolve(&Wish::default(), Timestamp::now())
            .price,
        with_total: true,
    };
    let page = runtime
        .block_on(catalog.list_products(&list))
        .expect("an answer");
    let keys: Vec<Key> = page.rows.iter().map(|(key, _)| *key).collect();
    assert_eq!(keys.len(), 24);
    let found = runtime
        .block_on(Find::<Variants>::find_by_keys(&*catalog, &keys))
        .expect("found");
    assert!(found.iter().all(Option::is_some));
    runtime
        .block_on(Find::<Offer>::find_by_keys(&*catalog, &keys))
        .expect("found");
    assert!(
        keys.iter()
            .all(|key| is_known(&Find::<Variants>::resident(&*catalog, *key)))
    );
    assert!(
        keys.iter()
            .all(|key| is_known(&Find::<Offer>::resident(&*catalog, *key)))
    );

    let mut group = criterion.benchmark_group("resident");
    let mut at = 0;
    let mut next = || {
        at = (at + 1) % keys.len();
        keys[at]
    };
    group.bench_function("hit", |bencher| {
        bencher.iter(|| black_box(Find::<Variants>::resident(&*catalog, next())));
    });
    group.bench_function("offer", |bencher| {
        bencher.iter(|| black_box(Find::<Offer>::resident(&*catalog, next())));
    });
    let absent = Key::of("absent");
    assert!(!is_known(&Find::<Variants>::resident(&*catalog, absent)));
    group.bench_function("miss", |bencher| {
        bencher.iter(|| black_box(Find::<Variants>::resident(&*catalog, black_box(absent))));
    });
    let ends = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !ends.load(Ordering::Relaxed) {
                for key in &keys {
                    black_box(Find::<Variants>::resident(&*catalog, *key));
                }
            }
        });
        group.bench_function("contended", |bencher| {
            bencher.iter(|| black_box(Find::<Variants>::resident(&*catalog, next())));
        });
        ends.store(true, Ordering::Relaxed);
    });
    group.finish();

    let off = over(0);
    let fetched: Vec<Found<Variants>> = runtime
        .block_on(remote.fetch(&keys, Freshness::Fresh))
        .expect("fetched");
    assert!(fetched.iter().map(|it| &it.value).eq(&found));
    let mut group = criterion.benchmark_group("batch_of_24");
    group.bench_function("resident", |bencher| {
        bencher.iter(|| {
            for key in &keys {
                black_box(Find::<Variants>::resident(&*catalog, *key));
            }
        });
    });
    group.bench_function("find", |bencher| {
        bencher
            .to_async(&runtime)
            .iter(|| Find::<Variants>::find_by_keys(&*catalog, &keys));
    });
    group.bench_function("store", |bencher| {
        bencher.to_async(&runtime).iter(async || {
            let found: Vec<Found<Variants>> = remote
                .fetch(&keys, Freshness::Fresh)
                .await
                .expect("fetched");
            found
        });
    });
    group.bench_function("off", |bencher| {
        bencher
            .to_async(&runtime)
            .iter(|| Find::<Variants>::find_by_keys(&*off, &keys));
    });
    group.finish();

    criterion.bench_function("list/hit", |bencher| {
        bencher
            .to_async(&runtime)
            .iter(|| catalog.list_products(&list));
    });
    remote.asked();
}

criterion_group!(benches, caches);
criterion_main!(benches);
