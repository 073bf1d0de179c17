//! Answers, looked into.

use serde_json::Value;

/// What stands under these response keys; of lists, in the first entry.
pub fn at<'a>(answer: &'a Value, path: &[String]) -> Option<&'a Value> {
    match (answer, path) {
        (Value::Array(entries), _) => at(entries.first()?, path),
        (found, []) => Some(found),
        (Value::Object(fields), [key, rest @ ..]) => at(fields.get(key)?, rest),
        _ => None,
    }
}

/// Leaves of answers.
#[derive(Debug, Default, Clone, Copy)]
pub struct Leaves {
    /// Texts, numbers and truths.
    pub told: u64,
    /// Nulls.
    pub null: u64,
}

impl Leaves {
    /// Counts the leaves of data.
    pub fn add(&mut self, data: &Value) {
        match data {
            Value::Null => self.null += 1,
            Value::Array(entries) => entries.iter().for_each(|entry| self.add(entry)),
            Value::Object(fields) => fields.values().for_each(|value| self.add(value)),
            Value::Bool(_) | Value::Number(_) | Value::String(_) => self.told += 1,
        }
    }

    /// How many of a hundred are told.
    pub fn percent(&self) -> f64 {
        100.0 * self.told as f64 / (self.told + self.null).max(1) as f64
    }
}
