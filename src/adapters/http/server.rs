//! The server around the edge: it binds, serves, and stops without losing requests.
//!
//! On the first wish to stop: `/readyz` fails and answers close their connections; after a notice,
//! in which load balancers look elsewhere, no connection is accepted any more; those that are
//! open have a bounded time to finish. On the second wish the server gives up at once, and the
//! process is to end.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use actix_web::middleware::{Compress, from_fn};
use actix_web::{App, HttpResponse, HttpServer, web};
use async_graphql::ObjectType;
use serde::{Deserialize, Serialize};

use super::{Edge, observe::observe, routes};

/// Longest that an idle connection is kept: longer than the idle time of usual load balancers, so
/// that it is they who close it and no request meets a closing connection.
const KEEP_ALIVE: Duration = Duration::from_secs(75);

/// How often recorded samples are folded into histograms when nobody reads `/metrics`.
const UPKEEP: Duration = Duration::from_secs(5);

/// How the server runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Host and port to listen on; port 0 takes a free one.
    pub listen: String,
    /// Threads that serve; 0 takes one a core.
    pub workers: usize,
    /// Seconds that `/readyz` fails before connections are refused.
    pub notice_seconds: u64,
    /// Seconds that open requests may take to finish.
    pub drain_seconds: u64,
}

impl Settings {
    /// How many threads will serve.
    #[must_use]
    pub fn threads(&self) -> usize {
        match self.workers {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            workers => workers,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080".to_owned(),
            workers: 0,
            notice_seconds: 0,
            drain_seconds: 10,
        }
    }
}

/// The server cannot listen where it was told to.
#[derive(Debug, thiserror::Error)]
pub enum BindError {
    /// Another process listens there.
    #[error(
        "{listen} is in use by another process: stop that one, or choose another port with \
         --listen (port 0 takes a free one)"
    )]
    InUse {
        /// Host and port.
        listen: String,
    },
    /// The user may not listen there.
    #[error("no permission to listen on {listen}: ports below 1024 need it, choose a higher one")]
    Forbidden {
        /// Host and port.
        listen: String,
    },
    /// Anything else: the address is none, or not of this machine.
    #[error(
        "cannot listen on {listen}: expected host:port of this machine, such as 127.0.0.1:8080"
    )]
    Other {
        /// What was to be listened on.
        listen: String,
        /// Why not.
        #[source]
        source: io::Error,
    },
}

/// A server that has its address and does not serve yet; connections wait.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    settings: Settings,
}

impl Server {
    /// Binds to the address of the settings.
    ///
    /// # Errors
    /// When the address cannot be listened on; the message says what to do.
    pub fn bind(settings: &Settings) -> Result<Self, BindError> {
        let bound = TcpListener::bind(&settings.listen)
            .and_then(|listener| Ok((listener.local_addr()?, listener)));
        let listen = settings.listen.clone();
        match bound {
            Ok((address, listener)) => Ok(Self {
                listener,
                address,
                settings: settings.clone(),
            }),
            Err(source) => Err(match source.kind() {
                io::ErrorKind::AddrInUse => BindError::InUse { listen },
                io::ErrorKind::PermissionDenied => BindError::Forbidden { listen },
                _ => BindError::Other { listen, source },
            }),
        }
    }

    /// The address that clients connect to.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `stop` resolves, then stops as the module says; `stop` is asked again after
    /// that. `extra` adds routes to those of the edge; it is called on the thread of each worker.
    ///
    /// # Errors
    /// When the server cannot start its workers.
    pub async fn run<Q, F>(
        self,
        edge: Edge<Q>,
        extra: F,
        mut stop: impl AsyncFnMut(),
    ) -> io::Result<()>
    where
        Q: ObjectType + 'static,
        F: FnOnce(&mut web::ServiceConfig) + Clone + Send + 'static,
    {
        let notice = Duration::from_secs(self.settings.notice_seconds);
        let (readiness, metrics) = (Arc::clone(&edge.readiness), edge.metrics.clone());
        let mut server = self.start(edge, extra)?;
        let handle = server.handle();

        let upkeep = async {
            let mut ticks = tokio::time::interval(UPKEEP);
            loop {
                ticks.tick().await;
                metrics
                    .iter()
                    .for_each(metrics_exporter_prometheus::PrometheusHandle::run_upkeep);
            }
        };
        tokio::select! {
            ended = &mut server => return ended,
            () = upkeep => {}
            () = stop() => {}
        }
        tracing::info!("stopping");
        readiness.drain();
        let drained = async {
            tokio::select! {
                ended = &mut server => return ended,
                () = tokio::time::sleep(notice) => {}
            }
            futures::future::join(&mut server, handle.stop(true))
                .await
                .0
        };
        let ended = tokio::select! {
            ended = drained => ended,
            // What is open ends with the process.
            () = stop() => Ok(()),
        };
        tracing::info!("stopped");
        ended
    }

    /// Starts the workers.
    fn start<Q, F>(self, edge: Edge<Q>, extra: F) -> io::Result<actix_web::dev::Server>
    where
        Q: ObjectType + 'static,
        F: FnOnce(&mut web::ServiceConfig) + Clone + Send + 'static,
    {
        let readiness = web::Data::new(Arc::clone(&edge.readiness));
        let edge = web::Data::new(edge);
        let app = move || {
            App::new()
                .app_data(edge.clone())
                .app_data(readiness.clone())
                .wrap(Compress::default())
                .wrap(from_fn(observe))
                .default_service(web::to(not_found))
                .configure(|config| routes(config, &edge))
                .configure(extra.clone())
        };
        let server = HttpServer::new(app)
            .keep_alive(KEEP_ALIVE)
            .shutdown_timeout(self.settings.drain_seconds)
            .disable_signals()
            .workers(self.settings.threads());
        Ok(server.listen(self.listener)?.run())
    }
}

async fn not_found() -> HttpResponse {
    HttpResponse::NotFound()
        .content_type("text/plain; charset=utf-8")
        .body("not found\n")
}

/// The signals by which a process is asked to stop: SIGTERM, and SIGINT from a terminal.
#[derive(Debug)]
pub struct StopSignals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

impl StopSignals {
    /// Takes the signals over from the system.
    ///
    /// # Errors
    /// When the system does not allow it.
    pub fn install() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    /// Waits for one.
    pub async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
