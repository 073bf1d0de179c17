//! The threads that talk to other services.
//!
//! Each worker of the HTTP server is one thread with a runtime of its own. A connection that is driven there waits for
//! whatever else that worker computes, and with it every caller who borrowed the connection. So the tasks that drive
//! connections which all may borrow run here, on a few threads that do nothing else. Requests do not run here. Adapters
//! are given the handle; the runtime belongs to the process and outlives them.

use tokio::runtime::{Builder, Handle, Runtime};

/// Most threads: they copy bytes, and a machine with many cores needs few of them for that.
const MOST_THREADS: usize = 4;

/// A runtime for the tasks that drive connections. Dropping it ends them.
#[derive(Debug)]
pub struct IoRuntime {
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
        Ok(Self {
            handle: runtime.handle().clone(),
            runtime: Some(runtime),
        })
    }

    /// Where to spawn.
    #[must_use]
    pub fn handle(&self) -> &Handle {
        &self.handle
    }
}

impl Drop for IoRuntime {
    /// Does not wait for the tasks: it may be dropped within another runtime, which must not block.
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
