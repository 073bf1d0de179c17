//! The measuring of a document: one pass, each fragment once.

use async_graphql::{Positioned, Value, Variables};
use async_graphql_parser::types::{
    ExecutableDocument, Field, FragmentDefinition, OperationDefinition, Selection, SelectionSet,
};
use async_graphql_value::Value as Input;
use rustc_hash::FxHashMap;

use super::super::federation::ENTITIES;
use super::shape::TypeId;
use super::{Code, Gate, LIST_LENGTH, NESTING, Refusal, Unknown, Violation, at_most};

/// Unknown fields that are remembered. Their number is bounded because finding what was meant
/// compares each with all fields of its type.
const UNKNOWN_FIELDS: usize = 3;

/// What is measured of a selection set, fragments expanded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Measure {
    /// Fields within each other.
    pub depth: usize,
    /// Selection sets within each other, those of fragments too.
    pub height: usize,
    pub aliases: u64,
    /// Fields of the set itself.
    pub fields: u64,
    pub selections: u64,
    /// Entities asked for by their keys.
    pub representations: u64,
    /// Cost that does not depend on the page of the connection that the set belongs to.
    pub cost: u64,
    /// Cost of each element of that page.
    cost_of_element: u64,
}

impl Measure {
    fn add(&mut self, other: &Self) {
        self.depth = self.depth.max(other.depth);
        self.height = self.height.max(other.height);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.fields = self.fields.saturating_add(other.fields);
        self.selections = self.selections.saturating_add(other.selections);
        self.representations = self.representations.saturating_add(other.representations);
        self.cost = self.cost.saturating_add(other.cost);
        self.cost_of_element = self.cost_of_element.saturating_add(other.cost_of_element);
    }
}

/// One pass over a document.
pub(super) struct Walk<'a> {
    gate: &'a Gate,
    document: &'a ExecutableDocument,
    operation: &'a OperationDefinition,
    variables: &'a Variables,
    /// Number of values in each variable.
    sizes: FxHashMap<&'a str, u64>,
    /// Measures of fragments; none while the fragment is being measured.
    fragments: FxHashMap<&'a str, Option<Measure>>,
    /// The first fields that their types do not have.
    pub unknown: Vec<Unknown>,
}

impl<'a> Walk<'a> {
    /// Prepares to measure a document of which `operation` will run.
    pub(super) fn new(
        gate: &'a Gate,
        document: &'a ExecutableDocument,
        operation: &'a OperationDefinition,
        variables: &'a Variables,
    ) -> Self {
        Self {
            gate,
            document,
            operation,
            variables,
            sizes: FxHashMap::default(),
            fragments: FxHashMap::default(),
            unknown: Vec::new(),
        }
    }

