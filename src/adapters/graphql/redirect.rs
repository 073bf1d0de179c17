//! Redirects: addresses that moved.

use async_graphql::{ID, Object, Result};

use super::scope::{Scope, answered};
use crate::{
    application::catalog::ContentKind,
    domain::{
        event::{ContentFact, RedirectFact},
        id::derived_id,
    },
};

/// An address that moved.
#[derive(Debug, Clone)]
pub struct UrlRedirect(RedirectFact);

impl UrlRedirect {
    /// A redirect that the shop made.
    pub fn of_fact(fact: RedirectFact) -> Self {
        Self(fact)
    }

    /// The redirect that follows from a product's earlier handle.
    pub fn of_history(path: &str, target: &str) -> Self {
        Self(RedirectFact {
            id: derived_id("UrlRedirect", path, target),
            path: path.to_owned(),
            target: target.to_owned(),
        })
    }

    /// The redirect of a path.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub async fn find(scope: &Scope, path: &str) -> Result<Option<Self>> {
        let found = scope
            .catalog
            .find_content(ContentKind::Redirect, "", path)
            .await;
        let Some(key) = answered(found)? else {
            return Ok(None);
        };
        let content = scope.find::<ContentFact>(key).await?;
        Ok(content.and_then(|content| match content.as_ref() {
            ContentFact::Redirect(redirect) => Some(Self(redirect.clone())),
            _ => None,
        }))
    }

    /// Where it leads: a path, or an address elsewhere.
    pub fn destination(&self) -> &str {
        &self.0.target
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
