//! One catalog in the embedded and in the SQL store.

use std::sync::Arc;

use vitrina::{
    adapters::{
        cache::{self, CachedCatalog, clock::Clock},
        cockroach::{CatalogWriter, CockroachCatalog, Pools},
        generator::{GeneratorOptions, generate},
        memory::MemoryCatalog,
    },
    application::facts::FactSet,
    domain::{
        event::{Event, Fact},
        money::Currency,
    },
};

use crate::support::{database::TestDatabase, io};

/// The same facts in each kind of store.
pub struct Stores {
    /// The events, in the order in which they were applied.
    pub events: Vec<Event>,
    /// In process.
    pub memory: Arc<MemoryCatalog>,
    /// In the database.
    pub sql: Arc<CockroachCatalog>,
    /// In the database, behind a cache in process.
    pub cached: Arc<CachedCatalog<CockroachCatalog>>,
    /// The connections, which count statements.
    pub pools: Pools,
    /// Ends with the stores.
    database: TestDatabase,
}

impl Stores {
    /// A connection of the test's own, beside the stores'.
    pub async fn client(&self) -> tokio_postgres::Client {
        self.database.client().await
    }

    /// A generated catalog of so many products.
    pub async fn generated(products: u64) -> Self {
        let options = GeneratorOptions { products, seed: 7 };
        let mut events: Vec<Event> = generate(&options).collect();
        events.sort_by_key(|event| !matches!(event.fact, Fact::Setting(_)));
        // The generator ranks all its products; shops have some whose sales nobody knows.
        for (number, event) in events.iter_mut().enumerate() {
            if let Fact::Product(fact) = &mut event.fact
                && number % 3 == 0
            {
                fact.sales_rank = None;
            }
        }
        let mut facts = FactSet::default();
        for event in &events {
            facts.apply(event.clone());
        }
        let database = TestDatabase::migrated().await;
        let pools = database.pools(|_| {}).await;
        let writer = CatalogWriter::open(pools.clone(), Currency::USD)
            .await
            .unwrap();
        for batch in events.chunks(400) {
            writer.apply(batch).await.unwrap();
        }
        let sql = Arc::new(
            CockroachCatalog::open(pools.clone(), Currency::USD)
                .await
                .unwrap(),
        );
        let settings = cache::Settings::default();
        let _on = io().enter();
        let cached = CachedCatalog::new(Arc::clone(&sql), &settings, None, Clock::system());
        Self {
            memory: Arc::new(MemoryCatalog::new(facts, Currency::USD)),
            sql,
            cached: Arc::new(cached),
            pools,
            events,
            database,
        }
    }
}
