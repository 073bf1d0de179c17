//! Question: how fast do catalogs come in?
//!
//! - `generate`: made-up products to facts.
//! - `import/vitrina_jsonl`: Vitrina's own JSONL (1,000 products) to facts in force, from a file.
//! - `snapshot`: facts in force to the embedded store.
//!
//! Throughput is products a second. What was read is checked against what was written before it is timed.

use std::io::Write as _;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use indicatif::ProgressBar;
use vitrina::{
    adapters::{
        generator::{GeneratorOptions, generate},
        interchange::write_event,
        memory::MemoryCatalog,
    },
    application::{facts::FactSet, import::ImportOptions},
    commands::import::import_files,
    domain::money::Currency,
};

const PRODUCTS: u64 = 1_000;

fn facts() -> FactSet {
    let mut facts = FactSet::default();
    for event in generate(&GeneratorOptions {
        products: PRODUCTS,
        seed: 1,
    }) {
        facts.apply(event);
    }
    facts
}

fn ingest(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("ingest");
    group
        .throughput(Throughput::Elements(PRODUCTS))
        .sample_size(20);
    group.bench_function("generate", |bencher| {
        bencher.iter(|| {
            generate(&GeneratorOptions {
                products: PRODUCTS,
                seed: 1,
            })
            .count()
        });
    });

    let mut file = tempfile::NamedTempFile::new().expect("a temporary file can be made");
    for event in generate(&GeneratorOptions {
        products: PRODUCTS,
        seed: 1,
    }) {
        write_event(&mut file, &event).expect("the file can be written");
    }
    file.flush().expect("the file can be written");
    let read = || {
        let mut facts = FactSet::default();
        let options = ImportOptions {
            as_of: None,
            currency: None,
            strict: true,
        };
        import_files(
            &[file.path()],
            options,
            None,
            &mut facts,
            &ProgressBar::hidden(),
        )
        .expect("what was written can be read");
        facts
    };
    assert_eq!(read().len(), facts().len(), "all that was written is read");
    group.bench_function("import_vitrina_jsonl", |bencher| bencher.iter(read));

    group.bench_function("snapshot", |bencher| {
        let build = |facts| MemoryCatalog::new(facts, Currency::USD);
        bencher.iter_batched(facts, build, BatchSize::LargeInput);
    });
    group.finish();
}

criterion_group!(benches, ingest);
criterion_main!(benches);
