//! Letters as OpenDocument texts.

use super::pack::{escaped, note, packed};
use super::{Form, Plan, Word, plain};
use std::fmt::Write as _;

const TYPE: &str = "application/vnd.oasis.opendocument.text";
const OASIS: &str = "urn:oasis:names:tc:opendocument:xmlns";

/// The letter as a file.
pub fn write(plan: &Plan) -> Vec<u8> {
    packed(&[
        ("mimetype", TYPE.to_owned()),
        ("META-INF/manifest.xml", manifest()),
        ("content.xml", content(plan)),
        ("styles.xml", styles(plan)),
        ("meta.xml", meta(plan)),
    ])
}

fn names() -> String {
    let own = ["office", "text", "style", "table", "meta"]
        .map(|name| format!(" xmlns:{name}=\"{OASIS}:{name}:1.0\""));
    own.concat()
        + " xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" office:version=\"1.2\""
}

fn content(plan: &Plan) -> String {
    let mut out = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content{}>", names());
    out += "<office:automatic-styles>";
    for (name, format, suffix) in [("L1", "1", "."), ("L2", "a", ")")] {
        let _ = write!(
            out,
            "<text:list-style style:name=\"{name}\"><text:list-level-style-number text:level=\"1\" style:num-format=\"{format}\" style:num-suffix=\"{suffix}\"/></text:list-style>"
        );
    }
    out += "<text:list-style style:name=\"L0\"><text:list-level-style-bullet text:level=\"1\" text:bullet-char=\"-\"/></text:list-style></office:automatic-styles><office:body><office:text>";
    for piece in &plan.pieces {
        out += &form(&piece.form, plan);
        out += "<text:p/>";
    }
    out + "</office:text></office:body></office:document-content>"
}

fn form(form: &Form, plan: &Plan) -> String {
    let paragraph = |words: &[Word]| format!("<text:p>{}</text:p>", inline(words, plan));
    match form {
        Form::Heading(level, words) => {
            format!("<text:h text:outline-level=\"{level}\">{}</text:h>", inline(words, plan))
        }
        Form::Paragraph(words) => paragraph(words),
        Form::Lines(lines) => {
            let lines: Vec<String> = lines.iter().map(|words| inline(words, plan)).collect();
            format!("<text:p>{}</text:p>", lines.join("<text:line-break/>"))
        }
        Form::List(items) => {
            let style = items.first().map_or("L0", |item| match item.label.bytes().next() {
                Some(byte) if byte.is_ascii_digit() => "L1",
                Some(byte) if byte.is_ascii_lowercase() => "L2",
                _ => "L0",
            });
            let items: String = items
                .iter()
                .map(|item| format!("<text:list-item>{}</text:list-item>", paragraph(&item.words)))
                .collect();
            format!("<text:list text:style-name=\"{style}\">{items}</text:list>")
        }
        Form::Table(rows) => table(rows.iter().map(|row| row.iter().map(|cell| paragraph(cell)).collect())),
        Form::Columns(columns) => {
            let cell =
                |lines: &Vec<Vec<Word>>| lines.iter().map(|words| paragraph(words)).collect::<String>();
            table(std::iter::once(columns.iter().map(cell).collect()))
        }
    }
}

fn table(rows: impl Iterator<Item = Vec<String>>) -> String {
    let rows: Vec<Vec<String>> = rows.collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let columns = format!("<table:table-column table:number-columns-repeated=\"{columns}\"/>");
    let cell = |cell: &String| format!("<table:table-cell>{cell}</table:table-cell>");
    let row = |row: &Vec<String>| {
        format!("<table:table-row>{}</table:table-row>", row.iter().map(cell).collect::<String>())
    };
    format!("<table:table>{columns}{}</table:table>", rows.iter().map(row).collect::<String>())
}

fn inline(words: &[Word], plan: &Plan) -> String {
    let word = |word: &Word| match word {
        Word::Plain(text) => spaced(text),
        Word::Emphasis(text) | Word::Strong(text) => format!("<text:span>{}</text:span>", spaced(text)),
        Word::Link { words, target } => {
            format!("<text:a xlink:href=\"{}\">{}</text:a>", escaped(target), spaced(words))
        }
        Word::Mark(label) => format!(
            "<text:note text:note-class=\"footnote\"><text:note-citation>{label}</text:note-citation><text:note-body><text:p>{}</text:p></text:note-body></text:note>",
            spaced(&plain(note(plan, label)))
        ),
    };
    words.iter().map(word).collect()
}

/// Further spaces have an element of their own.
fn spaced(text: &str) -> String {
    escaped(text).replace("  ", " <text:s/>")
}

fn styles(plan: &Plan) -> String {
    let header: String =
        plan.header.iter().map(|line| format!("<text:p>{}</text:p>", spaced(line))).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-styles{}><office:master-styles><style:master-page style:name=\"Standard\"><style:header>{header}</style:header></style:master-page></office:master-styles></office:document-styles>",
        names()
    )
}

fn meta(plan: &Plan) -> String {
    let title = plan.title.as_deref().map(|title| format!("<dc:title>{}</dc:title>", escaped(title)));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-meta{}><office:meta>{}</office:meta></office:document-meta>",
        names(),
        title.unwrap_or_default()
    )
}

fn manifest() -> String {
    let entry = |path: &str, kind: &str| {
        format!("<manifest:file-entry manifest:full-path=\"{path}\" manifest:media-type=\"{kind}\"/>")
    };
    let parts: String =
        ["content.xml", "styles.xml", "meta.xml"].map(|path| entry(path, "text/xml")).concat();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><manifest:manifest xmlns:manifest=\"{OASIS}:manifest:1.0\">{}{parts}</manifest:manifest>",
        entry("/", TYPE)
    )
}
