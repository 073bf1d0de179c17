//! The schema as the generator walks it: composite types, what leads from one to the next, and how far each is.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use async_graphql_parser::{
    parse_schema,
    types::{
        BaseType, FieldDefinition, InputValueDefinition, Type, TypeKind, TypeSystemDefinition,
    },
};
use vitrina::adapters::graphql::query;

/// The root of all queries.
pub const ROOT: &str = "QueryRoot";

/// What the printed schema leaves out: the fields of gateways.
const GATEWAYS: &str = "
scalar _Any
union _Entity = Product | ProductVariant | Collection
type _Service { sdl: String! }
extend type QueryRoot { _entities(representations: [_Any!]!): [_Entity]! _service: _Service! }";

/// A field of a composite type.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What it takes.
    pub arguments: Vec<InputValueDefinition>,
    /// The name of its type, without lists and signs.
    pub of: String,
    /// Whether it answers a list.
    pub is_list: bool,
}

impl Field {
    fn read(definition: FieldDefinition) -> Self {
        let ty = definition.ty.node;
        Self {
            name: definition.name.node.to_string(),
            arguments: definition.arguments.into_iter().map(|it| it.node).collect(),
            is_list: matches!(ty.base, BaseType::List(_)),
            of: named(&ty).to_owned(),
        }
    }

    /// Whether it takes an argument of that name.
    pub fn takes(&self, name: &str) -> bool {
        self.arguments.iter().any(|it| it.name.node == name)
    }
}

/// The name of a type, without lists and signs.
pub fn named(ty: &Type) -> &str {
    match &ty.base {
        BaseType::Named(name) => name,
        BaseType::List(inner) => named(inner),
    }
}

/// A type whose fields are selected.
#[derive(Debug, Default)]
pub struct Composite {
    /// Its fields; a union has none.
    pub fields: Vec<Field>,
    /// Objects that a value can be: for an object itself alone.
    pub objects: BTreeSet<String>,
    /// Types that a fragment on it may name, itself aside.
    pub fragments: Vec<String>,
}

/// All types.
#[derive(Debug, Default)]
pub struct Schema {
    composites: BTreeMap<String, Composite>,
    enums: BTreeMap<String, Vec<String>>,
    inputs: BTreeMap<String, Vec<InputValueDefinition>>,
}

impl Schema {
    /// The schema that is served.
    pub fn served() -> Self {
        let sdl = query::schema().sdl() + GATEWAYS;
        let mut schema = Self::default();
        for definition in parse_schema(sdl).unwrap().definitions {
            if let TypeSystemDefinition::Type(definition) = definition {
                let name = definition.node.name.node.to_string();
                schema.add(name, definition.node.kind);
            }
        }
        schema.find_fragments();
        schema
    }

    fn add(&mut self, name: String, kind: TypeKind) {
        match kind {
            TypeKind::Scalar => {}
            TypeKind::Object(object) => {
                for interface in object.implements {
                    let interface = self.composites.entry(interface.node.to_string());
                    interface.or_default().objects.insert(name.clone());
                }
                let composite = self.composites.entry(name.clone()).or_default();
                composite.objects.insert(name);
                let fields = object.fields.into_iter().map(|it| Field::read(it.node));
                composite.fields.extend(fields);
            }
            TypeKind::Interface(interface) => {
                let fields = interface.fields.into_iter().map(|it| Field::read(it.node));
                let composite = self.composites.entry(name).or_default();
                composite.fields.extend(fields);
            }
            TypeKind::Union(union) => {
                let members = union.members.iter().map(|it| it.node.to_string());
                let composite = self.composites.entry(name).or_default();
                composite.objects.extend(members);
            }
            TypeKind::Enum(of) => {
                let values = of.values.iter().map(|it| it.node.value.node.to_string());
                self.enums.insert(name, values.collect());
            }
            TypeKind::InputObject(input) => {
                let fields = input.fields.into_iter().map(|it| it.node);
                self.inputs.insert(name, fields.collect());
            }
        }
    }

    /// A fragment may name each type that a value of the other can be.
    fn find_fragments(&mut self) {
        let objects: Vec<(String, BTreeSet<String>)> = self
            .composites
            .iter()
            .map(|(name, composite)| (name.clone(), composite.objects.clone()))
            .collect();
        for (name, composite) in &mut self.composites {
            let is_abstract = composite.objects.len() != 1 || !composite.objects.contains(name);
            let fitting = objects.iter().filter(|(other, theirs)| {
                is_abstract && other != name && !composite.objects.is_disjoint(theirs)
            });
            composite.fragments = fitting.map(|(other, _)| other.clone()).collect();
        }
    }

    /// A type whose fields are selected; `None` for leaves.
    pub fn composite(&self, name: &str) -> Option<&Composite> {
        self.composites.get(name)
    }

    /// The values of an enum.
    pub fn values(&self, name: &str) -> Option<&[String]> {
        self.enums.get(name).map(Vec::as_slice)
    }

    /// The fields of an input object.
    pub fn input(&self, name: &str) -> Option<&[InputValueDefinition]> {
        self.inputs.get(name).map(Vec::as_slice)
    }

    /// The types that a selection on this one leads to, by a field or a fragment.
    fn next<'a>(&'a self, composite: &'a Composite) -> impl Iterator<Item = &'a str> {
        let fields = composite.fields.iter().map(|field| field.of.as_str());
        fields
            .filter(|name| self.composites.contains_key(*name))
            .chain(composite.fragments.iter().map(String::as_str))
    }

    /// Every field of every type that can be selected, however deep.
    pub fn reachable(&self) -> Vec<(String, String)> {
        let mut types = vec![ROOT];
        let mut seen = BTreeSet::from([ROOT]);
        while let Some(name) = types.pop() {
            for next in self.next(&self.composites[name]) {
                if seen.insert(next) {
                    types.push(next);
                }
            }
        }
        let fields = seen.into_iter().flat_map(|name| {
            let fields = self.composites[name].fields.iter();
            fields.map(move |field| (name.to_owned(), field.name.clone()))
        });
        fields.collect()
    }

    /// How many selections lie between each type and the target; types that do not lead to it are absent. Ways through
    /// an object that no id finds are none.
    pub fn distances(
        &self,
        target: &str,
        is_way: impl Fn(&str, &str) -> bool,
    ) -> BTreeMap<&str, usize> {
        let mut before: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, composite) in &self.composites {
            for next in self.next(composite).filter(|next| is_way(name, next)) {
                before.entry(next).or_default().push(name);
            }
        }
        let mut found = BTreeMap::new();
        let mut queue = VecDeque::new();
        if let Some((target, _)) = self.composites.get_key_value(target) {
            found.insert(target.as_str(), 0);
            queue.push_back(target.as_str());
        }
        while let Some(name) = queue.pop_front() {
            let further = found[name] + 1;
            for &previous in before.get(name).into_iter().flatten() {
                if !found.contains_key(previous) {
                    found.insert(previous, further);
                    queue.push_back(previous);
                }
            }
        }
        found
    }
}
