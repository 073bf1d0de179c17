//! The report of an import: counts that add up, rejected records one by one, what was taken for granted.
//!
//! All records are counted; the texts about them are kept up to a bound, so that a bad file cannot fill memory.

use std::{collections::BTreeMap, fmt};

use super::{Format, ImportError, Place, Records};

/// Rejections kept; the rest is counted.
const KEPT: usize = 1_000;

/// Notices kept of each topic, and how many of them are shown to people.
const NOTICES_KEPT: usize = 100;
const NOTICES_SHOWN: usize = 10;

/// Characters of the offending text that are shown.
const EXCERPT_CHARS: usize = 120;

/// Kinds of records that the report counts apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordKind {
    /// A product's own record.
    Product,
    /// A variant.
    Variant,
    /// An option of a product in a record of its own.
    Option,
    /// A picture, film or model.
    Media,
    /// A typed attribute.
    Metafield,
    /// Prices of a product, or one price in a price list.
    Price,
    /// Stock of a product, or the stock level at one location.
    Stock,
    /// A collection.
    Collection,
    /// A product's place in a collection, or all members of a collection.
    Membership,
    /// Content beside the catalog.
    Content,
    /// Shop, market, price list or location.
    Setting,
    /// A text in another language.
    Translation,
    /// An aspect that is no more.
    Removal,
    /// A row or line whose kind cannot be told.
    Unknown,
}

impl RecordKind {
    /// Plural for people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Product => "products",
            Self::Variant => "variants",
            Self::Option => "options",
            Self::Media => "media",
            Self::Metafield => "metafields",
            Self::Price => "prices",
            Self::Stock => "stock",
            Self::Collection => "collections",
            Self::Membership => "memberships",
            Self::Content => "content",
            Self::Setting => "settings",
            Self::Translation => "translations",
            Self::Removal => "removals",
            Self::Unknown => "unknown",
        }
    }
}

/// What became of the records of one kind: `read = stored + unchanged + older + rejected`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Records seen.
    pub read: u64,
    /// Records that changed what is stored.
    pub stored: u64,
    /// Records that were stored just so before.
    pub unchanged: u64,
    /// Records that something newer outdoes.
    pub older: u64,
    /// Records that cannot be used.
    pub rejected: u64,
}

impl Tally {
    /// Whether each record read is accounted for once.
    pub const fn adds_up(&self) -> bool {
        self.read == self.stored + self.unchanged + self.older + self.rejected
    }

    fn add(&mut self, other: Self) {
        self.read += other.read;
        self.stored += other.stored;
        self.unchanged += other.unchanged;
        self.older += other.older;
        self.rejected += other.rejected;
    }
}

/// What one file held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileReport {
    /// The file as the caller named it.
    pub name: String,
    /// What it was read as.
    pub format: Format,
    /// Counts by kind.
    pub records: BTreeMap<RecordKind, Tally>,
}

/// A record that cannot be used, and what to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// The file as the caller named it.
    pub file: String,
    /// First line of the record, from 1.
    pub line: u64,
    /// Column or field; empty when it is the whole record.
    pub field: String,
    /// What is wrong and what to mend.
    pub reason: String,
    /// The offending text, cut, control characters escaped.
    pub text: String,
}

impl fmt::Display for Rejection {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: ", self.file, self.line)?;
        if !self.field.is_empty() {
            write!(formatter, "{}: ", self.field)?;
        }
        formatter.write_str(&self.reason)?;
        if !self.text.is_empty() {
            write!(formatter, ": {}", self.text)?;
        }
        Ok(())
    }
}

/// Something that is stored all the same but should be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The file as the caller named it.
    pub file: String,
    /// Line, from 1.
    pub line: u64,
    /// What was noticed.
    pub text: String,
}

/// What notices are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// Columns of a file that have no place here.
    Column,
    /// A product that differs from what was said about it.
    Product,
    /// A metafield told twice.
    Metafield,
    /// A SKU that several variants have.
    Sku,
    /// Variants of a product that have the same options.
    Options,
    /// A record that refers to another one that is not there.
    Absent,
    /// A market or price list that needs a record.
    Market,
}

impl Topic {
    fn title(self) -> &'static str {
        match self {
            Self::Column => "Columns that are not read",
            Self::Product => "Products kept in another way than told",
            Self::Metafield => "Metafields told more than once",
            Self::Sku => "SKUs of more than one variant (all variants are kept)",
            Self::Options => {
                "Variants with the same options (all are kept, the first is found by them)"
            }
            Self::Absent => "References to what is not there (yet; kept)",
            Self::Market => "Markets",
        }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}", self.file, self.line, self.text)
    }
}

