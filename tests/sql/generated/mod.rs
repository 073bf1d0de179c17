//! Operations made up from the schema: the same bytes from the embedded, the SQL and the cached store, each searched by
//! an index that was loaded from it.
//!
//! Each run asks 2,000 operations, every field of the schema among them, about a generated catalog and the three real
//! ones where they are there; whole catalogs, as they are imported. The same seed asks the same: another is given by
//! `VITRINA_TEST_SEED`, and a failure prints the operations that were answered differently.

mod answers;
mod arguments;
mod catalogs;
mod dice;
mod known;
mod named;
mod operation;
mod place;
mod removals;
mod schema;
mod search;
mod writer;

use std::{collections::BTreeMap, sync::Arc, time::Instant};

use async_graphql::{Data, Variables};
use futures::future::join_all;
use serde_json::Value;
use vitrina::{
    adapters::graphql::{
        executor::{Executor, GraphqlRequest},
        in_context::InContext,
        limits::Limits,
        query::{self, ServedRoot},
        scope::Scope,
    },
    domain::{context::Wish, time::Timestamp},
};

use answers::Leaves;
use catalogs::{Files, Searched, Stores};
use operation::{Generator, Operation};

/// What is asked where `VITRINA_TEST_SEED` names no other.
const SEED: u64 = 20_260_101;

/// Operations of one run.
const OPERATIONS: usize = 2_000;

/// How often an operation is asked again that took too long.
const ATTEMPTS: usize = 5;

/// Different answers that a failure prints.
const PRINTED: usize = 5;

#[expect(
    clippy::disallowed_methods,
    reason = "who runs a test may choose its seed"
)]
fn seed() -> u64 {
    let chosen = std::env::var("VITRINA_TEST_SEED").ok();
    chosen.map_or(SEED, |seed| {
        seed.parse().expect("VITRINA_TEST_SEED is a number")
    })
}

/// The answer of a store in bytes, as it would leave by HTTP.
async fn ask(
    executor: &Executor<ServedRoot>,
    (catalog, index): &Searched,
    operation: &Operation,
) -> Vec<u8> {
    let request = GraphqlRequest {
        query: operation.text.clone(),
        operation_name: None,
        variables: Variables::from_json(Value::Object(operation.variables.clone())),
    };
    let prepare = |context: &InContext| {
        let wish = Wish {
            country: context.country.clone(),
            language: context.language.clone(),
            location_id: context.preferred_location_id.clone(),
        };
        let now = Timestamp::parse("2026-11-01").unwrap();
        let mut data = Data::default();
        let scope = Scope::new(
            Arc::clone(catalog),
            &wish,
            "http://127.0.0.1:8080".into(),
            now,
        );
        data.insert(scope.searched_by(Some(Arc::clone(index))));
        data
    };
    let answer = executor.execute(request, prepare).await;
    assert!(
        answer.ran,
        "refused: {:?}\n{}",
        answer.errors, operation.text
    );
    answer.to_json()
}

/// What came of the operations on one catalog.
#[derive(Debug, Default)]
struct Outcome {
    leaves: Leaves,
    /// How many fields were errors, by code.
    errors: BTreeMap<String, usize>,
    /// Operations that went on with a page.
    further_pages: usize,
    /// What a failure prints.
    different: Vec<String>,
}

