//! From the text of a request to its answer: parse, limits, choice of the operation, execution.
//!
//! The schema is built twice: one validates in full, the other trusts documents that did before (`documents`). Both are
//! shared; a request brings its own data (context, loaders), made by
//! the caller from what `@inContext` asks. Nothing of HTTP is known here: [`Answer::ran`] says
//! whether anything was executed, and the caller makes a status of it.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use async_graphql::{
    Data, EmptyMutation, EmptySubscription, ObjectType, Request, Schema, SchemaBuilder,
    ServerError, ValidationMode, Value, Variables,
};
use async_graphql_parser::types::{
    DocumentOperations, ExecutableDocument, OperationDefinition, OperationType,
};
use futures::FutureExt;
use serde::Serialize;
use tracing::Instrument;

use super::documents::{Document, Documents, Kinds};
use super::errors::{self, Code};
use super::in_context::{DeferDirective, InContext, InContextDirective};
use super::limits::{Gate, Limits, NESTING, Unknown};

/// A GraphQL request as a transport delivers it.
#[derive(Debug, Default)]
pub struct GraphqlRequest {
    /// The document.
    pub query: String,
    /// Name of the operation to run; needed when the document has several.
    pub operation_name: Option<String>,
    /// Values of its variables.
    pub variables: Variables,
}

/// What came of a request.
#[derive(Debug)]
pub struct Answer {
    /// What was selected, in the order of the query; null when an error reached the root.
    pub data: Value,
    /// What went wrong, each with a code.
    pub errors: Vec<ServerError>,
    /// Whether execution began. When not, there is no `data` to speak of.
    pub ran: bool,
    /// Time to parse the document, hold it to the limits and prepare the data.
    pub parse: Duration,
    /// Time to validate and execute.
    pub execute: Duration,
}

impl Answer {
    /// The answer as the GraphQL specification writes it: `errors` is absent when there are none,
    /// `data` when nothing ran.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        /// The envelope of an answer.
        #[derive(Serialize)]
        struct Envelope<'a> {
            #[serde(skip_serializing_if = "<[_]>::is_empty")]
            errors: &'a [ServerError],
            #[serde(skip_serializing_if = "Option::is_none")]
            data: Option<&'a Value>,
        }
        let envelope = Envelope {
            errors: &self.errors,
            data: self.ran.then_some(&self.data),
        };
        let mut json = Vec::with_capacity(4096);
        serde_json::to_writer(&mut json, &envelope)
            .expect("values of GraphQL are values of JSON, and a vector takes all bytes");
        json
    }
}

/// The printed schema could not be read back, so it cannot be held to limits.
#[derive(Debug, thiserror::Error)]
#[error("the printed schema cannot be read back")]
pub struct UnreadableSchema(#[source] async_graphql_parser::Error);

/// Starts a schema as the executor needs it: with the directives of clients, and with the checks
/// of the library off that the executor does in linear time or that take too long.
pub fn schema<Q: ObjectType + 'static>(
    query: Q,
) -> SchemaBuilder<Q, EmptyMutation, EmptySubscription> {
    Schema::build(query, EmptyMutation, EmptySubscription)
        .directive(InContextDirective)
        .directive(DeferDirective)
        // It counts selection sets and fragments; the same bound is checked before.
        .limit_recursive_depth(NESTING)
        // Comparing each unknown name with all fields is quadratic in the text.
        .disable_suggestions()
}

/// A schema with its limits, ready to answer.
pub struct Executor<Q> {
    strict: Schema<Q, EmptyMutation, EmptySubscription>,
    /// Answers documents that are known to be valid.
    trusting: Schema<Q, EmptyMutation, EmptySubscription>,
    gate: Gate,
    documents: Documents,
    meters: Meters,
}

