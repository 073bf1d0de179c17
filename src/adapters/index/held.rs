//! Results that are held, so that the pages after the first are of the same list.
//!
//! An answer with more pages leaves behind what it was made of, the state and the matches of the text, under the revision
//! of the state, which its cursors carry: the same request is answered with the same bytes until something changes. A
//! request with such a cursor goes on there. Without it, because it is too old or would keep
//! too much memory from being freed, the cursor still says where to go on in the list as it is now.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use super::{state::State, text::TextMatches};
use crate::domain::page::{Position, Window};

/// How long a result is held.
const HELD_FOR: Duration = Duration::from_secs(60);
/// Most results that are held.
const RESULTS: usize = 256;
/// Most bytes of matches that are held.
const MATCH_BYTES: usize = 32 << 20;
/// Most bytes of replaced chunks that one held result may keep from being freed; all of them share these.
const REPLACED_BYTES: u64 = 64 << 20;

/// What an answer was made of.
#[derive(Debug, Clone)]
pub(super) struct Result {
    /// [`crate::application::search::SearchRequest::binding`] of its request.
    pub binding: u64,
    pub state: Arc<State>,
    pub matches: Option<Arc<TextMatches>>,
}

impl Result {
    fn match_bytes(&self) -> usize {
        let matches = self.matches.iter();
        matches.map(|matches| size_of_val(&*matches.products)).sum()
    }
}

/// Results, the one that was asked for least lately first.
#[derive(Debug, Default)]
pub(super) struct Held(Mutex<Results>);

#[derive(Debug, Default)]
struct Results {
    rows: VecDeque<(Instant, Result)>,
    match_bytes: usize,
}

impl Held {
    /// The result that a window goes on in, if it is of this request and still held.
    pub(super) fn find(&self, window: &Window, binding: u64) -> Option<Result> {
        let position = window.after.as_ref().or(window.before.as_ref())?;
        let revision = revision_of(position)?;
        let results = self.0.lock().expect("no holder of the lock panics");
        let (since, result) = &results.rows[results.place(revision, binding)?];
        (since.elapsed() < HELD_FOR).then(|| result.clone())
    }

    /// Holds a result; of two of one request and revision, which are the same, the later.
    pub(super) fn hold(&self, result: Result) {
        let mut results = self.0.lock().expect("no holder of the lock panics");
        let replaced = result.state.replaced_bytes;
        let known = results.place(result.state.revision, result.binding);
        if let Some((_, known)) = known.and_then(|place| results.rows.remove(place)) {
            results.match_bytes -= known.match_bytes();
        }
        results.match_bytes += result.match_bytes();
        results.rows.push_back((Instant::now(), result));
        results.trim(replaced);
    }

    /// Lets go of what keeps too much of earlier states, now that so many bytes were replaced.
    pub(super) fn release(&self, replaced_bytes: u64) {
        let mut results = self.0.lock().expect("no holder of the lock panics");
        results.trim(replaced_bytes);
    }
}

impl Results {
    fn place(&self, revision: u64, binding: u64) -> Option<usize> {
        let is_it = |(_, result): &(Instant, Result)| {
            result.binding == binding && result.state.revision == revision
        };
        self.rows.iter().rposition(is_it)
    }

    fn trim(&mut self, replaced_bytes: u64) {
        while self.is_too_much(replaced_bytes)
            && let Some((_, oldest)) = self.rows.pop_front()
        {
            self.match_bytes -= oldest.match_bytes();
        }
    }

    fn is_too_much(&self, replaced_bytes: u64) -> bool {
        let Some((since, oldest)) = self.rows.front() else {
            return false;
        };
        self.rows.len() > RESULTS
            || self.match_bytes > MATCH_BYTES
            || since.elapsed() >= HELD_FOR
            || replaced_bytes.saturating_sub(oldest.state.replaced_bytes) > REPLACED_BYTES
    }
}

/// The revision that a position is of.
fn revision_of(position: &Position) -> Option<u64> {
    position.id.split(' ').next()?.parse().ok()
}

/// Writes the revision of the state into a position.
pub(super) fn mark(position: &mut Position, revision: u64) {
    position.id.insert_str(0, &format!("{revision} "));
}

/// What a position's id was before it was marked.
pub(super) fn unmarked(id: &str) -> &str {
    id.split_once(' ').map_or("", |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::page::SortValue;

    const REVISION: u64 = 5;

    fn result(binding: u64, replaced_bytes: u64, matches: usize) -> Result {
        let state = State {
            chunk_rows: 1,
            chunks: Vec::new(),
            heads: Vec::new(),
            views: Arc::default(),
            collections: Arc::default(),
            lists: Arc::default(),
            replaced_bytes,
            revision: REVISION,
        };
        Result {
            binding,
            state: Arc::new(state),
            matches: Some(Arc::new(TextMatches {
                products: vec![(0, 0); matches],
                ..TextMatches::default()
            })),
        }
    }

    fn after(revision: u64) -> Window {
        let mut position = Position {
            value: SortValue::Number(0),
            id: "0 0 a".to_owned(),
        };
        mark(&mut position, revision);
        assert_eq!(unmarked(&position.id), "0 0 a");
        Window {
            after: Some(position),
            ..Window::first(1)
        }
    }

    #[test]
    fn a_result_is_found_by_its_own_request_and_revision_alone() {
        let held = Held::default();
        held.hold(result(7, 0, 1));
        assert!(held.find(&after(REVISION), 7).is_some());
        assert!(held.find(&after(REVISION), 8).is_none());
        assert!(held.find(&after(REVISION + 1), 7).is_none());
        assert!(held.find(&Window::first(1), 7).is_none());
    }

    #[test]
    fn what_was_asked_for_least_lately_goes_when_there_is_too_much() {
        let held = Held::default();
        let is_held = |binding| held.find(&after(REVISION), binding).is_some();
        held.hold(result(1, 0, 1));
        held.hold(result(2, 0, 1));
        for binding in (3..=RESULTS as u64).chain([1, 1000]) {
            held.hold(result(binding, 0, 1));
        }
        assert!(!is_held(2), "by number");
        assert!(is_held(1) && is_held(3) && is_held(1000));
        held.hold(result(2000, 0, MATCH_BYTES / size_of::<(u32, u32)>() - 1));
        held.hold(result(3000, 0, 2));
        assert!(!is_held(2000), "by bytes of matches");
        assert!(is_held(3000));
        held.release(REPLACED_BYTES);
        assert!(is_held(3000));
        held.release(REPLACED_BYTES + 1);
        assert!(!is_held(3000), "by replaced bytes");
    }
}
