//! Metafields: typed attributes of products, variants, collections, content, shop, markets and locations.
//!
//! Every owner answers its `metafield` and `metafields` by [`find`] and [`find_all`]: all metafields of an owner are
//! one entity, so an owner costs one look-up however many are asked for. What a value points at is `reference`'s.

use std::{borrow::Cow, sync::Arc};

use async_graphql::{Context, ID, InputObject, Object, Result};

use super::{errors::Code, scalars::DateTime, scope::scope};
use crate::domain::{
    id::Key,
    product::{self, Metafields},
};

/// Most metafields asked for at once.
pub const MAX_IDENTIFIERS: usize = 250;

/// Where a metafield is looked for when no namespace is given. The interface means the calling app's own namespace;
/// here no app calls, and `custom` is where shops keep attributes of their own making.
const DEFAULT_NAMESPACE: &str = "custom";

/// Names a metafield of an owner.
#[derive(Debug, InputObject)]
pub struct HasMetafieldsIdentifier {
    /// Name within the namespace.
    pub key: String,
    /// Group of keys; `custom` when left out.
    pub namespace: Option<String>,
}

/// The metafield of an owner; `None` when it has none of this name.
///
/// # Errors
/// When the store cannot be asked.
pub async fn find(
    resolving: &Context<'_>,
    owner_id: &str,
    namespace: Option<&str>,
    key: &str,
) -> Result<Option<Metafield>> {
    let found = scope(resolving)
        .find::<Metafields>(Key::of(owner_id))
        .await?;
    Ok(found.and_then(|owned| Metafield::of(&owned, &Arc::from(owner_id), namespace, key)))
}

/// The metafields of an owner, in the order of the names.
///
/// # Errors
/// When more than [`MAX_IDENTIFIERS`] are named, or the store cannot be asked.
pub async fn find_all(
    resolving: &Context<'_>,
    owner_id: &str,
    identifiers: &[HasMetafieldsIdentifier],
) -> Result<Vec<Option<Metafield>>> {
    if identifiers.len() > MAX_IDENTIFIERS {
        let count = identifiers.len();
        let message = format!("`identifiers` names {count} metafields: at most {MAX_IDENTIFIERS}");
        return Err(Code::MaxIds.error(message));
    }
    let found = scope(resolving)
        .find::<Metafields>(Key::of(owner_id))
        .await?;
    let owner_id = Arc::from(owner_id);
    let find = |name: &HasMetafieldsIdentifier| {
        Metafield::of(
            found.as_ref()?,
            &owner_id,
            name.namespace.as_deref(),
            &name.key,
        )
    };
    Ok(identifiers.iter().map(find).collect())
}

/// A typed attribute.
#[derive(Debug, Clone)]
pub struct Metafield {
    owned: Arc<Metafields>,
    row: product::Metafield,
    owner_id: Arc<str>,
}

impl Metafield {
    fn of(
        owned: &Arc<Metafields>,
        owner_id: &Arc<str>,
        namespace: Option<&str>,
        key: &str,
    ) -> Option<Self> {
        let row = *owned.find(namespace.unwrap_or(DEFAULT_NAMESPACE), key)?;
        Some(Self {
            owned: Arc::clone(owned),
            row,
            owner_id: Arc::clone(owner_id),
        })
    }

    fn text(&self, span: crate::domain::body::Span) -> &str {
        self.owned.text().get(span)
    }
}

/// A typed attribute.
#[Object]
impl Metafield {
    /// When it was stored: the version of the owner's metafields, since sources tell no creation.
    async fn created_at(&self) -> DateTime {
        self.owned.version.into()
    }

    /// What it is for.
    async fn description(&self) -> Option<&str> {
        self.owned.text().find(self.row.description)
    }

    /// Opaque id.
    async fn id(&self) -> ID {
        self.text(self.row.id).into()
    }

    /// Name within the namespace.
    async fn key(&self) -> &str {
        self.text(self.row.key)
    }

    /// Group of keys.
    async fn namespace(&self) -> &str {
        self.text(self.row.namespace)
    }

    /// Type of the value, such as `single_line_text_field` or `list.product_reference`.
    #[graphql(name = "type")]
    async fn kind(&self) -> &str {
        self.text(self.row.kind)
    }

    /// When it last changed: the version of the owner's metafields.
    async fn updated_at(&self) -> DateTime {
        self.owned.version.into()
    }

    /// The value as text, in the caller's language; lists and objects are JSON.
    async fn value(&self, resolving: &Context<'_>) -> Result<Cow<'_, str>> {
        let texts = scope(resolving).texts(self.text(self.row.id)).await?;
        Ok(match texts.get("value") {
            Some(text) => Cow::Owned(text.to_owned()),
            None => Cow::Borrowed(self.text(self.row.value)),
        })
    }
}
