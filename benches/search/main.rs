//! Question: what does a search cost in processor time, by how many products match and how many filters are selected,
//! what does a peer need for the same, what does the index hold, and what do changes cost and disturb?
//!
//! `VITRINA_BENCH_PRODUCTS` products (100,000 unless said otherwise) are made of the texts of the files in
//! `VITRINA_BENCH_CATALOG` (separated by commas; generated ones without) as `catalog` says. Each query of
//! `VITRINA_BENCH_QUERIES` (lines of `id<TAB>text`; made of the catalog without) is asked with all words and with any
//! word, without a filter, with one (the commonest type of what it finds) and with three (and the commonest finish and
//! size, which one variant has to have together), with six facets, price bounds and 24 hits; and everything is browsed.
//! With the feature `peer`, tantivy is asked the same in the same run. `VITRINA_BENCH_SECONDS` (2) is how long each part
//! of the test of changes under way takes, `VITRINA_BENCH_TIMES` (5) how often each query is asked.
//!
//! Every answer is compared with going through all that the text found, or through all products, before it is timed,
//! and what the text found is compared, for some queries, with reading all products' words. Times are those of the
//! thread's processor unless said otherwise, so that neighbors do not count: the median of several a query.

mod catalog;
mod changes;
mod clock;
mod oracle;
#[cfg(feature = "peer")]
mod peer;

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering::Relaxed},
    },
    time::Duration,
};

use vitrina::{
    adapters::index::{
        ColumnIndex, TextMatcher, TextMatches,
        words::{self, Rung, SharedWords, Words},
    },
    application::search::{
        Change, FacetId, FacetRequest, ProductEntry, SearchRequest, SearchSort, SearchWriter,
        TextQuery,
    },
    domain::{
        analysis::{Piece, Stemming, parse, stem, tokens},
        context::PriceContext,
        id::Key,
        language::Language,
        money::{Currency, Rounding},
        time::Timestamp,
    },
};

use self::{
    catalog::{Catalog, FACETS, LISTS, Plain, facet_id},
    clock::{cost, mean, percentile, processor_time},
};

/// As in the service.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Products that are put in at once.
const BATCH: usize = 8192;
/// Queries of which the words of all products are read.
const READ: usize = 2;

/// The words of products, asked for all or for any words of a query.
struct Rungs {
    words: Arc<SharedWords>,
    rung: AtomicU8,
}

impl Rungs {
    fn set(&self, rung: Rung) {
        self.rung.store(rung as u8, Relaxed);
    }
}

/// The matcher, which the bench keeps a hand on.
struct Matcher(Arc<Rungs>);

impl TextMatcher for Matcher {
    fn put(&self, number: u32, entry: &ProductEntry) {
        self.0.words.put(number, entry);
    }

    fn remove(&self, number: u32) {
        self.0.words.remove(number);
    }

    fn complete(&self, query: &TextQuery, limit: usize) -> Vec<String> {
        self.0.words.complete(query, limit)
    }

    fn set_available(&self, number: u32, is_available: bool) {
        self.0.words.set_available(number, is_available);
    }

    fn find(&self, query: &TextQuery, _: Timestamp) -> TextMatches {
        let rungs = [Rung::Ladder, Rung::AllWords, Rung::AnyWord];
        let rung = rungs[usize::from(self.0.rung.load(Relaxed))];
        let query = words::TextQuery {
            rung,
            ..words::TextQuery::new(&query.text)
        };
        TextMatches {
            products: self.0.words.read(|words| words.find(&query)).products,
            ..TextMatches::default()
        }
    }
}

fn setting(name: &str) -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "a bench has no configuration")]
    std::env::var(name).ok()
}

fn number(name: &str, usual: usize) -> usize {
    setting(name).map_or(usual, |text| text.parse().expect("it is a number"))
}

