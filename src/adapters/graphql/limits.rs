//! How large an operation may be, decided on the parsed document before validation and execution.
//!
//! Validators and the executor walk a document with its fragments expanded, which a kilobyte of
//! text can make as long as hours. Here each fragment is measured once and its measure reused, in
//! saturating arithmetic, so the work is linear in the text. What a violation says is in
//! `docs/errors.md`; whether the document fits the schema is not asked here.
//!
//! **Cost** is an upper estimate of the fields in the answer: a field counts 1 plus what is
//! selected below it, times the number of objects it can give. That number is `first` or `last`
//! for the `nodes` and `edges` of a connection (and for a list with such an argument), the length
//! of the longest list argument for other lists (`nodes(ids:)`, `metafields(identifiers:)`), and
//! [`LIST_LENGTH`] where the document does not say. Variables and defaults are resolved; `@skip`
//! and `@include` are not, so what they leave out counts as well.

mod shape;
mod tokens;

use async_graphql::{Pos, Positioned, ServerError, Value, Variables};
use async_graphql_parser::types::{
    ExecutableDocument, Field, FragmentDefinition, OperationDefinition, Selection, SelectionSet,
};
use async_graphql_value::Value as Input;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::errors::{self, Code};
pub(crate) use shape::nearest;
use shape::{Shape, TypeId};

/// Length that a list is taken to have when neither the document nor the schema says.
const LIST_LENGTH: u64 = 10;

/// Selection sets, fragments and brackets within each other, at most: what the recursion of
/// parser, validators and executor is bounded by. The parser's own bound is the same.
pub(super) const NESTING: usize = 64;

/// Unknown fields that are remembered to suggest what was meant.
const SUGGESTIONS: usize = 3;

/// The largest that a request may be, each checked before execution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Bytes of a request body.
    pub body_bytes: usize,
    /// Tokens of a document.
    pub tokens: usize,
    /// Fields within each other.
    pub depth: usize,
    /// Aliases, each as often as its fragment is spread.
    pub aliases: u64,
    /// Fields of the query root.
    pub root_fields: u64,
    /// Selections and argument values of all definitions, fragments expanded.
    pub selections: u64,
    /// `first` and `last`.
    pub page_size: u64,
    /// Elements of a list argument, such as `nodes(ids:)`.
    pub ids: usize,
    /// Estimated fields of the answer.
    pub cost: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 128 * 1024,
            tokens: 10_000,
            depth: 20,
            aliases: 500,
            root_fields: 100,
            selections: 10_000,
            page_size: 250,
            ids: 250,
            cost: 250_000,
        }
    }
}

/// A limit that a request exceeds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Code of the error.
    pub code: Code,
    /// Name of the limit as the configuration writes it.
    pub limit: &'static str,
    /// What the request has.
    pub value: u64,
    /// What it may have.
    pub maximum: u64,
    /// Where in the document, when it is one place.
    pub at: Option<Pos>,
}

impl Violation {
    /// The error that the client reads: the message and the extensions name limit, value and
    /// maximum.
    #[must_use]
    pub fn into_error(self) -> ServerError {
        let Self {
            code,
            limit,
            value,
            maximum,
            at,
        } = self;
        let what = limit.replace('_', " ");
        let message =
            format!("The request exceeds the limit on {what}: {value}, at most {maximum}.");
        let mut error = ServerError::new(message, at);
        errors::mark(&mut error, code);
        let extensions = error.extensions.get_or_insert_default();
        extensions.set("limit", limit);
        extensions.set("value", value);
        extensions.set("maximum", maximum);
        error
    }
}

/// Why a document was refused before validation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It exceeds a limit.
    Limit(Violation),
    /// A fragment of that name spreads itself.
    Cycle(String, Pos),
}

impl Refusal {
    /// The error that the client reads.
    #[must_use]
    pub fn into_error(self) -> ServerError {
        match self {
            Self::Limit(violation) => violation.into_error(),
            Self::Cycle(name, at) => {
                let message = format!("Fragment \"{name}\" spreads itself.");
                let mut error = Code::FragmentCycle.refusal(message);
                error.locations = vec![at];
                error
            }
        }
    }
}

impl From<Violation> for Refusal {
    fn from(violation: Violation) -> Self {
        Self::Limit(violation)
    }
}

/// What is measured of a selection set, fragments expanded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Measure {
    /// Fields within each other.
    depth: usize,
    /// Selection sets within each other, those of fragments too.
    height: usize,
    aliases: u64,
    /// Fields of the set itself.
    fields: u64,
    selections: u64,
    /// Cost that does not depend on the page of the connection that the set belongs to.
    cost: u64,
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
        self.cost = self.cost.saturating_add(other.cost);
        self.cost_of_element = self.cost_of_element.saturating_add(other.cost_of_element);
    }
}

