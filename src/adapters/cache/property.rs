//! Random interleavings of everything that two nodes, their store and their shared tier do, step by step.
//!
//! Look-ups stop at gates (before and after they read the store, and before they touch the shared tier) and go on when the
//! test opens one, so that any order is reached and a failing one is found again by its seed.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use async_trait::async_trait;
use bytes::Bytes;
use futures::FutureExt;
use proptest::{prelude::*, sample::Index};
use tokio::{runtime, sync::oneshot, task::JoinHandle};

use super::{
    clock::{Clock, Tick},
    entities::{Entities, Health, Times},
    floors::RECENT,
    hash::part,
    lookup::Lookups,
    record,
    shared::{Shared, Slot},
};
use crate::{
    application::{
        cached::{Change, Kind},
        catalog::{Fetch, Found, Freshness, StoreError},
    },
    domain::{
        event::InventoryPolicy,
        id::Key,
        offer::{Stock, StockRow},
        time::Timestamp,
    },
};

const NODES: usize = 2;
const KEYS: usize = 3;

/// Where tasks stop until the test lets one go on.
#[derive(Default)]
struct Gates(Mutex<Vec<oneshot::Sender<()>>>);

impl Gates {
    async fn pass(&self) {
        let (open, opened) = oneshot::channel();
        self.0.lock().unwrap().push(open);
        opened.await.unwrap();
    }

    fn open(&self, which: Index) {
        let mut waiting = self.0.lock().unwrap();
        if !waiting.is_empty() {
            let place = which.index(waiting.len());
            let _ = waiting.remove(place).send(());
        }
    }

    fn open_all(&self) -> bool {
        let waiting = std::mem::take(&mut *self.0.lock().unwrap());
        let any = !waiting.is_empty();
        for open in waiting {
            let _ = open.send(());
        }
        any
    }
}

/// A store with all versions that its keys ever had, and a follower some time behind.
struct Store {
    gates: Arc<Gates>,
    clock: Clock,
    lag: Mutex<Duration>,
    history: Mutex<HashMap<Key, Vec<(Tick, Timestamp)>>>,
}

impl Store {
    fn write(&self, key: Key) -> Timestamp {
        let mut history = self.history.lock().unwrap();
        let versions = history.entry(key).or_default();
        let version = Timestamp(versions.len() as i64 + 1);
        versions.push((self.clock.tick(), version));
        version
    }

    /// The version as of a tick; the epoch before the first write.
    fn version(&self, key: Key, as_of: Tick) -> Timestamp {
        let history = self.history.lock().unwrap();
        let versions = history.get(&key).into_iter().flatten();
        let seen = versions.filter(|(written, _)| *written <= as_of);
        seen.map(|(_, version)| *version)
            .max()
            .unwrap_or(Timestamp::EPOCH)
    }
}

/// A stock whose quantity is its version.
fn stock(version: Timestamp) -> Stock {
    let row = StockRow::new(Key::of("stock"), Some(version.0), InventoryPolicy::Deny, []);
    Stock::of_rows([row])
}

#[async_trait]
impl Fetch<Stock> for Store {
    async fn fetch(
        &self,
        keys: &[Key],
        freshness: Freshness,
    ) -> Result<Vec<Found<Stock>>, StoreError> {
        self.gates.pass().await;
        let now = self.clock.tick();
        let as_of = match freshness {
            Freshness::Fresh => now,
            Freshness::Behind => now - *self.lag.lock().unwrap(),
        };
        let found = keys.iter().map(|key| {
            let version = self.version(*key, as_of);
            Found {
                // Every fourth version is a deletion.
                value: (version.0 % 4 != 0).then(|| Arc::new(stock(version))),
                version,
            }
        });
        let found = found.collect();
        self.gates.pass().await;
        Ok(found)
    }
}

/// The shared tier as a map, whose floors arrive when the test says so.
#[derive(Default)]
struct SharedMap {
    gates: Arc<Gates>,
    records: Mutex<HashMap<Slot, Bytes>>,
    floors: Mutex<Vec<Change>>,
}

impl SharedMap {
    fn offer(&self, slot: Slot, record: Bytes) {
        let mut records = self.records.lock().unwrap();
        let held = records.get(&slot).map_or(&[] as &[u8], |held| held);
        if record::replaces(held, &record) {
            records.insert(slot, record);
        }
    }

