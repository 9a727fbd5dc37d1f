//! Who is answered: those who ask under the server's own name, from its own pages or from no page, and know the token.

use crate::Options;
use crate::app::App;
use crate::problem::{Kind, Problem};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::SocketAddr;
use std::sync::Arc;

/// The names under which the server may be asked.
pub(crate) struct Guard {
    /// In lower case, without port; `None` is any.
    names: Option<Vec<String>>,
}

impl Guard {
    /// A server that only this machine reaches is asked under this machine's names: a page elsewhere can have its own name
    /// lead here (DNS rebinding), but not change the name that the browser says. One that others reach is asked under any
    /// name, unless it is told which ones.
    pub fn new(address: SocketAddr, options: &Options) -> Self {
        let own = match address {
            SocketAddr::V4(address) => address.ip().to_string(),
            SocketAddr::V6(address) => format!("[{}]", address.ip()),
        };
        let mut names: Vec<String> = options.names.iter().map(|name| name.to_ascii_lowercase()).collect();
        let loopback = address.ip().is_loopback();
        if !loopback && names.is_empty() {
            return Self { names: None };
        }
        names.push(own);
        if loopback {
            names.extend(["localhost", "127.0.0.1", "[::1]"].map(str::to_owned));
        }
        Self { names: Some(names) }
    }

    /// Whether a request under `authority` (`localhost:8080`) is for this server.
    fn knows(&self, authority: &str) -> bool {
        let Some(names) = &self.names else { return true };
        let name = match authority.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
            _ => authority,
        };
        names.iter().any(|known| known.eq_ignore_ascii_case(name))
    }

    fn is_foreign(&self, request: &Request) -> bool {
        let mut hosts = request.headers().get_all(header::HOST).iter();
        let (Some(host), None) = (hosts.next(), hosts.next()) else { return true };
        let known = host.to_str().is_ok_and(|host| self.knows(host));
        !known || request.uri().authority().is_some_and(|authority| !self.knows(authority.as_str()))
    }
}

/// Answers those only who ask under a name of the server.
pub(crate) async fn named(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    if app.guard.is_foreign(&request) {
        let detail = "this server is asked under another name; --host NAME at its start allows one";
        return Problem::new(Kind::Foreign, detail).into_response();
    }
    next.run(request).await
}

/// Answers those only who know the token, and takes nothing from pages of other sites. Whether the server is well anybody
/// may ask.
pub(crate) async fn allow(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let open = request.uri().path() == "/health";
    if let Some(secret) = &app.options.secret
        && !open
        && !secret.is_known(request.headers())
    {
        let detail =
            "send the token of the server: Authorization: Bearer TOKEN, or as a password with any name";
        return Problem::new(Kind::Unauthorized, detail).into_response();
    }
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if !reads && is_from_elsewhere(request.headers(), app.options.origin.as_ref()) {
        return Problem::new(Kind::Foreign, "sent by a page of another site").into_response();
    }
    next.run(request).await
}

/// Whether a browser says that a page of another site sent this. What is no browser says nothing.
fn is_from_elsewhere(headers: &HeaderMap, allowed: Option<&HeaderValue>) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else {
        let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
        return site.is_some_and(|site| site != b"same-origin" && site != b"none");
    };
    if allowed == Some(origin) {
        return false;
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let own = origin
        .to_str()
        .ok()
        .and_then(|origin| origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://")));
    own.is_none() || !own.zip(host).is_some_and(|(own, host)| own.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, names: &[&str], known: &[&str], foreign: &[&str]) {
        let names = names.iter().map(|&name| name.to_owned()).collect();
        let guard = Guard::new(address.parse().unwrap(), &Options { names, ..Options::default() });
        let wrong: Vec<&&str> = known.iter().filter(|host| !guard.knows(host)).collect();
        assert!(wrong.is_empty(), "not known: {wrong:?}");
        let wrong: Vec<&&str> = foreign.iter().filter(|host| guard.knows(host)).collect();
        assert!(wrong.is_empty(), "known: {wrong:?}");
    }

    #[test]
    fn a_name_is_the_servers_own_or_foreign() {
        let own = ["localhost", "LOCALHOST:8080", "127.0.0.1:8080", "[::1]:8080", "[::1]"];
        let foreign =
            ["", "example.org", "localhost.example.org:8080", "127.0.0.1.example.org", "x@localhost", "::1"];
        check("127.0.0.1:8080", &[], &own, &foreign);
        check("[::1]:8080", &[], &own, &foreign);
        check("127.0.0.1:8080", &["Brieven.example.org"], &["brieven.example.org:80", "localhost"], &foreign);
        check("10.0.0.5:8080", &[], &["example.org", "10.0.0.5"], &[]);
        check(
            "10.0.0.5:8080",
            &["a.example.org"],
            &["a.example.org", "10.0.0.5:80"],
            &["localhost", "b.example.org"],
        );
    }

    #[test]
    fn a_browser_says_where_a_request_comes_from() {
        let from = |fields: &[(&'static str, &str)]| {
            let field =
                |&(name, value): &(&'static str, &str)| (name.parse().unwrap(), value.parse().unwrap());
            let headers = fields.iter().map(field).collect();
            is_from_elsewhere(&headers, Some(&HeaderValue::from_static("https://site.example")))
        };
        let host = ("host", "localhost:8080");
        assert!(!from(&[host]));
        assert!(!from(&[host, ("origin", "http://localhost:8080")]));
        assert!(!from(&[host, ("origin", "https://site.example")]));
        assert!(!from(&[host, ("sec-fetch-site", "same-origin")]));
        assert!(!from(&[host, ("sec-fetch-site", "none")]));
        for origin in [
            "null",
            "http://localhost:9090",
            "http://example.org",
            "https://site.example.org",
            "localhost:8080",
        ] {
            assert!(from(&[host, ("origin", origin)]), "{origin}");
        }
        assert!(from(&[host, ("sec-fetch-site", "cross-site")]));
        assert!(from(&[host, ("sec-fetch-site", "same-site")]));
    }
}
