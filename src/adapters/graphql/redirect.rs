//! Redirects: addresses that moved.

use std::sync::Arc;

use async_graphql::{ID, Object};

use super::{content::Content, scope::Texts};
use crate::{
    application::catalog::ContentKind,
    domain::{
        event::{ContentFact, RedirectFact},
        id::derived_id,
        time::Timestamp,
    },
};

/// An address that moved.
#[derive(Debug, Clone)]
pub struct UrlRedirect(RedirectFact);

impl UrlRedirect {
    /// The redirect that follows from a product's earlier handle.
    pub fn of_history(path: &str, target: &str) -> Self {
        Self(RedirectFact {
            id: derived_id("UrlRedirect", path, target),
            path: path.to_owned(),
            target: target.to_owned(),
        })
    }

    /// Where it leads: a path, or an address elsewhere.
    pub fn destination(&self) -> &str {
        &self.0.target
    }
}

impl Content for UrlRedirect {
    const KIND: ContentKind = ContentKind::Redirect;

    fn shown_id(content: &ContentFact, _: Timestamp) -> Option<&str> {
        match content {
            ContentFact::Redirect(redirect) => Some(&redirect.id),
            _ => None,
        }
    }

    fn wrap(content: Arc<ContentFact>, _: Texts) -> Self {
        match content.as_ref() {
            ContentFact::Redirect(redirect) => Self(redirect.clone()),
            _ => unreachable!("it wraps content of its own kind only"),
        }
    }
}

/// An address that moved.
#[Object]
impl UrlRedirect {
    /// Opaque id.
    async fn id(&self) -> ID {
        ID(self.0.id.clone())
    }

    /// Old path.
    async fn path(&self) -> &str {
        &self.0.path
    }

    /// New path or address.
    async fn target(&self) -> &str {
        &self.0.target
    }
}
