//! W3C Web Annotations: a page of annotations a letter, each with the words and their place as selectors and what they
//! mean as bodies (<https://www.w3.org/TR/annotation-model/>). Positions count code points.

use crate::iri;
use crate::offsets::Offsets;
use griffier_doc::{Document, Link, Mention};
use griffier_text::{Span, Unit};
use serde_json::{Value, json};
use std::io;

/// Characters of the text before and after the words, by which they are found again in a changed text.
const CONTEXT: usize = 32;

/// Appends the page of `doc`.
pub(crate) fn write(doc: &Document, out: &mut Vec<u8>) -> io::Result<()> {
    let offsets = Offsets::new(doc.text(), Unit::Char);
    let letter = iri::letter(doc.id());
    let items: Vec<Value> = (doc.mentions().iter().enumerate())
        .map(|(i, mention)| {
            let (start, end) = offsets.of(mention.span);
            let (prefix, suffix) = context(doc, mention.span);
            json!({
                "id": format!("{letter}#m{}", i + 1),
                "type": "Annotation",
                "motivation": "identifying",
                "body": bodies(mention),
                "target": {
                    "source": letter,
                    "selector": [
                        {
                            "type": "TextQuoteSelector",
                            "exact": doc.slice(mention.span),
                            "prefix": prefix,
                            "suffix": suffix,
                        },
                        { "type": "TextPositionSelector", "start": start, "end": end },
                    ],
                },
            })
        })
        .collect();
    let page = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": format!("{letter}#annotations"),
        "type": "AnnotationPage",
        "items": items,
    });
    serde_json::to_writer(out, &page)?;
    Ok(())
}

fn bodies(mention: &Mention) -> Vec<Value> {
    let mut bodies =
        vec![json!({ "type": "TextualBody", "value": mention.kind.name(), "purpose": "classifying" })];
    let body =
        |id: &str| json!({ "type": "SpecificResource", "source": iri::entity(id), "purpose": "identifying" });
    match &mention.link {
        Link::One(id) => bodies.push(body(id)),
        Link::Many(candidates) => bodies.extend(candidates.iter().map(|candidate| body(&candidate.id))),
        Link::Nil { .. } => {}
    }
    bodies
}

/// The characters just before and after `span`.
fn context(doc: &Document, span: Span) -> (&str, &str) {
    let (before, after) = (&doc.text()[..span.start()], &doc.text()[span.end()..]);
    let from = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
    (&before[from..], &after[..to])
}
