//! Runs the marked text of `tests/segmentation/`: where sentences and tokens end, and where they do not.

use griffier::{Document, Span, stages};
use std::path::Path;

/// The fenced blocks of a file, each with its heading and the line of its content.
fn blocks(file: &str) -> Vec<(String, usize, String)> {
    let (mut blocks, mut heading, mut open) = (Vec::new(), String::new(), None::<(usize, String)>);
    for (number, line) in file.lines().enumerate() {
        match (&mut open, line) {
            (Some(_), "```") => {
                let (at, text) = open.take().unwrap();
                blocks.push((heading.clone(), at, text));
            }
            (Some((_, text)), line) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, "```") => open = Some((number + 2, String::new())),
            (None, line) if line.starts_with("## ") => heading = line[3..].to_owned(),
            (None, _) => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    blocks
}

/// The text of `doc` with `mark` between two neighbors of `spans`: behind the first of them, if `always` or if they touch.
fn marked(doc: &Document, spans: &[Span], mark: char, always: bool) -> String {
    let mut out = String::new();
    let mut at = 0;
    for (i, span) in spans.iter().enumerate() {
        out.push_str(&doc.text()[at..span.end()]);
        at = span.end();
        if spans.get(i + 1).is_some_and(|next| always || next.start() == at) {
            out.push(mark);
        }
    }
    out + &doc.text()[at..]
}

fn check(name: &str, mark: char, found: impl Fn(&Document) -> String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("segmentation").join(name);
    let blocks = blocks(&std::fs::read_to_string(&path).unwrap());
    let mut report = String::new();
    for (heading, line, expected) in &blocks {
        let mut doc = Document::from_text("block", &expected.replace(mark, ""));
        stages::segment(&mut doc);
        let found = found(&doc);
        if found != *expected {
            report.push_str(&format!("segmentation/{name}:{line}: {heading}\n- {expected}+ {found}\n"));
        }
    }
    assert!(blocks.len() >= 15, "{} blocks", blocks.len());
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn sentences_end_where_they_are_marked_only() {
    check("sentences.md", '‖', |doc| {
        let spans: Vec<Span> = doc.sentences().iter().map(|sentence| sentence.span).collect();
        marked(doc, &spans, '‖', true)
    });
}

#[test]
fn tokens_part_where_white_space_or_a_mark_stands() {
    check("tokens.md", '¦', |doc| {
        let spans: Vec<Span> = doc.tokens().iter().map(|token| token.span).collect();
        marked(doc, &spans, '¦', false)
    });
}
