//! NLP Interchange Format 2.0 in Turtle: the letter as a context, each mention as a string of it with what it means
//! (<https://persistence.uni-leipzig.org/nlp2rdf/>). Indices count code points.

use crate::iri;
use crate::offsets::Offsets;
use griffier_doc::{Document, Link};
use griffier_text::Unit;
use std::fmt::Write as _;

/// Appends the triples of `doc`. The prefixes stand with each letter, so that files can be joined and cut.
pub(crate) fn write(doc: &Document, out: &mut Vec<u8>) {
    let offsets = Offsets::new(doc.text(), Unit::Char);
    let letter = iri::letter(doc.id());
    let (_, length) = offsets.of(griffier_text::Span::at(0, doc.text().len()));
    let mut turtle = String::from(
        "@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .\n\
         @prefix itsrdf: <http://www.w3.org/2005/11/its/rdf#> .\n\
         @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n\n",
    );
    let context = format!("<{letter}#offset_0_{length}>");
    // Writing to a string cannot fail.
    let _ = write!(
        turtle,
        "{context} a nif:Context, nif:OffsetBasedString ;\n  nif:beginIndex \"0\"^^xsd:nonNegativeInteger ;\n  \
         nif:endIndex \"{length}\"^^xsd:nonNegativeInteger ;\n  nif:isString {} .\n\n",
        literal(doc.text())
    );
    for mention in doc.mentions() {
        let (start, end) = offsets.of(mention.span);
        let _ = write!(
            turtle,
            "<{letter}#offset_{start}_{end}> a nif:Phrase, nif:OffsetBasedString ;\n  nif:referenceContext {context} ;\n  \
             nif:beginIndex \"{start}\"^^xsd:nonNegativeInteger ;\n  nif:endIndex \"{end}\"^^xsd:nonNegativeInteger ;\n  \
             nif:anchorOf {} ;\n  itsrdf:taClassRef <https://example.org/griffier/vocabulary#{}> ;\n",
            literal(doc.slice(mention.span)),
            mention.kind.name()
        );
        if let Link::One(id) = &mention.link {
            let _ = writeln!(turtle, "  itsrdf:taIdentRef <{}> ;", iri::entity(id));
        }
        let _ = write!(turtle, "  itsrdf:taConfidence \"{:.2}\"^^xsd:double .\n\n", mention.confidence);
    }
    out.extend_from_slice(turtle.as_bytes());
}

/// A string of Turtle.
fn literal(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 2);
    out.push('"');
    for c in words.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
