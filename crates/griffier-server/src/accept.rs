//! Connections: taken one after another, so many at once, and let end when the server stops.

use crate::app::{self, App};
use crate::patience::Patience;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

/// The most that the head of a request may have, in bytes, and in fields.
const HEAD: usize = 64 << 10;
const FIELDS: usize = 100;

/// The longest that a head may take to arrive, and a connection stay without a request.
const HEAD_TIME: Duration = Duration::from_secs(15);

/// Rest after the system refused a connection: it has no file handles left, most likely.
const REST: Duration = Duration::from_millis(50);

/// Serves until it is stopped or a signal comes; gives the number of connections that did not end in time.
pub(crate) async fn run(
    listener: TcpListener,
    app: Arc<App>,
    mut stopped: watch::Receiver<bool>,
) -> io::Result<usize> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let places = Arc::new(Semaphore::new(app.options.connections));
    let service = TowerToHyperService::new(app::router(&app));
    let mut http = http1::Builder::new();
    let head_time = HEAD_TIME.min(app.options.time);
    http.timer(TokioTimer::new()).header_read_timeout(head_time).max_headers(FIELDS).max_buf_size(HEAD);
    let open = GracefulShutdown::new();
    let mut signals = Signals::new()?;
    loop {
        let stream = tokio::select! {
            biased;
            _ = stopped.wait_for(|stopped| *stopped) => break,
            () = signals.heard() => break,
            stream = next(&listener, &places) => stream,
        };
        let Ok((stream, place)) = stream else {
            tokio::time::sleep(REST).await;
            continue;
        };
        // Answers are whole when they are written: waiting to fill a packet only delays their ends.
        let _ = stream.set_nodelay(true);
        let stream = TokioIo::new(Patience::new(stream, app.options.time));
        let connection = open.watch(http.serve_connection(stream, service.clone()));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "connection lost");
            }
            drop(place);
        });
    }
    drop(listener);
    // A connection on which nothing is asked ends at once, one with work in flight after its answer. A second signal, or
    // the end of the time, cuts off what is left.
    let taken = || app.options.connections - places.available_permits();
    tokio::select! {
        () = open.shutdown() => Ok(0),
        () = signals.heard() => Ok(taken()),
        () = tokio::time::sleep(app.options.grace) => Ok(taken()),
    }
}

/// The next connection, when there is a place for it: until then clients wait in the system's queue.
async fn next(
    listener: &tokio::net::TcpListener,
    places: &Arc<Semaphore>,
) -> io::Result<(TcpStream, OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.map_err(io::Error::other)?;
    let (stream, _) = listener.accept().await?;
    Ok((stream, place))
}

/// The signals that end a server.
struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

impl Signals {
    #[cfg(unix)]
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }
    #[cfg(not(unix))]
    fn new() -> io::Result<Self> {
        Ok(Self {})
    }
    #[cfg(unix)]
    async fn heard(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
    #[cfg(not(unix))]
    async fn heard(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
