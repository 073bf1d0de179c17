//! Where an event lies in its topic: what a producer is told, and what a caller may wait for.

use std::{fmt, str::FromStr};

/// A record's place, written `<topic>/<partition>:<offset>`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// Whole name of the topic.
    pub topic: String,
    /// Partition.
    pub partition: i32,
    /// Offset within the partition.
    pub offset: i64,
}

/// A text that is no position.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a position is <topic>/<partition>:<offset>, such as vitrina.catalog.prices/3:1042")]
pub struct NoPosition;

impl fmt::Display for Position {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{}/{}:{}",
            self.topic, self.partition, self.offset
        )
    }
}

impl FromStr for Position {
    type Err = NoPosition;

    fn from_str(text: &str) -> Result<Self, NoPosition> {
        let (topic, place) = text.rsplit_once('/').ok_or(NoPosition)?;
        let (partition, offset) = place.split_once(':').ok_or(NoPosition)?;
        let is_number = |text: &str| text.bytes().all(|sign| sign.is_ascii_digit());
        if topic.is_empty() || !is_number(partition) || !is_number(offset) {
            return Err(NoPosition);
        }
        Ok(Self {
            topic: topic.to_owned(),
            partition: partition.parse().map_err(|_| NoPosition)?,
            offset: offset.parse().map_err(|_| NoPosition)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_reads_as_it_is_written_and_nothing_else_does() {
        let text = "vitrina.catalog.prices/3:1042";
        assert_eq!(text.parse::<Position>().unwrap().to_string(), text);
        for text in [
            "",
            "a",
            "a/1",
            "/1:2",
            "a/1:",
            "a/+1:2",
            "a/1:-2",
            "a/1:2 ",
            "a/9999999999:1",
        ] {
            assert_eq!(text.parse::<Position>(), Err(NoPosition), "{text}");
        }
    }
}
