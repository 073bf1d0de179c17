//! Question: what does completing what is typed cost, letter by letter, in a large catalog?
//!
//! `VITRINA_BENCH_PRODUCTS` products (100,000 unless said otherwise) are made of a catalog: that of the files in
//! `VITRINA_BENCH_CATALOG` (paths separated as in `PATH`), else a generated one. The catalog is repeated, and each copy
//! gets one word more in its title, drawn from the catalog's titles. Asked are all beginnings of 1 to 12 letters of
//! 1,000 titles, and of the lines `id<TAB>text` of the file `VITRINA_BENCH_QUERIES`; the same with two neighboring
//! letters exchanged; and the products of each beginning, its last word as a prefix.
//!
//! Each is asked for three times, and the least time counts: that is the processor's, unless neighbors take all of it.

use std::{
    collections::BTreeSet,
    env, fs,
    path::PathBuf,
    time::{Duration, Instant},
};

use indicatif::ProgressBar;
use vitrina::{
    adapters::{
        generator::{GeneratorOptions, generate},
        index::words::{Field, ProductText, TextQuery, Words},
    },
    application::{facts::FactSet, import::ImportOptions, search::ProductEntry},
    commands::import::import_files,
    domain::{event::Fact, language::Language},
};

const TITLES: usize = 1_000;
const LETTERS: usize = 12;
const COMPLETIONS: usize = 10;

/// The texts of one copy of the catalog.
fn catalog(products: usize) -> Vec<ProductText> {
    let mut facts = FactSet::default();
    match env::var_os("VITRINA_BENCH_CATALOG") {
        Some(paths) => {
            let files: Vec<PathBuf> = env::split_paths(&paths).collect();
            let progress = ProgressBar::hidden();
            import_files(
                &files,
                ImportOptions::default(),
                None,
                &mut facts,
                &progress,
            )
            .expect("the files are a catalog");
        }
        None => {
            let options = GeneratorOptions {
                products: products.min(20_000) as u64,
                seed: 1,
            };
            for event in generate(&options) {
                facts.apply(event);
            }
        }
    }
    let mut texts = Vec::new();
    for event in facts.iter() {
        if let Fact::Product(fact) = &event.fact {
            let entry = ProductEntry::build(fact, event.version);
            texts.push(ProductText::of(&entry, Language::EN));
        }
    }
    texts
}

fn title(text: &ProductText) -> &str {
    let titles = text.texts.iter();
    let mut titles = titles.filter(|(field, ..)| *field == Field::Title);
    titles.next().map_or("", |(_, _, title)| title)
}

/// A number that looks like chance but is the same each time.
fn chance(number: usize) -> usize {
    let mixed = (number as u64 ^ 0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed ^ (mixed >> 29)) as usize
}

/// Beginnings of 1 to 12 letters.
fn beginnings<'a>(texts: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    let of_one = |text: &'a str| {
        let ends = text.char_indices().map(|(at, sign)| at + sign.len_utf8());
        ends.take(LETTERS).map(|end| text[..end].to_lowercase())
    };
    texts.flat_map(of_one).collect()
}

/// Two neighboring letters exchanged, where there are three or more.
fn misspelled(text: &str) -> Option<String> {
    let mut signs: Vec<char> = text.chars().collect();
    let at = chance(text.len()) % signs.len().saturating_sub(1).max(1);
    (signs.len() >= 3).then(|| {
        signs.swap(at, at + 1);
        signs.into_iter().collect()
    })
}

/// Times that each text is asked for; the least time counts, so that neighbors do not.
const TIMES: usize = 3;

fn measure(name: &str, texts: &BTreeSet<String>, mut ask: impl FnMut(&str)) {
    let mut once = |text: &str| {
        let began = Instant::now();
        ask(text);
        began.elapsed()
    };
    let mut times: Vec<(Duration, &str)> = texts
        .iter()
        .map(|text| {
            let times = (0..TIMES).map(|_| once(text));
            (times.min().unwrap_or_default(), text.as_str())
        })
        .collect();
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    let (slowest, text) = at(1.0);
    println!(
        "{name}: {} texts, p50 {:.3} ms, p99 {:.3} ms, slowest {:.3} ms ({text:?})",
        times.len(),
        milliseconds(at(0.5).0),
        milliseconds(at(0.99).0),
        milliseconds(slowest),
    );
}

#[expect(clippy::disallowed_methods, reason = "a bench has no configuration")]
fn main() {
    let products = env::var("VITRINA_BENCH_PRODUCTS").ok();
    let products: usize = products.map_or(100_000, |count| count.parse().expect("a number"));
    let catalog = catalog(products);
    let added: Vec<&str> = catalog
        .iter()
        .flat_map(|text| title(text).split(' '))
        .collect();
    let mut words = Words::default();
    let began = Instant::now();
    for number in 0..products {
        let mut text = catalog[number % catalog.len()].clone();
        let first = text
            .texts
            .iter_mut()
            .find(|(field, ..)| *field == Field::Title);
        if let Some((_, _, title)) = first
            && number >= catalog.len()
        {
            title.push(' ');
            title.push_str(added[chance(number) % added.len()]);
        }
        words.put(number as u32, &text);
    }
    println!(
        "{products} products of {} put in {:.1} s: {:?}",
        catalog.len(),
        began.elapsed().as_secs_f64(),
        words.size_bytes()
    );
    let queries = env::var_os("VITRINA_BENCH_QUERIES");
    let queries = queries.map_or(String::new(), |path| {
        fs::read_to_string(path).expect("the file of queries is read")
    });
    let queries = queries
        .lines()
        .filter_map(|line| Some(line.split_once('\t')?.1));
    let step = (catalog.len() / TITLES).max(1);
    let titles = catalog.iter().step_by(step).take(TITLES).map(title);
    let texts = beginnings(titles.chain(queries));
    let wrong: BTreeSet<String> = texts.iter().filter_map(|text| misspelled(text)).collect();
    let mut completed = 0;
    measure("completed", &texts, |text| {
        completed += usize::from(!words.complete(text, Language::EN, COMPLETIONS).is_empty());
    });
    // What titles begin with goes on in a word of theirs, unless a sign ends it.
    assert!(
        completed * 2 > texts.len() * TIMES,
        "most beginnings are completed"
    );
    measure("completed, misspelled", &wrong, |text| {
        std::hint::black_box(words.complete(text, Language::EN, COMPLETIONS));
    });
    measure("products", &texts, |text| {
        let query = TextQuery {
            is_last_a_prefix: true,
            ..TextQuery::new(text)
        };
        std::hint::black_box(words.find(&query));
    });
}
