//! From a record to the quads of its letter's graph. What each name means: `docs/graph.md`.

mod entity;
mod letter;
mod mention;
mod statement;

use crate::iri;
use crate::offsets::{Offsets, Quote};
use crate::quads::{Object, Quads};
use crate::record::{Place, Record, Unit};
use crate::vocabulary::BASE;
use std::collections::{BTreeMap, BTreeSet};

/// A letter in quads.
pub(crate) struct Described {
    /// A line each.
    pub quads: String,
    pub count: u64,
    /// Whether the letter's text was at hand, and is what the record speaks of.
    pub text: bool,
}

/// The graph of one letter.
///
/// `text` is the letter's text if it is at hand: only with it can bytes be turned into characters, and words be quoted
/// with those around them. A text in which one mention does not stand where the record says is not used.
pub(crate) fn describe(record: &Record, text: Option<&str>) -> Described {
    let offsets = text.map(|text| Offsets::new(text, record.offsets)).filter(|offsets| fits(record, offsets));
    let text = offsets.is_some();
    let mut scribe = Scribe::new(record, offsets);
    scribe.letter(record);
    for mention in &record.mentions {
        scribe.mention(mention);
    }
    for (number, relation) in (1..).zip(&record.relations) {
        scribe.statement(number, relation);
    }
    for (number, commitment) in (1..).zip(&record.commitments) {
        scribe.commitment(number, commitment);
    }
    for (number, exchange) in (1..).zip(&record.exchanges) {
        scribe.exchange(number, exchange);
    }
    for (number, diagnostic) in (1..).zip(&record.diagnostics) {
        scribe.diagnostic(number, diagnostic);
    }
    for entity in &record.entities {
        scribe.entity(entity);
    }
    scribe.values(record);
    let (quads, count) = scribe.quads.finish();
    Described { quads, count, text }
}

fn fits(record: &Record, offsets: &Offsets) -> bool {
    record.mentions.iter().all(|mention| {
        let quote = offsets.quote(Place { start: mention.start, end: mention.end });
        quote.is_some_and(|quote| quote.exact == mention.text)
    })
}

/// Writes the quads of one letter.
struct Scribe<'r> {
    quads: Quads,
    /// The letter's IRI.
    letter: String,
    /// What the record's entities are, by id: whether the knowledge base knows them.
    known: BTreeMap<&'r str, bool>,
    /// Ids named anywhere that are no entities: dates, amounts, addresses. With the type that mentions give them.
    values: BTreeMap<&'r str, Option<&'r str>>,
    offsets: Option<Offsets<'r>>,
    unit: Unit,
}

impl<'r> Scribe<'r> {
    fn new(record: &'r Record, offsets: Option<Offsets<'r>>) -> Self {
        let mut letter = format!("{BASE}letter/");
        iri::encode(&record.id, &mut letter);
        let mut graph = format!("{BASE}graph/");
        iri::encode(&record.id, &mut graph);
        let mut known: BTreeMap<&str, bool> =
            record.entities.iter().map(|entity| (entity.id.as_str(), !entity.nil)).collect();
        for mention in record.mentions.iter().filter(|mention| mention.nil_reason.is_some()) {
            known.extend(mention.entity.as_deref().map(|id| (id, false)));
        }
        Self {
            quads: Quads::new(&graph),
            letter,
            known,
            values: BTreeMap::new(),
            offsets,
            unit: record.offsets,
        }
    }

    /// The IRI of a part of the letter's description.
    fn part(&self, name: &str) -> String {
        let mut part = format!("{}#", self.letter);
        iri::encode(name, &mut part);
        part
    }

    /// The IRIs of what `id` names: the letter, a thing that holds in this letter only, or one or several things.
    fn things(&self, id: &str) -> Vec<String> {
        if id == "DOC" {
            return vec![self.letter.clone()];
        }
        if self.known.get(id) == Some(&false) {
            return vec![self.part(id)];
        }
        let of = |part: &str| {
            let mut thing = format!("{BASE}id/");
            iri::encode(part, &mut thing);
            thing
        };
        // A set: a citation may name one paper twice.
        let parts: BTreeSet<&str> = id.split('|').filter(|part| !part.is_empty()).collect();
        parts.into_iter().map(of).collect()
    }

    /// Notes that `id` is named, so that it is described though it is no entity.
    fn named(&mut self, id: &'r str, kind: Option<&'r str>) {
        if id != "DOC" && !self.known.contains_key(id) {
            let known = self.values.entry(id).or_default();
            *known = known.or(kind);
        }
    }

    /// `subject predicate thing`, for each thing that `id` names.
    fn link(&mut self, subject: &str, predicate: &str, id: &'r str) {
        self.named(id, None);
        for thing in self.things(id) {
            self.quads.add(subject, predicate, Object::Iri(&thing));
        }
    }

    fn text(&mut self, subject: &str, predicate: &str, value: &str) {
        self.quads.add(subject, predicate, Object::Text(value));
    }

    fn share(&mut self, subject: &str, predicate: &str, value: f64) {
        self.quads.add(subject, predicate, Object::Typed(&format!("{value:.2}"), "xsd:decimal"));
    }

    fn truth(&mut self, subject: &str, predicate: &str, value: bool) {
        self.quads.add(
            subject,
            predicate,
            Object::Typed(if value { "true" } else { "false" }, "xsd:boolean"),
        );
    }

    fn is_a(&mut self, subject: &str, class: &str) {
        self.quads.add(subject, "rdf:type", Object::Name(class));
    }

    /// Points from `subject`, whose part of the description is called `name`, to `place` of the letter.
    ///
    /// The standard counts code points; where they are not known, bytes have a selector of their own, and UTF-16 units
    /// none: then the words alone say where.
    fn target(&mut self, subject: &str, name: &str, property: &str, place: Place, words: Option<&str>) {
        let target = self.part(&format!("{name}-target"));
        self.quads.add(subject, property, Object::Iri(&target));
        self.is_a(&target, "oa:SpecificResource");
        let letter = self.letter.clone();
        self.quads.add(&target, "oa:hasSource", Object::Iri(&letter));
        let quote = self.offsets.as_ref().and_then(|offsets| offsets.quote(place));
        let position = match (&quote, self.unit) {
            (Some(quote), _) => Some(("oa:TextPositionSelector", quote.place)),
            (None, Unit::Char) => Some(("oa:TextPositionSelector", place)),
            (None, Unit::Byte) => Some(("oa:DataPositionSelector", place)),
            (None, Unit::Utf16) => None,
        };
        if let Some((class, place)) = position {
            let selector = self.part(&format!("{name}-position"));
            self.quads.add(&target, "oa:hasSelector", Object::Iri(&selector));
            self.is_a(&selector, class);
            for (end, offset) in [("oa:start", place.start), ("oa:end", place.end)] {
                let offset = offset.to_string();
                self.quads.add(&selector, end, Object::Typed(&offset, "xsd:nonNegativeInteger"));
            }
        }
        let words = words.or(quote.as_ref().map(|quote| quote.exact));
        if let Some(words) = words {
            let selector = self.part(&format!("{name}-quote"));
            self.quads.add(&target, "oa:hasSelector", Object::Iri(&selector));
            self.is_a(&selector, "oa:TextQuoteSelector");
            self.text(&selector, "oa:exact", words);
            if let Some(Quote { prefix, suffix, .. }) = quote {
                self.text(&selector, "oa:prefix", prefix);
                self.text(&selector, "oa:suffix", suffix);
            }
        }
    }
}

#[cfg(test)]
mod tests;
