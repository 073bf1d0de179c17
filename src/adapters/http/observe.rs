//! What every request gets, whichever route answers it: an id, a span, a log line, metrics, and the
//! headers that protect pages.
//!
//! Logs name the route's pattern, never the path or anything else that the client wrote.

use std::sync::Arc;
use std::time::Instant;

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web;
use tracing::Instrument;

use super::readiness::Readiness;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Policy of pages that do not state their own: everything from this service, no framing.
const PAGE_POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Routes that machines ask every few seconds: logged at the level `debug`.
const PROBES: [&str; 3] = ["/livez", "/readyz", "/metrics"];

/// Wraps the handling of a request. Its time is taken until the head of the response is ready;
/// bodies here are whole by then.
pub(super) async fn observe(
    readiness: web::Data<Arc<Readiness>>,
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let started = Instant::now();
    let id = request_id(request.headers());
    let method = method_label(request.method().as_str());
    let span = tracing::info_span!("request", request_id = %id, method);
    let mut answered = next.call(request).instrument(span.clone()).await;

    let (status, route) = match &answered {
        Ok(response) => (response.status(), response.request().match_pattern()),
        Err(error) => (error.as_response_error().status_code(), None),
    };
    let route = route.unwrap_or_else(|| "none".to_owned());
    let elapsed = started.elapsed();
    span.in_scope(|| {
        let time_us = u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX);
        let (route, status) = (route.as_str(), status.as_u16());
        if PROBES.contains(&route) {
            tracing::debug!(target: "vitrina::access", route, status, time_us, "answered");
        } else {
            tracing::info!(target: "vitrina::access", route, status, time_us, "answered");
        }
    });
    record(method, route, status, elapsed.as_secs_f64());

    if let Ok(response) = &mut answered {
        if readiness.is_draining() {
            // The next request of this connection is for another process.
            response
                .response_mut()
                .head_mut()
                .set_connection_type(actix_web::http::ConnectionType::Close);
        }
        let headers = response.headers_mut();
        if let Ok(id) = HeaderValue::from_str(&id) {
            headers.insert(REQUEST_ID, id);
        }
        // It kept a small body from being compressed; said to a client, it would only puzzle.
        if headers
            .get(header::CONTENT_ENCODING)
            .is_some_and(|value| value == "identity")
        {
            headers.remove(header::CONTENT_ENCODING);
        }
        protect(headers);
    }
    answered
}

fn record(method: &'static str, route: String, status: StatusCode, seconds: f64) {
    let class = match status.as_u16() {
        100..=199 => "1xx",
        200..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        _ => "5xx",
    };
    metrics::histogram!(
        "vitrina_http_request_seconds", "method" => method, "route" => route, "status" => class
    )
    .record(seconds);
}

/// The id that a proxy gave the request, when it is a plain one; else a new one.
fn request_id(headers: &HeaderMap) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let given = headers
        .get(REQUEST_ID)
        .and_then(|value| value.to_str().ok());
    match given {
        Some(id) if (1..=64).contains(&id.len()) && id.bytes().all(is_plain) => id.to_owned(),
        _ => uuid::Uuid::new_v4().to_string(),
    }
}

/// The method as a label: a client can make up methods without end.
fn method_label(method: &str) -> &'static str {
    const KNOWN: [&str; 7] = ["GET", "POST", "OPTIONS", "HEAD", "PUT", "DELETE", "PATCH"];
    KNOWN
        .into_iter()
        .find(|known| *known == method)
        .unwrap_or("OTHER")
}

/// Keeps content types from being guessed, and pages from being framed or running foreign scripts.
fn protect(headers: &mut HeaderMap) {
    set_default(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    let content_type = headers.get(header::CONTENT_TYPE);
    if content_type.is_some_and(|value| value.as_bytes().starts_with(b"text/html")) {
        set_default(headers, header::CONTENT_SECURITY_POLICY, PAGE_POLICY);
        set_default(headers, header::X_FRAME_OPTIONS, "DENY");
        set_default(
            headers,
            header::REFERRER_POLICY,
            "strict-origin-when-cross-origin",
        );
    }
}

fn set_default(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    if !headers.contains_key(&name) {
        headers.insert(name, HeaderValue::from_static(value));
    }
}
