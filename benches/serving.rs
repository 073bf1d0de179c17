//! Question: what does an answer cost in process, layer by layer, and how far is that from writing it straight out of
//! the entity bodies?
//!
//! - `product_page/from_bodies`: the product page (10 metafields, all variants) written from one look-up each of
//!   product, variants, prices, stock and metafields into one buffer, without GraphQL. The floor for later executors.
//! - `product_page/graphql` and `list_of_24/graphql`: parse, validate, execute and serialize the same page and a
//!   collection list of 24 with prices by the served schema.
//! - `loaders/…`: 24 entities that are in process, and 24 that a store has to be asked for.
//!
//! Each answer is checked before it is timed. Allocations are counted once and printed, because they do not vary.

use std::{alloc::System, hint::black_box, sync::Arc};

use async_graphql::{Request, Variables};
use async_trait::async_trait;
use criterion::{Criterion, criterion_group, criterion_main};
use serde_json::{Value, json};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use vitrina::{
    adapters::{
        generator::{GeneratorOptions, generate},
        graphql::{query, scope::Scope},
        memory::MemoryCatalog,
    },
    application::{
        catalog::{Catalog, Find, ProductLists, Resident, SettingStore, StoreError},
        facts::FactSet,
        loaders::EntityLoader,
    },
    domain::{
        context::{PriceContext, Wish},
        id::Key,
        money::{Currency, Money},
        offer::{Prices, Stock},
        product::{Metafields, Product, Variants},
        time::Timestamp,
    },
};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const PRODUCT_PAGE: &str = include_str!("../loadtests/operations/w1-product-page.graphql");
const LIST_OF_24: &str = include_str!("../loadtests/operations/w2-collection-list.graphql");

/// What the product page needs of one product.
struct Page {
    product: Arc<Product>,
    variants: Arc<Variants>,
    prices: Arc<Prices>,
    stock: Arc<Stock>,
    metafields: Arc<Metafields>,
    identifiers: Vec<(String, String)>,
}

impl Page {
    /// The page of a product; `None` for one that has no metafields to show.
    fn find(catalog: &MemoryCatalog, key: Key) -> Option<Self> {
        fn known<T>(found: Resident<T>) -> Option<Arc<T>> {
            match found {
                Resident::Known(entity) => entity,
                Resident::Unknown => None,
            }
        }
        let metafields: Arc<Metafields> = known(catalog.resident(key))?;
        let text = metafields.text();
        let identifiers = (metafields.rows().iter().take(10))
            .map(|row| {
                (
                    text.get(row.namespace).to_owned(),
                    text.get(row.key).to_owned(),
                )
            })
            .collect();
        Some(Self {
            product: known(catalog.resident(key))?,
            variants: known(catalog.resident(key))?,
            prices: known(catalog.resident(key))?,
            stock: known(catalog.resident(key))?,
            metafields,
            identifiers,
        })
    }

