//! A schema of a few products: enough to page, to nest without end, and to fail.

use async_graphql::{
    Context, Data, EmptyMutation, EmptySubscription, Enum, ID, Object, SchemaBuilder,
};
use vitrina::adapters::graphql::errors::{self, Code};
use vitrina::adapters::graphql::executor;
use vitrina::adapters::graphql::in_context::InContext;

/// The query root.
pub struct QueryRoot;

/// Some countries.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub enum CountryCode {
    /// Germany.
    DE,
    /// France.
    FR,
}

/// Some languages.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
pub enum LanguageCode {
    /// English.
    EN,
    /// German.
    DE,
}

/// A product that knows its number.
pub struct Product(usize);

/// Products of one page.
pub struct ProductConnection(usize);

#[Object]
impl QueryRoot {
    async fn product(&self, handle: Option<String>) -> Option<Product> {
        handle
            .is_none_or(|handle| handle == "tent")
            .then_some(Product(0))
    }

    async fn products(&self, first: Option<usize>, last: Option<usize>) -> ProductConnection {
        ProductConnection(first.or(last).unwrap_or(10))
    }

    async fn nodes(&self, ids: Vec<ID>) -> Vec<Option<Product>> {
        ids.iter().map(|id| id.parse().ok().map(Product)).collect()
    }

    /// Country and language that the operation asked for.
    async fn wish(&self, ctx: &Context<'_>) -> String {
        let InContext {
            country, language, ..
        } = ctx.data_unchecked::<InContext>();
        format!("{country:?} {language:?}")
    }

    async fn country(&self) -> CountryCode {
        CountryCode::DE
    }

    async fn language(&self) -> LanguageCode {
        LanguageCode::DE
    }

    async fn fault(&self) -> Option<async_graphql::Result<String>> {
        let cause = "the store said: relation \"secret\" does not exist";
        Some(Err(errors::internal(cause)))
    }

    async fn required_fault(&self) -> async_graphql::Result<String> {
        Err(Code::BadCursor.error("The cursor is none of this list."))
    }

    async fn panicking(&self) -> String {
        Vec::new().pop().expect("a resolver that panics")
    }
}

#[Object]
impl Product {
    async fn id(&self) -> ID {
        self.0.into()
    }

    async fn title(&self) -> String {
        format!("Product {}", self.0)
    }

    async fn description(&self) -> String {
        "A tent for two in the rain, with room for boots. ".repeat(20)
    }

    async fn related(&self, first: Option<usize>) -> ProductConnection {
        ProductConnection(first.unwrap_or(3))
    }
}

#[Object]
impl ProductConnection {
    async fn nodes(&self) -> Vec<Product> {
        (0..self.0).map(Product).collect()
    }

    async fn total_count(&self) -> usize {
        self.0
    }
}

/// The schema.
pub fn builder() -> SchemaBuilder<QueryRoot, EmptyMutation, EmptySubscription> {
    executor::schema(QueryRoot)
}

/// Puts the wishes of the operation where `wish` finds them.
pub fn prepare(wish: &InContext) -> Data {
    let mut data = Data::default();
    data.insert(wish.clone());
    data
}
