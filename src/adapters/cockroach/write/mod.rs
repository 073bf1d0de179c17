//! Applying facts: what wins by version, then the rows of each aspect, then what is derived from them, in one
//! SERIALIZABLE transaction a batch.
//!
//! A fact replaces its aspect whole: the rows that were there are removed first. Prices that lost go to the history.
//! Doing a batch twice changes nothing, so a commit whose answer was lost is done again.

mod columns;
mod derived;
mod rows;

use std::cmp::Ordering;

use rustc_hash::{FxHashMap, FxHashSet};
use tokio::sync::RwLock;
use uuid::Uuid;

use self::rows::Batch;
use super::{
    Params, Pools, Repeat, Sql, SqlError, Statement, Transaction, catalog::read_settings,
    dao::setting,
};
use crate::{
    application::{
        catalog::StoreError,
        facts::{Applied, AspectKey},
    },
    domain::{
        context::PriceContext,
        event::{Event, Fact, RemovedFact},
        id::Key,
        money::Currency,
        time::Timestamp,
    },
};

static FIND_VERSIONS: Statement = statement!("fact_version/find");
static CLAIM_VERSIONS: Statement = statement!("fact_version/claim");
static LIST_KEYS: Statement = statement!("product/list_keys");

/// Products whose summaries are worked out anew in one transaction.
const REFRESHED: i64 = 500;

/// What became of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Applications {
    /// The outcome of each event, in order.
    pub outcomes: Vec<Applied>,
    /// Rows written.
    pub rows: u64,
}

/// Applies facts to the database. Several tasks may share one: facts of different products then go in side by side,
/// and a change of who sees which price waits for them and they for it.
#[derive(Debug)]
pub struct CatalogWriter {
    pools: Pools,
    default_currency: Currency,
    contexts: RwLock<Vec<PriceContext>>,
}

/// An event with what decides whether it wins.
struct Candidate<'a> {
    number: usize,
    aspect: AspectKey,
    version: Timestamp,
    hash: Uuid,
    event: &'a Event,
}

impl Candidate<'_> {
    fn name(&self) -> (Key, String) {
        (self.aspect.key, self.aspect.aspect.to_owned())
    }
}

impl CatalogWriter {
    /// A writer. `default_currency` stands where no shop names one.
    ///
    /// # Errors
    /// When the settings cannot be read.
    pub async fn open(pools: Pools, default_currency: Currency) -> Result<Self, StoreError> {
        let settings = read_settings(&pools, default_currency).await?;
        Ok(Self {
            pools,
            default_currency,
            contexts: RwLock::new(settings.price_contexts()),
        })
    }

    /// The settings there, with their versions: what an import has to know of the shop.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn settings(&self) -> Result<Vec<Event>, StoreError> {
        let rows = self.pools.fresh.query(&setting::LIST, &[]).await?;
        setting::events(&rows)
    }

    /// Applies events; those of one call are one transaction, so pass some hundreds at most. When settings among them
    /// change who sees which price, the summaries of all products are worked out anew.
    ///
    /// # Errors
    /// When the database cannot be asked; then nothing of the batch was applied.
    pub async fn apply(&self, events: &[Event]) -> Result<Applications, StoreError> {
        let mut candidates: Vec<Candidate<'_>> = events
            .iter()
            .enumerate()
            .map(|(number, event)| Candidate {
                number,
                aspect: AspectKey::of(&event.fact),
                version: event.version,
                hash: event.fact.content_hash(),
                event,
            })
            .collect();
        candidates.sort_by_key(|one| (one.aspect, one.version, one.hash));
        if !events.iter().any(Event::is_setting) {
            return self.write(&candidates, &self.contexts.read().await).await;
        }
        let mut contexts = self.contexts.write().await;
        let applied = self.write(&candidates, &contexts).await?;
        let settings = read_settings(&self.pools, self.default_currency).await?;
        let current = settings.price_contexts();
        if current != *contexts {
            *contexts = current;
            self.refresh_summaries(&contexts).await?;
        }
        Ok(applied)
    }

    async fn write(
        &self,
        candidates: &[Candidate<'_>],
        contexts: &[PriceContext],
    ) -> Result<Applications, StoreError> {
        let applied = self
            .pools
            .write
            .transaction(Repeat::Always, |transaction| async move {
                apply_batch(&transaction, candidates, contexts).await
            });
        Ok(applied.await?)
    }

    /// Works out the summaries of all products anew.
    async fn refresh_summaries(&self, contexts: &[PriceContext]) -> Result<(), StoreError> {
        let mut after = Uuid::nil();
        loop {
            let write = &self.pools.write;
            let keys = write.transaction(Repeat::Always, |transaction| async move {
                let rows = transaction.query(&LIST_KEYS, &[&after, &REFRESHED]).await?;
                let keys: Vec<Key> = rows.iter().map(|row| Key(row.get("product_id"))).collect();
                derived::refresh(&transaction, &keys, contexts).await?;
                Ok(keys)
            });
            let keys: Vec<Key> = keys.await?;
            match keys.last() {
                Some(last) => after = last.0,
                None => return Ok(()),
            }
        }
    }
}

/// Version and content hash of a current fact.
type Standing = (Timestamp, Uuid);

