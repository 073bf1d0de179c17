//! GraphQL over HTTP: requests in, statuses, headers and bytes out.
//!
//! Follows the GraphQL over HTTP specification, with the leniency of older clients where the answer
//! is `application/json`: see [`Media`]. An answer of values that could not be asked for anew says so
//! by `Vitrina-Stale` (the age of the oldest in seconds), and is not to be stored. Any origin may read, since nothing here depends on
//! cookies.

use std::time::{Duration, Instant};

use actix_web::http::header::{self, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, web};
use async_graphql::{ObjectType, ServerError};
use futures::StreamExt;

use super::media::{self, Media};
use super::{Edge, request};
use crate::adapters::graphql::errors::{self, Code};
use crate::adapters::graphql::executor::{Answer, GraphqlRequest};
use crate::adapters::graphql::limits::Violation;
use crate::application::staleness;

/// Time that a body may take to arrive. It is a few kilobytes; a client slower than this holds a
/// connection for nothing.
const BODY_TIMEOUT: Duration = Duration::from_secs(15);

/// Bytes of a body over the limit that are read and dropped, so that the client gets the answer
/// on a connection that it can go on using. A longer body ends its connection.
const DRAIN_BYTES: u64 = 16 * 1024 * 1024;

/// Bodies shorter than this leave as they are: they fit into one packet, and setting a compressor
/// up costs more than the answer.
const SMALL_BYTES: usize = 1024;

const ALLOW: &str = "GET, POST, OPTIONS";

/// Where clients of the Storefront API send their requests; any version is accepted.
const VERSIONED: &str = "/api/{version}/graphql.json";

/// Adds the GraphQL endpoints.
pub(super) fn routes<Q: ObjectType + 'static>(config: &mut web::ServiceConfig) {
    for path in ["/graphql", VERSIONED] {
        config.service(
            web::resource(path)
                .route(web::post().to(post::<Q>))
                .route(web::get().to(get::<Q>))
                .route(web::method(Method::OPTIONS).to(preflight))
                .default_service(web::to(other_method::<Q>)),
        );
    }
}

async fn post<Q: ObjectType + 'static>(
    edge: web::Data<Edge<Q>>,
    http: HttpRequest,
    payload: web::Payload,
) -> HttpResponse {
    let started = Instant::now();
    let body = read_body(&http, payload, edge.executor.limits().body_bytes).await;
    let Some(media) = Media::negotiate(http.headers()) else {
        return not_acceptable(&edge, &http);
    };
    let read = body.and_then(|mut body| {
        if media::is_json_body(http.headers()) {
            return request::from_body(&mut body);
        }
        let message = "Send the request as \"Content-Type: application/json\" in UTF-8.";
        Err(Code::UnsupportedMediaType.refusal(message))
    });
    answer(&edge, &http, media, started, read).await
}

async fn get<Q: ObjectType + 'static>(edge: web::Data<Edge<Q>>, http: HttpRequest) -> HttpResponse {
    let started = Instant::now();
    let Some(media) = Media::negotiate(http.headers()) else {
        return not_acceptable(&edge, &http);
    };
    let text = http.query_string();
    let read = check_length(text.len() as u64, edge.executor.limits().body_bytes)
        .and_then(|()| request::from_query_string(text));
    answer(&edge, &http, media, started, read).await
}

async fn answer<Q: ObjectType + 'static>(
    edge: &Edge<Q>,
    http: &HttpRequest,
    media: Media,
    started: Instant,
    read: Result<GraphqlRequest, ServerError>,
) -> HttpResponse {
    let (answer, stale_seconds) = match read {
        Ok(request) => staleness::watch(edge.executor.execute(request, &edge.prepare)).await,
        Err(error) => (edge.executor.refuse(error), None),
    };
    let status = status_of(&answer, media);
    let body = answer.to_json();
    let mut response = respond(http, status, media);
    if status == StatusCode::PAYLOAD_TOO_LARGE && declared_length(http) > DRAIN_BYTES {
        response.force_close();
    }
    if body.len() < SMALL_BYTES {
        response.insert_header(header::ContentEncoding::Identity);
    }
    if let Some(seconds) = stale_seconds {
        response
            .insert_header(("vitrina-stale", seconds.to_string()))
            .insert_header((header::CACHE_CONTROL, "no-store"));
    }
    let timing = server_timing(&answer, started.elapsed());
    response.insert_header(("server-timing", timing)).body(body)
}

/// The status of an answer: 200 when anything ran, and for well-formed requests in
/// `application/json`, whose clients look into the body.
fn status_of(answer: &Answer, media: Media) -> StatusCode {
    if answer.ran {
        return StatusCode::OK;
    }
    match answer.errors.first().and_then(errors::code_of) {
        Some(Code::BadRequest | Code::MaxJsonDepth) => StatusCode::BAD_REQUEST,
        Some(Code::RequestTimeout) => StatusCode::REQUEST_TIMEOUT,
        Some(Code::MaxBody) => StatusCode::PAYLOAD_TOO_LARGE,
        Some(Code::UnsupportedMediaType) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Some(Code::Internal) => StatusCode::INTERNAL_SERVER_ERROR,
        _ if media == Media::Json => StatusCode::OK,
        _ => StatusCode::BAD_REQUEST,
    }
}

