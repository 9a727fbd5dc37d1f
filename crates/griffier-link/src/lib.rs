//! Decides which one in the world: from hits to linked mentions.
//!
//! [`resolve`] reads the hits and segment layers of a letter and writes mentions, entities and meta. It gathers the hits
//! into readings ([`reading`]), keeps those that nest and drops those that cross ([`overlap`]), and links each: offices
//! through validity and tenures, people through office, seat and full name, names by form through the list or as NIL.
//! What is found where is not decided here, nor how two mentions relate.

mod alias;
mod context;
mod entities;
mod event;
mod letter;
mod motion;
mod name;
mod office;
mod overlap;
mod person;
mod reading;
#[cfg(test)]
mod tests;

use griffier_doc::{Document, Link, Mention, MentionType};
use griffier_gazetteer::KnowledgeBase;
use griffier_patterns::Definition;
use letter::Letter;
use reading::Reading;

/// Links the hits of `doc` and writes its mentions, entities and meta.
///
/// `definitions` are the abbreviations the letter makes itself. Cannot fail: what nothing decides becomes
/// [`Link::Many`] or [`Link::Nil`].
pub fn resolve(doc: &mut Document, kb: KnowledgeBase, definitions: &[Definition]) {
    let letter = Letter::read(doc, kb);
    let mut readings = reading::gather(&letter);
    alias::apply(&letter, definitions, &mut readings);
    let mut readings = overlap::resolve(readings);
    office::link(&letter, &mut readings);
    person::link(&letter, &mut readings);
    name::link(&letter, &mut readings);
    event::link(&letter, &mut readings);
    motion::link(&letter, &mut readings);
    alias::link(&letter, &mut readings);
    readings.retain(|reading| reading.link.is_some());
    overlap::drop_repeated(&mut readings);
    let no_anchor = readings.iter().filter(|r| r.kind == MentionType::Date && is_nil(r)).map(|r| r.span);
    let no_anchor: Vec<_> = no_anchor.collect();
    let meta = letter.meta(&readings);
    let entities = entities::collect(&letter, &readings);
    let mentions = mentions(readings);
    for span in no_anchor {
        doc.push_diagnostic(Some(span), "date::no-anchor", "a relative date in a letter whose own date is not known");
    }
    doc.set_meta(meta);
    doc.set_entities(entities);
    doc.set_mentions(mentions);
}

fn is_nil(reading: &Reading) -> bool {
    matches!(reading.link, Some(Link::Nil { .. }))
}

/// Readings in order, as mentions; one is nested if an earlier one reaches beyond it.
fn mentions(readings: Vec<Reading>) -> Vec<Mention> {
    let mut reach = 0;
    let mut mentions = Vec::with_capacity(readings.len());
    for reading in readings {
        let nested = reading.span.end() <= reach;
        reach = reach.max(reading.span.end());
        let Some(link) = reading.link else { continue };
        mentions.push(Mention {
            span: reading.span,
            kind: reading.kind,
            link,
            role: reading.role,
            nested,
            confidence: reading.confidence,
            origin: reading.origin,
            why: reading.why,
            attrs: reading.attrs,
        });
    }
    mentions
}
