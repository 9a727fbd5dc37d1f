//! brat standoff: the text in one file, its annotations in another (<https://brat.nlplab.org/standoff.html>). Offsets
//! count code points; a name that runs over a line break is written in fragments, as the format asks.

use crate::flat::ends;
use crate::formats::Piece;
use crate::offsets::Offsets;
use griffier_doc::{Document, Link, MentionType, Predicate};
use griffier_text::{Span, Unit};
use std::fmt::Write as _;

/// The files of one letter, and the one that tells brat which types there are.
pub(crate) fn pieces(doc: &Document, name: &str) -> Vec<Piece> {
    let piece = |file: String, bytes| Piece { file, head: "", bytes };
    vec![
        piece(format!("{name}.txt"), doc.text().as_bytes().to_vec()),
        piece(format!("{name}.ann"), annotations(doc).into_bytes()),
        Piece { file: "annotation.conf".to_owned(), head: configuration(), bytes: Vec::new() },
    ]
}

fn annotations(doc: &Document) -> String {
    let offsets = Offsets::new(doc.text(), Unit::Char);
    let mut out = String::new();
    let mut references = 0;
    for (i, mention) in doc.mentions().iter().enumerate() {
        let fragments = fragments(doc, mention.span);
        let places: Vec<String> = fragments
            .iter()
            .map(|&fragment| {
                let (start, end) = offsets.of(fragment);
                format!("{start} {end}")
            })
            .collect();
        let words: Vec<&str> = fragments.iter().map(|&fragment| doc.slice(fragment)).collect();
        // Writing to a string cannot fail.
        let _ =
            writeln!(out, "T{}\t{} {}\t{}", i + 1, mention.kind.name(), places.join(";"), words.join(" "));
        if let Link::One(id) = &mention.link {
            references += 1;
            let _ = writeln!(out, "N{references}\tReference T{} griffier:{id}\t{}", i + 1, words.join(" "));
        }
    }
    for (n, (relation, from, to)) in ends(doc).into_iter().enumerate() {
        let predicate = relation.predicate.name();
        let _ = writeln!(out, "R{}\t{predicate} Arg1:T{} Arg2:T{}", n + 1, from + 1, to + 1);
    }
    out
}

/// The pieces of `span` between its line breaks, without the blanks around them.
fn fragments(doc: &Document, span: Span) -> Vec<Span> {
    let text = doc.slice(span);
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split(['\n', '\r']) {
        let start = at + line.len() - line.trim_start().len();
        let end = at + line.trim_end().len();
        if start < end {
            found.push(Span::at(span.start() + start, span.start() + end));
        }
        at += line.len() + 1;
    }
    found
}

/// The types and relations, for `annotation.conf`.
fn configuration() -> &'static str {
    static TEXT: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    TEXT.get_or_init(|| {
        let mut text = String::from("[entities]\n");
        MentionType::ALL.iter().for_each(|kind| {
            let _ = writeln!(text, "{}", kind.name());
        });
        text.push_str("\n[relations]\n<OVERLAP> Arg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n");
        Predicate::ALL.iter().for_each(|predicate| {
            let _ = writeln!(text, "{} Arg1:<ENTITY>, Arg2:<ENTITY>", predicate.name());
        });
        text.push_str("\n[events]\n\n[attributes]\n");
        text
    })
}
