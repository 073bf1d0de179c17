//! Removals of a catalog's facts, and what may come after one.

use vitrina::domain::event::{
    ContentFact, Event, Fact, RemovedFact, RemovedSearch, RemovedTranslation, SettingFact,
};

/// One fact in so many is removed.
const STEP: usize = 5;

/// A second, in microseconds: facts in files keep versions of any size, this reads well.
const SECOND: i64 = 1_000_000;

/// Removes every fifth fact of a catalog. Of those, a third is told again by an older fact, which changes nothing, and a
/// third by a newer one, which brings it back.
pub fn removals(events: &[Event]) -> Vec<Event> {
    let mut told = Vec::new();
    for (number, event) in events.iter().step_by(STEP).enumerate() {
        let mut add = |seconds: i64, fact: Fact| {
            let mut version = event.version;
            version.0 += seconds * SECOND;
            told.push(Event { version, fact });
        };
        add(20, Fact::Removed(removal_of(&event.fact)));
        match number % 3 {
            1 => add(10, event.fact.clone()),
            2 => add(30, event.fact.clone()),
            _ => {}
        }
    }
    told
}

/// What removes a fact.
fn removal_of(fact: &Fact) -> RemovedFact {
    match fact {
        Fact::Product(fact) => RemovedFact::Product(fact.id.clone()),
        Fact::Prices(fact) => RemovedFact::Prices(fact.product_id.clone()),
        Fact::Stock(fact) => RemovedFact::Stock(fact.product_id.clone()),
        Fact::Collection(fact) => RemovedFact::Collection(fact.id.clone()),
        Fact::Membership(fact) => RemovedFact::Membership(fact.collection_id.clone()),
        Fact::Content(content) => match content.as_ref() {
            ContentFact::Page(fact) => RemovedFact::Page(fact.id.clone()),
            ContentFact::Blog(fact) => RemovedFact::Blog(fact.id.clone()),
            ContentFact::Article(fact) => RemovedFact::Article(fact.id.clone()),
            ContentFact::Menu(fact) => RemovedFact::Menu(fact.id.clone()),
            ContentFact::Policy(fact) => RemovedFact::Policy(fact.id.clone()),
            ContentFact::Metaobject(fact) => RemovedFact::Metaobject(fact.id.clone()),
            ContentFact::Redirect(fact) => RemovedFact::Redirect(fact.id.clone()),
        },
        Fact::Setting(setting) => match setting.as_ref() {
            SettingFact::Shop(fact) => RemovedFact::Shop(fact.id.clone()),
            SettingFact::Market(fact) => RemovedFact::Market(fact.id.clone()),
            SettingFact::PriceList(fact) => RemovedFact::PriceList(fact.id.clone()),
            SettingFact::Location(fact) => RemovedFact::Location(fact.id.clone()),
            SettingFact::Translation(fact) => RemovedFact::Translation(RemovedTranslation {
                resource_id: fact.resource_id.clone(),
                language: fact.language.clone(),
            }),
            SettingFact::Search(fact) => RemovedFact::Search(RemovedSearch {
                collection_id: fact.collection_id.clone(),
            }),
        },
        Fact::Removed(removed) => removed.clone(),
    }
}
