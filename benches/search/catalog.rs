//! The catalog: real or generated texts, repeated until there are enough products.
//!
//! Copy by copy, each product gets its own id, a price changed by 0.7 to 1.3, a word of another title added to its own,
//! and one of vendor, type, color and first tag drawn anew from the catalog's, in text and column alike. Each has three
//! variants of the options `Finish` and `Size`, three price lists with a price for every fifth variant, and stock at four
//! locations. They are numbered by type, as an index that is filled from a store gets them.

use std::{collections::HashMap, path::PathBuf, sync::Arc};

use indicatif::ProgressBar;
use vitrina::{
    adapters::generator::{GeneratorOptions, generate},
    application::{
        facts::FactSet,
        import::ImportOptions,
        search::{Change, FacetId, MetafieldFilter, ProductEntry, ProductFilter},
    },
    commands::import::import_files,
    domain::{
        event::{
            Fact, MetafieldFact, OptionFact, OptionValueFact, PriceFact, PricesFact, ProductFact,
            StockFact, StockLevelFact, VariantFact, VariantPricesFact, VariantStockFact,
        },
        id::Key,
        money::{Currency, Money},
        offer::{Prices, Stock},
        time::Timestamp,
    },
};

pub const VARIANTS: usize = 3;
/// Vendor, type, color, tags, and the two that variants have.
pub const FACETS: usize = 6;
/// The first facet that variants have.
pub const OF_VARIANTS: usize = 4;
/// Tags that are kept of a product.
const TAGS: usize = 3;
pub const LISTS: [&str; 3] = [
    "gid://shop/PriceList/1",
    "gid://shop/PriceList/2",
    "gid://shop/PriceList/3",
];
const FINISHES: [&str; 12] = [
    "Amber", "Azure", "Beige", "Coral", "Crimson", "Emerald", "Indigo", "Ivory", "Khaki", "Lilac",
    "Ochre", "Teal",
];
const SIZES: [&str; 8] = ["XXS", "XS", "S", "M", "L", "XL", "XXL", "XXXL"];
/// Generated products whose texts are repeated.
const GENERATED: u64 = 20_000;

/// What of a product's text is repeated.
struct Base {
    title: String,
    description: String,
    vendor: String,
    kind: String,
    color: String,
    tags: Vec<String>,
}

/// A product, plainly: what going through all products reads. Texts are numbers, zero is none.
#[derive(Clone, Copy)]
pub struct Plain {
    pub values: [u32; 3],
    pub tags: [u32; TAGS],
    pub of_variants: [[u32; 2]; VARIANTS],
    base: [u32; VARIANTS],
    /// Price in each list; zero for none.
    listed: [[u32; LISTS.len()]; VARIANTS],
    sold_out: [bool; VARIANTS],
}

/// The catalog.
pub struct Catalog {
    bases: Vec<Base>,
    pub products: usize,
    /// By number of a product: its place when copy follows copy.
    seeds: Vec<u32>,
    numbers: HashMap<String, u32>,
    pub texts: Vec<String>,
}

