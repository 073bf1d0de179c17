//! `vitrina demo`: a shop on a generated catalog in one process, the first thing that a newcomer runs.

use std::{process::ExitCode, sync::Arc, time::Instant};

use super::{
    searching::index_of,
    serve::{Shop, default_currency, serve},
};
use crate::{
    adapters::{
        generator::{GeneratorOptions, generate},
        http::storefront::ImageSources,
        memory::MemoryCatalog,
    },
    application::facts::FactSet,
    config::{Config, Flags},
};

/// Arguments of `vitrina demo`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  vitrina demo
  vitrina demo --products 50000 --seed 7 --listen 127.0.0.1:9000")]
pub struct DemoArgs {
    /// How many products are made up
    #[arg(long, value_name = "N", default_value_t = 2_000, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    products: u64,

    /// Which of the many possible catalogs
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,

    #[command(flatten)]
    flags: Flags,
}

/// Runs the command until it is asked to stop.
///
/// # Errors
/// When settings cannot be used, or the address cannot be listened on.
pub fn run(args: &DemoArgs) -> anyhow::Result<ExitCode> {
    let config = Config::load(&args.flags)?;
    let began = Instant::now();
    let mut facts = FactSet::default();
    let options = GeneratorOptions {
        products: args.products,
        seed: args.seed,
    };
    for event in generate(&options) {
        facts.apply(event);
    }
    let catalog = MemoryCatalog::new(facts, default_currency(&config)?);
    let size = catalog.size();
    let shop = Shop {
        index: Arc::new(index_of(&catalog)?),
        catalog: Arc::new(catalog),
        storefront: Some(ImageSources::own()),
    };
    serve(
        &config,
        |_| Ok(shop),
        |address| {
            println!(
                "Vitrina serves a generated shop of {} products in {} collections (ready in {:.1} s).\n\n  \
             Shop      {address}/\n  \
             GraphQL   {address}/graphql\n  \
             GraphiQL  {address}/graphiql (loads its page from a public CDN)\n  \
             Metrics   {address}/metrics\n\n\
             Stop with Ctrl-C. Your own catalog: vitrina serve --embedded --storefront --import FILE",
                size.products,
                size.collections,
                began.elapsed().as_secs_f64()
            );
        },
    )
}
