//! A serving process of the built binary, over services of the test's own.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use tempfile::NamedTempFile;

use crate::support::until;

/// Connections of each of the two pools that read.
pub const CONNECTIONS: usize = 4;

/// A process that serves. It is killed when it is dropped.
pub struct Node {
    child: Child,
    log: NamedTempFile,
    /// `http://` and its address.
    pub url: String,
}

impl Node {
    /// Starts one that serves values for a second before it asks again.
    pub fn start(database_url: &str, redis_url: &str) -> Self {
        Self::start_with(database_url, &["--redis-url", redis_url])
    }

    /// The same with further arguments.
    pub fn start_with(database_url: &str, more: &[&str]) -> Self {
        let log = NamedTempFile::new().unwrap();
        let connections = CONNECTIONS.to_string();
        let mut child = Command::new(env!("CARGO_BIN_EXE_vitrina"))
            .args(["serve", "--listen", "127.0.0.1:0", "--workers", "1"])
            .args(["--database-url", database_url])
            .args(more)
            .args(["--database-fresh-connections", &connections])
            .args(["--database-behind-connections", &connections])
            .args(["--cache-ttl-seconds", "1", "--log-level", "warn"])
            .stdout(Stdio::piped())
            .stderr(File::create(log.path()).unwrap())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut announced = BufReader::new(child.stdout.take().unwrap());
        announced.read_line(&mut line).unwrap();
        let address = line.split_whitespace().find(|it| it.starts_with("http://"));
        let url = address.map(|address| address.trim_end_matches("/graphql").to_owned());
        let node = Self {
            child,
            log,
            url: url.clone().unwrap_or_default(),
        };
        assert!(url.is_some(), "it announced `{line}`");
        node
    }

    /// The sum of a metric over all series whose labels hold this text.
    pub async fn metric(&self, name: &str, labels: &str) -> f64 {
        let answer = reqwest::get(format!("{}/metrics", self.url)).await.unwrap();
        let text = answer.text().await.unwrap();
        let series = text.lines().filter_map(|line| {
            let (series, value) = line.rsplit_once(' ')?;
            let rest = series.strip_prefix(name)?;
            let is_wanted = (rest.is_empty() || rest.starts_with('{')) && rest.contains(labels);
            is_wanted.then(|| value.parse::<f64>().unwrap())
        });
        series.sum()
    }

    /// Answers that it took from Redis.
    pub async fn redis_hits(&self) -> f64 {
        self.metric("vitrina_cache_hits_total", "tier=\"redis\"")
            .await
    }

    /// Waits until it is connected to Redis, or is not.
    pub async fn until_redis(&self, is_up: bool) {
        until("redis is used or passed over", async || {
            (self.metric("vitrina_redis_up", "").await > 0.0) == is_up
        })
        .await;
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        // It may have ended by itself, which the test has noticed then.
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            let log = std::fs::read_to_string(self.log.path()).unwrap_or_default();
            let lines: Vec<&str> = log.lines().collect();
            let last = &lines[lines.len().saturating_sub(20)..];
            eprintln!("the end of the log of {}:\n{}", self.url, last.join("\n"));
        }
    }
}
