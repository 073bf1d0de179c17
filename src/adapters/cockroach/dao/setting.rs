//! Settings: rows to what the whole shop shares.

use tokio_postgres::Row;

use super::decode;
use crate::{
    adapters::cockroach::Statement,
    application::catalog::StoreError,
    domain::{
        context::Settings,
        event::{Event, Fact, SettingFact},
        money::Currency,
        time::Timestamp,
    },
};

pub(in crate::adapters::cockroach) static LIST: Statement = statement!("setting/list");

/// The facts of [`LIST`] with their versions.
pub(in crate::adapters::cockroach) fn events(rows: &[Row]) -> Result<Vec<Event>, StoreError> {
    let event = |row: &Row| {
        Ok(Event {
            version: Timestamp(row.get("version")),
            fact: Fact::Setting(Box::new(decode(row.get("body"))?)),
        })
    };
    rows.iter().map(event).collect()
}

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
