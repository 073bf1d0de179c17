//! What several test modules share: databases, Redis, Kafka, servers and a network that fail on demand, real catalogs,
//! waiting for a condition.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

pub mod database;
pub mod kafka;
pub mod postgres;
pub mod proxy;
pub mod redis;
pub mod removals;

use std::{
    future::Future,
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
    time::{Duration, Instant},
};

use tokio::runtime::Handle;
use vitrina::runtime::IoRuntime;

/// The one I/O runtime of the test binary.
pub fn io() -> &'static Handle {
    static IO: LazyLock<IoRuntime> = LazyLock::new(|| IoRuntime::start().unwrap());
    IO.handle()
}

/// The address of a service from the environment. Without it a test fails: one that is passed over proves nothing.
#[expect(
    clippy::disallowed_methods,
    reason = "the services of a run are named by its environment"
)]
fn service(variable: &str) -> String {
    std::env::var(variable).unwrap_or_else(|_| {
        panic!(
            "{variable} is not set: run these tests by `make test-integration`, or behind `scripts/services/with.sh`"
        )
    })
}

/// The folder of real catalogs, if it is there.
pub fn real_data() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = root.ancestors().map(|folder| folder.join("shared/data"));
    folders.find(|folder| folder.join("icecat").is_dir())
}

/// Runs a script of `scripts/services`, and gives what it printed.
fn script(name: &str, arguments: &[&str]) -> String {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "scripts/services", name]
        .iter()
        .collect();
    let done = Command::new(path).args(arguments).output().expect("bash");
    let error = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{name} {arguments:?}: {error}");
    String::from_utf8_lossy(&done.stdout).trim().to_owned()
}

/// Waits until a condition holds; fails after 10 seconds.
pub async fn until<F: Future<Output = bool>>(what: &str, mut holds: impl FnMut() -> F) {
    let began = Instant::now();
    while !holds().await {
        assert!(
            began.elapsed() < Duration::from_secs(10),
            "waited in vain: {what}"
        );
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
