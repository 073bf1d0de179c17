//! Random interleavings of all that two nodes, their store and one real Redis between them do.
//!
//! The unit test of the same name in the library runs many more of them over a map; here are the script, floors that
//! arrive when they do, records that are evicted, flushes, and connections that are cut. Look-ups stop at gates, so that
//! the seed of a sequence decides its order but for the time that Redis takes.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use bytes::Bytes;
use futures::FutureExt;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tokio::{runtime::Handle, sync::watch, task::JoinHandle};
use vitrina::{
    adapters::cache::{
        CachedCatalog, Settings,
        clock::Clock,
        redis::{self, RedisTier},
        shared::{Shared, Slot},
    },
    application::{
        cached::{Change, Kind},
        catalog::{Find, Resident},
    },
    domain::{id::Key, offer::Stock, time::Timestamp},
};

use super::histories::{Gates, Histories, stock, version_of};
use crate::support::{redis::RedisServer, until};

const SEQUENCES: u64 = 200;
const NODES: usize = 2;
const KEYS: usize = 3;

/// Redis as one node reaches it: look-ups stop before they write and after they read, and floors leave when the test
/// says so.
struct Gated {
    tier: Arc<RedisTier>,
    gates: Arc<Gates>,
    /// Commands under way.
    busy: Arc<watch::Sender<usize>>,
    floors: Mutex<Vec<Change>>,
    found: Arc<AtomicUsize>,
}

impl Gated {
    async fn counted<T>(&self, command: impl Future<Output = T>) -> T {
        self.busy.send_modify(|busy| *busy += 1);
        let answer = command.await;
        self.busy.send_modify(|busy| *busy -= 1);
        answer
    }

    fn deliver_floors(&self) {
        let floors = std::mem::take(&mut *self.floors.lock().unwrap());
        self.tier.raise(&floors);
    }
}

#[async_trait]
impl Shared for Gated {
    async fn get(&self, slots: &[Slot]) -> Vec<Option<Bytes>> {
        let found = self.counted(self.tier.get(slots)).await;
        let count = found.iter().flatten().count();
        self.found.fetch_add(count, Ordering::Relaxed);
        self.gates.pass().await;
        found
    }

    async fn put(&self, records: Vec<(Slot, Bytes, Duration)>) {
        self.gates.pass().await;
        self.counted(self.tier.put(records)).await;
    }

    fn raise(&self, changes: &[Change]) {
        self.floors.lock().unwrap().extend_from_slice(changes);
    }
}

/// A Redis for all sequences, the connection of each node to it, and one of the test's own.
struct Server {
    tiers: Vec<Arc<RedisTier>>,
    control: ::redis::Connection,
    found: Arc<AtomicUsize>,
    evicted: usize,
    _process: RedisServer,
}

impl Server {
    async fn start() -> Self {
        let process = RedisServer::start();
        let settings = redis::Settings {
            url: process.url.clone(),
            timeout_ms: 2_000,
            ..redis::Settings::default()
        };
        let start = |_| Arc::new(RedisTier::start(&settings, &Handle::current()).unwrap());
        let tiers: Vec<_> = (0..NODES).map(start).collect();
        let client = ::redis::Client::open(process.url.as_str()).unwrap();
        let server = Self {
            tiers,
            control: client.get_connection().unwrap(),
            found: Arc::default(),
            evicted: 0,
            _process: process,
        };
        server.until_up().await;
        server
    }

    async fn until_up(&self) {
        until("both nodes reach redis", async || {
            self.tiers.iter().all(|tier| tier.is_up())
        })
        .await;
    }

    /// Evicts floors and values, or floors alone, as Redis may when its memory is full.
    fn evict(&mut self, is_floors: bool) {
        let keys: Vec<String> = self.command(::redis::cmd("KEYS").arg("*"));
        for key in keys {
            let flags: Vec<u8> = self.command(::redis::cmd("GETRANGE").arg(&key).arg(1).arg(1));
            if !is_floors || flags.first().is_some_and(|flags| flags & 1 == 1) {
                self.evicted += self.command::<usize>(::redis::cmd("DEL").arg(&key));
            }
        }
    }

    /// Cuts the nodes off, and forgets the script, as a restart does.
    fn cut(&mut self) {
        self.command::<()>(::redis::cmd("SCRIPT").arg("FLUSH"));
        let kill = ["KILL", "TYPE", "normal"];
        self.command::<usize>(::redis::cmd("CLIENT").arg(&kill));
    }

