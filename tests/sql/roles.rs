//! The roles that migrations make may do what their processes need, and no more.

use vitrina::adapters::cockroach::{Kind, Pools, Repeat, Sql, SqlError, Statement, migrate};

use crate::support::{database::TestDatabase, io};

const READ: Statement = Statement::new("test/read", "SELECT count(*)::INT8 FROM product");
const WRITE: Statement = Statement::new("test/write", "DELETE FROM setting");
const DEFINE: Statement = Statement::new("test/define", "CREATE TABLE made (id INT8 PRIMARY KEY)");
const DROP: Statement = Statement::new("test/drop", "DROP TABLE setting");

/// SQLSTATE of a refusal.
const REFUSED: &str = "42501";

async fn pools_as(database: &TestDatabase, role: &str) -> Pools {
    let settings = database.settings_as(role).await;
    Pools::connect(&settings, io()).await.unwrap()
}

async fn execute(pools: &Pools, statement: &Statement) -> Result<u64, SqlError> {
    let executed = pools.write.transaction(Repeat::Undone, |tx| async move {
        tx.execute(statement, &[]).await
    });
    executed.await
}

async fn assert_refused(pools: &Pools, statement: &Statement) {
    let refused = execute(pools, statement).await.unwrap_err();
    assert_eq!(
        (refused.kind(), refused.code()),
        (Kind::Fault, REFUSED),
        "{}",
        statement.name
    );
}

#[tokio::test]
async fn server_of_queries_reads_and_changes_nothing() {
    let database = TestDatabase::migrated().await;
    let pools = pools_as(&database, "app_read").await;
    pools.fresh.query(&READ, &[]).await.unwrap();
    for statement in [WRITE, DEFINE, DROP] {
        assert_refused(&pools, &statement).await;
    }
}

#[tokio::test]
async fn projector_writes_rows_and_no_tables() {
    let database = TestDatabase::migrated().await;
    let pools = pools_as(&database, "app_project").await;
    pools.fresh.query(&READ, &[]).await.unwrap();
    execute(&pools, &WRITE).await.unwrap();
    for statement in [DEFINE, DROP] {
        assert_refused(&pools, &statement).await;
    }
}

#[tokio::test]
async fn migrator_makes_tables() {
    let database = TestDatabase::migrated().await;
    let pools = pools_as(&database, "app_migrate").await;
    execute(&pools, &DEFINE).await.unwrap();
}

#[tokio::test]
async fn migrations_apply_once_even_side_by_side() {
    let database = TestDatabase::empty().await;
    let settings = database.settings();
    let (first, second) = tokio::join!(
        migrate::migrate(&settings, io()),
        migrate::migrate(&settings, io()),
    );
    let all = migrate::migrations(false).len();
    let applied = [first.unwrap(), second.unwrap()];
    assert!(
        applied == [all, 0] || applied == [0, all],
        "{applied:?} of {all}"
    );
    assert_eq!(migrate::migrate(&settings, io()).await.unwrap(), 0);
}
