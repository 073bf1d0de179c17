//! Collections as immutable entities. Their members and their place in the tree are the store's to tell.

use serde::{Deserialize, Serialize};

use super::{
    body::{Body, BodyBuilder, Span},
    event::{CollectionFact, CollectionSortOrder, ImageFact},
    id::{Key, derived_id},
    stored::Stored,
    text::plain_text,
    time::Timestamp,
};

/// A collection without its members.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Collection {
    /// Key derived from the id.
    pub key: Key,
    text: Body,
    id: Span,
    handle: Span,
    title: Span,
    description_html: Span,
    description: Span,
    seo_title: Span,
    seo_description: Span,
    /// Picture.
    #[serde(with = "super::stored::as_json")]
    pub image: Option<ImageFact>,
    /// Order when a caller names none.
    pub sort_order: CollectionSortOrder,
    /// Last change at the source, else the version.
    pub updated_at: Timestamp,
}

impl Collection {
    /// Builds the entity of a fact.
    pub fn build(fact: &CollectionFact, version: Timestamp) -> Self {
        let mut text = BodyBuilder::default();
        let mut image = fact.image.clone();
        if let Some(image) = image.as_mut().filter(|image| image.id.is_empty()) {
            image.id = derived_id("CollectionImage", &fact.id, &image.url);
        }
        Self {
            key: Key::of(&fact.id),
            id: text.push(&fact.id),
            handle: text.push(&fact.handle),
            title: text.push(&fact.title),
            description_html: text.push(&fact.description_html),
            description: text.push(&plain_text(&fact.description_html)),
            seo_title: text.push_option(fact.seo.title.as_deref()),
            seo_description: text.push_option(fact.seo.description.as_deref()),
            image,
            sort_order: fact.sort_order,
            updated_at: fact.updated_at.unwrap_or(version),
            text: text.finish(),
        }
    }

    /// Opaque id, as the source gave it.
    pub fn id(&self) -> &str {
        self.text.get(self.id)
    }

    /// Unique name in addresses.
    pub fn handle(&self) -> &str {
        self.text.get(self.handle)
    }

    /// Name in the shop's own language.
    pub fn title(&self) -> &str {
        self.text.get(self.title)
    }

    /// Description as HTML.
    pub fn description_html(&self) -> &str {
        self.text.get(self.description_html)
    }

    /// Description as plain text.
    pub fn description(&self) -> &str {
        self.text.get(self.description)
    }

    /// Title for search engines.
    pub fn seo_title(&self) -> Option<&str> {
        self.text.find(self.seo_title)
    }

    /// Description for search engines.
    pub fn seo_description(&self) -> Option<&str> {
        self.text.find(self.seo_description)
    }
}

impl Stored for Collection {
    fn weight_bytes(&self) -> usize {
        let image = self.image.as_ref().map_or(0, |image| {
            let alt_text = image.alt_text.as_ref().map_or(0, String::len);
            image.id.len() + image.url.len() + alt_text
        });
        size_of::<Self>() + self.text.size_bytes() + image
    }

    fn is_sound(&self) -> bool {
        let spans = [
            self.id,
            self.handle,
            self.title,
            self.description_html,
            self.description,
            self.seo_title,
            self.seo_description,
        ];
        spans.iter().all(|span| self.text.holds(*span))
    }
}

/// The one above among so many, unless that or one higher up closes a ring.
pub fn parent_outside_rings<T: Copy + PartialEq>(
    of: T,
    above: impl Fn(T) -> Option<T>,
    count: usize,
) -> Option<T> {
    let parent = above(of)?;
    let mut ancestor = Some(parent);
    for _ in 0..count {
        match ancestor {
            None => return Some(parent),
            Some(ancestor) if ancestor == of => return None,
            Some(higher) => ancestor = above(higher),
        }
    }
    None
}
