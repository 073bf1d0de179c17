//! Logs, traces and metrics.
//!
//! Logs go to the standard error output, one event a line with the spans around it, so that the
//! standard output stays for what a command prints. Metrics are kept in process and rendered by
//! whoever holds the handle.

mod lines;

use std::io::IsTerminal;

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use serde::{Deserialize, Serialize};
use tracing_subscriber::EnvFilter;

use lines::Lines;
pub use lines::LogGuard;

/// Bounds of time histograms in seconds: from a cached answer to one that nobody waits for.
const SECONDS: [f64; 14] = [
    0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0,
];

/// What is logged when nothing says otherwise. The server library tells of its threads at `info`.
const LEVEL: &str = "info,actix_server=warn";

/// How logs are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// One JSON object a line, for collectors.
    Json,
    /// For people.
    #[default]
    Human,
}

/// What is logged and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// `json` or `human`.
    pub format: Format,
    /// A level, or levels by target: `info,vitrina::access=warn` leaves out a line a request.
    pub level: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            format: Format::default(),
            level: LEVEL.to_owned(),
        }
    }
}

/// Telemetry could not be started.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The level is none.
    #[error(
        "log.level `{level}` is not a level (error, warn, info, debug, trace) or a list of target=level"
    )]
    Level {
        /// What was given.
        level: String,
        /// What is wrong with it.
        #[source]
        source: tracing_subscriber::filter::ParseError,
    },
    /// The process has telemetry already.
    #[error("logs or metrics are installed twice in one process")]
    Twice,
}

/// Installs the writer of logs for the whole process, which is to hold the guard until its end.
///
/// # Errors
/// When the level cannot be read, or logs are installed already.
pub fn install_logs(settings: &Settings) -> Result<LogGuard, TelemetryError> {
    let level = &settings.level;
    let filter = EnvFilter::try_new(level).map_err(|source| TelemetryError::Level {
        level: level.clone(),
        source,
    })?;
    let is_terminal = std::io::stderr().is_terminal();
    let (lines, guard) = Lines::to(std::io::stderr(), !is_terminal);
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(is_terminal)
        .with_writer(lines);
    let installed = match settings.format {
        Format::Json => builder
            .json()
            .flatten_event(true)
            .with_current_span(false)
            .try_init(),
        Format::Human => builder.try_init(),
    };
    installed.map(|()| guard).map_err(|_| TelemetryError::Twice)
}

/// Installs the recorder of metrics for the whole process. Parts that resolve their metrics when
/// they are made must be made after it. The server folds samples and renders the handle.
///
/// # Errors
/// When a recorder is installed already.
pub fn install_metrics() -> Result<PrometheusHandle, TelemetryError> {
    PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)
        .and_then(PrometheusBuilder::install_recorder)
        .map_err(|_| TelemetryError::Twice)
}
