//! Letters as web pages: the letter in the middle of what each page of a site has.

use super::pack::escaped;
use super::{Form, Item, Plan, Word};
use std::fmt::Write as _;

/// The letter as a page.
pub fn write(plan: &Plan) -> Vec<u8> {
    let mut out = String::from("<!DOCTYPE html>\n<html lang=\"nl\">\n<head>\n<meta charset=\"utf-8\">\n");
    let title = escaped(plan.title.as_deref().unwrap_or("Brief"));
    let _ = writeln!(out, "<title>{title}</title>");
    if let Some(title) = &plan.title {
        let _ = writeln!(out, "<meta name=\"DCTERMS.title\" content=\"{}\">", escaped(title));
    }
    if let Some(date) = &plan.date {
        let _ = writeln!(out, "<meta name=\"DCTERMS.issued\" scheme=\"DCTERMS.W3CDTF\" content=\"{date}\">");
    }
    out += "<style>p { margin: 0 }</style>\n<script>if (1 < 2) { document.title += ''; }</script>\n</head>\n<body>\n";
    out += "<a class=\"skip-link\" href=\"#inhoud\">Direct naar inhoud</a>\n<nav><ul>\n";
    for line in plan.header.iter().map(String::as_str).chain(["Zoeken", "Over deze website"]) {
        let _ = writeln!(out, "<li><a href=\"/\">{}</a></li>", escaped(line));
    }
    out += "</ul></nav>\n<main id=\"inhoud\">\n<article>\n";
    for piece in &plan.pieces {
        out += &form(&piece.form);
    }
    out += &notes(plan);
    out += "</article>\n</main>\n<footer><p>Contact</p></footer>\n</body>\n</html>\n";
    out.into_bytes()
}

fn form(form: &Form) -> String {
    match form {
        Form::Heading(level, words) => {
            let level = level.clamp(&1, &6);
            format!("<h{level}>{}</h{level}>\n", inline(words))
        }
        Form::Paragraph(words) => format!("<p>{}</p>\n", inline(words)),
        Form::Lines(lines) => {
            let lines: Vec<String> = lines.iter().map(|words| inline(words)).collect();
            format!("<p>{}</p>\n", lines.join("<br>\n"))
        }
        Form::List(items) => list(items),
        Form::Table(rows) => table(rows.iter().map(|row| row.iter().map(|cell| inline(cell)).collect())),
        Form::Columns(columns) => {
            let cell = |lines: &Vec<Vec<Word>>| {
                lines.iter().map(|words| format!("<p>{}</p>", inline(words))).collect()
            };
            table(std::iter::once(columns.iter().map(cell).collect()))
        }
    }
}

fn list(items: &[Item]) -> String {
    let first = items.first().map_or("-", |item| item.label.as_str());
    let start = first.trim_end_matches(['.', ')']);
    let (open, close) = match start.bytes().next() {
        Some(byte) if byte.is_ascii_digit() => (format!("<ol start=\"{start}\">"), "</ol>"),
        Some(byte) if byte.is_ascii_lowercase() => ("<ol type=\"a\">".to_owned(), "</ol>"),
        _ => ("<ul>".to_owned(), "</ul>"),
    };
    let items: String = items.iter().map(|item| format!("<li>{}</li>\n", inline(&item.words))).collect();
    format!("{open}\n{items}{close}\n")
}

fn table(rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut out = String::from("<table>\n");
    for row in rows {
        let cells: String = row.iter().map(|cell| format!("<td>{cell}</td>")).collect();
        let _ = writeln!(out, "<tr>{cells}</tr>");
    }
    out + "</table>\n"
}

fn inline(words: &[Word]) -> String {
    let word = |word: &Word| match word {
        Word::Plain(text) => escaped(text),
        Word::Emphasis(text) => format!("<em>{}</em>", escaped(text)),
        Word::Strong(text) => format!("<strong>{}</strong>", escaped(text)),
        Word::Link { words, target } => format!("<a href=\"{}\">{}</a>", escaped(target), escaped(words)),
        Word::Mark(label) => {
            format!("<sup><a id=\"terug{label}\" href=\"#noot{label}\">{label}</a></sup>")
        }
    };
    words.iter().map(word).collect()
}

fn notes(plan: &Plan) -> String {
    let mut out = String::new();
    for note in &plan.notes {
        let label = &note.label;
        let _ = writeln!(
            out,
            "<div class=\"voet noot\" id=\"noot{label}\"><p><a href=\"#terug{label}\"><span class=\"nootnum\">{label}</span></a> {}</p></div>",
            inline(&note.words)
        );
    }
    out
}
