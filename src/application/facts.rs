//! The set of current facts: applies events under their versions, whatever order they come in.
//!
//! At most one fact an aspect is current: the newest version, at equal versions the greater content hash, on every
//! node alike. An equal fact is no change. Price facts that lost are kept as history, because the price before a
//! reduction is read from them. The set is plain state: it reads no files and answers no queries.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use crate::domain::{
    event::{ContentFact, Event, Fact, RemovedFact, SettingFact},
    id::Key,
    time::Timestamp,
};

/// What became of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applied {
    /// It is the current fact now.
    Stored,
    /// The same fact was current already.
    Unchanged,
    /// A newer fact is current.
    Older,
}

impl Applied {
    /// What becomes of a fact: `order` is how its version, then its content hash, stand to those of the current one.
    pub fn judge(is_equal: bool, order: Ordering) -> Self {
        match order {
            _ if is_equal => Self::Unchanged,
            Ordering::Greater => Self::Stored,
            Ordering::Equal | Ordering::Less => Self::Older,
        }
    }
}

/// Which aspect a fact states: its kind and the key of its aggregate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AspectKey {
    /// Name of the aspect.
    pub aspect: &'static str,
    /// Key of what it is about.
    pub key: Key,
}

impl AspectKey {
    /// The aspect that this fact states.
    pub fn of(fact: &Fact) -> Self {
        let (aspect, key) = match fact {
            Fact::Product(product) => ("product", Key::of(&product.id)),
            Fact::Prices(prices) => ("prices", Key::of(&prices.product_id)),
            Fact::Stock(stock) => ("stock", Key::of(&stock.product_id)),
            Fact::Collection(collection) => ("collection", Key::of(&collection.id)),
            Fact::Membership(membership) => ("membership", Key::of(&membership.collection_id)),
            Fact::Content(content) => match content.as_ref() {
                ContentFact::Page(page) => ("page", Key::of(&page.id)),
                ContentFact::Blog(blog) => ("blog", Key::of(&blog.id)),
                ContentFact::Article(article) => ("article", Key::of(&article.id)),
                ContentFact::Menu(menu) => ("menu", Key::of(&menu.id)),
                ContentFact::Policy(policy) => ("policy", Key::of(&policy.id)),
                ContentFact::Metaobject(metaobject) => ("metaobject", Key::of(&metaobject.id)),
                ContentFact::Redirect(redirect) => ("redirect", Key::of(&redirect.id)),
            },
            Fact::Setting(setting) => match setting.as_ref() {
                SettingFact::Shop(_) => ("shop", Key::of("shop")),
                SettingFact::Market(market) => ("market", Key::of(&market.id)),
                SettingFact::PriceList(list) => ("price_list", Key::of(&list.id)),
                SettingFact::Location(location) => ("location", Key::of(&location.id)),
                SettingFact::Search(search) => search_setting(search.collection_id.as_deref()),
                SettingFact::Translation(texts) => translation(&texts.resource_id, &texts.language),
            },
            Fact::Removed(removed) => match removed {
                RemovedFact::Product(id) => ("product", Key::of(id)),
                RemovedFact::Prices(id) => ("prices", Key::of(id)),
                RemovedFact::Stock(id) => ("stock", Key::of(id)),
                RemovedFact::Collection(id) => ("collection", Key::of(id)),
                RemovedFact::Membership(id) => ("membership", Key::of(id)),
                RemovedFact::Page(id) => ("page", Key::of(id)),
                RemovedFact::Blog(id) => ("blog", Key::of(id)),
                RemovedFact::Article(id) => ("article", Key::of(id)),
                RemovedFact::Menu(id) => ("menu", Key::of(id)),
                RemovedFact::Policy(id) => ("policy", Key::of(id)),
                RemovedFact::Metaobject(id) => ("metaobject", Key::of(id)),
                RemovedFact::Redirect(id) => ("redirect", Key::of(id)),
                RemovedFact::Shop(_) => ("shop", Key::of("shop")),
                RemovedFact::Market(id) => ("market", Key::of(id)),
                RemovedFact::PriceList(id) => ("price_list", Key::of(id)),
                RemovedFact::Location(id) => ("location", Key::of(id)),
                RemovedFact::Search(search) => search_setting(search.collection_id.as_deref()),
                RemovedFact::Translation(of) => translation(&of.resource_id, &of.language),
            },
        };
        Self { aspect, key }
    }
}

fn search_setting(collection_id: Option<&str>) -> (&'static str, Key) {
    ("search_setting", Key::of(collection_id.unwrap_or("search")))
}

fn translation(resource_id: &str, language: &str) -> (&'static str, Key) {
    ("translation", Key::of(&format!("{resource_id} {language}")))
}

/// The current facts, tombstones among them.
#[derive(Debug, Default)]
pub struct FactSet {
    current: FxHashMap<AspectKey, Event>,
    /// By product, so that a price fact is compared with those of its own product alone.
    older_prices: FxHashMap<AspectKey, Vec<Event>>,
}

