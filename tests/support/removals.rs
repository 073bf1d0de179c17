//! Tombstones of any fact.

use vitrina::domain::event::{
    ContentFact, Fact, RemovedFact, RemovedSearch, RemovedTranslation, SettingFact,
};

/// What removes a fact.
pub fn removal_of(fact: &Fact) -> RemovedFact {
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
