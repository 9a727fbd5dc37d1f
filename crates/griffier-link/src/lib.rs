//! Decides which one in the world: from hits to linked mentions.
//!
//! [`resolve`] reads the hits and segment layers of a letter and writes mentions, entities and meta; [`link`] gives them
//! to its caller instead, who may correct them first. It gathers the hits into readings ([`reading`]), keeps those that nest and drops those that cross ([`overlap`]), and links each: offices
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
mod portfolio;
mod reading;
mod stated;
mod surname;
mod technology;
#[cfg(test)]
mod tests;

use griffier_doc::{Diagnostic, Document, Entity, Link, Mention, MentionType, Meta, Role, ZoneKind};
use griffier_gazetteer::{KnowledgeBase, Listing};
use griffier_patterns::Definition;
use letter::Letter;
use reading::Reading;

/// What linking has to say of a letter.
#[derive(Debug)]
pub struct Linked {
    /// Mentions in reading order, an outer one before its inner ones.
    pub mentions: Vec<Mention>,
    /// The things they mean, sorted by id.
    pub entities: Vec<Entity>,
    /// What the letter says of itself.
    pub meta: Meta,
    /// What a user should know.
    pub diagnostics: Vec<Diagnostic>,
}

impl Linked {
    /// Writes the layers of `doc`.
    pub fn write(self, doc: &mut Document) {
        for Diagnostic { span, code, message } in self.diagnostics {
            doc.push_diagnostic(span, code, message);
        }
        doc.set_meta(self.meta);
        doc.set_entities(self.entities);
        doc.set_mentions(self.mentions);
    }
}

/// Links the hits of `doc` and writes its mentions, entities and meta.
///
/// `definitions` are the abbreviations the letter makes itself. Cannot fail: what nothing decides becomes
/// [`Link::Many`] or [`Link::Nil`].
pub fn resolve(doc: &mut Document, kb: KnowledgeBase, definitions: &[Definition]) {
    link(doc, kb, definitions).write(doc);
}

/// The same without writing anything.
pub fn link(doc: &Document, kb: KnowledgeBase, definitions: &[Definition]) -> Linked {
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
    let mut diagnostics: Vec<Diagnostic> = no_anchor
        .map(|span| Diagnostic {
            span: Some(span),
            code: "date::no-anchor",
            message: "the words leave out the year, and the letter bears no date to take it from".to_owned(),
        })
        .collect();
    let undated = letter.date.is_none() && readings.iter().any(|reading| reading.kind == MentionType::Office);
    let meta = letter.meta(&readings);
    let told = stated::diagnostics(&letter, &readings);
    let entities = entities::collect(&letter, &readings);
    let mentions = mentions(readings);
    if undated {
        let message =
            "the letter gives no date: offices are those of the latest day that its text names".to_owned();
        diagnostics.push(Diagnostic { span: None, code: "letter::no-date", message });
    }
    diagnostics.extend(told);
    Linked { mentions, entities, meta, diagnostics }
}

/// Where no ministry's name stands at the head of the letter, the directorate or agency there is the sender.
fn name_sender(letter: &Letter, readings: &mut [Reading]) {
    if readings.iter().any(|reading| reading.role == Some(Role::Sender)) {
        return;
    }
    let heads = |reading: &&mut Reading| {
        let start = reading.span.start();
        if reading.kind != MentionType::Organisation || letter.doc.zone_at(start) != ZoneKind::Letterhead {
            return false;
        }
        let before = letter.before(start, 60);
        let opens_line =
            before.trim_end_matches(['#', '*', ' ', '\t']).ends_with('\n') || before.trim().is_empty();
        let body = |l: &Listing| matches!(l.entity.subkind(), "ministry" | "ministry-body" | "agency");
        opens_line && reading.listings.iter().any(body)
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
