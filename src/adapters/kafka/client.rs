//! What all clients of the broker share.

use std::time::Duration;

use rdkafka::{ClientConfig, error::KafkaError};

use super::topics::MOST_RECORD_BYTES;

/// How long a question about the cluster may take.
pub(super) const ASKING: Duration = Duration::from_secs(10);

/// The broker cannot be asked, or refuses.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{doing} at {brokers}: {source}; is a broker running there, and reachable from here?")]
pub struct BrokerError {
    /// What was tried.
    pub doing: &'static str,
    /// The brokers that were asked.
    pub brokers: String,
    /// What the client says.
    #[source]
    pub source: KafkaError,
}

/// The beginning of any client's configuration. `brokers` is a list of host:port, separated by commas.
pub fn client(brokers: &str) -> ClientConfig {
    let mut config = ClientConfig::new();
    config
        .set("bootstrap.servers", brokers)
        .set("client.id", "vitrina")
        .set("socket.keepalive.enable", "true")
        // A broker that comes back is found within seconds.
        .set("reconnect.backoff.max.ms", "1000")
        .set("message.max.bytes", MOST_RECORD_BYTES.to_string());
    config
}
