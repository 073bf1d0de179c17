//! What the cost of a document needs to know about the schema: which fields give lists, which give
//! connections, and how long these are when the document does not say.
//!
//! Built once from the printed schema, because async-graphql keeps its registry to itself. Fields
//! that are not in it (the document is then invalid) count as plain ones.

use async_graphql::{Name, Positioned};
use async_graphql_parser::types::{
    BaseType, FieldDefinition, InputValueDefinition, TypeDefinition, TypeKind, TypeSystemDefinition,
};
use async_graphql_value::ConstValue;
use rustc_hash::FxHashMap;

/// The types of introspection, whose lists refer to each other without end.
const INTROSPECTION: &str = "
    type __Schema { description: String types: [__Type!]! queryType: __Type! mutationType: __Type
      subscriptionType: __Type directives: [__Directive!]! }
    type __Type { kind: __TypeKind! name: String description: String specifiedByURL: String
      fields: [__Field!] interfaces: [__Type!] possibleTypes: [__Type!]
      enumValues: [__EnumValue!] inputFields: [__InputValue!] ofType: __Type isOneOf: Boolean }
    type __Field { name: String! description: String args: [__InputValue!]! type: __Type!
      isDeprecated: Boolean! deprecationReason: String }
    type __InputValue { name: String! description: String type: __Type! defaultValue: String
      isDeprecated: Boolean! deprecationReason: String }
    type __EnumValue { name: String! description: String isDeprecated: Boolean!
      deprecationReason: String }
    type __Directive { name: String! description: String locations: [__DirectiveLocation!]!
      args: [__InputValue!]! isRepeatable: Boolean! }
";

/// An object or interface type of the schema, by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TypeId(u32);

/// What is known of one field.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    /// The type of its objects; none for leaf fields and unions.
    pub ty: Option<TypeId>,
    /// Whether it gives a list.
    pub list: bool,
    /// Whether it gives a connection, whose `nodes` and `edges` are as long as its page.
    pub connection: bool,
    /// The default of its `first` argument.
    pub first: Option<u64>,
}

#[derive(Debug, Default)]
struct Type {
    name: String,
    fields: FxHashMap<String, Field>,
    connection: bool,
}

/// The schema as the cost model sees it.
#[derive(Debug)]
pub(super) struct Shape {
    types: Vec<Type>,
    ids: FxHashMap<String, TypeId>,
    query: Option<TypeId>,
}

impl Shape {
    /// Reads the printed schema.
    ///
    /// # Errors
    /// When the text is not a schema.
    pub(super) fn read(sdl: &str) -> Result<Self, async_graphql_parser::Error> {
        let printed = async_graphql_parser::parse_schema(sdl)?.definitions;
        let meta = async_graphql_parser::parse_schema(INTROSPECTION)?.definitions;
        let mut query = "Query".to_owned();
        let mut definitions: Vec<TypeDefinition> = Vec::new();
        for definition in printed.into_iter().chain(meta) {
            match definition {
                TypeSystemDefinition::Schema(schema) => {
                    if let Some(name) = schema.node.query {
                        query = name.node.to_string();
                    }
                }
                TypeSystemDefinition::Type(ty) => definitions.push(ty.node),
                TypeSystemDefinition::Directive(_) => {}
            }
        }

        let mut ids = FxHashMap::default();
        for definition in definitions.iter().filter(|it| fields(it).is_some()) {
            let id = TypeId(u32::try_from(ids.len()).unwrap_or(u32::MAX));
            ids.insert(definition.name.node.to_string(), id);
        }
        let mut types: Vec<Type> = Vec::with_capacity(ids.len());
        for definition in &definitions {
            if let Some(fields) = fields(definition) {
                types.push(Type {
                    name: definition.name.node.to_string(),
                    connection: is_connection(&definition.name.node),
                    fields: fields
                        .iter()
                        .map(|field| {
                            (
                                field.node.name.node.to_string(),
                                describe(&field.node, &ids),
                            )
                        })
                        .collect(),
                });
            }
        }
        let query = ids.get(&query).copied();
        if let Some(TypeId(at)) = query {
            let meta = [("__schema", "__Schema"), ("__type", "__Type")];
            for (name, ty) in meta {
                let ty = ids.get(ty).copied();
                let field = Field {
                    ty,
                    list: false,
                    connection: false,
                    first: None,
                };
                types[at as usize].fields.insert(name.to_owned(), field);
            }
        }
        Ok(Self { types, ids, query })
    }

    /// The type of the query root.
    pub(super) fn query(&self) -> Option<TypeId> {
        self.query
    }

    /// The object or interface type of that name.
    pub(super) fn find(&self, name: &str) -> Option<TypeId> {
        self.ids.get(name).copied()
    }

    /// The field of that name; none where the document is invalid.
    pub(super) fn field(&self, parent: TypeId, name: &str) -> Option<Field> {
        self.types[parent.0 as usize].fields.get(name).copied()
    }

    /// Whether the type is a connection.
    pub(super) fn is_connection(&self, id: TypeId) -> bool {
        self.types[id.0 as usize].connection
    }

    /// The name of a type.
    pub(super) fn name(&self, id: TypeId) -> &str {
        &self.types[id.0 as usize].name
    }

    /// The name of a field of the type that is most like a name that is none.
    pub(super) fn nearest_field(&self, parent: TypeId, name: &str) -> Option<&str> {
        let fields = self.types[parent.0 as usize]
            .fields
            .keys()
            .map(String::as_str);
        nearest(name, fields)
    }
}

/// The known name most like an unknown one, when it is like enough to be meant. Long names are not
/// compared: the comparison takes the product of the lengths.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// Similarity (0 to 1) below which a suggestion puzzles more than it helps.
    const ALIKE: f64 = 0.8;
    if name.len() > 64 {
        return None;
    }
    known
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
        .filter(|(similarity, _)| *similarity >= ALIKE)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}

fn fields(definition: &TypeDefinition) -> Option<&[Positioned<FieldDefinition>]> {
    match &definition.kind {
        TypeKind::Object(object) => Some(&object.fields),
        TypeKind::Interface(interface) => Some(&interface.fields),
        _ => None,
    }
}

fn is_connection(name: &str) -> bool {
    name.ends_with("Connection")
}

fn describe(field: &FieldDefinition, ids: &FxHashMap<String, TypeId>) -> Field {
    let mut base = &field.ty.node.base;
    let mut list = false;
    let name: &Name = loop {
        match base {
            BaseType::Named(name) => break name,
            BaseType::List(inner) => {
                list = true;
                base = &inner.base;
            }
        }
    };
    Field {
        ty: ids.get(name.as_str()).copied(),
        list,
        connection: is_connection(name),
        first: field
            .arguments
            .iter()
            .find_map(|argument| default_page(&argument.node)),
    }
}

fn default_page(argument: &InputValueDefinition) -> Option<u64> {
    match &argument.default_value.as_ref()?.node {
        ConstValue::Number(number) if argument.name.node == "first" => number.as_u64(),
        _ => None,
    }
}
