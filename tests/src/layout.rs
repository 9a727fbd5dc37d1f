//! Texts whose zones are annotated: each line bears the kind of the zone it lies in, `kind | line`.
//!
//! A line cut by zones names them all, `salutation+body | Geachte heer Boom,¦ ik schrijf u.`; a line that white space
//! makes blank bears nothing. Blocks beside it list the sections and the questions with their answers.

use griffier_doc::{Document, Exchange, Section};
use griffier_text::Span;
use std::fmt::Write as _;

/// Stands between two zones of one line.
const CUT: char = '¦';
/// Words that are shown of a question, an answer or the end of a section.
const SHOWN: usize = 6;

/// The text of an annotated block without its annotations.
///
/// # Errors
/// A line that says no kind.
pub fn unzoned(block: &str) -> Result<String, String> {
    let mut text = String::with_capacity(block.len());
    for (i, line) in block.split('\n').enumerate() {
        if i > 0 {
            text.push('\n');
        }
        if line.trim().is_empty() {
            text.push_str(line);
            continue;
        }
        let (_, words) = line.split_once("| ").ok_or_else(|| format!("a line without `kind | `: {line}"))?;
        text.extend(words.chars().filter(|&c| c != CUT));
    }
    Ok(text)
}

/// `doc` as an annotated block.
pub fn zoned(doc: &Document) -> String {
    let lines: Vec<(usize, &str)> = lines(doc.text());
    let named: Vec<String> = lines.iter().map(|&(start, line)| kinds(doc, start, line)).collect();
    let width = named.iter().map(String::len).max().unwrap_or(0);
    let mut out = String::new();
    for (i, (&(start, line), kinds)) in lines.iter().zip(&named).enumerate() {
        if i > 0 {
            out.push('\n');
        }
        if line.trim().is_empty() {
            out.push_str(line);
        } else {
            let _ = write!(out, "{kinds:width$} | {}", cut(doc, start, line));
        }
    }
    out
}

/// The lines of `text` with the bytes at which they begin.
fn lines(text: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    let start = |line: &str| {
        let start = at;
        at += line.len() + 1;
        start
    };
    let starts: Vec<usize> = text.split('\n').map(start).collect();
    starts.into_iter().zip(text.split('\n')).collect()
}

/// The zones that touch the line.
fn within(doc: &Document, start: usize, line: &str) -> Vec<griffier_doc::Zone> {
    let span = Span::at(start, start + line.len());
    doc.zones().iter().copied().filter(|zone| zone.span.overlaps(span)).collect()
}

fn kinds(doc: &Document, start: usize, line: &str) -> String {
    within(doc, start, line).iter().map(|zone| zone.kind.name()).collect::<Vec<_>>().join("+")
}

fn cut(doc: &Document, start: usize, line: &str) -> String {
    let mut out = line.to_owned();
    for zone in within(doc, start, line).iter().skip(1).rev() {
        out.insert(zone.span.start() - start, CUT);
    }
    out
}

/// The sections of `doc`, one a line: `2 contribution: title [speaker] … last word`.
pub fn sections(doc: &Document) -> String {
    let shown = |section: &Section| {
        let last = doc.slice(section.span).split_whitespace().next_back().unwrap_or("").to_owned();
        let title = doc.slice(section.title).split_whitespace().collect::<Vec<_>>().join(" ");
        format!(
            "{} {}: {title}{} … {last}",
            section.level,
            section.kind.name(),
            bracketed(doc, &section.speakers)
        )
    };
    doc.sections().iter().map(shown).collect::<Vec<_>>().join("\n")
}

/// The questions of `doc` with their answers, one a line: `3 [asker]: question | answer + answer`.
pub fn exchanges(doc: &Document) -> String {
    let words =
        |spans: &[Span]| spans.iter().map(|&span| first_words(doc, span)).collect::<Vec<_>>().join(" + ");
    let shown = |e: &Exchange| {
        let number = if e.number.is_empty() { "-" } else { &e.number };
        format!("{number}{}: {} | {}", bracketed(doc, &e.askers), words(&e.questions), words(&e.answers))
            .trim_end()
            .to_owned()
    };
    doc.exchanges().iter().map(shown).collect::<Vec<_>>().join("\n")
}

fn bracketed(doc: &Document, speakers: &[Span]) -> String {
    if speakers.is_empty() {
        return String::new();
    }
    format!(" [{}]", speakers.iter().map(|&span| doc.slice(span)).collect::<Vec<_>>().join(", "))
}

fn first_words(doc: &Document, span: Span) -> String {
    let mut words = doc.slice(span).split_whitespace();
    let mut shown = words.by_ref().take(SHOWN).collect::<Vec<_>>().join(" ");
    if let Some(last) = words.next_back() {
        shown.push_str(" … ");
        shown.push_str(last);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use griffier_doc::{Zone, ZoneKind};

    #[test]
    fn a_block_leads_to_its_text_and_back() {
        let mut doc = Document::from_text("t", "Geachte heer,\n\nIk schrijf u. Kop\nTekst");
        let zone = |from, to, kind| Zone { span: Span::at(from, to), kind };
        doc.set_zones(vec![
            zone(0, 13, ZoneKind::Salutation),
            zone(15, 28, ZoneKind::Body),
            zone(29, 32, ZoneKind::Heading),
            zone(33, 38, ZoneKind::Body),
        ]);
        let block = zoned(&doc);
        assert_eq!(
            block,
            "salutation   | Geachte heer,\n\nbody+heading | Ik schrijf u. ¦Kop\nbody         | Tekst"
        );
        assert_eq!(unzoned(&block).unwrap(), doc.text());
        assert!(unzoned("Tekst").is_err());
    }
}
