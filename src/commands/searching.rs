//! Fills the search index of a process from its store: once, or again and again while nothing tells of changes.

use std::{
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use tokio::runtime::Handle;
use tracing::{info, warn};

use crate::{
    adapters::{
        cockroach::CockroachCatalog,
        http::readiness::Check,
        index::{ColumnIndex, CurrentIndex},
        memory::MemoryCatalog,
    },
    application::catalog::StoreError,
};

/// Pause after a database did not answer.
const RETRY: Duration = Duration::from_secs(5);

/// The index of a catalog in this process.
///
/// # Errors
/// When the catalog cannot be read.
pub(super) fn index_of(catalog: &MemoryCatalog) -> Result<CurrentIndex, StoreError> {
    let index = futures::executor::block_on(ColumnIndex::filled_from(catalog))?;
    let current = CurrentIndex::default();
    current.set(index);
    Ok(current)
}

/// Fills the index from the database, on a thread of its own because reading texts takes the time of a core; then anew
/// each time that `every` has passed, the old one answering meanwhile. Zero fills it once.
///
/// # Errors
/// When the system gives no thread.
pub(super) fn keep_filled(
    current: Arc<CurrentIndex>,
    source: Arc<CockroachCatalog>,
    io: Handle,
    every: Duration,
    ready: Check,
) -> std::io::Result<()> {
    let run = move || {
        loop {
            let began = Instant::now();
            let pause = match io.block_on(ColumnIndex::filled_from(&*source)) {
                Ok(index) => {
                    let products = index.memory().products;
                    current.set(index);
                    ready.pass();
                    info!(products, took = ?began.elapsed(), "the search index is filled");
                    if every.is_zero() {
                        return;
                    }
                    every
                }
                Err(error) => {
                    warn!(%error, "the search index could not be filled from the database");
                    RETRY
                }
            };
            io.block_on(tokio::time::sleep(pause));
        }
    };
    let thread = thread::Builder::new().name("vitrina-search".to_owned());
    thread.spawn(run).map(drop)
}