/// What is measured.
struct Bench {
    catalog: Catalog,
    all: Vec<Plain>,
    index: ColumnIndex,
    rungs: Arc<Rungs>,
    queries: Vec<String>,
    /// Times that each query is asked.
    times: usize,
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

fn request(text: Option<&str>) -> SearchRequest {
    let only = (0..FACETS).map(facet_id).chain([FacetId::Price]);
    SearchRequest {
        text: text.map(|text| TextQuery {
            text: text.to_owned(),
            language: Language::EN,
            prefix: false,
        }),
        facets: Some(FacetRequest {
            only: Some(only.collect()),
            ..FacetRequest::default()
        }),
        ..SearchRequest::browse(context(), 24)
    }
}

impl Bench {
    fn new(catalog: Catalog, queries: Vec<String>) -> Self {
        let rungs = Arc::new(Rungs {
            words: Arc::new(SharedWords::new(Words::default())),
            rung: AtomicU8::new(0),
        });
        let index = ColumnIndex::new(Box::new(Matcher(Arc::clone(&rungs))));
        let count = catalog.products;
        let mut spent = Duration::ZERO;
        for start in (0..count).step_by(BATCH) {
            let numbers = start..count.min(start + BATCH);
            let batch: Vec<Change> = numbers
                .flat_map(|number| catalog.changes(number, 0))
                .collect();
            let before = processor_time();
            index.apply(&batch);
            spent += processor_time() - before;
        }
        let bench = Self {
            all: (0..count).map(|number| catalog.plain(number)).collect(),
            catalog,
            index,
            rungs,
            queries,
            times: number("VITRINA_BENCH_TIMES", 5),
        };
        bench.index.find(&request(None)).expect("it can be asked");
        let speed = count as f64 / spent.as_secs_f64();
        let read = bench.tokens(1000);
        println!("{count} products of {read:.1} tokens, built at {speed:.0} a second of one core");
        let memory = bench.index.memory();
        let each = |bytes: usize| bytes as f64 / count as f64;
        println!(
            "columns, {:.0} bytes a product: {memory:?}",
            each(memory.total())
        );
        let size = bench.rungs.words.read(Words::size_bytes);
        let token = |bytes: usize| each(bytes) / read;
        println!(
            "words: codes {:.0} and columns {:.0} bytes a product; dictionary {:.1}, postings {:.1}, positions {:.1} bytes a token",
            each(size.codes),
            each(size.columns),
            token(size.dictionary),
            token(size.postings),
            token(size.positions)
        );
        bench
    }

    /// Mean number of tokens of the first products.
    fn tokens(&self, products: usize) -> f64 {
        let step = (self.catalog.products / products).max(1);
        let (mut count, mut products) = (0, 0);
        for number in (0..self.catalog.products).step_by(step) {
            products += 1;
            for (_, _, text) in self.texts(number) {
                tokens(&text, |token| count += usize::from(!token.is_alternative));
            }
        }
        count as f64 / products as f64
    }

    fn texts(&self, number: usize) -> Vec<(words::Field, Language, String)> {
        let [Change::Product(entry), ..] = self.catalog.changes(number, 0) else {
            unreachable!("content comes first");
        };
        words::ProductText::of(&entry, Language::EN).texts
    }

    /// Every product that has the stem of each word of a text, by reading them all, is found by all words. More may be,
    /// by synonyms and compounds.
    fn read_all(&self, text: &str) -> (usize, usize) {
        let stemming = Stemming::of(Language::EN);
        let wanted = parse(text).wanted.into_iter().map(|piece| match piece {
            Piece::Word(word) => stem(stemming, &word).into_owned(),
            Piece::Number { number, .. } => number,
            Piece::Code { whole, .. } => whole,
            Piece::Measure { measure, .. } => measure,
            Piece::Signs(signs) => signs,
        });
        let wanted: Vec<String> = wanted.collect();
        let found = self.index_text(text);
        let mut read = 0;
        for number in 0..self.catalog.products {
            let mut missing = wanted.clone();
            for (_, _, text) in self.texts(number) {
                tokens(&text, |token| {
                    let term = match token.is_word {
                        true => stem(stemming, token.text),
                        false => token.text.into(),
                    };
                    missing.retain(|wanted| *wanted != term);
                });
            }
            if missing.is_empty() {
                read += 1;
                let number = number as u32;
                assert!(
                    found.binary_search_by_key(&number, |row| row.0).is_ok(),
                    "{text} finds {number}"
                );
            }
        }
        (read, found.len())
    }

    fn index_text(&self, text: &str) -> Vec<(u32, u32)> {
        let text = request(Some(text)).text.expect("there is one");
        Matcher(Arc::clone(&self.rungs))
            .find(&text, Timestamp(1))
            .products
    }

    /// The commonest values of what is found: type, finish, size.
    fn selections(&self, request: &SearchRequest) -> Vec<(usize, u32)> {
        let answer = self.index.find(request).expect("it can be asked");
        let commonest = [1, 4, 5].map(|facet| {
            let id = facet_id(facet);
            let of = answer.facets.iter().find(|answered| answered.id == id)?;
            Some((facet, self.catalog.number(&of.values.first()?.label)))
        });
        commonest.into_iter().flatten().collect()
    }

