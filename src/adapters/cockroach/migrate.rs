//! Migrations: one DDL statement a file, applied in the order of their names, safe to run twice and side by side.
//!
//! Each runs outside an explicit transaction, because CockroachDB changes a schema in steps; a row taken FOR UPDATE on a
//! connection of its own keeps other migrators waiting. A migration that broke off is run again: all of them can be.

use include_dir::{Dir, include_dir};
use tokio::runtime::Handle;
use tokio_postgres::{Client, error::SqlState};
use tracing::info;

use super::{ConnectError, Database, Pools, Settings, SqlError, connect_single};
use crate::application::catalog::StoreError;

static FILES: Dir = include_dir!("$CARGO_MANIFEST_DIR/sql/migrations");

const BEGIN_TABLE: &str =
    "CREATE TABLE IF NOT EXISTS schema_migration (name TEXT NOT NULL PRIMARY KEY)";
const BEGIN_ROW: &str =
    "INSERT INTO schema_migration (name) VALUES ('lock') ON CONFLICT (name) DO NOTHING";
const LOCK: &str = "SELECT name FROM schema_migration WHERE name = 'lock' FOR UPDATE";
const APPLIED: &str = "SELECT name FROM schema_migration";
const NOTE: &str =
    "INSERT INTO schema_migration (name) VALUES ($1::TEXT) ON CONFLICT (name) DO NOTHING";

/// A migration.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Name of its file, `0001_product.sql`.
    pub name: &'static str,
    /// The statement.
    pub text: &'static str,
}

/// The migrations of a database, in order: those for both and those for its own kind.
pub fn migrations(is_cockroach: bool) -> Vec<Migration> {
    let own = if is_cockroach {
        "cockroach"
    } else {
        "postgres"
    };
    let folders = ["shared", own]
        .into_iter()
        .filter_map(|folder| FILES.get_dir(folder));
    let files = folders.flat_map(Dir::files);
    let mut migrations: Vec<Migration> = files
        .filter_map(|file| {
            Some(Migration {
                name: file.path().file_name()?.to_str()?,
                text: file.contents_utf8()?,
            })
        })
        .collect();
    migrations.sort_by_key(|migration| migration.name);
    migrations
}

/// Brings the schema up to date and tells how many migrations were applied.
///
/// # Errors
/// When the database cannot be reached or refuses a migration.
pub async fn migrate(settings: &Settings, io: &Handle) -> Result<usize, StoreError> {
    let unreachable = |error: ConnectError| StoreError::Unavailable(error.to_string());
    let pools = Pools::connect(settings, io).await.map_err(unreachable)?;
    let is_cockroach = pools.database() == Database::Cockroach;
    let mut guard = connect_single(settings, io).await.map_err(unreachable)?;
    let client = connect_single(settings, io).await.map_err(unreachable)?;
    // Two that begin at once may both make the table: the second try finds it.
    if client.batch_execute(BEGIN_TABLE).await.is_err() {
        client.batch_execute(BEGIN_TABLE).await.map_err(refused)?;
    }
    client.batch_execute(BEGIN_ROW).await.map_err(refused)?;
    #[expect(
        clippy::disallowed_methods,
        reason = "it holds a lock and changes nothing"
    )]
    let lock = guard.transaction().await.map_err(refused)?;
    lock.query(LOCK, &[]).await.map_err(refused)?;
    let applied = apply(&client, &migrations(is_cockroach)).await;
    lock.rollback().await.map_err(refused)?;
    applied
}

async fn apply(client: &Client, migrations: &[Migration]) -> Result<usize, StoreError> {
    let rows = client.query(APPLIED, &[]).await.map_err(refused)?;
    let done: Vec<String> = rows.iter().map(|row| row.get("name")).collect();
    let mut applied = 0;
    for migration in migrations {
        if done.iter().any(|name| name == migration.name) {
            continue;
        }
        match client.batch_execute(migration.text).await {
            Ok(()) => {}
            // PostgreSQL cannot say IF NOT EXISTS of roles, and they belong to all databases of a server.
            Err(error) if is_there_already(&error) => {}
            Err(error) => {
                return Err(StoreError::Unavailable(format!(
                    "the migration {} failed: {}",
                    migration.name,
                    error
                        .as_db_error()
                        .map_or_else(|| error.to_string(), |error| error.message().to_owned())
                )));
            }
        }
        client
            .query(NOTE, &[&migration.name])
            .await
            .map_err(refused)?;
        info!(migration = migration.name, "applied");
        applied += 1;
    }
    Ok(applied)
}

fn refused(error: tokio_postgres::Error) -> StoreError {
    SqlError::of("schema_migration", error).into()
}

fn is_there_already(error: &tokio_postgres::Error) -> bool {
    let code = error.code();
    code == Some(&SqlState::DUPLICATE_OBJECT) || code == Some(&SqlState::UNIQUE_VIOLATION)
}
