//! Label Studio: one task a letter, the annotations as a prediction (<https://labelstud.io/guide/predictions>). The
//! labeling configuration that belongs to it stands in `docs/export.md`. Offsets count UTF-16 units, as browsers do.

use crate::flat::ends;
use crate::offsets::Offsets;
use griffier_doc::Document;
use griffier_text::Unit;
use serde_json::{Value, json};
use std::io;

/// Appends the task of `doc`.
pub(crate) fn write(doc: &Document, out: &mut Vec<u8>) -> io::Result<()> {
    let offsets = Offsets::new(doc.text(), Unit::Utf16);
    let mut result: Vec<Value> = (doc.mentions().iter().enumerate())
        .map(|(i, mention)| {
            let (start, end) = offsets.of(mention.span);
            json!({
                "id": format!("m{}", i + 1),
                "from_name": "label",
                "to_name": "text",
                "type": "labels",
                "score": (f64::from(mention.confidence) * 100.0).round() / 100.0,
                "value": {
                    "start": start,
                    "end": end,
                    "text": doc.slice(mention.span),
                    "labels": [mention.kind.name()],
                },
                "meta": { "text": [mention.link.id().map_or("", AsRef::as_ref)] },
            })
        })
        .collect();
    result.extend(ends(doc).into_iter().map(|(relation, from, to)| {
        json!({
            "type": "relation",
            "from_id": format!("m{}", from + 1),
            "to_id": format!("m{}", to + 1),
            "direction": "right",
            "labels": [relation.predicate.name()],
        })
    }));
    let task = json!({
        "data": { "text": doc.text(), "letter": doc.id(), "date": doc.meta().date },
        "predictions": [{ "model_version": concat!("griffier ", env!("CARGO_PKG_VERSION")), "result": result }],
    });
    serde_json::to_writer(out, &task)?;
    Ok(())
}
