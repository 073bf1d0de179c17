//! Configuration: the only reader of the environment.
//!
//! One [`Config`] from three places, the later winning: a TOML file, environment variables, flags.
//! [`SETTINGS`] is the table of all settings, from which the environment variables, the flags and
//! the table in `docs/configuration.md` are made. Nothing is read after the start of a process.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command};
use serde::{Deserialize, Serialize};
use toml::{Table, Value};

use crate::adapters::cache::{self, redis};
use crate::adapters::cockroach;
use crate::adapters::graphql::limits::{Limits, nearest};
use crate::adapters::http::server;
use crate::adapters::index;
use crate::telemetry;

/// Prefix of the environment variables.
const PREFIX: &str = "VITRINA_";

/// The variable that names the file, where no flag does.
const FILE_VARIABLE: &str = "VITRINA_CONFIG";

/// Everything that can be set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The server.
    pub server: server::Settings,
    /// The shop.
    pub shop: Shop,
    /// The SQL store.
    pub database: cockroach::Settings,
    /// Logs.
    pub log: telemetry::Settings,
    /// The largest that a request may be.
    pub limits: Limits,
    /// The cache in process.
    pub cache: cache::Settings,
    /// The cache between processes.
    pub redis: redis::Settings,
    /// The search index.
    pub search: index::Settings,
    /// GraphiQL.
    pub graphiql: Graphiql,
}

/// What the deployment says about the shop; what the shop's own record says comes first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Shop {
    /// Address under which shoppers see the shop, without a path; empty for the one that is
    /// listened on.
    pub public_url: String,
    /// ISO 4217 code of prices whose source says no currency.
    pub currency: String,
}

impl Default for Shop {
    fn default() -> Self {
        Self {
            public_url: String::new(),
            currency: "USD".to_owned(),
        }
    }
}

/// Whether there is a page to try queries on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Graphiql {
    /// Serves `/graphiql`, whose page loads from a public CDN.
    pub enabled: bool,
}

impl Default for Graphiql {
    fn default() -> Self {
        Self { enabled: true }
    }
}

/// One thing that can be set.
#[derive(Debug)]
pub struct Setting {
    /// Where it is in the file.
    pub key: &'static str,
    /// Its flag, without dashes.
    pub flag: &'static str,
    /// What it does, for `--help` and the documentation.
    pub help: &'static str,
}

macro_rules! settings {
    ($($key:literal $flag:literal: $help:literal,)+) => {
        &[$(Setting { key: $key, flag: $flag, help: $help },)+]
    };
}

/// Every setting, in the order of the documentation. A test holds it equal to [`Config`].
pub const SETTINGS: &[Setting] = settings! {
    "server.listen" "listen": "Host and port to listen on; port 0 takes a free one",
    "server.workers" "workers": "Threads that serve; 0 takes one a core",
    "server.notice_seconds" "notice-seconds": "Seconds that /readyz fails before connections are refused at a stop",
    "server.drain_seconds" "drain-seconds": "Seconds that open requests may take to finish at a stop",
    "shop.public_url" "public-url": "Address under which shoppers see the shop; empty: the one listened on",
    "shop.currency" "currency": "ISO 4217 code of prices whose source says no currency",
    "database.url" "database-url": "Address of the SQL store: postgresql://user:password@host:port/database; empty for none",
    "database.fresh_connections" "database-fresh-connections": "Most connections that read the present",
    "database.behind_connections" "database-behind-connections": "Most connections for reads that may be some seconds behind",
    "database.write_connections" "database-write-connections": "Most connections that write",
    "database.connect_timeout_ms" "database-connect-timeout-ms": "Milliseconds that opening a connection may take",
    "database.wait_timeout_ms" "database-wait-timeout-ms": "Milliseconds that a caller waits for a free connection",
    "database.read_timeout_ms" "database-read-timeout-ms": "Milliseconds that a reading statement may take",
    "database.write_timeout_ms" "database-write-timeout-ms": "Milliseconds that a writing statement may take",
    "database.lifetime_seconds" "database-lifetime-seconds": "Seconds that a connection is used at most; each ends between a third and all of it",
    "log.format" "log-format": "json (one object a line) or human",
    "log.level" "log-level": "error, warn, info, debug, trace, or by target: info,vitrina::access=warn",
    "limits.body_bytes" "limit-body-bytes": "Bytes of a request body",
    "limits.tokens" "limit-tokens": "Tokens of a document",
    "limits.depth" "limit-depth": "Fields within each other",
    "limits.aliases" "limit-aliases": "Aliases, each as often as its fragment is spread",
    "limits.root_fields" "limit-root-fields": "Fields of the query root",
    "limits.selections" "limit-selections": "Selections and argument values, fragments expanded",
    "limits.page_size" "limit-page-size": "first and last",
    "limits.ids" "limit-ids": "Elements of a list argument, such as nodes(ids:)",
    "limits.representations" "limit-representations": "Entities that a gateway asks for by key, in one operation",
    "limits.cost" "limit-cost": "Estimated fields of the answer",
    "cache.memory_mb" "cache-memory-mb": "Megabytes of entities and lists kept in process; 0 keeps none",
    "cache.ttl_seconds" "cache-ttl-seconds": "Seconds for which a value is served before the database is asked again",
    "cache.stale_for_seconds" "cache-stale-for-seconds": "Seconds beyond that for which it is served while the database is gone",
    "redis.url" "redis-url": "Redis that processes share entities in, redis://host:port; empty: none",
    "redis.prefix" "redis-prefix": "First part of all keys in Redis",
    "redis.timeout_ms" "redis-timeout-ms": "Milliseconds for an answer of Redis, after which it is passed over for a while",
    "search.refill_seconds" "search-refill-seconds": "Seconds after which the search index is filled from the database anew; 0 fills it once",
    "search.snapshot" "search-snapshot": "File that the filled search index is written to and that the next start begins with; empty: none",
    "graphiql.enabled" "graphiql": "Serve /graphiql, whose page loads from a public CDN",
};

