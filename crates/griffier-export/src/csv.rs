//! CSV as RFC 4180 has it: four tables, a row for each letter, mention, entity and relation, joined on `letter_key`.

use crate::formats::Piece;
use crate::key::letter_key;
use crate::offsets::Offsets;
use griffier_doc::{Document, Link, Mention, Modality};
use griffier_text::Unit;

const LETTERS: &str = "letter,path,format,sha256,bytes,date,subject,identifiers,letter_key\r\n";
const MENTIONS: &str = "letter,mention,start,end,text,type,entity,candidates,nil_reason,nested,confidence,zone,attributes,why,letter_key\r\n";
const ENTITIES: &str = "letter,entity,type,label,same_as,nil,letter_key\r\n";
const RELATIONS: &str =
    "letter,subject,predicate,object,start,end,evidence,confidence,negated,modality,why,letter_key\r\n";

/// The rows of `doc` for each table; offsets count in `unit`.
pub(crate) fn pieces(doc: &Document, unit: Unit) -> Vec<Piece> {
    let offsets = Offsets::new(doc.text(), unit);
    let key = letter_key(doc);
    let piece = |name: &str, head, bytes| Piece { file: format!("{name}.csv"), head, bytes };
    vec![
        piece("letters", LETTERS, letter(doc, &key)),
        piece("mentions", MENTIONS, mentions(doc, &offsets, &key)),
        piece("entities", ENTITIES, entities(doc, &key)),
        piece("relations", RELATIONS, relations(doc, &offsets, &key)),
    ]
}

fn letter(doc: &Document, key: &str) -> Vec<u8> {
    let (source, meta) = (doc.source(), doc.meta());
    let mut out = Vec::new();
    row(
        &[
            doc.id(),
            &source.path,
            source.format.name(),
            &source.sha256,
            &source.bytes.to_string(),
            meta.date.as_deref().unwrap_or(""),
            meta.subject.as_deref().unwrap_or(""),
            &meta.identifiers.join("|"),
            key,
        ],
        &mut out,
    );
    out
}

fn mentions(doc: &Document, offsets: &Offsets, key: &str) -> Vec<u8> {
    let mut out = Vec::new();
    for (i, mention) in doc.mentions().iter().enumerate() {
        let (start, end) = offsets.of(mention.span);
        let (candidates, reason) = undecided(mention);
        let attributes: Vec<String> =
            mention.attrs.iter().map(|attr| format!("{}={}", attr.key, attr.value)).collect();
        row(
            &[
                doc.id(),
                &format!("m{}", i + 1),
                &start.to_string(),
                &end.to_string(),
                doc.slice(mention.span),
                mention.kind.name(),
                mention.link.id().map_or("", AsRef::as_ref),
                &candidates,
                reason,
                &mention.nested.to_string(),
                &format!("{:.2}", mention.confidence),
                doc.zone_at(mention.span.start()).name(),
                &attributes.join("|"),
                &mention.origin.to_string(),
                key,
            ],
            &mut out,
        );
    }
    out
}

/// The candidates of a mention that means one of several things, and the reason of one that means none that is known.
fn undecided(mention: &Mention) -> (String, &'static str) {
    match &mention.link {
        Link::Many(candidates) => {
            (candidates.iter().map(|candidate| candidate.id.as_ref()).collect::<Vec<_>>().join("|"), "")
        }
        Link::Nil { reason, .. } => (String::new(), reason),
        Link::One(_) => (String::new(), ""),
    }
}

fn entities(doc: &Document, key: &str) -> Vec<u8> {
    let mut out = Vec::new();
    for entity in doc.entities() {
        let nil = entity.nil.to_string();
        row(
            &[doc.id(), &entity.id, entity.kind.name(), &entity.label, &entity.same_as.join("|"), &nil, key],
            &mut out,
        );
    }
    out
}

fn relations(doc: &Document, offsets: &Offsets, key: &str) -> Vec<u8> {
    let mut out = Vec::new();
    for relation in doc.relations() {
        let (start, end) = offsets.of(relation.evidence);
        let modality = if relation.modality == Modality::Asserted { "" } else { relation.modality.name() };
        row(
            &[
                doc.id(),
                relation.subject.as_str(),
                relation.predicate.name(),
                relation.object.as_str(),
                &start.to_string(),
                &end.to_string(),
                doc.slice(relation.evidence),
                &format!("{:.2}", relation.confidence),
                &relation.negated.to_string(),
                modality,
                relation.why,
                key,
            ],
            &mut out,
        );
    }
    out
}

/// One line; fields that hold a comma, a quote or a line break stand in quotes.
fn row(fields: &[&str], out: &mut Vec<u8>) {
    for (i, field) in fields.iter().enumerate() {
        if i > 0 {
            out.push(b',');
        }
        if field.contains([',', '"', '\n', '\r']) {
            out.push(b'"');
            out.extend_from_slice(field.replace('"', "\"\"").as_bytes());
            out.push(b'"');
        } else {
            out.extend_from_slice(field.as_bytes());
        }
    }
    out.extend_from_slice(b"\r\n");
}
