//! How the server is: for whoever watches it.

use crate::answer::{answer, json_with};
use crate::app::App;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;
use std::sync::Arc;

/// Whether work is begun; needs no token, and says nothing of what is served.
pub(crate) async fn health(State(app): State<Arc<App>>) -> Response {
    let load = app.pool.load();
    let (status, words) = match load.stalled {
        false => (StatusCode::OK, "ok"),
        true => (StatusCode::SERVICE_UNAVAILABLE, "stalled"),
    };
    let value = json!({
        "status": words,
        "version": env!("CARGO_PKG_VERSION"),
        "knowledge_base": app.pipeline.knowledge().version().name(),
        "late": load.late,
    });
    json_with(status, &value)
}

pub(crate) async fn metrics(State(app): State<Arc<App>>) -> Response {
    answer("text/plain; version=0.0.4; charset=utf-8", app.metrics.text(&app))
}
