//! Content beside the catalog: pages, blogs, articles, menus, policies, metaobjects, redirects.

use serde::{Deserialize, Serialize};

use super::{ImageFact, MetafieldFact, SeoFact, is_default};
use crate::domain::time::Timestamp;

/// Content beside the catalog.
#[expect(
    clippy::large_enum_variant,
    reason = "a fact holds it in a box, and stores hold facts by reference count"
)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ContentFact {
    /// A page such as About.
    Page(PageFact),
    /// A blog without its articles.
    Blog(BlogFact),
    /// An article of a blog.
    Article(ArticleFact),
    /// A navigation menu.
    Menu(MenuFact),
    /// A policy of the shop.
    Policy(PolicyFact),
    /// A typed record of the shop's own making.
    Metaobject(MetaobjectFact),
    /// An address that moved.
    Redirect(RedirectFact),
}

impl ContentFact {
    /// Id and typed attributes of what the fact is about; `None` for kinds that have none.
    pub fn attributes(&self) -> Option<(&str, &[MetafieldFact])> {
        match self {
            Self::Page(page) => Some((&page.id, &page.metafields)),
            Self::Blog(blog) => Some((&blog.id, &blog.metafields)),
            Self::Article(article) => Some((&article.id, &article.metafields)),
            Self::Menu(_) | Self::Policy(_) | Self::Metaobject(_) | Self::Redirect(_) => None,
        }
    }

    /// The fact as stores answer with it: where the source told no last change, the version of the fact stands. What
    /// is kept for comparison with later facts stays as the source told it.
    #[must_use]
    pub fn with_version(mut self, version: Timestamp) -> Self {
        let updated_at = match &mut self {
            Self::Page(page) => &mut page.updated_at,
            Self::Article(article) => &mut article.updated_at,
            Self::Metaobject(metaobject) => &mut metaobject.updated_at,
            Self::Blog(_) | Self::Menu(_) | Self::Policy(_) | Self::Redirect(_) => return self,
        };
        updated_at.get_or_insert(version);
        self
    }
}

/// A page.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct PageFact {
    /// Opaque id.
    pub id: String,
    /// Unique name in addresses.
    pub handle: String,
    /// Name shown.
    pub title: String,
    /// Text as HTML.
    pub body_html: String,
    /// Title and description for search engines.
    #[serde(skip_serializing_if = "is_default")]
    pub seo: SeoFact,
    /// Creation at the source.
    pub created_at: Option<Timestamp>,
    /// Last change at the source.
    pub updated_at: Option<Timestamp>,
    /// Typed attributes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub metafields: Vec<MetafieldFact>,
}

/// A blog.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct BlogFact {
    /// Opaque id.
    pub id: String,
    /// Unique name in addresses.
    pub handle: String,
    /// Name shown.
    pub title: String,
    /// Title and description for search engines.
    #[serde(skip_serializing_if = "is_default")]
    pub seo: SeoFact,
    /// Typed attributes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub metafields: Vec<MetafieldFact>,
}

/// An article.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ArticleFact {
    /// Opaque id.
    pub id: String,
    /// Handle of its blog.
    pub blog_handle: String,
    /// Unique name within the blog.
    pub handle: String,
    /// Name shown.
    pub title: String,
    /// Who wrote it.
    pub author: AuthorFact,
    /// Text as HTML.
    pub content_html: String,
    /// Short text as HTML.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub excerpt_html: Option<String>,
    /// Picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<ImageFact>,
    /// Tags.
    pub tags: Vec<String>,
    /// From when on it is shown.
    pub published_at: Option<Timestamp>,
    /// Last change at the source.
    pub updated_at: Option<Timestamp>,
    /// Title and description for search engines.
    #[serde(skip_serializing_if = "is_default")]
    pub seo: SeoFact,
    /// Typed attributes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub metafields: Vec<MetafieldFact>,
}

/// Who wrote an article.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct AuthorFact {
    /// Full name.
    pub name: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Address for mail.
    pub email: String,
    /// A few words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bio: Option<String>,
}

/// A navigation menu.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct MenuFact {
    /// Opaque id.
    pub id: String,
    /// Unique name.
    pub handle: String,
    /// Name shown.
    pub title: String,
    /// Entries in order.
    pub items: Vec<MenuItemFact>,
}

/// An entry of a menu.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct MenuItemFact {
    /// Opaque id; empty: derived from the menu and the place in it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Name shown.
    pub title: String,
    /// A value of the enum `MenuItemType`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Path such as `/collections/tents`, or an absolute address.
    pub url: String,
    /// Id of what it leads to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_id: Option<String>,
    /// Tags that narrow a collection.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Entries below.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<MenuItemFact>,
}

/// A policy of the shop. The handle says which: `privacy-policy`, `refund-policy`, `shipping-policy`,
/// `terms-of-service`, `subscription-policy`, `terms-of-sale`, `legal-notice`, `contact-information`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct PolicyFact {
    /// Opaque id.
    pub id: String,
    /// Which policy.
    pub handle: String,
    /// Name shown.
    pub title: String,
    /// Text as HTML.
    pub body_html: String,
}

/// A typed record of the shop's own making.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct MetaobjectFact {
    /// Opaque id.
    pub id: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Unique name within the type.
    pub handle: String,
    /// Fields in order.
    pub fields: Vec<MetaobjectFieldFact>,
    /// Last change at the source.
    pub updated_at: Option<Timestamp>,
}

/// A field of a metaobject.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct MetaobjectFieldFact {
    /// Name.
    pub key: String,
    /// Type, as of metafields.
    #[serde(rename = "type")]
    pub kind: String,
    /// Value as text.
    pub value: Option<String>,
}

/// An address that moved.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct RedirectFact {
    /// Opaque id.
    pub id: String,
    /// Old path.
    pub path: String,
    /// New path or address.
    pub target: String,
}
