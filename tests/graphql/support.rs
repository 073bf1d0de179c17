//! Small catalogs of facts, asked through the schema.

use std::sync::{Arc, LazyLock};

use async_graphql::{Data, EmptyMutation, EmptySubscription, Request, Response, Schema, Variables};
use futures::executor::block_on;
use serde_json::{Value, json};
use vitrina::{
    adapters::{
        graphql::{
            executor::{Executor, GraphqlRequest},
            in_context::InContext,
            limits::Limits,
            query::{self, QueryRoot, ServedRoot},
            scope::Scope,
        },
        index::ColumnIndex,
        memory::MemoryCatalog,
    },
    application::{catalog::Catalog, facts::FactSet, search::SearchIndex},
    domain::{
        context::Wish,
        event::{ContentFact, Event, Fact, SettingFact},
        money::Currency,
        time::Timestamp,
    },
};

use super::{cut::Cut, remote::Remote};

static SCHEMA: LazyLock<Schema<QueryRoot, EmptyMutation, EmptySubscription>> =
    LazyLock::new(query::schema);

static EXECUTOR: LazyLock<Executor<ServedRoot>> = LazyLock::new(|| {
    Executor::new(query::builder, Limits::default()).expect("the served schema is a schema")
});

/// An instant of the tests.
pub fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).expect("tests write instants in ISO 8601")
}

/// A piece of content as a fact.
pub fn content(content: ContentFact) -> Fact {
    Fact::Content(Box::new(content))
}

/// A setting as a fact.
pub fn setting(setting: SettingFact) -> Fact {
    Fact::Setting(Box::new(setting))
}

/// A catalog of some facts, all of one version.
pub struct Shop {
    store: Arc<MemoryCatalog>,
    catalog: Arc<dyn Catalog>,
    index: Option<Arc<dyn SearchIndex>>,
}

impl Shop {
    /// A catalog of these facts, told on 2024-05-01.
    pub fn of(facts: impl IntoIterator<Item = Fact>) -> Self {
        let mut set = FactSet::default();
        for fact in facts {
            set.apply(Event {
                version: at("2024-05-01"),
                fact,
            });
        }
        let store = Arc::new(MemoryCatalog::new(set, Currency::EUR));
        Self {
            catalog: store.clone(),
            store,
            index: None,
        }
    }

    /// The same catalog with an index that searches it.
    pub fn searchable(self) -> Self {
        let index = block_on(ColumnIndex::filled_from(&*self.store));
        let index = index.expect("a store in process answers");
        Self {
            index: Some(Arc::new(index)),
            ..self
        }
    }

    /// The same catalog after its store lost the connection.
    pub fn cut(self) -> Self {
        Self {
            catalog: Arc::new(Cut(Arc::clone(&self.store))),
            ..self
        }
    }

    /// The same catalog in a store out of process, which tells what it was asked.
    pub fn remote(self) -> (Self, Arc<Remote>) {
        let remote = Arc::new(Remote::new(Arc::clone(&self.store)));
        let catalog = Arc::clone(&remote) as _;
        (Self { catalog, ..self }, remote)
    }

    /// The scope of a request with these wishes on 2024-06-01.
    pub fn scope(&self, wish: &Wish) -> Scope {
        let base_url = Arc::from("http://127.0.0.1:8080");
        Scope::new(Arc::clone(&self.catalog), wish, base_url, at("2024-06-01"))
            .searched_by(self.index.clone())
    }

    async fn answer(&self, query: &str, wish: &Wish) -> Response {
        let request = Request::new(query).data(self.scope(wish));
        SCHEMA.execute(request).await
    }

    /// The whole answer as it is served on 2024-06-01: within the default limits, in the context that the query names.
    pub async fn serve(&self, query: &str, variables: Value) -> Value {
        let request = GraphqlRequest {
            query: query.to_owned(),
            variables: Variables::from_json(variables),
            ..GraphqlRequest::default()
        };
        let prepare = |context: &InContext| {
            let mut data = Data::default();
            data.insert(self.scope(&Wish {
                country: context.country.clone(),
                language: context.language.clone(),
                location_id: context.preferred_location_id.clone(),
            }));
            data
        };
        let answer = EXECUTOR.execute(request, prepare).await;
        serde_json::from_slice(&answer.to_json()).expect("answers are JSON")
    }

    /// The data of what is served, which must have no errors.
    pub async fn data(&self, query: &str, variables: Value) -> Value {
        let mut answer = self.serve(query, variables).await;
        assert_eq!(answer.get("errors"), None, "{query}");
        answer["data"].take()
    }

    /// The answer to a caller with these wishes on 2024-06-01, which must have no errors.
    pub async fn ask_as(&self, wish: &Wish, query: &str) -> Value {
        let answer = self.answer(query, wish).await;
        assert_eq!(answer.errors, [], "{query}");
        answer.data.into_json().expect("answers are JSON")
    }

    /// The answer to a caller without wishes.
    pub async fn ask(&self, query: &str) -> Value {
        self.ask_as(&Wish::default(), query).await
    }

    /// The data of an answer with errors, and the path and code of each error, by path.
    pub async fn ask_in_vain(&self, query: &str) -> (Value, Vec<(String, String)>) {
        let answer = self.answer(query, &Wish::default()).await;
        let answer = json!({"data": answer.data, "errors": answer.errors});
        let errors = answer["errors"].as_array().into_iter().flatten();
        let mut errors: Vec<_> = errors
            .map(|error| {
                let code = error["extensions"]["code"].as_str().unwrap_or_default();
                (error["path"].to_string(), code.to_owned())
            })
            .collect();
        errors.sort();
        (answer["data"].clone(), errors)
    }

    /// The code and message of the only error of the answer.
    pub async fn refusal(&self, query: &str) -> (String, String) {
        let answer = self.answer(query, &Wish::default()).await;
        let [error] = answer.errors.as_slice() else {
            panic!("one error expected: {:?}", answer.errors);
        };
        let code = error.extensions.as_ref().and_then(|all| all.get("code"));
        let code = code.map_or_else(String::new, ToString::to_string);
        (code.trim_matches('"').to_owned(), error.message.clone())
    }
}