/// A number that looks like chance but is the same each time.
pub fn chance(number: usize, of: usize) -> usize {
    let mut mixed = (number as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (of as u64) << 32;
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    (mixed ^ mixed >> 31) as usize >> 8
}

/// One of so many, the first ones more often.
fn skewed(number: usize, of: usize, count: usize) -> usize {
    let part = (chance(number, of) % 10_000) as f64 / 10_000.0;
    (part * part * count as f64) as usize
}

pub fn product_id(number: usize) -> String {
    format!("gid://shop/Product/{}", 7_000_000 + number)
}

fn variant_id(number: usize, variant: usize) -> String {
    format!(
        "gid://shop/ProductVariant/{}",
        40_000_000 + VARIANTS * number + variant
    )
}

pub fn facet_id(facet: usize) -> FacetId {
    match facet {
        0 => FacetId::Vendor,
        1 => FacetId::ProductType,
        2 => FacetId::ProductMetafield("specs".into(), "color".into()),
        3 => FacetId::Tag,
        4 => FacetId::Option("finish".into()),
        _ => FacetId::Option("size".into()),
    }
}

impl Plain {
    /// The values of one facet that a variant has.
    pub fn values(&self, facet: usize, variant: usize) -> impl Iterator<Item = u32> {
        let single = match facet {
            3 => 0,
            0..3 => self.values[facet],
            _ => self.of_variants[variant][facet - OF_VARIANTS],
        };
        let tags = if facet == 3 { self.tags } else { [0; TAGS] };
        let all = tags.into_iter().chain([single]);
        all.filter(|value| *value > 0)
    }

    /// Makes of it another revision.
    fn revise(&mut self, revision: usize) {
        if revision > 0 {
            self.base = self.base.map(|amount| amount + revision as u32);
            self.sold_out = [true; VARIANTS];
        }
    }

    /// In the first list.
    pub fn price(&self, variant: usize) -> i64 {
        match self.listed[variant][0] {
            0 => self.base[variant].into(),
            listed => listed.into(),
        }
    }
}

impl Catalog {
    /// Reads the texts of files in any format that `vitrina import` reads, or generates some.
    pub fn read(files: &[PathBuf], products: usize) -> Self {
        let mut facts = FactSet::default();
        if files.is_empty() {
            let options = GeneratorOptions {
                products: GENERATED,
                seed: 1,
            };
            for event in generate(&options) {
                facts.apply(event);
            }
        } else {
            let (options, hidden) = (ImportOptions::default(), ProgressBar::hidden());
            import_files(files, options, None, &mut facts, &hidden).expect("the catalog is read");
        }
        let bases = facts.iter().filter_map(|event| match &event.fact {
            Fact::Product(fact) if !fact.title.is_empty() => Some(Base::of(fact)),
            _ => None,
        });
        let mut catalog = Self {
            bases: bases.collect(),
            products,
            seeds: Vec::new(),
            numbers: HashMap::new(),
            texts: vec![String::new()],
        };
        // All of them first, so that numbers need not be made later.
        for at in 0..catalog.bases.len() {
            let base = &catalog.bases[at];
            let own = [&base.vendor, &base.kind, &base.color].into_iter();
            let texts: Vec<String> = own.chain(&base.tags).cloned().collect();
            texts.iter().for_each(|text| catalog.learn(text));
        }
        FINISHES
            .iter()
            .chain(&SIZES)
            .for_each(|text| catalog.learn(text));
        let mut seeds: Vec<u32> = (0..products as u32).collect();
        seeds.sort_by_cached_key(|seed| catalog.number(catalog.drawn(*seed as usize)[1][0]));
        catalog.seeds = seeds;
        catalog
    }

    /// The numbers of all products, copy after copy.
    #[cfg(feature = "peer")]
    pub fn by_copies(&self) -> Vec<usize> {
        let mut numbers: Vec<usize> = (0..self.products).collect();
        numbers.sort_unstable_by_key(|number| self.seeds[*number]);
        numbers
    }

    fn learn(&mut self, text: &str) {
        let key = text.trim().to_lowercase();
        if !key.is_empty() && !self.numbers.contains_key(&key) {
            self.numbers.insert(key.clone(), self.texts.len() as u32);
            self.texts.push(key);
        }
    }

    pub fn number(&self, text: &str) -> u32 {
        let key = text.trim().to_lowercase();
        self.numbers.get(&key).copied().unwrap_or(0)
    }

    fn base(&self, seed: usize) -> &Base {
        &self.bases[seed % self.bases.len()]
    }

    /// The texts of a product: vendor, type, color and tags.
    fn drawn(&self, seed: usize) -> [Vec<&str>; 4] {
        let base = self.base(seed);
        let other = &self.bases[chance(seed, 1) % self.bases.len()];
        let mut tags: Vec<&str> = base.tags.iter().map(String::as_str).collect();
        let mut texts = [&*base.vendor, &*base.kind, &*base.color];
        match chance(seed, 2) % 4 {
            0 => texts[0] = &other.vendor,
            1 => texts[1] = &other.kind,
            2 => texts[2] = &other.color,
            _ => {
                let drawn = other.tags.first().map_or("", String::as_str);
                match tags.first_mut() {
                    Some(first) => *first = drawn,
                    None => tags.push(drawn),
                }
            }
        }
        let mut seen: Vec<String> = Vec::new();
        tags.retain(|tag| {
            let key = tag.trim().to_lowercase();
            let is_new = !key.is_empty() && !seen.contains(&key) && seen.len() < TAGS;
            seen.push(key);
            is_new
        });
        let [vendor, kind, color] = texts;
        [vec![vendor], vec![kind], vec![color], tags]
    }

    /// The rank of a product by sales, each another one.
    pub fn sales_rank(&self, number: usize) -> u32 {
        self.seeds[number]
    }

    /// A product as going through all reads it.
    pub fn plain(&self, number: usize) -> Plain {
        let seed = self.seeds[number] as usize;
        let [vendor, kind, color, tags] = self.drawn(seed);
        let mut plain = Plain {
            values: [vendor[0], kind[0], color[0]].map(|text| self.number(text)),
            tags: [0; TAGS],
            of_variants: [[0; 2]; VARIANTS],
            base: [0; VARIANTS],
            listed: [[0; LISTS.len()]; VARIANTS],
            sold_out: [false; VARIANTS],
        };
        for (place, tag) in plain.tags.iter_mut().zip(tags) {
            *place = self.number(tag);
        }
        let usual = 100 + chance(seed % self.bases.len(), 3) % 50_000;
        for variant in 0..VARIANTS {
            let draw = 100 * (variant + 1);
            plain.of_variants[variant] = [
                self.number(FINISHES[skewed(seed, draw, FINISHES.len())]),
                self.number(SIZES[skewed(seed, draw + 1, SIZES.len())]),
            ];
            let percent = 70 + chance(seed, draw + 2) % 61;
            plain.base[variant] = (usual * percent / 100) as u32;
            plain.sold_out[variant] = chance(seed, draw + 3).is_multiple_of(5);
            for list in 0..LISTS.len() {
                if chance(seed, draw + 4 + list).is_multiple_of(5) {
                    plain.listed[variant][list] = plain.base[variant] * 9 / 10;
                }
            }
        }
        plain
    }

    /// The changes that make a product; another revision than 0 has another word in the title, other prices and
    /// nothing left.
    pub fn changes(&self, number: usize, revision: usize) -> [Change; 3] {
        let mut plain = self.plain(number);
        plain.revise(revision);
        let id = product_id(number);
        let key = Key::of(&id);
        let seed = self.seeds[number] as usize;
        let base = self.base(seed);
        let [vendor, kind, color, tags] = self.drawn(seed);
        let name = |variant: usize, option: usize| {
            let text = self.texts[plain.of_variants[variant][option] as usize].as_str();
            let all = FINISHES.iter().chain(&SIZES);
            let mut named = all.filter(|name| name.to_lowercase() == text);
            (*named.next().expect("options are of these")).to_owned()
        };
        let metafields = vec![MetafieldFact {
            namespace: "specs".into(),
            key: "color".into(),
            kind: "single_line_text_field".into(),
            value: color[0].to_owned(),
            ..MetafieldFact::default()
        }];
        let options = ["Finish", "Size"].iter().enumerate();
        let options = options.map(|(option, title)| {
            let mut names: Vec<String> =
                (0..VARIANTS).map(|variant| name(variant, option)).collect();
            names.sort_unstable();
            names.dedup();
            let values = names.into_iter().map(|name| OptionValueFact {
                name,
                ..OptionValueFact::default()
            });
            OptionFact {
                name: (*title).into(),
                values: values.collect(),
                ..OptionFact::default()
            }
        });
        let fact = ProductFact {
            handle: format!("product-{number}"),
            title: match revision {
                0 => format!("{} {}", base.title, self.word(seed)),
                revision => format!("{} {}", base.title, self.new_word(revision)),
            },
            description_html: base.description.clone(),
            vendor: vendor[0].to_owned(),
            product_type: kind[0].to_owned(),
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            created_at: Some(Timestamp(chance(seed, 8) as i64 % 1_000_000_000)),
            published_at: Some(Timestamp(0)),
            sales_rank: Some(self.sales_rank(number)),
            options: options.collect(),
            variants: (0..VARIANTS)
                .map(|variant| VariantFact {
                    id: variant_id(number, variant),
                    option_values: vec![name(variant, 0), name(variant, 1)],
                    ..VariantFact::default()
                })
                .collect(),
            metafields: if color[0].is_empty() {
                Vec::new()
            } else {
                metafields
            },
            id,
            ..ProductFact::default()
        };
        [
            Change::Product(ProductEntry::build(&fact, Timestamp(1))),
            Change::Prices(key, prices(number, &plain)),
            Change::Stock(key, stock(number, &plain)),
        ]
    }

    /// A word that no product has before this revision.
    pub fn new_word(&self, revision: usize) -> String {
        format!("qx{revision}zz")
    }

    /// The highest price of a product after this revision, in the first list.
    pub fn highest(&self, number: usize, revision: usize) -> i64 {
        let mut plain = self.plain(number);
        plain.revise(revision);
        let prices = (0..VARIANTS).map(|variant| plain.price(variant));
        prices.max().unwrap_or(0)
    }

    /// A word of some title.
    fn word(&self, seed: usize) -> &str {
        let title = &self.bases[chance(seed, 4) % self.bases.len()].title;
        let words: Vec<&str> = title.split_whitespace().collect();
        words
            .get(chance(seed, 5) % words.len().max(1))
            .copied()
            .unwrap_or("")
    }

    /// Queries like those of shoppers: types, and a vendor with a word of a title.
    pub fn queries(&self, count: usize) -> Vec<String> {
        let query = |number: usize| {
            let base = &self.bases[chance(number, 6) % self.bases.len()];
            match number % 3 {
                0 => base.kind.clone(),
                1 => base
                    .title
                    .split_whitespace()
                    .next()
                    .unwrap_or("")
                    .to_owned(),
                _ => format!("{} {}", base.vendor, base.kind),
            }
        };
        (0..count)
            .map(query)
            .filter(|query| !query.trim().is_empty())
            .collect()
    }

    /// The filter that selects a value.
    pub fn filter(&self, facet: usize, value: u32) -> ProductFilter {
        let text = self.texts[value as usize].clone();
        let option = |name: &str, value| ProductFilter::VariantOption {
            name: name.into(),
            value,
        };
        match facet {
            0 => ProductFilter::ProductVendor(text),
            1 => ProductFilter::ProductType(text),
            2 => ProductFilter::ProductMetafield(MetafieldFilter {
                namespace: "specs".into(),
                key: "color".into(),
                value: text,
            }),
            3 => ProductFilter::Tag(text),
            4 => option("Finish", text),
            _ => option("Size", text),
        }
    }
}

impl Base {
    fn of(fact: &ProductFact) -> Self {
        let colors = fact
            .metafields
            .iter()
            .filter(|field| field.key.contains("colo") && field.value.len() < 60);
        let color = colors.map(|field| field.value.clone()).next();
        Self {
            title: fact.title.clone(),
            description: fact.description_html.clone(),
            vendor: fact.vendor.trim().to_owned(),
            kind: fact.product_type.trim().to_owned(),
            color: color.unwrap_or_default(),
            tags: fact.tags.iter().take(TAGS).cloned().collect(),
        }
    }
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