/// What stands in the database of the aspects of a batch.
type Known = FxHashMap<(Key, String), Standing>;

async fn apply_batch(
    transaction: &Transaction,
    candidates: &[Candidate<'_>],
    contexts: &[PriceContext],
) -> Result<Applications, SqlError> {
    let groups: Vec<&[Candidate<'_>]> = candidates
        .chunk_by(|one, other| one.aspect == other.aspect)
        .collect();
    // Of an aspect that is told once only its newest version matters. One that is told several times needs what was
    // there before, to say which of them would have been stored.
    let repeated = groups.iter().filter(|group| group.len() > 1);
    let mut known = find_versions(transaction, repeated.copied()).await?;
    let newest = groups.iter().filter_map(|group| group.last());
    let claimed = claim(transaction, newest).await?;
    let is_claimed = |group: &[Candidate<'_>]| claimed.contains_key(&group[0].name());
    let lost = groups
        .iter()
        .filter(|group| group.len() == 1 && !is_claimed(group));
    known.extend(find_versions(transaction, lost.copied()).await?);

    let mut batch = Batch::default();
    let mut outcomes: Vec<Option<Applied>> = Vec::new();
    outcomes.resize(candidates.len(), None);
    let mut touched = FxHashSet::default();
    for group in groups {
        let before = known.get(&group[0].name()).copied();
        let replaced = match claimed.get(&group[0].name()) {
            Some(replaced) => *replaced,
            None => before.map(|(_, hash)| hash),
        };
        let mut current = before;
        let mut winner = None;
        // In the order of versions: what is overtaken within the batch was stored all the same.
        for candidate in group {
            let (is_equal, order) = match group {
                [_] if is_claimed(group) => (replaced == Some(candidate.hash), Ordering::Greater),
                _ => (
                    current.is_some_and(|(_, hash)| hash == candidate.hash),
                    Some((candidate.version, candidate.hash)).cmp(&current),
                ),
            };
            let applied = Applied::judge(is_equal, order);
            outcomes[candidate.number] = Some(applied);
            if order == Ordering::Greater {
                current = Some((candidate.version, candidate.hash));
            }
            let lost = match applied {
                Applied::Stored => winner.replace(candidate),
                Applied::Older => Some(candidate),
                Applied::Unchanged => None,
            };
            if let Some(lost) = lost {
                batch.keep_history(lost.event);
            }
        }
        if let Some(winner) = winner {
            batch.replace(winner.event, replaced.is_some());
            if let Some(product) = product_of(&winner.event.fact) {
                touched.insert(product);
            }
        }
    }
    let mut rows = claimed.len() as u64 + batch.write(transaction).await?;
    let mut touched: Vec<Key> = touched.into_iter().collect();
    touched.sort_unstable();
    rows += derived::summarize(transaction, &batch, &touched, contexts).await?;
    if batch.has_collections() {
        let parents = batch.remove_collections(transaction).await?;
        derived::place_collections(transaction, parents).await?;
    }
    Ok(Applications {
        outcomes: outcomes.into_iter().flatten().collect(),
        rows,
    })
}

async fn find_versions<'a>(
    transaction: &Transaction,
    groups: impl Iterator<Item = &'a [Candidate<'a>]>,
) -> Result<Known, SqlError> {
    let keys: Vec<Uuid> = groups.map(|group| group[0].aspect.key.0).collect();
    if keys.is_empty() {
        return Ok(Known::default());
    }
    let rows = transaction.query(&FIND_VERSIONS, &[&keys]).await?;
    let versions = rows.iter().map(|row| {
        let name = (Key(row.get("key")), row.get("aspect"));
        let standing = (Timestamp(row.get("version")), row.get("content_hash"));
        (name, standing)
    });
    Ok(versions.collect())
}

/// Makes the newest candidates current where they are newer than what stands there; gives those that now are, with the
/// content hash that they replaced.
async fn claim<'a>(
    transaction: &Transaction,
    newest: impl Iterator<Item = &'a Candidate<'a>>,
) -> Result<FxHashMap<(Key, String), Option<Uuid>>, SqlError> {
    let (mut keys, mut aspects, mut versions, mut hashes) = (vec![], vec![], vec![], vec![]);
    for candidate in newest {
        keys.push(candidate.aspect.key.0);
        aspects.push(candidate.aspect.aspect);
        versions.push(candidate.version.0);
        hashes.push(candidate.hash);
    }
    let parameters: Params<'_> = &[&keys, &aspects, &versions, &hashes];
    let rows = transaction.query(&CLAIM_VERSIONS, parameters).await?;
    let claimed = rows.iter().map(|row| {
        let name = (Key(row.get("key")), row.get("aspect"));
        (name, row.get("replaced_hash"))
    });
    Ok(claimed.collect())
}

/// The product whose offer a fact concerns.
fn product_of(fact: &Fact) -> Option<Key> {
    match fact {
        Fact::Product(fact) => Some(Key::of(&fact.id)),
        Fact::Prices(fact) => Some(Key::of(&fact.product_id)),
        Fact::Stock(fact) => Some(Key::of(&fact.product_id)),
        Fact::Removed(
            RemovedFact::Product(id) | RemovedFact::Prices(id) | RemovedFact::Stock(id),
        ) => Some(Key::of(id)),
        _ => None,
    }
}
