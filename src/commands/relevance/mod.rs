//! `vitrina relevance`: how well search ranks, by queries that people judged.

mod ablation;
mod judged;
mod tuning;
mod typos;

use std::{fs, path::PathBuf, process::ExitCode, sync::Arc};

use anyhow::{Context, bail};
use indicatif::ProgressBar;
use rustc_hash::FxHashMap;

use self::judged::{Figures, JudgedQuery};
use super::import::{import_files, progress_bar};
use crate::{
    adapters::{
        index::{
            ColumnIndex,
            words::{SharedWords, Weights},
        },
        memory::MemoryCatalog,
    },
    application::{
        catalog::SettingStore,
        facts::FactSet,
        import::ImportOptions,
        search::{SearchRequest, TextQuery, load},
    },
    domain::{
        context::{PriceContext, Wish},
        event::Fact,
        id::Key,
        language::Language,
        money::Currency,
        time::Timestamp,
    },
};

/// Splits into folds; the mean of all is the figure that counts.
const SPLITS: u64 = 20;
/// Cases of typing errors.
const TYPOS: usize = 200;
/// Results of a query that are looked at.
const LISTED: usize = 1_000;

/// Arguments of `vitrina relevance`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Queries are lines of `id<TAB>text`, judgments lines of `query 0 product grade` with grades from 0 to 3; the product is
the number at the end of its id, or the whole id. The gain of a grade is 2^grade - 1, a product without a grade counts
as 0, and queries without any product of a grade above 0 are left out of the means. The catalog is read, indexed and
asked as `vitrina serve --embedded` does it, but without signals of trade: judgments say nothing of stock and sales.
The figure with them is printed as well.

Examples:
  vitrina relevance --queries queries.tsv --qrels qrels.trec --import products.jsonl.gz collections.jsonl.gz
  vitrina relevance --queries queries.tsv --qrels qrels.trec --import products.jsonl.gz --cv 5 --typos --ablation")]
pub struct RelevanceArgs {
    /// Queries
    #[arg(long, value_name = "FILE")]
    queries: PathBuf,

    /// Judgments
    #[arg(long, value_name = "FILE")]
    qrels: PathBuf,

    /// Files of the catalog, in any format that `vitrina import` reads
    #[arg(long = "import", value_name = "FILE", required = true, num_args = 1..)]
    imports: Vec<PathBuf>,

    /// Choose weights on all folds but one and judge them on that one, for 20 splits into so many folds
    #[arg(long, value_name = "FOLDS", value_parser = clap::value_parser!(u16).range(2..=50))]
    cv: Option<u16>,

    /// Also with one typing error a query, 200 cases
    #[arg(long)]
    typos: bool,

    /// Also without each part of the ranking
    #[arg(long)]
    ablation: bool,

    /// Also each query
    #[arg(long)]
    each: bool,

    /// Which random settings, splits and typing errors
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
}

