//! Pictures, films and models.
//!
//! Addresses are given as they came; paths of this service become absolute. Transforms are parameters added to the
//! address, and only where the source is known to understand them: this service's own pictures and Shopify's.

use std::{borrow::Cow, sync::Arc};

use async_graphql::{
    Context, ID, InputObject, Interface, Object, SimpleObject, Value, parser::types::Field,
};

use super::{
    at_once::{self, InHand},
    enums::{CropRegion, ImageContentType, MediaContentType, MediaHost, MediaPresentationFormat},
    scalars::{Json, Url},
    scope::{Scope, scope},
};
use crate::domain::{
    event::{ImageFact, MediaKind, MediaSourceFact},
    id::derived_id,
    product::{self, Product, Variants},
};

/// A picture.
#[derive(Debug, Clone)]
pub struct Image {
    id: ImageId,
    url: String,
    alt_text: Option<String>,
    width: Option<i32>,
    height: Option<i32>,
}

/// The id of a picture, derived when it is asked for where the source gave none.
#[derive(Debug, Clone)]
enum ImageId {
    Given(String),
    /// Of the media of the product with this id.
    OfMedia(String),
}

impl Image {
    /// A picture of a product or its options.
    pub fn of_product(product: &Product, image: &product::Image) -> Self {
        let id = match product.text().find(image.id) {
            Some(id) => ImageId::Given(id.to_owned()),
            None => ImageId::OfMedia(product.id().to_owned()),
        };
        Self::of_body(product.text(), image, id)
    }

    /// The picture of a variant.
    pub fn of_variant(variants: &Variants, image: &product::Image) -> Self {
        let id = ImageId::Given(variants.text().get(image.id).to_owned());
        Self::of_body(variants.text(), image, id)
    }

    fn of_body(text: &crate::domain::body::Body, image: &product::Image, id: ImageId) -> Self {
        Self {
            id,
            url: text.get(image.url).to_owned(),
            alt_text: text.find(image.alt_text).map(str::to_owned),
            width: image.width,
            height: image.height,
        }
    }

    /// A picture that a fact names; `owner` is the id of the record it belongs to.
    pub fn of_fact(fact: &ImageFact, owner: &str) -> Self {
        let id = match fact.id.as_str() {
            "" => derived_id("ImageSource", owner, &fact.url),
            id => id.to_owned(),
        };
        Self {
            id: ImageId::Given(id),
            url: fact.url.clone(),
            alt_text: fact.alt_text.clone(),
            width: fact.width,
            height: fact.height,
        }
    }

    fn opaque_id(&self) -> String {
        match &self.id {
            ImageId::Given(id) => id.clone(),
            ImageId::OfMedia(product) => product::image_id(product, &self.url),
        }
    }

    /// Its address as it came.
    pub fn address(&self) -> &str {
        &self.url
    }

    fn transformed(&self, resolving: &Context<'_>, transform: &Transform) -> Url<'_> {
        let absolute = scope(resolving).absolute(&self.url);
        let transformed = match self.source() {
            Some(source) => transform.apply(absolute, source),
            None => absolute,
        };
        Url(transformed)
    }

    /// Whose transforms the address understands.
    fn source(&self) -> Option<ImageSource> {
        if self.url.starts_with('/') {
            return Some(ImageSource::Own);
        }
        let host = self.url.split('/').nth(2)?;
        (host == "cdn.shopify.com" || host.ends_with(".myshopify.com"))
            .then_some(ImageSource::Shopify)
    }
}

impl InHand for Image {
    fn read(&self, field: &Field, scope: &Scope) -> Option<Value> {
        Some(match field.name.node.as_str() {
            "altText" => at_once::text(self.alt_text.as_deref()),
            "height" => at_once::number(self.height),
            "id" => Value::String(self.opaque_id()),
            "url" => Value::String(scope.absolute(&self.url).into_owned()),
            "width" => at_once::number(self.width),
            _ => return None,
        })
    }
}

/// Sources that transform pictures by parameters of the address. Both know width, height and crop; only Shopify's can
/// give another format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ImageSource {
    Own,
    Shopify,
}

