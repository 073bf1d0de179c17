//! Facets from counts: which appear, which values they show, in which order.

use rustc_hash::FxHashMap;

use super::{
    count::{Counter, Counts, Wanted},
    dictionary::{Group, GroupNumber, Words, key_of},
    plan::{Plan, facet_of, is_of_variants},
    view::{Offers, bounds_of},
};
use crate::{
    application::search::{
        Facet, FacetId, FacetKind, FacetRequest, FacetValue, MetafieldFilter, PriceBucket,
        PriceRange, PriceSpan, ProductFilter, SearchRequest, ValueOrder,
    },
    domain::{
        money::{Currency, Money},
        text::{fold, words},
    },
};

/// The groups that a facet request may show.
pub(super) fn wanted(facets: &FacetRequest, plan: &Plan, words: &Words) -> Wanted {
    let is_named = |facet: &FacetId| facets.only.as_ref().is_none_or(|only| only.contains(facet));
    let groups = words.groups.iter().map(|group| {
        let is_wanted = match &facets.only {
            Some(only) => only.contains(&group.facet),
            None => {
                !is_metafield(&group.facet)
                    || (group.is_common && facets.max_metafields > 0)
                    || plan.selection(&group.facet).is_some()
            }
        };
        (is_wanted, is_of_variants(&group.facet))
    });
    Wanted {
        availability: is_named(&FacetId::Availability),
        price: is_named(&FacetId::Price),
        groups: groups.collect(),
        pages: words.pages(),
        by_coverage: facets.only.is_none(),
    }
}

fn is_metafield(facet: &FacetId) -> bool {
    matches!(
        facet,
        FacetId::ProductMetafield(..) | FacetId::VariantMetafield(..)
    )
}

/// Puts facets together.
pub(super) struct Assembly<'a> {
    pub request: &'a SearchRequest,
    pub facets: &'a FacetRequest,
    pub plan: &'a Plan,
    pub counts: &'a Counts,
    pub words: &'a Words,
    pub wanted: &'a Wanted,
    /// Only values whose label has words that start with these.
    pub search: Option<&'a str>,
}

type Values = FxHashMap<GroupNumber, Vec<(u32, u32)>>;

