//! Addresses that moved.

use std::sync::Arc;

use async_graphql::{ID, Object};

use super::{
    content::{Content, content_type},
    scope::Texts,
};
use crate::domain::{
    event::{ContentFact, RedirectFact},
    id::derived_id,
};

content_type!(
    /// An address that moved.
    UrlRedirect = Redirect(RedirectFact), |redirect, _| !redirect.id.is_empty()
);

impl UrlRedirect {
    /// A redirect that no source told, such as that of an earlier handle.
    pub fn moved(path: String, target: String) -> Self {
        let fact = RedirectFact {
            id: derived_id("UrlRedirect", &target, &path),
            path,
            target,
        };
        Self::wrap(Arc::new(ContentFact::Redirect(fact)), Texts::default())
    }
}

/// An address that moved.
#[Object]
impl UrlRedirect {
    /// Opaque id.
    async fn id(&self) -> ID {
        self.fact().id.as_str().into()
    }

    /// Old path.
    async fn path(&self) -> &str {
        &self.fact().path
    }

    /// New path or address.
    async fn target(&self) -> &str {
        &self.fact().target
    }
}
