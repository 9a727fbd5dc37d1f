//! The JSON of `spacy.tokens.Doc.to_json`, one line a letter: outermost mentions in `ents` with their `kb_id`, all of them
//! in the span group `griffier`. Offsets count code points; tokens are cut where mentions begin and end, because spaCy
//! refuses a span within a token.

use crate::flat::outermost;
use crate::offsets::Offsets;
use griffier_doc::{Document, Mention};
use griffier_text::{Span, Unit};
use serde_json::{Value, json};
use std::io;

/// Appends the line of `doc`.
pub(crate) fn write(doc: &Document, out: &mut Vec<u8>) -> io::Result<()> {
    let offsets = Offsets::new(doc.text(), Unit::Char);
    let span = |mention: &Mention| {
        let (start, end) = offsets.of(mention.span);
        let id = mention.link.id().map_or("", AsRef::as_ref);
        json!({ "start": start, "end": end, "label": mention.kind.name(), "kb_id": id })
    };
    let tokens = tokens(doc);
    let token = |(i, token): (usize, &Span)| {
        let (start, end) = offsets.of(*token);
        json!({ "id": i, "start": start, "end": end })
    };
    let ents: Vec<Value> = outermost(doc).map(|(_, mention)| span(mention)).collect();
    let sents: Vec<Value> = (doc.sentences().iter())
        .map(|sentence| {
            let (start, end) = offsets.of(sentence.span);
            json!({ "start": start, "end": end })
        })
        .collect();
    let line = json!({
        "text": doc.text(),
        "ents": ents,
        "sents": sents,
        "tokens": tokens.iter().enumerate().map(token).collect::<Vec<_>>(),
        "spans": { "griffier": doc.mentions().iter().map(span).collect::<Vec<_>>() },
    });
    serde_json::to_writer(&mut *out, &line)?;
    out.push(b'\n');
    Ok(())
}

/// The tokens, cut at the edges of mentions. White space that is more than one blank is a token, as spaCy has it.
fn tokens(doc: &Document) -> Vec<Span> {
    let mut edges: Vec<usize> =
        doc.mentions().iter().flat_map(|mention| [mention.span.start(), mention.span.end()]).collect();
    edges.sort_unstable();
    edges.dedup();
    let mut cut = Vec::new();
    let mut at = 0;
    for token in doc.tokens() {
        blanks(doc, Span::at(at, token.span.start()), &mut cut);
        let mut start = token.span.start();
        let from = edges.partition_point(|&edge| edge <= start);
        for &edge in edges[from..].iter().take_while(|&&edge| edge < token.span.end()) {
            cut.push(Span::at(start, edge));
            start = edge;
        }
        cut.push(Span::at(start, token.span.end()));
        at = token.span.end();
    }
    blanks(doc, Span::at(at, doc.text().len()), &mut cut);
    cut
}

/// White space between tokens: one blank belongs to the token before it, the rest is a token.
fn blanks(doc: &Document, gap: Span, cut: &mut Vec<Span>) {
    let words = doc.slice(gap);
    let own = usize::from(words.starts_with(' ') && gap.start() > 0);
    if words.len() > own {
        cut.push(Span::at(gap.start() + own, gap.end()));
    }
}