    fn deliver_floors(&self) {
        for Change { kind, key, version } in std::mem::take(&mut *self.floors.lock().unwrap()) {
            self.offer(Slot { kind, key }, record::write_floor(version));
        }
    }
}

#[async_trait]
impl Shared for SharedMap {
    async fn get(&self, slots: &[Slot]) -> Vec<Option<Bytes>> {
        let found = {
            let records = self.records.lock().unwrap();
            slots
                .iter()
                .map(|slot| records.get(slot).cloned())
                .collect()
        };
        self.gates.pass().await;
        found
    }

    async fn put(&self, records: Vec<(Slot, Bytes, Duration)>) {
        self.gates.pass().await;
        for (slot, record, _) in records {
            self.offer(slot, record);
        }
    }

    fn raise(&self, changes: &[Change]) {
        self.floors.lock().unwrap().extend_from_slice(changes);
    }
}

#[derive(Debug, Clone)]
enum Step {
    Read { node: usize, key: usize },
    Write { key: usize },
    Announce { node: usize, which: Index },
    OpenGate(Index),
    Evict { node: usize },
    FlushShared,
    DeliverFloors,
    Lag(u64),
    Pass(u64),
}

fn step() -> impl Strategy<Value = Step> {
    let (node, key) = (0..NODES, 0..KEYS);
    prop_oneof![
        6 => (node.clone(), key.clone()).prop_map(|(node, key)| Step::Read { node, key }),
        4 => key.prop_map(|key| Step::Write { key }),
        5 => (node.clone(), any::<Index>()).prop_map(|(node, which)| Step::Announce { node, which }),
        10 => any::<Index>().prop_map(Step::OpenGate),
        1 => node.prop_map(|node| Step::Evict { node }),
        1 => Just(Step::FlushShared),
        2 => Just(Step::DeliverFloors),
        1 => (0..=10_000_u64).prop_map(Step::Lag),
        4 => prop_oneof![0..50_u64, 0..15_000_u64].prop_map(Step::Pass),
    ]
}

/// A node: its tier, and what it was not told yet.
struct Node {
    entities: Arc<Entities<Stock>>,
    lookups: Lookups<Store>,
    clock: Clock,
    untold: Vec<(Key, Timestamp)>,
    told: HashMap<Key, Timestamp>,
}

struct World {
    gates: Arc<Gates>,
    store: Arc<Store>,
    shared: Arc<SharedMap>,
    nodes: Vec<Node>,
    keys: Vec<Key>,
    /// Readings under way, each with the version that its node had been told of when it began.
    reads: Vec<(Timestamp, JoinHandle<Option<Arc<Stock>>>)>,
}

impl World {
    fn new() -> Self {
        let gates = Arc::new(Gates::default());
        let clock = Clock::manual();
        let store = Arc::new(Store {
            gates: Arc::clone(&gates),
            clock: clock.clone(),
            // As far behind as it may be, since that finds most.
            lag: Mutex::new(RECENT),
            history: Mutex::default(),
        });
        let shared = Arc::new(SharedMap {
            gates: Arc::clone(&gates),
            ..SharedMap::default()
        });
        let node = |number: usize| {
            // Clocks differ by less than they may.
            let clock = if number == 0 {
                clock.clone()
            } else {
                Clock::manual()
            };
            clock.advance(Duration::from_millis(1_500 * number as u64));
            let times = Times {
                ttl: Duration::from_secs(60),
                stale_for: Duration::from_secs(60),
            };
            // One floor a part, so that most are evicted.
            let health = Arc::new(Health::default());
            let entities = Entities::new(1 << 20, 64, times, clock.clone(), health);
            Node {
                entities: Arc::new(entities),
                lookups: Lookups {
                    source: Arc::clone(&store),
                    shared: Some(Arc::clone(&shared) as _),
                },
                clock,
                untold: Vec::new(),
                told: HashMap::new(),
            }
        };
        let numbers = (0_u32..).map(|number| Key::of(&number.to_string()));
        Self {
            nodes: (0..NODES).map(node).collect(),
            // All in one part, so that they evict each other's floors.
            keys: numbers
                .filter(|key| part(*key, 64) == 0)
                .take(KEYS)
                .collect(),
            gates,
            store,
            shared,
            reads: Vec::new(),
        }
    }

