//! The directives of operations that storefront clients send: `@inContext` and `@defer`.
//!
//! async-graphql has no execution hook for a directive on an operation, so the factories here only
//! make the directives valid (and their variables used); [`InContext::read`] takes the arguments
//! from the parsed operation. What country and language mean for prices and texts is decided by
//! the caller, not here. `@defer` has no effect: the whole answer comes at once, which the
//! directive's specification allows.

use std::borrow::Cow;

use async_graphql::indexmap::IndexMap;
use async_graphql::parser::types::{Directive, OperationDefinition};
use async_graphql::registry::{__DirectiveLocation, MetaDirective, MetaInputValue, Registry};
use async_graphql::{
    ContextDirective, CustomDirective, CustomDirectiveFactory, ID, InputObject, InputType,
    ServerResult, Value, Variables,
};

/// What an operation asks for by `@inContext`. All of it is wishes of the client: codes may name
/// markets and languages that the shop does not have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InContext {
    /// ISO 3166-1 code as the enum `CountryCode` writes it (`DE`).
    pub country: Option<String>,
    /// Language as the enum `LanguageCode` writes it (`DE`, `PT_BR`).
    pub language: Option<String>,
    /// Id of the location whose stock comes first.
    pub preferred_location_id: Option<String>,
}

impl InContext {
    /// Reads the directive's arguments from the operation that was chosen. An argument that is
    /// absent, null, or a variable that is null or absent without a default, is `None`.
    /// `buyer` and `visitorConsent` are accepted and not used.
    #[must_use]
    pub fn read(operation: &OperationDefinition, variables: &Variables) -> Self {
        let Some(directive) = operation
            .directives
            .iter()
            .find(|directive| directive.node.name.node == InContextDirective::NAME)
        else {
            return Self::default();
        };
        let argument = |name: &str| {
            let value = directive.node.get_argument(name)?.node.clone();
            let value = value.into_const_with(|name| {
                variables
                    .get(&name)
                    .or_else(|| {
                        let definitions = &operation.variable_definitions;
                        let definition = definitions.iter().find(|it| it.node.name.node == name);
                        definition?
                            .node
                            .default_value
                            .as_ref()
                            .map(|default| &default.node)
                    })
                    .cloned()
                    .ok_or(())
            });
            match value.ok()? {
                Value::String(text) => Some(text),
                Value::Enum(name) => Some(name.to_string()),
                _ => None,
            }
        };
        Self {
            country: argument("country"),
            language: argument("language"),
            preferred_location_id: argument("preferredLocationId"),
        }
    }
}

/// Who buys, for prices that depend on it. Accepted for compatibility; prices here do not.
#[derive(InputObject)]
pub struct BuyerInput {
    /// Token of a customer of the shop.
    customer_access_token: String,
    /// Location of the company that the customer buys for.
    company_location_id: Option<ID>,
}

/// What the visitor agreed to. Accepted for compatibility; nothing here tracks visitors.
#[derive(InputObject)]
pub struct VisitorConsent {
    /// Measuring how the shop is used.
    analytics: Option<bool>,
    /// Advertising.
    marketing: Option<bool>,
    /// Remembering choices.
    preferences: Option<bool>,
    /// Selling of data to others.
    sale_of_data: Option<bool>,
}

/// Makes `@inContext` known to the schema. The enums `CountryCode` and `LanguageCode` are named
/// here and defined by the schema; the two input objects come with the directive.
pub(super) struct InContextDirective;

impl InContextDirective {
    const NAME: &str = "inContext";
}

