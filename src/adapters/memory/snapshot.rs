//! One immutable state of the embedded store, built from facts.
//!
//! Products lie in the order of their ids, so a product's number is its rank by id. What lists sort by is worked out
//! once, here.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::orders::Orders;
use crate::{
    application::{
        catalog::{CollectionTree, ContentKind, translation_key},
        contents::{ContentRecord, name_blogs, sort_text},
        facts::FactSet,
    },
    domain::{
        collection::{Collection, parent_outside_rings},
        context::{PriceContext, Settings},
        event::{
            CollectionFact, ContentFact, Event, Fact, MetafieldFact, PricesFact, RemovedFact,
            SettingFact, TranslationFact,
        },
        id::{Key, id_order},
        language::Language,
        money::Currency,
        offer::{Offer, OfferSummary, Prices, Stock},
        product::{Metafields, Product, Variants},
        time::Timestamp,
    },
};

/// A product with everything that belongs to it.
#[derive(Debug)]
pub(super) struct ProductRecord {
    pub product: Arc<Product>,
    pub variants: Arc<Variants>,
    pub offer: Arc<Offer>,
    /// Numbers of its collections, by title.
    pub collections: Box<[u32]>,
}

impl ProductRecord {
    pub(super) fn id_order(&self) -> String {
        id_order(self.product.id())
    }

    pub(super) fn summary(&self, context: &PriceContext) -> OfferSummary {
        self.offer.summary(&self.product.variant_keys, context)
    }
}

/// A collection with its members.
#[derive(Debug)]
pub(super) struct CollectionRecord {
    pub collection: Arc<Collection>,
    pub tree: Arc<CollectionTree>,
    /// Numbers of the products shown, in order.
    pub members: Box<[u32]>,
    /// Their positions among all members that the shop names, shown or not.
    pub positions: Box<[u32]>,
}

/// One immutable state of the store.
#[derive(Debug)]
pub(super) struct Snapshot {
    pub products: Vec<ProductRecord>,
    pub product_numbers: FxHashMap<Key, u32>,
    pub handles: FxHashMap<Box<str>, u32>,
    pub previous_handles: FxHashMap<Box<str>, u32>,
    pub variant_owners: FxHashMap<Key, u32>,
    pub orders: Orders,
    pub collections: Vec<CollectionRecord>,
    pub collection_numbers: FxHashMap<Key, u32>,
    pub collection_handles: FxHashMap<Box<str>, u32>,
    pub metafields: FxHashMap<Key, Arc<Metafields>>,
    pub contents: FxHashMap<ContentKind, Vec<ContentRecord>>,
    pub content_by_key: FxHashMap<Key, (ContentKind, u32)>,
    pub content_by_handle: FxHashMap<(ContentKind, String, String), u32>,
    pub translations: FxHashMap<Key, Arc<TranslationFact>>,
    pub settings: Arc<Settings>,
}

/// Facts sorted by what they state.
#[derive(Default)]
struct Parts {
    products: Vec<Event>,
    prices: FxHashMap<Key, Vec<(Timestamp, PricesFact)>>,
    stock: FxHashMap<Key, Stock>,
    collections: Vec<(Timestamp, Box<CollectionFact>)>,
    memberships: FxHashMap<Key, Vec<Key>>,
    contents: Vec<(Timestamp, ContentFact)>,
    settings: Vec<(Timestamp, SettingFact)>,
    translations: FxHashMap<Key, Arc<TranslationFact>>,
}

