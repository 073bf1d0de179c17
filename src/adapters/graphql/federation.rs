//! What gateways ask: Vitrina as a subgraph of Apollo Federation 2.
//!
//! `_entities` finds products, variants and collections by the keys that other subgraphs hold, `_service` tells the
//! schema that gateways are composed from ([`subgraph`]). The library's own support for this is not used: it stops at
//! an older specification, fails the whole list for one unknown entity, and has no name for what is malformed. How many
//! entities a request may ask for is decided before execution, in `limits`.

mod lookup;
mod subgraph;

use async_graphql::{Any, Context, Error, Object, Result, SimpleObject, Union, Value};

use super::{
    collection::Collection,
    errors::Code,
    product::Product,
    scope::{Nullable, scope},
    variant::ProductVariant,
};
use crate::domain::id::Key;
use lookup::Lookup;

pub use subgraph::subgraph;

/// The root field that finds entities, which has a limit of its own.
pub(super) const ENTITIES: &str = "_entities";

/// Something that other subgraphs refer to by its key.
#[derive(Debug, Union)]
#[graphql(name = "_Entity")]
pub enum Entity {
    /// By `id` or `handle`.
    Product(Product),
    /// By `id`.
    ProductVariant(ProductVariant),
    /// By `id` or `handle`.
    Collection(Collection),
}

/// What this subgraph tells of itself.
#[derive(Debug, SimpleObject)]
#[graphql(name = "_Service")]
pub struct Service<'a> {
    /// The schema, as gateways are composed from it.
    sdl: &'a str,
}

/// The fields that gateways ask. Introspection leaves them out: storefronts have no use for them.
#[derive(Debug)]
pub struct GatewayQuery {
    sdl: String,
}

impl GatewayQuery {
    /// The fields of a service whose schema is printed so for gateways.
    pub fn new(sdl: String) -> Self {
        Self { sdl }
    }
}

/// The fields that gateways ask.
#[Object]
impl GatewayQuery {
    /// What has these keys, in their order; null for what does not exist or is not shown.
    #[graphql(name = "_entities", visible = false)]
    async fn entities(
        &self,
        resolving: &Context<'_>,
        representations: Vec<Any>,
    ) -> Result<Vec<Nullable<Entity>>> {
        let mut lookup = Lookup::default();
        let mut entities: Vec<Nullable<Entity>> = Vec::with_capacity(representations.len());
        for (place, Any(representation)) in representations.into_iter().enumerate() {
            let reference = Reference::read(&representation);
            entities.push(reference.map(|it| lookup.add(place, it)).err().map(Err));
        }
        for (place, entity) in lookup.run(scope(resolving)).await? {
            entities[place] = Some(Ok(entity));
        }
        Ok(entities)
    }

    /// What this subgraph tells of itself.
    #[graphql(name = "_service", visible = false)]
    fn service(&self) -> Service<'_> {
        Service { sdl: &self.sdl }
    }
}

/// What a representation refers to.
#[derive(Debug, PartialEq, Eq)]
enum Reference {
    Product(Key),
    ProductOfHandle(String),
    Variant(Key),
    Collection(Key),
    CollectionOfHandle(String),
}

impl Reference {
    /// Reads a representation: the name of an entity's type beside the fields of one of its keys. `id` decides where
    /// both keys are told.
    fn read(representation: &Value) -> Result<Self> {
        let Value::Object(fields) = representation else {
            return Err(malformed("it is not an object"));
        };
        let text = |name: &str| match fields.get(name) {
            Some(Value::String(text)) => Ok(Some(text.as_str())),
            Some(_) => Err(malformed(&format!("its `{name}` is not a text"))),
            None => Ok(None),
        };
        let handle = || {
            text("handle")?
                .map(str::to_owned)
                .ok_or_else(|| malformed("it has neither `id` nor `handle`"))
        };
        match (text("__typename")?, text("id")?.map(Key::of)) {
            (Some("Product"), Some(key)) => Ok(Self::Product(key)),
            (Some("Product"), None) => Ok(Self::ProductOfHandle(handle()?)),
            (Some("ProductVariant"), Some(key)) => Ok(Self::Variant(key)),
            (Some("ProductVariant"), None) => Err(malformed("it has no `id`")),
            (Some("Collection"), Some(key)) => Ok(Self::Collection(key)),
            (Some("Collection"), None) => Ok(Self::CollectionOfHandle(handle()?)),
            (Some(_), _) => Err(malformed(
                "its `__typename` is none of Product, ProductVariant and Collection",
            )),
            (None, _) => Err(malformed("it has no `__typename`")),
        }
    }
}

fn malformed(why: &str) -> Error {
    Code::BadArgument.error(format!("This representation names no entity: {why}."))
}