    /// A request with filters, whose answer was compared, and what it costs.
    fn checked(
        &self,
        plain: &SearchRequest,
        found: Option<&[(u32, u32)]>,
        selected: &[(usize, u32)],
    ) -> (f64, u64) {
        let filters = selected
            .iter()
            .map(|(facet, value)| self.catalog.filter(*facet, *value));
        let request = SearchRequest {
            filters: filters.collect(),
            ..plain.clone()
        };
        let answer = self.index.find(&request).expect("it can be asked");
        oracle::check(
            &self.catalog,
            &self.all,
            found,
            selected,
            request.sort,
            &answer,
        );
        let ask = || self.index.find(&request).expect("it can be asked");
        (cost(self.times, ask), answer.page.total.unwrap_or(0))
    }

    fn browse(&self) {
        println!("\n| everything | CPU ms |\n|---|---|");
        let plain = request(None);
        let selections = self.selections(&plain);
        for count in [0, 1, 3] {
            let (cost, found) = self.checked(&plain, None, &selections[..count]);
            println!("| {count} filters, {found} found | {cost:.2} |");
        }
        for (name, sort) in [("price", SearchSort::Price), ("title", SearchSort::Title)] {
            let sorted = SearchRequest {
                sort,
                ..plain.clone()
            };
            println!("| by {name} | {:.2} |", self.checked(&sorted, None, &[]).0);
        }
    }

    /// Asks all queries, and returns how many products each found and what it cost without filters.
    fn queries(&self, name: &str, rung: Rung) -> Vec<(u64, f64)> {
        self.rungs.set(rung);
        let mut costs: [Vec<f64>; 4] = Default::default();
        let mut sizes = Vec::new();
        for text in &self.queries {
            let plain = request(Some(text));
            let found = self.index_text(text);
            let selections = self.selections(&plain);
            let mut size = 0;
            for (place, count) in [0, 1, 3].into_iter().enumerate() {
                let selected = &selections[..count.min(selections.len())];
                let (cost, total) = self.checked(&plain, Some(&found), selected);
                costs[place].push(cost);
                size = if count == 0 { total } else { size };
            }
            costs[3].push(cost(self.times, || self.index_text(text)));
            sizes.push(size);
        }
        let matches: Vec<f64> = sizes.iter().map(|size| *size as f64).collect();
        println!(
            "\n{name}, {} queries, mean {:.0} found",
            sizes.len(),
            mean(&matches)
        );
        println!("| CPU ms | mean | p50 | p99 |\n|---|---|---|---|");
        for (name, costs) in [
            "no filter",
            "one filter",
            "three filters",
            "of this the text alone",
        ]
        .iter()
        .zip(&costs)
        {
            let [mean, p50, p99] = [
                mean(costs),
                percentile(costs, 50.0),
                percentile(costs, 99.0),
            ];
            println!("| {name} | {mean:.3} | {p50:.3} | {p99:.3} |");
        }
        println!(
            "| found | queries | no filter | one | three | text alone |\n|---|---|---|---|---|---|"
        );
        for (from, to) in [
            (0, 100),
            (100, 1000),
            (1000, 10_000),
            (10_000, 100_000),
            (100_000, u64::MAX),
        ] {
            let places: Vec<usize> = (0..sizes.len())
                .filter(|place| (from..to).contains(&sizes[*place]))
                .collect();
            if places.is_empty() {
                continue;
            }
            let means = costs
                .each_ref()
                .map(|costs| mean(&places.iter().map(|place| costs[*place]).collect::<Vec<_>>()));
            let means: Vec<String> = means.iter().map(|cost| format!("{cost:.3}")).collect();
            println!("| from {from} | {} | {} |", places.len(), means.join(" | "));
        }
        if setting("VITRINA_BENCH_EACH").is_some() {
            for (place, text) in self.queries.iter().enumerate() {
                println!(
                    "{text}: {} found, {:.3} ms, text {:.3}, three {:.3}",
                    sizes[place], costs[0][place], costs[3][place], costs[2][place]
                );
            }
        }
        sizes.into_iter().zip(costs[0].iter().copied()).collect()
    }

