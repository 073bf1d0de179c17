//! Objects whose fields are in hand: answered at once, without a future for each field.
//!
//! The general way makes a future of each selected field, joins them and copies their values into a map. Amounts,
//! pictures, attributes and chosen options are most of the objects of a page and have nothing to wait for. What is
//! selected beyond plain fields (fragments, directives, arguments, fields that have to be loaded) takes the general
//! way, so each field stays defined by its type alone; the tests hold both ways equal.

use std::borrow::Cow;

use async_graphql::{
    ContextSelectionSet, OutputType, Positioned, ServerResult, Value,
    indexmap::IndexMap,
    parser::types::{Field, Selection, SelectionSet},
    registry::Registry,
};

use super::scope::Scope;

/// An object whose fields are in hand.
pub trait InHand: OutputType {
    /// The value of a field; `None` for one that takes the general way.
    fn read(&self, field: &Field, scope: &Scope) -> Option<Value>;

    /// The selected fields; `None` when any of them takes the general way.
    fn select(&self, selected: &SelectionSet, scope: &Scope) -> Option<Value> {
        let mut values = IndexMap::with_capacity(selected.items.len());
        for item in &selected.items {
            let Selection::Field(field) = &item.node else {
                return None;
            };
            let field = &field.node;
            if !field.directives.is_empty() || !field.arguments.is_empty() {
                return None;
            }
            let value = self.read(field, scope)?;
            values.insert(field.response_key().node.clone(), value);
        }
        Some(Value::Object(values))
    }
}

/// Answers an object at once where it can.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AtOnce<T>(pub T);

impl<T: InHand + Sync> OutputType for AtOnce<T> {
    fn type_name() -> Cow<'static, str> {
        T::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        T::create_type_info(registry)
    }

    async fn resolve(
        &self,
        selected: &ContextSelectionSet<'_>,
        field: &Positioned<Field>,
    ) -> ServerResult<Value> {
        let scope = selected.data_unchecked::<Scope>();
        match self.0.select(&selected.item.node, scope) {
            Some(value) => Ok(value),
            // Boxed, so that its size is not that of every field of the type.
            None => Box::pin(self.0.resolve(selected, field)).await,
        }
    }
}

/// A text that may be absent as a value.
pub fn text(text: Option<&str>) -> Value {
    text.map_or(Value::Null, |text| Value::String(text.to_owned()))
}

/// A number that may be absent as a value.
pub fn number(number: Option<i32>) -> Value {
    number.map_or(Value::Null, Value::from)
}
