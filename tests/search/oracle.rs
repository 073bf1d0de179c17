//! The oracle: what a request finds, by going through everything.
//!
//! It shares the port's types, the price rule and nothing else with the index. A facet value's count is got by asking
//! again with that value selected instead of the request's own values of its kind, which is what the count promises.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

use vitrina::{
    application::contents::any_id,
    application::search::{
        FacetId, MetafieldFilter, PriceRange, ProductFilter, SearchRequest, SearchSort, Unavailable,
    },
    domain::{
        context::PriceContext,
        event::{MetafieldFact, ProductFact, StockFact, VariantFact},
        id::{Key, id_order},
        offer::{Prices, Stock},
        page::SortValue,
        product::UNRANKED,
        search_syntax::{Fields, Value},
        time::Timestamp,
    },
};

use super::{matcher::score, world::World};

/// A product that was found.
pub struct Match<'a> {
    pub fact: &'a ProductFact,
    pub score: u32,
    /// Variants that pass all filters; empty also where a product has none.
    pub passing: Vec<&'a VariantFact>,
    pub is_last: bool,
    major: SortValue,
    minor: i64,
}

/// A variant, or the absence of variants, in the request's prices.
#[derive(Clone, Copy)]
struct Offered<'a> {
    variant: Option<&'a VariantFact>,
    price: Option<i64>,
    for_sale: bool,
}

pub struct Oracle<'a> {
    world: &'a World,
    /// What each product is offered at in the request's prices.
    offers: BTreeMap<&'a str, Vec<Offered<'a>>>,
}

/// Filters of which one has to hold have equal names.
pub fn kind(filter: &ProductFilter) -> FacetId {
    let lower = |text: &str| text.trim().to_lowercase();
    match filter {
        ProductFilter::Available(_) => FacetId::Availability,
        ProductFilter::Price(_) => FacetId::Price,
        ProductFilter::Category(_) => FacetId::Category,
        ProductFilter::ProductType(_) => FacetId::ProductType,
        ProductFilter::ProductVendor(_) => FacetId::Vendor,
        ProductFilter::Tag(_) => FacetId::Tag,
        ProductFilter::VariantOption { name, .. } => FacetId::Option(lower(name)),
        ProductFilter::ProductMetafield(field) | ProductFilter::TaxonomyMetafield(field) => {
            FacetId::ProductMetafield(field.namespace.clone(), field.key.clone())
        }
        ProductFilter::VariantMetafield(field) => {
            FacetId::VariantMetafield(field.namespace.clone(), field.key.clone())
        }
    }
}

fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

fn items(fact: &MetafieldFact) -> Vec<String> {
    if fact.kind.starts_with("list.") {
        serde_json::from_str(&fact.value).unwrap()
    } else {
        vec![fact.value.clone()]
    }
}

fn has_metafield(facts: &[MetafieldFact], wanted: &MetafieldFilter) -> bool {
    let of_name = facts
        .iter()
        .filter(|fact| fact.namespace == wanted.namespace && fact.key == wanted.key);
    of_name
        .flat_map(items)
        .any(|item| same(&item, &wanted.value))
}

/// What a product is offered at; the price rule is the domain's.
fn offered<'a>(world: &World, fact: &'a ProductFact, context: &PriceContext) -> Vec<Offered<'a>> {
    let prices = world.prices.get(&fact.id);
    let prices = Prices::build(prices.map(|fact| (Timestamp(0), fact)));
    let stock = world.stock.get(&fact.id);
    let stock = Stock::build(stock.unwrap_or(&StockFact::default()));
    let of = |variant: &'a VariantFact| {
        let key = Key::of(&variant.id);
        let quote = prices.quote(key, 1, context);
        Offered {
            variant: Some(variant),
            price: quote.map(|quote| quote.price.amount_minor),
            for_sale: stock.is_for_sale(key, quote),
        }
    };
    if fact.variants.is_empty() {
        return vec![Offered {
            variant: None,
            price: None,
            for_sale: false,
        }];
    }
    fact.variants.iter().map(of).collect()
}

impl<'a> Oracle<'a> {
    /// For requests in this price context.
    pub fn new(world: &'a World, context: &PriceContext) -> Self {
        let offers = world.products.values();
        let offers = offers.map(|fact| (fact.id.as_str(), offered(world, fact, context)));
        Self {
            world,
            offers: offers.collect(),
        }
    }