impl Parts {
    fn sort(facts: FactSet) -> Self {
        let mut parts = Self::default();
        let (current, older_prices) = facts.into_parts();
        for Event { version, fact } in current.into_iter().chain(older_prices) {
            match fact {
                Fact::Product(_) => parts.products.push(Event { version, fact }),
                Fact::Prices(prices) => {
                    let editions = parts.prices.entry(Key::of(&prices.product_id)).or_default();
                    editions.push((version, prices));
                }
                Fact::Stock(stock) => {
                    parts
                        .stock
                        .insert(Key::of(&stock.product_id), Stock::build(&stock));
                }
                Fact::Collection(collection) => parts.collections.push((version, collection)),
                Fact::Membership(membership) => {
                    let members = membership
                        .product_ids
                        .iter()
                        .map(|id| Key::of(id))
                        .collect();
                    parts
                        .memberships
                        .insert(Key::of(&membership.collection_id), members);
                }
                Fact::Content(content) => parts.contents.push((version, *content)),
                Fact::Setting(setting) => match *setting {
                    SettingFact::Translation(texts) => {
                        if let Some(language) = Language::from_tag(&texts.language) {
                            let key = translation_key(&texts.resource_id, language);
                            parts.translations.insert(key, Arc::new(texts));
                        }
                    }
                    setting => parts.settings.push((version, setting)),
                },
                // From then on there were none: what history has to know.
                Fact::Removed(RemovedFact::Prices(product_id)) => {
                    let editions = parts.prices.entry(Key::of(&product_id)).or_default();
                    let none = PricesFact {
                        product_id,
                        ..PricesFact::default()
                    };
                    editions.push((version, none));
                }
                Fact::Removed(_) => {}
            }
        }
        parts
    }
}

impl Snapshot {
    /// Builds the state that these facts describe. `default_currency` stands where no shop fact names one.
    pub(super) fn build(facts: FactSet, default_currency: Currency) -> Self {
        let mut parts = Parts::sort(facts);
        let mut metafields = FxHashMap::default();
        for (version, setting) in &parts.settings {
            if let Some((owner, facts)) = setting.attributes() {
                add_metafields(&mut metafields, facts, owner, *version);
            }
        }
        let facts = std::mem::take(&mut parts.settings);
        let settings =
            Settings::of_facts(facts.into_iter().map(|(_, fact)| fact), default_currency);
        let mut snapshot = Self {
            products: Vec::with_capacity(parts.products.len()),
            product_numbers: FxHashMap::default(),
            handles: FxHashMap::default(),
            previous_handles: FxHashMap::default(),
            variant_owners: FxHashMap::default(),
            orders: Orders::default(),
            collections: Vec::new(),
            collection_numbers: FxHashMap::default(),
            collection_handles: FxHashMap::default(),
            metafields,
            contents: FxHashMap::default(),
            content_by_key: FxHashMap::default(),
            content_by_handle: FxHashMap::default(),
            translations: std::mem::take(&mut parts.translations),
            settings: Arc::new(settings),
        };
        snapshot.add_products(&mut parts);
        snapshot.add_collections(&mut parts);
        snapshot.add_contents(parts.contents);
        snapshot.orders = Orders::build(&snapshot.products);
        snapshot
    }

    fn add_metafields(&mut self, facts: &[MetafieldFact], owner: &str, version: Timestamp) {
        add_metafields(&mut self.metafields, facts, owner, version);
    }

    fn add_products(&mut self, parts: &mut Parts) {
        parts
            .products
            .sort_by_cached_key(|event| match &event.fact {
                Fact::Product(product) => id_order(&product.id),
                _ => unreachable!("only product facts are sorted here"),
            });
        for Event { version, fact } in std::mem::take(&mut parts.products) {
            let Fact::Product(fact) = fact else { continue };
            let number = self.products.len() as u32;
            let product = Product::build(&fact, version);
            let variants = Variants::build(&fact, version);
            self.add_metafields(&fact.metafields, &fact.id, version);
            for (variant, row) in fact.variants.iter().zip(&variants.rows) {
                self.add_metafields(&variant.metafields, &variant.id, version);
                self.variant_owners.insert(row.key, number);
            }
            let key = product.key;
            self.product_numbers.insert(key, number);
            self.handles.insert(fact.handle.as_str().into(), number);
            for handle in &fact.previous_handles {
                self.previous_handles.insert(handle.as_str().into(), number);
            }
            let editions = parts.prices.remove(&key).unwrap_or_default();
            let prices = Prices::build(editions.iter().map(|(since, fact)| (*since, fact)));
            let offer = Offer {
                prices: Arc::new(prices),
                stock: Arc::new(parts.stock.remove(&key).unwrap_or_default()),
            };
            self.products.push(ProductRecord {
                product: Arc::new(product),
                variants: Arc::new(variants),
                offer: Arc::new(offer),
                collections: Box::default(),
            });
        }
        // Names that products have now are stronger than names that others had before.
        let handles = &self.handles;
        self.previous_handles
            .retain(|handle, _| !handles.contains_key(handle));
    }

