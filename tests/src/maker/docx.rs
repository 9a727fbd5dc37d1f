//! Letters as Word documents: paragraphs in styles, numbered lists, tables, footnotes and a header on each page.

use super::pack::{escaped, packed};
use super::{Form, Plan, Word, plain};
use std::fmt::Write as _;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const REL: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// The letter as a file.
pub fn write(plan: &Plan) -> Vec<u8> {
    let mut writer = Writer::default();
    let body = writer.body(plan);
    packed(&[
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", relations(&[("rId1", "officeDocument", "word/document.xml", false)], true)),
        ("word/document.xml", document(&body)),
        ("word/_rels/document.xml.rels", writer.document_relations()),
        ("word/styles.xml", styles()),
        ("word/numbering.xml", numbering(&writer.lists)),
        ("word/footnotes.xml", footnotes(plan)),
        ("word/header1.xml", header(plan)),
        ("docProps/core.xml", core(plan)),
    ])
}

#[derive(Default)]
struct Writer {
    /// The kind of each list.
    lists: Vec<usize>,
    links: Vec<String>,
}

impl Writer {
    fn body(&mut self, plan: &Plan) -> String {
        let mut out = String::new();
        for piece in &plan.pieces {
            match &piece.form {
                Form::Heading(level, words) => {
                    let style = format!("<w:pStyle w:val=\"Kop{}\"/>", level.clamp(&1, &6));
                    out += &self.paragraph(&style, words, plan);
                }
                Form::Paragraph(words) => out += &self.paragraph("", words, plan),
                Form::Lines(lines) => lines.iter().for_each(|words| out += &self.paragraph("", words, plan)),
                Form::List(items) => {
                    let kind = items.first().map_or(0, |item| kind(&item.label));
                    self.lists.push(kind);
                    let list = self.lists.len();
                    for item in items {
                        let style =
                            format!("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{list}\"/></w:numPr>");
                        out += &self.paragraph(&style, &item.words, plan);
                    }
                }
                Form::Table(rows) => {
                    let rows: Vec<Vec<Vec<Vec<Word>>>> =
                        rows.iter().map(|row| row.iter().map(|cell| vec![cell.clone()]).collect()).collect();
                    out += &self.table(&rows, plan);
                }
                Form::Columns(columns) => out += &self.table(std::slice::from_ref(columns), plan),
            }
            out += "<w:p/>";
        }
        out
    }

    fn paragraph(&mut self, properties: &str, words: &[Word], plan: &Plan) -> String {
        let runs: String = words.iter().map(|word| self.run(word, plan)).collect();
        format!("<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>")
    }

    fn run(&mut self, word: &Word, plan: &Plan) -> String {
        match word {
            Word::Plain(text) => run("", text),
            Word::Emphasis(text) => run("<w:i/>", text),
            Word::Strong(text) => run("<w:b/>", text),
            Word::Link { words, target } => {
                self.links.push(target.clone());
                format!("<w:hyperlink r:id=\"link{}\">{}</w:hyperlink>", self.links.len(), run("", words))
            }
            Word::Mark(label) => {
                let id = plan.notes.iter().position(|note| note.label == *label).unwrap_or(0) + 1;
                format!("<w:r><w:footnoteReference w:id=\"{id}\"/></w:r>")
            }
        }
    }

    fn table(&mut self, rows: &[Vec<Vec<Vec<Word>>>], plan: &Plan) -> String {
        let mut out = String::from("<w:tbl>");
        for row in rows {
            out += "<w:tr>";
            for cell in row {
                let paragraphs: String = cell.iter().map(|words| self.paragraph("", words, plan)).collect();
                let _ = write!(out, "<w:tc>{paragraphs}</w:tc>");
            }
            out += "</w:tr>";
        }
        out + "</w:tbl>"
    }