impl FactSet {
    /// Applies one event under its version.
    pub fn apply(&mut self, event: Event) -> Applied {
        let aspect = AspectKey::of(&event.fact);
        match self.current.entry(aspect) {
            std::collections::hash_map::Entry::Vacant(place) => {
                place.insert(event);
                Applied::Stored
            }
            std::collections::hash_map::Entry::Occupied(mut place) => {
                let current = place.get();
                let is_equal = current.fact == event.fact;
                // Hashing is dear: only two facts of one version need it.
                let by_hash = || event.fact.content_hash().cmp(&current.fact.content_hash());
                let order = event.version.cmp(&current.version);
                let applied = match order {
                    Ordering::Equal if !is_equal => Applied::judge(is_equal, by_hash()),
                    order => Applied::judge(is_equal, order),
                };
                if applied == Applied::Unchanged {
                    // The later version of an equal fact stands, so that what was older than it stays older.
                    if order == Ordering::Greater {
                        place.get_mut().version = event.version;
                    }
                    return applied;
                }
                let wins = applied == Applied::Stored;
                let loser = if wins { place.insert(event) } else { event };
                // That there were none is history too.
                if matches!(
                    loser.fact,
                    Fact::Prices(_) | Fact::Removed(RemovedFact::Prices(_))
                ) {
                    let older = self.older_prices.entry(aspect).or_default();
                    if !older.contains(&loser) {
                        older.push(loser);
                    }
                }
                applied
            }
        }
    }

    /// How many facts are current, tombstones among them.
    pub fn len(&self) -> usize {
        self.current.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.current.is_empty()
    }

    /// Whether an aspect is there.
    pub fn has(&self, aspect: AspectKey) -> bool {
        let current = self.current.get(&aspect);
        current.is_some_and(|event| !matches!(event.fact, Fact::Removed(_)))
    }

    /// The current fact of an aspect; it may be a tombstone.
    pub fn get(&self, aspect: AspectKey) -> Option<&Event> {
        self.current.get(&aspect)
    }

    /// All current facts, tombstones among them, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &Event> {
        self.current.values()
    }

    /// Price facts that newer ones replaced, in no order.
    pub fn older_prices(&self) -> impl Iterator<Item = &Event> {
        self.older_prices.values().flatten()
    }

    /// The newest version of all current facts.
    pub fn newest_version(&self) -> Timestamp {
        self.current
            .values()
            .map(|event| event.version)
            .max()
            .unwrap_or(Timestamp::EPOCH)
    }

    /// The current facts and the older price facts, for building entities from.
    pub fn into_parts(self) -> (Vec<Event>, Vec<Event>) {
        (
            self.current.into_values().collect(),
            self.older_prices.into_values().flatten().collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::RedirectFact;

    fn redirect(version: i64, target: &str) -> Event {
        Event {
            version: Timestamp(version),
            fact: Fact::Content(Box::new(ContentFact::Redirect(RedirectFact {
                id: "gid://shop/UrlRedirect/1".into(),
                path: "/old".into(),
                target: target.into(),
            }))),
        }
    }

    #[test]
    fn the_newest_version_wins_whatever_the_order() {
        let mut facts = FactSet::default();
        assert_eq!(facts.apply(redirect(2, "/b")), Applied::Stored);
        assert_eq!(facts.apply(redirect(1, "/a")), Applied::Older);
        assert_eq!(facts.apply(redirect(3, "/c")), Applied::Stored);
        assert_eq!(facts.apply(redirect(9, "/c")), Applied::Unchanged);
        assert_eq!(facts.apply(redirect(5, "/d")), Applied::Older);
        assert_eq!(facts.iter().collect::<Vec<_>>(), [&redirect(9, "/c")]);
    }

    #[test]
    fn equal_versions_end_alike_in_either_order() {
        let ends = [["/a", "/b"], ["/b", "/a"]].map(|targets| {
            let mut facts = FactSet::default();
            for target in targets {
                facts.apply(redirect(1, target));
            }
            format!("{:?}", facts.iter().collect::<Vec<_>>())
        });
        assert_eq!(ends[0], ends[1]);
    }

    #[test]
    fn a_tombstone_stands_until_something_newer() {
        let gone = |version| Event {
            version: Timestamp(version),
            fact: Fact::Removed(RemovedFact::Redirect("gid://shop/UrlRedirect/1".into())),
        };
        let mut facts = FactSet::default();
        let aspect = AspectKey::of(&gone(1).fact);
        assert_eq!(AspectKey::of(&redirect(1, "/a").fact), aspect);
        assert_eq!(facts.apply(redirect(2, "/a")), Applied::Stored);
        assert!(facts.has(aspect));
        assert_eq!(facts.apply(gone(3)), Applied::Stored);
        assert!(!facts.has(aspect));
        assert_eq!(facts.apply(redirect(2, "/a")), Applied::Older);
        assert!(!facts.has(aspect));
        assert_eq!(facts.apply(redirect(4, "/a")), Applied::Stored);
        assert!(facts.has(aspect));
    }
}
