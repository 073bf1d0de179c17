//! Whether the process should get traffic: named checks that its parts keep, read by `/readyz`.
//!
//! A part says when it can serve; nothing is probed here, so the question costs a lock and no I/O.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;

/// The checks of a process. Shared by reference count.
#[derive(Debug, Default)]
pub struct Readiness {
    checks: Mutex<BTreeMap<&'static str, State>>,
    draining: AtomicBool,
}

/// One named check, held by the part that it is about.
#[derive(Debug, Clone)]
pub struct Check {
    name: &'static str,
    readiness: Arc<Readiness>,
}

/// What a check says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct State {
    ready: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// What `/readyz` answers.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    pub ready: bool,
    checks: BTreeMap<&'static str, State>,
}

impl Readiness {
    /// Adds a check, which fails with `reason` until it is told to pass.
    pub fn check(self: &Arc<Self>, name: &'static str, reason: &str) -> Check {
        let check = Check {
            name,
            readiness: Arc::clone(self),
        };
        check.fail(reason);
        check
    }

    /// Fails from now on, because the process is about to end.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    /// Whether the process is about to end.
    #[must_use]
    pub fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }

    pub(super) fn report(&self) -> Report {
        let mut checks = self.lock().clone();
        if self.is_draining() {
            let reason = Some("the process is stopping".to_owned());
            checks.insert(
                "running",
                State {
                    ready: false,
                    reason,
                },
            );
        }
        Report {
            ready: checks.values().all(|state| state.ready),
            checks,
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<&'static str, State>> {
        // A map of finished inserts is whole, whoever panicked meanwhile.
        self.checks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Check {
    /// This part can serve.
    pub fn pass(&self) {
        self.readiness.lock().insert(
            self.name,
            State {
                ready: true,
                reason: None,
            },
        );
    }

    /// This part cannot serve, and why.
    pub fn fail(&self, reason: &str) {
        let state = State {
            ready: false,
            reason: Some(reason.to_owned()),
        };
        self.readiness.lock().insert(self.name, state);
    }
}
