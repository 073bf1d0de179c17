//! The SQL store: CockroachDB, with PostgreSQL 15 as its stand-in.
//!
//! Repositories are made of data access objects (DAOs), one module a table group, which are functions over [`Sql`]: a
//! [`Reader`] or a [`Transaction`]. Every statement is a [`Statement`] from a file below `sql/queries`, and every one
//! that runs passes [`session`]. Transactions are opened by [`Writer::transaction`] alone. Errors inside are
//! [`SqlError`]; repositories turn them into the port's by `?`.

#[macro_use]
mod statement;

mod catalog;
mod conditions;
mod connect;
mod dao;
mod error;
pub mod migrate;
mod pool;
mod product_list;
mod retry;
mod session;
mod tls;
mod worker;
mod write;

pub use catalog::CockroachCatalog;
pub use connect::{ConnectError, Database, DatabaseUrl, connect_single};
pub use error::{Kind, SqlError};
pub use pool::{Occupancy, Pools, Reader, Settings, Writer};
pub use retry::{Policy, Repeat, Transaction, repeat};
pub use session::{Counts, Params, Sql, TypedParams};
pub use statement::Statement;
pub use tls::RootsError;
pub use worker::enroll_worker;
pub use write::{Applications, CatalogWriter};
