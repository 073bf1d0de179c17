//! What values of metafields and metaobject fields point at, by their type: `product_reference`,
//! `list.metaobject_reference`, …
//!
//! A reference whose record is unknown or not shown is null, and left out of a list.

use async_graphql::{Result, Union};
use futures::future::try_join_all;

use super::{
    article::Article,
    collection::Collection,
    connection::{Connection, PageArguments, binding},
    content::Content,
    file::{self, GenericFile},
    media::{MediaImage, Model3d, Video},
    metaobject::Metaobject,
    page::Page,
    product::Product,
    scope::Scope,
    variant::ProductVariant,
};
use crate::domain::id::{Key, listed_ids};

/// What a metafield points at.
#[derive(Debug, Union)]
pub enum MetafieldReference {
    /// An article.
    Article(Article),
    /// A collection.
    Collection(Collection),
    /// A file.
    GenericFile(GenericFile),
    /// A picture.
    MediaImage(MediaImage),
    /// A metaobject.
    Metaobject(Metaobject),
    /// A model.
    Model3d(Model3d),
    /// A page.
    Page(Page),
    /// A product.
    Product(Product),
    /// A variant.
    ProductVariant(ProductVariant),
    /// A film.
    Video(Video),
}

/// What a value of this type points at.
///
/// # Errors
/// When the store cannot be asked.
pub async fn find(scope: &Scope, kind: &str, value: &str) -> Result<Option<MetafieldReference>> {
    let key = Key::of(value);
    Ok(match kind {
        "article_reference" => Article::load(scope, key).await?.map(Into::into),
        "collection_reference" => Collection::load(scope, key).await?.map(Into::into),
        "file_reference" => file::at_address(value),
        "metaobject_reference" | "mixed_reference" => {
            Metaobject::load(scope, key).await?.map(Into::into)
        }
        "page_reference" => Page::load(scope, key).await?.map(Into::into),
        "product_reference" => Product::load(scope, key).await?.map(Into::into),
        "variant_reference" => ProductVariant::load(scope, key).await?.map(Into::into),
        _ => None,
    })
}

/// A page of what a value of a list type points at; `None` when it is no list of references. `owner` tells this list
/// from others of its kind.
///
/// # Errors
/// When an argument cannot be worked with, or the store cannot be asked.
pub async fn list(
    scope: &Scope,
    kind: &str,
    value: &str,
    arguments: &PageArguments,
    owner: &str,
) -> Result<Option<Connection<MetafieldReference>>> {
    let Some(kind) = kind
        .strip_prefix("list.")
        .filter(|kind| kind.ends_with("_reference"))
    else {
        return Ok(None);
    };
    let ids = listed_ids(value);
    let found = try_join_all(ids.iter().map(|id| find(scope, kind, id))).await?;
    let nodes = found.into_iter().flatten().collect();
    let binding = binding("references", (owner, value));
    Connection::of_all(nodes, arguments, false, binding).map(Some)
}