    /// All that a request finds, in order, whatever its window.
    pub fn find(&self, request: &SearchRequest) -> Vec<Match<'a>> {
        let found = self
            .world
            .products
            .values()
            .filter_map(|fact| self.matched(fact, request));
        let mut found: Vec<Match<'a>> = found.collect();
        found.sort_by(|a, b| {
            a.is_last.cmp(&b.is_last).then_with(|| {
                let key = |one: &Match<'_>| (one.major.clone(), one.minor, id_order(&one.fact.id));
                let order = key(a).cmp(&key(b));
                if request.is_reversed {
                    order.reverse()
                } else {
                    order
                }
            })
        });
        found
    }

    fn offered(&self, fact: &ProductFact) -> &[Offered<'a>] {
        &self.offers[fact.id.as_str()]
    }

    fn matched(&self, fact: &'a ProductFact, request: &SearchRequest) -> Option<Match<'a>> {
        let listed_at = fact
            .published_at
            .filter(|_| fact.status == Default::default())?;
        if listed_at > request.price.instant {
            return None;
        }
        let score = match &request.text {
            None => 0,
            Some(query) => score(&fact.title, query)?,
        };
        let mut position = 0;
        if let Some(collection) = request.collection {
            let members = self
                .world
                .members
                .iter()
                .find(|(id, _)| Key::of(id) == collection);
            position = members?.1.iter().position(|id| *id == fact.id)?;
        }
        let offered = self.offered(fact);
        let is_available = offered.iter().any(|offered| offered.for_sale);
        if !is_available && request.unavailable == Unavailable::Hide {
            return None;
        }
        if let Some(condition) = &request.condition {
            let document = Document {
                fact,
                offered,
                request,
            };
            if !condition.matches(&document) {
                return None;
            }
        }
        let kinds: BTreeSet<FacetId> = request.filters.iter().map(kind).collect();
        let passes_all = |offered: &&Offered<'_>| {
            kinds.iter().all(|wanted| {
                let mut filters = request
                    .filters
                    .iter()
                    .filter(|filter| kind(filter) == *wanted);
                filters.any(|filter| passes(fact, offered, filter, request))
            })
        };
        let passing: Vec<&Offered<'_>> = offered.iter().filter(passes_all).collect();
        if passing.is_empty() {
            return None;
        }
        let prices = offered.iter().filter_map(|offered| offered.price);
        let rank = i64::from(fact.sales_rank.unwrap_or(UNRANKED));
        let number = |number: i64| SortValue::Number(number);
        let (major, minor) = match request.sort {
            SearchSort::Relevance => (number(-i64::from(score)), rank),
            SearchSort::Price => (number(prices.min().unwrap_or(0)), 0),
            SearchSort::Title => (SortValue::Text(fact.title.to_lowercase()), 0),
            SearchSort::CreatedAt => (number(fact.created_at.unwrap().0), 0),
            SearchSort::BestSelling => (number(rank), position as i64),
            SearchSort::Id => (number(0), 0),
            SearchSort::Position => (number(position as i64), 0),
            SearchSort::ProductType => (SortValue::Text(fact.product_type.to_lowercase()), 0),
            SearchSort::UpdatedAt => (number(fact.updated_at.unwrap().0), 0),
            SearchSort::Vendor => (SortValue::Text(fact.vendor.to_lowercase()), 0),
        };
        Some(Match {
            fact,
            score,
            passing: passing
                .iter()
                .filter_map(|offered| offered.variant)
                .collect(),
            is_last: !is_available && request.unavailable == Unavailable::Last,
            major,
            minor,
        })
    }

    /// The variant that a hit should show, given those that pass.
    pub fn best_variant(&self, found: &Match<'a>, request: &SearchRequest) -> Option<Key> {
        let text = request
            .text
            .as_ref()
            .map_or(String::new(), |query| query.text.to_lowercase());
        let asked: BTreeSet<&str> = text.split_whitespace().collect();
        let offered = self.offered(found.fact);
        let is_for_sale = |variant: &VariantFact| {
            offered.iter().any(|offered| {
                offered.for_sale && offered.variant.is_some_and(|own| own.id == variant.id)
            })
        };
        let named = |variant: &VariantFact| {
            let values = variant
                .option_values
                .iter()
                .map(|value| value.to_lowercase());
            let values: BTreeSet<String> = values.collect();
            values
                .iter()
                .filter(|value| asked.contains(value.as_str()))
                .count()
        };
        let rated = found.passing.iter().enumerate();
        let best = rated.max_by_key(|(place, variant)| {
            (named(variant), is_for_sale(variant), usize::MAX - place)
        });
        best.map(|(_, variant)| Key::of(&variant.id))
    }

    /// How many products are found when this filter stands in for all others of its kind.
    pub fn count(&self, request: &SearchRequest, filter: &ProductFilter) -> u64 {
        let mut request = request.clone();
        request.filters.retain(|other| kind(other) != kind(filter));
        request.filters.push(filter.clone());
        self.find(&request).len() as u64
    }

    /// All values of a facet, by key, with a filter that selects each.
    pub fn values(&self, facet: &FacetId) -> BTreeMap<String, ProductFilter> {
        let mut values = BTreeMap::new();
        let mut add = |text: &str, filter: ProductFilter| {
            if !text.trim().is_empty() {
                values.insert(text.trim().to_lowercase(), filter);
            }
        };
        for fact in self.world.products.values() {
            match facet {
                FacetId::Availability | FacetId::Price => {}
                FacetId::Vendor => add(
                    &fact.vendor,
                    ProductFilter::ProductVendor(fact.vendor.clone()),
                ),
                FacetId::ProductType => add(
                    &fact.product_type,
                    ProductFilter::ProductType(fact.product_type.clone()),
                ),
                FacetId::Tag => fact
                    .tags
                    .iter()
                    .for_each(|tag| add(tag, ProductFilter::Tag(tag.clone()))),
                FacetId::Category => {
                    for id in category_ids(fact) {
                        add(id, ProductFilter::Category(id.to_owned()));
                    }
                }
                FacetId::Option(_) => {
                    for (name, value) in fact
                        .variants
                        .iter()
                        .flat_map(|variant| chosen(fact, variant))
                    {
                        let filter = ProductFilter::VariantOption {
                            name: name.into(),
                            value: value.into(),
                        };
                        if kind(&filter) == *facet {
                            add(value, filter);
                        }
                    }
                }
                FacetId::ProductMetafield(..) => {
                    for field in fact.metafields.iter().flat_map(fields) {
                        let filter = ProductFilter::ProductMetafield(field.clone());
                        if kind(&filter) == *facet {
                            add(&field.value, filter);
                        }
                    }
                }
                FacetId::VariantMetafield(..) => {
                    let metafields = fact.variants.iter().flat_map(|variant| &variant.metafields);
                    for field in metafields.flat_map(fields) {
                        let filter = ProductFilter::VariantMetafield(field.clone());
                        if kind(&filter) == *facet {
                            add(&field.value, filter);
                        }
                    }
                }
            }
        }
        values
    }

    /// How many of the found products have a value of a facet, in whichever variant.
    pub fn coverage(&self, request: &SearchRequest, facet: &FacetId) -> usize {
        let has = |found: &&Match<'_>| match facet {
            FacetId::Option(name) => {
                let mut chosen = found
                    .fact
                    .variants
                    .iter()
                    .flat_map(|variant| chosen(found.fact, variant));
                chosen.any(|(own, _)| same(own, name))
            }
            FacetId::ProductMetafield(namespace, key) => {
                has_any(&found.fact.metafields, namespace, key)
            }
            FacetId::VariantMetafield(namespace, key) => found
                .fact
                .variants
                .iter()
                .any(|variant| has_any(&variant.metafields, namespace, key)),
            _ => true,
        };
        self.find(request).iter().filter(has).count()
    }

    /// Prices of the variants that pass all filters but those by price.
    pub fn prices(&self, request: &SearchRequest) -> Vec<i64> {
        let mut request = request.clone();
        request
            .filters
            .retain(|filter| kind(filter) != FacetId::Price);
        let found = self.find(&request);
        let prices = found.iter().flat_map(|found| {
            let offered = self.offered(found.fact);
            let passes = |offered: &Offered<'_>| {
                found
                    .passing
                    .iter()
                    .any(|passing| offered.variant.is_some_and(|own| own.id == passing.id))
            };
            offered
                .iter()
                .filter(|offered| passes(offered))
                .filter_map(|offered| offered.price)
                .collect::<Vec<_>>()
        });
        prices.collect()
    }
}

