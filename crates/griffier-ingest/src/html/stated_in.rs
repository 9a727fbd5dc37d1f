//! What a page states of its letter in its head: Dublin Core and the terms of official publications, and what search
//! engines are told.

use super::page::Page;
use crate::stated::{self, day};
use griffier_doc::{Field, Stated, Trust};
use serde_json::Value;

/// The most descriptions for search engines that are read.
const MOST: usize = 20;

/// Names that pages outside the government's own terms use.
const PLAIN: [(&str, Field); 5] = [
    ("article:published_time", Field::Date),
    ("date", Field::Date),
    ("og:title", Field::Title),
    ("author", Field::Sender),
    ("title", Field::Title),
];

pub(super) fn find(page: &Page) -> Vec<Stated> {
    let mut pairs = Vec::new();
    let mut described = Vec::new();
    for node in page.tree.root().descendants() {
        let Some(element) = node.value().as_element() else { continue };
        match element.name() {
            "meta" => {
                let name = element.attr("name").or_else(|| element.attr("property"));
                pairs.extend(name.zip(element.attr("content")).map(|(n, c)| (n.to_owned(), c.to_owned())));
            }
            "title" => {
                let words =
                    node.children().filter_map(|child| child.value().as_text().map(|text| text.to_owned()));
                let title: String = words.collect();
                // Behind the bar stands the name of the site.
                let own = title.rsplit_once(" | ").map(|(own, _)| own.trim()).filter(|own| !own.is_empty());
                pairs.push(("title".to_owned(), own.unwrap_or(&title).to_owned()));
            }
            "script" if element.attr("type") == Some("application/ld+json") && described.len() < MOST => {
                let script =
                    node.children().filter_map(|child| child.value().as_text().map(|text| text.to_owned()));
                described.extend(serde_json::from_str::<Value>(&script.collect::<String>()).ok());
            }
            _ => {}
        }
    }
    let mut all = stated::official(&pairs, "html:meta");
    for (name, field) in PLAIN {
        let value = pairs.iter().find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value);
        all.extend(value.and_then(|value| stated::property(field, value, format!("html:meta@{name}"))));
    }
    all.extend(described.iter().flat_map(linked_data));
    all
}

/// What JSON-LD says of an article, whether it stands alone, in a list or in a graph.
fn linked_data(value: &Value) -> Vec<Stated> {
    let items = match value {
        Value::Array(items) => items.iter().collect(),
        Value::Object(object) => match object.get("@graph") {
            Some(Value::Array(items)) => items.iter().collect(),
            _ => vec![value],
        },
        _ => Vec::new(),
    };
    let mut all = Vec::new();
    for item in items.into_iter().take(MOST) {
        let text = |key: &str| item.get(key).and_then(Value::as_str);
        let name = |key: &str| item.get(key).and_then(|inner| inner.get("name")).and_then(Value::as_str);
        let mut state = |field, key: &str, value: Option<&str>| {
            let value = value
                .and_then(|value| if field == Field::Date { day(value) } else { Some(value.to_owned()) });
            let value = value.map(|value| value.split_whitespace().collect::<Vec<_>>().join(" "));
            let origin = format!("html:json-ld#{key}");
            all.extend(value.filter(|value| !value.is_empty()).map(|value| Stated {
                field,
                value,
                origin,
                trust: Trust::Property,
            }));
        };
        state(Field::Date, "datePublished", text("datePublished"));
        state(Field::Title, "headline", text("headline"));
        state(Field::Sender, "author", name("author"));
    }
    all
}
