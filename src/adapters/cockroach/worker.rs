//! The threads that serve requests, as far as connections are concerned.
//!
//! A connection that one worker alone borrows is better driven by that worker: nobody else waits for it, and no thread
//! has to wake another twice for each statement. So workers make themselves known ([`enroll_worker`]).

use std::{
    cell::OnceCell,
    sync::atomic::{AtomicUsize, Ordering},
};

thread_local! {
    static WORKER: OnceCell<usize> = const { OnceCell::new() };
}

/// Makes the calling thread known as a worker: one whose runtime drives its own connections. It has to run a tokio
/// runtime whenever it asks for a connection.
pub fn enroll_worker() {
    static WORKERS: AtomicUsize = AtomicUsize::new(0);
    WORKER.with(|worker| {
        worker.get_or_init(|| WORKERS.fetch_add(1, Ordering::Relaxed));
    });
}

/// The number of the calling worker, counted over the process; `None` on any other thread.
pub(super) fn worker() -> Option<usize> {
    WORKER.with(|worker| worker.get().copied())
}
