//! Figures for Prometheus: requests by address, method and status, how long they took, what is going on.

use crate::app::App;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The bounds of the histogram, in seconds.
const BOUNDS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5, 10.0];

/// What is counted.
#[derive(Default)]
pub(crate) struct Metrics {
    /// By address as it is declared, never as it is asked: a client chooses no names here.
    requests: Mutex<BTreeMap<(String, &'static str, u16), u64>>,
    times: Mutex<BTreeMap<String, Times>>,
    pub work: Work,
}

/// What was done.
#[derive(Default)]
pub(crate) struct Work {
    /// Letters annotated.
    pub letters: AtomicU64,
    /// Their bytes.
    pub bytes: AtomicU64,
    /// Lines of streams that gave no record.
    pub lost: AtomicU64,
}

#[derive(Clone, Default)]
struct Times {
    counts: [u64; BOUNDS.len() + 1],
    sum: Duration,
}

impl Metrics {
    fn count(&self, path: &str, method: &'static str, status: u16, time: Duration) {
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        *requests.entry((path.to_owned(), method, status)).or_default() += 1;
        drop(requests);
        let place = BOUNDS.iter().position(|bound| time.as_secs_f64() <= *bound).unwrap_or(BOUNDS.len());
        let mut times = self.times.lock().unwrap_or_else(PoisonError::into_inner);
        let times = times.entry(path.to_owned()).or_default();
        times.counts[place] += 1;
        times.sum += time;
    }

    /// The text format of Prometheus.
    pub fn text(&self, app: &App) -> String {
        let mut out = String::new();
        let head = |out: &mut String, name: &str, kind: &str, help: &str| {
            // Writing to a string cannot fail.
            let _ = write!(out, "# HELP {name} {help}\n# TYPE {name} {kind}\n");
        };
        head(&mut out, "griffier_http_requests_total", "counter", "Requests answered.");
        for ((path, method, status), n) in self.requests.lock().unwrap_or_else(PoisonError::into_inner).iter()
        {
            let labels = format!("path=\"{path}\",method=\"{method}\",status=\"{status}\"");
            let _ = writeln!(out, "griffier_http_requests_total{{{labels}}} {n}");
        }
        let name = "griffier_http_request_duration_seconds";
        head(&mut out, name, "histogram", "Time from the head of a request to the head of its answer.");
        for (path, times) in self.times.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            let mut sum = 0;
            let bounds = BOUNDS.iter().map(ToString::to_string).chain(["+Inf".to_owned()]);
            for (bound, n) in bounds.zip(times.counts) {
                sum += n;
                let _ = writeln!(out, "{name}_bucket{{path=\"{path}\",le=\"{bound}\"}} {sum}");
            }
            let _ = writeln!(out, "{name}_sum{{path=\"{path}\"}} {}", times.sum.as_secs_f64());
            let _ = writeln!(out, "{name}_count{{path=\"{path}\"}} {sum}");
        }
        let load = app.pool.load();
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        for (name, kind, help, value) in [
            ("griffier_letters_total", "counter", "Letters annotated.", read(&self.work.letters)),
            ("griffier_letter_bytes_total", "counter", "Bytes of these letters.", read(&self.work.bytes)),
            (
                "griffier_lines_lost_total",
                "counter",
                "Lines of streams without a record.",
                read(&self.work.lost),
            ),
            ("griffier_requests_admitted", "gauge", "Requests worked on or waiting.", app.admitted() as u64),
            ("griffier_work_waiting", "gauge", "Pieces of work not begun.", load.waiting as u64),
            ("griffier_work_running", "gauge", "Pieces of work in their time.", load.running as u64),
            ("griffier_work_late", "gauge", "Pieces of work beyond their time.", load.late as u64),
            ("griffier_letters_shelved", "gauge", "Letters that can be looked at.", app.shelf.len() as u64),
        ] {
            head(&mut out, name, kind, help);
            let _ = writeln!(out, "{name} {value}");
        }
        out
    }
}

/// Counts a request and its time.
pub(crate) async fn observe(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str).to_owned();
    let method = match request.method().as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    };
    let start = Instant::now();
    let response = next.run(request).await;
    app.metrics.count(&path, method, response.status().as_u16(), start.elapsed());
    response
}
