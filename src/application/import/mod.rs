//! Importing files: what readers gather, what is checked across all files of one import, and the report about it.
//!
//! Readers (adapters) turn rows and lines into [`Gathered`] facts and tell the [`ImportReport`] what they could not
//! use; [`check`] judges what only the whole import can tell, [`apply`] applies the facts under their versions. No file
//! is opened here and no format known.

mod check;
pub mod json;
mod report;

pub use check::{Checker, Outcomes, apply, check};
pub use report::{FileReport, ImportReport, Notice, RecordKind, Rejection, Tally, Topic};

use std::fmt;

use crate::domain::{event::Event, money::Currency, time::Timestamp};

/// What the caller of an import chooses.
#[derive(Debug, Clone, Copy, Default)]
pub struct ImportOptions {
    /// Version of records that tell no time of their own; absent: when each file was last modified.
    pub as_of: Option<Timestamp>,
    /// Currency of prices that tell none, if no shop record tells it.
    pub currency: Option<Currency>,
    /// Stop at the first record that cannot be used, and store nothing.
    pub strict: bool,
}

/// The file formats that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Shopify's product CSV.
    ShopifyCsv,
    /// JSONL of a Shopify bulk operation.
    ShopifyBulk,
    /// Vitrina's own JSONL, one fact a line.
    Vitrina,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 3] = [Self::ShopifyCsv, Self::ShopifyBulk, Self::Vitrina];

    /// Name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ShopifyCsv => "shopify-csv",
            Self::ShopifyBulk => "shopify-bulk",
            Self::Vitrina => "vitrina",
        }
    }
}

impl std::str::FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|format| format.name() == name);
        found.ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            format!("`{name}` is not a format; the formats are {names}")
        })
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::ShopifyCsv => "Shopify product CSV",
            Self::ShopifyBulk => "Shopify bulk-operation JSONL",
            Self::Vitrina => "Vitrina JSONL",
        })
    }
}

/// Where a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Number of the file, as [`ImportReport::begin_file`] gave it.
    pub file: u32,
    /// First line of the record, from 1.
    pub line: u64,
}

/// Facts that are stored or rejected together, with the records that they were made of.
#[derive(Debug, Clone)]
pub struct Gathered {
    /// Where the first record stands.
    pub place: Place,
    /// Kind of the first record.
    pub kind: RecordKind,
    /// The facts with their versions.
    pub events: Vec<Event>,
    /// How many records of which file and kind they were made of.
    pub records: Records,
}

/// Numbers of records by file and kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Records(Vec<(u32, RecordKind, u64)>);

impl Records {
    /// Counts one record.
    pub fn count(&mut self, file: u32, kind: RecordKind) {
        self.add(file, kind, 1);
    }

    /// Takes one record back that turned out to be no part of it.
    pub fn take_back(&mut self, file: u32, kind: RecordKind) {
        for (_, _, number) in self
            .0
            .iter_mut()
            .filter(|(a, b, _)| (*a, *b) == (file, kind))
        {
            *number = number.saturating_sub(1);
        }
    }

    /// Adds other records to these.
    pub fn extend(&mut self, other: &Self) {
        for (file, kind, number) in other.iter() {
            self.add(file, kind, number);
        }
    }

    fn add(&mut self, file: u32, kind: RecordKind, more: u64) {
        let known = self.0.iter_mut().find(|(a, b, _)| (*a, *b) == (file, kind));
        match known {
            Some((_, _, number)) => *number += more,
            None => self.0.push((file, kind, more)),
        }
    }

    /// The records of one file and kind each.
    pub fn iter(&self) -> impl Iterator<Item = (u32, RecordKind, u64)> {
        self.0.iter().copied()
    }

    /// How many there are in all.
    pub fn total(&self) -> u64 {
        self.0.iter().map(|(_, _, number)| number).sum()
    }
}

/// Why an import ended without storing anything.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// A record cannot be used and the caller wants none such.
    #[error("stopped at the first record that cannot be used (strict): {0}")]
    Stopped(Rejection),
    /// A file cannot be read to its end.
    #[error("{file}: {reason}")]
    Unreadable {
        /// The file.
        file: String,
        /// What is wrong and what to mend.
        reason: String,
    },
}