/// What an import read and what became of it.
#[derive(Debug, Clone, Default)]
pub struct ImportReport {
    files: Vec<FileReport>,
    rejections: Vec<Rejection>,
    rejections_total: u64,
    notices: BTreeMap<Topic, (u64, Vec<Notice>)>,
    assumptions: Vec<String>,
    strict: bool,
}

impl ImportReport {
    /// An empty report; a strict one turns the first rejection into an error.
    pub fn new(strict: bool) -> Self {
        Self {
            strict,
            ..Self::default()
        }
    }

    /// Opens the section of a file and gives its number.
    pub fn begin_file(&mut self, name: impl Into<String>, format: Format) -> u32 {
        self.files.push(FileReport {
            name: name.into(),
            format,
            records: BTreeMap::new(),
        });
        u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX)
    }

    /// Counts a record that was read.
    pub fn count_read(&mut self, file: u32, kind: RecordKind) {
        self.tally(file, kind).read += 1;
    }

    /// Rejects one record that was counted as read.
    ///
    /// # Errors
    /// [`ImportError::Stopped`] in a strict import.
    pub fn reject(
        &mut self,
        place: Place,
        kind: RecordKind,
        field: impl Into<String>,
        reason: impl Into<String>,
        text: &str,
    ) -> Result<(), ImportError> {
        self.tally(place.file, kind).rejected += 1;
        self.explain(place, field.into(), reason.into(), text)
    }

    /// Rejects all records of an aggregate for one reason.
    ///
    /// # Errors
    /// [`ImportError::Stopped`] in a strict import.
    pub fn reject_all(
        &mut self,
        place: Place,
        records: &Records,
        field: impl Into<String>,
        reason: impl Into<String>,
        text: &str,
    ) -> Result<(), ImportError> {
        for (file, kind, number) in records.iter() {
            self.tally(file, kind).rejected += number;
        }
        let mut reason = reason.into();
        match records.total() {
            0 | 1 => {}
            2 => reason.push_str(" (with 1 record that belongs to it)"),
            total => reason.push_str(&format!(" (with {} records that belong to it)", total - 1)),
        }
        self.explain(place, field.into(), reason, text)
    }

    /// Counts records that are settled.
    pub(super) fn settle(&mut self, file: u32, kind: RecordKind, count: impl FnOnce(&mut Tally)) {
        count(self.tally(file, kind));
    }

    /// Notes something that is stored all the same.
    pub fn note(&mut self, place: Place, topic: Topic, text: impl FnOnce() -> String) {
        let file = &self.files[place.file as usize].name;
        let (total, kept) = self.notices.entry(topic).or_default();
        *total += 1;
        if kept.len() < NOTICES_KEPT {
            kept.push(Notice {
                file: file.clone(),
                line: place.line,
                text: text(),
            });
        }
    }

    /// States once what was taken for granted.
    pub fn assume(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !self.assumptions.contains(&text) {
            self.assumptions.push(text);
        }
    }

    /// The files in the order read.
    pub fn files(&self) -> &[FileReport] {
        &self.files
    }

    /// The rejections kept; [`Self::rejections_total`] says how many there were.
    pub fn rejections(&self) -> &[Rejection] {
        &self.rejections
    }

    /// How many rejections there were, those not kept too.
    pub fn rejections_total(&self) -> u64 {
        self.rejections_total
    }

    /// The notices kept of a topic.
    pub fn notices(&self, topic: Topic) -> &[Notice] {
        self.notices.get(&topic).map_or(&[], |(_, kept)| kept)
    }

    /// What was taken for granted, once each.
    pub fn assumptions(&self) -> &[String] {
        &self.assumptions
    }

    /// The counts of all files and kinds.
    pub fn total(&self) -> Tally {
        self.sum(|_| true)
    }

    /// The counts of one kind over all files.
    pub fn total_of(&self, kind: RecordKind) -> Tally {
        self.sum(|other| other == kind)
    }

    /// Whether every count adds up.
    pub fn adds_up(&self) -> bool {
        let mut tallies = self.files.iter().flat_map(|file| file.records.values());
        tallies.all(Tally::adds_up)
    }

    /// Name of a place in a message about another one: `line 12`, or `products.csv:12` in another file.
    pub fn name_of(&self, place: Place, from: Place) -> String {
        if place.file == from.file {
            return format!("line {}", place.line);
        }
        format!("{}:{}", self.file_name(place.file), place.line)
    }

    fn sum(&self, counts: impl Fn(RecordKind) -> bool) -> Tally {
        let mut sum = Tally::default();
        for file in &self.files {
            for (_, tally) in file.records.iter().filter(|(kind, _)| counts(**kind)) {
                sum.add(*tally);
            }
        }
        sum
    }

    fn tally(&mut self, file: u32, kind: RecordKind) -> &mut Tally {
        let file = &mut self.files[file as usize];
        file.records.entry(kind).or_default()
    }

    fn file_name(&self, file: u32) -> String {
        self.files[file as usize].name.clone()
    }

    fn explain(
        &mut self,
        place: Place,
        field: String,
        reason: String,
        text: &str,
    ) -> Result<(), ImportError> {
        self.rejections_total += 1;
        if !self.strict && self.rejections.len() >= KEPT {
            return Ok(());
        }
        let rejection = Rejection {
            file: self.file_name(place.file),
            line: place.line,
            field,
            reason,
            text: excerpt(text),
        };
        if self.strict {
            return Err(ImportError::Stopped(rejection));
        }
        self.rejections.push(rejection);
        Ok(())
    }
}

