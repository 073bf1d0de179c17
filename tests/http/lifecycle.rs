//! Starting, readiness and stopping.

use std::time::Duration;

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use vitrina::adapters::http::server::{BindError, Server, Settings};

use super::support::{Served, parts};

#[actix_web::test]
async fn readiness_names_the_part_that_is_not_ready() {
    let served = Served::start().await;
    let catalog = served.readiness.check("catalog", "importing");
    let ask = || async { parts(served.get("/readyz").send().await.unwrap()).await };
    assert_eq!(
        ask().await,
        (
            503,
            json!({
                "ready": false,
                "checks": {"catalog": {"ready": false, "reason": "importing"}},
            })
        )
    );
    catalog.pass();
    assert_eq!(
        ask().await,
        (
            200,
            json!({"ready": true, "checks": {"catalog": {"ready": true}}})
        )
    );
}

#[actix_web::test]
async fn probes_may_ask_for_the_head_alone() {
    let served = Served::start().await;
    for path in ["/livez", "/readyz", "/metrics"] {
        let url = format!("{}{path}", served.url);
        assert_eq!(
            served.client.head(&url).send().await.unwrap().status(),
            200,
            "{path}"
        );
        assert_eq!(
            served.client.get(&url).send().await.unwrap().status(),
            200,
            "{path}"
        );
    }
}

#[actix_web::test]
async fn metrics_tell_answers_errors_and_times_by_route() {
    let served = Served::start().await;
    assert_eq!(served.ask("{ country }").await.0, 200);
    assert_eq!(served.ask("{ nothing }").await.0, 400);
    assert_eq!(
        served.get("/nowhere/at/all").send().await.unwrap().status(),
        404
    );
    let text = served
        .get("/metrics")
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    for expected in [
        "vitrina_graphql_answers_total{outcome=\"complete\"}",
        "vitrina_graphql_errors_total{code=\"GRAPHQL_VALIDATION_FAILED\"}",
        "vitrina_graphql_execute_seconds_bucket{le=\"+Inf\"}",
        "vitrina_http_request_seconds_count{method=\"POST\",route=\"/graphql\",status=\"2xx\"}",
        "vitrina_http_request_seconds_count{method=\"GET\",route=\"none\",status=\"4xx\"}",
    ] {
        let line = text.lines().find(|line| line.starts_with(expected));
        let count: f64 = line
            .expect(expected)
            .rsplit(' ')
            .next()
            .unwrap()
            .parse()
            .unwrap();
        assert!(count >= 1.0, "{expected}");
    }
    assert!(!text.contains("nowhere"));
}

#[actix_web::test]
async fn address_in_use_is_said_with_what_to_do() {
    let served = Served::start().await;
    let listen = served.url.replace("http://", "");
    let error = Server::bind(&Settings {
        listen: listen.clone(),
        ..Settings::default()
    })
    .unwrap_err();
    assert!(matches!(error, BindError::InUse { .. }));
    assert!(error.to_string().contains(&listen) && error.to_string().contains("--listen"));
    let error = Server::bind(&Settings {
        listen: "nowhere".to_owned(),
        ..Settings::default()
    });
    assert!(error.unwrap_err().to_string().contains("host:port"));
}

#[actix_web::test]
async fn stop_fails_readiness_first_and_finishes_what_is_open() {
    let settings = Settings {
        notice_seconds: 1,
        ..Settings::default()
    };
    let served = Served::start_with(settings).await;
    // A request that is half sent when the stop comes.
    let address = served.url.replace("http://", "");
    let mut open = tokio::net::TcpStream::connect(&address).await.unwrap();
    let body = r#"{"query":"{ country }"}"#;
    let head = format!(
        "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n",
        body.len()
    );
    open.write_all(head.as_bytes()).await.unwrap();
    assert_eq!(served.ask("{ country }").await.0, 200);

    served.ask_to_stop().await;
    let failing = async {
        loop {
            let response = served.get("/readyz").send().await.unwrap();
            if response.status() == 503 {
                break response;
            }
        }
    };
    let response = tokio::time::timeout(Duration::from_secs(1), failing)
        .await
        .unwrap();
    assert_eq!(response.headers()["connection"], "close");

    open.write_all(body.as_bytes()).await.unwrap();
    let mut answer = String::new();
    open.read_to_string(&mut answer).await.unwrap();
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.contains(r#""country":"DE""#),
        "{answer}"
    );
    tokio::time::timeout(Duration::from_secs(5), served.ended())
        .await
        .unwrap();
}

#[actix_web::test]
async fn idle_connections_do_not_hold_the_stop_up() {
    let served = Served::start().await;
    assert_eq!(served.ask("{ country }").await.0, 200);
    let idle = served.client.clone();
    served.ask_to_stop().await;
    tokio::time::timeout(Duration::from_secs(5), served.ended())
        .await
        .unwrap();
    drop(idle);
}

#[actix_web::test]
async fn second_wish_to_stop_does_not_wait_for_what_is_open() {
    let settings = Settings {
        drain_seconds: 60,
        ..Settings::default()
    };
    let served = Served::start_with(settings).await;
    let address = served.url.replace("http://", "");
    let mut open = tokio::net::TcpStream::connect(&address).await.unwrap();
    let head = "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n";
    open.write_all(head.as_bytes()).await.unwrap();
    assert_eq!(served.ask("{ country }").await.0, 200);
    served.ask_to_stop().await;
    served.ask_to_stop().await;
    tokio::time::timeout(Duration::from_secs(5), served.ended())
        .await
        .unwrap();
}