impl<Q: ObjectType + 'static> Executor<Q> {
    /// Holds a schema, begun by [`schema`], to limits. The metrics recorder must be installed
    /// before, or these metrics go nowhere. `build` is called twice.
    ///
    /// # Errors
    /// When the printed schema cannot be read back.
    pub fn new(
        build: impl Fn() -> SchemaBuilder<Q, EmptyMutation, EmptySubscription>,
        limits: Limits,
    ) -> Result<Self, UnreadableSchema> {
        let strict = build().finish();
        let sdl = strict.sdl();
        Ok(Self {
            strict,
            trusting: build().validation_mode(ValidationMode::Fast).finish(),
            gate: Gate::new(limits, &sdl).map_err(UnreadableSchema)?,
            documents: Documents::new(&sdl).map_err(UnreadableSchema)?,
            meters: Meters::new(),
        })
    }

    /// The limits that requests are held to.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        self.gate.limits()
    }

    /// The answer to a request that the transport could not read.
    #[must_use]
    pub fn refuse(&self, error: ServerError) -> Answer {
        let answer = refusal(error, Duration::ZERO);
        self.meters.record(&answer);
        answer
    }

    /// Answers a request. `prepare` makes the data that resolvers find in their context; it is
    /// called once, after the limits, and not at all for a request that they refuse.
    pub async fn execute(
        &self,
        request: GraphqlRequest,
        prepare: impl FnOnce(&InContext) -> Data,
    ) -> Answer {
        let span = tracing::info_span!("operation", document = %Fingerprint(&request.query));
        let answer = self.answer(request, prepare).instrument(span).await;
        self.meters.record(&answer);
        answer
    }

    async fn answer(
        &self,
        request: GraphqlRequest,
        prepare: impl FnOnce(&InContext) -> Data,
    ) -> Answer {
        let started = Instant::now();
        let admitted = match self.admit(&request) {
            Ok(admitted) => admitted,
            Err(error) => return refusal(error, started.elapsed()),
        };
        let mut prepared = Request::new(request.query).variables(request.variables);
        prepared.operation_name = admitted.operation_name;
        prepared.data = prepare(&admitted.context);
        prepared.set_parsed_query(admitted.document.parsed.clone());
        let known = admitted
            .kinds
            .filter(|kinds| admitted.document.is_valid(*kinds));
        let schema = match known {
            Some(_) => &self.trusting,
            None => &self.strict,
        };
        let parse = started.elapsed();

        let execution = AssertUnwindSafe(schema.execute(prepared)).catch_unwind();
        let (data, mut errors) = match execution.await {
            Ok(response) => (response.data, response.errors),
            Err(_) => (
                Value::Null,
                vec![Code::Internal.refusal("a resolver panicked")],
            ),
        };
        // An error of execution has the path of its field; errors of validation have none.
        let ran = data != Value::Null || errors.iter().any(|error| !error.path.is_empty());
        let fallback = if ran {
            Code::BadArgument
        } else {
            Code::ValidationFailed
        };
        if let (true, None, Some(kinds)) = (ran, known, admitted.kinds) {
            admitted.document.prove(kinds);
        }
        if !ran {
            self.suggest(&admitted.unknown, &mut errors);
        }
        errors::settle(&mut errors, fallback);
        Answer {
            data,
            errors,
            ran,
            parse,
            execute: started.elapsed().saturating_sub(parse),
        }
    }

    /// Adds what was probably meant to the errors about unknown fields.
    fn suggest(&self, unknown: &[Unknown], errors: &mut [ServerError]) {
        for field in unknown {
            let at = |error: &&mut ServerError| error.locations.contains(&field.at);
            if let Some(error) = errors.iter_mut().find(at)
                && let Some(text) = self.gate.suggest(field)
            {
                error.message.push_str(&text);
            }
        }
    }

    /// Parses a request's document, holds it to the limits and chooses its operation.
    fn admit(&self, request: &GraphqlRequest) -> Result<Admitted, ServerError> {
        let document = match self.documents.get(&request.query) {
            Some(document) => document,
            None => self
                .documents
                .keep(&request.query, self.parse(&request.query)?),
        };
        let parsed = &document.parsed;
        let (operation_name, operation) = choose(parsed, request.operation_name.as_deref())?;
        if operation.ty != OperationType::Query {
            return Err(Code::ReadOnly.refusal(format!(
                "Vitrina only reads: send each {} to the shop's own endpoint.",
                operation.ty
            )));
        }
        let variables = &request.variables;
        require_variables(operation, variables)?;
        let unknown = self
            .gate
            .check(parsed, operation, variables)
            .map_err(super::limits::Refusal::into_error)?;
        let context = InContext::read(operation, variables);
        // With several operations validation depends on which was chosen.
        let is_alone = parsed.operations.iter().nth(1).is_none();
        let kinds = is_alone
            .then(|| self.documents.kinds(operation, variables))
            .flatten();
        let operation_name = operation_name.map(str::to_owned);
        Ok(Admitted {
            operation_name,
            context,
            unknown,
            kinds,
            document,
        })
    }

    /// Reads the text of a document that is within the limits on texts.
    fn parse(&self, text: &str) -> Result<ExecutableDocument, ServerError> {
        self.gate
            .check_text(text)
            .map_err(super::limits::Violation::into_error)?;
        async_graphql_parser::parse_query(text).map_err(|error| {
            let code = match error {
                async_graphql_parser::Error::RecursionLimitExceeded => Code::MaxDepth,
                _ => Code::ParseFailed,
            };
            let mut error = ServerError::from(error);
            errors::mark(&mut error, code);
            error
        })
    }
}

