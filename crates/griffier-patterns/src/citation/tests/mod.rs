//! Citations in marked text: `[[words|id]]` must be found with exactly that identifier, `!id` moreover as the letter's
//! own; whatever is not marked must not be found.

mod articles;
mod classes;
mod head;
mod others;
mod papers;
mod robust;

use super::recognize_citations;
use griffier_doc::{Document, Role, Target};

/// Start, end, identifier, ownership.
type Marks = Vec<(usize, usize, String)>;

/// Takes the marks out of a text; marks may nest.
fn unmark(marked: &str) -> (String, Marks) {
    let (mut text, mut marks, mut open) = (String::new(), Marks::new(), Vec::new());
    let mut rest = marked;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix("[[") {
            open.push(text.len());
            rest = after;
        } else if let Some(after) = rest.strip_prefix('|').filter(|_| !open.is_empty()) {
            let (id, after) = after.split_once("]]").expect("a mark is closed");
            marks.push((open.pop().expect("a mark is open"), text.len(), id.to_owned()));
            rest = after;
        } else {
            let c = rest.chars().next().expect("not empty");
            text.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    (text, marks)
}

fn found(text: &str) -> Marks {
    let hits = recognize_citations(&Document::from_text("test", text));
    let mark = |hit: &griffier_doc::Hit| {
        let id = match &hit.target {
            Target::Value(id) => id.clone(),
            _ => "?".to_owned(),
        };
        let own = if hit.role == Some(Role::OwnIdentifier) { "!" } else { "" };
        (hit.span.start(), hit.span.end(), format!("{own}{id}"))
    };
    hits.iter().map(mark).collect()
}

#[track_caller]
fn check(marked: &str) {
    let (text, mut expected) = unmark(marked);
    let mut actual = found(&text);
    expected.sort();
    actual.sort();
    let show = |marks: &Marks| -> Vec<String> {
        marks.iter().map(|(from, to, id)| format!("{:?} = {id}", &text[*from..*to])).collect()
    };
    assert_eq!(show(&actual), show(&expected), "in {text:?}");
    assert_eq!(actual, expected, "in {text:?}");
}

#[track_caller]
fn check_all(table: &[&str]) {
    for marked in table {
        check(marked);
    }
}

/// The value of an attribute of the only hit in `text`.
#[track_caller]
fn attr(text: &str, key: &str) -> Option<String> {
    let hits = recognize_citations(&Document::from_text("test", text));
    assert_eq!(hits.len(), 1, "in {text:?}");
    hits[0].attrs.iter().find(|attr| attr.key == key).map(|attr| attr.value.to_string())
}
