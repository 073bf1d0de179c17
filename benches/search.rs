//! Question: what does a search cost in processor time, by how many products match and how many filters are selected?
//!
//! Over a generated catalog of `VITRINA_BENCH_PRODUCTS` products (100,000 unless said otherwise) with three variants,
//! three price lists of sparse prices and stock at four locations, and six facets with price bounds and 24 hits:
//!
//! - `match_all`, `ten_percent`, `one_percent`: everything, and texts that find so many.
//! - `/0`, `/1`, `/3`: selected filters, the last one with two that one variant has to pass together.
//! - `/price`, `/title`: everything, sorted by what has no ready order.
//! - `update/stock`, `prices`, `product`: one change, until it can be found.
//!
//! Every answer is compared with going through all products before it is timed. Times are those of the thread's
//! processor, so that neighbors do not count. Memory by part and the speed of building are printed first.

use std::{collections::BTreeMap, fs, hint::black_box, sync::Arc, time::Duration};

use criterion::{Criterion, criterion_group, criterion_main};
use vitrina::{
    adapters::index::{ColumnIndex, TextMatcher, TextMatches},
    application::search::{
        Change, FacetId, FacetRequest, MetafieldFilter, ProductEntry, ProductFilter, SearchAnswer,
        SearchRequest, SearchSort, SearchWriter, TextQuery,
    },
    domain::{
        context::PriceContext,
        event::{
            MetafieldFact, OptionFact, OptionValueFact, PriceFact, PricesFact, ProductFact,
            StockFact, StockLevelFact, VariantFact, VariantPricesFact, VariantStockFact,
        },
        id::Key,
        language::Language,
        money::{Currency, Money, Rounding},
        offer::{Prices, Stock},
        product::{Metafields, Product, Variants},
        time::Timestamp,
    },
};

const VARIANTS: usize = 3;
/// Vendors, types, materials, tags, colors, sizes: how many values each facet has.
const VALUES: [usize; 6] = [400, 60, 30, 50, 12, 8];
/// The first facet that variants have.
const OF_VARIANTS: usize = 4;
const LISTS: [&str; 3] = [
    "gid://shop/PriceList/1",
    "gid://shop/PriceList/2",
    "gid://shop/PriceList/3",
];

/// A product, plainly.
#[derive(Clone, Copy)]
struct Plain {
    values: [u16; OF_VARIANTS],
    of_variants: [[u16; 2]; VARIANTS],
    base: [u32; VARIANTS],
    /// Price in each list; zero for none.
    listed: [[u32; LISTS.len()]; VARIANTS],
    sold_out: [bool; VARIANTS],
}

