//! A PostgreSQL of a test's own, to be stopped, killed and started again.

use std::path::Path;

use tokio_postgres::{Client, NoTls};
use vitrina::adapters::cockroach::Settings;

use super::script;

/// How a server is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// Every connection is told of it.
    Fast,
    /// As by a crash: nothing is finished, and the log is replayed at the next start.
    Immediate,
}

/// A server whose commits reach the disk, as a server that crashes needs it.
pub struct PostgresServer {
    folder: tempfile::TempDir,
    /// Address of its database, the same after a restart.
    pub url: String,
}

impl PostgresServer {
    /// Starts one on a free port.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = run(&["start", text(folder.path()), "--fsync"]);
        Self { folder, url }
    }

    /// Stops it.
    pub fn stop(&self, how: Stop) {
        let how = match how {
            Stop::Fast => "fast",
            Stop::Immediate => "immediate",
        };
        run(&["stop", text(self.folder.path()), how]);
    }

    /// Starts it again where it was; it accepts connections when this returns.
    pub fn start_again(&self) {
        let url: reqwest::Url = self.url.parse().expect("an address");
        let port = url.port().expect("a port").to_string();
        let folder = text(self.folder.path());
        run(&["start", folder, "--fsync", "--port", &port]);
    }

    /// Settings that lead to it.
    pub fn settings(&self) -> Settings {
        Settings {
            url: self.url.clone().into(),
            ..Settings::default()
        }
    }

    /// A connection of the test's own.
    pub async fn client(&self) -> Client {
        let (client, connection) = tokio_postgres::connect(&self.url, NoTls)
            .await
            .expect("a database");
        tokio::spawn(connection);
        client
    }
}

impl Drop for PostgresServer {
    fn drop(&mut self) {
        self.stop(Stop::Immediate);
    }
}

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

fn run(arguments: &[&str]) -> String {
    script("postgres.sh", arguments)
}
