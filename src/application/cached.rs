//! What caches around a store work with: the kinds of its rows, changes told of them, and all that such a store can do.

use super::catalog::{
    CollectionLists, CollectionTree, ContentLists, Fetch, FetchOffers, ProductLists, Schedule,
    SettingStore, Sitemaps,
};
use crate::domain::{
    collection::Collection,
    event::{ContentFact, TranslationFact},
    id::Key,
    offer::{Prices, Stock},
    product::{Metafields, Product, Variants},
    time::Timestamp,
};

/// The kinds of entities that are rows of a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Kind {
    /// [`Product`].
    Product,
    /// [`Variants`].
    Variants,
    /// [`Prices`].
    Prices,
    /// [`Stock`].
    Stock,
    /// [`Metafields`].
    Metafields,
    /// [`Collection`]; its members too: a changed membership is a change of the collection.
    Collection,
    /// [`CollectionTree`].
    CollectionTree,
    /// [`ContentFact`].
    Content,
    /// [`TranslationFact`].
    Translation,
}

impl Kind {
    /// How many there are.
    pub const COUNT: usize = 9;
}

/// A change that was committed: whoever reads the store afresh from now on finds this version or a newer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Of what kind.
    pub kind: Kind,
    /// Of which entity.
    pub key: Key,
    /// The version that it has now.
    pub version: Timestamp,
}

/// A store out of process, as caches need it. Its lists must read the present, not a follower some seconds behind.
pub trait Source:
    Fetch<Product>
    + Fetch<Variants>
    + Fetch<Prices>
    + Fetch<Stock>
    + Fetch<Metafields>
    + Fetch<Collection>
    + Fetch<CollectionTree>
    + Fetch<ContentFact>
    + Fetch<TranslationFact>
    + FetchOffers
    + ProductLists
    + CollectionLists
    + ContentLists
    + Sitemaps
    + Schedule
    + SettingStore
    + 'static
{
}

impl<R> Source for R where
    R: Fetch<Product>
        + Fetch<Variants>
        + Fetch<Prices>
        + Fetch<Stock>
        + Fetch<Metafields>
        + Fetch<Collection>
        + Fetch<CollectionTree>
        + Fetch<ContentFact>
        + Fetch<TranslationFact>
        + FetchOffers
        + ProductLists
        + CollectionLists
        + ContentLists
        + Sitemaps
        + Schedule
        + SettingStore
        + 'static
{
}
