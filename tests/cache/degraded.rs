//! The store gone: what is held goes on, marked; what is not held is an error with a code; and it comes back.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use async_graphql::Data;
use serde_json::{Value, json};
use tokio::sync::oneshot;
use vitrina::{
    adapters::{
        graphql::{executor::Executor, limits::Limits, query, scope::Scope},
        http::{
            Edge,
            readiness::Readiness,
            server::{Server, Settings},
        },
    },
    application::{
        catalog::{Catalog, Find, ProductLists, Resident},
        staleness,
    },
    domain::{context::Wish, product::Product},
};

use super::{PAST_TTL, cached, keys, products};

#[tokio::test]
async fn without_the_store_what_is_held_is_served_and_marked_with_its_age() {
    let (remote, catalog, clock) = cached(None);
    let keys = keys(&remote, 3, &clock).await;
    let list = products(&*remote, 3, clock.wall());
    let found = Find::<Product>::find_by_keys(&*catalog, &keys[..2])
        .await
        .unwrap();
    let page = catalog.list_products(&list).await.unwrap();
    remote.is_gone.store(true, Ordering::SeqCst);
    let both = async {
        let found = Find::<Product>::find_by_keys(&*catalog, &keys[..2]).await;
        (found.unwrap(), catalog.list_products(&list).await.unwrap())
    };
    let (answer, stale) = staleness::watch(both).await;
    assert_eq!((answer, stale), ((found.clone(), page.clone()), None));

    clock.advance(PAST_TTL);
    let both = async {
        let found = Find::<Product>::find_by_keys(&*catalog, &keys[..2]).await;
        (found.unwrap(), catalog.list_products(&list).await.unwrap())
    };
    let (answer, stale) = staleness::watch(both).await;
    assert_eq!((answer, stale), ((found.clone(), page), Some(61)));

    // For a moment nobody asks again, and what is in process marks the answer as well.
    let (resident, stale) =
        staleness::watch(async { Find::<Product>::resident(&*catalog, keys[0]) }).await;
    assert_eq!(resident, Resident::Known(found[0].clone()));
    assert_eq!(stale, Some(61));

    let missing = Find::<Product>::find_by_keys(&*catalog, &keys[2..]).await;
    assert!(missing.is_err());

    // An hour beyond its time a value is too old even so.
    clock.advance(Duration::from_secs(3600));
    let old = Find::<Product>::find_by_keys(&*catalog, &keys[..2]).await;
    assert!(old.is_err());
}

#[tokio::test]
async fn once_the_store_is_back_it_is_asked_and_the_mark_goes() {
    let (remote, catalog, clock) = cached(None);
    let keys = keys(&remote, 1, &clock).await;
    Find::<Product>::find_by_keys(&*catalog, &keys)
        .await
        .unwrap();
    clock.advance(PAST_TTL);
    remote.is_gone.store(true, Ordering::SeqCst);
    Find::<Product>::find_by_keys(&*catalog, &keys)
        .await
        .unwrap();
    remote.is_gone.store(false, Ordering::SeqCst);
    remote.asked();
    clock.advance(Duration::from_millis(500));
    let again = Find::<Product>::find_by_keys(&*catalog, &keys);
    let (found, stale) = staleness::watch(again).await;
    assert!(found.unwrap()[0].is_some());
    assert_eq!((stale, remote.asked()), (None, vec!["product"]));
}

/// Status, stale seconds, caching and body of the answer to a document.
async fn ask(url: &str, query: &str) -> (Option<String>, Option<String>, Value) {
    let request = reqwest::Client::new()
        .post(url)
        .json(&json!({ "query": query }));
    let response = request.send().await.expect("an answer");
    let header = |name| {
        let value = response.headers().get(name)?.to_str();
        Some(value.expect("plain text").to_owned())
    };
    let (stale, caching) = (header("vitrina-stale"), header("cache-control"));
    (stale, caching, response.json().await.expect("JSON"))
}

#[actix_web::test]
async fn the_edge_says_that_an_answer_is_stale_and_not_to_be_stored() {
    let (remote, catalog, clock) = cached(None);
    let server = Server::bind(&Settings {
        listen: "127.0.0.1:0".to_owned(),
        workers: 1,
        drain_seconds: 1,
        ..Settings::default()
    })
    .expect("a free port");
    let url = format!("http://{}/graphql", server.address());
    let now = clock.clone();
    let catalog: Arc<dyn Catalog> = catalog;
    let edge = Edge {
        executor: Executor::new(query::builder, Limits::default()).expect("a readable schema"),
        prepare: Box::new(move |_| {
            let catalog = Arc::clone(&catalog);
            let mut data = Data::default();
            data.insert(Scope::new(catalog, &Wish::default(), "".into(), now.wall()));
            data
        }),
        readiness: Arc::new(Readiness::default()),
        metrics: None,
        graphiql: false,
    };
    let (stop, stopped) = oneshot::channel::<()>();
    let mut stopped = Some(stopped);
    let running = tokio::spawn(server.run(
        edge,
        |_| {},
        async move || match stopped.take() {
            Some(stopped) => drop(stopped.await),
            None => std::future::pending().await,
        },
    ));

    let first = "{ products(first: 2) { nodes { title availableForSale } } }";
    let (stale, caching, fresh) = ask(&url, first).await;
    assert_eq!((stale, caching), (None, None), "{fresh}");
    assert!(
        fresh["data"]["products"]["nodes"][1]["title"].is_string(),
        "{fresh}"
    );

    clock.advance(PAST_TTL);
    remote.is_gone.store(true, Ordering::SeqCst);
    let (stale, caching, body) = ask(&url, first).await;
    assert_eq!(body, fresh);
    assert_eq!(stale.as_deref(), Some("61"));
    assert_eq!(caching.as_deref(), Some("no-store"));

    let (_, _, unheld) = ask(&url, "{ products(first: 3) { nodes { title } } }").await;
    assert_eq!(
        unheld["errors"][0]["extensions"]["code"], "UNAVAILABLE",
        "{unheld}"
    );

    remote.is_gone.store(false, Ordering::SeqCst);
    clock.advance(Duration::from_millis(500));
    let (stale, caching, body) = ask(&url, first).await;
    assert_eq!((stale, caching, body), (None, None, fresh));
    stop.send(()).expect("a server that runs");
    running.await.expect("no panic").expect("a clean end");
}
