//! Finding what many representations refer to: one look-up for each kind of key, all of them at once.

use async_graphql::Result;
use futures::future::{try_join_all, try_join5};

use super::{Collection, Entity, Key, Product, ProductVariant, Reference};
use crate::{
    adapters::graphql::scope::{Scope, answered},
    domain::collection::Collection as CollectionEntity,
};

/// What is looked for, by kind of key.
#[derive(Debug, Default)]
pub(super) struct Lookup {
    products: Wanted<Key>,
    products_of_handles: Wanted<String>,
    variants: Wanted<Key>,
    collections: Wanted<Key>,
    collections_of_handles: Wanted<String>,
}

impl Lookup {
    /// Looks for this as well. `place` says where it belongs in the answer.
    pub fn add(&mut self, place: usize, reference: Reference) {
        match reference {
            Reference::Product(key) => self.products.add(place, key),
            Reference::ProductOfHandle(handle) => self.products_of_handles.add(place, handle),
            Reference::Variant(key) => self.variants.add(place, key),
            Reference::Collection(key) => self.collections.add(place, key),
            Reference::CollectionOfHandle(handle) => self.collections_of_handles.add(place, handle),
        }
    }

    /// What exists and is shown, each with its place.
    ///
    /// # Errors
    /// When the store cannot be asked.
    pub async fn run(self, scope: &Scope) -> Result<Vec<(usize, Entity)>> {
        let (products, products_of_handles, variants, collections, collections_of_handles) =
            try_join5(
                Product::find_all(scope, &self.products.keys),
                products_of_handles(scope, &self.products_of_handles.keys),
                variants(scope, &self.variants.keys),
                collections(scope, &self.collections.keys),
                collections_of_handles(scope, &self.collections_of_handles.keys),
            )
            .await?;
        let products = self.products.place(products, Entity::Product);
        let of_handles = self
            .products_of_handles
            .place(products_of_handles, Entity::Product);
        let variants = self.variants.place(variants, Entity::ProductVariant);
        let collections = self.collections.place(collections, Entity::Collection);
        let collections_of_handles = self
            .collections_of_handles
            .place(collections_of_handles, Entity::Collection);
        Ok(products
            .chain(of_handles)
            .chain(variants)
            .chain(collections)
            .chain(collections_of_handles)
            .collect())
    }
}

/// Keys of one kind and the places in the answer that they stand for.
#[derive(Debug)]
struct Wanted<K> {
    places: Vec<usize>,
    keys: Vec<K>,
}

impl<K> Default for Wanted<K> {
    fn default() -> Self {
        Self {
            places: Vec::new(),
            keys: Vec::new(),
        }
    }
}

impl<K> Wanted<K> {
    fn add(&mut self, place: usize, key: K) {
        self.places.push(place);
        self.keys.push(key);
    }

    /// What was found for the keys, in their order, with its places.
    fn place<T>(
        self,
        found: Vec<Option<T>>,
        entity: fn(T) -> Entity,
    ) -> impl Iterator<Item = (usize, Entity)> {
        let found = self.places.into_iter().zip(found);
        found.filter_map(move |(place, found)| Some((place, entity(found?))))
    }
}

async fn products_of_handles(scope: &Scope, handles: &[String]) -> Result<Vec<Option<Product>>> {
    if handles.is_empty() {
        return Ok(Vec::new());
    }
    let found = answered(scope.catalog.find_by_handles(handles).await)?;
    let shown = found.into_iter().map(async |product| match product {
        Some(entity) => Product::of_published(scope, entity).await,
        None => Ok(None),
    });
    try_join_all(shown).await
}

async fn variants(scope: &Scope, keys: &[Key]) -> Result<Vec<Option<ProductVariant>>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let owners = answered(scope.catalog.find_owners(keys).await)?;
    let shown = keys.iter().zip(owners).map(async |(key, owner)| {
        let Some(owner) = owner else { return Ok(None) };
        let Some(product) = Product::load(scope, owner).await? else {
            return Ok(None);
        };
        let variants = product.variants_of(scope).await?;
        let place = variants.position(*key);
        Ok(place.map(|place| product.variant(&variants, place)))
    });
    try_join_all(shown).await
}

async fn collections(scope: &Scope, keys: &[Key]) -> Result<Vec<Option<Collection>>> {
    let found = scope.find_all::<CollectionEntity>(keys).await?;
    with_texts(scope, found).await
}

async fn collections_of_handles(
    scope: &Scope,
    handles: &[String],
) -> Result<Vec<Option<Collection>>> {
    if handles.is_empty() {
        return Ok(Vec::new());
    }
    let found = answered(scope.catalog.find_collections_by_handles(handles).await)?;
    with_texts(scope, found).await
}

async fn with_texts(
    scope: &Scope,
    found: Vec<Option<std::sync::Arc<CollectionEntity>>>,
) -> Result<Vec<Option<Collection>>> {
    let shown = found.into_iter().map(async |collection| match collection {
        Some(entity) => Ok(Some(Collection::of_entity(scope, entity).await?)),
        None => Ok(None),
    });
    try_join_all(shown).await
}