/// The text as a message may show it: cut, control characters escaped.
fn excerpt(text: &str) -> String {
    let mut shown = String::new();
    let mut characters = text.chars();
    for character in characters.by_ref().take(EXCERPT_CHARS) {
        if character.is_control() {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    if characters.next().is_some() {
        shown.push('…');
    }
    shown
}

/// For people: a table for each file, then assumptions, notices, rejections and the sum.
impl fmt::Display for ImportReport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for file in &self.files {
            writeln!(formatter, "{} ({})", file.name, file.format)?;
            write_row(formatter, "", &COLUMNS.map(str::to_owned))?;
            for (kind, tally) in &file.records {
                let counts = [
                    tally.read,
                    tally.stored,
                    tally.unchanged,
                    tally.older,
                    tally.rejected,
                ];
                write_row(formatter, kind.name(), &counts.map(grouped))?;
            }
            writeln!(formatter)?;
        }
        section(formatter, "Taken for granted", &self.assumptions, 0)?;
        for (topic, (total, kept)) in &self.notices {
            let shown = &kept[..kept.len().min(NOTICES_SHOWN)];
            section(formatter, topic.title(), shown, total - shown.len() as u64)?;
        }
        let more = self.rejections_total - self.rejections.len() as u64;
        section(formatter, "Rejected", &self.rejections, more)?;
        let total = self.total();
        writeln!(
            formatter,
            "{} records read = {} stored + {} unchanged + {} older + {} rejected",
            grouped(total.read),
            grouped(total.stored),
            grouped(total.unchanged),
            grouped(total.older),
            grouped(total.rejected),
        )
    }
}

const COLUMNS: [&str; 5] = ["read", "stored", "unchanged", "older", "rejected"];

fn write_row(formatter: &mut fmt::Formatter<'_>, name: &str, cells: &[String; 5]) -> fmt::Result {
    write!(formatter, "  {name:<13}")?;
    for cell in cells {
        write!(formatter, "{cell:>11}")?;
    }
    writeln!(formatter)
}

fn section<T: fmt::Display>(
    formatter: &mut fmt::Formatter<'_>,
    title: &str,
    entries: &[T],
    more: u64,
) -> fmt::Result {
    if entries.is_empty() {
        return Ok(());
    }
    writeln!(formatter, "{title}:")?;
    for entry in entries {
        writeln!(formatter, "  {entry}")?;
    }
    if more > 0 {
        writeln!(formatter, "  … and {} more", grouped(more))?;
    }
    writeln!(formatter)
}

/// With a comma every three digits.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_texts_are_short_and_hold_no_control_characters() {
        assert_eq!(excerpt("a\tb\u{1b}[31m\r\n"), "a\\tb\\u{1b}[31m\\r\\n");
        assert_eq!(excerpt("").len(), 0);
        let long = excerpt(&"ä".repeat(5_000));
        assert_eq!(long.chars().count(), EXCERPT_CHARS + 1);
        assert!(long.ends_with('…'));
    }

    #[test]
    fn numbers_are_grouped_by_three() {
        assert_eq!(
            [0, 12, 123, 1_234, 1_234_567].map(grouped),
            ["0", "12", "123", "1,234", "1,234,567"]
        );
    }

    #[test]
    fn all_rejections_are_counted_and_the_first_thousand_kept() {
        let mut report = ImportReport::new(false);
        let file = report.begin_file("a.csv", Format::ShopifyCsv);
        for line in 1..=1_234 {
            report.count_read(file, RecordKind::Variant);
            let place = Place { file, line };
            report
                .reject(place, RecordKind::Variant, "Price", "is bad", "x")
                .unwrap();
        }
        assert_eq!(report.rejections().len(), 1_000);
        assert_eq!(report.total().rejected, 1_234);
        assert!(report.adds_up());
        let text = report.to_string();
        assert!(
            text.contains("  a.csv:1000: Price: is bad: x\n  … and 234 more\n"),
            "{text}"
        );
        assert!(
            text.ends_with(
                "1,234 records read = 0 stored + 0 unchanged + 0 older + 1,234 rejected\n"
            )
        );
    }
}