impl CustomDirectiveFactory for InContextDirective {
    fn name(&self) -> Cow<'static, str> {
        Self::NAME.into()
    }

    fn register(&self, registry: &mut Registry) {
        BuyerInput::create_type_info(registry);
        VisitorConsent::create_type_info(registry);
        registry.add_directive(directive(
            Self::NAME,
            "Country, language and location that the operation's answer is for.",
            vec![__DirectiveLocation::QUERY],
            [
                (
                    "country",
                    "CountryCode",
                    "Country whose market sets prices and availability.",
                ),
                (
                    "language",
                    "LanguageCode",
                    "Language of texts, where there is a translation.",
                ),
                (
                    "preferredLocationId",
                    "ID",
                    "Location whose stock comes first.",
                ),
                (
                    "buyer",
                    "BuyerInput",
                    "Accepted; prices do not depend on it.",
                ),
                (
                    "visitorConsent",
                    "VisitorConsent",
                    "Accepted; nothing is tracked.",
                ),
            ],
        ));
    }

    fn create(
        &self,
        _: &ContextDirective<'_>,
        _: &Directive,
    ) -> ServerResult<Box<dyn CustomDirective>> {
        Ok(Box::new(NoEffect))
    }
}

/// Makes `@defer` known to the schema.
pub(super) struct DeferDirective;

impl CustomDirectiveFactory for DeferDirective {
    fn name(&self) -> Cow<'static, str> {
        "defer".into()
    }

    fn register(&self, registry: &mut Registry) {
        registry.add_directive(directive(
            "defer",
            "Allows the fragment to come later. Everything comes at once here, so it has no effect.",
            vec![__DirectiveLocation::FRAGMENT_SPREAD, __DirectiveLocation::INLINE_FRAGMENT],
            [
                ("if", "Boolean", "Whether the fragment may come later."),
                ("label", "String", "Name of the part, for clients that receive it later."),
            ],
        ));
    }

    fn create(
        &self,
        _: &ContextDirective<'_>,
        _: &Directive,
    ) -> ServerResult<Box<dyn CustomDirective>> {
        Ok(Box::new(NoEffect))
    }
}

fn directive<const N: usize>(
    name: &str,
    description: &str,
    locations: Vec<__DirectiveLocation>,
    arguments: [(&str, &str, &str); N],
) -> MetaDirective {
    let args: IndexMap<String, MetaInputValue> = arguments
        .into_iter()
        .map(|(name, ty, description)| {
            let mut argument = MetaInputValue::new(name, ty);
            argument.description = Some(description.to_owned());
            (name.to_owned(), argument)
        })
        .collect();
    MetaDirective {
        name: name.to_owned(),
        description: Some(description.to_owned()),
        locations,
        args,
        is_repeatable: false,
        visible: None,
        composable: None,
    }
}

struct NoEffect;

impl CustomDirective for NoEffect {}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;
    use async_graphql::parser::types::DocumentOperations;
    use serde_json::json;

    use super::*;

    fn read(query: &str, variables: serde_json::Value) -> InContext {
        let document = parse_query(query).unwrap();
        let DocumentOperations::Multiple(operations) = document.operations else {
            panic!("the operations of these tests have names")
        };
        let operation = operations.into_values().next().unwrap();
        InContext::read(&operation.node, &Variables::from_json(variables))
    }

    fn context(country: Option<&str>, language: Option<&str>) -> InContext {
        InContext {
            country: country.map(Into::into),
            language: language.map(Into::into),
            preferred_location_id: None,
        }
    }

    #[test]
    fn literals_are_read() {
        let read = read(
            r#"query Q @inContext(country: DE, language: PT_BR, preferredLocationId: "gid://x/1") { a }"#,
            json!({}),
        );
        assert_eq!(read.preferred_location_id.as_deref(), Some("gid://x/1"));
        assert_eq!(
            (read.country, read.language),
            (Some("DE".into()), Some("PT_BR".into()))
        );
    }

    #[test]
    fn variables_their_defaults_and_nulls_are_read() {
        let query = "query Q($c: CountryCode = FR, $l: LanguageCode) \
                     @inContext(country: $c, language: $l) { a }";
        assert_eq!(read(query, json!({})), context(Some("FR"), None));
        assert_eq!(
            read(query, json!({"c": "DE", "l": "DE"})),
            context(Some("DE"), Some("DE"))
        );
        assert_eq!(
            read(query, json!({"c": null, "l": null})),
            context(None, None)
        );
    }

    #[test]
    fn operation_without_the_directive_has_no_context() {
        assert_eq!(read("query Q { a }", json!({})), InContext::default());
        assert_eq!(
            read("query Q @inContext(country: null) { a }", json!({})),
            context(None, None)
        );
    }
}
