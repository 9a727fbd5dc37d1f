//! What the server answers to, for programs (OpenAPI 3.1) and for people.

use crate::answer::{answer, page as html_page};
use crate::problem::Kind;
use axum::response::Response;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde_json::Value;

const DOCUMENT: &str = include_str!("description/openapi.json");
const STYLE: &str = include_str!("description/page.css");

/// `GET /openapi.json`
pub(crate) async fn document() -> Response {
    answer("application/json", DOCUMENT)
}

/// `GET /docs`
pub(crate) async fn page() -> Response {
    // The tests parse the same bytes.
    let document: Value = serde_json::from_str(DOCUMENT).unwrap_or_default();
    html_page(render(&document).into_string())
}

fn words<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or("")
}

/// Words in which what stands between backticks is code.
fn marked(words: &str) -> Markup {
    html! {
        @for (i, part) in words.split('`').enumerate() { @if i % 2 == 1 { code { (part) } } @else { (part) } }
    }
}

fn fields(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}

fn render(document: &Value) -> Markup {
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        griffier_export::checksum(STYLE)
    );
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "griffier: what the server answers to" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { "What the server answers to" }
                    p { (words(&document["info"], "description")) }
                    p { a href="/" { "Letters" } " · " a href="/openapi.json" { "OpenAPI document" } " · "
                        a href="/health" { "Health" } " · " a href="/metrics" { "Metrics" } }
                    @for (path, methods) in fields(&document["paths"]) {
                        @for (method, operation) in fields(methods) { (render_operation(path, method, operation)) }
                    }
                    h2 #problems { "Problems" }
                    p { "A request that is not done is answered with " code { "application/problem+json" } " (RFC 9457)." }
                    table {
                        thead { tr { th { "Status" } th { "Type" } th { "Title" } } }
                        tbody {
                            @for kind in Kind::ALL {
                                @let (status, name, title) = kind.parts();
                                tr { td { (status.as_u16()) } td { code { "urn:griffier:problem:" (name) } } td { (title) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn render_operation(path: &str, method: &str, operation: &Value) -> Markup {
    let inputs = operation["parameters"].as_array();
    html! {
        section {
            h2 { span.method { (method.to_uppercase()) } " " code { (path) } }
            p { b { (words(operation, "summary")) } " " (marked(words(operation, "description"))) }
            @if let Some(inputs) = inputs {
                dl {
                    @for input in inputs {
                        dt { code { (words(input, "name")) } @if input["required"] == true { " (needed)" } }
                        dd { (marked(words(input, "description"))) }
                    }
                }
            }
            @let kinds: Vec<&str> = fields(&operation["requestBody"]["content"]).map(|(kind, _)| kind).collect();
            @if !kinds.is_empty() { p { "Takes " @for (i, kind) in kinds.iter().enumerate() { @if i > 0 { ", " } code { (kind) } } } }
            p.answers { "Answers " @for (i, (status, _)) in fields(&operation["responses"]).enumerate() {
                @if i > 0 { ", " } (status)
            } }
            @if let Some(example) = operation["x-curl"].as_str() { pre { (example) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_is_described_and_nothing_else() {
        let document: Value = serde_json::from_str(DOCUMENT).unwrap();
        let mut described: Vec<&str> = fields(&document["paths"]).map(|(path, _)| path).collect();
        let routes = crate::app::routes();
        let mut served: Vec<String> = routes.iter().map(|(path, _)| path.replace("{*", "{")).collect();
        described.sort_unstable();
        served.sort_unstable();
        assert_eq!(described, served);
    }

    #[test]
    fn references_lead_somewhere_and_every_problem_has_its_status() {
        let document: Value = serde_json::from_str(DOCUMENT).unwrap();
        assert_eq!(document["openapi"], "3.1.0");
        let mut open = vec![&document];
        while let Some(value) = open.pop() {
            match value {
                Value::Object(object) => {
                    if let Some(Value::String(to)) = object.get("$ref") {
                        let pointer = to.strip_prefix('#').unwrap();
                        assert!(document.pointer(pointer).is_some(), "{to}");
                    }
                    open.extend(object.values());
                }
                Value::Array(items) => open.extend(items),
                _ => {}
            }
        }
        for kind in Kind::ALL {
            let status = kind.parts().0.as_str().to_owned();
            let described = fields(&document["paths"]).flat_map(|(_, methods)| fields(methods));
            let mut answers = described.flat_map(|(_, operation)| fields(&operation["responses"]));
            assert!(answers.any(|(known, _)| known == status), "{status} is described nowhere");
        }
    }
}