impl Assembly<'_> {
    /// All facets that appear, in order.
    pub(super) fn facets(&self) -> Vec<Facet> {
        let matched = self.by_group(&self.counts.matched);
        let selected = self.by_group(&self.counts.selected);
        let shown = match &self.facets.only {
            Some(only) => only.clone(),
            None => self.default_facets(&matched),
        };
        let shown = shown.into_iter().filter_map(|facet| match facet {
            FacetId::Availability => self.availability(),
            FacetId::Price => self.price(),
            facet => {
                let known = self.words.group(&facet);
                let of = match self.plan.selection(&facet) {
                    Some(_) => &selected,
                    None => &matched,
                };
                let counted = known.and_then(|(number, _)| of.get(&number));
                self.list(
                    facet,
                    known.map(|(_, group)| group),
                    counted.map_or(&[], Vec::as_slice),
                )
            }
        });
        shown.collect()
    }

    fn by_group(&self, counter: &Counter) -> Values {
        let mut values = Values::default();
        for value in counter.touched() {
            let group = self.wanted.pages.group_of(*value);
            values
                .entry(group)
                .or_default()
                .push((*value, counter.get(*value)));
        }
        values
    }

    fn default_facets(&self, matched: &Values) -> Vec<FacetId> {
        let mut facets = vec![
            FacetId::Availability,
            FacetId::Price,
            FacetId::Category,
            FacetId::Vendor,
            FacetId::ProductType,
            FacetId::Tag,
        ];
        let covered = self.by_group(&self.counts.covered);
        let selects_variants = self
            .plan
            .selections
            .iter()
            .any(|selection| selection.is_of_variants());
        let mut options = Vec::new();
        let mut metafields = Vec::new();
        for (number, group) in self.words.groups.iter().enumerate() {
            let number = number as GroupNumber;
            let facet = &group.facet;
            let is_selected = self.plan.selection(facet).is_some();
            let of = if selects_variants && is_of_variants(facet) {
                &covered
            } else {
                matched
            };
            let coverage = self.coverage(of.get(&number).map_or(&[], Vec::as_slice));
            if (coverage == 0 && !is_selected)
                || !self
                    .wanted
                    .groups
                    .get(number as usize)
                    .is_some_and(|group| group.0)
            {
                continue;
            }
            match facet {
                FacetId::Option(_) => options.push((coverage, facet)),
                _ if is_metafield(facet) => metafields.push((coverage, facet)),
                _ => {}
            }
        }
        // Selected facets stay, whatever they cover: one has to be able to take a selection back.
        for selection in &self.plan.selections {
            let facet = &selection.facet;
            match facet {
                _ if self.words.group(facet).is_some() => {}
                FacetId::Option(_) => options.push((0, facet)),
                _ if is_metafield(facet) => metafields.push((0, facet)),
                _ => {}
            }
        }
        for of in [&mut options, &mut metafields] {
            of.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        }
        facets.extend(options.into_iter().map(|(_, facet)| facet.clone()));
        let metafields = metafields.into_iter().enumerate();
        let metafields = metafields.filter(|(place, (_, facet))| {
            *place < self.facets.max_metafields || self.plan.selection(facet).is_some()
        });
        facets.extend(metafields.map(|(_, (_, facet))| facet.clone()));
        facets
    }

    /// How many products have a value of a group.
    fn coverage(&self, values: &[(u32, u32)]) -> i64 {
        let values = values.iter().map(|(value, count)| {
            let count = i64::from(*count);
            match self.words.value(*value).surplus {
                0 => count,
                further => -count * i64::from(further),
            }
        });
        values.sum()
    }

    /// The texts that the request selects of a facet.
    fn selected_texts(&self, facet: &FacetId) -> Vec<(String, &ProductFilter, String)> {
        let mut texts: Vec<(String, &ProductFilter, String)> = Vec::new();
        for filter in &self.request.filters {
            let (of, text) = facet_of(filter);
            let key = key_of(text);
            if of == *facet && !texts.iter().any(|known| known.0 == key) {
                texts.push((key, filter, text.to_owned()));
            }
        }
        texts
    }

    fn list(&self, facet: FacetId, group: Option<&Group>, counted: &[(u32, u32)]) -> Option<Facet> {
        let selected = self.selected_texts(&facet);
        let number = |key: &str| {
            let (number, _) = self.words.group(&facet)?;
            self.words.find(number, key)
        };
        let is_selected = |value: u32| {
            selected
                .iter()
                .any(|(key, ..)| *key == *self.words.value(value).key)
        };
        let mut values: Vec<(u32, u32)> = counted
            .iter()
            .copied()
            .filter(|(value, _)| {
                self.is_shown(&facet, *value) && self.is_searched(self.words.value(*value).label())
            })
            .collect();
        let total_values = values.len();
        let (most, order) = self.facets.values_of(&facet);
        self.cut(&mut values, most, &is_selected);
        let mut values: Vec<FacetValue> = values
            .into_iter()
            .map(|(value, count)| self.value(&facet, value, count.into(), is_selected(value)))
            .collect();
        // Selected ones that no product has, or that no one ever had.
        for (key, filter, text) in &selected {
            let id = format!("{facet}.{key}");
            if values.iter().any(|value| value.id == id) || !self.is_searched(text) {
                continue;
            }
            values.push(match number(key) {
                Some(value) => FacetValue {
                    input: (*filter).clone(),
                    ..self.value(&facet, value, 0, true)
                },
                None => FacetValue {
                    id,
                    label: text.clone(),
                    count: 0,
                    input: (*filter).clone(),
                    is_selected: true,
                    swatch: None,
                    parent: None,
                },
            });
        }
        if values.is_empty() {
            return None;
        }
        if order == ValueOrder::Label {
            sort_by_label(&mut values);
        }
        let total_values = total_values.max(values.len());
        let label = group.map_or_else(|| facet.to_string(), |group| group.label.to_string());
        let kind = group.map_or(FacetKind::List, |group| group.kind);
        Some(Facet {
            id: facet,
            label,
            kind,
            values,
            total_values,
            price: None,
        })
    }

    /// Keeps the values with the most products and the selected ones, in order.
    fn cut(&self, values: &mut Vec<(u32, u32)>, most: usize, is_selected: &impl Fn(u32) -> bool) {
        if values.len() > most && most > 0 {
            // Labels are compared only among those that can be shown.
            let (_, least, _) =
                values.select_nth_unstable_by_key(most - 1, |(_, count)| u32::MAX - count);
            let least = least.1;
            values.retain(|(value, count)| *count >= least || is_selected(*value));
        }
        values.sort_by_cached_key(|(value, count)| {
            let value = self.words.value(*value);
            (
                u32::MAX - count,
                value.label().to_lowercase(),
                value.key.clone(),
            )
        });
        let mut place = 0;
        values.retain(|(value, _)| {
            place += 1;
            place <= most || is_selected(*value)
        });
    }

    fn is_shown(&self, facet: &FacetId, value: u32) -> bool {
        let value = self.words.value(value);
        let is_default = matches!(facet, FacetId::Option(name) if name == "title")
            && &*value.key == "default title";
        value.surplus == 0 && !value.text.is_empty() && !is_default
    }

    fn is_searched(&self, label: &str) -> bool {
        let Some(search) = self.search else {
            return true;
        };
        let (search, label) = (fold(search), fold(label));
        let has = |start: &str| words(&label).any(|word| word.starts_with(start));
        words(&search).all(has)
    }

    fn value(&self, facet: &FacetId, number: u32, count: u64, is_selected: bool) -> FacetValue {
        let value = self.words.value(number);
        let parent = value
            .parent
            .map(|parent| format!("{facet}.{}", self.words.value(parent).key));
        FacetValue {
            id: format!("{facet}.{}", value.key),
            label: value.label().to_owned(),
            count,
            input: self.input(facet, &value.text),
            is_selected,
            swatch: value.swatch.as_deref().cloned(),
            parent,
        }
    }

    fn input(&self, facet: &FacetId, text: &str) -> ProductFilter {
        let text = text.to_owned();
        let metafield = |namespace: &String, key: &String, value| MetafieldFilter {
            namespace: namespace.clone(),
            key: key.clone(),
            value,
        };
        match facet {
            FacetId::Category => ProductFilter::Category(text),
            FacetId::Vendor => ProductFilter::ProductVendor(text),
            FacetId::ProductType => ProductFilter::ProductType(text),
            FacetId::Tag => ProductFilter::Tag(text),
            FacetId::Option(name) => {
                let label = self
                    .words
                    .group(facet)
                    .map(|(_, group)| group.label.to_string());
                ProductFilter::VariantOption {
                    name: label.unwrap_or_else(|| name.clone()),
                    value: text,
                }
            }
            FacetId::ProductMetafield(namespace, key) => {
                ProductFilter::ProductMetafield(metafield(namespace, key, text))
            }
            FacetId::VariantMetafield(namespace, key) => {
                ProductFilter::VariantMetafield(metafield(namespace, key, text))
            }
            FacetId::Availability | FacetId::Price => unreachable!("they have no texts"),
        }
    }

    fn availability(&self) -> Option<Facet> {
        let offers = &self.counts.offers;
        let values = [
            (true, "In stock", offers.available),
            (false, "Out of stock", offers.unavailable),
        ];
        let values = values.into_iter().filter_map(|(yes, label, count)| {
            let input = ProductFilter::Available(yes);
            let is_selected = self.request.filters.contains(&input);
            ((count > 0 || is_selected) && self.is_searched(label)).then(|| FacetValue {
                id: format!("{}.{}", FacetId::Availability, u8::from(yes)),
                label: label.to_owned(),
                count,
                input,
                is_selected,
                swatch: None,
                parent: None,
            })
        });
        let values: Vec<FacetValue> = values.collect();
        let total_values = values.len();
        (total_values > 0).then(|| Facet {
            id: FacetId::Availability,
            label: "Availability".to_owned(),
            kind: FacetKind::List,
            values,
            total_values,
            price: None,
        })
    }

    fn price(&self) -> Option<Facet> {
        let offers = &self.counts.offers;
        let currency = self.request.price.currency;
        let selected = self
            .request
            .filters
            .iter()
            .find(|filter| matches!(filter, ProductFilter::Price(_)));
        let span = (offers.priced > 0).then(|| self.span(offers, currency));
        let input = match (&span, selected) {
            (Some(span), _) => range(span.min.amount_minor, span.max.amount_minor, currency),
            (None, Some(filter)) => filter.clone(),
            (None, None) => return None,
        };
        let value = FacetValue {
            id: FacetId::Price.to_string(),
            label: "Price".to_owned(),
            count: offers.priced,
            input,
            is_selected: selected.is_some(),
            swatch: None,
            parent: None,
        };
        Some(Facet {
            id: FacetId::Price,
            label: "Price".to_owned(),
            kind: FacetKind::PriceRange,
            values: vec![value],
            total_values: 1,
            price: span,
        })
    }

    fn span(&self, offers: &Offers, currency: Currency) -> PriceSpan {
        let steps = offers
            .steps
            .iter()
            .enumerate()
            .filter(|(_, count)| **count > 0);
        let buckets = steps.map(|(step, count)| {
            let (min, max) = bounds_of(step);
            let input = range(min, max, currency);
            PriceBucket {
                min: Money::new(min, currency),
                max: Money::new(max, currency),
                count: *count,
                is_selected: self.request.filters.contains(&input),
                input,
            }
        });
        PriceSpan {
            min: Money::new(offers.min, currency),
            max: Money::new(offers.max, currency),
            buckets: buckets.collect(),
        }
    }
}

/// The filter of a range of amounts.
fn range(min: i64, max: i64, currency: Currency) -> ProductFilter {
    let units = |amount: i64| Some(amount as f64 / currency.minor_units() as f64);
    ProductFilter::Price(PriceRange {
        min: units(min),
        max: units(max),
    })
}

/// Sorts by the number that labels begin with where all do, else by label.
fn sort_by_label(values: &mut [FacetValue]) {
    let number = |label: &str| -> Option<f64> {
        let end = label.find(|sign: char| !sign.is_ascii_digit() && sign != '.');
        label[..end.unwrap_or(label.len())].parse().ok()
    };
    let are_numbers = values.iter().all(|value| number(&value.label).is_some());
    values.sort_by(|a, b| {
        let numbers = match (number(&a.label), number(&b.label)) {
            (Some(a), Some(b)) if are_numbers => a.total_cmp(&b),
            _ => std::cmp::Ordering::Equal,
        };
        numbers
            .then_with(|| a.label.to_lowercase().cmp(&b.label.to_lowercase()))
            .then_with(|| a.id.cmp(&b.id))
    });
}