    /// Measures the selections on an object of type `parent`, `level` selection sets deep.
    pub(super) fn selection_set(
        &mut self,
        set: &'a Positioned<SelectionSet>,
        parent: Option<TypeId>,
        level: usize,
    ) -> Result<Measure, Refusal> {
        at_most(Code::MaxDepth, "nesting", level, NESTING)?;
        let mut total = Measure::default();
        for selection in &set.node.items {
            let mut part = match &selection.node {
                Selection::Field(field) => self.field(field, parent, level)?,
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    match self.document.fragments.get_key_value(name) {
                        Some((name, definition)) => self.fragment(name, definition, level)?,
                        None => Measure::default(),
                    }
                }
                Selection::InlineFragment(inline) => {
                    let condition = inline.node.type_condition.as_ref();
                    let parent = match condition {
                        Some(condition) => self.gate.shape.find(&condition.node.on.node),
                        None => parent,
                    };
                    self.selection_set(&inline.node.selection_set, parent, level + 1)?
                }
            };
            part.selections = part.selections.saturating_add(1);
            for directive in selection.node.directives() {
                part.selections = part.selections.saturating_add(1);
                for (_, value) in &directive.node.arguments {
                    part.selections = part.selections.saturating_add(self.size(&value.node));
                }
            }
            total.add(&part);
        }
        total.height += 1;
        Ok(total)
    }

    /// Measures a fragment, or takes its measure if it has one.
    pub(super) fn fragment(
        &mut self,
        name: &'a str,
        definition: &'a Positioned<FragmentDefinition>,
        level: usize,
    ) -> Result<Measure, Refusal> {
        match self.fragments.get(name) {
            Some(Some(measure)) => return Ok(*measure),
            Some(None) => return Err(Refusal::Cycle(name.to_owned(), definition.pos)),
            None => {}
        }
        self.fragments.insert(name, None);
        let parent = self
            .gate
            .shape
            .find(&definition.node.type_condition.node.on.node);
        let measure = self.selection_set(&definition.node.selection_set, parent, level + 1)?;
        self.fragments.insert(name, Some(measure));
        Ok(measure)
    }

    fn field(
        &mut self,
        field: &'a Positioned<Field>,
        parent: Option<TypeId>,
        level: usize,
    ) -> Result<Measure, Refusal> {
        let name = field.node.name.node.as_str();
        let gate = self.gate;
        let shape = &gate.shape;
        let known = parent.and_then(|parent| shape.field(parent, name));
        if known.is_none() {
            self.note_unknown(parent, field);
        }
        let arguments = self.arguments(field)?;
        let below = if field.node.selection_set.node.items.is_empty() {
            Measure::default()
        } else {
            let ty = known.and_then(|known| known.ty);
            self.selection_set(&field.node.selection_set, ty, level + 1)?
        };

        let page = arguments.page.or(known.and_then(|known| known.first));
        let (length, cost_below) = match known {
            Some(known) if known.connection => {
                let elements = page
                    .unwrap_or(LIST_LENGTH)
                    .saturating_mul(below.cost_of_element);
                (1, below.cost.saturating_add(elements))
            }
            Some(known) if known.list => {
                (page.or(arguments.list).unwrap_or(LIST_LENGTH), below.cost)
            }
            _ => (1, below.cost.saturating_add(below.cost_of_element)),
        };
        let one = cost_below.saturating_add(1);
        let is_page = matches!(name, "nodes" | "edges")
            && parent.is_some_and(|parent| shape.is_connection(parent));
        let (cost, cost_of_element) = if is_page {
            (0, one)
        } else {
            (one.saturating_mul(length), 0)
        };
        Ok(Measure {
            depth: below.depth + 1,
            height: below.height,
            aliases: below
                .aliases
                .saturating_add(u64::from(field.node.alias.is_some())),
            fields: 1,
            selections: below.selections.saturating_add(arguments.values),
            representations: below
                .representations
                .saturating_add(arguments.representations),
            cost,
            cost_of_element,
        })
    }

    fn arguments(&mut self, field: &'a Positioned<Field>) -> Result<Arguments, Violation> {
        let limits = &self.gate.limits;
        let mut found = Arguments::default();
        for (name, value) in &field.node.arguments {
            found.values = found.values.saturating_add(self.size(&value.node));
            let at = |violation: Violation| Violation {
                at: Some(value.pos),
                ..violation
            };
            if matches!(name.node.as_str(), "first" | "last")
                && let Some(page) = self.number(&value.node)
            {
                at_most(Code::MaxPageSize, "page_size", page, limits.page_size).map_err(at)?;
                found.page = found.page.max(Some(page));
            }
            let length = self.length(&value.node);
            if field.node.name.node == ENTITIES {
                // These have one limit for the whole operation. A value alone stands for a list of itself.
                found.representations = length.unwrap_or(1) as u64;
            } else if let Some(length) = length {
                at_most(Code::MaxIds, "ids", length, limits.ids).map_err(at)?;
            }
            found.list = found.list.max(length.map(|length| length as u64));
        }
        Ok(found)
    }

    /// The value that a variable has: its own, else the default of its definition.
    fn variable(&self, name: &str) -> Option<&'a Value> {
        self.variables.get(name).or_else(|| {
            let mut definitions = self.operation.variable_definitions.iter();
            let definition = definitions.find(|it| it.node.name.node == name)?;
            definition
                .node
                .default_value
                .as_ref()
                .map(|default| &default.node)
        })
    }

    fn number(&self, value: &Input) -> Option<u64> {
        let number = match value {
            Input::Number(number) => number,
            Input::Variable(name) => match self.variable(name)? {
                Value::Number(number) => number,
                _ => return None,
            },
            _ => return None,
        };
        // A negative number or one with a fraction is for validation to refuse.
        number
            .as_u64()
            .or_else(|| number.as_f64().map(|number| number as u64))
    }

    fn length(&self, value: &Input) -> Option<usize> {
        match value {
            Input::List(values) => Some(values.len()),
            Input::Variable(name) => match self.variable(name)? {
                Value::List(values) => Some(values.len()),
                _ => None,
            },
            _ => None,
        }
    }

    /// Number of values in an argument, which validators visit one by one.
    fn size(&mut self, value: &'a Input) -> u64 {
        match value {
            Input::Variable(name) => {
                if let Some(size) = self.sizes.get(name.as_str()) {
                    return *size;
                }
                let size = self.variable(name).map_or(1, constant_size);
                self.sizes.insert(name, size);
                size
            }
            Input::List(values) => values
                .iter()
                .fold(1, |sum, value| sum.saturating_add(self.size(value))),
            Input::Object(fields) => fields
                .values()
                .fold(1, |sum, value| sum.saturating_add(self.size(value))),
            _ => 1,
        }
    }

    fn note_unknown(&mut self, parent: Option<TypeId>, field: &Positioned<Field>) {
        let name = &field.node.name.node;
        if let Some(parent) = parent
            && name != "__typename"
            && self.unknown.len() < UNKNOWN_FIELDS
        {
            self.unknown.push(Unknown {
                at: field.pos,
                parent,
                name: name.clone(),
            });
        }
    }
}

/// What the arguments of a field say about its size.
#[derive(Default)]
struct Arguments {
    /// `first` or `last`, the larger.
    page: Option<u64>,
    /// Length of the longest list argument.
    list: Option<u64>,
    /// Length of the list of an `_entities` field.
    representations: u64,
    /// Number of values in all arguments.
    values: u64,
}

fn constant_size(value: &Value) -> u64 {
    match value {
        Value::List(values) => 1 + values.iter().map(constant_size).sum::<u64>(),
        Value::Object(fields) => 1 + fields.values().map(constant_size).sum::<u64>(),
        _ => 1,
    }
}