    fn read(&self, node: usize, key: Key) -> JoinHandle<Option<Arc<Stock>>> {
        let node = &self.nodes[node];
        let (entities, lookups) = (Arc::clone(&node.entities), node.lookups.clone());
        tokio::spawn(async move {
            let found = entities.find(&[key], |lead| lookups.start(lead)).await;
            found.unwrap().remove(0)
        })
    }

    fn announce(&mut self, node: usize, place: usize) {
        let node = &mut self.nodes[node];
        let (key, version) = node.untold.remove(place);
        node.entities.announce(key, version);
        let kind = Kind::Stock;
        self.shared.raise(&[Change { kind, key, version }]);
        let told = node.told.entry(key).or_insert(version);
        *told = version.max(*told);
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Read { node, key } => {
                let key = self.keys[key];
                let told = self.nodes[node].told.get(&key).copied();
                let task = self.read(node, key);
                self.reads.push((told.unwrap_or_default(), task));
            }
            Step::Write { key } => {
                let key = self.keys[key];
                let version = self.store.write(key);
                for node in &mut self.nodes {
                    node.untold.push((key, version));
                }
            }
            Step::Announce { node, which } => {
                let untold = self.nodes[node].untold.len();
                if untold > 0 {
                    self.announce(node, which.index(untold));
                }
            }
            Step::OpenGate(which) => self.gates.open(which),
            Step::Evict { node } => self.nodes[node].entities.evict_all(),
            Step::FlushShared => self.shared.records.lock().unwrap().clear(),
            Step::DeliverFloors => self.shared.deliver_floors(),
            Step::Lag(millis) => *self.store.lag.lock().unwrap() = Duration::from_millis(millis),
            Step::Pass(millis) => {
                let time = Duration::from_millis(millis);
                self.nodes.iter().for_each(|node| node.clock.advance(time));
            }
        }
    }

    /// Lets all tasks go on until each stops at a gate.
    async fn settle(&self) {
        for _ in 0..12 {
            tokio::task::yield_now().await;
        }
    }

    fn check(&mut self) -> Result<(), TestCaseError> {
        let (done, reads) = std::mem::take(&mut self.reads)
            .into_iter()
            .partition(|(_, task)| task.is_finished());
        self.reads = reads;
        for (told, task) in done {
            let found = task.now_or_never().expect("it is finished").unwrap();
            // A deletion tells no version.
            if let Some(found) = found {
                let version = found.find(Key::of("stock")).and_then(|row| row.quantity);
                prop_assert!(
                    version.is_some_and(|version| told.0 <= version),
                    "served {:?} to one who asked after {:?} was told",
                    version,
                    told
                );
            }
        }
        for (number, node) in self.nodes.iter().enumerate() {
            for (key, told) in &node.told {
                if let Some(held) = node.entities.held_version(*key) {
                    prop_assert!(
                        *told <= held,
                        "node {} holds {:?} of {:?} though told of {:?}",
                        number,
                        held,
                        key,
                        told
                    );
                }
            }
        }
        Ok(())
    }

    /// Ends all look-ups and tells all that is untold; then each node must serve the newest of each key.
    async fn come_to_rest(&mut self) -> Result<(), TestCaseError> {
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
        self.shared.deliver_floors();
        self.check()?;
        self.take(Step::Pass(1));
        for key in self.keys.clone() {
            let newest = self.store.version(key, self.store.clock.tick());
            let expected = (newest.0 % 4 != 0).then(|| Arc::new(stock(newest)));
            for node in 0..NODES {
                let reading = self.read(node, key);
                while !reading.is_finished() {
                    self.settle().await;
                    self.gates.open_all();
                }
                prop_assert_eq!(&reading.await.unwrap(), &expected, "node {}", node);
            }
        }
        self.check()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn nothing_old_is_kept_once_something_newer_was_announced(steps in prop::collection::vec(step(), 1..120)) {
        let runtime = runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(async {
            let mut world = World::new();
            for step in steps {
                world.take(step);
                world.settle().await;
                world.check()?;
            }
            world.come_to_rest().await
        })?;
    }
}
