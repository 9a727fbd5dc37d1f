//! The things that a letter's mentions mean, each once.

use crate::letter::Letter;
use crate::reading::Reading;
use griffier_doc::{Entity, Id, Link, MentionType};
use rustc_hash::FxHashMap;

/// One entity for each identifier; numbers, addresses and calendar values are their own identifiers and left out.
pub(crate) fn collect(letter: &Letter, readings: &[Reading]) -> Vec<Entity> {
    let mut entities: FxHashMap<Id, Entity> = FxHashMap::default();
    for reading in readings {
        if matches!(reading.kind, MentionType::Date | MentionType::Quantity | MentionType::Url) {
            continue;
        }
        let (id, nil) = match &reading.link {
            Some(Link::One(id)) => (id, false),
            Some(Link::Nil { id, .. }) => (id, true),
            _ => continue,
        };
        match entities.get_mut(id) {
            // The fullest name the letter gives.
            Some(entity) if entity.nil => {
                let label = letter.words(reading.span);
                if entity.label.len() < label.len() {
                    entity.label = label.into();
                }
            }
            Some(_) => {}
            None => {
                entities.insert(id.clone(), entity(letter, reading, id, nil));
            }
        }
        add_holder(letter, reading, &mut entities);
    }
    let mut entities: Vec<Entity> = entities.into_values().collect();
    entities.sort_unstable_by(|a, b| a.id.cmp(&b.id));
    entities
}

fn entity(letter: &Letter, reading: &Reading, id: &Id, nil: bool) -> Entity {
    let listed = reading.listings.iter().map(|listing| listing.entity).find(|entity| entity.id() == id);
    if let Some(known) = listed.or_else(|| letter.entity(id)) {
        let same_as = known.same_as().map(Id::Borrowed).collect();
        return Entity {
            id: id.clone(),
            kind: known.kind(),
            label: known.label().into(),
            same_as,
            nil: false,
        };
    }
    let urls = reading.attrs.iter().filter(|attr| attr.key == "url");
    let same_as = urls.flat_map(|attr| attr.value.split('|')).map(|url| Id::Owned(url.to_owned())).collect();
    let label = letter.words(reading.span).into();
    Entity { id: id.clone(), kind: reading.kind, label, same_as, nil }
}

/// A holder may be named nowhere in the letter; the reader wants to know who it was all the same.
fn add_holder(letter: &Letter, reading: &Reading, entities: &mut FxHashMap<Id, Entity>) {
    let Some(holder) = reading.attrs.iter().find(|attr| attr.key == "holder") else { return };
    let Some(person) = letter.entity(&holder.value) else { return };
    entities.entry(holder.value.clone()).or_insert_with(|| Entity {
        id: holder.value.clone(),
        kind: MentionType::Person,
        label: person.label().into(),
        same_as: person.same_as().map(Id::Borrowed).collect(),
        nil: false,
    });
}