fn server_timing(answer: &Answer, total: Duration) -> String {
    let [parse, execute, total] =
        [answer.parse, answer.execute, total].map(|time| time.as_secs_f64() * 1e3);
    format!("parse;dur={parse:.3}, execute;dur={execute:.3}, total;dur={total:.3}")
}

/// Reads the body, at most `maximum` bytes of it into memory.
async fn read_body(
    http: &HttpRequest,
    mut payload: web::Payload,
    maximum: usize,
) -> Result<Vec<u8>, ServerError> {
    let declared = declared_length(http);
    if declared > DRAIN_BYTES {
        check_length(declared, maximum)?;
    }
    let read = async {
        let mut body = Vec::with_capacity(declared.min(maximum as u64) as usize);
        let mut received = 0_u64;
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(|_| {
                Code::BadRequest.refusal("The body ended before its announced end.")
            })?;
            received += chunk.len() as u64;
            if received > DRAIN_BYTES {
                break;
            }
            if received <= maximum as u64 {
                body.extend_from_slice(&chunk);
            }
        }
        check_length(received, maximum)?;
        Ok(body)
    };
    tokio::time::timeout(BODY_TIMEOUT, read)
        .await
        .unwrap_or_else(|_| {
            let seconds = BODY_TIMEOUT.as_secs();
            let message = format!("The body did not arrive within {seconds} seconds.");
            Err(Code::RequestTimeout.refusal(message))
        })
}

fn declared_length(http: &HttpRequest) -> u64 {
    let length = http.headers().get(header::CONTENT_LENGTH);
    length
        .and_then(|value| value.to_str().ok()?.parse().ok())
        .unwrap_or(0)
}

fn check_length(received: u64, maximum: usize) -> Result<(), ServerError> {
    let maximum = maximum as u64;
    if received <= maximum {
        return Ok(());
    }
    let code = Code::MaxBody;
    let violation = Violation {
        code,
        limit: "body_bytes",
        value: received,
        maximum,
        at: None,
    };
    Err(violation.into_error())
}

/// Begins a response with the headers that all answers of the endpoints share.
fn respond(http: &HttpRequest, status: StatusCode, media: Media) -> HttpResponseBuilder {
    let mut response = HttpResponse::build(status);
    response
        .insert_header((header::CONTENT_TYPE, media.content_type()))
        .insert_header((header::VARY, "Accept"));
    share(http, &mut response);
    response
}

/// Lets pages of any origin read the response, and names the version asked for.
fn share(http: &HttpRequest, response: &mut HttpResponseBuilder) {
    response
        .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .insert_header((
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            "Server-Timing, Vitrina-Stale, X-Request-Id, X-Shopify-API-Version",
        ));
    let version = http.match_info().get("version");
    if let Some(Ok(version)) = version.map(HeaderValue::from_str) {
        response.insert_header(("x-shopify-api-version", version));
    }
}

/// What a browser asks before a request to another origin.
async fn preflight(http: HttpRequest) -> HttpResponse {
    let mut response = HttpResponse::NoContent();
    share(&http, &mut response);
    // Headers of storefront clients are many and grow; none has a meaning here that needs a guard.
    let headers = http
        .headers()
        .get(header::ACCESS_CONTROL_REQUEST_HEADERS)
        .cloned();
    response
        .insert_header((header::ALLOW, ALLOW))
        .insert_header((header::ACCESS_CONTROL_ALLOW_METHODS, ALLOW))
        .insert_header((
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            headers.unwrap_or_else(|| HeaderValue::from_static("Content-Type, Accept")),
        ))
        .insert_header((header::ACCESS_CONTROL_MAX_AGE, "86400"))
        .finish()
}

async fn other_method<Q: ObjectType + 'static>(
    edge: web::Data<Edge<Q>>,
    http: HttpRequest,
) -> HttpResponse {
    let error = Code::MethodNotAllowed.refusal("GraphQL is served by GET and POST.");
    respond(&http, StatusCode::METHOD_NOT_ALLOWED, Media::Json)
        .insert_header((header::ALLOW, ALLOW))
        .body(edge.executor.refuse(error).to_json())
}

fn not_acceptable<Q: ObjectType + 'static>(edge: &Edge<Q>, http: &HttpRequest) -> HttpResponse {
    let message = "Answers come as application/graphql-response+json or application/json.";
    let error = Code::NotAcceptable.refusal(message);
    respond(http, StatusCode::NOT_ACCEPTABLE, Media::Json)
        .body(edge.executor.refuse(error).to_json())
}
