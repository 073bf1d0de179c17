//! Looking up what is not held: the shared tier in one round trip, then the store in one statement for all the rest.
//!
//! A look-up is a task of its own on the runtime of the request that began it: a request that is dropped takes nothing from
//! the others that wait. It is not one of the runtime of all I/O, whose few threads drive connections and must not decode. Those who wait are answered before the shared tier is written.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use tokio::time::timeout;

use super::{
    entities::{Answers, Entities, Lead, Reading},
    meters::Meters,
    record::{self, Cached},
    shared::{Shared, Slot},
};
use crate::{
    application::{
        cached::Source,
        catalog::{Fetch, Found, Freshness, StoreError},
    },
    domain::{
        id::Key,
        offer::{Prices, Stock},
    },
};

/// Longest that a look-up waits for the store, whose own limits are shorter: a look-up that never ends would hold up all
/// who ask for its keys.
const STORE_TIMEOUT: Duration = Duration::from_secs(10);

type Puts = Vec<(Slot, Bytes, Duration)>;

/// What look-ups ask.
pub struct Lookups<R> {
    /// The store.
    pub source: Arc<R>,
    /// The shared tier, if there is one.
    pub shared: Option<Arc<dyn Shared>>,
}

impl<R> Clone for Lookups<R> {
    fn clone(&self) -> Self {
        Self {
            source: Arc::clone(&self.source),
            shared: self.shared.clone(),
        }
    }
}

/// A store's answer, with the time-out as one of its errors.
pub async fn bounded<T>(
    answer: impl Future<Output = Result<T, StoreError>>,
) -> Result<T, StoreError> {
    timeout(STORE_TIMEOUT, answer)
        .await
        .unwrap_or_else(|_| Err(StoreError::TimedOut("no answer to the cache".to_owned())))
}

impl<R: Send + Sync + 'static> Lookups<R> {
    /// Starts the look-up of a lead's keys.
    pub fn start<T: Cached>(&self, lead: Lead<T>)
    where
        R: Fetch<T>,
    {
        let this = self.clone();
        tokio::spawn(async move { this.look_up(lead).await });
    }

    async fn look_up<T: Cached>(&self, lead: Lead<T>)
    where
        R: Fetch<T>,
    {
        let (mut answers, missing) = {
            let slots = slots::<T>(lead.keys());
            let records = self.shared_records(&slots).await;
            adopt(lead.entities(), lead.keys(), records)
        };
        let mut puts = self.shared.as_ref().map(|_| Puts::new());
        if !missing.is_empty() {
            let reading = lead.entities().begin(&missing);
            let fetch = self.source.fetch(&missing, reading.freshness);
            let found = bounded(fetch).await;
            settle(
                lead.entities(),
                &missing,
                found,
                reading,
                &mut answers,
                &mut puts,
            );
        }
        lead.finish(answers);
        self.put(puts).await;
    }

    async fn shared_records(&self, slots: &[Slot]) -> Vec<Option<Bytes>> {
        match &self.shared {
            Some(shared) => shared.get(slots).await,
            None => Vec::new(),
        }
    }

    async fn put(&self, puts: Option<Puts>) {
        if let (Some(shared), Some(puts)) = (&self.shared, puts.filter(|puts| !puts.is_empty())) {
            shared.put(puts).await;
        }
    }
}

impl<R: Source> Lookups<R> {
    /// Starts the look-up of offers: prices and stock, each for its own keys, in one round trip together.
    pub fn start_offers(&self, prices: Option<Lead<Prices>>, stock: Option<Lead<Stock>>) {
        let this = self.clone();
        match (prices, stock) {
            (None, None) => {}
            (Some(prices), None) => this.start(prices),
            (None, Some(stock)) => this.start(stock),
            (Some(prices), Some(stock)) => {
                tokio::spawn(async move { this.look_up_offers(prices, stock).await });
            }
        }
    }

