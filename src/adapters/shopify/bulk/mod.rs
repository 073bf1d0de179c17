//! JSONL of a Shopify bulk operation: nested records flattened to lines, children naming their parent in
//! `__parentId`.
//!
//! Lines are typed by `__typename`, else by the id, else by their fields. A child may come before its parent and in
//! another file: it waits, and is judged at the end. Products, collections and the like are drafts until then, because
//! only the end of the last file tells that nothing more belongs to them.
//!
//! Not read: other types than those of [`Kind`]; they are told, not passed over in silence.

mod attach;
mod convert;
mod draft;
mod offer;
mod place;
mod record;

use rustc_hash::FxHashMap;
use simd_json::{Tape, prelude::*};

use crate::{
    application::import::{
        Gathered, ImportError, ImportReport, Place, RecordKind,
        json::{JsonLines, decode},
    },
    domain::{
        event::{LocationFact, MetafieldFact},
        id::kind_of,
        time::Timestamp,
    },
};

use super::{Fault, Known};
use draft::{CollectionDraft, PriceListDraft, ProductDraft, TranslationDraft};

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Product,
    Variant,
    Option,
    Media(crate::domain::event::MediaKind),
    Image,
    Metafield,
    Collection,
    Translation,
    InventoryLevel,
    Location,
    PriceList,
    ListPrice,
}

impl Kind {
    fn named(name: &str) -> Option<Self> {
        use crate::domain::event::MediaKind;
        Some(match name {
            "Product" => Self::Product,
            "ProductVariant" => Self::Variant,
            "ProductOption" => Self::Option,
            "MediaImage" => Self::Media(MediaKind::Image),
            "Video" => Self::Media(MediaKind::Video),
            "ExternalVideo" => Self::Media(MediaKind::ExternalVideo),
            "Model3d" => Self::Media(MediaKind::Model3d),
            "Image" | "ProductImage" | "ImageSource" => Self::Image,
            "Metafield" => Self::Metafield,
            "Collection" => Self::Collection,
            "Translation" => Self::Translation,
            "InventoryLevel" => Self::InventoryLevel,
            "Location" => Self::Location,
            "PriceList" => Self::PriceList,
            "PriceListPrice" => Self::ListPrice,
            _ => return None,
        })
    }

    fn record(self) -> RecordKind {
        match self {
            Self::Product => RecordKind::Product,
            Self::Variant => RecordKind::Variant,
            Self::Option => RecordKind::Option,
            Self::Media(_) | Self::Image => RecordKind::Media,
            Self::Metafield => RecordKind::Metafield,
            Self::Collection => RecordKind::Collection,
            Self::Translation => RecordKind::Translation,
            Self::InventoryLevel => RecordKind::Stock,
            Self::Location | Self::PriceList => RecordKind::Setting,
            Self::ListPrice => RecordKind::Price,
        }
    }
}

/// What an id names within this import.
#[derive(Debug, Clone, Copy)]
enum Owner {
    Product(usize),
    Variant(usize, usize),
    Collection(usize),
    PriceList(usize),
    /// A record that was rejected; its children are rejected with it.
    Rejected(Place),
}

/// What became of a line.
enum Outcome {
    /// It is part of a draft.
    Placed,
    /// Its parent (with this id) is not there yet.
    Waits(String),
    /// It cannot be used.
    Faulty(Fault),
}

/// A line whose parent has not come yet.
struct Waiting {
    place: Place,
    as_of: Timestamp,
    kind: Kind,
    counted: RecordKind,
    parent: String,
    text: String,
}

/// Reads the lines of all bulk files of an import.
pub struct Bulk {
    known: Known,
    json: JsonLines,
    products: Vec<ProductDraft>,
    collections: Vec<CollectionDraft>,
    price_lists: Vec<PriceListDraft>,
    translations: FxHashMap<(String, String), TranslationDraft>,
    locations: Vec<(Place, Timestamp, LocationFact)>,
    owners: FxHashMap<String, Owner>,
    /// The owner found last: children mostly follow their parent.
    last_owner: Option<(String, Owner)>,
    waiting: Vec<Waiting>,
    /// Files that list products under collections, so that a collection without any is empty.
    files_with_members: Vec<u32>,
}

impl Bulk {
    /// A reader that has read nothing.
    pub fn new(known: Known) -> Self {
        Self {
            known,
            json: JsonLines::default(),
            products: Vec::new(),
            collections: Vec::new(),
            price_lists: Vec::new(),
            translations: FxHashMap::default(),
            locations: Vec::new(),
            owners: FxHashMap::default(),
            last_owner: None,
            waiting: Vec::new(),
            files_with_members: Vec::new(),
        }
    }