fn has_any(facts: &[MetafieldFact], namespace: &str, key: &str) -> bool {
    let mut of_name = facts
        .iter()
        .filter(|fact| fact.namespace == namespace && fact.key == key);
    of_name.any(|fact| items(fact).iter().any(|item| !item.trim().is_empty()))
}

fn fields(fact: &MetafieldFact) -> Vec<MetafieldFilter> {
    let field = |value| MetafieldFilter {
        namespace: fact.namespace.clone(),
        key: fact.key.clone(),
        value,
    };
    items(fact).into_iter().map(field).collect()
}

fn category_ids(fact: &ProductFact) -> impl Iterator<Item = &str> {
    let category = fact.category.iter();
    category.flat_map(|category| {
        let above = category.ancestors.iter().map(|node| node.id.as_str());
        above.chain([category.id.as_str()])
    })
}

fn chosen<'a>(
    fact: &'a ProductFact,
    variant: &'a VariantFact,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    let names = fact.options.iter().map(|option| option.name.as_str());
    names.zip(variant.option_values.iter().map(String::as_str))
}

fn passes(
    fact: &ProductFact,
    offered: &Offered<'_>,
    filter: &ProductFilter,
    request: &SearchRequest,
) -> bool {
    match filter {
        ProductFilter::Available(wanted) => offered.for_sale == *wanted,
        ProductFilter::Price(PriceRange { min, max }) => offered.price.is_some_and(|price| {
            let units = price as f64 / request.price.currency.minor_units() as f64;
            min.is_none_or(|min| min <= units) && max.is_none_or(|max| units <= max)
        }),
        ProductFilter::Category(id) => category_ids(fact).any(|own| same(own, id)),
        ProductFilter::ProductType(text) => {
            same(&fact.product_type, text) && !text.trim().is_empty()
        }
        ProductFilter::ProductVendor(text) => same(&fact.vendor, text) && !text.trim().is_empty(),
        ProductFilter::Tag(text) => fact.tags.iter().any(|tag| same(tag, text)),
        ProductFilter::ProductMetafield(field) | ProductFilter::TaxonomyMetafield(field) => {
            has_metafield(&fact.metafields, field)
        }
        ProductFilter::VariantMetafield(field) => offered
            .variant
            .is_some_and(|variant| has_metafield(&variant.metafields, field)),
        ProductFilter::VariantOption { name, value } => offered.variant.is_some_and(|variant| {
            let mut chosen = chosen(fact, variant);
            chosen.any(|(own_name, own)| same(own_name, name) && same(own, value))
        }),
    }
}

