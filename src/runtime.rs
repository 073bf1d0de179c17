//! The threads that talk to other services.
//!
//! Each worker of the HTTP server is one thread with a runtime of its own. A connection that is driven there waits for
//! whatever else that worker computes, and with it every caller who borrowed the connection. So the tasks that drive
//! connections run here, on a few threads that do nothing else. Requests do not run here.

use std::sync::Arc;

use tokio::runtime::{Builder, Handle, Runtime};

/// Most threads: they copy bytes, and a machine with many cores needs few of them for that.
const MOST_THREADS: usize = 4;

/// A runtime for the tasks that drive connections. Clones share it; it ends with the last clone.
#[derive(Debug, Clone)]
pub struct IoRuntime(Arc<Owned>);

#[derive(Debug)]
struct Owned {
    handle: Handle,
    /// `None` only while it is being dropped.
    runtime: Option<Runtime>,
}

impl IoRuntime {
    /// Starts its threads, one for four cores of the machine.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start() -> std::io::Result<Self> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let runtime = Builder::new_multi_thread()
            .worker_threads((cores / 4).clamp(1, MOST_THREADS))
            .thread_name("vitrina-io")
            .enable_all()
            .build()?;
        Ok(Self(Arc::new(Owned {
            handle: runtime.handle().clone(),
            runtime: Some(runtime),
        })))
    }

    /// Where to spawn.
    #[must_use]
    pub fn handle(&self) -> &Handle {
        &self.0.handle
    }
}

impl Drop for Owned {
    /// Does not wait for the tasks: the last clone may be dropped by one of them, or within another runtime.
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
