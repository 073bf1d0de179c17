//! The static yardstick: an actix server that answers every request with the bytes of one file.
//!
//! Nothing that answers over HTTP on the same machine can be much faster, so figures of the service
//! are given beside it, from the same run and for an answer of the same size. It has no middleware
//! and looks at nothing in the request.
//!
//! `static_yardstick FILE` listens on a free port and prints its address.

use actix_web::{App, HttpResponse, HttpServer, web};
use anyhow::Context;

#[actix_web::main]
async fn main() -> anyhow::Result<()> {
    let path = std::env::args()
        .nth(1)
        .context("usage: static_yardstick FILE")?;
    let body = web::Bytes::from(std::fs::read(&path).with_context(|| path)?);
    let server = HttpServer::new(move || {
        let body = body.clone();
        App::new().default_service(web::to(move || {
            let answer = HttpResponse::Ok()
                .content_type("application/json")
                .body(body.clone());
            std::future::ready(answer)
        }))
    })
    .bind("127.0.0.1:0")?;
    println!("http://{}", server.addrs()[0]);
    Ok(server.run().await?)
}
