//! The SQL store's connections, against a real database.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod generated;
mod imports;
mod lanes;
mod lists;
mod operations;
mod outages;
mod roles;
mod searching;
mod sessions;
mod statements;
mod stores;
mod tls;
mod transactions;
mod writes;

use futures::future::BoxFuture;
use tokio_postgres::Client;
use vitrina::adapters::cockroach::{Reader, Settings, Sql, SqlError, Statement};

use crate::support::database::{Template, TestDatabase};

const ADD: Statement = Statement::new(
    "test/add",
    "UPDATE account SET amount = amount + 1 WHERE id = $1::INT8",
);
const READ: Statement = Statement::new(
    "test/read",
    "SELECT amount::INT8 FROM account WHERE id = $1::INT8",
);
const SUM: Statement = Statement::new("test/sum", "SELECT sum(amount)::INT8 FROM account");
const SLEEP: Statement = Statement::new("test/sleep", "SELECT 1::INT8 FROM pg_sleep($1::FLOAT8)");
const BACKEND: Statement = Statement::new("test/backend", "SELECT pg_backend_pid()::INT8");

/// Two accounts, 1 and 2, each with an amount of 0.
async fn accounts() -> TestDatabase {
    static ACCOUNTS: Template = Template::new(prepare);
    ACCOUNTS.database().await
}

fn prepare(settings: Settings) -> BoxFuture<'static, ()> {
    Box::pin(async move {
        let (client, connection) =
            tokio_postgres::connect(settings.url.as_str(), tokio_postgres::NoTls)
                .await
                .unwrap();
        tokio::spawn(connection);
        let made = client
            .batch_execute(
                "CREATE TABLE account (id INT8 NOT NULL PRIMARY KEY, amount INT8 NOT NULL);
                 INSERT INTO account VALUES (1, 0), (2, 0)",
            )
            .await;
        made.unwrap();
    })
}

/// The first column of the first row.
async fn number(sql: &impl Sql, statement: &Statement) -> Result<i64, SqlError> {
    Ok(sql.query(statement, &[]).await?[0].try_get(0)?)
}

/// The amount of account 1, read beside the store.
async fn amount(client: &Client) -> i64 {
    client.query_one(READ.text, &[&1_i64]).await.unwrap().get(0)
}

/// How many of the store's statements with this text the server runs in this database.
async fn running(client: &Client, text: &str) -> i64 {
    let pattern = format!("%{text}%");
    let counted = client
        .query_one(
            "SELECT count(*)::INT8 FROM pg_stat_activity WHERE datname = current_database() \
         AND state = 'active' AND pid <> pg_backend_pid() AND query LIKE $1::TEXT",
            &[&pattern],
        )
        .await;
    counted.unwrap().get(0)
}

/// How many of the store's connections the server has in this database.
async fn connected(client: &Client) -> i64 {
    let counted = client
        .query_one(
            "SELECT count(*)::INT8 FROM pg_stat_activity WHERE datname = current_database() \
         AND application_name = 'vitrina'",
            &[],
        )
        .await;
    counted.unwrap().get(0)
}

/// Holds that no connection is lent or lost: all that are open are idle.
fn assert_settled(reader: &Reader) {
    let occupancy = reader.occupancy();
    assert_eq!(occupancy.open, occupancy.idle, "{occupancy:?}");
}
