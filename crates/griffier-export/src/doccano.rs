//! doccano: JSON Lines of its "sequence labeling with relations" projects. Offsets count code points.

use crate::flat::ends;
use crate::offsets::Offsets;
use griffier_doc::Document;
use griffier_text::Unit;
use serde_json::{Value, json};
use std::io;

/// Appends the line of `doc`.
pub(crate) fn write(doc: &Document, out: &mut Vec<u8>) -> io::Result<()> {
    let offsets = Offsets::new(doc.text(), Unit::Char);
    let entities: Vec<Value> = (doc.mentions().iter().enumerate())
        .map(|(i, mention)| {
            let (start, end) = offsets.of(mention.span);
            json!({ "id": i + 1, "label": mention.kind.name(), "start_offset": start, "end_offset": end })
        })
        .collect();
    let relation = |(i, (relation, from, to)): (usize, (&griffier_doc::Relation, usize, usize))| json!({ "id": i + 1, "from_id": from + 1, "to_id": to + 1, "type": relation.predicate.name() });
    let relations: Vec<Value> = ends(doc).into_iter().enumerate().map(relation).collect();
    let line =
        json!({ "text": doc.text(), "letter": doc.id(), "entities": entities, "relations": relations });
    serde_json::to_writer(&mut *out, &line)?;
    out.push(b'\n');
    Ok(())
}