impl Setting {
    /// Its environment variable.
    #[must_use]
    pub fn variable(&self) -> String {
        format!("{PREFIX}{}", self.key.replace('.', "_").to_uppercase())
    }

    /// What holds when nothing sets it.
    #[must_use]
    pub fn default(&self) -> Value {
        let defaults = Table::try_from(Config::default()).unwrap_or_default();
        let (section, name) = self.place();
        defaults
            .get(section)
            .and_then(|it| it.get(name))
            .cloned()
            .unwrap_or(Value::Boolean(false))
    }

    fn place(&self) -> (&'static str, &'static str) {
        self.key.split_once('.').unwrap_or(("", self.key))
    }

    /// Puts a value from text, as environment and flags have it, into the table of a file.
    fn put(&self, table: &mut Table, text: &str, origin: &str) -> Result<(), ConfigError> {
        let rejected = |reason: &str| ConfigError::Value {
            origin: origin.to_owned(),
            text: text.to_owned(),
            reason: reason.to_owned(),
        };
        let value = match self.default() {
            Value::Integer(_) => Value::Integer(
                text.parse()
                    .map_err(|_| rejected("a whole number is expected"))?,
            ),
            Value::Boolean(_) => Value::Boolean(
                text.parse()
                    .map_err(|_| rejected("true or false is expected"))?,
            ),
            _ => Value::String(text.to_owned()),
        };
        let (section, name) = self.place();
        // Alone first, so that what does not fit is reported with where it came from.
        let mut alone = Table::new();
        alone.insert(name.to_owned(), value.clone());
        let alone = Table::from_iter([(section.to_owned(), Value::Table(alone))]);
        Config::deserialize(alone).map_err(|error| rejected(error.message().trim()))?;
        let section = table
            .entry(section)
            .or_insert_with(|| Value::Table(Table::new()));
        if let Value::Table(section) = section {
            section.insert(name.to_owned(), value);
        }
        Ok(())
    }
}

/// The configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read the configuration file {}", path.display())]
    File {
        /// Its path.
        path: PathBuf,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// The file is not TOML, or a value does not fit.
    #[error("{}: {reason}", path.display())]
    Toml {
        /// Its path.
        path: PathBuf,
        /// What is wrong and where.
        reason: String,
    },
    /// A name that is none of ours.
    #[error("{origin}: there is no setting `{name}`{}", hint.as_ref().map(|hint| format!("; did you mean `{hint}`?")).unwrap_or_default())]
    Unknown {
        /// File or environment.
        origin: String,
        /// The name.
        name: String,
        /// The nearest that there is.
        hint: Option<String>,
    },
    /// Text that a setting does not take.
    #[error("{origin}: `{text}`: {reason}")]
    Value {
        /// Variable or flag.
        origin: String,
        /// What it says.
        text: String,
        /// Why not.
        reason: String,
    },
}

/// The settings given as flags. Add them to a command with `#[command(flatten)]`.
#[derive(Debug, Clone, Default)]
pub struct Flags {
    file: Option<PathBuf>,
    values: BTreeMap<&'static str, String>,
}

