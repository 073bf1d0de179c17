//! Question: what does it cost to make entities of what a row of the database holds, once it has come?
//!
//! 24 products of a generated shop, as a list has them; their texts are those that the import writes.
//! - `product`: body and options to the entity, as a list without caches does it.
//! - `product/by_fact`: the same by the general type of facts, which copies each text first.
//! - `variants`: bodies of all variants to the entity.
//! - `metafields`: columns to the entity.
//!
//! Throughput is bytes of these texts a second. Each entity is compared with the one built of the fact itself.

use std::{hint::black_box, sync::Arc};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use vitrina::{
    adapters::generator::{GeneratorOptions, generate},
    domain::{
        event::{Fact, OptionFact, ProductFact, VariantFact},
        id::Key,
        product::{MetafieldTexts, Metafields, Product, ProductTexts, Variants},
        time::Timestamp,
    },
};

const VERSION: Timestamp = Timestamp(1);
const PRODUCTS: usize = 24;

/// The texts of one product's rows.
struct Rows {
    fact: ProductFact,
    key: Key,
    variant_keys: Arc<[Key]>,
    body: String,
    options: String,
    variants: Vec<String>,
}

impl Rows {
    fn of(fact: ProductFact) -> Self {
        let json = |fact: &ProductFact| serde_json::to_string(fact).expect("a fact is JSON");
        let bare = ProductFact {
            options: Vec::new(),
            variants: Vec::new(),
            metafields: Vec::new(),
            ..fact.clone()
        };
        let variants = fact.variants.iter().map(|variant| VariantFact {
            metafields: Vec::new(),
            ..variant.clone()
        });
        let variants = variants.map(|one| serde_json::to_string(&one).expect("a fact is JSON"));
        Self {
            key: Key::of(&fact.id),
            variant_keys: Product::build(&fact, VERSION).variant_keys,
            body: json(&bare),
            options: serde_json::to_string(&fact.options).expect("options are JSON"),
            variants: variants.collect(),
            fact,
        }
    }

    fn product(&self) -> Product {
        let texts: ProductTexts<'_> = serde_json::from_str(&self.body).expect("as written");
        let options: Vec<OptionFact> = serde_json::from_str(&self.options).expect("as written");
        let variants = Arc::clone(&self.variant_keys);
        Product::of_parts(self.key, &texts, &options, variants, VERSION)
    }

    fn product_by_fact(&self) -> Product {
        let mut fact: ProductFact = serde_json::from_str(&self.body).expect("as written");
        fact.options = serde_json::from_str(&self.options).expect("as written");
        Product::build(&fact, VERSION)
    }

    fn variants(&self) -> Variants {
        let mut fact = ProductFact {
            id: self.fact.id.clone(),
            options: self.fact.options.clone(),
            ..ProductFact::default()
        };
        let variants = self.variants.iter();
        fact.variants = variants
            .map(|body| serde_json::from_str(body).expect("as written"))
            .collect();
        Variants::build(&fact, VERSION)
    }

    fn metafields(&self) -> Metafields {
        let texts = self.fact.metafields.iter().map(|one| MetafieldTexts {
            id: one.id.as_str().into(),
            namespace: &one.namespace,
            key: &one.key,
            kind: &one.kind,
            value: &one.value,
            description: one.description.as_deref(),
        });
        Metafields::of_texts(texts.collect(), VERSION)
    }
}

fn rows(criterion: &mut Criterion) {
    let options = GeneratorOptions {
        products: PRODUCTS as u64,
        seed: 1,
    };
    let facts = generate(&options).filter_map(|event| match event.fact {
        Fact::Product(fact) => Some(Rows::of(*fact)),
        _ => None,
    });
    let all: Vec<Rows> = facts.collect();
    assert_eq!(all.len(), PRODUCTS);
    for rows in &all {
        let built = Product::build(&rows.fact, VERSION);
        assert_eq!(rows.product(), built);
        assert_eq!(rows.product_by_fact().title(), built.title());
        assert_eq!(rows.variants(), Variants::build(&rows.fact, VERSION));
        assert_eq!(rows.metafields().rows().len(), rows.fact.metafields.len());
    }

    let mut group = criterion.benchmark_group("rows");
    let bytes = |of: &dyn Fn(&Rows) -> usize| {
        let bytes: usize = all.iter().map(of).sum();
        Throughput::Bytes(bytes as u64)
    };
    group.throughput(bytes(&|rows| rows.body.len() + rows.options.len()));
    group.bench_function("product", |bencher| {
        bencher.iter(|| {
            for rows in &all {
                black_box(rows.product());
            }
        });
    });
    group.bench_function("product/by_fact", |bencher| {
        bencher.iter(|| {
            for rows in &all {
                black_box(rows.product_by_fact());
            }
        });
    });
    group.throughput(bytes(&|rows| rows.variants.iter().map(String::len).sum()));
    group.bench_function("variants", |bencher| {
        bencher.iter(|| {
            for rows in &all {
                black_box(rows.variants());
            }
        });
    });
    group.throughput(bytes(&|rows| {
        let fields = rows.fact.metafields.iter();
        fields
            .map(|one| one.id.len() + one.key.len() + one.value.len())
            .sum()
    }));
    group.bench_function("metafields", |bencher| {
        bencher.iter(|| {
            for rows in &all {
                black_box(rows.metafields());
            }
        });
    });
    group.finish();
}

criterion_group!(benches, rows);
criterion_main!(benches);
