//! The one form in which a request that was not done is answered: problem details (RFC 9457), and which there are.

use crate::pool::Failure;
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use griffier::IngestError;
use griffier::batch::LetterError;
use griffier_ingest::IngestErrorKind;
use serde_json::{Value, json};
use std::borrow::Cow;

/// Why a request was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The request says something that is not understood.
    Malformed,
    /// No token, or another one.
    Unauthorized,
    /// Asked under a foreign name, or by the page of another site.
    Foreign,
    /// No such page, thing or letter.
    Missing,
    /// Not done with this method.
    Method,
    /// No form of the answer that the client would take.
    Unacceptable,
    /// The request did not arrive in time.
    Slow,
    /// More than the server takes.
    TooLarge,
    /// A kind of content that is not read here.
    MediaType,
    /// Understood, but no letter can be made of it, or no answer.
    Unprocessable,
    /// Too much at once.
    Busy,
    /// A defect of griffier.
    Defect,
    /// The work took too long.
    Late,
    /// So much work is beyond its time and still runs that no more is begun.
    Stalled,
}

impl Kind {
    /// Every kind, for the page and the description of the interface.
    pub const ALL: [Self; 14] = [
        Self::Malformed,
        Self::Unauthorized,
        Self::Foreign,
        Self::Missing,
        Self::Method,
        Self::Unacceptable,
        Self::Slow,
        Self::TooLarge,
        Self::MediaType,
        Self::Unprocessable,
        Self::Busy,
        Self::Defect,
        Self::Late,
        Self::Stalled,
    ];

    /// Status, name and title.
    pub const fn parts(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::Malformed => (StatusCode::BAD_REQUEST, "malformed", "The request is not understood"),
            Self::Unauthorized => (StatusCode::UNAUTHORIZED, "unauthorized", "A token is needed"),
            Self::Foreign => (StatusCode::FORBIDDEN, "foreign", "Asked from elsewhere"),
            Self::Missing => (StatusCode::NOT_FOUND, "missing", "There is no such thing"),
            Self::Method => (StatusCode::METHOD_NOT_ALLOWED, "method", "Not with this method"),
            Self::Unacceptable => (StatusCode::NOT_ACCEPTABLE, "not-acceptable", "Not in that form"),
            Self::Slow => (StatusCode::REQUEST_TIMEOUT, "slow", "The request did not arrive in time"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too-large", "More than is taken"),
            Self::MediaType => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type", "Not read here"),
            Self::Unprocessable => {
                (StatusCode::UNPROCESSABLE_ENTITY, "unprocessable", "Understood, but not to be done")
            }
            Self::Busy => (StatusCode::TOO_MANY_REQUESTS, "busy", "Too much at once"),
            Self::Defect => (StatusCode::INTERNAL_SERVER_ERROR, "defect", "A defect of griffier"),
            Self::Late => (StatusCode::SERVICE_UNAVAILABLE, "late", "It took too long"),
            Self::Stalled => (StatusCode::SERVICE_UNAVAILABLE, "stalled", "No more work is begun"),
        }
    }

    /// Seconds after which to ask again, where that may help.
    const fn again(self) -> Option<&'static str> {
        match self {
            Self::Busy => Some("1"),
            Self::Late | Self::Stalled => Some("30"),
            _ => None,
        }
    }
}

/// Why this request was not done.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    pub kind: Kind,
    /// One clause for a person.
    pub detail: Cow<'static, str>,
}

impl Problem {
    pub fn new(kind: Kind, detail: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, detail: detail.into() }
    }

    /// The object of RFC 9457.
    pub fn json(&self) -> Value {
        let (status, name, title) = self.kind.parts();
        json!({
            "type": format!("urn:griffier:problem:{name}"),
            "title": title,
            "status": status.as_u16(),
            "detail": self.detail,
        })
    }

    /// Why a letter was lost, in the server's words: a path or an option of the command line would help nobody.
    pub fn of_letter(error: &LetterError) -> Self {
        match error {
            LetterError::Ingest(_, error) => Self::of_ingest(error),
            LetterError::Panic(_, words) => Self::defect(words),
            error => Self::new(Kind::Unprocessable, error.to_string()),
        }
    }

    pub fn of_ingest(error: &IngestError) -> Self {
        let words = error.to_string();
        // The second half of such a message names an option of the command line.
        let words = words.split("; if it is meant to").next().unwrap_or(&words).to_owned();
        match error.kind() {
            IngestErrorKind::TooLarge => Self::new(Kind::TooLarge, words),
            _ => Self::new(Kind::Unprocessable, words),
        }
    }

    pub fn defect(words: &str) -> Self {
        Self::new(Kind::Defect, format!("a defect of griffier stopped this, please report it: {words}"))
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Late => {
                Self::new(Kind::Late, "not done within the time that one request has (--timeout)")
            }
            Failure::Stalled(late) => Self::new(
                Kind::Stalled,
                format!(
                    "{late} requests that are beyond their time still run; restart the server if they do not end"
                ),
            ),
            Failure::Panic(words) => Self::defect(&words),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, ..) = self.kind.parts();
        let mut response = Response::new(Body::from(format!("{}\n", self.json())));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = self.kind.again() {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static(seconds));
        }
        if self.kind == Kind::Unauthorized {
            // A browser asks for a password, and the token is that.
            for scheme in ["Bearer realm=\"griffier\"", "Basic realm=\"griffier\", charset=\"UTF-8\""] {
                headers.append(header::WWW_AUTHENTICATE, HeaderValue::from_static(scheme));
            }
        }
        response
    }
}
