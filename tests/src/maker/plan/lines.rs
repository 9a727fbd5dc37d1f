//! The lines of a letter as its zones part them, without what each page repeats.

use super::{Word, words};
use griffier_doc::{Document, ZoneKind};
use griffier_text::Span;

/// A line, or the lines over which a sentence goes on.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub span: Span,
    pub zone: ZoneKind,
    pub words: Vec<Word>,
    /// Whether white space parts it from the line before.
    apart: bool,
}

/// The lines of a letter.
#[derive(Debug)]
pub(super) struct Lines {
    all: Vec<Line>,
    pub header: Vec<String>,
}

impl Lines {
    pub fn of(doc: &Document) -> Self {
        let mut lines = Self { all: Vec::new(), header: Vec::new() };
        let mut apart = false;
        let mut start = 0;
        for line in doc.text().split_inclusive('\n') {
            let span = Span::at(start, start + line.len());
            start = span.end();
            if line.trim().is_empty() {
                apart = true;
                continue;
            }
            for (zone, part) in parts(doc, span) {
                match zone {
                    ZoneKind::Footnotes => {}
                    ZoneKind::PageFurniture if is_whole(doc, span, part) => lines.page_line(doc.slice(part)),
                    ZoneKind::PageFurniture => {}
                    zone => {
                        lines.add(doc, part, zone, apart);
                        apart = false;
                    }
                }
            }
        }
        lines
    }

    fn page_line(&mut self, line: &str) {
        let line = line.trim().to_owned();
        if !line.is_empty()
            && !["[bookmark", "[Redacted"].iter().any(|sign| line.starts_with(sign))
            && !self.header.contains(&line)
        {
            self.header.push(line);
        }
    }

    fn add(&mut self, doc: &Document, span: Span, zone: ZoneKind, apart: bool) {
        let marks: Vec<(Span, &str)> = doc
            .footnotes()
            .iter()
            .flat_map(|note| note.marks.iter().map(|&mark| (mark, note.label.as_str())))
            .collect();
        let words = words::of(doc, span, &marks);
        if words.is_empty() {
            return;
        }
        if let Some(last) = self.all.last_mut()
            && last.zone == zone
            && goes_on(doc, last.span, span, apart)
        {
            last.words = words::joined(std::mem::take(&mut last.words), words);
            last.span = Span::at(last.span.start(), span.end());
            return;
        }
        self.all.push(Line { span, zone, words, apart });
    }

    /// Lines of one zone with no white space between them.
    pub fn groups(&self) -> impl Iterator<Item = &[Line]> {
        self.all.chunk_by(|a, b| {
            // Those who sign stand apart from their roles.
            a.zone == b.zone && (!b.apart || b.zone == ZoneKind::Signature)
        })
    }
}

/// The zones of a line with their parts of it.
fn parts(doc: &Document, line: Span) -> Vec<(ZoneKind, Span)> {
    let zones = doc.zones();
    let from = zones.partition_point(|zone| zone.span.end() <= line.start());
    let inside = zones[from..].iter().take_while(|zone| zone.span.start() < line.end());
    let cut = |span: Span| Span::at(span.start().max(line.start()), span.end().min(line.end()));
    inside.map(|zone| (zone.kind, cut(zone.span))).collect()
}

fn is_whole(doc: &Document, line: Span, part: Span) -> bool {
    doc.slice(line).trim() == doc.slice(part).trim()
}

/// Whether a sentence of running text goes on from `before` to `after`.
fn goes_on(doc: &Document, before: Span, after: Span, apart: bool) -> bool {
    let running = |span: Span| doc.zone_at(span.start()).is_running_text();
    let inner = doc.slice(after).trim_start();
    let item = inner.starts_with("- ") || inner.starts_with("• ");
    let sentence = doc.sentence_at(before.end().saturating_sub(1));
    let spans = sentence.is_some_and(|sentence| sentence.span.end() > after.start());
    // A heading over two lines is one.
    let heading = doc.zone_at(after.start()) == ZoneKind::Heading
        && doc.zones().iter().any(|zone| zone.span.start() < before.end() && zone.span.end() > after.start());
    (running(before) && running(after) && spans && !item) || (heading && !apart)
}
