//! The built service under load while its services fail: what callers see, and what is left afterwards.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod load;
pub mod node;

use std::time::{Duration, Instant};

use futures::future::join_all;
use vitrina::{
    adapters::{
        cockroach::{CatalogWriter, Pools, migrate},
        generator::{GeneratorOptions, generate},
    },
    domain::{
        event::{Event, Fact},
        money::Currency,
    },
};

use self::{
    load::{Answer, Asked, Load, Outcome, Shop},
    node::{CONNECTIONS, Node},
};
use crate::support::{
    io,
    postgres::{PostgresServer, Stop},
    redis::RedisServer,
    until,
};

/// Longest time from a database that accepts connections until every request is answered as if nothing had been. It is
/// counted from when `pg_ctl` finds the database ready, for which it looks ten times a second.
const RECOVERY: Duration = Duration::from_secs(2);

/// Two nodes over a database and a Redis of their own.
struct Deployment {
    nodes: Vec<Node>,
    redis: RedisServer,
    postgres: PostgresServer,
    pages: Vec<String>,
    lists: Vec<String>,
}

impl Deployment {
    async fn start() -> Self {
        let (redis, postgres) = (RedisServer::start(), PostgresServer::start());
        let settings = postgres.settings();
        migrate::migrate(&settings, io()).await.unwrap();
        let options = GeneratorOptions {
            products: 48,
            seed: 7,
        };
        let mut events: Vec<Event> = generate(&options).collect();
        events.sort_by_key(|event| !matches!(event.fact, Fact::Setting(_)));
        let pools = Pools::connect(&settings, io()).await.unwrap();
        let writer = CatalogWriter::open(pools, Currency::USD).await.unwrap();
        writer.apply(&events).await.unwrap();
        let (mut pages, mut lists) = (Vec::new(), Vec::new());
        for event in events {
            match event.fact {
                Fact::Product(product) if !product.variants.is_empty() => {
                    pages.push(product.handle.to_string());
                }
                Fact::Collection(collection) => lists.push(collection.handle.to_string()),
                _ => {}
            }
        }
        Self {
            nodes: (0..2)
                .map(|_| Node::start(&postgres.url, &redis.url))
                .collect(),
            redis,
            postgres,
            pages,
            lists,
        }
    }

    /// Load on both nodes, which hold what is hot.
    async fn load(&self) -> Load {
        let urls: Vec<String> = self.nodes.iter().map(|node| node.url.clone()).collect();
        let shop = Shop::warm(&urls, self.pages.clone(), &self.lists).await;
        Load::start(shop, &urls)
    }

    /// Waits until each node took something from Redis.
    async fn until_redis_is_used(&self) {
        join_all(self.nodes.iter().map(async |node| {
            let before = node.redis_hits().await;
            until("an answer comes from redis", async || {
                node.redis_hits().await > before
            })
            .await;
        }))
        .await;
    }

    async fn until_redis(&self, is_up: bool) {
        join_all(self.nodes.iter().map(|node| node.until_redis(is_up))).await;
    }

    /// How many connections of the nodes the server has.
    async fn connected(&self) -> usize {
        let client = self.postgres.client().await;
        let counted = client.query_one(
            "SELECT count(*)::INT8 FROM pg_stat_activity WHERE application_name = 'vitrina'",
            &[],
        );
        usize::try_from(counted.await.unwrap().get::<_, i64>(0)).unwrap()
    }
}

/// How many answers are of each kind and outcome, for a test that fails.
fn tally(answers: &[Answer]) -> String {
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    for answer in answers {
        let what = format!("{:?} {:?}", answer.asked, answer.outcome);
        *counts.entry(what).or_default() += 1;
    }
    format!("{counts:#?}")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_becomes_of_redis_no_caller_sees_an_error() {
    let deployment = Deployment::start().await;
    let mut load = deployment.load().await;
    deployment.until_redis(true).await;
    deployment.until_redis_is_used().await;

    deployment.redis.kill();
    deployment.until_redis(false).await;
    load.more(100).await;
    deployment.redis.start_again();
    deployment.until_redis_is_used().await;

    // Gone for a moment only, so that no connection is missed before it is made again.
    for _ in 0..3 {
        deployment.redis.kill();
        deployment.redis.start_again();
        load.more(50).await;
    }
    deployment.until_redis_is_used().await;

    let client = redis::Client::open(deployment.redis.url.as_str()).unwrap();
    let mut connection = client.get_connection().unwrap();
    for _ in 0..10 {
        redis::cmd("FLUSHALL").exec(&mut connection).unwrap();
        load.more(20).await;
    }
    deployment.until_redis_is_used().await;

    deployment.redis.pause();
    deployment.until_redis(false).await;
    load.more(100).await;
    deployment.redis.resume();
    deployment.until_redis(true).await;
    deployment.until_redis_is_used().await;

    let answers = load.stop().await;
    let is_fresh = |answer: &Answer| answer.outcome == Outcome::Fresh;
    assert!(answers.iter().all(is_fresh), "{}", tally(&answers));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_its_database_the_service_answers_what_it_holds_and_recovers_at_once() {
    let deployment = Deployment::start().await;
    let mut load = deployment.load().await;
    load.more(200).await;
    for how in [Stop::Fast, Stop::Immediate] {
        let begin = load.count();
        deployment.postgres.stop(how);
        load.until("hot answers are stale, new ones fail", outage_shows, begin)
            .await;
        deployment.postgres.start_again();
        let recovered = Instant::now() + RECOVERY;
        let after = |answers: &[Answer]| {
            let after = answers.iter().filter(|answer| recovered < answer.sent);
            after.count() >= 100
        };
        load.until("answers after the time to recover", after, begin)
            .await;

        let answers = load.since(begin);
        for answer in &answers {
            let is_right = match &answer.outcome {
                Outcome::Fresh => true,
                Outcome::Stale => answer.sent < recovered && !answer.asked.is_new(),
                Outcome::Failed(code) => {
                    answer.sent < recovered && !answer.asked.is_hot() && code == "UNAVAILABLE"
                }
            };
            assert!(is_right, "{how:?}: {answer:?} in {}", tally(&answers));
        }
    }
    load.stop().await;

    for node in &deployment.nodes {
        until("no connection is on loan", async || {
            node.metric("vitrina_sql_connections_lent", "").await == 0.0
        })
        .await;
    }
    // Those that were given up may still be closing.
    let most = deployment.nodes.len() * 2 * CONNECTIONS;
    until("the server has the pools' connections alone", async || {
        (1..=most).contains(&deployment.connected().await)
    })
    .await;
}

/// Whether all that is held was seen stale, and all that is not was seen to fail.
fn outage_shows(answers: &[Answer]) -> bool {
    let shows = |asked: Asked, is: fn(&Outcome) -> bool| {
        let mut of_kind = answers.iter().filter(|answer| answer.asked == asked);
        of_kind.any(|answer| is(&answer.outcome))
    };
    let hot = [Asked::HotPage, Asked::HotList, Asked::HotMissing];
    let new = [Asked::NewMissing, Asked::NewList];
    hot.iter()
        .all(|asked| shows(*asked, |outcome| *outcome == Outcome::Stale))
        && new
            .iter()
            .all(|asked| shows(*asked, |outcome| matches!(outcome, Outcome::Failed(_))))
}
