//! Fills the search index of a process from its store: once, or again and again while nothing tells of changes.

use std::{
    path::Path,
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
        index::{self, ColumnIndex, CurrentIndex},
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

/// Keeps an index filled from the database.
pub(super) struct Filler {
    /// Gets each index that was filled.
    pub current: Arc<CurrentIndex>,
    /// What it is filled from.
    pub source: Arc<CockroachCatalog>,
    /// How.
    pub settings: index::Settings,
    /// Passes when there is an index.
    pub ready: Check,
}

impl Filler {
    /// Fills the index now and whenever its time has come, the old one answering meanwhile: on a thread of its own,
    /// because reading texts takes the time of a core. A snapshot answers until the database was read.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub(super) fn start(self, io: Handle) -> std::io::Result<()> {
        let thread = thread::Builder::new().name("vitrina-search".to_owned());
        let run = move || {
            self.restore();
            loop {
                let every = Duration::from_secs(self.settings.refill_seconds);
                let pause = match io.block_on(self.fill()) {
                    Ok(()) if every.is_zero() => return,
                    Ok(()) => every,
                    Err(error) => {
                        warn!(%error, "the search index could not be filled from the database");
                        RETRY
                    }
                };
                thread::sleep(pause);
            }
        };
        thread.spawn(run).map(drop)
    }

    fn snapshot(&self) -> Option<&Path> {
        let path = &self.settings.snapshot;
        (!path.is_empty()).then(|| Path::new(path))
    }

    fn restore(&self) {
        let Some(path) = self.snapshot().filter(|path| path.exists()) else {
            return;
        };
        let began = Instant::now();
        match ColumnIndex::restored_for(&*self.source, path) {
            Ok(index) => self.set(index, began, "the search index is restored"),
            Err(error) => {
                let error = anyhow::Error::from(error);
                warn!("the snapshot is not used, the database is read first: {error:#}");
            }
        }
    }

    async fn fill(&self) -> Result<(), StoreError> {
        let began = Instant::now();
        let index = match self.snapshot() {
            None => ColumnIndex::filled_from(&*self.source).await?,
            Some(path) => {
                let (index, written) = ColumnIndex::recorded_from(&*self.source, path).await?;
                if let Err(error) = written {
                    let error = anyhow::Error::from(error);
                    warn!("the snapshot could not be written: {error:#}");
                }
                index
            }
        };
        self.set(index, began, "the search index is filled");
        Ok(())
    }

    fn set(&self, index: ColumnIndex, began: Instant, event: &'static str) {
        let products = index.memory().products;
        self.current.set(index);
        self.ready.pass();
        info!(products, took = ?began.elapsed(), "{event}");
    }
}