/// A number that looks like chance but is the same each time.
fn chance(number: usize, of: usize) -> usize {
    let mut mixed = (number as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (of as u64) << 32;
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    (mixed ^ mixed >> 31) as usize >> 8
}

/// One of so many, the first ones more often.
fn skewed(number: usize, of: usize, count: usize) -> u16 {
    let part = (chance(number, of) % 10_000) as f64 / 10_000.0;
    (part * part * count as f64) as u16
}

fn plain(number: usize) -> Plain {
    let mut plain = Plain {
        values: std::array::from_fn(|facet| skewed(number, facet, VALUES[facet])),
        of_variants: [[0; 2]; VARIANTS],
        base: [0; VARIANTS],
        listed: [[0; LISTS.len()]; VARIANTS],
        sold_out: [false; VARIANTS],
    };
    for variant in 0..VARIANTS {
        let seed = 100 * (variant + 1);
        plain.of_variants[variant] = [
            skewed(number, seed, VALUES[4]),
            skewed(number, seed + 1, VALUES[5]),
        ];
        plain.base[variant] = 100 + (chance(number, seed + 2) % 50_000) as u32;
        plain.sold_out[variant] = chance(number, seed + 3).is_multiple_of(5);
        for list in 0..LISTS.len() {
            if chance(number, seed + 4 + list).is_multiple_of(5) {
                plain.listed[variant][list] = plain.base[variant] * 9 / 10;
            }
        }
    }
    plain
}

impl Plain {
    fn value(&self, facet: usize, variant: usize) -> u16 {
        match facet.checked_sub(OF_VARIANTS) {
            None => self.values[facet],
            Some(option) => self.of_variants[variant][option],
        }
    }

    /// In the first list.
    fn price(&self, variant: usize) -> i64 {
        match self.listed[variant][0] {
            0 => self.base[variant].into(),
            listed => listed.into(),
        }
    }
}

fn product_id(number: usize) -> String {
    format!("gid://shop/Product/{}", 7_000_000 + number)
}

fn variant_id(number: usize, variant: usize) -> String {
    format!(
        "gid://shop/ProductVariant/{}",
        40_000_000 + VARIANTS * number + variant
    )
}

fn label(facet: usize, value: u16) -> String {
    format!(
        "{} {value}",
        ["Vendor", "Type", "Material", "Tag", "Color", "Size"][facet]
    )
}

fn facet_id(facet: usize) -> FacetId {
    match facet {
        0 => FacetId::Vendor,
        1 => FacetId::ProductType,
        2 => FacetId::ProductMetafield("specs".into(), "material".into()),
        3 => FacetId::Tag,
        4 => FacetId::Option("color".into()),
        _ => FacetId::Option("size".into()),
    }
}

fn filter(facet: usize, value: u16) -> ProductFilter {
    let text = label(facet, value);
    let option = |name: &str, value| ProductFilter::VariantOption {
        name: name.into(),
        value,
    };
    match facet {
        0 => ProductFilter::ProductVendor(text),
        1 => ProductFilter::ProductType(text),
        2 => ProductFilter::ProductMetafield(MetafieldFilter {
            namespace: "specs".into(),
            key: "material".into(),
            value: text,
        }),
        3 => ProductFilter::Tag(text),
        4 => option("Color", text),
        _ => option("Size", text),
    }
}

/// The changes that make a product.
fn changes(number: usize) -> [Change; 3] {
    let plain = plain(number);
    let id = product_id(number);
    let key = Key::of(&id);
    let name = |text: &str, value: u16| format!("{text} {value}");
    let values = |facet: usize| {
        let names = (0..VARIANTS).map(|variant| OptionValueFact {
            name: label(facet, plain.value(facet, variant)),
            ..OptionValueFact::default()
        });
        names.collect()
    };
    let metafields = vec![MetafieldFact {
        namespace: "specs".into(),
        key: "material".into(),
        kind: "single_line_text_field".into(),
        value: label(2, plain.values[2]),
        ..MetafieldFact::default()
    }];
    let fact = ProductFact {
        handle: format!("product-{number}"),
        title: format!(
            "{} of {} for all kinds of days",
            name("Thing", plain.values[1]),
            chance(number, 9) % 1000
        ),
        vendor: label(0, plain.values[0]),
        product_type: label(1, plain.values[1]),
        tags: vec![label(3, plain.values[3])],
        created_at: Some(Timestamp(chance(number, 8) as i64 % 1_000_000_000)),
        published_at: Some(Timestamp(0)),
        sales_rank: Some(number as u32),
        options: ["Color", "Size"]
            .iter()
            .enumerate()
            .map(|(place, name)| OptionFact {
                name: (*name).into(),
                values: values(OF_VARIANTS + place),
                ..OptionFact::default()
            })
            .collect(),
        variants: (0..VARIANTS)
            .map(|variant| VariantFact {
                id: variant_id(number, variant),
                option_values: vec![
                    label(4, plain.value(4, variant)),
                    label(5, plain.value(5, variant)),
                ],
                ..VariantFact::default()
            })
            .collect(),
        id: id.clone(),
        ..ProductFact::default()
    };
    let version = Timestamp(1);
    let entry = ProductEntry {
        product: Arc::new(Product::build(&fact, version)),
        variants: Arc::new(Variants::build(&fact, version)),
        metafields: Some(Arc::new(Metafields::build(&metafields, &id, version))),
        variant_metafields: Vec::new(),
        translations: Vec::new(),
    };
    [
        Change::Product(entry),
        Change::Prices(key, prices(number, &plain)),
        Change::Stock(key, stock(number, &plain)),
    ]
}

fn prices(number: usize, plain: &Plain) -> Arc<Prices> {
    let price = |list: Option<&str>, amount: u32| PriceFact {
        price_list_id: list.map(str::to_owned),
        minimum_quantity: 1,
        price: Money::new(amount.into(), Currency::USD),
        compare_at_price: None,
        starts_at: None,
        ends_at: None,
    };
    let variants = (0..VARIANTS).map(|variant| {
        let listed = LISTS
            .iter()
            .zip(plain.listed[variant])
            .filter(|(_, amount)| *amount > 0);
        let listed = listed.map(|(list, amount)| price(Some(list), amount));
        VariantPricesFact {
            variant_id: variant_id(number, variant),
            prices: std::iter::once(price(None, plain.base[variant]))
                .chain(listed)
                .collect(),
        }
    });
    let fact = PricesFact {
        product_id: product_id(number),
        variants: variants.collect(),
    };
    Arc::new(Prices::build([(Timestamp(0), &fact)]))
}

fn stock(number: usize, plain: &Plain) -> Arc<Stock> {
    let variants = (0..VARIANTS).map(|variant| VariantStockFact {
        variant_id: variant_id(number, variant),
        quantity: Some(if plain.sold_out[variant] { 0 } else { 4 }),
        levels: (0..4)
            .map(|location| StockLevelFact {
                location_id: format!("gid://shop/Location/{location}"),
                available: 1,
            })
            .collect(),
        ..VariantStockFact::default()
    });
    let fact = StockFact {
        product_id: product_id(number),
        variants: variants.collect(),
    };
    Arc::new(Stock::build(&fact))
}

/// Finds one product in so many.
struct OneIn;

fn is_found(number: usize, one_in: usize) -> bool {
    chance(number, 77).is_multiple_of(one_in)
}

fn score(number: usize) -> u32 {
    1 + (chance(number, 78) % 60_000) as u32
}

impl TextMatcher for OneIn {
    fn put(&self, _: u32, _: &ProductEntry) {}

    fn remove(&self, _: u32) {}

    fn complete(&self, _: &TextQuery, _: usize) -> Vec<String> {
        Vec::new()
    }

    fn find(&self, query: &TextQuery, _: Timestamp) -> TextMatches {
        // Made once a size, because finding is not what is timed.
        static FOUND: std::sync::Mutex<BTreeMap<String, TextMatches>> =
            std::sync::Mutex::new(BTreeMap::new());
        let mut found = FOUND.lock().expect("no holder of the lock panics");
        let made = || {
            let one_in = query.text.parse().expect("texts are numbers");
            let numbers = (0..products()).filter(|number| is_found(*number, one_in));
            let products = numbers
                .map(|number| (number as u32, score(number)))
                .collect();
            TextMatches {
                products,
                ..TextMatches::default()
            }
        };
        found.entry(query.text.clone()).or_insert_with(made).clone()
    }
}

fn products() -> usize {
    #[expect(clippy::disallowed_methods, reason = "a bench has no configuration")]
    let wanted = std::env::var("VITRINA_BENCH_PRODUCTS").ok();
    wanted.and_then(|text| text.parse().ok()).unwrap_or(100_000)
}

fn context() -> PriceContext {
    PriceContext {
        currency: Currency::USD,
        price_lists: [Key::of(LISTS[0])].into(),
        rate: None,
        rounding: Rounding::MinorUnit,
        instant: Timestamp(1),
    }
}

fn request(one_in: usize, selected: &[(usize, u16)]) -> SearchRequest {
    let only = (0..VALUES.len()).map(facet_id).chain([FacetId::Price]);
    SearchRequest {
        text: (one_in > 1).then(|| TextQuery {
            text: one_in.to_string(),
            language: Language::EN,
            prefix: false,
        }),
        filters: selected
            .iter()
            .map(|(facet, value)| filter(*facet, *value))
            .collect(),
        facets: Some(FacetRequest {
            only: Some(only.collect()),
            max_values: 1000,
            ..FacetRequest::default()
        }),
        ..SearchRequest::browse(context(), 24)
    }
}

/// Compares an answer with going through all products.
fn check(
    all: &[Plain],
    one_in: usize,
    selected: &[(usize, u16)],
    sort: SearchSort,
    answer: &SearchAnswer,
) {
    let mut counts: Vec<BTreeMap<String, u64>> = vec![BTreeMap::new(); VALUES.len()];
    let (mut low, mut high) = (i64::MAX, i64::MIN);
    let mut found = Vec::new();
    for (number, plain) in all
        .iter()
        .enumerate()
        .filter(|(number, _)| is_found(*number, one_in))
    {
        let passes = |variant: usize, but: usize| {
            selected
                .iter()
                .all(|(facet, value)| *facet == but || plain.value(*facet, variant) == *value)
        };
        for (facet, counts) in counts.iter_mut().enumerate() {
            let passing = (0..VARIANTS).filter(|variant| passes(*variant, facet));
            let mut values: Vec<u16> = passing.map(|variant| plain.value(facet, variant)).collect();
            values.sort_unstable();
            values.dedup();
            for value in values {
                *counts.entry(label(facet, value)).or_default() += 1;
            }
        }
        let passing: Vec<usize> = (0..VARIANTS)
            .filter(|variant| passes(*variant, usize::MAX))
            .collect();
        if passing.is_empty() {
            continue;
        }
        for variant in &passing {
            low = low.min(plain.price(*variant));
            high = high.max(plain.price(*variant));
        }
        let lowest = (0..VARIANTS)
            .map(|variant| plain.price(variant))
            .min()
            .expect("there are variants");
        found.push(match sort {
            SearchSort::Price => (lowest, number),
            _ if one_in > 1 => (-i64::from(score(number)), number),
            _ => (0, number),
        });
    }
    assert_eq!(answer.page.total, Some(found.len() as u64));
    for facet in &answer.facets {
        let place = (0..VALUES.len()).find(|place| facet_id(*place) == facet.id);
        let Some(place) = place else {
            let span = facet.price.as_ref().expect("it is the price");
            assert_eq!((span.min.amount_minor, span.max.amount_minor), (low, high));
            continue;
        };
        let values = facet
            .values
            .iter()
            .map(|value| (value.label.clone(), value.count));
        assert_eq!(
            values.collect::<BTreeMap<_, _>>(),
            counts[place],
            "{}",
            facet.id
        );
    }
    if sort != SearchSort::Title {
        found.sort_unstable();
        let expected = found
            .iter()
            .take(24)
            .map(|(_, number)| Key::of(&product_id(*number)));
        let hits = answer.page.rows.iter().map(|(hit, _)| hit.product);
        assert!(hits.eq(expected), "the first page");
    }
}

/// Time that this thread had on a processor.
fn processor_time() -> Duration {
    let told = fs::read_to_string("/proc/thread-self/schedstat").expect("Linux tells");
    let nanoseconds = told.split(' ').next().and_then(|text| text.parse().ok());
    Duration::from_nanos(nanoseconds.expect("it is a number"))
}

fn timed(times: u64, mut act: impl FnMut()) -> Duration {
    let start = processor_time();
    for _ in 0..times {
        act();
    }
    processor_time() - start
}

fn built() -> ColumnIndex {
    let index = ColumnIndex::new(Box::new(OneIn));
    let mut spent = Duration::ZERO;
    let count = products();
    for start in (0..count).step_by(8192) {
        let batch: Vec<Change> = (start..count.min(start + 8192)).flat_map(changes).collect();
        let before = processor_time();
        index.apply(&batch);
        spent += processor_time() - before;
    }
    index.find(&request(1, &[])).expect("it can be asked");
    let speed = count as f64 / spent.as_secs_f64();
    eprintln!("built {count} products, {speed:.0} a second of one core");
    let memory = index.memory();
    let each = |bytes: usize| bytes as f64 / count as f64;
    eprintln!("{:.0} bytes a product: {memory:?}", each(memory.total()));
    index
}

fn searches(criterion: &mut Criterion) {
    let index = built();
    let all: Vec<Plain> = (0..products()).map(plain).collect();
    let selections: [&[(usize, u16)]; 3] = [&[], &[(1, 3)], &[(1, 3), (4, 1), (5, 0)]];
    for (name, one_in) in [("match_all", 1), ("ten_percent", 10), ("one_percent", 100)] {
        for selected in selections {
            let request = request(one_in, selected);
            let answer = index.find(&request).expect("it can be asked");
            check(&all, one_in, selected, request.sort, &answer);
            criterion.bench_function(&format!("search/{name}/{}", selected.len()), |bencher| {
                bencher.iter_custom(|times| {
                    timed(times, || {
                        black_box(index.find(black_box(&request)).expect("it can be asked"));
                    })
                });
            });
        }
    }
    for (name, sort) in [("price", SearchSort::Price), ("title", SearchSort::Title)] {
        let request = SearchRequest {
            sort,
            ..request(1, &[])
        };
        check(
            &all,
            1,
            &[],
            sort,
            &index.find(&request).expect("it can be asked"),
        );
        criterion.bench_function(&format!("search/match_all/{name}"), |bencher| {
            bencher.iter_custom(|times| {
                timed(times, || {
                    black_box(index.find(black_box(&request)).expect("it can be asked"));
                })
            });
        });
    }
    for (name, place) in [("product", 0), ("prices", 1), ("stock", 2)] {
        let mut number = 0;
        criterion.bench_function(&format!("update/{name}"), |bencher| {
            bencher.iter_custom(|times| {
                let batch: Vec<[Change; 3]> = (0..times)
                    .map(|_| {
                        number = (number + 7919) % products();
                        changes(number)
                    })
                    .collect();
                let mut batch = batch.iter();
                timed(times, || {
                    let change = batch.next().expect("as many as are timed");
                    index.apply(std::slice::from_ref(&change[place]));
                })
            });
        });
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = searches
}
criterion_main!(benches);
