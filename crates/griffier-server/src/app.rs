//! What all requests share, the addresses, and the layers around them.

use crate::catalogue::{entity, lookup, resolve};
use crate::decisions::Decisions;
use crate::guard::Guard;
use crate::metrics::{self, Metrics};
use crate::pool::Pool;
use crate::problem::{Kind, Problem};
use crate::shelf::Shelf;
use crate::{Holdings, Options, annotate, commitments, description, guard, sparql, status, viewer};
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderValue, Method, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use axum::{Router, middleware::Next};
use griffier::Pipeline;
use griffier::batch::panic_words;
use griffier_graph::Dataset;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::cors::CorsLayer;
use tower_http::trace::{DefaultMakeSpan, DefaultOnResponse, TraceLayer};

/// What all requests share.
pub(crate) struct App {
    pub options: Options,
    pub guard: Guard,
    pub pool: Pool,
    pub metrics: Metrics,
    pub pipeline: Arc<Pipeline>,
    pub shelf: Shelf,
    pub dataset: Option<Arc<Dataset>>,
    pub decisions: Option<Arc<Decisions>>,
    /// A place for each request that is worked on or waits.
    places: Arc<Semaphore>,
}

/// A request that was let in: it has a place until it is answered, and a time.
pub(crate) struct Admitted {
    pub deadline: Instant,
    _place: OwnedSemaphorePermit,
}

impl App {
    pub fn new(address: SocketAddr, options: Options, holdings: Holdings) -> io::Result<Self> {
        let Holdings { pipeline, shelf, dataset } = holdings;
        let jobs = match options.jobs {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            jobs => jobs,
        };
        let decisions = options.corrections.clone().map(Decisions::open).transpose()?.map(Arc::new);
        Ok(Self {
            guard: Guard::new(address, &options),
            pool: Pool::new(jobs),
            metrics: Metrics::default(),
            pipeline: Arc::new(pipeline),
            shelf,
            dataset,
            decisions,
            places: Arc::new(Semaphore::new(options.concurrency)),
            options,
        })
    }

    /// Lets a request in that takes work.
    ///
    /// # Errors
    /// When so many are in that there is no place.
    pub fn admit(&self) -> Result<Admitted, Problem> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| {
            let most = self.options.concurrency;
            Problem::new(Kind::Busy, format!("{most} requests are worked on or wait, and that is the most"))
        })?;
        Ok(Admitted { deadline: Instant::now() + self.options.time, _place: place })
    }

    /// Requests that are in.
    pub fn admitted(&self) -> usize {
        self.options.concurrency - self.places.available_permits()
    }

    /// Does `work` on one of the threads for it.
    ///
    /// # Errors
    /// Those of `work`, and when it is not done in time.
    pub async fn work<T: Send + 'static>(
        &self,
        admitted: &Admitted,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        self.pool.run(admitted.deadline, work).await?
    }
}

/// Every address with what answers there. `description/openapi.json` has the same ones; a test compares.
pub(crate) fn routes() -> Vec<(&'static str, MethodRouter<Arc<App>>)> {
    vec![
        ("/", get(viewer::home)),
        ("/letters", post(viewer::upload)),
        ("/letters/{number}", get(viewer::letter)),
        ("/letters/{number}/decisions", get(viewer::decisions).post(viewer::decide)),
        ("/annotate", post(annotate::annotate)),
        ("/entities/{*id}", get(entity)),
        ("/kb/lookup", get(lookup)),
        ("/resolve", get(resolve)),
        ("/commitments", get(commitments::list)),
        ("/sparql", get(sparql::by_address).post(sparql::by_body)),
        ("/health", get(status::health)),
        ("/metrics", get(status::metrics)),
        ("/openapi.json", get(description::document)),
        ("/docs", get(description::page)),
    ]
}

/// The addresses with the layers around them, the innermost first.
pub(crate) fn router(app: &Arc<App>) -> Router {
    let routes =
        routes().into_iter().fold(Router::new(), |router, (path, method)| router.route(path, method));
    let mut router = routes
        .fallback(|| async { Problem::new(Kind::Missing, "no such address; /docs lists those there are") })
        .method_not_allowed_fallback(|| async {
            Problem::new(Kind::Method, "this address is not asked with this method; /docs says with which")
        })
        .layer(DefaultBodyLimit::max(app.options.body))
        .layer(from_fn_with_state(Arc::clone(app), guard::allow));
    if let Some(origin) = &app.options.origin {
        router = router.layer(cors(origin.clone()));
    }
    router
        .layer(from_fn_with_state(Arc::clone(app), guard::named))
        .layer(CatchPanicLayer::custom(|payload: Box<dyn std::any::Any + Send>| {
            Problem::defect(&panic_words(payload.as_ref())).into_response()
        }))
        .layer(from_fn_with_state(Arc::clone(app), secured))
        .layer(from_fn_with_state(Arc::clone(app), metrics::observe))
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(DefaultMakeSpan::new().level(tracing::Level::INFO))
                .on_response(DefaultOnResponse::new().level(tracing::Level::INFO)),
        )
        .with_state(Arc::clone(app))
}

/// One other site's pages may ask, with the token if there is one.
fn cors(origin: HeaderValue) -> CorsLayer {
    CorsLayer::new()
        .allow_origin(origin)
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([header::CONTENT_TYPE, header::ACCEPT, header::AUTHORIZATION])
        .max_age(std::time::Duration::from_secs(600))
}

/// What every answer tells a browser: it is what it says it is, stays on this site, is framed by none, and is not kept.
async fn secured(
    axum::extract::State(app): axum::extract::State<Arc<App>>,
    request: Request,
    next: Next,
) -> Response {
    const SAID: [(&str, &str); 6] = [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
        ("cache-control", "no-store"),
    ];
    // Pages say more of themselves, which holds besides.
    const POLICY: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    const PAGE_POLICY: &str = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let kind = headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    let policy = if kind.is_some_and(|kind| kind.starts_with(b"text/html")) { PAGE_POLICY } else { POLICY };
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    for (name, value) in SAID {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let resource = if app.options.origin.is_some() { "cross-origin" } else { "same-origin" };
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static(resource));
    response
}
