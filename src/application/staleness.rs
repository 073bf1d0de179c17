//! Whether an answer holds values that could not be asked for anew, and how old they are.
//!
//! A store that serves what it still holds while it cannot be reached calls [`mark`]; whoever answers the request runs it
//! in [`watch`] and tells the caller. The mark belongs to the task of the request, so that synchronous look-ups can set it
//! too; outside of a watched request it goes nowhere.

use std::cell::Cell;

tokio::task_local! {
    /// Age in seconds of the oldest stale value seen so far.
    static OLDEST_SECONDS: Cell<Option<u64>>;
}

/// Notes that the present request is answered with a value that was read so many seconds ago and cannot be renewed.
pub fn mark(age_seconds: u64) {
    // Not every caller answers a request: nobody is to be told then.
    let _ = OLDEST_SECONDS.try_with(|oldest| oldest.set(oldest.get().max(Some(age_seconds))));
}

/// Runs a request, and tells the age in seconds of its oldest stale value; `None` when all were current.
pub async fn watch<F: Future>(request: F) -> (F::Output, Option<u64>) {
    OLDEST_SECONDS
        .scope(Cell::new(None), async {
            let output = request.await;
            (output, OLDEST_SECONDS.with(Cell::get))
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_oldest_mark_of_a_request_is_told_and_no_other_requests() {
        let marked = watch(async {
            mark(3);
            tokio::task::yield_now().await;
            mark(7);
            mark(5);
        });
        let unmarked = watch(async { tokio::task::yield_now().await });
        let ((_, marked), (_, unmarked)) = tokio::join!(marked, unmarked);
        assert_eq!((marked, unmarked), (Some(7), None));
        mark(1);
    }
}
