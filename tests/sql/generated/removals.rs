//! Removals of a catalog's facts, and what may come after one.

use vitrina::domain::event::{Event, Fact};

use crate::support::removals::removal_of;

/// One fact in so many is removed.
const STEP: usize = 5;

/// A second, in microseconds: facts in files keep versions of any size, this reads well.
const SECOND: i64 = 1_000_000;

/// Removes every fifth fact of a catalog. Of those, a third is told again by an older fact, which changes nothing, and a
/// third by a newer one, which brings it back.
pub fn removals(events: &[Event]) -> Vec<Event> {
    let mut told = Vec::new();
    for (number, event) in events.iter().step_by(STEP).enumerate() {
        let mut add = |seconds: i64, fact: Fact| {
            let mut version = event.version;
            version.0 += seconds * SECOND;
            told.push(Event { version, fact });
        };
        add(20, Fact::Removed(removal_of(&event.fact)));
        match number % 3 {
            1 => add(10, event.fact.clone()),
            2 => add(30, event.fact.clone()),
            _ => {}
        }
    }
    told
}
