//! Pages such as About.

use std::borrow::Cow;

use async_graphql::{Context, ID, Object, Result};

use super::{
    content::{self, content_type},
    metafield::{self, HasMetafieldsIdentifier, Metafield},
    product::Seo,
    scalars::{DateTime, Html, Url},
    scope::{Nullable, nullable, scope},
};
use crate::domain::{
    text::{plain_text, truncate},
    time::Timestamp,
};

/// Longest `bodySummary`, in characters, with its dots.
const SUMMARY_CHARS: usize = 150;

content_type!(
    /// A page such as About.
    Page = Page(PageFact), |page, _| !page.id.is_empty()
);

/// A page such as About.
#[Object]
impl Page {
    /// Text as HTML.
    async fn body(&self) -> Html<'_> {
        self.texts.or("body_html", &self.fact().body_html).into()
    }

    /// The beginning of the text without markup.
    async fn body_summary(&self) -> String {
        let text = plain_text(self.texts.or("body_html", &self.fact().body_html));
        truncate(&text, SUMMARY_CHARS).into_owned()
    }

    /// When it was made; where the source does not say, when it last changed.
    async fn created_at(&self) -> DateTime {
        let fact = self.fact();
        let instant = fact.created_at.or(fact.updated_at);
        instant.unwrap_or(Timestamp::EPOCH).into()
    }

    /// Unique name in addresses.
    async fn handle(&self) -> &str {
        &self.fact().handle
    }

    /// Opaque id.
    async fn id(&self) -> ID {
        self.fact().id.as_str().into()
    }

    /// A typed attribute; `custom` is the namespace when none is given.
    async fn metafield(
        &self,
        resolving: &Context<'_>,
        key: String,
        namespace: Option<String>,
    ) -> Nullable<Metafield> {
        nullable(metafield::find(
            resolving,
            &self.fact().id,
            namespace.as_deref(),
            &key,
        ))
        .await
    }

    /// Typed attributes in the order of their names; null for those that it does not have.
    async fn metafields(
        &self,
        resolving: &Context<'_>,
        identifiers: Vec<HasMetafieldsIdentifier>,
    ) -> Result<Vec<Option<Metafield>>> {
        metafield::find_all(resolving, &self.fact().id, &identifiers).await
    }

    /// Its address in the storefront.
    async fn online_store_url(&self, resolving: &Context<'_>) -> Option<Url<'static>> {
        let path = format!("/pages/{}", self.fact().handle);
        Some(scope(resolving).storefront(&path).into())
    }

    /// What search engines are told.
    async fn seo(&self) -> Option<Seo> {
        Some(content::seo(&self.fact().seo, &self.texts))
    }

    /// Name shown.
    async fn title(&self) -> &str {
        self.texts.or("title", &self.fact().title)
    }

    /// Parameters that attribute a visit to a search; there is nothing to attribute.
    async fn tracking_parameters(&self) -> Option<Cow<'_, str>> {
        None
    }

    /// When it last changed.
    async fn updated_at(&self) -> DateTime {
        self.fact().updated_at.unwrap_or(Timestamp::EPOCH).into()
    }
}
