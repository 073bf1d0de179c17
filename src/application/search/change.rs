//! How an index learns of changes: each states one aspect in full, so that order and repetition within an aspect are
//! all that matters.

use std::sync::Arc;

use crate::domain::{
    id::Key,
    offer::{Prices, Stock},
    product::{Metafields, Product, Variants},
};

/// A product as an index reads it. Prices, stock and membership are aspects of their own.
#[derive(Debug, Clone)]
pub struct ProductEntry {
    /// Content.
    pub product: Arc<Product>,
    /// Its variants.
    pub variants: Arc<Variants>,
    /// The product's metafields.
    pub metafields: Option<Arc<Metafields>>,
    /// The variants' metafields, in the order of the variants; those past the end have none.
    pub variant_metafields: Vec<Option<Arc<Metafields>>>,
}

/// One aspect, as it is from now on. Aspects may come before their product: they are kept until it is there, and they
/// stay when it is removed.
#[derive(Debug, Clone)]
pub enum Change {
    /// A product's content, new or changed.
    Product(ProductEntry),
    /// All prices of a product.
    Prices(Key, Arc<Prices>),
    /// All stock of a product.
    Stock(Key, Arc<Stock>),
    /// All members of a collection, in order; of one that is named twice the first place counts.
    Membership(Key, Arc<[Key]>),
    /// The product is no more.
    Remove(Key),
}

/// Takes changes in.
pub trait SearchWriter: Send + Sync {
    /// Applies changes in order. They are searchable, all of them and at once, when this returns; a search that is
    /// under way is answered from before. One caller at a time.
    fn apply(&self, changes: &[Change]);
}