/// What is asked of a picture.
#[derive(Debug, Clone, Default)]
struct Transform {
    width: Option<i32>,
    height: Option<i32>,
    crop: Option<CropRegion>,
    content_type: Option<ImageContentType>,
    scale: Option<i32>,
}

impl Transform {
    fn apply<'a>(&self, address: Cow<'a, str>, source: ImageSource) -> Cow<'a, str> {
        let scale = self.scale.unwrap_or(1).clamp(1, 3);
        let size = |pixels: Option<i32>| {
            pixels
                .filter(|pixels| *pixels > 0)
                .map(|pixels| pixels.saturating_mul(scale).min(5760))
        };
        let crop = self.crop.map(|crop| match crop {
            CropRegion::Bottom => "bottom",
            CropRegion::Center => "center",
            CropRegion::Left => "left",
            CropRegion::Right => "right",
            CropRegion::Top => "top",
        });
        let format = self.content_type.filter(|_| source == ImageSource::Shopify);
        let format = format.map(|format| match format {
            ImageContentType::Jpg => "jpg",
            ImageContentType::Png => "png",
            ImageContentType::Webp => "webp",
        });
        let parameters = [
            ("width", size(self.width).map(|pixels| pixels.to_string())),
            ("height", size(self.height).map(|pixels| pixels.to_string())),
            ("crop", crop.map(str::to_owned)),
            ("format", format.map(str::to_owned)),
        ];
        let mut address = address;
        for (name, value) in parameters {
            if let Some(value) = value {
                let separator = if address.contains('?') { '&' } else { '?' };
                address
                    .to_mut()
                    .push_str(&format!("{separator}{name}={value}"));
            }
        }
        address
    }
}

/// How a picture is wanted.
#[derive(Debug, InputObject)]
pub struct ImageTransformInput {
    /// What stays when it is cut.
    crop: Option<CropRegion>,
    /// Most pixels high.
    max_height: Option<i32>,
    /// Most pixels wide.
    max_width: Option<i32>,
    /// Format, where the source can give it.
    preferred_content_type: Option<ImageContentType>,
    /// Factor for dense screens, 1 to 3.
    scale: Option<i32>,
}

/// A picture.
#[Object]
impl Image {
    /// Alternative text.
    fn alt_text(&self) -> Option<&str> {
        self.alt_text.as_deref()
    }

    /// Height in pixels of the picture as it is.
    fn height(&self) -> Option<i32> {
        self.height
    }

    /// Opaque id.
    fn id(&self) -> Option<ID> {
        Some(ID(self.opaque_id()))
    }

