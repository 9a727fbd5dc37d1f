//! The letter's own text as HTML: zones, mentions one within the other, marks that lead to their notes.

use griffier_doc::{Document, Mention, ZoneKind};
use griffier_text::Span;
use std::fmt::Write as _;

/// The inside of the element that holds the letter.
pub(super) fn render(doc: &Document) -> String {
    let mut writer = Writer {
        doc,
        out: String::with_capacity(doc.text().len() * 3),
        mention: 0,
        points: points(doc),
        point: 0,
    };
    let mut at = 0;
    for zone in doc.zones() {
        writer.gap(Span::at(at, zone.span.start()));
        let name = zone.kind.name();
        let tag = if zone.kind == ZoneKind::Heading { "h2" } else { "div" };
        // Writing to a string cannot fail.
        let _ =
            write!(writer.out, "<{tag} class=\"zone z-{name}\" data-zone=\"{}\">", name.replace('_', " "));
        writer.zone(zone.span);
        let _ = write!(writer.out, "</{tag}>");
        at = zone.span.end();
    }
    // A text without zones is one stretch.
    if at == 0 {
        writer.zone(Span::at(0, doc.text().len()));
    } else {
        writer.gap(Span::at(at, doc.text().len()));
    }
    writer.out
}

struct Writer<'d> {
    doc: &'d Document,
    out: String,
    /// The first mention that has not begun.
    mention: usize,
    /// Marks and notes, sorted.
    points: Vec<Point>,
    /// The first of them that has not been passed.
    point: usize,
}

/// A place that leads to another place of the letter, or is led to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Point {
    span: Span,
    /// The number of the note, from 1.
    note: usize,
    /// Whether it calls the note; else the note begins here.
    calls: bool,
    /// Of a mark: whether it is the first of its note. Of a note: whether a mark calls it.
    first: bool,
}

fn points(doc: &Document) -> Vec<Point> {
    let mut points = Vec::new();
    for (i, footnote) in doc.footnotes().iter().enumerate() {
        let note = i + 1;
        let first = footnote.marks.first();
        let mark = |span: &Span| Point { span: *span, note, calls: true, first: Some(span) == first };
        points.extend(footnote.marks.iter().map(mark));
        let start = footnote.note.start();
        points.push(Point { span: Span::at(start, start), note, calls: false, first: first.is_some() });
    }
    points.sort_unstable();
    points
}

impl Writer<'_> {
    /// White space between zones: kept in the text, not shown, as the zones stand apart by themselves.
    fn gap(&mut self, span: Span) {
        if !span.is_empty() {
            self.out.push_str("<span class=\"gap\">");
            escape(self.doc.slice(span), &mut self.out);
            self.out.push_str("</span>");
        }
    }

    /// The words of a zone. A mention that goes on into the next zone ends here; its rest is shown as words.
    fn zone(&mut self, zone: Span) {
        let mentions = self.doc.mentions();
        let mut open: Vec<usize> = Vec::new();
        let mut at = zone.start();
        loop {
            let next = mentions.get(self.mention).filter(|mention| mention.span.start() < zone.end());
            let begin = next.map_or(usize::MAX, |mention| mention.span.start());
            let end = open.last().map_or(usize::MAX, |&i| mentions[i].span.end().min(zone.end()));
            if begin == usize::MAX && end == usize::MAX {
                break;
            }
            if end <= begin {
                self.words(at, end);
                at = at.max(end);
                self.out.push_str("</span>");
                open.pop();
                continue;
            }
            let mention = &mentions[self.mention];
            if begin >= at {
                self.words(at, begin);
                at = begin;
                self.open(self.mention, mention);
                open.push(self.mention);
            }
            self.mention += 1;
        }
        self.words(at, zone.end());
    }

    fn open(&mut self, i: usize, mention: &Mention) {
        let kind = mention.kind.name();
        let link = match &mention.link {
            griffier_doc::Link::One(_) => "linked",
            griffier_doc::Link::Many(_) => "ambiguous",
            griffier_doc::Link::Nil { .. } => "nil",
        };
        let _ = write!(
            self.out,
            "<span class=\"m t-{kind} {link}\" id=\"m{}\" data-type=\"{kind}\" data-confidence=\"{:.2}\" tabindex=\"{}\" role=\"button\">",
            i + 1,
            mention.confidence,
            if mention.nested { -1 } else { 0 },
        );
    }

    /// The words from `from` to `to`, marks of notes as links.
    fn words(&mut self, from: usize, to: usize) {
        if from >= to {
            return;
        }
        let mut at = from;
        while let Some(&point) = self.points.get(self.point).filter(|point| point.span.start() < to) {
            self.point += 1;
            if point.span.start() < at || point.span.end() > to {
                continue;
            }
            escape(self.doc.slice(Span::at(at, point.span.start())), &mut self.out);
            // Writing to a string cannot fail.
            let note = point.note;
            let _ = match (point.calls, point.first) {
                (true, true) => {
                    write!(self.out, "<a class=\"mark\" id=\"mark-{note}\" href=\"#note-{note}\">")
                }
                (true, false) => write!(self.out, "<a class=\"mark\" href=\"#note-{note}\">"),
                (false, true) => write!(
                    self.out,
                    "<a class=\"note\" id=\"note-{note}\" href=\"#mark-{note}\" aria-label=\"Back to where it is called\">"
                ),
                (false, false) => write!(self.out, "<a class=\"note\" id=\"note-{note}\">"),
            };
            escape(self.doc.slice(point.span), &mut self.out);
            self.out.push_str("</a>");
            at = point.span.end();
        }
        escape(self.doc.slice(Span::at(at, to)), &mut self.out);
    }
}

/// A file as base64, for a data address.
pub(super) fn base64(bytes: &[u8]) -> String {
    base64::Engine::encode(&base64::engine::general_purpose::STANDARD, bytes)
}

/// Appends `words` so that a browser's text of them is the same, carriage returns included.
pub(super) fn escape(words: &str, out: &mut String) {
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            '\0' => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
}
