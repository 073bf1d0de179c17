//! What only the whole import can tell: handles used twice, SKUs used twice, members that are not there; then the
//! facts are applied under their versions and the report is closed.
//!
//! Facts are judged as they come and let go again, so that an import of any length needs only ids and handles in memory.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    application::facts::{Applied, AspectKey, FactSet},
    domain::{
        event::{ContentFact, Fact, MembershipFact, ProductFact},
        id::Key,
    },
};

use super::{Gathered, ImportError, ImportReport, Place, RecordKind, Records, Topic};

/// How many names a notice lists before it says how many more there are.
const LISTED: usize = 3;

/// Checks the facts of all files of an import against each other and the facts there, and gives those to apply.
///
/// # Errors
/// [`ImportError::Stopped`] in a strict import.
pub fn check(
    gathered: Vec<Gathered>,
    facts: &FactSet,
    report: &mut ImportReport,
) -> Result<Vec<Gathered>, ImportError> {
    let events = gathered.iter().flat_map(|group| &group.events);
    let told_anew: FxHashSet<AspectKey> = events
        .filter(|event| handle_of(&event.fact).is_some() || matches!(event.fact, Fact::Removed(_)))
        .map(|event| AspectKey::of(&event.fact))
        .collect();
    let mut checker = Checker::new(facts, &told_anew);
    let mut accepted = Vec::with_capacity(gathered.len());
    for group in gathered {
        if checker.admits(&group, report)? {
            accepted.push(group);
        }
    }
    checker.finish(facts, report);
    Ok(accepted)
}

/// What became of the records of an import, until the report hears of it.
#[derive(Debug, Default)]
pub struct Outcomes(BTreeMap<(u32, RecordKind), [u64; 3]>);

impl Outcomes {
    /// Notes what became of the events of one group.
    pub fn note(&mut self, records: &Records, applied: impl IntoIterator<Item = Applied>) {
        let outcome = applied.into_iter().fold(Applied::Unchanged, stronger);
        for (file, kind, number) in records.iter() {
            self.0.entry((file, kind)).or_default()[outcome as usize] += number;
        }
    }

    /// Adds others to these.
    pub fn extend(&mut self, others: Self) {
        for (records, numbers) in others.0 {
            let sum = self.0.entry(records).or_default();
            for (sum, number) in sum.iter_mut().zip(numbers) {
                *sum += number;
            }
        }
    }

    /// Writes them into the report.
    pub fn settle(&self, report: &mut ImportReport) {
        for ((file, kind), numbers) in &self.0 {
            report.settle(*file, *kind, |tally| {
                tally.stored += numbers[Applied::Stored as usize];
                tally.unchanged += numbers[Applied::Unchanged as usize];
                tally.older += numbers[Applied::Older as usize];
            });
        }
    }
}

/// Applies checked facts to a set of facts in process.
pub fn apply(accepted: Vec<Gathered>, facts: &mut FactSet, report: &mut ImportReport) {
    let mut outcomes = Outcomes::default();
    for group in accepted {
        let events = group.events.into_iter();
        outcomes.note(&group.records, events.map(|event| facts.apply(event)));
    }
    outcomes.settle(report);
    debug_assert!(report.adds_up(), "each record read is settled once");
}

/// A record that went into several aspects is stored if one of them was, and older if none was but one is outdone.
fn stronger(left: Applied, right: Applied) -> Applied {
    match (left, right) {
        (Applied::Stored, _) | (_, Applied::Stored) => Applied::Stored,
        (Applied::Older, _) | (_, Applied::Older) => Applied::Older,
        (Applied::Unchanged, Applied::Unchanged) => Applied::Unchanged,
    }
}

/// The name that a fact claims in addresses: scope (the name of its aspect), handle, id.
fn handle_of(fact: &Fact) -> Option<(&'static str, &str, &str)> {
    Some(match fact {
        Fact::Product(product) => ("product", &product.handle, &product.id),
        Fact::Collection(collection) => ("collection", &collection.handle, &collection.id),
        Fact::Content(content) => match content.as_ref() {
            ContentFact::Page(page) => ("page", &page.handle, &page.id),
            ContentFact::Blog(blog) => ("blog", &blog.handle, &blog.id),
            ContentFact::Menu(menu) => ("menu", &menu.handle, &menu.id),
            _ => return None,
        },
        _ => return None,
    })
}

