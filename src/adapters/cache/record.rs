//! Records: entities and floors as bytes in the shared tier.
//!
//! A record is its form, flags, the version, when the store was read, a checksum, and the encoded entity. Bytes that are not a
//! sound record of this build are a miss: the key's prefix holds [`FINGERPRINT`], the checksum finds damage, and an entity
//! says whether its parts fit together. The script that replaces records reads flags and version in place.

use std::hash::Hasher;

use bytes::{BufMut, Bytes, BytesMut};
use rustc_hash::FxHasher;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    application::{
        cached::Kind,
        catalog::{CollectionTree, Entity},
    },
    domain::{
        collection::Collection,
        event::{ContentFact, TranslationFact},
        fingerprint::{ENTITIES, fingerprint},
        offer::{Prices, Stock},
        product::{Metafields, Product, Variants},
        stored::Stored,
        time::Timestamp,
    },
};

/// Differs between builds whose entities, or their encoding, may differ.
pub const FINGERPRINT: u64 = ENTITIES
    ^ fingerprint(&[
        include_bytes!("record.rs"),
        include_bytes!("../../application/catalog.rs"),
    ]);

const FORM: u8 = 1;
/// The record says only that nothing older may be stored.
const FLOOR: u8 = 1;
/// There is no such entity.
const ABSENT: u8 = 2;
/// It was read from a follower.
const BEHIND: u8 = 4;
/// Form, flags, version, instant of reading, checksum.
const HEADER: usize = 1 + 1 + 8 + 8 + 8;

/// An entity that is kept in both tiers.
pub trait Cached: Entity + Stored {
    /// Its kind.
    const CACHED: Kind;

    /// Appends its encoding.
    fn encode(&self, out: &mut Vec<u8>);

    /// Reads an encoding; `None` when the bytes are none.
    fn decode(bytes: &[u8]) -> Option<Self>;
}

macro_rules! cached {
    ($write:ident $read:ident: $($entity:ty => $kind:ident),+ $(,)?) => {
        $(impl Cached for $entity {
            const CACHED: Kind = Kind::$kind;

            fn encode(&self, out: &mut Vec<u8>) {
                $write(self, out);
            }

            fn decode(bytes: &[u8]) -> Option<Self> {
                $read(bytes)
            }
        })+
    };
}

cached! { write_binary read_binary:
    Product => Product,
    Variants => Variants,
    Prices => Prices,
    Stock => Stock,
    Metafields => Metafields,
    Collection => Collection,
    CollectionTree => CollectionTree,
}

// The serde form of facts leaves fields out, which only a format with names can read back.
cached! { write_json read_json:
    ContentFact => Content,
    TranslationFact => Translation,
}

fn write_binary(entity: &impl Serialize, out: &mut Vec<u8>) {
    postcard::to_io(entity, out).expect("entities are encodable, and a vector takes all bytes");
}

fn read_binary<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let (entity, rest) = postcard::take_from_bytes(bytes).ok()?;
    rest.is_empty().then_some(entity)
}

fn write_json(fact: &impl Serialize, out: &mut Vec<u8>) {
    serde_json::to_writer(out, fact).expect("facts are values of JSON");
}

fn read_json<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    serde_json::from_slice(bytes).ok()
}

/// What the shared tier holds of an entity.
#[derive(Debug, PartialEq)]
pub struct Record<T> {
    /// The entity; `None` when there is none.
    pub value: Option<T>,
    /// Its version.
    pub version: Timestamp,
    /// When the reading of the store began, by the wall clock of the node that read.
    pub read_at: Timestamp,
    /// Whether it was read from a follower.
    pub is_behind: bool,
}

/// The record of an entity.
pub fn write<T: Cached>(
    value: Option<&T>,
    version: Timestamp,
    read_at: Timestamp,
    is_behind: bool,
) -> Bytes {
    let mut body = Vec::new();
    let mut flags = if is_behind { BEHIND } else { 0 };
    match value {
        Some(value) => value.encode(&mut body),
        None => flags |= ABSENT,
    }
    join(flags, version, read_at, &body)
}

/// The record of a floor.
pub fn write_floor(version: Timestamp) -> Bytes {
    join(FLOOR, version, Timestamp::EPOCH, &[])
}

/// Reads a record. `None` for a floor, and for bytes that are no sound record.
pub fn read<T: Cached>(bytes: &[u8]) -> Option<Record<T>> {
    let (flags, version, read_at, body) = split(bytes)?;
    if flags & FLOOR != 0 {
        return None;
    }
    let value = match flags & ABSENT {
        0 => Some(T::decode(body).filter(T::is_sound)?),
        _ => None,
    };
    Some(Record {
        value,
        version,
        read_at,
        is_behind: flags & BEHIND != 0,
    })
}

/// Whether a record may take the place of one that is held: never an older one, and a floor only that of an older one.
/// Redis does the same in its script.
pub fn replaces(held: &[u8], new: &[u8]) -> bool {
    match (split(held), split(new)) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some((_, held, ..)), Some((flags, new, ..))) => {
            held < new || (held == new && flags & FLOOR == 0)
        }
    }
}

fn join(flags: u8, version: Timestamp, read_at: Timestamp, body: &[u8]) -> Bytes {
    let mut record = BytesMut::with_capacity(HEADER + body.len());
    record.put_u8(FORM);
    record.put_u8(flags);
    record.put_i64(version.0);
    record.put_i64(read_at.0);
    let sum = checksum(&record, body);
    record.put_u64(sum);
    record.put_slice(body);
    record.freeze()
}

fn split(record: &[u8]) -> Option<(u8, Timestamp, Timestamp, &[u8])> {
    let (header, body) = record.split_first_chunk::<HEADER>()?;
    let (start, sum) = header.split_last_chunk::<8>()?;
    let (rest, read_at) = start.split_last_chunk::<8>()?;
    let ([form, flags], version) = rest.split_last_chunk::<8>()? else {
        return None;
    };
    let is_ours = *form == FORM && u64::from_be_bytes(*sum) == checksum(start, body);
    let time = |bytes: &[u8; 8]| Timestamp(i64::from_be_bytes(*bytes));
    is_ours.then(|| (*flags, time(version), time(read_at), body))
}

fn checksum(start: &[u8], body: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(start);
    hasher.write(body);
    hasher.finish()
}