/// An unknown field, and what was probably meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Suggestion {
    pub at: Pos,
    pub text: String,
}

/// The limits together with what they need to know about the schema.
#[derive(Debug)]
pub(super) struct Gate {
    limits: Limits,
    shape: Shape,
}

impl Gate {
    /// Holds a schema, as it is printed, to limits.
    ///
    /// # Errors
    /// When the text is not a schema.
    pub(super) fn new(limits: Limits, sdl: &str) -> Result<Self, async_graphql_parser::Error> {
        Ok(Self {
            limits,
            shape: Shape::read(sdl)?,
        })
    }

    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Checks the text of a document, before it is parsed.
    pub(super) fn check_text(&self, text: &str) -> Result<(), Violation> {
        let lexed = tokens::scan(text);
        at_most(Code::MaxTokens, "tokens", lexed.tokens, self.limits.tokens)?;
        at_most(Code::MaxDepth, "nesting", lexed.nesting, NESTING)
    }

    /// Checks a document, of which `operation` will run. Returns what was probably meant by the
    /// first unknown fields.
    pub(super) fn check(
        &self,
        document: &ExecutableDocument,
        operation: &OperationDefinition,
        variables: &Variables,
    ) -> Result<Vec<Suggestion>, Refusal> {
        let mut walk = Walk {
            gate: self,
            document,
            operation,
            variables,
            sizes: FxHashMap::default(),
            fragments: FxHashMap::default(),
            suggestions: Vec::new(),
        };
        let query = self.shape.query();
        let chosen = walk.selection_set(&operation.selection_set, query, 0)?;
        let limits = &self.limits;
        at_most(Code::MaxDepth, "depth", chosen.depth, limits.depth)?;
        at_most(Code::MaxDepth, "nesting", chosen.height, NESTING)?;
        at_most(Code::MaxAliases, "aliases", chosen.aliases, limits.aliases)?;
        at_most(
            Code::MaxRootFields,
            "root_fields",
            chosen.fields,
            limits.root_fields,
        )?;

        // Validators walk every definition, reached or not.
        let mut selections = chosen.selections;
        let others = document.operations.iter().map(|(_, definition)| definition);
        for definition in others.filter(|it| !std::ptr::eq(&it.node, operation)) {
            let measure = walk.selection_set(&definition.node.selection_set, query, 0)?;
            selections = selections.saturating_add(measure.selections);
        }
        for (name, definition) in &document.fragments {
            let measure = walk.fragment(name, definition, 0)?;
            selections = selections.saturating_add(measure.selections);
        }
        at_most(
            Code::MaxSelections,
            "selections",
            selections,
            limits.selections,
        )?;
        at_most(Code::MaxComplexity, "cost", chosen.cost, limits.cost)?;
        Ok(walk.suggestions)
    }
}

/// One pass over a document.
struct Walk<'a> {
    gate: &'a Gate,
    document: &'a ExecutableDocument,
    operation: &'a OperationDefinition,
    variables: &'a Variables,
    /// Number of values in each variable.
    sizes: FxHashMap<&'a str, u64>,
    /// Measures of fragments; none while the fragment is being measured.
    fragments: FxHashMap<&'a str, Option<Measure>>,
    suggestions: Vec<Suggestion>,
}

impl<'a> Walk<'a> {
    fn selection_set(
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

    fn fragment(
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
            self.suggest(parent, field);
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
            if let Some(length) = self.length(&value.node) {
                at_most(Code::MaxIds, "ids", length, limits.ids).map_err(at)?;
                found.list = found.list.max(Some(length as u64));
            }
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

    fn suggest(&mut self, parent: Option<TypeId>, field: &Positioned<Field>) {
        let name = field.node.name.node.as_str();
        if let Some(parent) = parent
            && name != "__typename"
            && self.suggestions.len() < SUGGESTIONS
            && let Some(nearest) = self.gate.shape.nearest_field(parent, name)
        {
            let parent = self.gate.shape.name(parent);
            let text = format!(" Did you mean \"{nearest}\" of \"{parent}\"?");
            self.suggestions.push(Suggestion {
                at: field.pos,
                text,
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

fn at_most<T: TryInto<u64>>(
    code: Code,
    limit: &'static str,
    value: T,
    maximum: T,
) -> Result<(), Violation> {
    let [value, maximum] = [value, maximum].map(|it| it.try_into().unwrap_or(u64::MAX));
    if value <= maximum {
        return Ok(());
    }
    Err(Violation {
        code,
        limit,
        value,
        maximum,
        at: None,
    })
}

#[cfg(test)]
mod tests;