    fn command<T: ::redis::FromRedisValue>(&mut self, command: &::redis::Cmd) -> T {
        command.query(&mut self.control).unwrap()
    }
}

/// A node: its caches, and what it was not told yet.
struct Node {
    catalog: Arc<CachedCatalog<Histories>>,
    shared: Arc<Gated>,
    clock: Clock,
    untold: Vec<(Key, Timestamp)>,
    told: HashMap<Key, Timestamp>,
}

struct World<'a> {
    seed: u64,
    dice: ChaCha8Rng,
    server: &'a mut Server,
    gates: Arc<Gates>,
    busy: Arc<watch::Sender<usize>>,
    store: Arc<Histories>,
    nodes: Vec<Node>,
    keys: Vec<Key>,
    /// Readings under way, each with the version that its node had been told of when it began.
    reads: Vec<(Timestamp, JoinHandle<Option<Arc<Stock>>>)>,
}

impl<'a> World<'a> {
    fn new(seed: u64, server: &'a mut Server) -> Self {
        let mut dice = ChaCha8Rng::seed_from_u64(seed);
        let gates = Arc::new(Gates::default());
        let busy = Arc::new(watch::Sender::new(0));
        let clock = Clock::manual();
        let store = Arc::new(Histories::new(Arc::clone(&gates), clock.clone()));
        let mut node = |number: usize| {
            // Clocks differ by less than they may.
            let clock = match number {
                0 => clock.clone(),
                _ => Clock::manual(),
            };
            clock.advance(Duration::from_millis(1_500 * number as u64));
            let shared = Arc::new(Gated {
                tier: Arc::clone(&server.tiers[number]),
                gates: Arc::clone(&gates),
                busy: Arc::clone(&busy),
                floors: Mutex::default(),
                found: Arc::clone(&server.found),
            });
            // Without room in process each value is evicted at once, and Redis alone is between node and store.
            let settings = Settings {
                memory_mb: if dice.random_bool(0.5) { 16 } else { 0 },
                ..Settings::default()
            };
            let tier = Some(Arc::clone(&shared) as _);
            let catalog = CachedCatalog::new(Arc::clone(&store), &settings, tier, clock.clone());
            Node {
                catalog: Arc::new(catalog),
                shared,
                clock,
                untold: Vec::new(),
                told: HashMap::new(),
            }
        };
        Self {
            seed,
            nodes: (0..NODES).map(&mut node).collect(),
            // Of this sequence alone: what an earlier one still sends does not meet them.
            keys: (0..KEYS)
                .map(|key| Key::of(&format!("{seed} {key}")))
                .collect(),
            dice,
            server,
            gates,
            busy,
            store,
            reads: Vec::new(),
        }
    }

    fn read(&self, node: usize, key: Key) -> JoinHandle<Option<Arc<Stock>>> {
        let catalog = Arc::clone(&self.nodes[node].catalog);
        tokio::spawn(async move {
            let found = Find::<Stock>::find_by_keys(&*catalog, &[key]).await;
            found.unwrap().remove(0)
        })
    }

    fn announce(&mut self, node: usize, place: usize) {
        let node = &mut self.nodes[node];
        let (key, version) = node.untold.remove(place);
        let kind = Kind::Stock;
        node.catalog.announce(&[Change { kind, key, version }]);
        let told = node.told.entry(key).or_insert(version);
        *told = version.max(*told);
    }

    fn pass(&self, millis: u64) {
        let time = Duration::from_millis(millis);
        self.nodes.iter().for_each(|node| node.clock.advance(time));
    }