async fn compare(
    executor: &Executor<ServedRoot>,
    stores: &Stores,
    generator: &mut Generator,
    count: usize,
) -> Outcome {
    let mut outcome = Outcome::default();
    let mut next = None;
    for _ in 0..count {
        let operation = next.unwrap_or_else(|| generator.operation(&stores.known));
        outcome.further_pages += usize::from(operation.is_further_page());
        let expected = ask(executor, &stores.memory, &operation).await;
        for (store, catalog) in &stores.others {
            let mut answer = ask(executor, catalog, &operation).await;
            // What a busy machine did not get done in time says nothing of the store.
            for _ in 0..ATTEMPTS {
                if !holds(&answer, b"\"TIMED_OUT\"") {
                    break;
                }
                answer = ask(executor, catalog, &operation).await;
            }
            if answer != expected {
                outcome.different.push(difference(
                    stores.name,
                    store,
                    &operation,
                    &expected,
                    &answer,
                ));
            }
        }
        let answer: Value = serde_json::from_slice(&expected).unwrap();
        for error in answer["errors"].as_array().into_iter().flatten() {
            let code = error["extensions"]["code"].as_str().unwrap_or_default();
            *outcome.errors.entry(code.to_owned()).or_default() += 1;
        }
        outcome.leaves.add(&answer["data"]);
        next = operation.next(&answer);
    }
    outcome
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn difference(
    catalog: &str,
    store: &str,
    operation: &Operation,
    expected: &[u8],
    answer: &[u8],
) -> String {
    let same = expected
        .iter()
        .zip(answer)
        .take_while(|(one, other)| one == other)
        .count();
    let around = |bytes: &[u8]| {
        let end = bytes.len().min(same + 200);
        String::from_utf8_lossy(&bytes[same.saturating_sub(200)..end]).into_owned()
    };
    format!(
        "{catalog}, {store}, from byte {same}\n  {}\n  {}\nembedded: {}\nother:    {}\n",
        operation.text,
        Value::Object(operation.variables.clone()),
        around(expected),
        around(answer)
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn stores_answer_alike_after_removals() {
    let executor = Executor::new(query::builder, Limits::default()).unwrap();
    let seed = seed();
    let mut generator = Generator::new(seed);
    let stores = Files::with_removals().stores().await;
    let outcome = compare(&executor, &stores, &mut generator, 600).await;
    let printed: String = outcome.different.iter().take(PRINTED).cloned().collect();
    assert!(
        outcome.different.is_empty(),
        "{} answers differ, seed {seed}:\n{printed}",
        outcome.different.len()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn generated_operations_get_the_same_bytes_from_both_stores() {
    let seed = seed();
    println!("VITRINA_TEST_SEED={seed}");
    let executor = Executor::new(query::builder, Limits::default()).unwrap();
    let mut generator = Generator::new(seed);
    let began = Instant::now();
    let catalogs = join_all(Files::all().into_iter().map(Files::stores)).await;
    println!(
        "{} catalogs imported in {:.1?}",
        catalogs.len(),
        began.elapsed()
    );
    let others = catalogs.len() - 1;
    // The generated catalog has every kind of record: it is asked as much as all the others.
    let each = OPERATIONS / 2 / others.max(1);
    let mut leaves = Leaves::default();
    let mut different = Vec::new();
    for (place, stores) in catalogs.iter().enumerate() {
        let count = if place == 0 {
            OPERATIONS - others * each
        } else {
            each
        };
        let began = Instant::now();
        let outcome = compare(&executor, stores, &mut generator, count).await;
        println!(
            "{}: {count} operations, {} of them further pages, errors {:?}, {:.1} % of {} leaves not null, in {:.1?}",
            stores.name,
            outcome.further_pages,
            outcome.errors,
            outcome.leaves.percent(),
            outcome.leaves.told + outcome.leaves.null,
            began.elapsed()
        );
        leaves.told += outcome.leaves.told;
        leaves.null += outcome.leaves.null;
        different.extend(outcome.different);
    }
    let never: Vec<_> = generator
        .asked()
        .iter()
        .filter(|(_, times)| **times == 0)
        .collect();
    println!(
        "{} fields asked for, {:.1} % of {} leaves not null",
        generator.asked().len() - never.len(),
        leaves.percent(),
        leaves.told + leaves.null
    );
    let printed = different.iter().take(PRINTED).cloned().collect::<String>();
    assert!(
        different.is_empty(),
        "{} answers differ, seed {seed}:\n{printed}",
        different.len()
    );
    assert_eq!(never, [], "fields never asked for");
    assert!(
        leaves.percent() >= 60.0,
        "too few leaves are told: {leaves:?}"
    );
}
