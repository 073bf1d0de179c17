//! From the bytes of a request to a [`GraphqlRequest`]: JSON bodies and URL parameters, per the
//! GraphQL over HTTP specification.
//!
//! The bytes are scanned for nesting before simd-json touches them, because it overflows the stack
//! on deep JSON. The document itself is not looked at.

use async_graphql::{ServerError, Value, Variables};
use serde::Deserialize;

use crate::adapters::graphql::errors::Code;
use crate::adapters::graphql::executor::GraphqlRequest;
use crate::adapters::graphql::limits::Violation;

/// Arrays and objects of a JSON text within each other, at most.
const JSON_NESTING: usize = 64;

/// The parameters of a request, of whatever type they came in: a wrong one gets a message of ours.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Parameters {
    query: Option<Value>,
    operation_name: Option<Value>,
    variables: Option<Value>,
    extensions: Option<Value>,
}

/// The same in a URL, where all are text.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct UrlParameters {
    query: Option<String>,
    operation_name: Option<String>,
    variables: Option<String>,
    extensions: Option<String>,
}

/// Reads the JSON body of a POST request. The bytes are used up in parsing.
///
/// # Errors
/// When the body is not UTF-8, not JSON, nested too deep, or its parameters have wrong types.
pub(super) fn from_body(body: &mut [u8]) -> Result<GraphqlRequest, ServerError> {
    check_nesting(body)?;
    if std::str::from_utf8(body).is_err() {
        return Err(bad("The body is not valid UTF-8."));
    }
    match body.iter().find(|byte| !byte.is_ascii_whitespace()) {
        None => return Err(bad("The body is empty: send a JSON object with \"query\".")),
        Some(b'[') => {
            return Err(bad(
                "The body is a list: batches are not served, send one object.",
            ));
        }
        Some(b'{') => {}
        Some(_) => return Err(bad("The body is not a JSON object with \"query\".")),
    }
    let parameters: Parameters =
        simd_json::from_slice(body).map_err(|error| malformed("body", &error))?;
    parameters.into_request()
}

/// Reads the URL parameters of a GET request.
///
/// # Errors
/// When a parameter is missing, given twice, not JSON where it must be, or nested too deep.
pub(super) fn from_query_string(text: &str) -> Result<GraphqlRequest, ServerError> {
    let UrlParameters {
        query,
        operation_name,
        variables,
        extensions,
    } = actix_web::web::Query::<UrlParameters>::from_query(text)
        .map_err(|_| bad("The URL parameters are given twice or not form-encoded."))?
        .into_inner();
    let parameters = Parameters {
        query: query.map(Value::String),
        operation_name: operation_name.map(Value::String),
        variables: variables
            .map(|json| value("parameter \"variables\"", json))
            .transpose()?,
        extensions: extensions
            .map(|json| value("parameter \"extensions\"", json))
            .transpose()?,
    };
    parameters.into_request()
}

impl Parameters {
    fn into_request(self) -> Result<GraphqlRequest, ServerError> {
        let query = match self.query {
            Some(Value::String(query)) if !query.trim_ascii().is_empty() => query,
            Some(Value::String(_)) => return Err(bad("The parameter \"query\" is empty.")),
            Some(other) => return Err(wrong_type("query", "a string", &other)),
            None => return Err(bad("The parameter \"query\" is missing.")),
        };
        let operation_name = match self.operation_name {
            None | Some(Value::Null) => None,
            Some(Value::String(name)) => Some(name),
            Some(other) => return Err(wrong_type("operationName", "a string or null", &other)),
        };
        let variables = match self.variables {
            None | Some(Value::Null) => Variables::default(),
            Some(object @ Value::Object(_)) => Variables::from_value(object),
            Some(other) => return Err(wrong_type("variables", "an object or null", &other)),
        };
        match self.extensions {
            None | Some(Value::Null | Value::Object(_)) => {}
            Some(other) => return Err(wrong_type("extensions", "an object or null", &other)),
        }
        Ok(GraphqlRequest {
            query,
            operation_name,
            variables,
        })
    }
}

fn value(place: &str, json: String) -> Result<Value, ServerError> {
    let mut bytes = json.into_bytes();
    check_nesting(&bytes)?;
    if bytes.is_empty() {
        return Ok(Value::Null);
    }
    simd_json::from_slice(&mut bytes).map_err(|error| malformed(place, &error))
}