/// Who has a handle; no place means the facts that were there before.
#[derive(Debug)]
struct Owner {
    id: Box<str>,
    place: Option<Place>,
}

/// The first variant of a SKU.
#[derive(Debug, Clone, Copy)]
struct FirstOfSku {
    variant: u64,
    place: Place,
}

/// A record that speaks of others.
#[derive(Debug)]
struct Reference {
    place: Place,
    what: Referring,
}

#[derive(Debug)]
enum Referring {
    Prices(Box<str>),
    Stock(Box<str>),
    Membership(Box<MembershipFact>),
}

/// Judges the facts of one import as they come.
#[derive(Debug, Default)]
pub struct Checker {
    handles: FxHashMap<(&'static str, Box<str>), Owner>,
    /// By hash of the SKU: a collision would cost a notice that is not needed, once in millions of imports.
    skus: FxHashMap<u64, FirstOfSku>,
    products: FxHashSet<Key>,
    collections: FxHashSet<Key>,
    removed: FxHashSet<AspectKey>,
    references: Vec<Reference>,
}

impl Checker {
    /// A checker beside the facts there; those of them that are told anew give up their handles.
    pub fn new(facts: &FactSet, told_anew: &FxHashSet<AspectKey>) -> Self {
        let mut checker = Self::default();
        for event in facts.iter() {
            if let Some((scope, handle, id)) = handle_of(&event.fact)
                && !told_anew.contains(&AspectKey::of(&event.fact))
            {
                let (id, place) = (id.into(), None);
                let claim = (scope, handle.into());
                checker.handles.insert(claim, Owner { id, place });
            }
        }
        checker
    }

    /// Whether a group is to be applied; else the report says why not.
    ///
    /// # Errors
    /// [`ImportError::Stopped`] in a strict import.
    pub fn admits(
        &mut self,
        group: &Gathered,
        report: &mut ImportReport,
    ) -> Result<bool, ImportError> {
        if let Some((reason, handle)) = self.repeated_handle(group, report) {
            report.reject_all(group.place, &group.records, "handle", reason, &handle)?;
            return Ok(false);
        }
        for event in &group.events {
            let what = match &event.fact {
                Fact::Product(product) => {
                    self.products.insert(Key::of(&product.id));
                    self.note_repeated_skus(product, group.place, report);
                    note_repeated_options(product, group.place, report);
                    continue;
                }
                Fact::Collection(collection) => {
                    self.collections.insert(Key::of(&collection.id));
                    continue;
                }
                Fact::Removed(_) => {
                    self.removed.insert(AspectKey::of(&event.fact));
                    continue;
                }
                Fact::Membership(membership) => Referring::Membership(Box::new(MembershipFact {
                    collection_id: membership.collection_id.clone(),
                    product_ids: self.not_seen(membership),
                })),
                Fact::Prices(fact) if !self.products.contains(&Key::of(&fact.product_id)) => {
                    Referring::Prices(fact.product_id.as_str().into())
                }
                Fact::Stock(fact) if !self.products.contains(&Key::of(&fact.product_id)) => {
                    Referring::Stock(fact.product_id.as_str().into())
                }
                _ => continue,
            };
            let place = group.place;
            self.references.push(Reference { place, what });
        }
        Ok(true)
    }