    async fn look_up_offers(&self, prices: Lead<Prices>, stock: Lead<Stock>) {
        let mut all = slots::<Prices>(prices.keys());
        all.extend(slots::<Stock>(stock.keys()));
        let mut records = self.shared_records(&all).await;
        let stock_records = records.split_off(prices.keys().len().min(records.len()));
        let (mut price_answers, priceless) = adopt(prices.entities(), prices.keys(), records);
        let (mut stock_answers, stockless) = adopt(stock.entities(), stock.keys(), stock_records);
        let mut missing = priceless.clone();
        missing.extend(stockless.iter().filter(|key| !priceless.contains(key)));
        let mut puts = self.shared.as_ref().map(|_| Puts::new());
        if !missing.is_empty() {
            let (of_prices, of_stock) = (
                prices.entities().begin(&missing),
                stock.entities().begin(&missing),
            );
            let freshness = match (of_prices.freshness, of_stock.freshness) {
                (Freshness::Behind, Freshness::Behind) => Freshness::Behind,
                _ => Freshness::Fresh,
            };
            let reading = Reading {
                began: of_prices.began,
                freshness,
            };
            let found = bounded(self.source.fetch_offers(&missing, freshness)).await;
            let (found_prices, found_stock) = match found {
                Ok(found) => {
                    let (prices, stock): (Vec<_>, Vec<_>) = found.into_iter().unzip();
                    (Ok(prices), Ok(stock))
                }
                Err(error) => (Err(error.clone()), Err(error)),
            };
            settle(
                prices.entities(),
                &missing,
                found_prices,
                reading,
                &mut price_answers,
                &mut puts,
            );
            settle(
                stock.entities(),
                &missing,
                found_stock,
                reading,
                &mut stock_answers,
                &mut puts,
            );
        }
        prices.finish(price_answers);
        stock.finish(stock_answers);
        self.put(puts).await;
    }
}

fn slots<T: Cached>(keys: &[Key]) -> Vec<Slot> {
    let kind = T::CACHED;
    keys.iter().map(|key| Slot { kind, key: *key }).collect()
}

/// Takes what other nodes stored, as far as it may be kept here; no records mean that there is no shared tier. Gives the
/// answers, and the keys that are missing still.
fn adopt<T: Cached>(
    entities: &Entities<T>,
    keys: &[Key],
    records: Vec<Option<Bytes>>,
) -> (Answers<T>, Vec<Key>) {
    if records.is_empty() {
        return (Answers::default(), keys.to_vec());
    }
    let meters = Meters::new("redis", T::KIND);
    let mut answers = Answers::default();
    let mut missing = Vec::new();
    for (key, bytes) in keys.iter().zip(records) {
        let record = bytes.and_then(|bytes| record::read::<T>(&bytes));
        match record.and_then(|record| entities.adopt(*key, record)) {
            Some(answer) => {
                answers.insert(*key, Ok(answer));
            }
            None => missing.push(*key),
        }
    }
    meters.hits.increment(answers.len() as u64);
    meters.misses.increment(missing.len() as u64);
    (answers, missing)
}

/// Keeps what the store said, and collects the answers and what may be offered to other nodes.
fn settle<T: Cached>(
    entities: &Entities<T>,
    keys: &[Key],
    found: Result<Vec<Found<T>>, StoreError>,
    reading: Reading,
    answers: &mut Answers<T>,
    puts: &mut Option<Puts>,
) {
    let found = match found {
        Ok(found) => {
            entities.health().succeeded();
            found
        }
        Err(error) => {
            entities.health().failed(entities.clock().tick());
            for key in keys {
                let fallen = || entities.fall_back(*key, &error);
                answers.entry(*key).or_insert_with(fallen);
            }
            return;
        }
    };
    debug_assert_eq!(found.len(), keys.len());
    let read_at = entities.clock().wall_of(reading.began);
    let is_behind = reading.freshness == Freshness::Behind;
    for (key, found) in keys.iter().zip(found) {
        let slot = Slot {
            kind: T::CACHED,
            key: *key,
        };
        let write = || record::write(found.value.as_deref(), found.version, read_at, is_behind);
        let record = puts.is_some().then(write);
        let time = entities.shared_time(*key, &found, reading);
        let (answer, is_kept) = entities.fill(*key, found, reading);
        answers.insert(*key, Ok(answer));
        if let (Some(puts), Some(record)) = (&mut *puts, record)
            && is_kept
            && !time.is_zero()
        {
            puts.push((slot, record, time));
        }
    }
}