/// Measures and prints figures.
///
/// # Errors
/// When a file cannot be read or has another form, no query has a relevant product, or a query finds nothing although
/// a product of a grade of 2 or more is there.
pub fn run(args: &RelevanceArgs) -> anyhow::Result<ExitCode> {
    let (catalog, products, rejected) = Catalog::read(&args.imports)?;
    let read =
        |path: &PathBuf| fs::read_to_string(path).with_context(|| path.display().to_string());
    let product = |id: &str| products.get(id).copied();
    let all = judged::read(&read(&args.queries)?, &read(&args.qrels)?, product)?;
    let judged: Vec<JudgedQuery> = all
        .iter()
        .filter(|query| query.has_relevant())
        .cloned()
        .collect();
    if judged.is_empty() {
        bail!("no query has a product of a grade above 0 in this catalog");
    }
    println!(
        "{} products ({rejected} records rejected), {} queries, {} with a relevant product",
        catalog.index.memory().products,
        all.len(),
        judged.len(),
    );
    let shipped = catalog.weights();
    println!(
        "as served, with trade: {}",
        line(&tuning::figures(&catalog, &judged))
    );
    catalog.reweigh(shipped.without_trade());
    let figures = tuning::figures(&catalog, &judged);
    if args.each {
        for (query, figures) in judged.iter().zip(&figures) {
            println!("  {}  {}", line(&[*figures]), query.text);
        }
    }
    println!("as served, without trade: {}", line(&figures));
    if let Some(folds) = args.cv {
        cross_validate(&catalog, &judged, folds, args.seed);
    }
    if args.typos {
        let cases = typos::cases(&judged, TYPOS, args.seed);
        let (clean, wrong) = typos::cost(&catalog, &judged, &cases);
        println!(
            "one typing error, {} cases: nDCG@10 {wrong:.3}, without it {clean:.3}, cost {:.3}",
            cases.len(),
            clean - wrong
        );
    }
    if args.ablation {
        ablate(&catalog, &judged);
    }
    let zero: Vec<&str> = all
        .iter()
        .filter(|query| query.must_find && catalog.ranking(&query.text).is_empty())
        .map(|query| query.text.as_str())
        .collect();
    if !zero.is_empty() {
        bail!(
            "nothing is found for {} although products of a grade of 2 or more are there",
            zero.join(", ")
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn line(figures: &[Figures]) -> String {
    let mean = |of: fn(&Figures) -> f64| tuning::mean(figures, of);
    format!(
        "nDCG@10 {:.3}, condensed {:.3}, judged@10 {:.2}, recall {:.2}, without result {:.2}",
        mean(|figures| figures.ndcg),
        mean(|figures| figures.condensed),
        mean(|figures| figures.judged),
        mean(|figures| figures.recall),
        mean(|figures| f64::from(u8::from(figures.is_empty))),
    )
}

fn cross_validate(catalog: &Catalog, judged: &[JudgedQuery], folds: u16, seed: u64) {
    let progress = match progress_bar() {
        hidden if hidden.is_hidden() => hidden,
        _ => ProgressBar::new(tuning::DRAWS as u64),
    };
    let answers = tuning::answers(catalog, judged, seed, || progress.inc(1));
    progress.finish_and_clear();
    let splits: Vec<tuning::Judged> = (0..SPLITS)
        .map(|split| tuning::split(catalog, judged, &answers, folds.into(), seed + split))
        .collect();
    let count = splits.len() as f64;
    let mean = |of: fn(&tuning::Judged) -> f64| splits.iter().map(of).sum::<f64>() / count;
    let each: Vec<String> = splits
        .iter()
        .map(|split| format!("{:.3}", split.ndcg))
        .collect();
    println!(
        "{} settings, {SPLITS} splits into {folds} folds: {}",
        answers.len(),
        each.join(" ")
    );
    println!(
        "cross-validated: nDCG@10 {:.3}, condensed {:.3}, judged@10 {:.2}",
        mean(|split| split.ndcg),
        mean(|split| split.condensed),
        mean(|split| split.judged),
    );
    let all: Vec<usize> = (0..judged.len()).collect();
    println!(
        "chosen on all queries: {:?}",
        tuning::choose(&answers, &all)
    );
}

fn ablate(catalog: &Catalog, judged: &[JudgedQuery]) {
    let usual = catalog.weights();
    let ndcg = || tuning::mean(&tuning::figures(catalog, judged), |figures| figures.ndcg);
    let with_all = ndcg();
    println!("| without | nDCG@10 | difference |\n|---|---|---|");
    for part in ablation::PARTS {
        let mut weights = usual.clone();
        (part.remove)(&mut weights);
        catalog.reweigh(weights);
        let without = ndcg();
        println!(
            "| {} | {without:.3} | {:+.3} |",
            part.name,
            without - with_all
        );
    }
    catalog.reweigh(usual);
}

/// A catalog that can be searched as it is served.
struct Catalog {
    index: ColumnIndex,
    words: Arc<SharedWords>,
    language: Language,
    price: PriceContext,
}

impl Catalog {
    /// Reads files; gives the products by id and by the number at its end as well, and how many records were rejected.
    fn read(files: &[PathBuf]) -> anyhow::Result<(Self, FxHashMap<String, Key>, u64)> {
        let mut facts = FactSet::default();
        let progress = progress_bar();
        let report = import_files(files, ImportOptions::default(), None, &mut facts, &progress);
        progress.finish_and_clear();
        let rejected = report?.total().rejected;
        let mut products = FxHashMap::default();
        for event in facts.iter() {
            if let Fact::Product(product) = &event.fact {
                let id = &product.id;
                let name = id.trim_end_matches(|sign: char| sign.is_ascii_digit());
                products.insert(id[name.len()..].to_owned(), Key::of(id));
                products.insert(id.clone(), Key::of(id));
            }
        }
        let store = MemoryCatalog::new(facts, Currency::USD);
        let (index, words) = ColumnIndex::with_words(&store);
        futures::executor::block_on(load(&store, &index))?;
        let settings = store.settings();
        let catalog = Self {
            index,
            words,
            language: settings.language,
            price: settings.resolve(&Wish::default(), Timestamp::now()).price,
        };
        Ok((catalog, products, rejected))
    }

    /// What a query finds, best product first.
    fn ranking(&self, text: &str) -> Vec<Key> {
        let request = SearchRequest {
            text: Some(TextQuery {
                text: text.to_owned(),
                language: self.language,
                prefix: false,
            }),
            ..SearchRequest::browse(self.price.clone(), LISTED)
        };
        let answer = self.index.find(&request).expect("no filter is asked for");
        answer
            .page
            .rows
            .iter()
            .map(|(hit, _)| hit.product)
            .collect()
    }

    fn weights(&self) -> Weights {
        self.words.read(|words| words.weights().clone())
    }

    fn reweigh(&self, weights: Weights) {
        self.words.change(|words| words.reweigh(weights));
    }
}
