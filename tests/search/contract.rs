//! The contract: matches, order, pages, totals, facets and their counts as the oracle says, before and after updates.

use std::{collections::BTreeMap, panic::AssertUnwindSafe};

use futures::executor::block_on;
use vitrina::{
    adapters::index::ColumnIndex,
    application::search::{
        Change, Facet, FacetId, Hit, ProductFilter, SearchAnswer, SearchIndex, SearchRequest,
        SearchWriter,
    },
    domain::{
        id::Key,
        money::Money,
        page::{Position, Window, read_cursor, write_cursor},
    },
};

use super::{
    cases,
    matcher::Titles,
    oracle::{Match, Oracle, by_count, kind},
    world::{Dice, World},
};

/// Cases of one run of all tests.
const CASES: u64 = 2000;
/// Requests of a case, with updates between them.
const ROUNDS: usize = 3;

#[test]
fn the_column_index_answers_as_brute_force_does() {
    run(|dice| {
        let rows = dice.pick(&[1, 3, 8, 64]);
        ColumnIndex::with_chunk_rows(Box::new(Titles::default()), rows)
    });
}

/// A number that whoever runs the suite sets.
#[expect(
    clippy::disallowed_methods,
    reason = "how many cases are run is said by the environment"
)]
fn number_of(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(text.parse().unwrap())
}

/// Holds an implementation to the contract.
fn run<I: SearchIndex + SearchWriter>(make: impl Fn(&mut Dice) -> I) {
    let seeds = match (
        number_of("VITRINA_SEARCH_SEED"),
        number_of("VITRINA_SEARCH_CASES"),
    ) {
        (Some(seed), None) => seed..seed + 1,
        (first, count) => {
            let first = first.unwrap_or(0);
            first..first + count.unwrap_or(CASES)
        }
    };
    let mut joint = 0;
    let count = seeds.end - seeds.start;
    for seed in seeds {
        let one = std::panic::catch_unwind(AssertUnwindSafe(|| case(seed, &make)));
        match one {
            Ok(is_joint) => joint += u64::from(is_joint),
            Err(panic) => {
                eprintln!("VITRINA_SEARCH_SEED={seed} repeats this case");
                std::panic::resume_unwind(panic);
            }
        }
    }
    eprintln!("{count} cases, {joint} with several variants and several selections of variants");
    assert!(
        count < 100 || joint * 3 >= count,
        "too few cases need matching on one variant"
    );
}

/// Runs a case; tells whether one of its requests selected several kinds of variants over products with several.
fn case<I: SearchIndex + SearchWriter>(seed: u64, make: impl Fn(&mut Dice) -> I) -> bool {
    let mut dice = Dice::new(seed);
    let index = make(&mut dice);
    let (mut world, changes) = World::draw(&mut dice);
    for changes in changes.chunks(1 + dice.below(100)) {
        index.apply(changes);
    }
    let mut is_joint = false;
    for round in 0..ROUNDS {
        if round > 0 {
            let changes: Vec<Change> = (0..dice.below(6))
                .flat_map(|_| world.change(&mut dice))
                .collect();
            index.apply(&changes);
        }
        let request = cases::draw(&mut dice);
        is_joint |= selects_jointly(&request)
            && world
                .products
                .values()
                .any(|product| product.variants.len() > 1);
        check(&index, &world, &request, &mut dice);
    }
    is_joint
}

fn selects_jointly(request: &SearchRequest) -> bool {
    let of_variants = |facet: &FacetId| {
        matches!(
            facet,
            FacetId::Availability
                | FacetId::Price
                | FacetId::Option(_)
                | FacetId::VariantMetafield(..)
        )
    };
    let mut kinds: Vec<FacetId> = request
        .filters
        .iter()
        .map(kind)
        .filter(of_variants)
        .collect();
    kinds.sort();
    kinds.dedup();
    kinds.len() > 1
}

fn check(index: &impl SearchIndex, world: &World, request: &SearchRequest, dice: &mut Dice) {
    let oracle = Oracle::new(world, &request.price);
    let expected = oracle.find(request);
    let answer = block_on(index.search(request)).unwrap();
    let hits = expected.iter().map(|found| Hit {
        product: Key::of(&found.fact.id),
        variant: oracle.best_variant(found, request),
        score: found.score,
    });
    let hits: Vec<Hit> = hits.collect();
    let found: Vec<Hit> = answer.page.rows.iter().map(|(hit, _)| *hit).collect();
    assert_eq!(found, hits, "hits of {request:#?}\n{}", told(&expected));
    assert_eq!(answer.page.total, Some(hits.len() as u64));
    check_facets(&oracle, request, &answer);
    check_pages(index, request, &hits, dice);
    if let Some(facet) = answer.facets.iter().find(|facet| facet.values.len() > 1) {
        check_value_search(index, request, facet);
    }
}

