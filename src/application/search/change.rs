//! How an index learns of changes: each states one aspect in full, so that order and repetition within an aspect are
//! all that matters.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::domain::{
    event::{Event, Fact, MetafieldFact, PricesFact, ProductFact, RemovedFact, TranslationFact},
    id::Key,
    language::Language,
    offer::{Prices, Stock},
    product::{Metafields, Product, Variants},
    time::Timestamp,
};

/// A product as an index reads it. Prices, stock and membership are aspects of their own.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ProductEntry {
    /// Content.
    pub product: Arc<Product>,
    /// Its variants.
    pub variants: Arc<Variants>,
    /// The product's metafields.
    pub metafields: Option<Arc<Metafields>>,
    /// The variants' metafields, in the order of the variants; those past the end have none.
    pub variant_metafields: Vec<Option<Arc<Metafields>>>,
    /// The product's texts in other languages than the shop's.
    pub translations: Vec<Arc<TranslationFact>>,
}

impl ProductEntry {
    /// Builds the entry of a fact, which has no translations.
    pub fn build(fact: &ProductFact, version: Timestamp) -> Self {
        let metafields = |facts: &[MetafieldFact], owner: &str| {
            (!facts.is_empty()).then(|| Arc::new(Metafields::build(facts, owner, version)))
        };
        let variants = fact.variants.iter();
        Self {
            product: Arc::new(Product::build(fact, version)),
            variants: Arc::new(Variants::build(fact, version)),
            metafields: metafields(&fact.metafields, &fact.id),
            variant_metafields: variants
                .map(|variant| metafields(&variant.metafields, &variant.id))
                .collect(),
            translations: Vec::new(),
        }
    }
}

/// What an index reads of a collection itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectionEntry {
    /// The collection.
    pub collection: Key,
    /// Its title in the shop's language.
    pub title: String,
    /// Its title in others.
    pub translations: Vec<(Language, String)>,
}

/// One aspect, as it is from now on. Aspects may come before their product: they are kept until it is there, and they
/// stay when it is removed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Change {
    /// A product's content, new or changed.
    Product(ProductEntry),
    /// All prices of a product.
    Prices(Key, Arc<Prices>),
    /// All stock of a product.
    Stock(Key, Arc<Stock>),
    /// All members of a collection, in order; of one that is named twice the first place counts.
    Membership(Key, Arc<[Key]>),
    /// A collection's own texts, new or changed: its members are found by them.
    Collection(CollectionEntry),
    /// The product is no more.
    Remove(Key),
}

impl Change {
    /// The change that a fact makes; `None` for facts that no index holds, and for translations, which are part of what
    /// they translate: that has to be told again. The fact has to be the one in force
    /// (`application::facts` decides): an index knows no versions.
    pub fn of(event: &Event) -> Option<Self> {
        match &event.fact {
            Fact::Product(fact) => Some(Self::Product(ProductEntry::build(fact, event.version))),
            Fact::Prices(fact) => {
                let prices = Prices::build([(event.version, fact)]);
                Some(Self::Prices(Key::of(&fact.product_id), Arc::new(prices)))
            }
            Fact::Stock(fact) => {
                let stock = Arc::new(Stock::build(fact));
                Some(Self::Stock(Key::of(&fact.product_id), stock))
            }
            Fact::Membership(fact) => {
                let members = fact.product_ids.iter().map(|id| Key::of(id));
                Some(Self::Membership(
                    Key::of(&fact.collection_id),
                    members.collect(),
                ))
            }
            Fact::Collection(fact) => Some(Self::Collection(CollectionEntry {
                collection: Key::of(&fact.id),
                title: fact.title.clone(),
                translations: Vec::new(),
            })),
            Fact::Removed(removed) => Self::of_removal(removed, event.version),
            Fact::Content(_) | Fact::Setting(_) => None,
        }
    }

    fn of_removal(removed: &RemovedFact, version: Timestamp) -> Option<Self> {
        Some(match removed {
            RemovedFact::Product(id) => Self::Remove(Key::of(id)),
            RemovedFact::Prices(id) => {
                let none = Prices::build([(version, &PricesFact::default())]);
                Self::Prices(Key::of(id), Arc::new(none))
            }
            RemovedFact::Stock(id) => Self::Stock(Key::of(id), Arc::default()),
            RemovedFact::Membership(id) => Self::Membership(Key::of(id), Arc::default()),
            // Without a title it adds nothing to the texts of its members.
            RemovedFact::Collection(id) => Self::Collection(CollectionEntry {
                collection: Key::of(id),
                title: String::new(),
                translations: Vec::new(),
            }),
            _ => return None,
        })
    }
}

/// Takes changes in.
pub trait SearchWriter: Send + Sync {
    /// Applies changes in order. They are searchable, all of them and at once, when this returns; a search that is
    /// under way is answered from before. One caller at a time.
    fn apply(&self, changes: &[Change]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_removed_is_taken_out_of_the_index_aspect_by_aspect() {
        let change = |removed| {
            let fact = Fact::Removed(removed);
            let version = Timestamp(3);
            Change::of(&Event { version, fact })
        };
        let (id, key) = (
            "gid://shop/Product/1".to_owned(),
            Key::of("gid://shop/Product/1"),
        );
        let Some(Change::Remove(product)) = change(RemovedFact::Product(id.clone())) else {
            panic!("the product goes");
        };
        let Some(Change::Prices(of, prices)) = change(RemovedFact::Prices(id.clone())) else {
            panic!("its prices go");
        };
        let Some(Change::Stock(_, stock)) = change(RemovedFact::Stock(id.clone())) else {
            panic!("its stock goes");
        };
        assert_eq!((product, of), (key, key));
        let none = PricesFact::default();
        assert_eq!(*prices, Prices::build([(Timestamp(3), &none)]));
        assert_eq!(*stock, Stock::default());
        let Some(Change::Membership(_, members)) = change(RemovedFact::Membership(id.clone()))
        else {
            panic!("the members go");
        };
        assert!(members.is_empty());
        let Some(Change::Collection(entry)) = change(RemovedFact::Collection(id.clone())) else {
            panic!("the titles go");
        };
        assert_eq!((entry.title.as_str(), entry.translations.len()), ("", 0));
        assert!(change(RemovedFact::Page(id)).is_none());
    }
}