/// Refuses JSON whose brackets are nested deeper than [`JSON_NESTING`]; brackets in strings do not
/// count. One pass, whatever the bytes are.
fn check_nesting(json: &[u8]) -> Result<(), ServerError> {
    // Most bodies have too few brackets to nest them deep, and counting them all is several times faster.
    let brackets = json.iter().filter(|byte| matches!(byte, b'{' | b'['));
    if brackets.count() <= JSON_NESTING {
        return Ok(());
    }
    let (mut open, mut deepest) = (0_usize, 0_usize);
    let (mut in_string, mut escaped) = (false, false);
    for byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                open += 1;
                deepest = deepest.max(open);
            }
            b'}' | b']' if !in_string => open = open.saturating_sub(1),
            _ => {}
        }
    }
    if deepest <= JSON_NESTING {
        return Ok(());
    }
    Err(Violation {
        code: Code::MaxJsonDepth,
        limit: "json_nesting",
        value: deepest as u64,
        maximum: JSON_NESTING as u64,
        at: None,
    }
    .into_error())
}

fn bad(message: &str) -> ServerError {
    Code::BadRequest.refusal(message)
}

fn malformed(place: &str, error: &simd_json::Error) -> ServerError {
    Code::BadRequest.refusal(format!("The {place} is not valid JSON: {error}."))
}

fn wrong_type(parameter: &str, expected: &str, found: &Value) -> ServerError {
    let found = match found {
        Value::Null => "null",
        Value::Number(_) => "a number",
        Value::Boolean(_) => "a boolean",
        Value::List(_) => "a list",
        Value::Object(_) => "an object",
        Value::String(_) | Value::Enum(_) | Value::Binary(_) => "a string",
    };
    let message = format!("The parameter \"{parameter}\" must be {expected}, not {found}.");
    Code::BadRequest.refusal(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Result<GraphqlRequest, String> {
        from_body(&mut body.as_bytes().to_vec()).map_err(|error| error.message)
    }

    #[test]
    fn body_of_all_parameters_is_read() {
        let body = r#"{"query":"{a}","operationName":"Q","variables":{"x":[1,{"y":null}]},
                       "extensions":{"any":1},"more":true}"#;
        let request = read(body).unwrap();
        assert_eq!(request.query, "{a}");
        assert_eq!(request.operation_name.as_deref(), Some("Q"));
        assert_eq!(
            serde_json::to_string(&request.variables).unwrap(),
            r#"{"x":[1,{"y":null}]}"#
        );
    }

    #[test]
    fn wrong_bodies_get_a_message_that_says_what_is_wrong() {
        for (body, message) in [
            ("", "The body is empty: send a JSON object with \"query\"."),
            (
                "[{\"query\":\"{a}\"}]",
                "The body is a list: batches are not served, send one object.",
            ),
            ("3", "The body is not a JSON object with \"query\"."),
            ("{}", "The parameter \"query\" is missing."),
            ("{\"query\":\" \"}", "The parameter \"query\" is empty."),
            (
                "{\"query\":7}",
                "The parameter \"query\" must be a string, not a number.",
            ),
            (
                "{\"query\":\"{a}\",\"variables\":[]}",
                "The parameter \"variables\" must be an object or null, not a list.",
            ),
        ] {
            assert_eq!(read(body).unwrap_err(), message);
        }
    }

    #[test]
    fn malformed_json_and_control_characters_are_refused() {
        for body in [
            "{",
            "{\"query\":}",
            "{\"query\":\"a\0b\"}",
            "{\"query\":\"{a}\"} x",
            "{\"query\":1e999}",
        ] {
            let message = read(body).unwrap_err();
            assert!(
                message.starts_with("The body is not valid JSON"),
                "{body:?}: {message}"
            );
        }
        let error = from_body(&mut b"{\"query\":\"\xff\"}".to_vec()).unwrap_err();
        assert_eq!(error.message, "The body is not valid UTF-8.");
    }

    #[test]
    fn nesting_is_bounded_outside_of_strings() {
        let nested = |levels: usize| {
            let (open, close) = ("[".repeat(levels), "]".repeat(levels));
            format!(r#"{{"query":"{{a(b:\"[[[[\")}}","variables":{{"x":{open}{close}}}}}"#)
        };
        assert!(read(&nested(JSON_NESTING - 2)).is_ok());
        assert!(
            read(&nested(JSON_NESTING - 1))
                .unwrap_err()
                .contains("65, at most 64")
        );
        assert!(
            read(&nested(50_000))
                .unwrap_err()
                .contains("50002, at most 64")
        );
        assert!(
            read(&"[".repeat(50_000))
                .unwrap_err()
                .contains("50000, at most 64")
        );
    }

    #[test]
    fn url_parameters_are_read() {
        let request = from_query_string("query=%7Ba%7D&variables=%7B%22x%22%3A1%7D").unwrap();
        assert_eq!(request.query, "{a}");
        assert_eq!(
            serde_json::to_string(&request.variables).unwrap(),
            r#"{"x":1}"#
        );
        for text in [
            "",
            "query={a}&variables={",
            "query={a}&variables=[]",
            "query={a}&query={b}",
        ] {
            assert!(from_query_string(text).is_err(), "{text}");
        }
    }
}
