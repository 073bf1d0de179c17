//! Pages for those who run the service: health, metrics, and GraphiQL to try queries.

use actix_web::http::header;
use actix_web::{HttpResponse, guard, web};
use async_graphql::ObjectType;
use async_graphql::http::GraphiQLSource;

use super::Edge;

/// GraphiQL's page loads its scripts from a public CDN and holds scripts of its own.
const GRAPHIQL_POLICY: &str = "default-src 'none'; script-src 'unsafe-inline' https://esm.sh; \
    style-src 'unsafe-inline' https://esm.sh; font-src https://esm.sh data:; \
    img-src https: data:; connect-src 'self' https://esm.sh; worker-src blob:; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Adds the pages; `/metrics` and `/graphiql` only where the edge has them.
pub(super) fn routes<Q: ObjectType + 'static>(config: &mut web::ServiceConfig, edge: &Edge<Q>) {
    config
        .service(page("/livez").to(live))
        .service(page("/readyz").to(ready::<Q>));
    if edge.metrics.is_some() {
        config.service(page("/metrics").to(metrics::<Q>));
    }
    if edge.graphiql {
        config.service(page("/graphiql").to(graphiql));
    }
}

/// A resource to look at, by those who only want its head too.
fn page(path: &str) -> actix_web::Resource {
    web::resource(path).guard(guard::Any(guard::Get()).or(guard::Head()))
}

/// The process runs. It does not ask whether anything can be served: a restart would not help.
async fn live() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .body("alive\n")
}

async fn ready<Q: ObjectType + 'static>(edge: web::Data<Edge<Q>>) -> HttpResponse {
    let report = edge.readiness.report();
    let mut response = match report.ready {
        true => HttpResponse::Ok(),
        false => HttpResponse::ServiceUnavailable(),
    };
    response
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(report)
}

async fn metrics<Q: ObjectType + 'static>(edge: web::Data<Edge<Q>>) -> HttpResponse {
    let text = edge
        .metrics
        .as_ref()
        .map(|handle| handle.render())
        .unwrap_or_default();
    HttpResponse::Ok()
        .content_type("text/plain; version=0.0.4; charset=utf-8")
        .body(text)
}

async fn graphiql() -> HttpResponse {
    let note = "Loading from the public CDN esm.sh. Without internet access this page stays empty.";
    let page = GraphiQLSource::build()
        .endpoint("/graphql")
        .title("Vitrina GraphiQL")
        .finish();
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CONTENT_SECURITY_POLICY, GRAPHIQL_POLICY))
        .body(
            page.replace("font-size: 4rem", "font-size: 1.2rem")
                .replace("Loading…", note),
        )
}
