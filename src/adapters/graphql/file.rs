//! Files that metafields point at.
//!
//! The read model keeps no files of its own: a file is known by the address that a metafield holds, as CSV exports
//! write it. An id of a file (`gid://…`) leads nowhere here.

use async_graphql::{ID, Object};

use super::{
    media::{Image, MediaImage},
    reference::MetafieldReference,
    scalars::Url,
};
use crate::domain::{event::ImageFact, id::derived_id};

/// Endings of addresses with the media type that they stand for.
const MEDIA_TYPES: [(&str, &str); 12] = [
    ("avif", "image/avif"),
    ("csv", "text/csv"),
    ("gif", "image/gif"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("json", "application/json"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("txt", "text/plain"),
    ("webp", "image/webp"),
    ("zip", "application/zip"),
];

fn media_type(address: &str) -> Option<&'static str> {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let (_, ending) = path.rsplit_once('.')?;
    let known = MEDIA_TYPES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(ending));
    known.map(|(_, media_type)| *media_type)
}

/// The file at an address: a picture where its ending says so. `None` for what is no address.
pub fn at_address(address: &str) -> Option<MetafieldReference> {
    let is_address = address.starts_with("https://") || address.starts_with("http://");
    if !is_address {
        return None;
    }
    let media_type = media_type(address);
    if media_type.is_some_and(|media_type| media_type.starts_with("image/")) {
        let fact = ImageFact {
            url: address.to_owned(),
            ..ImageFact::default()
        };
        let image = Image::of_fact(&fact, "");
        return Some(MediaImage::of_image(image, "").into());
    }
    let file = GenericFile {
        address: address.to_owned(),
        media_type,
    };
    Some(file.into())
}

/// A file that is neither picture nor film.
#[derive(Debug, Clone)]
pub struct GenericFile {
    address: String,
    media_type: Option<&'static str>,
}

/// A file that is neither picture nor film.
#[Object]
impl GenericFile {
    /// Alternative text; none is known.
    async fn alt(&self) -> Option<&str> {
        None
    }

    /// Opaque id.
    async fn id(&self) -> ID {
        derived_id("GenericFile", "", &self.address).into()
    }

    /// Media type, as far as the address tells.
    async fn mime_type(&self) -> Option<&str> {
        self.media_type
    }

    /// Size in bytes; it is not known.
    async fn original_file_size(&self) -> Option<i32> {
        None
    }

    /// A picture that stands for it; none is known.
    async fn preview_image(&self) -> Option<Image> {
        None
    }

    /// Address.
    async fn url(&self) -> Option<Url<'_>> {
        Some(self.address.as_str().into())
    }
}
