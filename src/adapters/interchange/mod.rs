//! Vitrina's own JSONL form: one catalog fact a line, documented in `docs/interchange.md`.
//!
//! It carries all that the service knows, so it is also how the data directory of the embedded store is written.
//! A line is `{"updatedAt": "…", "<aspect>": {…}}`; unknown names are refused, so that a slip of the pen is told.

pub mod data_dir;

use std::io::{self, Write};

use serde::{Deserialize, Serialize, Serializer};

use crate::{
    application::{
        import::{
            Gathered, ImportError, ImportReport, Place, RecordKind, Records,
            json::{JsonError, JsonLines, decode},
        },
        valid::{self, Invalid},
    },
    domain::{
        event::{
            CollectionFact, ContentFact, Event, Fact, MembershipFact, PricesFact, ProductFact,
            RemovedFact, SettingFact, StockFact,
        },
        time::Timestamp,
    },
};

/// A line as it is read: exactly one aspect.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Record {
    updated_at: Option<Timestamp>,
    product: Option<Box<ProductFact>>,
    prices: Option<PricesFact>,
    stock: Option<StockFact>,
    collection: Option<Box<CollectionFact>>,
    membership: Option<MembershipFact>,
    content: Option<Box<ContentFact>>,
    setting: Option<Box<SettingFact>>,
    removed: Option<RemovedFact>,
}

/// A line as it is written.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Written<'a> {
    updated_at: Version,
    #[serde(flatten)]
    fact: WrittenFact<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum WrittenFact<'a> {
    Product(&'a ProductFact),
    Prices(&'a PricesFact),
    Stock(&'a StockFact),
    Collection(&'a CollectionFact),
    Membership(&'a MembershipFact),
    Content(&'a ContentFact),
    Setting(&'a SettingFact),
    Removed(&'a RemovedFact),
}

/// A version keeps its microseconds, which the plain form of an instant drops.
struct Version(Timestamp);

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let micros = self.0.0.rem_euclid(1_000_000);
        if micros == 0 {
            return self.0.serialize(serializer);
        }
        let seconds = self.0.to_string();
        let seconds = seconds.trim_end_matches('Z');
        serializer.collect_str(&format_args!("{seconds}.{micros:06}Z"))
    }
}

/// Reads one line. `as_of` is the version of a line without `updatedAt`.
///
/// # Errors
/// [`JsonError`] naming the field that is wrong.
pub fn read_event(json: &mut JsonLines, text: &str, as_of: Timestamp) -> Result<Event, JsonError> {
    let record: Record = decode::<Record, Record>(json.parse(text)?, text)?;
    let facts = [
        record.product.map(Fact::Product),
        record.prices.map(Fact::Prices),
        record.stock.map(Fact::Stock),
        record.collection.map(Fact::Collection),
        record.membership.map(Fact::Membership),
        record.content.map(Fact::Content),
        record.setting.map(Fact::Setting),
        record.removed.map(Fact::Removed),
    ];
    let mut facts = facts.into_iter().flatten();
    let mut fact = match (facts.next(), facts.next()) {
        (Some(fact), None) => fact,
        (first, _) => {
            let found = if first.is_none() { "none" } else { "several" };
            return Err(JsonError {
                field: String::new(),
                reason: format!(
                    "has {found} of product, prices, stock, collection, membership, content, setting and removed; a line tells exactly one"
                ),
            });
        }
    };
    valid::check(&fact).map_err(|Invalid { field, reason }| JsonError { field, reason })?;
    valid::drop_fractions(&mut fact);
    Ok(Event {
        version: record.updated_at.unwrap_or(as_of),
        fact,
    })
}

/// Writes one line with its end.
///
/// # Errors
/// What writing failed with.
pub fn write_event(writer: &mut impl Write, event: &Event) -> io::Result<()> {
    let fact = match &event.fact {
        Fact::Product(product) => WrittenFact::Product(product),
        Fact::Prices(prices) => WrittenFact::Prices(prices),
        Fact::Stock(stock) => WrittenFact::Stock(stock),
        Fact::Collection(collection) => WrittenFact::Collection(collection),
        Fact::Membership(membership) => WrittenFact::Membership(membership),
        Fact::Content(content) => WrittenFact::Content(content),
        Fact::Setting(setting) => WrittenFact::Setting(setting),
        Fact::Removed(removed) => WrittenFact::Removed(removed),
    };
    let line = Written {
        updated_at: Version(event.version),
        fact,
    };
    serde_json::to_writer(&mut *writer, &line)?;
    writer.write_all(b"\n")
}

/// Reads the lines of an import's files in this form.
#[derive(Default)]
pub struct Interchange {
    json: JsonLines,
}

impl Interchange {
    /// Reads one line; `None` when it was rejected. `as_of` is the version of a line without `updatedAt`.
    ///
    /// # Errors
    /// [`ImportError::Stopped`] in a strict import.
    pub fn line(
        &mut self,
        place: Place,
        text: &str,
        as_of: Timestamp,
        report: &mut ImportReport,
    ) -> Result<Option<Gathered>, ImportError> {
        let event = match read_event(&mut self.json, text, as_of) {
            Ok(event) => event,
            Err(error) => {
                report.count_read(place.file, RecordKind::Unknown);
                report.reject(place, RecordKind::Unknown, error.field, error.reason, text)?;
                return Ok(None);
            }
        };
        let kind = kind_of(&event.fact);
        report.count_read(place.file, kind);
        let mut records = Records::default();
        records.count(place.file, kind);
        Ok(Some(Gathered {
            place,
            kind,
            events: vec![event],
            records,
        }))
    }
}

fn kind_of(fact: &Fact) -> RecordKind {
    match fact {
        Fact::Product(_) => RecordKind::Product,
        Fact::Prices(_) => RecordKind::Price,
        Fact::Stock(_) => RecordKind::Stock,
        Fact::Collection(_) => RecordKind::Collection,
        Fact::Membership(_) => RecordKind::Membership,
        Fact::Content(_) => RecordKind::Content,
        Fact::Setting(setting) => match setting.as_ref() {
            SettingFact::Translation(_) => RecordKind::Translation,
            _ => RecordKind::Setting,
        },
        Fact::Removed(_) => RecordKind::Removal,
    }
}