    #[cfg(feature = "peer")]
    fn compare(&self, all: &[(u64, f64)], any: &[(u64, f64)]) {
        use tantivy::query::{AllQuery, Occur, Query};
        let before = processor_time();
        let mut builder = peer::Builder::new(Language::EN);
        for number in self.catalog.by_copies() {
            let [Change::Product(entry), ..] = self.catalog.changes(number, 0) else {
                unreachable!("content comes first");
            };
            builder.add(&self.catalog, &self.all[number], &entry);
        }
        let peer = builder.finish();
        println!(
            "\nthe peer was built in {:.0} s of this thread",
            (processor_time() - before).as_secs_f64()
        );
        println!(
            "| | found | peer found | CPU ms | peer | ours / peer |\n|---|---|---|---|---|---|"
        );
        let line = |name: &str, ours: &[(u64, f64)], queries: &[Box<dyn Query>]| {
            let asked = queries.iter().map(|query| {
                let total = peer.ask(&**query).total as f64;
                (total, cost(self.times, || peer.ask(&**query)))
            });
            let (totals, costs): (Vec<f64>, Vec<f64>) = asked.unzip();
            if setting("VITRINA_BENCH_EACH").is_some() && queries.len() == self.queries.len() {
                for (place, text) in self.queries.iter().enumerate() {
                    println!(
                        "{text}: {} found, {} by the peer, {:.3} ms, peer {:.3}",
                        ours[place].0, totals[place], ours[place].1, costs[place]
                    );
                }
            }
            let found: Vec<f64> = ours.iter().map(|(found, _)| *found as f64).collect();
            let own: Vec<f64> = ours.iter().map(|(_, cost)| *cost).collect();
            println!(
                "| {name} | {:.0} | {:.0} | {:.3} | {:.3} (p50 {:.2}, p99 {:.2}) | {:.2} |",
                mean(&found),
                mean(&totals),
                mean(&own),
                mean(&costs),
                percentile(&costs, 50.0),
                percentile(&costs, 99.0),
                mean(&own) / mean(&costs)
            );
        };
        for (name, ours, occur) in [
            ("all words", all, Occur::Must),
            ("any word", any, Occur::Should),
        ] {
            let queries = self.rungs.words.read(|words| {
                let queries = self.queries.iter().map(|text| {
                    let alternatives = words.alternatives(&words::TextQuery::new(text));
                    peer.query(&alternatives, occur)
                });
                queries.collect::<Vec<_>>()
            });
            line(name, ours, &queries);
        }
        let plain = request(None);
        let (own, found) = self.checked(&plain, None, &[]);
        let everything = peer.ask(&AllQuery);
        assert_eq!((everything.total as u64, everything.hits), (found, 24));
        for facet in 0..FACETS {
            let ours = self.index.find(&plain).expect("it can be asked");
            let id = facet_id(facet);
            let ours = ours.facets.iter().find(|answered| answered.id == id);
            let ours: u64 = ours
                .iter()
                .flat_map(|facet| &facet.values)
                .map(|value| value.count)
                .sum();
            assert_eq!(everything.counted(facet), ours, "{id}");
        }
        line("everything", &[(found, own)], &[Box::new(AllQuery)]);
    }
}

fn main() {
    // Cargo asks test runs of benches to do nothing but end well.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let files = setting("VITRINA_BENCH_CATALOG");
    let files: Vec<PathBuf> = files
        .iter()
        .flat_map(|files| files.split(','))
        .map(PathBuf::from)
        .collect();
    let catalog = Catalog::read(&files, number("VITRINA_BENCH_PRODUCTS", 100_000));
    let queries = match setting("VITRINA_BENCH_QUERIES") {
        None => catalog.queries(60),
        Some(path) => {
            let lines = std::fs::read_to_string(path).expect("the queries are read");
            lines
                .lines()
                .filter_map(|line| Some(line.split_once('\t')?.1.to_owned()))
                .collect()
        }
    };
    println!("reading bound: {:.1} GB/s", clock::reading_speed());
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!("load: {}", load.trim());
    let bench = Bench::new(catalog, queries);
    bench.browse();
    let all = bench.queries("all words", Rung::AllWords);
    let any = bench.queries("any word", Rung::AnyWord);
    #[cfg(feature = "peer")]
    bench.compare(&all, &any);
    #[cfg(not(feature = "peer"))]
    println!(
        "\n{} queries without a peer: pass --features peer",
        all.len().min(any.len())
    );
    bench.rungs.set(Rung::AllWords);
    for text in bench.queries.iter().take(READ) {
        let (read, found) = bench.read_all(text);
        println!("{text}: {read} products have these words, {found} are found");
    }
    changes::run(&bench, number("VITRINA_BENCH_SECONDS", 2));
}
