//! Events to bytes, by the contract of `catalog.capnp`.

mod content;
mod offer;
mod product;
mod setting;

use capnp::{message, serialize, text_list};

use super::{
    catalog_capnp::{ABSENT, event, removed},
    envelope::{Envelope, MOST_BYTES, MOST_VARIANTS},
};
use crate::domain::{
    event::{Fact, RemovedFact},
    time::Timestamp,
};

/// Why an event cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EncodeError {
    /// Readers would refuse it.
    #[error("has {size_bytes} bytes; an event may have {MOST_BYTES}")]
    TooLarge {
        /// Its size.
        size_bytes: usize,
    },
    /// Readers would refuse it.
    #[error("has {0} variants; a product may have {MOST_VARIANTS}")]
    TooManyVariants(usize),
    /// A version is an instant after 1970.
    #[error("has the version {0}; versions are microseconds since 1970, above 0")]
    Version(i64),
}

/// Sets texts that are not empty; a null pointer is the empty text.
macro_rules! texts {
    ($to:ident, $fact:expr; $($set:ident: $field:ident),+ $(,)?) => {
        $(if !$fact.$field.is_empty() {
            $to.$set($fact.$field.as_str());
        })+
    };
}
use texts;

/// Sets texts that are there.
macro_rules! optional_texts {
    ($to:ident, $fact:expr; $($set:ident: $field:ident),+ $(,)?) => {
        $(if let Some(text) = &$fact.$field {
            $to.$set(text.as_str());
        })+
    };
}
use optional_texts;

/// Sets lists of texts that are not empty.
macro_rules! text_lists {
    ($to:ident, $fact:expr; $($init:ident: $field:ident),+ $(,)?) => {
        $(if !$fact.$field.is_empty() {
            fill($to.reborrow().$init($fact.$field.len() as u32), &$fact.$field);
        })+
    };
}
use text_lists;

/// Fills a list of structs, if there is anything in it.
macro_rules! structs {
    ($to:ident, $init:ident, $facts:expr, $write:expr) => {
        if !$facts.is_empty() {
            let mut list = $to.reborrow().$init($facts.len() as u32);
            for (number, fact) in $facts.iter().enumerate() {
                $write(list.reborrow().get(number as u32), fact);
            }
        }
    };
}
use structs;

fn fill(mut list: text_list::Builder<'_>, texts: &[String]) {
    for (number, text) in texts.iter().enumerate() {
        list.set(number as u32, text.as_str());
    }
}

/// An instant that may be absent.
fn instant(instant: Option<Timestamp>) -> i64 {
    instant.map_or(ABSENT, |instant| instant.0)
}

/// The bytes of an event.
///
/// # Errors
/// When it is larger than readers take, or its version is none.
pub fn encode(envelope: &Envelope) -> Result<Vec<u8>, EncodeError> {
    let variants = match &envelope.event.fact {
        Fact::Product(fact) => fact.variants.len(),
        Fact::Prices(fact) => fact.variants.len(),
        Fact::Stock(fact) => fact.variants.len(),
        _ => 0,
    };
    if variants > MOST_VARIANTS {
        return Err(EncodeError::TooManyVariants(variants));
    }
    let version = envelope.event.version.0;
    if version <= 0 {
        return Err(EncodeError::Version(version));
    }
    let mut message = message::Builder::new_default();
    write_event(message.init_root(), envelope);
    let size_bytes = serialize::compute_serialized_size_in_words(&message) * 8;
    if size_bytes > MOST_BYTES {
        return Err(EncodeError::TooLarge { size_bytes });
    }
    Ok(serialize::write_message_to_words(&message))
}

fn write_event(mut to: event::Builder<'_>, envelope: &Envelope) {
    texts!(to, envelope; set_id: id, set_source: source);
    optional_texts!(to, envelope; set_trace_parent: trace_parent);
    to.set_occurred_at(envelope.occurred_at.0);
    to.set_version(envelope.event.version.0);
    let payload = to.init_payload();
    match &envelope.event.fact {
        Fact::Product(fact) => product::write(payload.init_product(), fact),
        Fact::Prices(fact) => offer::write_prices(payload.init_prices(), fact),
        Fact::Stock(fact) => offer::write_stock(payload.init_stock(), fact),
        Fact::Collection(fact) => content::write_collection(payload.init_collection(), fact),
        Fact::Membership(fact) => content::write_membership(payload.init_membership(), fact),
        Fact::Content(fact) => content::write(payload.init_content(), fact),
        Fact::Setting(fact) => setting::write(payload.init_setting(), fact),
        Fact::Removed(fact) => write_removed(payload.init_removed(), fact),
    }
}

fn write_removed(mut to: removed::Builder<'_>, fact: &RemovedFact) {
    match fact {
        RemovedFact::Product(id) => to.set_product(id.as_str()),
        RemovedFact::Prices(id) => to.set_prices(id.as_str()),
        RemovedFact::Stock(id) => to.set_stock(id.as_str()),
        RemovedFact::Collection(id) => to.set_collection(id.as_str()),
        RemovedFact::Membership(id) => to.set_membership(id.as_str()),
        RemovedFact::Page(id) => to.set_page(id.as_str()),
        RemovedFact::Blog(id) => to.set_blog(id.as_str()),
        RemovedFact::Article(id) => to.set_article(id.as_str()),
        RemovedFact::Menu(id) => to.set_menu(id.as_str()),
        RemovedFact::Policy(id) => to.set_policy(id.as_str()),
        RemovedFact::Metaobject(id) => to.set_metaobject(id.as_str()),
        RemovedFact::Redirect(id) => to.set_redirect(id.as_str()),
        RemovedFact::Shop(id) => to.set_shop(id.as_str()),
        RemovedFact::Market(id) => to.set_market(id.as_str()),
        RemovedFact::PriceList(id) => to.set_price_list(id.as_str()),
        RemovedFact::Location(id) => to.set_location(id.as_str()),
        RemovedFact::Translation(of) => {
            let mut to = to.init_translation();
            texts!(to, of; set_resource_id: resource_id, set_language: language);
        }
        RemovedFact::Search(of) => {
            let mut to = to.init_search();
            optional_texts!(to, of; set_collection_id: collection_id);
        }
    }
}