    fn add_collections(&mut self, parts: &mut Parts) {
        parts
            .collections
            .sort_by_cached_key(|(_, fact)| id_order(&fact.id));
        let facts = std::mem::take(&mut parts.collections);
        for (number, (version, fact)) in facts.iter().enumerate() {
            self.add_metafields(&fact.metafields, &fact.id, *version);
            self.collection_numbers
                .insert(Key::of(&fact.id), number as u32);
            self.collection_handles
                .insert(fact.handle.as_str().into(), number as u32);
        }
        let mut children: Vec<Vec<u32>> = vec![Vec::new(); facts.len()];
        let parents: Vec<Option<u32>> = (0..facts.len() as u32)
            .map(|number| self.parent_of(number, &facts))
            .collect();
        for (number, parent) in parents.iter().enumerate() {
            if let Some(parent) = parent {
                children[*parent as usize].push(number as u32);
            }
        }
        let key_of = |number: &u32| Key::of(&facts[*number as usize].1.id);
        let mut of_product: Vec<Vec<u32>> = vec![Vec::new(); self.products.len()];
        for (number, (version, fact)) in facts.iter().enumerate() {
            let below = &mut children[number];
            below.sort_by_cached_key(|child| sort_text(&facts[*child as usize].1.title));
            let collection = Collection::build(fact, *version);
            let members = parts
                .memberships
                .remove(&collection.key)
                .unwrap_or_default();
            let mut shown = Vec::with_capacity(members.len());
            let mut positions = Vec::with_capacity(members.len());
            let mut seen = FxHashSet::default();
            for (position, member) in members.into_iter().enumerate() {
                let Some(product) = self.product_numbers.get(&member) else {
                    continue;
                };
                // A product that is named twice stands where it is named first.
                if is_listed(&self.products[*product as usize].product) && seen.insert(member) {
                    shown.push(*product);
                    positions.push(position as u32);
                    of_product[*product as usize].push(number as u32);
                }
            }
            self.collections.push(CollectionRecord {
                tree: Arc::new(CollectionTree {
                    parent: parents[number].as_ref().map(key_of),
                    children: below.iter().map(key_of).collect(),
                }),
                collection: Arc::new(collection),
                members: shown.into(),
                positions: positions.into(),
            });
        }
        for (record, mut numbers) in self.products.iter_mut().zip(of_product) {
            numbers.sort_by_cached_key(|number| sort_text(&facts[*number as usize].1.title));
            record.collections = numbers.into();
        }
    }

    /// The collection above, unless that would close a ring.
    fn parent_of(&self, number: u32, facts: &[(Timestamp, Box<CollectionFact>)]) -> Option<u32> {
        let above = |number: u32| {
            let handle = facts[number as usize].1.parent_handle.as_deref()?;
            self.collection_handles.get(handle).copied()
        };
        parent_outside_rings(number, above, facts.len())
    }

    fn add_contents(&mut self, facts: Vec<(Timestamp, ContentFact)>) {
        for (version, fact) in facts {
            if let Some((owner, rows)) = fact.attributes() {
                add_metafields(&mut self.metafields, rows, owner, version);
            }
            let record = ContentRecord::of(fact, version);
            self.contents.entry(record.kind).or_default().push(record);
        }
        if let Some(mut articles) = self.contents.remove(&ContentKind::Article) {
            let blogs = self.contents.get(&ContentKind::Blog);
            name_blogs(&mut articles, blogs.map_or(&[], Vec::as_slice));
            self.contents.insert(ContentKind::Article, articles);
        }
        for (kind, records) in &mut self.contents {
            records.sort_by_cached_key(|record| id_order(&record.id));
            for (number, record) in records.iter().enumerate() {
                let number = number as u32;
                self.content_by_key.insert(record.key, (*kind, number));
                let name = (*kind, record.scope.clone(), record.handle.clone());
                self.content_by_handle.entry(name).or_insert(number);
            }
        }
    }
}

/// Whether lists can show the product, now or later.
pub(super) fn is_listed(product: &Product) -> bool {
    product.listed_at().is_some()
}

fn add_metafields(
    metafields: &mut FxHashMap<Key, Arc<Metafields>>,
    facts: &[MetafieldFact],
    owner: &str,
    version: Timestamp,
) {
    if !facts.is_empty() {
        let entity = Metafields::build(facts, owner, version);
        metafields.insert(Key::of(owner), Arc::new(entity));
    }
}
