//! Time as caches count it: ticks, which never go back, for ages and orders within the process; the wall clock only where
//! other processes or schedules are concerned. Tests turn the clock by hand.

use std::{
    ops::{Add, Sub},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, Instant},
};

use crate::domain::time::Timestamp;

/// Microseconds since the clock was made; before that, negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tick(pub i64);

impl Tick {
    /// Before everything.
    pub const NEVER: Self = Self(i64::MIN);

    /// Microseconds from an earlier tick to this one.
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

impl Add<Duration> for Tick {
    type Output = Self;

    fn add(self, time: Duration) -> Self {
        Self(self.0.saturating_add(micros(time)))
    }
}

impl Sub<Duration> for Tick {
    type Output = Self;

    fn sub(self, time: Duration) -> Self {
        Self(self.0.saturating_sub(micros(time)))
    }
}

fn micros(time: Duration) -> i64 {
    i64::try_from(time.as_micros()).unwrap_or(i64::MAX)
}

/// A clock.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The system's.
    System(Instant),
    /// Turned by [`Clock::advance`]; begins in 2024.
    Manual(Arc<AtomicI64>),
}

/// Wall time at which manual clocks begin: 2024-01-01.
const MANUAL_BEGIN: Timestamp = Timestamp(1_704_067_200_000_000);

impl Clock {
    /// The system's clock, whose ticks count from now on.
    pub fn system() -> Self {
        Self::System(Instant::now())
    }

    /// A clock that stands still until it is turned.
    pub fn manual() -> Self {
        Self::Manual(Arc::default())
    }

    /// Turns a manual clock; the system's goes by itself.
    pub fn advance(&self, time: Duration) {
        if let Self::Manual(ticks) = self {
            ticks.fetch_add(micros(time), Ordering::SeqCst);
        }
    }

    /// Now, in ticks.
    pub fn tick(&self) -> Tick {
        match self {
            Self::System(begin) => Tick(micros(begin.elapsed())),
            Self::Manual(ticks) => Tick(ticks.load(Ordering::SeqCst)),
        }
    }

    /// Now, by the wall clock.
    pub fn wall(&self) -> Timestamp {
        match self {
            Self::System(_) => Timestamp::now(),
            Self::Manual(ticks) => Timestamp(MANUAL_BEGIN.0 + ticks.load(Ordering::SeqCst)),
        }
    }

    /// The tick of an instant of the wall clock.
    pub fn tick_of(&self, instant: Timestamp) -> Tick {
        let ahead = instant.0.saturating_sub(self.wall().0);
        Tick(self.tick().0.saturating_add(ahead))
    }

    /// The instant of the wall clock at a tick.
    pub fn wall_of(&self, tick: Tick) -> Timestamp {
        Timestamp(self.wall().0.saturating_sub(self.tick().since(tick)))
    }
}
