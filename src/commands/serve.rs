//! `vitrina serve`: the query service.

use std::{
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
    time::{Duration, Instant},
};

use actix_web::web::ServiceConfig;
use anyhow::{Context, bail};
use async_graphql::Data;
use tracing::warn;

use super::{
    import::{import_files, progress_bar},
    searching::{Filler, index_of},
};
use crate::{
    adapters::{
        cache::{CachedCatalog, clock::Clock, redis::RedisTier, shared::Shared},
        cockroach::{CockroachCatalog, Pools, enroll_worker},
        graphql::{executor::Executor, query, scope::Scope},
        http::{
            Edge,
            readiness::Readiness,
            server::{Server, StopSignals},
            storefront::{ImageSources, Storefront},
        },
        index::CurrentIndex,
        interchange::data_dir::DataDir,
        memory::MemoryCatalog,
        traced::Traced,
    },
    application::{
        catalog::Catalog,
        facts::FactSet,
        import::{Format, ImportOptions},
        search::SearchIndex,
    },
    config::{Config, Flags},
    domain::{context::Wish, money::Currency, time::Timestamp},
    runtime::IoRuntime,
    telemetry,
};

/// Arguments of `vitrina serve`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  vitrina serve --embedded --import products_export.csv
  vitrina serve --embedded --data-dir ./shop --listen 0.0.0.0:8080
  vitrina serve --embedded --import products.jsonl.gz --import collections.jsonl.gz --storefront
  vitrina serve --database-url postgresql://app@127.0.0.1:26257/vitrina --redis-url redis://127.0.0.1:6379")]
pub struct ServeArgs {
    /// Keep the catalog in this process, rather than in the database of --database-url
    #[arg(long)]
    embedded: bool,

    /// Directory that `vitrina import --data-dir` filled
    #[arg(long, value_name = "DIR", requires = "embedded")]
    data_dir: Option<PathBuf>,

    /// File to read at the start; may be given several times. It is not written to the data directory
    #[arg(long = "import", value_name = "FILE", requires = "embedded")]
    imports: Vec<PathBuf>,

    /// Format of these files: shopify-csv, shopify-bulk or vitrina [default: told by each file's beginning]
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,

    /// Time of records that tell none, such as 2024-01-31T10:00:00Z [default: when the file was last modified]
    #[arg(long, value_name = "TIME", value_parser = super::import::parse_time)]
    as_of: Option<Timestamp>,

    /// Refuse to start when a record of these files cannot be used
    #[arg(long)]
    strict: bool,

    /// Serve the demo storefront at / as well
    #[arg(long)]
    storefront: bool,

    #[command(flatten)]
    flags: Flags,
}

/// Runs the command until it is asked to stop.
///
/// # Errors
/// When settings or files cannot be used, or the address cannot be listened on.
pub fn run(args: &ServeArgs) -> anyhow::Result<ExitCode> {
    let config = Config::load(&args.flags)?;
    let currency = default_currency(&config)?;
    if !args.embedded {
        return serve_database(args, &config, currency);
    }
    if args.imports.is_empty() && args.data_dir.is_none() {
        bail!(
            "there is nothing to serve: pass --import FILE or --data-dir DIR (or try `vitrina demo`)"
        );
    }
    let began = Instant::now();
    let mut facts = match &args.data_dir {
        Some(directory) => DataDir::open(directory)?.load()?,
        None => FactSet::default(),
    };
    if !args.imports.is_empty() {
        let options = ImportOptions {
            as_of: args.as_of,
            currency: Some(currency),
            strict: args.strict,
        };
        let progress = progress_bar();
        let report = import_files(&args.imports, options, args.format, &mut facts, &progress);
        progress.finish_and_clear();
        eprint!("{}", report.context("nothing is served")?);
    }
    let catalog = MemoryCatalog::new(facts, currency);
    let size = catalog.size();
    let shop = Shop {
        index: Arc::new(index_of(&catalog)?),
        catalog: Arc::new(catalog),
        storefront: args.storefront()?,
    };
    serve(
        &config,
        |_| Ok(shop),
        |address| {
            println!(
                "serving {} products, {} variants, {} collections and {} metafields at {address}/graphql \
             (ready in {:.1} s)",
                size.products,
                size.variants,
                size.collections,
                size.metafields,
                began.elapsed().as_secs_f64()
            );
        },
    )
}

impl ServeArgs {
    /// Catalogs have their pictures wherever their shop keeps them.
    fn storefront(&self) -> anyhow::Result<Option<ImageSources>> {
        let sources = self
            .storefront
            .then(|| ImageSources::with(["https:", "http:"]));
        Ok(sources.transpose()?)
    }
}

