//! Results that are held, so that the pages after the first are of the same list.
//!
//! An answer with more pages leaves behind what it was made of, the state and the matches of the text, under a number
//! that its cursors carry. A request with such a cursor goes on there. Without it, because it is too old or would keep
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

/// Results by number, the oldest first.
#[derive(Debug, Default)]
pub(super) struct Held(Mutex<Results>);

#[derive(Debug, Default)]
struct Results {
    last: u64,
    rows: VecDeque<(u64, Instant, Result)>,
    match_bytes: usize,
}

impl Held {
    /// The result that a window goes on in, with its number, if it is of this request and still held.
    pub(super) fn find(&self, window: &Window, binding: u64) -> Option<(u64, Result)> {
        let position = window.after.as_ref().or(window.before.as_ref())?;
        let number = number_of(position)?;
        let results = self.0.lock().expect("no holder of the lock panics");
        let place = results
            .rows
            .binary_search_by_key(&number, |row| row.0)
            .ok()?;
        let (_, since, result) = &results.rows[place];
        let is_ours = result.binding == binding && since.elapsed() < HELD_FOR;
        is_ours.then(|| (number, result.clone()))
    }

    /// Holds a result; returns its number.
    pub(super) fn hold(&self, result: Result) -> u64 {
        let mut results = self.0.lock().expect("no holder of the lock panics");
        let replaced = result.state.replaced_bytes;
        results.match_bytes += result.match_bytes();
        results.last += 1;
        let number = results.last;
        results.rows.push_back((number, Instant::now(), result));
        results.trim(replaced);
        number
    }

    /// Lets go of what keeps too much of earlier states, now that so many bytes were replaced.
    pub(super) fn release(&self, replaced_bytes: u64) {
        let mut results = self.0.lock().expect("no holder of the lock panics");
        results.trim(replaced_bytes);
    }
}

impl Results {
    fn trim(&mut self, replaced_bytes: u64) {
        while self.is_too_much(replaced_bytes)
            && let Some((_, _, oldest)) = self.rows.pop_front()
        {
            self.match_bytes -= oldest.match_bytes();
        }
    }

    fn is_too_much(&self, replaced_bytes: u64) -> bool {
        let Some((_, since, oldest)) = self.rows.front() else {
            return false;
        };
        self.rows.len() > RESULTS
            || self.match_bytes > MATCH_BYTES
            || since.elapsed() >= HELD_FOR
            || replaced_bytes - oldest.state.replaced_bytes > REPLACED_BYTES
    }
}

/// The number of the result that a position is of.
fn number_of(position: &Position) -> Option<u64> {
    position.id.split(' ').next()?.parse().ok()
}

/// Writes the number of a result into a position; 0 where none is held.
pub(super) fn mark(position: &mut Position, number: Option<u64>) {
    let number = number.unwrap_or(0);
    position.id.insert_str(0, &format!("{number} "));
}

/// What a position's id was before it was marked.
pub(super) fn unmarked(id: &str) -> &str {
    id.split_once(' ').map_or("", |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::page::SortValue;

    fn result(binding: u64, replaced_bytes: u64, matches: usize) -> Result {
        let state = State {
            chunk_rows: 1,
            chunks: Vec::new(),
            collections: Arc::default(),
            lists: Arc::default(),
            replaced_bytes,
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

    fn after(number: u64) -> Window {
        let mut position = Position {
            value: SortValue::Number(0),
            id: "0 0 a".to_owned(),
        };
        mark(&mut position, Some(number));
        assert_eq!(unmarked(&position.id), "0 0 a");
        Window {
            after: Some(position),
            ..Window::first(1)
        }
    }

    #[test]
    fn a_result_is_found_by_its_own_request_alone() {
        let held = Held::default();
        let number = held.hold(result(7, 0, 1));
        assert!(held.find(&after(number), 7).is_some());
        assert!(held.find(&after(number), 8).is_none());
        assert!(held.find(&after(number + 1), 7).is_none());
        assert!(held.find(&Window::first(1), 7).is_none());
    }

    #[test]
    fn the_oldest_go_when_there_is_too_much() {
        let held = Held::default();
        let first = held.hold(result(1, 0, 1));
        let last = (0..RESULTS).map(|_| held.hold(result(1, 0, 1))).last();
        assert!(held.find(&after(first), 1).is_none(), "by number");
        assert!(held.find(&after(last.unwrap()), 1).is_some());
        let large = MATCH_BYTES / size_of::<(u32, u32)>() - 1;
        let large = held.hold(result(2, 0, large));
        let small = held.hold(result(3, 0, 2));
        assert!(held.find(&after(large), 2).is_none(), "by bytes of matches");
        assert!(held.find(&after(small), 3).is_some());
        held.release(REPLACED_BYTES);
        assert!(held.find(&after(small), 3).is_some());
        held.release(REPLACED_BYTES + 1);
        assert!(held.find(&after(small), 3).is_none(), "by replaced bytes");
    }
}
