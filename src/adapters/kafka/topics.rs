//! The topics: what lies where, under which key, and how the broker is to keep it.

use crate::domain::event::{ContentFact, Fact, RemovedFact, SettingFact};

use super::envelope::MOST_BYTES;

/// A topic of catalog events: one an aspect, because they change at different paces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CatalogTopic {
    /// Content of products.
    Product,
    /// Prices.
    Prices,
    /// Stock.
    Stock,
    /// Collections.
    Collection,
    /// Members of collections.
    Membership,
    /// Content beside the catalog.
    Content,
    /// Settings.
    Setting,
}

impl CatalogTopic {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Product,
        Self::Prices,
        Self::Stock,
        Self::Collection,
        Self::Membership,
        Self::Content,
        Self::Setting,
    ];

    /// Its name below the prefix.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Product => "catalog.product",
            Self::Prices => "catalog.prices",
            Self::Stock => "catalog.stock",
            Self::Collection => "catalog.collection",
            Self::Membership => "catalog.membership",
            Self::Content => "catalog.content",
            Self::Setting => "catalog.setting",
        }
    }

    /// The topic that a fact lies on; a tombstone lies where its aspect does.
    pub fn of(fact: &Fact) -> Self {
        match fact {
            Fact::Product(_) => Self::Product,
            Fact::Prices(_) => Self::Prices,
            Fact::Stock(_) => Self::Stock,
            Fact::Collection(_) => Self::Collection,
            Fact::Membership(_) => Self::Membership,
            Fact::Content(_) => Self::Content,
            Fact::Setting(_) => Self::Setting,
            Fact::Removed(removed) => match removed {
                RemovedFact::Product(_) => Self::Product,
                RemovedFact::Prices(_) => Self::Prices,
                RemovedFact::Stock(_) => Self::Stock,
                RemovedFact::Collection(_) => Self::Collection,
                RemovedFact::Membership(_) => Self::Membership,
                RemovedFact::Page(_)
                | RemovedFact::Blog(_)
                | RemovedFact::Article(_)
                | RemovedFact::Menu(_)
                | RemovedFact::Policy(_)
                | RemovedFact::Metaobject(_)
                | RemovedFact::Redirect(_) => Self::Content,
                RemovedFact::Shop(_)
                | RemovedFact::Market(_)
                | RemovedFact::PriceList(_)
                | RemovedFact::Location(_)
                | RemovedFact::Translation(_)
                | RemovedFact::Search(_) => Self::Setting,
            },
        }
    }
}

/// The key of a fact's record: all about one aspect of one aggregate lies under one key, in order, and compaction keeps
/// the last of it. Where a topic holds several kinds, the kind comes before the id.
pub fn key_of(fact: &Fact) -> String {
    match fact {
        Fact::Product(fact) => fact.id.clone(),
        Fact::Prices(fact) => fact.product_id.clone(),
        Fact::Stock(fact) => fact.product_id.clone(),
        Fact::Collection(fact) => fact.id.clone(),
        Fact::Membership(fact) => fact.collection_id.clone(),
        Fact::Content(content) => match content.as_ref() {
            ContentFact::Page(fact) => kind("page", &fact.id),
            ContentFact::Blog(fact) => kind("blog", &fact.id),
            ContentFact::Article(fact) => kind("article", &fact.id),
            ContentFact::Menu(fact) => kind("menu", &fact.id),
            ContentFact::Policy(fact) => kind("policy", &fact.id),
            ContentFact::Metaobject(fact) => kind("metaobject", &fact.id),
            ContentFact::Redirect(fact) => kind("redirect", &fact.id),
        },
        Fact::Setting(setting) => match setting.as_ref() {
            SettingFact::Shop(_) => SHOP.to_owned(),
            SettingFact::Market(fact) => kind("market", &fact.id),
            SettingFact::PriceList(fact) => kind("priceList", &fact.id),
            SettingFact::Location(fact) => kind("location", &fact.id),
            SettingFact::Translation(fact) => translation(&fact.resource_id, &fact.language),
            SettingFact::Search(fact) => search(fact.collection_id.as_deref()),
        },
        Fact::Removed(removed) => match removed {
            RemovedFact::Product(id)
            | RemovedFact::Prices(id)
            | RemovedFact::Stock(id)
            | RemovedFact::Collection(id)
            | RemovedFact::Membership(id) => id.clone(),
            RemovedFact::Page(id) => kind("page", id),
            RemovedFact::Blog(id) => kind("blog", id),
            RemovedFact::Article(id) => kind("article", id),
            RemovedFact::Menu(id) => kind("menu", id),
            RemovedFact::Policy(id) => kind("policy", id),
            RemovedFact::Metaobject(id) => kind("metaobject", id),
            RemovedFact::Redirect(id) => kind("redirect", id),
            RemovedFact::Shop(_) => SHOP.to_owned(),
            RemovedFact::Market(id) => kind("market", id),
            RemovedFact::PriceList(id) => kind("priceList", id),
            RemovedFact::Location(id) => kind("location", id),
            RemovedFact::Translation(of) => translation(&of.resource_id, &of.language),
            RemovedFact::Search(of) => search(of.collection_id.as_deref()),
        },
    }
}

