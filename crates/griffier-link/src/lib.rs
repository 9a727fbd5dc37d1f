//! Decides which one in the world: from hits to linked mentions.
//!
//! [`resolve`] reads the hits and segment layers of a letter and writes mentions, entities and meta. It gathers the hits
//! into readings ([`reading`]), keeps those that nest and drops those that cross ([`overlap`]), and links each: offices
//! through validity and tenures, people through office, seat and full name, names by form through the list or as NIL.
//! What is found where is not decided here, nor how two mentions relate.

mod alias;
mod citation;
mod committee;
mod context;
mod entities;
mod event;
mod letter;
pub mod lookup;
mod motion;
mod name;
mod office;
mod overlap;
mod person;
mod reading;
mod stated;
mod surname;
mod technology;
#[cfg(test)]
mod tests;

use griffier_doc::{Document, Link, Mention, MentionType, Role, ZoneKind};
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
    citation::link(&letter, &mut readings);
    readings.retain(|reading| reading.link.is_some());
    overlap::drop_repeated(&letter, &mut readings);
    name_sender(&letter, &mut readings);
    let no_anchor = readings.iter().filter(|r| r.kind == MentionType::Date && is_nil(r)).map(|r| r.span);
    let no_anchor: Vec<_> = no_anchor.collect();
    let undated = letter.date.is_none() && readings.iter().any(|reading| reading.kind == MentionType::Office);
    let meta = letter.meta(&readings);
    let conflicts = stated::conflicts(&letter, &readings);
    let entities = entities::collect(&letter, &readings);
    let mentions = mentions(readings);
    for span in no_anchor {
        doc.push_diagnostic(
            Some(span),
            "date::no-anchor",
            "the words leave out the year, and the letter bears no date to take it from",
        );
    }
    if undated {
        let message = "the letter gives no date: offices are those of the latest day that its text names";
        doc.push_diagnostic(None, "letter::no-date", message);
    }
    for (span, message) in conflicts {
        doc.push_diagnostic(span, "meta::conflict", message);
    }
    doc.set_meta(meta);
    doc.set_entities(entities);
    doc.set_mentions(mentions);
}

/// Where no ministry's name stands at the head of the letter, the directorate or agency there is the sender.
fn name_sender(letter: &Letter, readings: &mut [Reading]) {
    if readings.iter().any(|reading| reading.role == Some(Role::Sender)) {
        return;
    }
    let heads = |reading: &&mut Reading| {
        let start = reading.span.start();
        let before = letter.before(start, 60);
        let opens_line =
            before.trim_end_matches(['#', '*', ' ', '\t']).ends_with('\n') || before.trim().is_empty();
        let body = reading
            .listings
            .iter()
            .any(|l| matches!(l.entity.subkind(), "ministry" | "ministry-body" | "agency"));
        let zone = letter.doc.zone_at(start);
        reading.kind == MentionType::Organisation && body && opens_line && zone == ZoneKind::Letterhead
    };
    if let Some(sender) = readings.iter_mut().find(heads) {
        sender.role = Some(Role::Sender);
    }
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
