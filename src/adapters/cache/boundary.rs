//! The next scheduled change of the shop, asked of the store at most once in the time that lists are kept.

use std::{sync::Arc, time::Duration};

use tokio::sync::Mutex;

use super::{
    clock::{Clock, Tick},
    lookup::bounded,
};
use crate::{
    application::catalog::{Schedule, StoreError},
    domain::time::Timestamp,
};

/// What the store said: the first change after an instant.
#[derive(Debug, Clone, Copy)]
struct Known {
    after: Timestamp,
    boundary: Option<Timestamp>,
    asked_at: Tick,
}

/// Scheduled changes.
pub struct Boundaries {
    schedule: Arc<dyn Schedule>,
    ttl: Duration,
    clock: Clock,
    known: Mutex<Option<Known>>,
}

impl Boundaries {
    /// Changes of a schedule, asked again after this time.
    pub fn new(schedule: Arc<dyn Schedule>, ttl: Duration, clock: Clock) -> Self {
        Self {
            schedule,
            ttl,
            clock,
            known: Mutex::new(None),
        }
    }

    /// The first scheduled change after an instant.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub async fn after(&self, instant: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        // Held while the store is asked, so that one asks for all.
        let mut known = self.known.lock().await;
        if let Some(known) = *known
            && known.after <= instant
            && known.boundary.is_none_or(|boundary| instant < boundary)
            && self.clock.tick() < known.asked_at + self.ttl
        {
            return Ok(known.boundary);
        }
        let asked_at = self.clock.tick();
        let boundary = bounded(self.schedule.next_boundary(instant)).await?;
        *known = Some(Known {
            after: instant,
            boundary,
            asked_at,
        });
        Ok(boundary)
    }
}