    /// Writes the answer to the product page, field by field in the order of the query.
    fn write(&self, context: &PriceContext, out: &mut Vec<u8>) {
        let (text, rows) = (self.product.text(), self.variants.text());
        out.extend_from_slice(br#"{"data":{"product":{"#);
        let names = [
            "id",
            "handle",
            "title",
            "vendor",
            "descriptionHtml",
            "productType",
        ];
        for (name, span) in names.iter().zip(self.product.page_spans()) {
            out.push(b'"');
            out.extend_from_slice(name.as_bytes());
            out.extend_from_slice(b"\":");
            text.write_json(span, out);
            out.push(b',');
        }
        out.extend_from_slice(b"\"tags\":[");
        separated(out, self.product.tag_spans(), |out, tag| {
            text.write_json(*tag, out)
        });
        out.extend_from_slice(b"],\"options\":[");
        separated(out, &self.product.options, |out, option| {
            out.extend_from_slice(b"{\"name\":");
            text.write_json(option.name, out);
            out.extend_from_slice(b",\"optionValues\":[");
            separated(out, &option.values, |out, value| {
                out.extend_from_slice(b"{\"name\":");
                text.write_json(value.name, out);
                out.push(b'}');
            });
            out.extend_from_slice(b"]}");
        });
        out.extend_from_slice(b"],\"variants\":{\"nodes\":[");
        separated(out, &self.variants.rows, |out, variant| {
            out.extend_from_slice(b"{\"id\":");
            rows.write_json(variant.id, out);
            out.extend_from_slice(b",\"title\":");
            rows.write_json(variant.title, out);
            out.extend_from_slice(b",\"sku\":");
            rows.write_json(variant.sku, out);
            let quote = self.prices.quote(variant.key, 1, context);
            let is_available = self.stock.is_for_sale(variant.key, quote);
            out.extend_from_slice(b",\"availableForSale\":");
            out.extend_from_slice(if is_available { b"true" } else { b"false" });
            out.extend_from_slice(b",\"price\":");
            write_money(quote.map(|quote| quote.price), out);
            out.extend_from_slice(b",\"compareAtPrice\":");
            write_money(quote.and_then(|quote| quote.compare_at), out);
            out.extend_from_slice(b",\"selectedOptions\":[");
            let options = self.product.options.iter().zip(&variant.option_values);
            separated(out, &options.collect::<Vec<_>>(), |out, (option, value)| {
                out.extend_from_slice(b"{\"name\":");
                text.write_json(option.name, out);
                out.extend_from_slice(b",\"value\":");
                rows.write_json(**value, out);
                out.push(b'}');
            });
            out.extend_from_slice(b"]}");
        });
        out.extend_from_slice(b"]},\"images\":{\"nodes\":[");
        let images: Vec<_> = (self.product.media.iter())
            .filter_map(|media| media.image.as_ref())
            .take(20)
            .collect();
        separated(out, &images, |out, image| {
            out.extend_from_slice(b"{\"url\":");
            // The generated catalog's addresses are paths of the service.
            out.extend_from_slice(b"\"http://localhost");
            out.extend_from_slice(text.get(image.url).as_bytes());
            out.extend_from_slice(b"\",\"altText\":");
            text.write_json(image.alt_text, out);
            out.push(b'}');
        });
        out.extend_from_slice(b"]},\"metafields\":[");
        separated(out, &self.identifiers, |out, (namespace, key)| {
            let Some(row) = self.metafields.find(namespace, key) else {
                return out.extend_from_slice(b"null");
            };
            let text = self.metafields.text();
            for (name, span) in [
                ("{\"namespace\":", row.namespace),
                (",\"key\":", row.key),
                (",\"type\":", row.kind),
                (",\"value\":", row.value),
            ] {
                out.extend_from_slice(name.as_bytes());
                text.write_json(span, out);
            }
            out.push(b'}');
        });
        out.extend_from_slice(b"]}}}");
    }
}

fn separated<T>(out: &mut Vec<u8>, items: &[T], mut write: impl FnMut(&mut Vec<u8>, &T)) {
    for (place, item) in items.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        write(out, item);
    }
}

