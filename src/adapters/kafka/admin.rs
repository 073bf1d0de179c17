//! Makes the topics, and compares those there with what they have to be.

use rdkafka::{
    admin::{
        AdminClient, AdminOptions, ConfigResource, NewTopic, ResourceSpecifier, TopicReplication,
    },
    client::DefaultClientContext,
    error::KafkaError,
    metadata::MetadataTopic,
    types::RDKafkaErrorCode,
};

use super::{
    client::{ASKING, BrokerError, client},
    topics::TopicSpec,
};

/// A setting of a topic that is not as it has to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deviation {
    /// `partitions`, `replication`, or a setting of the broker.
    pub setting: &'static str,
    /// What it has to be.
    pub wanted: String,
    /// What it is.
    pub found: String,
}

/// How a topic stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TopicState {
    /// It was made just now.
    Created,
    /// It is not there.
    Missing,
    /// It is there; what is not as it has to be.
    There(Vec<Deviation>),
}

impl TopicState {
    /// Whether it is as it has to be.
    pub fn is_sound(&self) -> bool {
        match self {
            Self::Created => true,
            Self::Missing => false,
            Self::There(deviations) => deviations.is_empty(),
        }
    }
}

/// Asks and changes topics.
pub struct TopicAdmin {
    admin: AdminClient<DefaultClientContext>,
    brokers: String,
}

impl TopicAdmin {
    /// A client of these brokers; it connects when it is asked.
    ///
    /// # Errors
    /// When the addresses are none.
    pub fn new(brokers: &str) -> Result<Self, BrokerError> {
        let admin = client(brokers).create().map_err(|source| BrokerError {
            doing: "connecting",
            brokers: brokers.to_owned(),
            source,
        })?;
        Ok(Self {
            admin,
            brokers: brokers.to_owned(),
        })
    }

    fn failed(&self, doing: &'static str) -> impl Fn(KafkaError) -> BrokerError {
        move |source| BrokerError {
            doing,
            brokers: self.brokers.clone(),
            source,
        }
    }

    /// Makes the topics that are not there, and tells how each stands. What is there is left as it is.
    ///
    /// # Errors
    /// When the broker cannot be asked, or refuses to make a topic.
    pub async fn create(&self, specs: &[TopicSpec]) -> Result<Vec<TopicState>, BrokerError> {
        let mut states = self.check(specs).await?;
        let missing: Vec<usize> = (0..specs.len())
            .filter(|place| states[*place] == TopicState::Missing)
            .collect();
        let topics: Vec<NewTopic<'_>> = missing
            .iter()
            .map(|place| {
                let spec = &specs[*place];
                let replication = TopicReplication::Fixed(spec.replication);
                let topic = NewTopic::new(&spec.name, spec.partitions, replication);
                let settings = spec.settings.iter();
                settings.fold(topic, |topic, (name, value)| topic.set(name, value))
            })
            .collect();
        if topics.is_empty() {
            return Ok(states);
        }
        let failed = self.failed("making topics");
        let options = options().operation_timeout(Some(ASKING));
        let made = self.admin.create_topics(&topics, &options).await;
        for (place, made) in missing.into_iter().zip(made.map_err(&failed)?) {
            match made {
                Ok(_) => states[place] = TopicState::Created,
                // Somebody else made it meanwhile.
                Err((_, RDKafkaErrorCode::TopicAlreadyExists)) => {
                    let now = self.check(&specs[place..=place]).await?;
                    states.splice(place..=place, now);
                }
                Err((_, code)) => return Err(failed(KafkaError::AdminOp(code))),
            }
        }
        Ok(states)
    }

    /// How each topic stands, in their order.
    ///
    /// # Errors
    /// When the broker cannot be asked.
    pub async fn check(&self, specs: &[TopicSpec]) -> Result<Vec<TopicState>, BrokerError> {
        let failed = self.failed("asking for topics");
        // Of all topics: asking for one by name would make it where the broker makes topics by itself.
        let metadata = self.admin.inner().fetch_metadata(None, ASKING);
        let metadata = metadata.map_err(&failed)?;
        let find = |spec: &TopicSpec| {
            let mut topics = metadata.topics().iter();
            topics.find(|topic| topic.name() == spec.name)
        };
        let there: Vec<&TopicSpec> = specs.iter().filter(|spec| find(spec).is_some()).collect();
        if there.is_empty() {
            return Ok(vec![TopicState::Missing; specs.len()]);
        }
        let asked: Vec<_> = there
            .iter()
            .map(|spec| ResourceSpecifier::Topic(&spec.name))
            .collect();
        let described = self.admin.describe_configs(&asked, &options()).await;
        let mut described = described.map_err(&failed)?.into_iter();
        let mut states = Vec::with_capacity(specs.len());
        for spec in specs {
            let Some(topic) = find(spec) else {
                states.push(TopicState::Missing);
                continue;
            };
            let settings = described.next().expect("one answer a topic asked for");
            let settings = settings.map_err(|code| failed(KafkaError::AdminOp(code)))?;
            states.push(TopicState::There(deviations(spec, topic, &settings)));
        }
        Ok(states)
    }
}

fn options() -> AdminOptions {
    AdminOptions::new().request_timeout(Some(ASKING))
}

fn deviations(
    spec: &TopicSpec,
    topic: &MetadataTopic,
    settings: &ConfigResource,
) -> Vec<Deviation> {
    let partitions = topic.partitions();
    // One partition with fewer copies makes the topic so.
    let copies = partitions.iter().map(|one| one.replicas().len()).min();
    let settings = settings.entry_map();
    let found = spec.settings.iter().map(|(name, wanted)| {
        let found = settings.get(name).and_then(|entry| entry.value.clone());
        (*name, wanted.clone(), found.unwrap_or_default())
    });
    [
        (
            "partitions",
            spec.partitions.to_string(),
            partitions.len().to_string(),
        ),
        (
            "replication",
            spec.replication.to_string(),
            copies.unwrap_or_default().to_string(),
        ),
    ]
    .into_iter()
    .chain(found)
    .filter(|(_, wanted, found)| wanted != found)
    .map(|(setting, wanted, found)| Deviation {
        setting,
        wanted,
        found,
    })
    .collect()
}
