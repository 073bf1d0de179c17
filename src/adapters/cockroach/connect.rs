//! Opening connections: where they go, what they are told first, and which database answers.

use std::{fmt, future::Future, pin::Pin, str::FromStr, time::Duration};

use deadpool_postgres::{ClientWrapper, Connect};
use serde::{Deserialize, Serialize};
use tokio::{
    runtime::Handle,
    task::{JoinHandle, JoinSet},
};
use tokio_postgres::{CancelToken, Client, Config, Error, SimpleQueryMessage, config::SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::{
    Settings, Statement,
    error::{self, SqlError},
    tls::{RootsError, Wanted},
    worker::worker,
};

const VERSION: Statement = statement!("store/version");

/// How long an idle connection is silent before the system asks whether the other end is there.
const KEEPALIVE_IDLE: Duration = Duration::from_secs(30);

/// Address of a database, with user and maybe password: `postgresql://user@host:26257/database`. Its debug form hides it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    /// The address as text, password included.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<String> for DatabaseUrl {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_empty() { "none" } else { "hidden" })
    }
}

/// The database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The address is none.
    #[error(
        "the database address cannot be read: expected postgresql://user:password@host:port/database \
         (database.url, VITRINA_DATABASE_URL or --database-url)"
    )]
    Url(#[source] Error),
    /// There is nobody to trust.
    #[error("the database's certificate cannot be checked")]
    Roots(#[from] RootsError),
    /// Its certificate is not that of who it should be.
    #[error(
        "the database's certificate is not trusted: name the file with its authority's certificate by sslrootcert in \
         the database address, and connect by a host name that the certificate is made out to"
    )]
    Certificate(#[source] SqlError),
    /// It does not encrypt, or not in any way known here.
    #[error(
        "the database makes no encrypted connection, which sslmode in its address demands: switch TLS on there, or on \
         a private network pass sslmode=disable"
    )]
    Tls(#[source] SqlError),
    /// Nobody answers there, or the database refuses the user.
    #[error("the database cannot be used")]
    Database(#[source] SqlError),
}

impl From<SqlError> for ConnectError {
    fn from(error: SqlError) -> Self {
        match error.code() {
            error::CERTIFICATE => Self::Certificate(error),
            error::TLS => Self::Tls(error),
            _ => Self::Database(error),
        }
    }
}

/// Which database answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Database {
    /// CockroachDB.
    Cockroach,
    /// PostgreSQL.
    Postgres,
}

/// Where connections go, and how they are encrypted.
#[derive(Clone)]
pub(super) struct Address {
    pub config: Config,
    /// Not used where the configuration says that nothing is encrypted.
    pub tls: MakeRustlsConnect,
}

/// Reads an address.
pub(super) fn parse(url: &DatabaseUrl, connect_timeout: Duration) -> Result<Address, ConnectError> {
    let (wanted, url) = Wanted::split(url.as_str());
    let mut config = Config::from_str(&url).map_err(ConnectError::Url)?;
    let mode = if wanted.is_encrypted() {
        SslMode::Require
    } else {
        SslMode::Disable
    };
    config
        .ssl_mode(mode)
        .connect_timeout(connect_timeout)
        .keepalives_idle(KEEPALIVE_IDLE);
    Ok(Address {
        config,
        tls: wanted.connector()?,
    })
}

/// Opens connections: on the runtime of the worker that asks, else on the I/O runtime.
pub(super) struct IoConnect {
    pub io: Handle,
    pub tls: MakeRustlsConnect,
}

impl Connect for IoConnect {
    fn connect(&self, config: &Config) -> Pin<Box<dyn Future<Output = Opened> + Send + '_>> {
        let address = Address {
            config: config.clone(),
            tls: self.tls.clone(),
        };
        Box::pin(async {
            match worker() {
                Some(_) => open(address, &Handle::current()).await,
                None => open(address, &self.io).await,
            }
        })
    }
}

type Opened = Result<(Client, JoinHandle<()>), Error>;

/// Opens a connection and drives it on a runtime. Dropping the future gives up.
pub(super) async fn open(address: Address, on: &Handle) -> Opened {
    let mut opening = JoinSet::new();
    let open = async move {
        let (client, connection) = address.config.connect(address.tls).await?;
        let driven = tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::warn!(cause = %error, "a database connection ended");
            }
        });
        Ok((client, driven))
    };
    opening.spawn_on(open, on);
    let opened = opening.join_next().await.expect("one was spawned");
    opened.expect("it does not panic, and the runtime outlives its users")
}

/// Opens one connection that belongs to no pool and has no settings: for migrations, whose statements may take long.
/// It closes when the client is dropped.
///
/// # Errors
/// As [`Pools::connect`](super::Pools::connect).
pub async fn connect_single(settings: &Settings, io: &Handle) -> Result<Client, ConnectError> {
    let limit = Duration::from_millis(settings.connect_timeout_ms);
    let address = parse(&settings.url, limit)?;
    let opened = tokio::time::timeout(limit, open(address, io)).await;
    let opened = opened.map_err(|_| SqlError::unreachable())?;
    let (client, _driven) = opened.map_err(|error| SqlError::of("connect", error))?;
    Ok(client)
}

/// Asks the server to cancel what a connection is doing.
pub(super) async fn cancel(token: &CancelToken, tls: MakeRustlsConnect) -> Result<(), Error> {
    token.cancel_query(tls).await
}

/// Asks which database answers.
pub(super) async fn detect(client: &Client) -> Result<Database, Error> {
    let messages = client.simple_query(VERSION.text).await?;
    let version = messages.iter().find_map(|message| match message {
        SimpleQueryMessage::Row(row) => row.get(0),
        _ => None,
    });
    Ok(match version {
        Some(version) if version.contains("CockroachDB") => Database::Cockroach,
        _ => Database::Postgres,
    })
}

/// What a new connection is told before it is lent.
#[derive(Debug, Clone)]
pub(super) struct Preparation {
    /// `SET` statements that mean the same on both databases.
    pub everywhere: String,
    /// Settings that only CockroachDB has, with their values.
    pub on_cockroach: &'static [(&'static str, &'static str)],
    /// Settings that only PostgreSQL has, with their values.
    pub on_postgres: &'static [(&'static str, &'static str)],
}

impl Preparation {
    /// Prepares a connection. A setting that one version lacks is passed over: it makes statements cheaper or guards
    /// against mistakes, and answers are the same without it.
    pub async fn apply(&self, client: &ClientWrapper) -> Result<(), Error> {
        client.batch_execute(&self.everywhere).await?;
        let settings = match detect(client).await? {
            Database::Cockroach => self.on_cockroach,
            Database::Postgres => self.on_postgres,
        };
        for (name, value) in settings {
            match client.batch_execute(&format!("SET {name} = {value}")).await {
                Err(error) if error.as_db_error().is_some() => {
                    tracing::warn!(setting = name, cause = %error, "the database lacks a setting");
                }
                set => set?,
            }
        }
        Ok(())
    }
}