struct Document<'a> {
    fact: &'a ProductFact,
    offered: &'a [Offered<'a>],
    request: &'a SearchRequest,
}

impl Fields for Document<'_> {
    fn any(&self, field: &str, test: &mut dyn FnMut(Value<'_>) -> bool) -> bool {
        let filled = |text: &'_ str| !text.is_empty();
        match field {
            "title" => test(Value::Text(&self.fact.title)),
            "vendor" => filled(&self.fact.vendor) && test(Value::Keyword(&self.fact.vendor)),
            "product_type" => test(Value::Keyword(&self.fact.product_type)),
            "tag" => self.fact.tags.iter().any(|tag| test(Value::Keyword(tag))),
            "created_at" => test(Value::Instant(self.fact.created_at.unwrap())),
            "updated_at" => test(Value::Instant(self.fact.updated_at.unwrap())),
            "published_at" => test(Value::Instant(self.fact.published_at.unwrap())),
            "gift_card" => test(Value::Boolean(self.fact.is_gift_card)),
            "handle" => test(Value::Keyword(&self.fact.handle)),
            "id" => any_id(&self.fact.id, test),
            "sku" | "barcode" => self.fact.variants.iter().any(|variant| {
                let code = match field {
                    "sku" => &variant.sku,
                    _ => &variant.barcode,
                };
                code.as_deref()
                    .is_some_and(|code| test(Value::Keyword(code)))
            }),
            "available_for_sale" => test(Value::Boolean(
                self.offered.iter().any(|offered| offered.for_sale),
            )),
            "variants.price" => {
                self.offered
                    .iter()
                    .filter_map(|offered| offered.price)
                    .any(|price| {
                        test(Value::Number(
                            price as f64 / self.request.price.currency.minor_units() as f64,
                        ))
                    })
            }
            _ => false,
        }
    }
}

/// Order of values: most products first, then by key.
pub fn by_count(a: &(String, u64), b: &(String, u64)) -> Ordering {
    b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0))
}
