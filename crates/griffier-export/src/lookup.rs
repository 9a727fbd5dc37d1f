//! What a name can mean, as JSON: what `griffier kb lookup --json` prints and `GET /kb/lookup` answers.

use griffier_gazetteer::{KnowledgeBase, Near, Tenure};
use griffier_link::lookup::{Answer, Candidate, Part, Verdict};
use serde_json::{Value, json};

/// The answer to the question what `name` can mean.
pub fn lookup_json(kb: KnowledgeBase, name: &str, answer: &Answer) -> Value {
    let (verdict, reason) = match &answer.verdict {
        Verdict::One => ("one", None),
        Verdict::Ambiguous(_) => ("ambiguous", None),
        Verdict::Nil(reason) => ("nil", Some(reason)),
    };
    let near = |near: &Near| {
        let ids: Vec<&str> = kb.listings(near.surface).map(|listing| listing.entity.id()).collect();
        json!({"form": kb.surface_form(near.surface), "edits": near.edits, "ids": ids})
    };
    json!({
        "name": name, "without": answer.without, "verdict": verdict, "reason": reason,
        "candidates": answer.candidates.iter().map(candidate).collect::<Vec<_>>(),
        "near": answer.near.iter().map(near).collect::<Vec<_>>(),
    })
}

fn candidate(candidate: &Candidate) -> Value {
    let entity = candidate.entity;
    let part = |part: &Part| json!({"name": part.name, "factor": rounded(part.factor), "why": part.why});
    let holder = |tenure: &Tenure| {
        let (from, to) = tenure.written();
        json!({"id": tenure.person.id(), "label": tenure.person.label(), "from": from, "to": to, "acting": tenure.acting})
    };
    json!({
        "id": entity.id(), "type": entity.kind().name(), "label": candidate.label,
        "row": entity.row(), "joined_by": entity.joined_by().collect::<Vec<_>>(),
        "form": candidate.listing.written(), "list": candidate.listing.file(),
        "score": rounded(candidate.score),
        "parts": candidate.parts.iter().map(part).collect::<Vec<_>>(),
        "holders": candidate.holders.iter().map(holder).collect::<Vec<_>>(),
        "same_as": entity.same_as().collect::<Vec<_>>(),
        "chosen": candidate.against.is_none(), "against": candidate.against,
    })
}

/// A factor with two decimals, as JSON should show it.
fn rounded(factor: f32) -> f64 {
    (f64::from(factor) * 100.0).round() / 100.0
}
