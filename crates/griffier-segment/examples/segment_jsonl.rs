//! Prints sentences and tokens of the text files given, as byte offsets, one JSON line a file; with `--zones` a listing
//! for the eye, with `--count` the time taken.

use griffier_doc::Document;
use std::fmt::Write as _;
use std::io::Write as _;

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    let (mut listing, mut counting) = (false, false);
    for path in std::env::args().skip(1) {
        if path == "--count" {
            counting = true;
            continue;
        }
        if path == "--zones" {
            listing = true;
            continue;
        }
        let text = std::fs::read_to_string(&path)?;
        let clock = std::time::Instant::now();
        let mut doc = Document::from_text(&path, &text);
        griffier_segment::segment(&mut doc);
        if counting {
            writeln!(
                out,
                "{:?} {} tokens {} sentences",
                clock.elapsed(),
                doc.tokens().len(),
                doc.sentences().len()
            )?;
            continue;
        }
        let report = if listing { listed(&doc) } else { json(&doc) };
        out.write_all(report.as_bytes())?;
    }
    Ok(())
}

fn json(doc: &Document) -> String {
    let pairs = |spans: Vec<(usize, usize)>| {
        let items: Vec<String> = spans.iter().map(|(start, end)| format!("[{start},{end}]")).collect();
        items.join(",")
    };
    let sentences = pairs(doc.sentences().iter().map(|s| (s.span.start(), s.span.end())).collect());
    let tokens = pairs(doc.tokens().iter().map(|t| (t.span.start(), t.span.end())).collect());
    format!("{{\"sentences\":[{sentences}],\"tokens\":[{tokens}]}}\n")
}

fn listed(doc: &Document) -> String {
    let mut out = format!("=== {}\n", doc.id());
    for zone in doc.zones() {
        let _ = writeln!(out, "<{}>", zone.kind.name());
        for sentence in doc.sentences().iter().filter(|s| zone.span.covers(s.span.start())) {
            let _ = writeln!(out, "    | {}", doc.slice(sentence.span).replace('\n', "⏎"));
        }
    }
    for note in doc.footnotes() {
        let marks: Vec<String> = note
            .marks
            .iter()
            .map(|mark| {
                let before = doc.text().get(..mark.start()).unwrap_or("");
                let tail = before.char_indices().rev().take(20).last().map_or("", |(at, _)| &before[at..]);
                format!("{}⟨{}⟩", tail.replace('\n', "⏎"), doc.slice(*mark))
            })
            .collect();
        let _ = writeln!(out, "NOTE {} {marks:?} {}", note.label, doc.slice(note.note).replace('\n', "⏎"));
    }
    out
}
