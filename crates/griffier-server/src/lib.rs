//! The pipeline, the knowledge base, the viewer and the graph over HTTP.
//!
//! A request is admitted ([`Options::concurrency`]), read within its limits, worked on by one of a few threads (`pool.rs`),
//! and answered; the threads that speak to clients do no work that takes time. What each address does is in
//! `docs/server.md`, and what the server withstands, with the test of each.
//!
//! What is absent on purpose: arguments and printing (the command does that), rules about letters, other machines: the
//! server asks none. A request names no file: letters and lists are given when it starts, and what it writes is the one
//! file of corrections that is named then.

mod accept;
mod annotate;
mod answer;
mod app;
mod body;
mod catalogue;
mod commitments;
mod decisions;
mod description;
mod guard;
mod lines;
mod metrics;
mod patience;
mod pool;
mod problem;
mod secret;
mod shelf;
mod sparql;
mod status;
mod viewer;

pub use secret::{Secret, SecretError};
pub use shelf::{Shelf, Shelved};

use app::App;
use axum::http::HeaderValue;
use griffier::Pipeline;
use griffier_graph::Dataset;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// How the server behaves towards its clients.
#[derive(Clone, Debug)]
pub struct Options {
    /// The most that the body of one request may have, and a line of a stream: bytes.
    pub body: usize,
    /// The time of one request: to arrive, and to be worked on.
    pub time: Duration,
    /// Requests that are worked on or wait at once.
    pub concurrency: usize,
    /// Connections at once.
    pub connections: usize,
    /// Threads that do the work; 0 is one for each processor.
    pub jobs: usize,
    /// What a client must know.
    pub secret: Option<Secret>,
    /// Names under which the server may be asked, beside those of the address it listens on.
    pub names: Vec<String>,
    /// The one other site whose pages may ask.
    pub origin: Option<HeaderValue>,
    /// Where decisions about mentions are kept.
    pub corrections: Option<PathBuf>,
    /// The time that work in flight has to end when the server is told to stop.
    pub grace: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            body: 16_000_000,
            time: Duration::from_secs(30),
            concurrency: 64,
            connections: 512,
            jobs: 0,
            secret: None,
            names: Vec::new(),
            origin: None,
            corrections: None,
            grace: Duration::from_secs(30),
        }
    }
}

/// What the server serves.
#[derive(Debug)]
pub struct Holdings {
    /// What reads letters.
    pub pipeline: Pipeline,
    /// Letters given when it starts.
    pub shelf: Shelf,
    /// What SPARQL queries are answered from.
    pub dataset: Option<Arc<Dataset>>,
}

/// A server that listens, and answers as soon as it runs.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    app: Arc<App>,
    stop: watch::Sender<bool>,
}

/// Tells a server to stop.
#[derive(Clone, Debug)]
pub struct Stopper(watch::Sender<bool>);

impl Stopper {
    /// No new request is taken, and the server ends when those in flight are answered.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

impl Server {
    /// Serves `holdings` at `listener`.
    ///
    /// # Errors
    /// When the listener has no address or cannot be used.
    pub fn new(listener: TcpListener, options: Options, holdings: Holdings) -> io::Result<Self> {
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let (stop, _) = watch::channel(false);
        Ok(Self { listener, address, app: Arc::new(App::new(address, options, holdings)?), stop })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What stops it from another thread.
    pub fn stopper(&self) -> Stopper {
        Stopper(self.stop.clone())
    }

    /// Answers requests until it is told to stop: by a [`Stopper`], by an interrupt or by the signal to terminate. Work in
    /// flight is finished first, if it ends within [`Options::grace`]. Gives the number of connections that were cut off.
    ///
    /// # Errors
    /// When no thread can be started or no signal heard.
    pub fn run(self) -> io::Result<usize> {
        // These threads wait for clients; the work of requests has threads of its own.
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let app = Arc::clone(&self.app);
        let cut = runtime.block_on(accept::run(self.listener, Arc::clone(&app), self.stop.subscribe()))?;
        app.pool.close();
        runtime.shutdown_timeout(Duration::from_secs(1));
        Ok(cut)
    }
}