fn told(expected: &[Match<'_>]) -> String {
    let rows = expected
        .iter()
        .map(|found| format!("{} {:?}", found.fact.id, found.fact.title));
    rows.collect::<Vec<_>>().join("\n")
}

fn check_facets(oracle: &Oracle<'_>, request: &SearchRequest, answer: &SearchAnswer) {
    let shown: Vec<FacetId> = answer.facets.iter().map(|facet| facet.id.clone()).collect();
    assert_eq!(shown, facets_of(oracle, request), "facets of {request:#?}");
    for facet in &answer.facets {
        match facet.id {
            FacetId::Price => check_price(oracle, request, facet),
            _ => check_values(oracle, request, facet),
        }
    }
}

/// The facets that should be there, in order.
fn facets_of(oracle: &Oracle<'_>, request: &SearchRequest) -> Vec<FacetId> {
    let field = |key: &str| ("specs".to_owned(), key.to_owned());
    let product_field = |key| {
        let (namespace, key) = field(key);
        FacetId::ProductMetafield(namespace, key)
    };
    let is_selected = |facet: &FacetId| request.filters.iter().any(|filter| kind(filter) == *facet);
    let has_values = |facet: &FacetId| match facet {
        FacetId::Price => !oracle.prices(request).is_empty(),
        FacetId::Availability => [true, false]
            .iter()
            .any(|yes| oracle.count(request, &ProductFilter::Available(*yes)) > 0),
        facet => oracle
            .values(facet)
            .values()
            .any(|filter| oracle.count(request, filter) > 0),
    };
    let covering = |facets: Vec<FacetId>| {
        let covering = facets
            .into_iter()
            .map(|facet| (oracle.coverage(request, &facet), facet));
        let mut covering: Vec<(usize, FacetId)> = covering
            .filter(|(coverage, facet)| *coverage > 0 || is_selected(facet))
            .collect();
        covering.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        covering
    };
    let mut facets = vec![
        FacetId::Availability,
        FacetId::Price,
        FacetId::Category,
        FacetId::Vendor,
        FacetId::ProductType,
        FacetId::Tag,
    ];
    let options = ["color", "fit", "size"].map(|name| FacetId::Option(name.to_owned()));
    facets.extend(covering(options.into()).into_iter().map(|(_, facet)| facet));
    let (namespace, key) = field("grade");
    let mut metafields = ["width", "washable", "material"]
        .map(product_field)
        .to_vec();
    metafields.push(FacetId::VariantMetafield(namespace, key));
    // A text of several lines groups nothing, unless it is asked for.
    let story = product_field("story");
    if is_selected(&story) {
        metafields.push(story);
    }
    let most = request
        .facets
        .as_ref()
        .map_or(0, |facets| facets.max_metafields);
    let metafields = covering(metafields).into_iter().enumerate();
    let metafields = metafields.filter(|(place, (_, facet))| *place < most || is_selected(facet));
    facets.extend(metafields.map(|(_, (_, facet))| facet));
    facets.retain(|facet| is_selected(facet) || has_values(facet));
    facets
}

/// The key of a value, which its id ends with.
fn key_of(facet: &FacetId, id: &str) -> String {
    id.strip_prefix(&format!("{facet}.")).unwrap().to_owned()
}

fn check_values(oracle: &Oracle<'_>, request: &SearchRequest, facet: &Facet) {
    let mut expected: BTreeMap<String, (u64, bool)> = BTreeMap::new();
    let mut values = oracle.values(&facet.id);
    if facet.id == FacetId::Availability {
        values = [true, false]
            .map(|yes| (u8::from(yes).to_string(), ProductFilter::Available(yes)))
            .into();
    }
    for (key, filter) in &values {
        let count = oracle.count(request, filter);
        if count > 0 {
            expected.insert(key.clone(), (count, false));
        }
    }
    for filter in request
        .filters
        .iter()
        .filter(|filter| kind(filter) == facet.id)
    {
        let key = text_of(filter).trim().to_lowercase();
        expected.entry(key).or_insert((0, false)).1 = true;
    }
    let found = facet.values.iter().map(|value| {
        (
            key_of(&facet.id, &value.id),
            (value.count, value.is_selected),
        )
    });
    let found: BTreeMap<String, (u64, bool)> = found.collect();
    assert_eq!(found, expected, "values of {} in {request:#?}", facet.id);
    assert_eq!(found.len(), facet.values.len(), "a value is there once");
    for value in &facet.values {
        // What a value hands out selects what it counts.
        assert_eq!(
            oracle.count(request, &value.input),
            value.count,
            "{:?}",
            value.input
        );
    }
    if matches!(
        facet.id,
        FacetId::Vendor | FacetId::ProductType | FacetId::Option(_)
    ) {
        let counted = facet.values.iter().filter(|value| value.count > 0);
        let counted: Vec<(String, u64)> = counted
            .map(|value| (key_of(&facet.id, &value.id), value.count))
            .collect();
        let mut sorted = counted.clone();
        sorted.sort_by(by_count);
        assert_eq!(counted, sorted, "order of {}", facet.id);
    }
}

fn text_of(filter: &ProductFilter) -> String {
    match filter {
        ProductFilter::Available(yes) => u8::from(*yes).to_string(),
        ProductFilter::Price(_) => String::new(),
        ProductFilter::Category(text)
        | ProductFilter::ProductType(text)
        | ProductFilter::ProductVendor(text)
        | ProductFilter::Tag(text) => text.clone(),
        ProductFilter::ProductMetafield(field)
        | ProductFilter::VariantMetafield(field)
        | ProductFilter::TaxonomyMetafield(field) => field.value.clone(),
        ProductFilter::VariantOption { value, .. } => value.clone(),
    }
}

fn check_price(oracle: &Oracle<'_>, request: &SearchRequest, facet: &Facet) {
    let prices = oracle.prices(request);
    let Some(span) = &facet.price else {
        assert!(
            prices.is_empty(),
            "a price facet without prices though there are some"
        );
        assert_eq!(facet.values[0].count, 0);
        return;
    };
    let currency = request.price.currency;
    let bounds = [prices.iter().min(), prices.iter().max()]
        .map(|price| Money::new(*price.unwrap(), currency));
    assert_eq!([span.min, span.max], bounds, "bounds of {request:#?}");
    assert_eq!(
        facet.values[0].count,
        oracle.count(request, &facet.values[0].input)
    );
    for bucket in &span.buckets {
        assert!(bucket.count > 0);
        assert_eq!(
            bucket.count,
            oracle.count(request, &bucket.input),
            "{bucket:?} of {request:#?}"
        );
    }
    for price in prices {
        let inside = |bucket: &&_| -> bool {
            let bucket: &vitrina::application::search::PriceBucket = bucket;
            bucket.min.amount_minor <= price && price <= bucket.max.amount_minor
        };
        assert_eq!(
            span.buckets.iter().filter(inside).count(),
            1,
            "{price} is in one step"
        );
    }
}

/// Pages forward and backward give the whole list, through cursors.
fn check_pages(index: &impl SearchIndex, request: &SearchRequest, hits: &[Hit], dice: &mut Dice) {
    let size = 1 + dice.below(7);
    let binding = request.binding();
    let carried =
        |position: &Position| Some(read_cursor(&write_cursor(position, binding), binding).unwrap());
    let mut request = SearchRequest {
        facets: None,
        ..request.clone()
    };
    for from_end in [false, true] {
        request.window = Window {
            size,
            from_end,
            after: None,
            before: None,
        };
        let mut seen: Vec<Hit> = Vec::new();
        loop {
            let page = block_on(index.search(&request)).unwrap().page;
            assert_eq!(page.total, Some(hits.len() as u64));
            let rows: Vec<Hit> = page.rows.iter().map(|(hit, _)| *hit).collect();
            let (more, less) = if from_end {
                (page.has_previous, page.has_next)
            } else {
                (page.has_next, page.has_previous)
            };
            assert_eq!(less, !seen.is_empty(), "pages before of {request:#?}");
            if from_end {
                seen.splice(0..0, rows);
                request.window.before = page
                    .rows
                    .first()
                    .and_then(|(_, position)| carried(position));
            } else {
                seen.extend(rows);
                request.window.after = page.rows.last().and_then(|(_, position)| carried(position));
            }
            assert_eq!(
                more,
                seen.len() < hits.len(),
                "pages to come of {request:#?}"
            );
            if !more {
                break;
            }
        }
        assert_eq!(seen, hits, "pages of {request:#?}");
    }
}

/// Looking for the beginning of a label finds that value, with the same count.
fn check_value_search(index: &impl SearchIndex, request: &SearchRequest, facet: &Facet) {
    for value in &facet.values {
        let start: String = value.label.chars().take(2).collect();
        let found = block_on(index.search_facet_values(request, &facet.id, &start, 100)).unwrap();
        let same = found.iter().find(|found| found.id == value.id);
        assert_eq!(
            same.map(|found| found.count),
            Some(value.count),
            "{start} in {} of {request:#?}",
            facet.id
        );
    }
}
