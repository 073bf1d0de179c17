//! Starts and stops the server under test.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use actix_web::{HttpResponse, web};
use metrics_exporter_prometheus::PrometheusHandle;
use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};
use tokio::sync::mpsc;
use vitrina::adapters::graphql::executor::Executor;
use vitrina::adapters::graphql::limits::Limits;
use vitrina::adapters::http::Edge;
use vitrina::adapters::http::readiness::Readiness;
use vitrina::adapters::http::server::{Server, Settings};

use super::shop;

/// Media type whose statuses say whether anything ran.
pub const GRAPHQL_RESPONSE: &str = "application/graphql-response+json";

/// Metrics of this process: all servers of the tests share them.
static METRICS: LazyLock<PrometheusHandle> =
    LazyLock::new(|| vitrina::telemetry::install_metrics().expect("the only recorder"));

/// A server on a free port, and a client for it.
pub struct Served {
    /// `http://` and its address.
    pub url: String,
    /// Keeps connections.
    pub client: Client,
    /// The checks behind `/readyz`.
    pub readiness: Arc<Readiness>,
    stop: mpsc::Sender<()>,
    running: tokio::task::JoinHandle<std::io::Result<()>>,
}

impl Served {
    /// Starts it with the limits and settings of a deployment that sets none.
    pub async fn start() -> Self {
        Self::start_with(Settings::default()).await
    }

    /// Starts it with other settings; the address is a free one.
    pub async fn start_with(settings: Settings) -> Self {
        let settings = Settings {
            listen: "127.0.0.1:0".to_owned(),
            workers: 1,
            ..settings
        };
        let server = Server::bind(&settings).expect("a free port");
        let url = format!("http://{}", server.address());
        let readiness = Arc::new(Readiness::default());
        let metrics = METRICS.clone();
        let edge = Edge {
            executor: Executor::new(shop::builder, Limits::default()).expect("a readable schema"),
            prepare: Box::new(shop::prepare),
            readiness: Arc::clone(&readiness),
            metrics: Some(metrics),
            graphiql: true,
        };
        let (stop, mut stops) = mpsc::channel(2);
        let extra = |config: &mut web::ServiceConfig| {
            config.route("/page", web::get().to(page));
        };
        let running = tokio::spawn(server.run(edge, extra, async move || {
            if stops.recv().await.is_none() {
                std::future::pending().await
            }
        }));
        let client = Client::builder()
            .timeout(Duration::from_secs(20))
            .build()
            .expect("a client");
        Self {
            url,
            client,
            readiness,
            stop,
            running,
        }
    }

    /// A GET request to a path.
    pub fn get(&self, path: &str) -> RequestBuilder {
        self.client.get(format!("{}{path}", self.url))
    }

    /// A POST of bytes that are said to be JSON.
    pub fn post_bytes(&self, body: impl Into<reqwest::Body>) -> RequestBuilder {
        let request = self.client.post(format!("{}/graphql", self.url));
        request
            .header("content-type", "application/json")
            .header("accept", GRAPHQL_RESPONSE)
            .body(body)
    }

    /// A POST of a document and its variables.
    pub fn post(&self, query: &str, variables: Value) -> RequestBuilder {
        self.post_bytes(json!({ "query": query, "variables": variables }).to_string())
    }

    /// Status and body of a document without variables.
    pub async fn ask(&self, query: &str) -> (u16, Value) {
        parts(self.post(query, json!({})).send().await.expect("an answer")).await
    }

    /// Asks the server to stop.
    pub async fn ask_to_stop(&self) {
        self.stop.send(()).await.expect("a server that runs");
    }

    /// Waits for its end.
    pub async fn ended(self) {
        self.running.await.expect("no panic").expect("a clean end");
    }
}

async fn page() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .body("<!doctype html><p>page")
}

/// Status and JSON body of a response.
pub async fn parts(response: Response) -> (u16, Value) {
    let status = response.status().as_u16();
    (status, response.json().await.expect("a JSON body"))
}

/// The one error code of a body.
#[track_caller]
pub fn code(body: &Value) -> &str {
    body["errors"][0]["extensions"]["code"]
        .as_str()
        .expect("an error with a code")
}
