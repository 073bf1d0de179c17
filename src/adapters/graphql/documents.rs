//! Documents that were asked before: read once, and validated once for variables of a kind.
//!
//! Storefronts send a handful of documents over and over, and reading and validating one costs more than answering it.
//! A document is kept by its whole text. Validation looks at variables too, so what it proved holds for later requests
//! only as far as their variables are alike: [`Kinds`] tells. Limits are not kept: they depend on the numbers in
//! variables and are checked for each request.

use std::sync::{Arc, Mutex};

use async_graphql::{Value, Variables};
use async_graphql_parser::types::{
    BaseType, ExecutableDocument, InputObjectType, OperationDefinition, Type, TypeKind,
    TypeSystemDefinition,
};
use rustc_hash::{FxHashMap, FxHashSet};

/// Most bytes that kept documents may take.
const KEPT_BYTES: u64 = 32 << 20;

/// Bytes that a document takes for each byte of its text, roughly: a field of ten letters becomes a node of 300 bytes.
const BYTES_A_LETTER: usize = 40;

/// The documents that were asked lately.
pub(super) struct Documents {
    kept: moka::sync::Cache<Arc<str>, Arc<Document>>,
    types: InputTypes,
}

/// A document as it was read, and what is known of it.
pub(super) struct Document {
    /// The document, within the limits on texts.
    pub parsed: ExecutableDocument,
    /// The variables of the last request that passed full validation.
    proof: Mutex<Option<Kinds>>,
}

/// Which variables of an operation a request leaves out and which it sets to null, by their place; all others have
/// values that are certain to be valid for their types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kinds {
    absent: u64,
    null: u64,
}

impl Document {
    fn new(parsed: ExecutableDocument) -> Self {
        Self {
            parsed,
            proof: Mutex::new(None),
        }
    }

    /// Whether validation is known to pass with variables of these kinds. An argument with a variable that is absent
    /// is not looked at by validation, so a proof reaches requests that leave out the same variables or more.
    pub(super) fn is_valid(&self, kinds: Kinds) -> bool {
        let proof = *self.proof.lock().expect("no holder of the lock panics");
        proof.is_some_and(|proof| proof.absent & !kinds.absent == 0 && proof.null == kinds.null)
    }

    /// Notes that validation passed with variables of these kinds.
    pub(super) fn prove(&self, kinds: Kinds) {
        *self.proof.lock().expect("no holder of the lock panics") = Some(kinds);
    }
}

impl Documents {
    /// Keeps documents for a schema as it is printed.
    ///
    /// # Errors
    /// When the text is not a schema.
    pub(super) fn new(sdl: &str) -> Result<Self, async_graphql_parser::Error> {
        Ok(Self {
            kept: moka::sync::Cache::builder()
                .max_capacity(KEPT_BYTES)
                .weigher(|text: &Arc<str>, _| {
                    u32::try_from(text.len() * BYTES_A_LETTER).unwrap_or(u32::MAX)
                })
                .build(),
            types: InputTypes::read(sdl)?,
        })
    }

    /// The document of this text, if it is kept.
    pub(super) fn get(&self, text: &str) -> Option<Arc<Document>> {
        self.kept.get(text)
    }

    /// Keeps a document.
    pub(super) fn keep(&self, text: &str, parsed: ExecutableDocument) -> Arc<Document> {
        let document = Arc::new(Document::new(parsed));
        self.kept.insert(text.into(), Arc::clone(&document));
        document
    }

    /// The kinds of the variables, where all values are certain to be valid; `None` leaves the decision to validation.
    pub(super) fn kinds(
        &self,
        operation: &OperationDefinition,
        variables: &Variables,
    ) -> Option<Kinds> {
        let definitions = &operation.variable_definitions;
        if definitions.len() > u64::BITS as usize {
            return None;
        }
        let mut kinds = Kinds { absent: 0, null: 0 };
        for (place, definition) in definitions.iter().enumerate() {
            let definition = &definition.node;
            match variables.get(&definition.name.node) {
                None => kinds.absent |= 1 << place,
                Some(Value::Null) if definition.var_type.node.nullable => kinds.null |= 1 << place,
                Some(value) if self.types.fits(&definition.var_type.node, value) => {}
                Some(_) => return None,
            }
        }
        Some(kinds)
    }
}

/// Types of input, as far as their values can be judged by kind.
struct InputTypes(FxHashMap<String, InputKind>);

enum InputKind {
    Any,
    Text,
    Integer,
    Number,
    Boolean,
    Enum(FxHashSet<String>),
    Object(FxHashMap<String, InputField>),
}

struct InputField {
    ty: Type,
    is_required: bool,
}

impl InputTypes {
    fn read(sdl: &str) -> Result<Self, async_graphql_parser::Error> {
        let mut types: FxHashMap<String, InputKind> = [
            ("String", InputKind::Text),
            ("ID", InputKind::Text),
            ("Int", InputKind::Integer),
            ("Float", InputKind::Number),
            ("Boolean", InputKind::Boolean),
            // Of the entities that gateways ask for.
            ("_Any", InputKind::Any),
        ]
        .into_iter()
        .map(|(name, kind)| (name.to_owned(), kind))
        .collect();
        for definition in async_graphql_parser::parse_schema(sdl)?.definitions {
            let TypeSystemDefinition::Type(ty) = definition else {
                continue;
            };
            let kind = match ty.node.kind {
                TypeKind::Enum(values) => {
                    let names = values.values.into_iter();
                    InputKind::Enum(names.map(|it| it.node.value.node.to_string()).collect())
                }
                // A directive may say that exactly one field must be given.
                TypeKind::InputObject(object) if ty.node.directives.is_empty() => {
                    InputKind::of_object(object)
                }
                _ => continue,
            };
            types.insert(ty.node.name.node.to_string(), kind);
        }
        Ok(Self(types))
    }

