//! Metaobjects: typed records of the shop's own making.

use async_graphql::{Context, ID, InputObject, Object, Result};

use super::{
    connection::{Connection, PageArguments},
    content::{self, ListArguments, content_type},
    errors::Code,
    reference::{self, MetafieldReference},
    scalars::{DateTime, Url},
    scope::{Nullable, Scope, nullable, scope},
};
use crate::{
    application::catalog::ContentSort,
    domain::{event::MetaobjectFieldFact, time::Timestamp},
};

content_type!(
    /// A typed record of the shop's own making.
    Metaobject = Metaobject(MetaobjectFact), |metaobject, _| !metaobject.id.is_empty()
);

/// Names a metaobject.
#[derive(Debug, InputObject)]
pub struct MetaobjectHandleInput {
    /// Unique name within the type.
    pub handle: String,
    /// Its type.
    #[graphql(name = "type")]
    pub kind: String,
}

/// A page of the metaobjects of a type.
///
/// # Errors
/// When an argument cannot be worked with, or the store cannot be asked.
pub async fn list(
    scope: &Scope,
    kind: &str,
    page: PageArguments,
    is_reversed: bool,
    sort_key: Option<&str>,
) -> Result<Connection<Metaobject>> {
    let sort = match sort_key.map(str::to_ascii_lowercase).as_deref() {
        None | Some("id") => ContentSort::Id,
        Some("updated_at") => ContentSort::UpdatedAt,
        Some("handle") => ContentSort::Handle,
        Some("display_name") => ContentSort::Title,
        Some(other) => {
            let message =
                format!("`sortKey` is {other}: pass id, updated_at, handle or display_name");
            return Err(Code::BadArgument.error(message));
        }
    };
    let arguments = ListArguments {
        list: "metaobjects",
        within: Some(kind),
        query: None,
        fields: &[],
        sort: Some(sort),
        is_reversed,
        page,
    };
    content::list(scope, arguments).await
}

impl Metaobject {
    fn field_of<'a>(&'a self, fact: &'a MetaobjectFieldFact) -> MetaobjectField<'a> {
        MetaobjectField {
            fact,
            value: self.texts.get(&fact.key).or(fact.value.as_deref()),
            owner: &self.fact().id,
        }
    }
}

/// A typed record of the shop's own making.
#[Object]
impl Metaobject {
    /// The field with this key.
    async fn field(&self, key: String) -> Option<MetaobjectField<'_>> {
        let field = self.fact().fields.iter().find(|field| field.key == key);
        field.map(|field| self.field_of(field))
    }

    /// Its fields in order.
    async fn fields(&self) -> Vec<MetaobjectField<'_>> {
        let fields = self.fact().fields.iter();
        fields.map(|field| self.field_of(field)).collect()
    }

    /// Unique name within the type.
    async fn handle(&self) -> &str {
        &self.fact().handle
    }

    /// Opaque id.
    async fn id(&self) -> ID {
        self.fact().id.as_str().into()
    }

    /// Its address in the storefront; sources do not say which types have pages.
    async fn online_store_url(&self) -> Option<Url<'_>> {
        None
    }

    /// What search engines are told; sources do not say which fields that is.
    async fn seo(&self) -> Option<MetaobjectSeo<'_>> {
        None
    }

    /// Its type.
    #[graphql(name = "type")]
    async fn kind(&self) -> &str {
        &self.fact().kind
    }

    /// When it last changed.
    async fn updated_at(&self) -> DateTime {
        self.fact().updated_at.unwrap_or(Timestamp::EPOCH).into()
    }
}

/// A field of a metaobject.
pub struct MetaobjectField<'a> {
    fact: &'a MetaobjectFieldFact,
    value: Option<&'a str>,
    owner: &'a str,
}

/// A field of a metaobject.
#[Object]
impl MetaobjectField<'_> {
    /// Name.
    async fn key(&self) -> &str {
        &self.fact.key
    }

    /// What the value points at, where its type is a reference.
    async fn reference(&self, resolving: &Context<'_>) -> Nullable<MetafieldReference> {
        nullable(async {
            let value = self.fact.value.as_deref().unwrap_or_default();
            reference::find(scope(resolving), &self.fact.kind, value).await
        })
        .await
    }

    /// What the value points at, where its type is a list of references.
    async fn references(
        &self,
        resolving: &Context<'_>,
        after: Option<String>,
        before: Option<String>,
        first: Option<i32>,
        last: Option<i32>,
    ) -> Nullable<Connection<MetafieldReference>> {
        nullable(async {
            let page = PageArguments {
                after,
                before,
                first,
                last,
            };
            let value = self.fact.value.as_deref().unwrap_or_default();
            reference::list(scope(resolving), &self.fact.kind, value, &page, self.owner).await
        })
        .await
    }

    /// Type of the value, as of metafields.
    #[graphql(name = "type")]
    async fn kind(&self) -> &str {
        &self.fact.kind
    }

    /// The value as text, in the caller's language.
    async fn value(&self) -> Option<&str> {
        self.value
    }
}

/// What search engines are told of a metaobject.
pub struct MetaobjectSeo<'a> {
    /// The field with the description.
    description: Option<MetaobjectField<'a>>,
    /// The field with the title.
    title: Option<MetaobjectField<'a>>,
}

/// What search engines are told of a metaobject.
#[Object(name = "MetaobjectSEO")]
impl<'a> MetaobjectSeo<'a> {
    /// The field with the description.
    async fn description(&self) -> Option<&MetaobjectField<'a>> {
        self.description.as_ref()
    }

    /// The field with the title.
    async fn title(&self) -> Option<&MetaobjectField<'a>> {
        self.title.as_ref()
    }
}