/// The answer to a request of which nothing ran.
fn refusal(error: ServerError, parse: Duration) -> Answer {
    let mut errors = vec![error];
    errors::settle(&mut errors, Code::BadRequest);
    Answer {
        data: Value::Null,
        errors,
        ran: false,
        parse,
        execute: Duration::ZERO,
    }
}

/// A request that may be executed.
struct Admitted {
    operation_name: Option<String>,
    context: InContext,
    unknown: Vec<Unknown>,
    /// The kinds of its variables; `None` when validation has to look at them.
    kinds: Option<Kinds>,
    document: Arc<Document>,
}

/// The operation to run and its name, when the document has names.
fn choose<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Result<(Option<&'a str>, &'a OperationDefinition), ServerError> {
    // Some clients send an empty name for none.
    let name = name.filter(|name| !name.is_empty());
    let unresolved = |message: String| Code::OperationResolutionFailed.refusal(message);
    match (&document.operations, name) {
        (DocumentOperations::Single(operation), None) => Ok((None, &operation.node)),
        (DocumentOperations::Multiple(operations), None) => {
            let mut all = operations.iter();
            match (all.next(), all.next()) {
                (Some((name, operation)), None) => Ok((Some(name), &operation.node)),
                _ => Err(unresolved(format!(
                    "The document has {} operations: say which by operationName.",
                    operations.len()
                ))),
            }
        }
        (DocumentOperations::Multiple(operations), Some(name)) => operations
            .get_key_value(name)
            .map(|(name, operation)| (Some(name.as_str()), &operation.node))
            .ok_or_else(|| unresolved(format!("The document has no operation \"{name}\"."))),
        (DocumentOperations::Single(_), Some(name)) => Err(unresolved(format!(
            "The document has no operation \"{name}\"."
        ))),
    }
}

/// Refuses an operation whose variables lack a value that they must have. The library notices only
/// when a resolver asks for the value.
fn require_variables(
    operation: &OperationDefinition,
    variables: &Variables,
) -> Result<(), ServerError> {
    for definition in &operation.variable_definitions {
        let name = &definition.node.name.node;
        let missing = match variables.get(name) {
            Some(value) => *value == Value::Null,
            None => definition.node.default_value.is_none(),
        };
        if missing && !definition.node.var_type.node.nullable {
            let ty = &definition.node.var_type.node;
            let message = format!("Variable \"${name}\" of type \"{ty}\" needs a value.");
            let mut error = Code::ValidationFailed.refusal(message);
            error.locations = vec![definition.pos];
            return Err(error);
        }
    }
    Ok(())
}

/// Names a document in logs without its text, which is the client's.
struct Fingerprint<'a>(&'a str);

impl std::fmt::Display for Fingerprint<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        use std::hash::Hasher;
        let mut hasher = rustc_hash::FxHasher::default();
        hasher.write(self.0.as_bytes());
        write!(f, "{:016x}", hasher.finish())
    }
}

/// Metrics of the executor, resolved once.
struct Meters {
    complete: metrics::Counter,
    partial: metrics::Counter,
    refused: metrics::Counter,
    errors: Vec<(Code, metrics::Counter)>,
    parse: metrics::Histogram,
    execute: metrics::Histogram,
}

impl Meters {
    fn new() -> Self {
        let answers =
            |outcome| metrics::counter!("vitrina_graphql_answers_total", "outcome" => outcome);
        let errors = |code: &Code| {
            let label = code.as_str();
            (
                *code,
                metrics::counter!("vitrina_graphql_errors_total", "code" => label),
            )
        };
        Self {
            complete: answers("complete"),
            partial: answers("partial"),
            refused: answers("refused"),
            errors: Code::ALL.iter().map(errors).collect(),
            parse: metrics::histogram!("vitrina_graphql_parse_seconds"),
            execute: metrics::histogram!("vitrina_graphql_execute_seconds"),
        }
    }

    fn record(&self, answer: &Answer) {
        self.parse.record(answer.parse);
        if answer.ran {
            self.execute.record(answer.execute);
        }
        let outcome = match answer {
            Answer { ran: false, .. } => &self.refused,
            Answer { errors, .. } if errors.is_empty() => &self.complete,
            Answer { .. } => &self.partial,
        };
        outcome.increment(1);
        for error in &answer.errors {
            let code = errors::code_of(error);
            if let Some((_, counter)) = self.errors.iter().find(|(it, _)| Some(*it) == code) {
                counter.increment(1);
            }
        }
    }
}
