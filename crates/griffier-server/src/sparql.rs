//! `/sparql`: the query half of the SPARQL 1.1 protocol over the store that the server was given. Nothing can be changed.

use crate::answer::{Asked, answer, inner, media_type, negotiate};
use crate::app::App;
use crate::body::check_length;
use crate::problem::{Kind, Problem};
use axum::Form;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use griffier_graph::{Answer, Format, Limits, QueryError, ask};
use serde::Deserialize;
use std::sync::Arc;
use std::time::Instant;

/// The most rows or triples of an answer; what is over is left out, and a header says so.
const ROWS: usize = 100_000;

/// What is asked in the address or in a form.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Asking {
    query: Option<String>,
    format: Option<String>,
    update: Option<String>,
    default_graph_uri: Option<String>,
    named_graph_uri: Option<String>,
}

pub(crate) async fn by_address(
    State(app): State<Arc<App>>,
    Asked(asking): Asked<Asking>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    respond(&app, &headers, asking).await
}

pub(crate) async fn by_body(
    State(app): State<Arc<App>>,
    Asked(mut asking): Asked<Asking>,
    request: Request,
) -> Result<Response, Problem> {
    check_length(&app, request.headers())?;
    let headers = request.headers().clone();
    let media = media_type(&headers);
    if media.as_deref() == Some("application/x-www-form-urlencoded") {
        let late = |_| Problem::new(Kind::Slow, "the query did not arrive in the time of one request");
        let form =
            tokio::time::timeout(app.options.time, Form::from_request(request, &())).await.map_err(late)?;
        let Form(asking) = form.map_err(|error| match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Problem::new(Kind::TooLarge, "the query is too long"),
            _ => Problem::new(Kind::Malformed, inner(&error)),
        })?;
        return respond(&app, &headers, asking).await;
    }
    let body = async {
        let bytes = Bytes::from_request(request, &()).await;
        let bytes = bytes.map_err(|error| match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Problem::new(Kind::TooLarge, "the query is too long"),
            _ => Problem::new(Kind::Malformed, inner(&error)),
        })?;
        String::from_utf8(bytes.into()).map_err(|_| Problem::new(Kind::Malformed, "the query is not UTF-8"))
    };
    let body = async {
        let late = |_| Problem::new(Kind::Slow, "the query did not arrive in the time of one request");
        tokio::time::timeout(app.options.time, body).await.map_err(late)?
    };
    match media.as_deref() {
        Some("application/sparql-query") => asking.query = Some(body.await?),
        Some("application/sparql-update") => return Err(read_only()),
        _ => {
            return Err(Problem::new(
                Kind::MediaType,
                "a query comes as application/sparql-query or as a form (application/x-www-form-urlencoded)",
            ));
        }
    }
    respond(&app, &headers, asking).await
}

fn read_only() -> Problem {
    Problem::new(Kind::Malformed, "the graph is read only; `griffier graph load` changes it")
}

async fn respond(app: &Arc<App>, headers: &HeaderMap, asking: Asking) -> Result<Response, Problem> {
    let Some(dataset) = app.dataset.clone() else {
        return Err(Problem::new(Kind::Missing, "this server has no store: it was started without --store"));
    };
    if asking.update.is_some() {
        return Err(read_only());
    }
    if asking.default_graph_uri.is_some() || asking.named_graph_uri.is_some() {
        return Err(Problem::new(
            Kind::Malformed,
            "the graphs of a query are chosen within it (GRAPH), not beside it",
        ));
    }
    let Some(query) = asking.query else {
        return Err(Problem::new(Kind::Malformed, "ask /sparql?query=SELECT… or post the query"));
    };
    let offers = [
        ("application/sparql-results+json", Format::Json),
        ("application/json", Format::Json),
        ("text/csv", Format::Csv),
        ("text/tab-separated-values", Format::Tsv),
    ];
    let format = match asking.format.as_deref() {
        Some("json") => Some(Format::Json),
        Some("csv") => Some(Format::Csv),
        Some("tsv") => Some(Format::Tsv),
        Some(_) => return Err(Problem::new(Kind::Malformed, "format: there are json, csv and tsv")),
        None => negotiate(headers, &offers),
    };
    let triples = asking.format.is_some() || negotiate(headers, &[("text/turtle", ())]).is_some();
    let admitted = app.admit()?;
    let deadline = admitted.deadline;
    let work = move || {
        // It is told to stop a little before nobody waits any more.
        let time = deadline.saturating_duration_since(Instant::now()).mul_f64(0.95);
        let found = ask(&dataset, &query, Limits { rows: ROWS, time }).map_err(|error| problem(&error))?;
        let mut bytes = Vec::new();
        let format = match found {
            // They have no columns.
            Answer::Triples { .. } => triples.then_some(Format::Table { width: 0 }),
            _ => format,
        };
        let format = format.ok_or_else(|| unacceptable(&found))?;
        found.write(format, &mut bytes).map_err(|error| Problem::defect(&error.to_string()))?;
        Ok((kind(&found, format), found.is_cut(), bytes))
    };
    let (kind, cut, bytes) = app.work(&admitted, work).await?;
    let mut response = answer(kind, bytes);
    if cut {
        let value = HeaderValue::from_static("only the first 100000 rows");
        response.headers_mut().insert("griffier-cut", value);
    }
    Ok(response)
}

fn unacceptable(answer: &Answer) -> Problem {
    let there = match answer {
        Answer::Triples { .. } => "triples are given as text/turtle",
        _ => {
            "rows are given as application/sparql-results+json, application/json, text/csv or text/tab-separated-values"
        }
    };
    Problem::new(Kind::Unacceptable, format!("Accept: {there}"))
}

fn problem(error: &QueryError) -> Problem {
    let words = error.to_string();
    match error {
        QueryError::Syntax { .. } | QueryError::Words(_) | QueryError::Service => {
            Problem::new(Kind::Malformed, words)
        }
        QueryError::Time(_) => Problem::new(
            Kind::Late,
            "no answer within the time that one request has (--timeout); ask for less",
        ),
        QueryError::Evaluation(_) => Problem::new(Kind::Unprocessable, words),
    }
}

fn kind(answer: &Answer, format: Format) -> &'static str {
    match (answer, format) {
        (Answer::Triples { .. }, _) => "text/turtle; charset=utf-8",
        (_, Format::Csv) => "text/csv; charset=utf-8; header=present",
        (_, Format::Tsv) => "text/tab-separated-values; charset=utf-8",
        (_, Format::Json | Format::Table { .. }) => "application/sparql-results+json",
    }
}
