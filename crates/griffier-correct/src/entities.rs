//! The things that a letter's mentions mean, after correction.

use crate::set::Findings;
use griffier_doc::{Document, Entity, Id, Link, MentionType};
use griffier_gazetteer::KnowledgeBase;
use griffier_text::whole_words;
use std::collections::{BTreeMap, BTreeSet};

/// Whether things of type `kind` are known by lists.
pub(crate) fn is_listed(kind: MentionType) -> bool {
    griffier_gazetteer::tables::KINDS.contains(&kind)
}

/// Drops the things that nothing means any more, and adds those that a corrected mention means.
pub(crate) fn renew(doc: &Document, kb: KnowledgeBase, findings: &mut Findings) {
    let old = std::mem::take(&mut findings.entities);
    let mut entities: BTreeMap<Id, Entity> =
        old.into_iter().map(|entity| (entity.id.clone(), entity)).collect();
    let mut meant: BTreeSet<Id> = BTreeSet::new();
    // The fullest name that is left of each thing no list has.
    let mut names: BTreeMap<Id, String> = BTreeMap::new();
    for mention in &findings.mentions {
        if matches!(mention.kind, MentionType::Date | MentionType::Quantity | MentionType::Url) {
            continue;
        }
        let (id, nil) = match &mention.link {
            Link::One(id) => (id, false),
            Link::Nil { id, .. } => (id, true),
            Link::Many(_) => continue,
        };
        meant.insert(id.clone());
        let entity = entities
            .entry(id.clone())
            .or_insert_with(|| described(doc, kb, id, mention.kind, (mention.span, nil)));
        entity.nil &= nil;
        if kb.entity(id).is_none() {
            let words = whole_words(doc.slice(mention.span));
            let name = names.entry(id.clone()).or_default();
            if name.len() < words.len() {
                *name = words;
            }
        }
        if let Some(holder) = mention.attr("holder") {
            meant.insert(holder.clone());
            entities
                .entry(holder.clone())
                .or_insert_with(|| described(doc, kb, holder, MentionType::Person, (mention.span, false)));
        }
    }
    entities.retain(|id, _| meant.contains(id));
    for (id, name) in names {
        if let Some(entity) = entities.get_mut(&id).filter(|entity| entity.nil) {
            entity.label = name.into();
        }
    }
    findings.entities = entities.into_values().collect();
}

fn described(
    doc: &Document,
    kb: KnowledgeBase,
    id: &Id,
    kind: MentionType,
    (span, nil): (griffier_text::Span, bool),
) -> Entity {
    match kb.entity(id) {
        Some(known) => Entity {
            id: id.clone(),
            kind: known.kind(),
            label: known.label().into(),
            same_as: known.same_as().map(Id::Borrowed).collect(),
            nil: false,
        },
        None => {
            let label = whole_words(doc.slice(span)).into();
            Entity { id: id.clone(), kind, label, same_as: Vec::new(), nil }
        }
    }
}