    /// Address of the picture as it is.
    #[graphql(deprecation = "Use `url`.")]
    fn original_src(&self, resolving: &Context<'_>) -> Url<'_> {
        Url(scope(resolving).absolute(&self.url))
    }

    /// Address of the picture as it is.
    #[graphql(deprecation = "Use `url`.")]
    fn src(&self, resolving: &Context<'_>) -> Url<'_> {
        Url(scope(resolving).absolute(&self.url))
    }

    /// A tiny preview; none is kept.
    fn thumbhash(&self) -> Option<&str> {
        None
    }

    /// Address of the picture as wanted.
    #[graphql(deprecation = "Use `url(transform:)`.")]
    fn transformed_src(
        &self,
        resolving: &Context<'_>,
        crop: Option<CropRegion>,
        max_height: Option<i32>,
        max_width: Option<i32>,
        preferred_content_type: Option<ImageContentType>,
        scale: Option<i32>,
    ) -> Url<'_> {
        let transform = Transform {
            width: max_width,
            height: max_height,
            crop,
            content_type: preferred_content_type,
            scale,
        };
        self.transformed(resolving, &transform)
    }

    /// Address of the picture, as wanted.
    fn url(&self, resolving: &Context<'_>, transform: Option<ImageTransformInput>) -> Url<'_> {
        let transform = transform.map_or_else(Transform::default, |input| Transform {
            width: input.max_width,
            height: input.max_height,
            crop: input.crop,
            content_type: input.preferred_content_type,
            scale: input.scale,
        });
        self.transformed(resolving, &transform)
    }

    /// Width in pixels of the picture as it is.
    fn width(&self) -> Option<i32> {
        self.width
    }
}

/// What every kind of media shares.
#[derive(Debug, Clone)]
struct MediaBase {
    id: String,
    alt: Option<String>,
    image: Option<Image>,
}

/// How media are shown by players of other makers.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct MediaPresentation {
    /// Opaque id.
    #[graphql(deprecation = "It identifies nothing that can be asked for.")]
    id: ID,
}

#[async_graphql::ComplexObject]
impl MediaPresentation {
    /// Settings of a player; the catalog has none.
    fn as_json(
        &self,
        #[graphql(name = "format")] _format: MediaPresentationFormat,
    ) -> Option<Json> {
        None
    }
}

/// Defines the fields that all kinds of media have.
macro_rules! media_object {
    ($(#[$doc:meta])* $name:ident, $kind:expr, { $($own:tt)* }) => {
        $(#[$doc])*
        #[Object]
        impl $name {
            /// Alternative text.
            async fn alt(&self) -> Option<&str> {
                self.base.alt.as_deref()
            }

            /// Opaque id.
            async fn id(&self) -> ID {
                ID(self.base.id.clone())
            }

            /// What it is.
            async fn media_content_type(&self) -> MediaContentType {
                $kind
            }

            /// How it is shown by players of other makers; the catalog does not say.
            async fn presentation(&self) -> Option<MediaPresentation> {
                None
            }

            /// A picture that stands for it.
            async fn preview_image(&self) -> Option<&Image> {
                self.base.image.as_ref()
            }

            $($own)*
        }
    };
}

/// A picture among the media.
#[derive(Debug, Clone)]
pub struct MediaImage {
    base: MediaBase,
}

impl MediaImage {
    /// A picture of its own, such as a swatch or a logo.
    pub fn of_image(image: Image, owner: &str) -> Self {
        Self {
            base: MediaBase {
                id: derived_id("MediaImage", owner, image.address()),
                alt: image.alt_text.clone(),
                image: Some(image),
            },
        }
    }
}

media_object! {
    /// A picture among the media.
    MediaImage, MediaContentType::Image, {
        /// The picture.
        async fn image(&self) -> Option<&Image> {
            self.base.image.as_ref()
        }
    }
}

/// A film with its files.
#[derive(Debug, Clone)]
pub struct Video {
    base: MediaBase,
    sources: Box<[MediaSourceFact]>,
}

media_object! {
    /// A film with its files.
    Video, MediaContentType::Video, {
        /// The files.
        async fn sources(&self) -> Vec<VideoSource> {
            let source = |fact: &MediaSourceFact| VideoSource {
                format: fact.format.clone(),
                height: fact.height,
                mime_type: fact.mime_type.clone(),
                url: fact.url.clone(),
                width: fact.width,
            };
            self.sources.iter().map(source).collect()
        }
    }
}

/// A file of a film.
#[derive(Debug, Clone, SimpleObject)]
pub struct VideoSource {
    /// Short name of the format, `mp4`.
    format: String,
    /// Height in pixels.
    height: i32,
    /// Media type, `video/mp4`.
    mime_type: String,
    /// Address.
    url: String,
    /// Width in pixels.
    width: i32,
}

/// A three-dimensional model.
#[derive(Debug, Clone)]
pub struct Model3d {
    base: MediaBase,
    sources: Box<[MediaSourceFact]>,
}

media_object! {
    /// A three-dimensional model.
    Model3d, MediaContentType::Model3d, {
        /// The files.
        async fn sources(&self) -> Vec<Model3dSource> {
            let source = |fact: &MediaSourceFact| Model3dSource {
                filesize: fact.size_bytes,
                format: fact.format.clone(),
                mime_type: fact.mime_type.clone(),
                url: fact.url.clone(),
            };
            self.sources.iter().map(source).collect()
        }
    }
}

/// A file of a model.
#[derive(Debug, Clone, SimpleObject)]
pub struct Model3dSource {
    /// Size in bytes.
    filesize: i32,
    /// Short name of the format, `glb`.
    format: String,
    /// Media type.
    mime_type: String,
    /// Address.
    url: String,
}

/// A film on another site.
#[derive(Debug, Clone)]
pub struct ExternalVideo {
    base: MediaBase,
    embed_url: String,
    origin_url: String,
}

media_object! {
    /// A film on another site.
    ExternalVideo, MediaContentType::ExternalVideo, {
        /// Address where it can be embedded.
        async fn embed_url(&self) -> Url<'_> {
            self.embed_url.as_str().into()
        }

        /// Address where it can be embedded.
        #[graphql(deprecation = "Use `embedUrl`.")]
        async fn embedded_url(&self) -> Url<'_> {
            self.embed_url.as_str().into()
        }

        /// The site.
        async fn host(&self) -> MediaHost {
            if self.embed_url.contains("vimeo") { MediaHost::Vimeo } else { MediaHost::Youtube }
        }

        /// Address of its own page.
        async fn origin_url(&self) -> Url<'_> {
            self.origin_url.as_str().into()
        }
    }
}

