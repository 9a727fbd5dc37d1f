//! Abbreviations the letter defines itself: the short form means what the full form means, from its definition on.

use crate::letter::Letter;
use crate::reading::Reading;
use griffier_doc::{Attr, Origin, Target};
use griffier_patterns::{Definition, occurrences};
use griffier_text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Adds a reading for each occurrence of a defined short form, in place of whatever else was read at that very span. A
/// definition whose full form is no reading defines nothing.
pub(crate) fn apply(letter: &Letter, definitions: &[Definition], readings: &mut Vec<Reading>) {
    if definitions.is_empty() {
        return;
    }
    let mut by_end: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, reading) in readings.iter().enumerate() {
        by_end.entry(reading.span.end()).or_default().push(i);
    }
    let mut short: BTreeMap<Span, Reading> = BTreeMap::new();
    let mut full: BTreeSet<Span> = BTreeSet::new();
    for definition in definitions {
        let ends_there = by_end.get(&definition.full.end()).into_iter().flatten().map(|&i| &readings[i]);
        let Some(source) = fullest(definition, ends_there) else { continue };
        full.insert(source.span);
        let later = occurrences(letter.doc, definition).into_iter().filter(|span| span.start() > definition.short.start());
        for span in std::iter::once(definition.short).chain(later) {
            short.entry(span).or_insert_with(|| short_form(letter, definition, source, span));
        }
    }
    readings.retain(|reading| full.contains(&reading.span) || !short.contains_key(&reading.span));
    readings.extend(short.into_values().filter(|reading| !full.contains(&reading.span)));
}

/// Of the readings that end where the full form ends the longest, one within the full form before one that exceeds it.
fn fullest<'r>(definition: &Definition, ends_there: impl Iterator<Item = &'r Reading>) -> Option<&'r Reading> {
    let rank = |reading: &&Reading| {
        (definition.full.contains(reading.span), reading.span.len(), (reading.confidence * 100.0) as u32)
    };
    ends_there.max_by_key(rank)
}

fn short_form(letter: &Letter, definition: &Definition, source: &Reading, span: Span) -> Reading {
    let defines = span == definition.short;
    Reading {
        span,
        kind: source.kind,
        target: Target::Name,
        listings: Vec::new(),
        needs_context: false,
        after_hyphen: false,
        role: None,
        origin: Origin::Rule(definition.rule),
        confidence: source.confidence.max(0.9),
        attrs: if defines { vec![Attr::new("alias", letter.words(definition.full))] } else { Vec::new() },
        alias_of: Some(source.span),
        link: None,
        why: String::new(),
    }
}

/// Gives every short form the link of its full form.
pub(crate) fn link(readings: &mut [Reading]) {
    let wanted: BTreeSet<Span> = readings.iter().filter_map(|reading| reading.alias_of).collect();
    let full: BTreeMap<Span, Reading> = readings
        .iter()
        .filter(|reading| reading.link.is_some() && wanted.contains(&reading.span))
        .map(|reading| (reading.span, reading.clone()))
        .collect();
    for reading in readings.iter_mut() {
        let Some(source) = reading.alias_of.and_then(|span| full.get(&span)) else { continue };
        reading.kind = source.kind;
        reading.link.clone_from(&source.link);
        reading.attrs.extend(source.attrs.iter().filter(|attr| attr.key == "holder").cloned());
        "the letter defines this short form".clone_into(&mut reading.why);
    }
}