/// Serves the catalog in the database, through the caches.
fn serve_database(
    args: &ServeArgs,
    config: &Config,
    currency: Currency,
) -> anyhow::Result<ExitCode> {
    if config.database.url.is_empty() {
        bail!(
            "there is no catalog: pass --database-url URL (or set VITRINA_DATABASE_URL), or --embedded with --import FILE"
        );
    }
    let io = IoRuntime::start()?;
    // Caches and pools look their metrics up when they are made.
    let open = |readiness: &Arc<Readiness>| {
        let source = io.handle().block_on(async {
            let workers = config.server.threads();
            let pools = Pools::connect_for(&config.database, io.handle(), workers).await?;
            let opened = CockroachCatalog::open(pools, currency).await;
            opened
                .context("the catalog cannot be read from the database; was `vitrina migrate` run?")
        })?;
        let source = Arc::new(source);
        let every = Duration::from_secs(config.cache.ttl_seconds.max(1));
        io.handle()
            .spawn(keep_settings_fresh(Arc::clone(&source), every));
        let index = Arc::new(CurrentIndex::default());
        let filler = Filler {
            current: Arc::clone(&index),
            source: Arc::clone(&source),
            settings: config.search.clone(),
            ready: readiness.check("search", "the index is being filled"),
        };
        filler.start(io.handle().clone())?;
        let shared: Option<Arc<dyn Shared>> = if config.redis.url.is_empty() {
            None
        } else {
            Some(Arc::new(RedisTier::start(&config.redis, io.handle())?))
        };
        let source = Traced(source);
        let catalog: Arc<dyn Catalog> = if config.cache.memory_mb == 0 && shared.is_none() {
            // Nothing is kept anywhere, so each request asks for just what it shows.
            Arc::new(source)
        } else {
            let clock = Clock::system();
            Arc::new(CachedCatalog::new(
                Arc::new(source),
                &config.cache,
                shared,
                clock,
            ))
        };
        Ok(Shop {
            catalog,
            index,
            storefront: args.storefront()?,
        })
    };
    serve(config, open, |address| {
        println!("serving the catalog of the database at {address}/graphql");
    })
}

/// Reads the settings of the shop again and again: what changed shows after the time that caches keep values.
async fn keep_settings_fresh(source: Arc<CockroachCatalog>, every: Duration) {
    loop {
        tokio::time::sleep(every).await;
        if let Err(error) = source.refresh().await {
            warn!(%error, "the settings of the shop could not be read again; the known ones stay in force");
        }
    }
}

/// What a process serves.
pub(super) struct Shop {
    /// The catalog.
    pub catalog: Arc<dyn Catalog>,
    /// What searches it.
    pub index: Arc<CurrentIndex>,
    /// Where pictures of the demo storefront may come from; `None` serves no storefront.
    pub storefront: Option<ImageSources>,
}

/// The currency of prices whose source says none.
pub(super) fn default_currency(config: &Config) -> anyhow::Result<Currency> {
    let code = &config.shop.currency;
    Currency::from_code(code)
        .with_context(|| format!("shop.currency `{code}` is not a currency code such as EUR"))
}

/// Serves a shop until the process is asked to stop. `open` makes it once logs and metrics are there; `announce` is told the address once it is listened on.
pub(super) fn serve(
    config: &Config,
    open: impl FnOnce(&Arc<Readiness>) -> anyhow::Result<Shop>,
    announce: impl FnOnce(&str),
) -> anyhow::Result<ExitCode> {
    let _logs = telemetry::install_logs(&config.log)?;
    let metrics = telemetry::install_metrics()?;
    let readiness = Arc::new(Readiness::default());
    let shop = open(&readiness)?;
    let executor = Executor::new(query::builder, config.limits.clone())?;
    let server = Server::bind(&config.server)?;
    let address = format!("http://{}", server.address());
    let base_url: Arc<str> = match config.shop.public_url.trim_end_matches('/') {
        "" => address.as_str().into(),
        url => url.into(),
    };
    readiness.check("catalog", "it is being loaded").pass();
    announce(&address);
    let (catalog, index) = (shop.catalog, shop.index);
    let edge = Edge {
        executor,
        prepare: Box::new(move |wish| {
            let wish = Wish {
                country: wish.country.clone(),
                language: wish.language.clone(),
                location_id: wish.preferred_location_id.clone(),
            };
            let (catalog, base_url) = (Arc::clone(&catalog), Arc::clone(&base_url));
            let mut data = Data::default();
            let index = index.get().map(|index| index as Arc<dyn SearchIndex>);
            let scope = Scope::new(catalog, &wish, base_url, Timestamp::now());
            data.insert(scope.searched_by(index));
            data
        }),
        readiness,
        metrics: Some(metrics),
        graphiql: config.graphiql.enabled,
    };
    let storefront = shop.storefront.as_ref().map(Storefront::new);
    let extra = move |routes: &mut ServiceConfig| {
        enroll_worker();
        crate::adapters::http::pictures::routes(routes);
        if let Some(storefront) = &storefront {
            storefront.configure(routes);
        }
    };
    actix_web::rt::System::new().block_on(async move {
        let mut signals = StopSignals::install()?;
        server.run(edge, extra, async || signals.next().await).await
    })?;
    Ok(ExitCode::SUCCESS)
}