    fn document_relations(&self) -> String {
        let mut all = vec![
            ("rId1".to_owned(), "styles", "styles.xml".to_owned(), false),
            ("rId2".to_owned(), "numbering", "numbering.xml".to_owned(), false),
            ("rId3".to_owned(), "footnotes", "footnotes.xml".to_owned(), false),
            ("rId4".to_owned(), "header", "header1.xml".to_owned(), false),
        ];
        let link =
            |(i, target): (usize, &String)| (format!("link{}", i + 1), "hyperlink", target.clone(), true);
        all.extend(self.links.iter().enumerate().map(link));
        let all: Vec<(&str, &str, &str, bool)> =
            all.iter().map(|(id, kind, target, out)| (id.as_str(), *kind, target.as_str(), *out)).collect();
        relations(&all, false)
    }
}

fn run(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text))
}

/// The list that an entry with this label belongs to: signs, numbers or letters.
fn kind(label: &str) -> usize {
    match label.bytes().next() {
        Some(byte) if byte.is_ascii_digit() => 1,
        Some(byte) if byte.is_ascii_lowercase() => 2,
        _ => 0,
    }
}

fn content_types() -> String {
    let part = |name: &str, kind: &str| {
        format!(
            "<Override PartName=\"/word/{name}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml\"/>"
        )
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>{}{}{}{}{}<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>",
        part("document", "document.main"),
        part("styles", "styles"),
        part("numbering", "numbering"),
        part("footnotes", "footnotes"),
        part("header1", "header"),
    )
}

fn relations(all: &[(&str, &str, &str, bool)], package: bool) -> String {
    let mut out = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Relationships xmlns=\"{REL}\">");
    for (id, kind, target, external) in all {
        let mode = if *external { " TargetMode=\"External\"" } else { "" };
        let target = escaped(target);
        let _ = write!(out, "<Relationship Id=\"{id}\" Type=\"{R}/{kind}\" Target=\"{target}\"{mode}/>");
    }
    if package {
        let _ = write!(
            out,
            "<Relationship Id=\"rId2\" Type=\"{REL}/metadata/core-properties\" Target=\"docProps/core.xml\"/>"
        );
    }
    out + "</Relationships>"
}

fn document(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"{W}\" xmlns:r=\"{R}\"><w:body>{body}<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId4\"/></w:sectPr></w:body></w:document>"
    )
}

fn styles() -> String {
    let style = |level: u8| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"Kop{level}\"><w:name w:val=\"heading {level}\"/><w:pPr><w:outlineLvl w:val=\"{}\"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>",
            level - 1
        )
    };
    let all: String = (1..=6).map(style).collect();
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:styles xmlns:w=\"{W}\">{all}</w:styles>")
}

fn numbering(lists: &[usize]) -> String {
    let kinds = [("bullet", "-"), ("decimal", "%1."), ("lowerLetter", "%1)")];
    let mut out = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:numbering xmlns:w=\"{W}\">");
    for (id, (format, text)) in kinds.iter().enumerate() {
        let _ = write!(
            out,
            "<w:abstractNum w:abstractNumId=\"{id}\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/></w:lvl></w:abstractNum>"
        );
    }
    // Each list begins anew.
    for (i, kind) in lists.iter().enumerate() {
        let _ = write!(
            out,
            "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{kind}\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>",
            i + 1
        );
    }
    out + "</w:numbering>"
}

fn footnotes(plan: &Plan) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:footnotes xmlns:w=\"{W}\"><w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>"
    );
    for (i, note) in plan.notes.iter().enumerate() {
        let words = run("", &format!(" {}", plain(&note.words)));
        let _ = write!(
            out,
            "<w:footnote w:id=\"{}\"><w:p><w:r><w:footnoteRef/></w:r>{words}</w:p></w:footnote>",
            i + 1
        );
    }
    out + "</w:footnotes>"
}

fn header(plan: &Plan) -> String {
    let lines: String = plan.header.iter().map(|line| format!("<w:p>{}</w:p>", run("", line))).collect();
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:hdr xmlns:w=\"{W}\">{lines}<w:p/></w:hdr>")
}

fn core(plan: &Plan) -> String {
    let title = plan.title.as_deref().map(|title| format!("<dc:title>{}</dc:title>", escaped(title)));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">{}</cp:coreProperties>",
        title.unwrap_or_default()
    )
}
