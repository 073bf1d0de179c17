//! Settings: rows to what the whole shop shares.

use tokio_postgres::Row;

use super::decode;
use crate::{
    adapters::cockroach::Statement,
    application::catalog::StoreError,
    domain::{context::Settings, event::SettingFact, money::Currency},
};

pub(in crate::adapters::cockroach) static LIST: Statement = statement!("setting/list");

/// The settings of [`LIST`]. `default_currency` stands where no shop names one.
pub(in crate::adapters::cockroach) fn settings(
    rows: &[Row],
    default_currency: Currency,
) -> Result<Settings, StoreError> {
    let facts = rows
        .iter()
        .map(|row| decode::<SettingFact>(row.get("body")));
    let facts = facts.collect::<Result<Vec<_>, _>>()?;
    Ok(Settings::of_facts(facts, default_currency))
}
