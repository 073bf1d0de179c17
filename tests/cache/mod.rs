//! The cache tiers from outside: what reaches the store, what is served without it, what the shared tier survives.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod degraded;
mod full;
mod histories;
mod interleaved;
mod ports;
mod records;
mod redis;
pub mod remote;
mod tiers;

use std::{sync::Arc, time::Duration};

use remote::Remote;
use vitrina::{
    adapters::cache::{CachedCatalog, Settings, clock::Clock, shared::Shared},
    application::catalog::{ProductList, ProductLists, ProductSort, SettingStore},
    domain::{context::Wish, id::Key, page::Window, time::Timestamp},
};

/// A minute and a bit: past the time to live of all entries.
const PAST_TTL: Duration = Duration::from_secs(61);

/// A store of 30 generated products behind caches whose clock the test turns.
fn cached(shared: Option<Arc<dyn Shared>>) -> (Arc<Remote>, Arc<CachedCatalog<Remote>>, Clock) {
    let remote = Remote::of(remote::events(30));
    let clock = Clock::manual();
    // At an instant at which the generated catalog is published.
    clock.advance(Duration::from_secs(3 * 365 * 86_400));
    let settings = Settings::default();
    let catalog = CachedCatalog::new(Arc::clone(&remote), &settings, shared, clock.clone());
    (remote, Arc::new(catalog), clock)
}

/// The first so many products.
fn products(catalog: &impl SettingStore, size: usize, instant: Timestamp) -> ProductList {
    ProductList {
        collection: None,
        filter: None,
        sort: ProductSort::Title,
        is_reversed: false,
        window: Window::first(size),
        context: catalog.settings().resolve(&Wish::default(), instant).price,
        with_total: true,
    }
}

/// Keys of the first so many products, of which the cache learns nothing.
async fn keys(remote: &Remote, size: usize, clock: &Clock) -> Vec<Key> {
    let list = products(remote, size, clock.wall());
    let page = remote.list_products(&list).await.expect("an answer");
    remote.asked();
    page.rows.into_iter().map(|(key, _)| key).collect()
}
