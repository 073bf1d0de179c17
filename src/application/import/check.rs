//! What only the whole import can tell: handles used twice, SKUs used twice, members that are not there; then the
//! facts are applied under their versions and the report is closed.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    application::facts::{Applied, AspectKey, FactSet},
    domain::{
        event::{ContentFact, Event, Fact, MembershipFact, ProductFact},
        id::Key,
    },
};

use super::{Gathered, ImportError, ImportReport, Place, Records, Topic};

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
    let accepted = reject_repeated_handles(gathered, facts, report)?;
    note_repeated_skus(&accepted, report);
    note_repeated_options(&accepted, report);
    note_absent_products(&accepted, facts, report);
    Ok(accepted)
}

/// Notes in the report what became of the events of one group.
pub fn settle(
    records: &Records,
    outcomes: impl IntoIterator<Item = Applied>,
    report: &mut ImportReport,
) {
    let outcome = outcomes.into_iter().fold(Applied::Unchanged, stronger);
    report.settle(records, |tally, number| match outcome {
        Applied::Stored => tally.stored += number,
        Applied::Unchanged => tally.unchanged += number,
        Applied::Older => tally.older += number,
    });
}

/// Applies checked facts to a set of facts in process.
pub fn apply(accepted: Vec<Gathered>, facts: &mut FactSet, report: &mut ImportReport) {
    for group in accepted {
        let outcomes: Vec<Applied> = group
            .events
            .into_iter()
            .map(|event| facts.apply(event))
            .collect();
        settle(&group.records, outcomes, report);
    }
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

/// The name that a fact claims in addresses: scope, handle, id.
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

/// Two records under one address: the first stays, the later is rejected.
fn reject_repeated_handles(
    gathered: Vec<Gathered>,
    facts: &FactSet,
    report: &mut ImportReport,
) -> Result<Vec<Gathered>, ImportError> {
    let claims = |event: &Event| handle_of(&event.fact).is_some();
    let told_anew: FxHashSet<AspectKey> = gathered
        .iter()
        .flat_map(|group| &group.events)
        .filter(|event| claims(event))
        .map(|event| AspectKey::of(&event.fact))
        .collect();
    let mut owners: FxHashMap<(&'static str, String), (Key, String, Option<Place>)> =
        FxHashMap::default();
    for event in facts.iter() {
        if let Some((scope, handle, id)) = handle_of(&event.fact)
            && !told_anew.contains(&AspectKey::of(&event.fact))
        {
            owners.insert(
                (scope, handle.to_owned()),
                (Key::of(id), id.to_owned(), None),
            );
        }
    }
    let mut accepted = Vec::with_capacity(gathered.len());
    for group in gathered {
        let mut taken = None;
        for event in &group.events {
            let Some((scope, handle, id)) = handle_of(&event.fact) else {
                continue;
            };
            let claim = (scope, handle.to_owned());
            match owners.get(&claim) {
                Some((owner, ..)) if *owner == Key::of(id) => {}
                Some((_, owner, place)) => {
                    let there = match place {
                        Some(place) => report.name_of(*place, group.place),
                        None => "the data directory".to_owned(),
                    };
                    taken = Some((
                        format!(
                            "the handle is already that of {owner} in {there}; the first one stays, give this {scope} another handle"
                        ),
                        handle.to_owned(),
                    ));
                }
                None => {
                    let owner = (Key::of(id), id.to_owned(), Some(group.place));
                    owners.insert(claim, owner);
                }
            }
        }
        match taken {
            None => accepted.push(group),
            Some((reason, handle)) => {
                report.reject_all(group.place, &group.records, "handle", reason, &handle)?;
            }
        }
    }
    Ok(accepted)
}

fn products(gathered: &[Gathered]) -> impl Iterator<Item = (Place, &ProductFact)> {
    gathered.iter().flat_map(|group| {
        group.events.iter().filter_map(|event| match &event.fact {
            Fact::Product(product) => Some((group.place, product.as_ref())),
            _ => None,
        })
    })
}

/// Shops do sell one SKU under several products, so this is worth a look and no more.
fn note_repeated_skus(gathered: &[Gathered], report: &mut ImportReport) {
    let mut first: FxHashMap<&str, &str> = FxHashMap::default();
    for (place, product) in products(gathered) {
        for variant in &product.variants {
            let Some(sku) = variant.sku.as_deref().filter(|sku| !sku.is_empty()) else {
                continue;
            };
            let known = *first.entry(sku).or_insert(&variant.id);
            if known != variant.id {
                report.note(place, Topic::Sku, || {
                    format!("`{sku}` is the SKU of {} and of {known}", variant.id)
                });
            }
        }
    }
}

/// A shopper who picks options can reach only one of the variants that have the same.
fn note_repeated_options(gathered: &[Gathered], report: &mut ImportReport) {
    for (place, product) in products(gathered) {
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
}

/// Aspects may arrive before their product; they are kept and show once it is there.
fn note_absent_products(gathered: &[Gathered], facts: &FactSet, report: &mut ImportReport) {
    let told: FxHashSet<&str> = products(gathered)
        .map(|(_, product)| product.id.as_str())
        .collect();
    let collections: FxHashSet<&str> = gathered
        .iter()
        .flat_map(|group| &group.events)
        .filter_map(|event| match &event.fact {
            Fact::Collection(collection) => Some(collection.id.as_str()),
            _ => None,
        })
        .collect();
    let stored = |aspect, id: &str| {
        let key = Key::of(id);
        facts.get(AspectKey { aspect, key }).is_some()
    };
    let absent = |id: &str| !told.contains(id) && !stored("product", id);
    for group in gathered {
        for event in &group.events {
            match &event.fact {
                Fact::Membership(membership) => {
                    if !collections.contains(membership.collection_id.as_str())
                        && !stored("collection", &membership.collection_id)
                    {
                        report.note(group.place, Topic::Absent, || {
                            format!("{}, a collection with members", membership.collection_id)
                        });
                    }
                    note_absent_members(membership, &absent, group.place, report);
                }
                Fact::Prices(prices) if absent(&prices.product_id) => {
                    report.note(group.place, Topic::Absent, || {
                        format!("{}, a product with prices", prices.product_id)
                    });
                }
                Fact::Stock(stock) if absent(&stock.product_id) => {
                    report.note(group.place, Topic::Absent, || {
                        format!("{}, a product with stock", stock.product_id)
                    });
                }
                _ => {}
            }
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
