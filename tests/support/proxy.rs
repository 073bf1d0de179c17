//! A TCP proxy that cuts, holds, refuses and half-closes connections when a test says so.

use std::{future::pending, net::SocketAddr};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::watch,
    task::AbortHandle,
};

/// What the proxy does now. The numbers count how often something was asked for; a connection obeys what is asked after
/// its making.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Orders {
    cuts: u32,
    half_closes: u32,
    forgets: u32,
    holds_requests: bool,
    holds_answers: bool,
    refuses: bool,
}

/// Bytes that came from clients, and connections so far.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    connections: usize,
    bytes: usize,
}

/// A proxy before one server. It ends when it is dropped, and its connections with it.
pub struct Proxy {
    /// Where it listens.
    pub address: SocketAddr,
    orders: watch::Sender<Orders>,
    seen: watch::Sender<Seen>,
    accepting: AbortHandle,
}

impl Proxy {
    /// Starts one before a server.
    pub async fn start(server: SocketAddr) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let address = listener.local_addr().expect("bound");
        let orders = watch::Sender::new(Orders::default());
        let seen = watch::Sender::new(Seen::default());
        let accepting = tokio::spawn(accept(listener, server, orders.clone(), seen.clone()));
        Self {
            address,
            orders,
            seen,
            accepting: accepting.abort_handle(),
        }
    }

    /// Closes all connections at once, in both directions.
    pub fn cut(&self) {
        self.orders.send_modify(|orders| orders.cuts += 1);
    }

    /// Ends what clients can read; what they write still arrives.
    pub fn half_close(&self) {
        self.orders.send_modify(|orders| orders.half_closes += 1);
    }

    /// Closes each connection that there is when its client sends something next, as a network does that has forgotten
    /// it: until then nobody notices.
    pub fn forget(&self) {
        self.orders.send_modify(|orders| orders.forgets += 1);
    }

    /// Forwards nothing, and loses nothing.
    pub fn hold(&self) {
        self.orders.send_modify(|orders| {
            orders.holds_requests = true;
            orders.holds_answers = true;
        });
    }

    /// Keeps answers back; requests arrive.
    pub fn hold_answers(&self) {
        self.orders
            .send_modify(|orders| orders.holds_answers = true);
    }

    /// Forwards again, what was held first.
    pub fn release(&self) {
        self.orders.send_modify(|orders| {
            orders.holds_requests = false;
            orders.holds_answers = false;
        });
    }

    /// Closes all connections and every new one, or allows new ones again.
    pub fn refuse(&self, refuses: bool) {
        self.orders.send_modify(|orders| orders.refuses = refuses);
        if refuses {
            self.cut();
        }
    }

    /// Connections that were made so far.
    pub fn connections(&self) -> usize {
        self.seen.borrow().connections
    }

    /// Resolves when a client sends something after this call.
    pub fn next_request(&self) -> impl Future<Output = ()> + use<> {
        let mut seen = self.seen.subscribe();
        let before = seen.borrow_and_update().bytes;
        async move {
            let sent = seen.wait_for(|seen| seen.bytes > before).await;
            drop(sent.expect("the proxy goes on"));
        }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.cut();
        self.accepting.abort();
    }
}

async fn accept(
    listener: TcpListener,
    server: SocketAddr,
    orders: watch::Sender<Orders>,
    seen: watch::Sender<Seen>,
) {
    loop {
        let Ok((client, _)) = listener.accept().await else {
            return;
        };
        if !orders.borrow().refuses {
            seen.send_modify(|seen| seen.connections += 1);
            tokio::spawn(forward(client, server, orders.subscribe(), seen.clone()));
        }
    }
}

async fn forward(
    client: TcpStream,
    server: SocketAddr,
    orders: watch::Receiver<Orders>,
    seen: watch::Sender<Seen>,
) {
    let made = *orders.borrow();
    let mut cuts = orders.clone();
    let Ok(server) = TcpStream::connect(server).await else {
        return;
    };
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    let both = async {
        let answers = answers(from_server, to_client, orders.clone(), made);
        tokio::select! {
            // It ends by itself only where the connection was forgotten.
            () = requests(from_client, to_server, orders.clone(), made, seen) => {}
            () = answers => {}
        }
    };
    tokio::select! {
        // A cut comes before what may be forwarded at the same time.
        biased;
        () = ordered(&mut cuts, |orders| orders.cuts != made.cuts) => {}
        () = both => {}
    }
}

/// Waits until orders are like this, or there is no proxy any more.
async fn ordered(orders: &mut watch::Receiver<Orders>, are: impl FnMut(&Orders) -> bool) {
    drop(orders.wait_for(are).await);
}

async fn requests(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    mut orders: watch::Receiver<Orders>,
    made: Orders,
    seen: watch::Sender<Seen>,
) {
    let mut buffer = vec![0; 16 * 1024];
    while let Ok(read) = from.read(&mut buffer).await {
        if read == 0 {
            break;
        }
        if orders.borrow().forgets != made.forgets {
            return;
        }
        seen.send_modify(|seen| seen.bytes += read);
        ordered(&mut orders, |orders| !orders.holds_requests).await;
        if to.write_all(&buffer[..read]).await.is_err() {
            return;
        }
    }
    // What the client closed is closed for the server too; an error means the same. The server answers to that.
    drop(to.shutdown().await);
    pending().await
}

async fn answers(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    mut orders: watch::Receiver<Orders>,
    made: Orders,
) {
    let mut half_closes = orders.clone();
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let read = tokio::select! {
            biased;
            () = ordered(&mut half_closes, |orders| orders.half_closes != made.half_closes) => {
                drop(to.shutdown().await);
                // The server is not to notice.
                pending().await
            }
            read = from.read(&mut buffer) => read,
        };
        let Ok(read @ 1..) = read else { break };
        ordered(&mut orders, |orders| !orders.holds_answers).await;
        if to.write_all(&buffer[..read]).await.is_err() {
            return;
        }
    }
    drop(to.shutdown().await);
}