    /// Does something at random.
    fn step(&mut self) {
        let node = self.dice.random_range(0..NODES);
        let key = self.keys[self.dice.random_range(0..KEYS)];
        match self.dice.random_range(0..44) {
            0..8 => {
                let told = self.nodes[node].told.get(&key).copied();
                let task = self.read(node, key);
                self.reads.push((told.unwrap_or_default(), task));
            }
            8..13 => {
                let version = self.store.write(key);
                let nodes = self.nodes.iter_mut();
                nodes.for_each(|node| node.untold.push((key, version)));
            }
            13..18 => {
                let untold = self.nodes[node].untold.len();
                if untold > 0 {
                    let place = self.dice.random_range(0..untold);
                    self.announce(node, place);
                }
            }
            18..31 => {
                let dice = &mut self.dice;
                self.gates.open(|waiting| dice.random_range(0..waiting));
            }
            31..34 => self.nodes[node].shared.deliver_floors(),
            34 => self.server.evict(true),
            35 => self.server.evict(false),
            36 => self.server.command(&::redis::cmd("FLUSHALL")),
            37 if self.dice.random_bool(0.3) => self.server.cut(),
            38 => {
                let lag = self.dice.random_range(0..=10_000);
                *self.store.lag.lock().unwrap() = Duration::from_millis(lag);
            }
            39 => {
                let time = self.dice.random_range(0..15_000);
                self.pass(time);
            }
            // Past the time to live.
            40 if self.dice.random_bool(0.3) => self.pass(61_000),
            _ => {
                let time = self.dice.random_range(0..50);
                self.pass(time);
            }
        }
    }

    /// Lets all tasks go on until each stops at a gate and Redis has answered.
    async fn settle(&self) {
        for _ in 0..2 {
            for _ in 0..8 {
                tokio::task::yield_now().await;
            }
            let idle = self
                .busy
                .subscribe()
                .wait_for(|busy| *busy == 0)
                .await
                .is_ok();
            assert!(idle, "the sender is here");
        }
    }

    fn check(&mut self) {
        let (done, reads) = std::mem::take(&mut self.reads)
            .into_iter()
            .partition(|(_, task)| task.is_finished());
        self.reads = reads;
        for (told, task) in done {
            let found = task.now_or_never().expect("it is finished").unwrap();
            // A deletion tells no version.
            if let Some(version) = found.map(|found| version_of(&found)) {
                assert!(
                    told <= version,
                    "seed {}: served {version:?} to one who asked after {told:?} was told",
                    self.seed
                );
            }
        }
        for (number, node) in self.nodes.iter().enumerate() {
            for (key, told) in &node.told {
                if let Resident::Known(Some(held)) = Find::<Stock>::resident(&*node.catalog, *key) {
                    let held = version_of(&held);
                    assert!(
                        *told <= held,
                        "seed {}: node {number} holds {held:?} though told of {told:?}",
                        self.seed
                    );
                }
            }
        }
    }

    /// Ends all look-ups and tells all that is untold; then each node must serve the newest of each key.
    async fn come_to_rest(&mut self) {
        loop {
            self.settle().await;
            if !self.gates.open_all() {
                break;
            }
        }
        for node in 0..NODES {
            while !self.nodes[node].untold.is_empty() {
                self.announce(node, 0);
            }
        }
        // Floors are not delivered: what the nodes know must be enough.
        self.check();
        self.pass(1);
        for key in self.keys.clone() {
            let newest = stock(self.store.version(key, self.store.clock.tick()));
            for node in 0..NODES {
                let reading = self.read(node, key);
                while !reading.is_finished() {
                    self.settle().await;
                    self.gates.open_all();
                }
                let found = reading.await.unwrap();
                assert_eq!(found, newest, "seed {}: node {node}", self.seed);
            }
        }
        self.check();
    }
}

/// The first seed: a new one each time, or the one to see again.
#[expect(
    clippy::disallowed_methods,
    reason = "whoever looks for a failure names its seed"
)]
fn first_seed() -> u64 {
    match std::env::var("VITRINA_TEST_SEED") {
        Ok(seed) => seed.parse().expect("a number"),
        Err(_) => u64::from(rand::rng().random::<u32>()),
    }
}

#[tokio::test]
async fn with_a_real_redis_nothing_old_is_kept_or_served_once_something_newer_was_announced() {
    let first = first_seed();
    println!("sequences of the seeds from {first} on; VITRINA_TEST_SEED={first} runs them again");
    let mut server = Server::start().await;
    for seed in first..first + SEQUENCES {
        // One sequence in some has cut its nodes off.
        server.until_up().await;
        let mut world = World::new(seed, &mut server);
        let steps = world.dice.random_range(20..100);
        for _ in 0..steps {
            world.step();
            world.settle().await;
            world.check();
        }
        world.come_to_rest().await;
    }
    // Else nothing of this was about Redis.
    let found = server.found.load(Ordering::Relaxed);
    assert!(
        found > 100 && server.evicted > 10,
        "{found} found, {} evicted",
        server.evicted
    );
}
