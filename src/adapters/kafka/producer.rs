//! Sends catalog events: each once, in order of its key, and never more at a time than there is room for.

use std::time::Duration;

use rdkafka::{
    error::{KafkaError, RDKafkaErrorCode},
    producer::{DeliveryFuture, FutureProducer, FutureRecord, Producer},
};
use tokio::time::sleep;

use super::{
    EncodeError, Envelope,
    admin::{TopicAdmin, TopicState},
    client::{BrokerError, client},
    encode,
    topics::{CatalogTopic, TopicSettings, key_of},
};
use crate::domain::position::Position;

/// Kilobytes of events that wait for the broker; then the caller waits.
const WAITING_KB: usize = 32 * 1024;

/// Pause before an event is tried again that found no room.
const PAUSE: Duration = Duration::from_millis(2);

/// Milliseconds after which an event that nobody took has failed.
const DELIVERY_MS: u32 = 60_000;

/// Why an event was not taken.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// It is none that readers take.
    #[error(transparent)]
    Encode(#[from] EncodeError),
    /// The broker cannot be asked.
    #[error(transparent)]
    Broker(#[from] BrokerError),
    /// Nobody made the topic.
    #[error("there is no topic {0}; make it by `vitrina topics create`")]
    NoTopic(String),
    /// The broker did not take it, or did not say so.
    #[error("the broker did not take an event of {key} on {topic}: {source}")]
    Refused {
        /// Whole name of the topic.
        topic: String,
        /// Key of the record.
        key: String,
        /// What the client says.
        #[source]
        source: KafkaError,
    },
}

/// An event, encoded and with its place.
#[derive(Debug, Clone)]
pub struct Outgoing {
    topic: CatalogTopic,
    key: String,
    value: Vec<u8>,
}

impl Outgoing {
    /// Encodes an event.
    ///
    /// # Errors
    /// When it is none that readers take.
    pub fn of(envelope: &Envelope) -> Result<Self, EncodeError> {
        let fact = &envelope.event.fact;
        Ok(Self {
            topic: CatalogTopic::of(fact),
            key: key_of(fact),
            value: encode(envelope)?,
        })
    }
}

/// An event on its way.
pub struct Sending {
    topic: String,
    key: String,
    delivery: DeliveryFuture,
}

impl Sending {
    /// Waits until all copies of the partition have the event, and tells where it lies.
    ///
    /// # Errors
    /// [`SendError::Refused`] when they have not after a minute.
    pub async fn finish(self) -> Result<Position, SendError> {
        let source = match self.delivery.await {
            Ok(Ok(delivery)) => {
                return Ok(Position {
                    topic: self.topic,
                    partition: delivery.partition,
                    offset: delivery.offset,
                });
            }
            Ok(Err((source, _))) => source,
            Err(_) => KafkaError::Canceled,
        };
        Err(SendError::Refused {
            topic: self.topic,
            key: self.key,
            source,
        })
    }
}

/// Sends catalog events.
pub struct EventProducer {
    producer: FutureProducer,
    topics: TopicSettings,
}

impl EventProducer {
    /// Connects, and holds that the topics are there.
    ///
    /// # Errors
    /// When the broker does not answer, or has no such topics.
    pub async fn connect(brokers: &str, topics: TopicSettings) -> Result<Self, SendError> {
        let specs = topics.topics();
        let states = TopicAdmin::new(brokers)?.check(&specs).await?;
        let missing = states
            .iter()
            .position(|state| *state == TopicState::Missing);
        if let Some(place) = missing {
            return Err(SendError::NoTopic(specs[place].name.clone()));
        }
        let mut config = client(brokers);
        config
            // Each event once and in order, also when the connection breaks.
            .set("enable.idempotence", "true")
            .set("acks", "all")
            .set("message.timeout.ms", DELIVERY_MS.to_string())
            .set("queue.buffering.max.kbytes", WAITING_KB.to_string())
            .set("linger.ms", "5")
            .set("compression.type", "lz4")
            // As producers in Java choose, so that one key is in one partition whoever sends it.
            .set("partitioner", "murmur2_random");
        let producer = config.create().map_err(|source| BrokerError {
            doing: "connecting",
            brokers: brokers.to_owned(),
            source,
        })?;
        Ok(Self { producer, topics })
    }

    /// Hands an event over; waits while too much waits for the broker.
    ///
    /// # Errors
    /// [`SendError::Refused`] when it cannot be handed over at all.
    pub async fn send(&self, outgoing: &Outgoing) -> Result<Sending, SendError> {
        let topic = self.topics.name(outgoing.topic.name());
        let Outgoing { key, value, .. } = outgoing;
        loop {
            let record = FutureRecord::to(&topic).key(key).payload(value);
            match self.producer.send_result(record) {
                Ok(delivery) => {
                    return Ok(Sending {
                        topic,
                        key: key.clone(),
                        delivery,
                    });
                }
                Err((KafkaError::MessageProduction(RDKafkaErrorCode::QueueFull), _)) => {
                    sleep(PAUSE).await;
                }
                Err((source, _)) => {
                    // A producer that failed for good says why apart.
                    let source = match self.producer.client().fatal_error() {
                        Some((code, _)) => KafkaError::MessageProduction(code),
                        None => source,
                    };
                    let key = key.clone();
                    return Err(SendError::Refused { topic, key, source });
                }
            }
        }
    }
}