/// A picture, film or model.
#[derive(Debug, Clone, Interface)]
#[graphql(
    field(name = "alt", ty = "Option<&str>"),
    field(name = "id", ty = "ID"),
    field(name = "media_content_type", ty = "MediaContentType"),
    field(name = "presentation", ty = "Option<MediaPresentation>"),
    field(name = "preview_image", ty = "Option<&Image>")
)]
pub enum Media {
    /// A film on another site.
    ExternalVideo(ExternalVideo),
    /// A picture.
    MediaImage(MediaImage),
    /// A model.
    Model3d(Model3d),
    /// A film.
    Video(Video),
}

impl Media {
    /// Media of a product.
    pub fn of_product(product: &Arc<Product>, media: &product::Media) -> Self {
        let text = product.text();
        let base = MediaBase {
            id: product.media_id(media).into_owned(),
            alt: text.find(media.alt).map(str::to_owned),
            image: media
                .image
                .as_ref()
                .map(|image| Image::of_product(product, image)),
        };
        let sources = media.sources.clone();
        match media.kind {
            MediaKind::Image => Self::MediaImage(MediaImage { base }),
            MediaKind::Video => Self::Video(Video { base, sources }),
            MediaKind::Model3d => Self::Model3d(Model3d { base, sources }),
            MediaKind::ExternalVideo => {
                let embed_url = text.get(media.embed_url).to_owned();
                let origin_url = text.find(media.origin_url).map(str::to_owned);
                Self::ExternalVideo(ExternalVideo {
                    base,
                    origin_url: origin_url.unwrap_or_else(|| embed_url.clone()),
                    embed_url,
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transformed(url: &str, transform: &Transform) -> String {
        let image = Image::of_fact(
            &ImageFact {
                url: url.into(),
                ..Default::default()
            },
            "",
        );
        match image.source() {
            Some(source) => transform.apply(url.into(), source).into_owned(),
            None => url.to_owned(),
        }
    }

    #[test]
    fn transforms_are_added_only_where_the_source_understands_them() {
        let transform = Transform {
            width: Some(100),
            crop: Some(CropRegion::Center),
            content_type: Some(ImageContentType::Webp),
            scale: Some(2),
            ..Transform::default()
        };
        assert_eq!(
            transformed("/pictures/tent.svg?color=aa0000", &transform),
            "/pictures/tent.svg?color=aa0000&width=200&crop=center"
        );
        assert_eq!(
            transformed("https://cdn.shopify.com/s/a.jpg", &transform),
            "https://cdn.shopify.com/s/a.jpg?width=200&crop=center&format=webp"
        );
        let other = "http://images.example/a.jpg";
        assert_eq!(transformed(other, &transform), other);
    }
}
