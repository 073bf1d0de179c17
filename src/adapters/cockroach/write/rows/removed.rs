//! What tombstones take away.

use uuid::Uuid;

use super::Batch;
use crate::{
    adapters::cockroach::{Sql, SqlError, Statement, Transaction},
    application::{catalog::translation_key, facts::AspectKey},
    domain::{
        event::{Event, PricesFact, RemovedFact, StockFact},
        id::Key,
        language::Language,
    },
};

static DELETE_COLLECTIONS: Statement = statement!("collection/delete");

/// Removed prices are an edition without any, so that history knows since when.
pub(super) fn no_prices(product_id: &str) -> PricesFact {
    PricesFact {
        product_id: product_id.to_owned(),
        ..PricesFact::default()
    }
}

impl Batch {
    /// Takes rows away; an aspect that was never told has none.
    pub(super) fn remove(&mut self, removed: &RemovedFact, event: &Event, is_known: bool) {
        let key = AspectKey::of(&event.fact).key.0;
        match removed {
            RemovedFact::Product(id) => {
                // Without variants in it the summaries are worked out from the rows: there is none for them.
                self.parts.entry(Key::of(id)).or_default();
                if is_known {
                    self.known_products.push(key);
                    self.known_owners.push(key);
                    self.gone_products.push(key);
                }
            }
            RemovedFact::Prices(id) => {
                self.add_current_prices(&no_prices(id), event.version, is_known);
            }
            RemovedFact::Stock(id) => {
                let none = StockFact {
                    product_id: id.clone(),
                    ..StockFact::default()
                };
                self.add_stock(&none, event.version, is_known);
            }
            _ if !is_known => {}
            RemovedFact::Collection(_) => {
                self.known_owners.push(key);
                self.gone_collections.push(key);
            }
            RemovedFact::Membership(_) => self.known_members.push(key),
            RemovedFact::Page(_)
            | RemovedFact::Blog(_)
            | RemovedFact::Article(_)
            | RemovedFact::Menu(_)
            | RemovedFact::Policy(_)
            | RemovedFact::Metaobject(_)
            | RemovedFact::Redirect(_) => {
                self.known_owners.push(key);
                self.gone_contents.push(key);
            }
            RemovedFact::Shop(id)
            | RemovedFact::Market(id)
            | RemovedFact::PriceList(id)
            | RemovedFact::Location(id) => {
                self.known_owners.push(Key::of(id).0);
                self.gone_settings.push(key);
            }
            RemovedFact::Search(_) => self.gone_settings.push(key),
            RemovedFact::Translation(of) => {
                if let Some(language) = Language::from_tag(&of.language) {
                    let key = translation_key(&of.resource_id, language);
                    self.gone_translations.push(key.0);
                }
            }
        }
    }

    /// Takes away collections that are no more, and gives those that stood above them.
    pub(in crate::adapters::cockroach::write) async fn remove_collections(
        &self,
        transaction: &Transaction,
    ) -> Result<Vec<Uuid>, SqlError> {
        if self.gone_collections.is_empty() {
            return Ok(Vec::new());
        }
        let keys = &self.gone_collections;
        let rows = transaction.query(&DELETE_COLLECTIONS, &[keys]).await?;
        Ok(rows.iter().filter_map(|row| row.get("parent_id")).collect())
    }
}
