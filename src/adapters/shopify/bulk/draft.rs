//! Aggregates while their lines come in, and the facts made of them at the end.

use rustc_hash::FxHashSet;

use crate::{
    application::import::{Gathered, ImportError, ImportReport, Place, RecordKind, Records, Topic},
    domain::{
        event::{
            CollectionFact, Event, Fact, MediaFact, MembershipFact, OptionFact, OptionValueFact,
            PriceFact, PriceListFact, PricesFact, ProductFact, SettingFact, StockFact,
            TranslationFact, VariantFact, VariantPricesFact, VariantStockFact,
        },
        time::Timestamp,
    },
};

use super::{Bulk, Owner};

/// A product while its lines come in.
pub(super) struct ProductDraft {
    pub place: Place,
    pub as_of: Timestamp,
    /// Newest time that the product or one of its variants tells.
    pub updated: Option<Timestamp>,
    pub fact: ProductFact,
    pub variants: Vec<VariantDraft>,
    /// Shown when no line brings media.
    pub featured: Option<MediaFact>,
    pub has_stock: bool,
    pub rejected_variants: usize,
    pub records: Records,
}

/// A variant while its lines come in.
pub(super) struct VariantDraft {
    pub place: Place,
    pub position: i64,
    pub fact: VariantFact,
    pub selected: Vec<(String, String)>,
    pub prices: Vec<PriceFact>,
    pub stock: VariantStockFact,
    pub records: Records,
}

/// A collection while its lines come in.
pub(super) struct CollectionDraft {
    pub place: Place,
    pub as_of: Timestamp,
    pub fact: CollectionFact,
    /// Where its own record is; absent: only members came.
    pub head: Option<Place>,
    pub members: Vec<String>,
    pub seen: FxHashSet<String>,
    pub records: Records,
}

/// A price list; its prices are with the variants.
pub(super) struct PriceListDraft {
    pub place: Place,
    pub as_of: Timestamp,
    pub fact: PriceListFact,
    pub records: Records,
}

/// Texts of one record in one language.
pub(super) struct TranslationDraft {
    pub place: Place,
    pub version: Timestamp,
    pub fact: TranslationFact,
    pub records: Records,
}

impl Bulk {
    /// The facts of all drafts.
    pub(super) fn conclude(self, report: &mut ImportReport) -> Result<Vec<Gathered>, ImportError> {
        let mut gathered = Vec::new();
        for (place, version, location) in self.locations {
            let mut records = Records::default();
            records.count(place.file, RecordKind::Setting);
            gathered.push(Gathered {
                place,
                kind: RecordKind::Setting,
                events: vec![setting(version, SettingFact::Location(location))],
                records,
            });
        }
        for draft in self.price_lists {
            gathered.push(Gathered {
                place: draft.place,
                kind: RecordKind::Setting,
                events: vec![setting(draft.as_of, SettingFact::PriceList(draft.fact))],
                records: draft.records,
            });
        }
        for draft in self.products {
            gathered.extend(draft.finish(report)?);
        }
        for draft in self.collections {
            let lists_members = self.files_with_members.contains(&draft.place.file);
            draft.finish(lists_members, &mut gathered);
        }
        let mut translations: Vec<_> = self.translations.into_values().collect();
        translations.sort_by(|a, b| {
            (a.place, &a.fact.resource_id, &a.fact.language).cmp(&(
                b.place,
                &b.fact.resource_id,
                &b.fact.language,
            ))
        });
        for draft in translations {
            gathered.push(Gathered {
                place: draft.place,
                kind: RecordKind::Translation,
                events: vec![setting(draft.version, SettingFact::Translation(draft.fact))],
                records: draft.records,
            });
        }
        Ok(gathered)
    }

    /// The number of the collection with this id, opened if it is new.
    pub(super) fn collection(&mut self, id: &str, place: Place, as_of: Timestamp) -> usize {
        if let Some(Owner::Collection(number)) = self.owner(id) {
            return number;
        }
        self.collections.push(CollectionDraft {
            place,
            as_of,
            fact: CollectionFact {
                id: id.to_owned(),
                ..CollectionFact::default()
            },
            head: None,
            members: Vec::new(),
            seen: FxHashSet::default(),
            records: Records::default(),
        });
        let number = self.collections.len() - 1;
        self.own(id, Owner::Collection(number));
        number
    }
}

fn setting(version: Timestamp, fact: SettingFact) -> Event {
    Event {
        version,
        fact: Fact::Setting(Box::new(fact)),
    }
}

