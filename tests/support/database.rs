//! A database for each test, copied from a template that is prepared once a run.
//!
//! CockroachDB has no templates: there each database is prepared by itself. Databases are dropped with their test; what
//! a killed run left behind is dropped by a later one.

use std::{
    net::SocketAddr,
    sync::atomic::{AtomicU32, Ordering},
    time::{SystemTime, UNIX_EPOCH},
};

use futures::future::BoxFuture;
use tokio::sync::OnceCell;
use tokio_postgres::{Client, NoTls};
use vitrina::adapters::cockroach::{Pools, Settings, migrate};

use super::{io, service};

/// Begins the names of all databases that are made here.
const PREFIX: &str = "vitrina_test_";

/// Older databases belong to no run that still goes on, in seconds.
const LEFT_BEHIND: u64 = 2 * 60 * 60;

/// Databases with Vitrina's schema.
static MIGRATED: Template = Template::new(|settings| {
    Box::pin(async move {
        migrate::migrate(&settings, io()).await.expect("migrates");
    })
});

/// How databases of one kind come to be.
pub struct Template {
    prepare: fn(Settings) -> BoxFuture<'static, ()>,
    /// Name of the database to copy; `None` where databases cannot be copied.
    name: OnceCell<Option<String>>,
}

impl Template {
    /// A template that `prepare` fills; nothing is done before a database is asked for.
    pub const fn new(prepare: fn(Settings) -> BoxFuture<'static, ()>) -> Self {
        Self {
            prepare,
            name: OnceCell::const_new(),
        }
    }

    /// A database of its own for a test.
    pub async fn database(&self) -> TestDatabase {
        let client = server().await;
        let template = self.name.get_or_init(|| self.make(&client)).await;
        let database = TestDatabase { name: new_name() };
        match template {
            Some(template) => {
                execute(
                    &client,
                    &format!("CREATE DATABASE {} TEMPLATE {template}", database.name),
                )
                .await;
            }
            None => {
                execute(&client, &format!("CREATE DATABASE {}", database.name)).await;
                (self.prepare)(database.settings()).await;
            }
        }
        database
    }

    async fn make(&self, client: &Client) -> Option<String> {
        drop_left_behind(client).await;
        if is_cockroach(client).await {
            return None;
        }
        let name = new_name();
        execute(client, &format!("CREATE DATABASE {name}")).await;
        (self.prepare)(settings(&name)).await;
        // What `prepare` opened may still be closing, and a database in use is not copied.
        execute(
            client,
            &format!(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
            ),
        )
        .await;
        Some(name)
    }
}

/// A database that ends with its test.
pub struct TestDatabase {
    name: String,
}

impl TestDatabase {
    /// A database with Vitrina's schema and no rows.
    pub async fn migrated() -> Self {
        MIGRATED.database().await
    }

    /// A database without a schema.
    pub async fn empty() -> Self {
        let database = Self { name: new_name() };
        execute(
            &server().await,
            &format!("CREATE DATABASE {}", database.name),
        )
        .await;
        database
    }

    /// Settings that lead to it, as the user of the tests, who may do anything.
    pub fn settings(&self) -> Settings {
        settings(&self.name)
    }

    /// Settings that lead to it as a user who may do what a role may, and nothing else.
    pub async fn settings_as(&self, role: &str) -> Settings {
        let user = format!("{}_{role}", self.name);
        let client = server().await;
        execute(&client, &format!("CREATE USER {user}")).await;
        execute(&client, &format!("GRANT {role} TO {user}")).await;
        self.settings_of(&user)
    }

    /// Settings that lead to it as a user, without a password.
    pub fn settings_of(&self, user: &str) -> Settings {
        let mut url = url(&self.name);
        url.set_username(user).expect("an address with a host");
        url.set_password(None).expect("an address with a host");
        at(&url)
    }

    /// Settings that lead to it through a proxy.
    pub fn settings_through(&self, proxy: SocketAddr) -> Settings {
        let mut url = url(&self.name);
        url.set_host(Some(&proxy.ip().to_string())).expect("a host");
        url.set_port(Some(proxy.port()))
            .expect("an address with a host");
        at(&url)
    }

    /// Pools over it, with the settings changed.
    pub async fn pools(&self, change: impl FnOnce(&mut Settings)) -> Pools {
        let mut settings = self.settings();
        change(&mut settings);
        Pools::connect(&settings, io()).await.expect("connects")
    }

    /// A connection of the test's own, beside the store's.
    pub async fn client(&self) -> Client {
        connect(self.settings().url.as_str()).await
    }
}

impl Drop for TestDatabase {
    /// On a thread of its own, because dropping cannot wait within a runtime.
    fn drop(&mut self) {
        let name = self.name.clone();
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(async { drop_database(&server().await, &name).await });
        });
        let dropped = dropping.join();
        assert!(
            dropped.is_ok() || std::thread::panicking(),
            "the database of a test was not dropped"
        );
    }
}

/// Where the server listens.
pub fn address() -> SocketAddr {
    let url = url("postgres");
    let found = url
        .socket_addrs(|| Some(5432))
        .expect("a host that has an address");
    found[0]
}

fn url(database: &str) -> reqwest::Url {
    let mut url: reqwest::Url = service("VITRINA_TEST_DATABASE_URL")
        .parse()
        .expect("an address");
    url.set_path(database);
    url
}

fn at(url: &reqwest::Url) -> Settings {
    Settings {
        url: url.to_string().into(),
        ..Settings::default()
    }
}

fn settings(database: &str) -> Settings {
    at(&url(database))
}

/// A connection to the database that the environment names, which makes and drops the others.
async fn server() -> Client {
    connect(&service("VITRINA_TEST_DATABASE_URL")).await
}

async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls)
        .await
        .expect("a database");
    tokio::spawn(connection);
    client
}

async fn is_cockroach(client: &Client) -> bool {
    let row = client.query_one("SELECT version()::TEXT", &[]).await;
    row.expect("a version")
        .get::<_, &str>(0)
        .contains("CockroachDB")
}

async fn execute(client: &Client, statement: &str) {
    let done = client.batch_execute(statement).await;
    done.unwrap_or_else(|error| panic!("{statement}: {error:?}"));
}

/// Drops a database and the users that were made for it.
async fn drop_database(client: &Client, name: &str) {
    let how = if is_cockroach(client).await {
        "CASCADE"
    } else {
        "WITH (FORCE)"
    };
    execute(client, &format!("DROP DATABASE IF EXISTS {name} {how}")).await;
    for user in names(client, "SELECT rolname::TEXT FROM pg_roles").await {
        if user.starts_with(&format!("{name}_")) {
            execute(client, &format!("DROP USER {user}")).await;
        }
    }
}

async fn drop_left_behind(client: &Client) {
    for name in names(client, "SELECT datname::TEXT FROM pg_database").await {
        let made = name
            .strip_prefix(PREFIX)
            .and_then(|rest| rest.split('_').next()?.parse::<u64>().ok());
        if made.is_some_and(|made| made + LEFT_BEHIND < now()) {
            drop_database(client, &name).await;
        }
    }
}

async fn names(client: &Client, statement: &str) -> Vec<String> {
    let rows = client.query(statement, &[]).await.expect("names");
    rows.iter().map(|row| row.get(0)).collect()
}

fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.expect("a clock").as_secs()
}

/// A name that says when it was made, and that no other run has.
fn new_name() -> String {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let number = MADE.fetch_add(1, Ordering::Relaxed);
    format!("{PREFIX}{}_{}_{number}", now(), std::process::id())
}
