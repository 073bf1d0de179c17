//! Files as they come: opened, unpacked if they are gzip, told apart by their first bytes, cut into rows or lines.
//!
//! What a row means is for the format's own adapter. Everything is bounded: a record past [`RECORD_LIMIT_BYTES`] is
//! skipped without being kept in memory, and told.

mod detect;
mod lines;
mod rows;
mod source;

pub use detect::detect;
pub use lines::Lines;
pub use rows::{Row, Rows};
pub use source::{FileError, Source, explain};

/// Largest row or line: far beyond any product with its description, small enough to hold.
pub const RECORD_LIMIT_BYTES: usize = 16 * 1024 * 1024;

/// How much of an unusable record is kept to show it.
const SHOWN_BYTES: usize = 600;

/// A row or line that is none, and what to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable {
    /// What is wrong.
    pub reason: String,
    /// The beginning of the record, or the text around the fault.
    pub text: String,
}

impl Unusable {
    fn too_long(start: &[u8]) -> Self {
        Self {
            reason: format!(
                "is longer than {} MB, the limit of one record; is a line break or a closing quote missing?",
                RECORD_LIMIT_BYTES / (1024 * 1024)
            ),
            text: shown(start),
        }
    }

    fn not_utf8(offset: u64, record: &[u8], fault: usize) -> Self {
        let byte = record.get(fault).copied().unwrap_or_default();
        Self {
            reason: format!(
                "is not UTF-8: byte 0x{byte:02x} at offset {} of the file; save the file as UTF-8",
                offset + fault as u64
            ),
            text: shown(&record[fault.saturating_sub(40)..]),
        }
    }
}

fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(&bytes[..bytes.len().min(SHOWN_BYTES)]).into_owned()
}