impl ProductDraft {
    fn finish(mut self, report: &mut ImportReport) -> Result<Option<Gathered>, ImportError> {
        let place = self.place;
        self.variants.sort_by_key(|variant| variant.position);
        if self.fact.options.is_empty() {
            self.fact.options = options_of(&self.variants);
        }
        let mut variants = Vec::with_capacity(self.variants.len());
        for mut variant in std::mem::take(&mut self.variants) {
            match values_of(&self.fact.options, &variant) {
                Ok(values) => {
                    variant.fact.option_values = values;
                    self.records.extend(&variant.records);
                    variants.push(variant);
                }
                Err(option) => {
                    self.rejected_variants += 1;
                    report.reject_all(
                        variant.place,
                        &variant.records,
                        "selectedOptions",
                        format!("has no value for the option `{option}` of its product"),
                        &variant.fact.id,
                    )?;
                }
            }
        }
        if variants.is_empty() && self.rejected_variants > 0 {
            let reason = "none of its variants can be used; mend those";
            report.reject_all(place, &self.records, "", reason, &self.fact.id)?;
            return Ok(None);
        }
        if variants.is_empty() {
            report.note(place, Topic::Product, || {
                format!("{} has no variants", self.fact.id)
            });
        }
        if self.fact.media.is_empty() {
            self.fact.media.extend(self.featured.take());
        }
        let version = self.updated.unwrap_or(self.as_of);
        Ok(Some(self.gather(place, version, variants)))
    }

    fn gather(self, place: Place, version: Timestamp, variants: Vec<VariantDraft>) -> Gathered {
        let product_id = self.fact.id.clone();
        let has_prices = variants.iter().any(|variant| !variant.prices.is_empty());
        let mut prices = Vec::new();
        let mut stock = Vec::new();
        let mut fact = self.fact;
        for variant in variants {
            if has_prices {
                prices.push(VariantPricesFact {
                    variant_id: variant.fact.id.clone(),
                    prices: variant.prices,
                });
            }
            if self.has_stock {
                stock.push(variant.stock);
            }
            fact.variants.push(variant.fact);
        }
        let mut events = vec![Event {
            version,
            fact: Fact::Product(Box::new(fact)),
        }];
        if has_prices {
            let fact = Fact::Prices(PricesFact {
                product_id: product_id.clone(),
                variants: prices,
            });
            events.push(Event { version, fact });
        }
        if self.has_stock {
            let fact = Fact::Stock(StockFact {
                product_id,
                variants: stock,
            });
            events.push(Event { version, fact });
        }
        Gathered {
            place,
            kind: RecordKind::Product,
            events,
            records: self.records,
        }
    }
}

impl CollectionDraft {
    /// The collection, and its members where the file tells any.
    fn finish(self, lists_members: bool, gathered: &mut Vec<Gathered>) {
        let version = self.fact.updated_at.unwrap_or(self.as_of);
        let id = self.fact.id.clone();
        let mut events = Vec::new();
        if self.head.is_some() {
            events.push(Event {
                version,
                fact: Fact::Collection(Box::new(self.fact)),
            });
        }
        if lists_members || !self.members.is_empty() {
            let fact = Fact::Membership(MembershipFact {
                collection_id: id,
                product_ids: self.members,
            });
            events.push(Event { version, fact });
        }
        gathered.push(Gathered {
            place: self.place,
            kind: RecordKind::Collection,
            events,
            records: self.records,
        });
    }
}

/// Options read off the variants, where no line tells them.
fn options_of(variants: &[VariantDraft]) -> Vec<OptionFact> {
    let named = variants.iter().any(|variant| !variant.selected.is_empty());
    let mut options: Vec<OptionFact> = Vec::new();
    for variant in variants {
        let titled;
        let selected = if named {
            &variant.selected
        } else {
            titled = [("Title".to_owned(), title_of(variant))].to_vec();
            &titled
        };
        for (name, value) in selected {
            let known = options.iter_mut().find(|option| option.name == *name);
            let option = match known {
                Some(option) => option,
                None => {
                    options.push(OptionFact {
                        name: name.clone(),
                        ..OptionFact::default()
                    });
                    options.last_mut().expect("one was pushed")
                }
            };
            if !option.values.iter().any(|known| known.name == *value) {
                option.values.push(OptionValueFact {
                    name: value.clone(),
                    ..OptionValueFact::default()
                });
            }
        }
    }
    options
}

fn title_of(variant: &VariantDraft) -> String {
    match variant.fact.title.as_str() {
        "" => "Default Title".to_owned(),
        title => title.to_owned(),
    }
}

/// The variant's value of each option; the name of the option that it has none of.
fn values_of(options: &[OptionFact], variant: &VariantDraft) -> Result<Vec<String>, String> {
    if variant.selected.is_empty() && options.len() == 1 {
        return Ok(vec![title_of(variant)]);
    }
    let value = |option: &OptionFact| {
        let mut selected = variant.selected.iter();
        selected
            .find(|(name, _)| *name == option.name)
            .map(|(_, value)| value.clone())
            .ok_or_else(|| option.name.clone())
    };
    options.iter().map(value).collect()
}