    /// Whether a value is certain to be valid for a type. Nulls within and values that stand for lists of themselves
    /// are not.
    fn fits(&self, ty: &Type, value: &Value) -> bool {
        let name = match &ty.base {
            BaseType::Named(name) => name,
            BaseType::List(inner) => {
                return match value {
                    Value::List(values) => values.iter().all(|value| self.fits(inner, value)),
                    _ => false,
                };
            }
        };
        match (self.0.get(name.as_str()), value) {
            (Some(InputKind::Any), value) => *value != Value::Null,
            (Some(InputKind::Text), Value::String(_))
            | (Some(InputKind::Number), Value::Number(_))
            | (Some(InputKind::Boolean), Value::Boolean(_)) => true,
            (Some(InputKind::Integer), Value::Number(number)) => number.is_i64(),
            (Some(InputKind::Enum(names)), Value::String(name)) => names.contains(name),
            (Some(InputKind::Object(fields)), Value::Object(values)) => {
                let fit = values.iter().filter(|(name, value)| {
                    let field = fields.get(name.as_str());
                    field.is_some_and(|field| self.fits(&field.ty, value))
                });
                let given = |name: &str| values.contains_key(name);
                fit.count() == values.len()
                    && (fields.iter()).all(|(name, field)| !field.is_required || given(name))
            }
            _ => false,
        }
    }
}

impl InputKind {
    fn of_object(object: InputObjectType) -> Self {
        let fields = object.fields.into_iter().map(|field| {
            let field = field.node;
            let known = InputField {
                is_required: !field.ty.node.nullable && field.default_value.is_none(),
                ty: field.ty.node,
            };
            (field.name.node.to_string(), known)
        });
        Self::Object(fields.collect())
    }
}

#[cfg(test)]
mod tests {
    use async_graphql_parser::types::DocumentOperations;
    use serde_json::json;

    use super::*;

    const SDL: &str = "
        type Query { a(name: Name, kind: Kind, size: Size, of: [ID!]): Int }
        input Name { key: String! namespace: String = \"custom\" }
        input One @oneOf { a: Int b: Int }
        enum Kind { RED GREEN }
        scalar Size";

    fn kinds(definitions: &str, variables: serde_json::Value) -> Option<Kinds> {
        let documents = Documents::new(SDL).unwrap();
        let text = format!("query ({definitions}) {{ a }}");
        let parsed = async_graphql_parser::parse_query(text).unwrap();
        let DocumentOperations::Single(operation) = parsed.operations else {
            panic!("the operation has no name");
        };
        documents.kinds(&operation.node, &Variables::from_json(variables))
    }

    #[test]
    fn values_that_are_certain_to_be_valid_are_told_by_kind() {
        for (definitions, value) in [
            ("$x: String!", json!("a")),
            ("$x: ID", json!("a")),
            ("$x: Int", json!(7)),
            ("$x: Float", json!(1.5)),
            ("$x: Boolean = true", json!(false)),
            ("$x: Kind!", json!("RED")),
            ("$x: [ID!]!", json!(["a", "b"])),
            ("$x: [_Any!]!", json!([{"a": [1]}, "b"])),
            (
                "$x: [Name!]",
                json!([{"key": "a"}, {"namespace": "b", "key": "c"}]),
            ),
        ] {
            let found = kinds(definitions, json!({"x": value}));
            assert_eq!(found, Some(Kinds { absent: 0, null: 0 }), "{definitions}");
        }
    }

    #[test]
    fn values_that_may_be_invalid_are_left_to_validation() {
        for (definitions, value) in [
            ("$x: String!", json!(1)),
            ("$x: String!", json!(null)),
            ("$x: ID", json!(7)),
            ("$x: Int", json!(1.5)),
            ("$x: Int", json!("7")),
            ("$x: Kind", json!("BLUE")),
            ("$x: [ID!]", json!("a")),
            ("$x: [ID]", json!(["a", null])),
            ("$x: [_Any!]!", json!([null])),
            ("$x: Name", json!({})),
            ("$x: Name", json!({"key": null})),
            ("$x: Name", json!({"key": "a", "other": 1})),
            ("$x: One", json!({"a": 1, "b": 2})),
            ("$x: Size", json!(1)),
            ("$x: Unknown", json!("a")),
        ] {
            let found = kinds(definitions, json!({"x": value.clone()}));
            assert_eq!(found, None, "{definitions} {value}");
        }
    }

    #[test]
    fn a_proof_reaches_requests_with_the_same_nulls_and_no_more_values() {
        let definitions = "$a: Int, $b: Int = 1, $c: Int";
        let of = |variables| kinds(definitions, variables).unwrap();
        let (all, some) = (of(json!({"a": 1, "b": 2, "c": 3})), of(json!({"a": 1})));
        let null = of(json!({"a": 1, "b": null, "c": 3}));
        assert_eq!(
            some,
            Kinds {
                absent: 0b110,
                null: 0
            }
        );
        assert_eq!(
            null,
            Kinds {
                absent: 0,
                null: 0b010
            }
        );
        let document = Document::new(async_graphql_parser::parse_query("{ a }").unwrap());
        assert!(!document.is_valid(all));
        document.prove(some);
        assert_eq!(
            [all, some, null].map(|kinds| document.is_valid(kinds)),
            [false, true, false]
        );
        document.prove(all);
        assert_eq!(
            [all, some, null].map(|kinds| document.is_valid(kinds)),
            [true, true, false]
        );
    }
}
