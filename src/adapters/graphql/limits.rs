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
//! 10 where the document does not say. Variables and defaults are resolved; `@skip`
//! and `@include` are not, so what they leave out counts as well.

mod shape;
mod tokens;
mod walk;

use async_graphql::{Name, Pos, ServerError, Variables};
use async_graphql_parser::types::{ExecutableDocument, OperationDefinition};
use serde::{Deserialize, Serialize};

use super::errors::{self, Code};
pub(crate) use shape::nearest;
use shape::{Shape, TypeId};
use walk::Walk;

/// Length that a list is taken to have when neither the document nor the schema says.
const LIST_LENGTH: u64 = 10;

/// Selection sets, fragments and brackets within each other, at most: what the recursion of
/// parser, validators and executor is bounded by. The parser's own bound is the same.
pub(super) const NESTING: usize = 64;

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
    /// Elements of `_entities(representations:)`, those of all such fields together.
    pub representations: u64,
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
            representations: 100,
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

/// A field that its type does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unknown {
    pub at: Pos,
    parent: TypeId,
    name: Name,
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

    /// What was probably meant by an unknown field.
    pub(super) fn suggest(&self, unknown: &Unknown) -> Option<String> {
        let nearest = self.shape.nearest_field(unknown.parent, &unknown.name)?;
        let parent = self.shape.name(unknown.parent);
        Some(format!(" Did you mean \"{nearest}\" of \"{parent}\"?"))
    }

    /// Checks the text of a document, before it is parsed.
    pub(super) fn check_text(&self, text: &str) -> Result<(), Violation> {
        let lexed = tokens::scan(text);
        at_most(Code::MaxTokens, "tokens", lexed.tokens, self.limits.tokens)?;
        at_most(Code::MaxDepth, "nesting", lexed.nesting, NESTING)
    }

    /// Checks a document, of which `operation` will run. Returns the first fields
    /// that their types do not have; validation will refuse them.
    pub(super) fn check(
        &self,
        document: &ExecutableDocument,
        operation: &OperationDefinition,
        variables: &Variables,
    ) -> Result<Vec<Unknown>, Refusal> {
        let mut walk = Walk::new(self, document, operation, variables);
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
        at_most(
            Code::MaxRepresentations,
            "representations",
            chosen.representations,
            limits.representations,
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
        Ok(walk.unknown)
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