    /// Reads one line. `as_of` is the version of records that tell none.
    ///
    /// # Errors
    /// [`ImportError::Stopped`] in a strict import.
    pub fn line(
        &mut self,
        place: Place,
        text: &str,
        as_of: Timestamp,
        report: &mut ImportReport,
    ) -> Result<(), ImportError> {
        let mut json = std::mem::take(&mut self.json);
        let result = self.read_line(&mut json, place, text, as_of, report);
        self.json = json;
        result
    }

    fn read_line(
        &mut self,
        json: &mut JsonLines,
        place: Place,
        text: &str,
        as_of: Timestamp,
        report: &mut ImportReport,
    ) -> Result<(), ImportError> {
        let (tape, kind) = match json.parse(text) {
            Ok(tape) => match kind_of_line(&tape) {
                Ok(kind) => (tape, kind),
                Err(reason) => {
                    report.count_read(place.file, RecordKind::Unknown);
                    return report.reject(place, RecordKind::Unknown, "", reason, text);
                }
            },
            Err(error) => {
                report.count_read(place.file, RecordKind::Unknown);
                return report.reject(place, RecordKind::Unknown, error.field, error.reason, text);
            }
        };
        let counted = self.counted_as(kind, &tape);
        report.count_read(place.file, counted);
        match self.place(kind, counted, tape, text, place, as_of, report) {
            Outcome::Placed => Ok(()),
            Outcome::Waits(parent) => {
                self.waiting.push(Waiting {
                    place,
                    as_of,
                    kind,
                    counted,
                    parent,
                    text: text.to_owned(),
                });
                Ok(())
            }
            Outcome::Faulty(fault) => self.reject(place, counted, fault, report),
        }
    }

    /// A product under a collection, or the other way round, is a membership, unless it is told here first.
    fn counted_as(&self, kind: Kind, tape: &Tape<'_>) -> RecordKind {
        let line = tape.as_value();
        let nested = matches!(kind, Kind::Product | Kind::Collection)
            && line.get_str("__parentId").is_some();
        let known = |id| match self.owners.get(id) {
            Some(Owner::Collection(number)) => self.collections[*number].head.is_some(),
            owner => owner.is_some(),
        };
        let told_here = line.get_str("handle").is_some() && !line.get_str("id").is_some_and(known);
        if nested && !told_here {
            return RecordKind::Membership;
        }
        kind.record()
    }

    fn reject(
        &mut self,
        place: Place,
        counted: RecordKind,
        fault: Fault,
        report: &mut ImportReport,
    ) -> Result<(), ImportError> {
        report.reject(place, counted, fault.field, fault.reason, &fault.text)
    }

    /// Judges the lines that still wait for their parent and gives the facts of all files.
    ///
    /// # Errors
    /// [`ImportError::Stopped`] in a strict import.
    pub fn finish(mut self, report: &mut ImportReport) -> Result<Vec<Gathered>, ImportError> {
        let mut json = std::mem::take(&mut self.json);
        loop {
            let waiting = std::mem::take(&mut self.waiting);
            let before = waiting.len();
            for mut line in waiting {
                // It was parsed when it was read; parsing it again cannot fail.
                let Ok(tape) = json.parse(&line.text) else {
                    continue;
                };
                let (place, kind) = (line.place, line.kind);
                match self.place(
                    kind,
                    line.counted,
                    tape,
                    &line.text,
                    place,
                    line.as_of,
                    report,
                ) {
                    Outcome::Placed => {}
                    Outcome::Waits(parent) => {
                        line.parent = parent;
                        self.waiting.push(line);
                    }
                    Outcome::Faulty(fault) => self.reject(place, line.counted, fault, report)?,
                }
            }
            if self.waiting.len() == before {
                break;
            }
        }
        for line in std::mem::take(&mut self.waiting) {
            let reason = format!(
                "no record of this import has the id {}; add the file that holds it, or take this line out",
                line.parent
            );
            report.reject(line.place, line.counted, "__parentId", reason, &line.text)?;
        }
        self.conclude(report)
    }

    /// The owner of an id, if it has come already.
    fn owner(&mut self, id: &str) -> Option<Owner> {
        if let Some((last, owner)) = &self.last_owner
            && last == id
        {
            return Some(*owner);
        }
        let owner = *self.owners.get(id)?;
        self.last_owner = Some((id.to_owned(), owner));
        Some(owner)
    }

    fn own(&mut self, id: &str, owner: Owner) {
        self.last_owner = None;
        self.owners.insert(id.to_owned(), owner);
    }