impl clap::Args for Flags {
    fn augment_args(command: Command) -> Command {
        let file = Arg::new("config")
            .long("config")
            .value_name("FILE")
            .value_parser(clap::value_parser!(PathBuf))
            .help(format!("Configuration file in TOML [env: {FILE_VARIABLE}]"));
        SETTINGS.iter().fold(command.arg(file), |command, setting| {
            let default = match setting.default() {
                Value::String(text) => text,
                other => other.to_string(),
            };
            let help = format!(
                "{} [default: {default}] [env: {}]",
                setting.help,
                setting.variable()
            );
            command.arg(
                Arg::new(setting.key)
                    .long(setting.flag)
                    .value_name("VALUE")
                    .help(help)
                    .help_heading("Settings"),
            )
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl clap::FromArgMatches for Flags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let given = |setting: &Setting| {
            Some((setting.key, matches.get_one::<String>(setting.key)?.clone()))
        };
        Ok(Self {
            file: matches.get_one::<PathBuf>("config").cloned(),
            values: SETTINGS.iter().filter_map(given).collect(),
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Config {
    /// Reads the configuration of this process.
    ///
    /// # Errors
    /// When the file cannot be read, a name is unknown, or a value does not fit; the message says
    /// where it came from.
    pub fn load(flags: &Flags) -> Result<Self, ConfigError> {
        Self::merge(flags, std::env::vars_os())
    }

    /// Merges file, environment and flags.
    fn merge(
        flags: &Flags,
        environment: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Result<Self, ConfigError> {
        let mut variables: BTreeMap<String, String> = environment
            .into_iter()
            .map(|(name, value)| {
                (
                    name.to_string_lossy().into_owned(),
                    value.to_string_lossy().into_owned(),
                )
            })
            .filter(|(name, _)| name == FILE_VARIABLE || is_setting(name))
            .collect();
        let named = variables.remove(FILE_VARIABLE).map(PathBuf::from);
        let mut table = match flags.file.clone().or(named) {
            Some(path) => read_file(&path)?,
            None => Table::new(),
        };
        for setting in SETTINGS {
            let variable = setting.variable();
            if let Some(text) = variables.remove(&variable) {
                setting.put(&mut table, &text, &variable)?;
            }
        }
        if let Some(name) = variables.into_keys().next() {
            let known: Vec<String> = SETTINGS.iter().map(Setting::variable).collect();
            let hint = nearest(&name, known.iter().map(String::as_str)).map(str::to_owned);
            return Err(ConfigError::Unknown {
                origin: "environment".to_owned(),
                name,
                hint,
            });
        }
        for setting in SETTINGS {
            if let Some(text) = flags.values.get(setting.key) {
                setting.put(&mut table, text, &format!("--{}", setting.flag))?;
            }
        }
        Ok(Self::deserialize(table).expect("each value was read alone before"))
    }
}

/// Whether a variable is named like a setting. Others with the prefix are not ours to judge: Kubernetes makes some for a
/// service named `vitrina`, and the scripts around the binary have their own.
fn is_setting(name: &str) -> bool {
    let Some(name) = name.strip_prefix(PREFIX) else {
        return false;
    };
    SETTINGS.iter().any(|setting| {
        let section = setting.place().0.to_uppercase();
        name.strip_prefix(&section)
            .is_some_and(|rest| rest.starts_with('_'))
    })
}

fn read_file(path: &Path) -> Result<Table, ConfigError> {
    let text = std::fs::read_to_string(path).map_err(|source| ConfigError::File {
        path: path.to_owned(),
        source,
    })?;
    let wrong = |error: toml::de::Error| ConfigError::Toml {
        path: path.to_owned(),
        reason: error.to_string().trim().to_owned(),
    };
    let table: Table = toml::from_str(&text).map_err(wrong)?;
    check_names(path, &table)?;
    // The text again, for messages with line and column.
    toml::from_str::<Config>(&text).map_err(wrong)?;
    Ok(table)
}

fn check_names(path: &Path, table: &Table) -> Result<(), ConfigError> {
    let written = table.iter().flat_map(|(section, value)| match value {
        Value::Table(values) => values
            .keys()
            .map(|name| format!("{section}.{name}"))
            .collect::<Vec<_>>(),
        _ => vec![section.clone()],
    });
    for name in written {
        if SETTINGS.iter().all(|setting| setting.key != name) {
            let known = SETTINGS.iter().map(|setting| setting.key);
            let hint = nearest(&name, known).map(str::to_owned);
            return Err(ConfigError::Unknown {
                origin: path.display().to_string(),
                name,
                hint,
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
