//! What is asked in an address, and answers that are done.

use crate::problem::{Kind, Problem};
use axum::body::Body;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The questions of an address (`?name=…`); one that is not known is refused, for it would be left out in silence.
pub(crate) struct Asked<T>(pub T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let query = Query::try_from_uri(&parts.uri);
        query.map(|Query(asked)| Self(asked)).map_err(|error| Problem::new(Kind::Malformed, inner(&error)))
    }
}

/// The words of the innermost cause, which say it best.
pub(crate) fn inner(error: &dyn std::error::Error) -> String {
    error.source().map_or_else(|| error.to_string(), inner)
}

/// An answer of this kind.
pub(crate) fn answer(kind: &'static str, bytes: impl Into<Body>) -> Response {
    let mut response = Response::new(bytes.into());
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// A web page.
pub(crate) fn page(bytes: impl Into<Body>) -> Response {
    answer("text/html; charset=utf-8", bytes)
}

/// JSON that a person can read, too.
pub(crate) fn json(value: &Value) -> Response {
    answer("application/json", format!("{value:#}\n"))
}

/// The same with another status.
pub(crate) fn json_with(status: StatusCode, value: &Value) -> Response {
    let mut response = json(value);
    *response.status_mut() = status;
    response
}

/// The kind of content that a request has, without what stands behind `;`, in lower case.
pub(crate) fn media_type(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let essence = value.split(';').next().unwrap_or(value).trim();
    Some(essence.to_ascii_lowercase())
}

/// The first of `offers` (media type and what it stands for) that the client would have, by its own ranking; the first of
/// all if it says nothing. `None` if it would have none of them.
pub(crate) fn negotiate<T: Copy>(headers: &HeaderMap, offers: &[(&str, T)]) -> Option<T> {
    let mut wanted: Vec<(f32, String)> = Vec::new();
    for value in headers.get_all(header::ACCEPT) {
        for range in value.to_str().unwrap_or("").split(',') {
            let mut parts = range.split(';').map(str::trim);
            let name = parts.next().unwrap_or("").to_ascii_lowercase();
            let rank = parts.find_map(|part| part.strip_prefix("q=")).and_then(|rank| rank.parse().ok());
            wanted.push((rank.unwrap_or(1.0), name));
        }
    }
    if wanted.is_empty() {
        return offers.first().map(|(_, offer)| *offer);
    }
    // Stable: of ranges that rank alike the first one.
    wanted.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let fits = |range: &str, name: &str| match range.strip_suffix("/*") {
        Some("*") => true,
        Some(group) => name.split('/').next() == Some(group),
        None => range == name,
    };
    let wanted = wanted.iter().filter(|(rank, _)| *rank > 0.0);
    wanted
        .flat_map(|(_, range)| offers.iter().find(|(name, _)| fits(range, name)))
        .map(|(_, offer)| *offer)
        .next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(accept: &[&str], expected: Option<u8>) {
        let field = |value: &&str| (header::ACCEPT, value.parse().unwrap());
        let headers = accept.iter().map(field).collect();
        let offers = [("application/json", 1), ("text/csv", 2), ("text/turtle", 3)];
        assert_eq!(negotiate(&headers, &offers), expected, "{accept:?}");
    }

    #[test]
    fn the_client_chooses() {
        check(&[], Some(1));
        check(&["*/*"], Some(1));
        check(&["text/*"], Some(2));
        check(&["text/csv; q=0.5, Text/Turtle"], Some(3));
        check(&["text/csv;q=0.5", "application/json;q=0.4"], Some(2));
        check(&["text/turtle, text/csv"], Some(3));
        check(&["application/xml, */*;q=0.1"], Some(1));
        check(&["application/xml"], None);
        check(&["text/csv;q=0"], None);
    }
}