fn write_money(money: Option<Money>, out: &mut Vec<u8>) {
    use std::io::Write as _;
    match money {
        None => out.extend_from_slice(b"null"),
        Some(money) => {
            let code = money.currency.code();
            write!(out, r#"{{"amount":"{money}","currencyCode":"{code}"}}"#)
                .expect("writing into memory does not fail");
        }
    }
}

/// A store out of process: nothing is resident, every look-up answers at once.
struct Remote(Arc<MemoryCatalog>);

#[async_trait]
impl Find<Product> for Remote {
    fn resident(&self, _: Key) -> Resident<Product> {
        Resident::Unknown
    }

    async fn find_by_keys(&self, keys: &[Key]) -> Result<Vec<Option<Arc<Product>>>, StoreError> {
        self.0.find_by_keys(keys).await
    }
}

fn catalog() -> Arc<MemoryCatalog> {
    let mut facts = FactSet::default();
    for event in generate(&GeneratorOptions {
        products: 2_000,
        seed: 1,
    }) {
        facts.apply(event);
    }
    Arc::new(MemoryCatalog::new(facts, Currency::USD))
}

fn allocations(work: impl FnOnce()) -> usize {
    let region = Region::new(ALLOCATOR);
    work();
    region.change().allocations
}

fn serving(criterion: &mut Criterion) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime can be built");
    let store = catalog();
    let shared: Arc<dyn Catalog> = store.clone();
    let schema = query::schema();
    let scope = || {
        Scope::new(
            Arc::clone(&shared),
            &Wish::default(),
            "http://localhost".into(),
            Timestamp::now(),
        )
    };
    let context = store
        .settings()
        .resolve(&Wish::default(), Timestamp::now())
        .price;
    let answer = |text: &str, variables: &Value| -> Vec<u8> {
        let request = Request::new(text)
            .variables(Variables::from_json(variables.clone()))
            .data(scope());
        let response = runtime.block_on(schema.execute(request));
        assert!(response.errors.is_empty(), "{:?}", response.errors);
        let data = serde_json::to_vec(&response.data).expect("answers are JSON");
        [b"{\"data\":".as_slice(), &data, b"}"].concat()
    };

    // A product with about ten variants, as figures of the product page are stated for.
    let list = vitrina::application::catalog::ProductList {
        collection: None,
        filter: None,
        sort: vitrina::application::catalog::ProductSort::Id,
        is_reversed: false,
        window: vitrina::domain::page::Window::first(250),
        with_total: false,
        context: context.clone(),
    };
    let listing = runtime
        .block_on(store.list_products(&list))
        .expect("the store is in process");
    let keys: Vec<Key> = listing.rows.iter().map(|(key, _)| *key).collect();
    let pages = keys.iter().filter_map(|key| Page::find(&store, *key));
    let page = pages
        .min_by_key(|page| page.variants.rows.len().abs_diff(10))
        .expect("the catalog has products");
    let identifiers: Vec<Value> = (page.identifiers.iter())
        .map(|(namespace, key)| json!({"namespace": namespace, "key": key}))
        .collect();
    let variables = json!({"handle": page.product.handle(), "ids": identifiers});

    let general = answer(PRODUCT_PAGE, &variables);
    let mut written = Vec::with_capacity(general.len());
    page.write(&context, &mut written);
    let parse = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).expect("answers are JSON");
    assert_eq!(parse(&written), parse(&general), "both ways answer alike");

    let counted = allocations(|| {
        let mut out = Vec::with_capacity(general.len());
        page.write(&context, &mut out);
    });
    println!(
        "product page: {} bytes, {} variants; allocations: {counted} from bodies, {} by GraphQL",
        general.len(),
        page.variants.rows.len(),
        allocations(|| drop(answer(PRODUCT_PAGE, &variables)))
    );

    let mut group = criterion.benchmark_group("product_page");
    group.bench_function("from_bodies", |bencher| {
        bencher.iter(|| {
            let mut out = Vec::with_capacity(4096);
            page.write(black_box(&context), &mut out);
            out
        });
    });
    group.bench_function("graphql", |bencher| {
        bencher.iter(|| answer(black_box(PRODUCT_PAGE), &variables));
    });
    group.finish();

    let variables = json!({"handle": "frontpage"});
    let list = answer(LIST_OF_24, &variables);
    println!(
        "list: {} bytes; allocations: {} by GraphQL",
        list.len(),
        allocations(|| drop(answer(LIST_OF_24, &variables)))
    );
    criterion.bench_function("list_of_24/graphql", |bencher| {
        bencher.iter(|| answer(black_box(LIST_OF_24), &variables));
    });

    let keys = &keys[..24];
    let mut group = criterion.benchmark_group("loaders");
    group.bench_function("24_in_process", |bencher| {
        bencher.iter(|| {
            let loader = EntityLoader::<Product>::new(store.clone());
            runtime
                .block_on(loader.find_all(black_box(keys)))
                .expect("the store is in process")
        });
    });
    let remote = Arc::new(Remote(store));
    group.bench_function("24_in_one_batch", |bencher| {
        bencher.iter(|| {
            let loader = EntityLoader::<Product>::new(remote.clone());
            runtime
                .block_on(loader.find_all(black_box(keys)))
                .expect("the store answers")
        });
    });
    group.finish();
}

criterion_group!(benches, serving);
criterion_main!(benches);