    /// Two records under one address: the first stays, the later is rejected.
    fn repeated_handle(
        &mut self,
        group: &Gathered,
        report: &ImportReport,
    ) -> Option<(String, String)> {
        let mut taken = None;
        for event in &group.events {
            let Some((scope, handle, id)) = handle_of(&event.fact) else {
                continue;
            };
            let this = || Owner {
                id: id.into(),
                place: Some(group.place),
            };
            let claim = (scope, handle.into());
            let owner = self.handles.entry(claim).or_insert_with(this);
            if *owner.id == *id {
                continue;
            }
            let key = Key::of(&owner.id);
            // What was removed gave up its handle.
            if self.removed.contains(&AspectKey { aspect: scope, key }) {
                *owner = this();
                continue;
            }
            let there = match owner.place {
                Some(place) => report.name_of(place, group.place),
                None => "the data directory".to_owned(),
            };
            let reason = format!(
                "the handle is already that of {} in {there}; the first one stays, give this {scope} another handle",
                owner.id
            );
            taken = Some((reason, handle.to_owned()));
        }
        taken
    }

    /// Shops do sell one SKU under several products, so this is worth a look and no more.
    fn note_repeated_skus(
        &mut self,
        product: &ProductFact,
        place: Place,
        report: &mut ImportReport,
    ) {
        for variant in &product.variants {
            let Some(sku) = variant.sku.as_deref().filter(|sku| !sku.is_empty()) else {
                continue;
            };
            let this = FirstOfSku {
                variant: hash(&variant.id),
                place,
            };
            let first = *self.skus.entry(hash(sku)).or_insert(this);
            if first.variant != this.variant {
                let there = report.name_of(first.place, place);
                report.note(place, Topic::Sku, || {
                    format!("`{sku}` is the SKU of {} and of one in {there}", variant.id)
                });
            }
        }
    }

    /// The members that no product of the import so far is.
    fn not_seen(&self, membership: &MembershipFact) -> Vec<String> {
        let ids = membership.product_ids.iter();
        let absent = ids.filter(|id| !self.products.contains(&Key::of(id)));
        absent.cloned().collect()
    }

    /// Aspects may arrive before their product; they are kept and show once it is there.
    pub fn finish(self, facts: &FactSet, report: &mut ImportReport) {
        let stored = |aspect, id: &str| {
            let key = Key::of(id);
            facts.has(AspectKey { aspect, key })
        };
        let is_absent = |id: &str| !self.products.contains(&Key::of(id)) && !stored("product", id);
        for Reference { place, what } in &self.references {
            match what {
                Referring::Prices(id) if is_absent(id) => {
                    report.note(*place, Topic::Absent, || {
                        format!("{id}, a product with prices")
                    });
                }
                Referring::Stock(id) if is_absent(id) => {
                    report.note(*place, Topic::Absent, || {
                        format!("{id}, a product with stock")
                    });
                }
                Referring::Prices(_) | Referring::Stock(_) => {}
                Referring::Membership(membership) => {
                    let id = &membership.collection_id;
                    if !self.collections.contains(&Key::of(id)) && !stored("collection", id) {
                        report.note(*place, Topic::Absent, || {
                            format!("{id}, a collection with members")
                        });
                    }
                    note_absent_members(membership, &is_absent, *place, report);
                }
            }
        }
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// A shopper who picks options can reach only one of the variants that have the same.
fn note_repeated_options(product: &ProductFact, place: Place, report: &mut ImportReport) {
    let mut seen: FxHashMap<&[String], &str> = FxHashMap::default();
    for variant in &product.variants {
        let first = *seen.entry(&variant.option_values).or_insert(&variant.id);
        if first != variant.id {
            report.note(place, Topic::Options, || {
                let options = variant.option_values.join(" / ");
                format!(
                    "{} and {first} of `{}`: {options}",
                    variant.id, product.handle
                )
            });
        }
    }
}

fn note_absent_members(
    membership: &MembershipFact,
    absent: &impl Fn(&str) -> bool,
    place: Place,
    report: &mut ImportReport,
) {
    let members = membership.product_ids.iter().map(String::as_str);
    let missing: Vec<&str> = members.filter(|id| absent(id)).collect();
    if missing.is_empty() {
        return;
    }
    let mut names = missing[..missing.len().min(LISTED)].join(", ");
    if missing.len() > LISTED {
        names.push_str(&format!(" and {} more", missing.len() - LISTED));
    }
    report.note(place, Topic::Absent, || {
        format!("{names}: members of {}", membership.collection_id)
    });
}