const SHOP: &str = "shop";

fn kind(kind: &str, id: &str) -> String {
    format!("{kind} {id}")
}

fn translation(resource_id: &str, language: &str) -> String {
    format!("translation {resource_id} {language}")
}

fn search(collection_id: Option<&str>) -> String {
    collection_id.map_or_else(|| "search".to_owned(), |id| kind("search", id))
}

/// Where changes lie: in one partition, because their offset is the revision.
pub const CHANGES: &str = "changes";

/// Where records lie that could not be applied.
pub const DEAD_LETTERS: &str = "dead-letters";

/// What the topics of one deployment share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicSettings {
    /// Before all names, with a dot: `vitrina` makes `vitrina.catalog.product`.
    pub prefix: String,
    /// Partitions of each topic of catalog events.
    pub partitions: i32,
    /// Copies of each partition.
    pub replication: i32,
}

impl Default for TopicSettings {
    fn default() -> Self {
        Self {
            prefix: "vitrina".to_owned(),
            partitions: 8,
            replication: 3,
        }
    }
}

impl TopicSettings {
    /// The whole name of a topic.
    pub fn name(&self, topic: &str) -> String {
        format!("{}.{topic}", self.prefix)
    }

    /// The topic of catalog events of this whole name.
    pub fn catalog_topic(&self, name: &str) -> Option<CatalogTopic> {
        let own = name.strip_prefix(&self.prefix)?.strip_prefix('.')?;
        CatalogTopic::ALL
            .into_iter()
            .find(|topic| topic.name() == own)
    }

    /// All topics, as they have to be.
    pub fn topics(&self) -> Vec<TopicSpec> {
        let mut topics: Vec<TopicSpec> = CatalogTopic::ALL
            .into_iter()
            .map(|topic| TopicSpec {
                name: self.name(topic.name()),
                partitions: self.partitions,
                replication: self.replication,
                settings: catalog_settings(topic),
            })
            .collect();
        topics.push(TopicSpec {
            name: self.name(CHANGES),
            partitions: 1,
            replication: self.replication,
            settings: vec![
                ("cleanup.policy", "delete".to_owned()),
                // A node that was away for longer reads everything anew.
                ("retention.ms", days(7)),
                ("max.message.bytes", (MOST_RECORD_BYTES * 2).to_string()),
            ],
        });
        topics.push(TopicSpec {
            name: self.name(DEAD_LETTERS),
            partitions: 1,
            replication: self.replication,
            settings: vec![
                ("cleanup.policy", "delete".to_owned()),
                // Nobody looks at them every day; what is thrown away is lost for good.
                ("retention.ms", days(90)),
                ("max.message.bytes", (MOST_RECORD_BYTES * 2).to_string()),
            ],
        });
        topics
    }
}

/// A value with its key, headers and framing.
pub const MOST_RECORD_BYTES: usize = MOST_BYTES + (64 << 10);

fn days(days: u64) -> String {
    (days * 86_400_000).to_string()
}

fn catalog_settings(topic: CatalogTopic) -> Vec<(&'static str, String)> {
    // Prices are history too: a projector that was away for a week still reads each of them.
    let lag = match topic {
        CatalogTopic::Prices => days(7),
        _ => "0".to_owned(),
    };
    vec![
        ("cleanup.policy", "compact".to_owned()),
        ("min.compaction.lag.ms", lag),
        ("max.message.bytes", MOST_RECORD_BYTES.to_string()),
        // The producer's instants may be old, as an import's are: nothing may be dropped for that.
        ("message.timestamp.type", "CreateTime".to_owned()),
    ]
}

/// A topic as it has to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicSpec {
    /// Its whole name.
    pub name: String,
    /// Partitions.
    pub partitions: i32,
    /// Copies of each.
    pub replication: i32,
    /// Settings of the broker.
    pub settings: Vec<(&'static str, String)>,
}