    /// Puts a line where it belongs.
    #[expect(clippy::too_many_arguments, reason = "a line and where it came from")]
    fn place(
        &mut self,
        kind: Kind,
        counted: RecordKind,
        tape: Tape<'_>,
        text: &str,
        place: Place,
        as_of: Timestamp,
        report: &mut ImportReport,
    ) -> Outcome {
        let parent = tape.as_value().get_str("__parentId").map(str::to_owned);
        let line = Line {
            place,
            as_of,
            counted,
            text,
        };
        macro_rules! read {
            ($kind:ident) => {
                match decode::<record::$kind<'_>, record::$kind<'_>>(tape, text) {
                    Ok(record) => record,
                    Err(error) => {
                        return Outcome::Faulty(Fault::new(error.field, error.reason, text));
                    }
                }
            };
        }
        match kind {
            Kind::Product => {
                let metafields = metafields_by_alias(&tape);
                self.place_product(read!(Product), metafields, &line, report)
            }
            Kind::Collection => {
                let metafields = metafields_by_alias(&tape);
                self.place_collection(read!(Collection), metafields, &line, report)
            }
            Kind::PriceList => self.place_price_list(read!(PriceList), &line),
            Kind::Location => self.place_location(&tape, &line),
            _ => {
                let Some(parent) = parent else {
                    let reason = "is missing; it says which record this line belongs to";
                    return Outcome::Faulty(Fault::new("__parentId", reason, text));
                };
                match self.owner(&parent) {
                    None => Outcome::Waits(parent),
                    Some(Owner::Rejected(at)) => Outcome::Faulty(Fault::new(
                        "__parentId",
                        format!(
                            "belongs to {parent}, which was rejected in {}; mend that one",
                            report.name_of(at, place)
                        ),
                        text,
                    )),
                    Some(owner) => match kind {
                        Kind::Variant => {
                            let metafields = metafields_by_alias(&tape);
                            self.place_variant(owner, read!(Variant), metafields, &line, report)
                        }
                        Kind::Option => self.place_option(owner, read!(ProductOption), &line),
                        Kind::Media(media) => self.place_media(owner, media, read!(Media), &line),
                        Kind::Image => self.place_image(owner, read!(Image), &line),
                        Kind::Metafield => {
                            self.place_metafield(owner, read!(Metafield), &line, report)
                        }
                        Kind::Translation => {
                            self.place_translation(&parent, read!(Translation), &line)
                        }
                        Kind::InventoryLevel => {
                            self.place_inventory_level(owner, read!(InventoryLevel), &line)
                        }
                        Kind::ListPrice => self.place_list_price(owner, read!(ListPrice), &line),
                        Kind::Product | Kind::Collection | Kind::PriceList | Kind::Location => {
                            unreachable!("placed above")
                        }
                    },
                }
            }
        }
    }
}

/// A line and what it counts as.
struct Line<'a> {
    place: Place,
    as_of: Timestamp,
    counted: RecordKind,
    text: &'a str,
}

impl Line<'_> {
    fn misplaced(&self, what: &str, parents: &str) -> Outcome {
        let reason = format!("{what} belongs to {parents}, not to this kind of record");
        Outcome::Faulty(Fault::new("__parentId", reason, self.text))
    }
}

/// What a line is, by type name, id or fields.
fn kind_of_line(tape: &Tape<'_>) -> Result<Kind, String> {
    let line = tape.as_value();
    if !line.is_object() {
        return Err("is not a JSON object".into());
    }
    let id = line.get_str("id");
    if let Some(name) = line.get_str("__typename").or_else(|| id.and_then(kind_of)) {
        return Kind::named(name).ok_or_else(|| {
            format!("lines of type `{name}` are not read; see docs/interchange.md for how else to tell them")
        });
    }
    let has = |field| line.contains_key(field);
    if has("namespace") && has("key") {
        Ok(Kind::Metafield)
    } else if has("locale") && has("key") {
        Ok(Kind::Translation)
    } else if has("variant") && has("price") {
        Ok(Kind::ListPrice)
    } else if has("url") || has("src") || has("originalSrc") {
        Ok(Kind::Image)
    } else {
        Err("has neither `__typename` nor an id such as gid://shopify/Product/1, so its type cannot be told; ask for `id` or `__typename` in the query".into())
    }
}

/// Metafields that the query asked for one by one, under names of its own: `"care": {"namespace": …, "key": …}`.
fn metafields_by_alias(tape: &Tape<'_>) -> Vec<MetafieldFact> {
    let line = tape.as_value();
    let Some(fields) = line.as_object() else {
        return Vec::new();
    };
    let metafield = |field: simd_json::tape::Value<'_, '_>| {
        Some(MetafieldFact {
            id: field.get_str("id").unwrap_or_default().to_owned(),
            namespace: field.get_str("namespace")?.to_owned(),
            key: field.get_str("key")?.to_owned(),
            kind: text_type(field.get_str("type")).to_owned(),
            value: field.get_str("value")?.to_owned(),
            description: field.get_str("description").map(str::to_owned),
        })
    };
    fields
        .iter()
        .filter(|(_, value)| value.is_object())
        .filter_map(|(_, value)| metafield(value))
        .collect()
}

/// A metafield whose type was not asked for is a text.
fn text_type(kind: Option<&str>) -> &str {
    kind.unwrap_or("single_line_text_field")
}
