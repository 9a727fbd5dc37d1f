//! Abbreviations the letter defines itself: the short form means what the full form means, from its definition on.

use crate::letter::Letter;
use crate::reading::Reading;
use griffier_doc::{Attr, Link, MentionType, Origin, Target};
use griffier_gazetteer::{EntityRef, Listing};
use griffier_patterns::{Definition, occurrences};
use griffier_text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Adds a reading for each occurrence of a defined short form, in place of whatever else was read at that very span. A
/// definition whose full form is no reading defines nothing.
pub(crate) fn apply(letter: &Letter, definitions: &[Definition], readings: &mut Vec<Reading>) {
    if definitions.is_empty() {
        return;
    }
    let mut by_end: BTreeMap<usize, Vec<usize>> =
        definitions.iter().map(|definition| (definition.full.end(), Vec::new())).collect();
    let mut at_span: BTreeMap<Span, Vec<usize>> =
        definitions.iter().map(|definition| (definition.short, Vec::new())).collect();
    for (i, reading) in readings.iter().enumerate() {
        by_end.entry(reading.span.end()).and_modify(|ending| ending.push(i));
        at_span.entry(reading.span).and_modify(|there| there.push(i));
    }
    let mut short: BTreeMap<Span, Reading> = BTreeMap::new();
    let mut others: BTreeSet<Span> = BTreeSet::new();
    let mut full: BTreeSet<Span> = BTreeSet::new();
    for definition in definitions {
        let ends_there = by_end.get(&definition.full.end()).into_iter().flatten().map(|&i| &readings[i]);
        let listed =
            at_span.get(&definition.short).into_iter().flatten().flat_map(|&i| &readings[i].listings);
        let listed: Vec<EntityRef> = listed.map(|listing| listing.entity).collect();
        let Some(source) =
            fullest(definition, &listed, ends_there).filter(|s| is_whole(letter, definition, s))
        else {
            if is_common_noun(letter, definition, &listed) {
                let later = occurrences(letter.doc, definition).into_iter();
                others.extend(later.chain(std::iter::once(definition.short)));
            }
            continue;
        };
        full.insert(source.span);
        let later = occurrences(letter.doc, definition)
            .into_iter()
            .filter(|span| span.start() > definition.short.start());
        for span in std::iter::once(definition.short).chain(later) {
            // "RDA+" is another thing than the "RDA" that the letter defines.
            if let Some(whole) = with_plus(letter, span) {
                others.insert(span);
                let plus = short_form(letter, definition, source, whole);
                short.entry(whole).or_insert(Reading { alias_of: None, ..plus });
                continue;
            }
            short.entry(span).or_insert_with(|| short_form(letter, definition, source, span));
        }
    }
    // What the list says of the short form serves if the full form comes to nothing.
    for reading in readings.iter().filter(|reading| !reading.needs_context) {
        if let Some(short) = short.get_mut(&reading.span).filter(|short| short.listings.is_empty()) {
            short.listings.clone_from(&reading.listings);
        }
    }
    readings.retain(|reading| {
        full.contains(&reading.span) || !(short.contains_key(&reading.span) || others.contains(&reading.span))
    });
    readings.extend(short.into_values().filter(|reading| !full.contains(&reading.span)));
}

/// The short form at `span` with the plus sign glued to it, where one stands and closes the word.
fn with_plus(letter: &Letter, span: Span) -> Option<Span> {
    let mut after = letter.doc.text().get(span.end()..)?.chars();
    let plus = after.next() == Some('+') && !after.next().is_some_and(char::is_alphanumeric);
    plus.then(|| Span::at(span.start(), span.end() + 1))
}

/// Whether the letters of a definition stand for words in small letters that have nothing in common with the bodies that
/// the list gives them: `research and development-aftrek (RDA)` is no council.
fn is_common_noun(letter: &Letter, definition: &Definition, listed: &[EntityRef]) -> bool {
    let words = letter.doc.slice(definition.full);
    let small = definition.rule == "abbreviation.letters" && !words.contains(char::is_uppercase);
    let stem = |word: &str| word.chars().take(4).flat_map(char::to_lowercase).collect::<String>();
    let stems = |text: &str| -> BTreeSet<String> {
        let long = |word: &&str| word.chars().count() > 3;
        text.split(|c: char| !c.is_alphabetic()).filter(long).map(stem).collect()
    };
    let told = stems(words);
    let apart = |entity: &EntityRef| {
        entity.kind() == MentionType::Organisation && stems(entity.label()).is_disjoint(&told)
    };
    small && !listed.is_empty() && listed.iter().all(apart)
}

/// Of the readings that end where the full form ends one that the list also gives the short form (`Verenigde Naties` of
/// `Secretaris-Generaal van de Verenigde Naties (VN)`), else the longest within the full form.
fn fullest<'r>(
    definition: &Definition,
    listed: &[EntityRef],
    ends_there: impl Iterator<Item = &'r Reading>,
) -> Option<&'r Reading> {
    let rank = |reading: &&Reading| {
        let known = reading.listings.iter().any(|listing| listed.contains(&listing.entity));
        (
            known,
            definition.full.contains(reading.span),
            reading.span.len(),
            (reading.confidence * 100.0) as u32,
        )
    };
    ends_there.max_by_key(rank)
}

/// Whether nothing of the name is left before the reading: `Groningen` is not what `Instituut Mijnbouwschade Groningen
/// (IMG)` is about, but `Europese Commissie` is what `de hele Europese Commissie (hierna: Commissie)` is about.
fn is_whole(letter: &Letter, definition: &Definition, source: &Reading) -> bool {
    let before = Span::at(definition.full.start().min(source.span.start()), source.span.start());
    let known = source.listings.iter().any(|l| !l.needs_context) && definition.rule != "abbreviation.letters";
    known || !letter.doc.slice(before).contains(char::is_uppercase)
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
        before_hyphen: false,
        role: None,
        origin: Origin::Rule(definition.rule),
        confidence: source.confidence.max(0.9),
        attrs: if defines { vec![Attr::new("alias", letter.words(definition.full))] } else { Vec::new() },
        alias_of: Some(source.span),
        link: None,
        why: std::borrow::Cow::Borrowed(""),
    }
}

/// Gives every short form the link of its full form; then names the full form of an abbreviation that stands in brackets
/// right after another name of the same thing ("kunstmatige intelligentie (AI)").
pub(crate) fn link(letter: &Letter, readings: &mut [Reading]) {
    let wanted: BTreeSet<usize> =
        readings.iter().filter_map(|reading| reading.alias_of).map(Span::end).collect();
    // By where it ends and begins; where the full form itself was not kept, the longest that ends there serves.
    let mut full: BTreeMap<(usize, usize), Reading> = BTreeMap::new();
    for reading in readings.iter().filter(|r| r.link.is_some() && wanted.contains(&r.span.end())) {
        full.entry((reading.span.end(), reading.span.start())).or_insert_with(|| reading.clone());
    }
    for (key, listing) in known_by_short(letter, readings, &full) {
        let Some(source) = full.get_mut(&key) else { continue };
        let why = "the list has its short form, and most of its words";
        source.set_listed(std::slice::from_ref(&listing), why);
        let (span, kind) = (source.span, source.kind);
        for reading in readings.iter_mut().filter(|reading| reading.span == span && reading.kind == kind) {
            reading.set_listed(std::slice::from_ref(&listing), why);
        }
    }
    let source = |span: Span| {
        let longest =
            || full.range((span.end(), 0)..=(span.end(), span.end())).next().map(|(_, source)| source);
        full.get(&(span.end(), span.start())).or_else(longest)
    };
    for reading in readings.iter_mut().filter(|reading| reading.alias_of.is_some()) {
        let Some(source) = reading.alias_of.and_then(source) else {
            let listings = std::mem::take(&mut reading.listings);
            reading.attrs.clear();
            if let Some(listing) = listings.first() {
                reading.kind = listing.entity.kind();
            }
            reading.set_listed(&listings, "the list has this name");
            continue;
        };
        reading.kind = source.kind;
        reading.link.clone_from(&source.link);
        reading.attrs.extend(source.attrs.iter().filter(|attr| attr.key == "holder").cloned());
        reading.why = "the letter defines this short form".into();
    }
    bracketed(letter, readings);
}

/// The full forms that no list has, but whose short form is that of a row with nearly the same words: "Centraal Bureau voor
/// Statistiek (CBS)".
fn known_by_short(
    letter: &Letter,
    readings: &[Reading],
    full: &BTreeMap<(usize, usize), Reading>,
) -> Vec<((usize, usize), Listing)> {
    let words = |text: &str| -> BTreeSet<String> {
        let long = |word: &&str| word.chars().count() > 3;
        text.split(|c: char| !c.is_alphabetic()).filter(long).map(str::to_lowercase).collect()
    };
    let same = |reading: &Reading| {
        let lettered = reading.origin == Origin::Rule("abbreviation.letters") && !reading.attrs.is_empty();
        let span = reading.alias_of.filter(|_| lettered)?;
        let key = (span.end(), span.start());
        let source = full.get(&key).filter(|source| matches!(source.link, Some(Link::Nil { .. })))?;
        let [listing] = reading.listings.as_slice() else { return None };
        let (told, label) = (words(letter.doc.slice(source.span)), words(listing.entity.label()));
        let shared = told.intersection(&label).count();
        let near = shared > 1 && shared + 1 >= told.len() && shared + 1 >= label.len();
        // "Nationaal Cybersecurity Centrum", "Nationaal Cyber Security Centrum"
        let letters = |text: &str| {
            text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect::<String>()
        };
        let near = near || letters(letter.doc.slice(source.span)) == letters(listing.entity.label());
        (near && listing.entity.kind() == source.kind).then_some((key, *listing))
    };
    readings.iter().filter_map(same).collect()
}

fn bracketed(letter: &Letter, readings: &mut [Reading]) {
    for i in 1..readings.len() {
        let (before, here) = readings.split_at_mut(i);
        let (Some(full), Some(short)) = (before.last(), here.first_mut()) else { continue };
        if full.link != short.link
            || full.link.is_none()
            || short.attrs.iter().any(|attr| attr.key == "alias")
        {
            continue;
        }
        let gap = Span::at(full.span.end(), short.span.start());
        let opens =
            letter.doc.slice(gap).trim_start_matches(['*', '_', '\'', '’', '"', '”']).trim_start() == "(";
        let closes = letter.doc.text().get(short.span.end()..).is_some_and(|after| after.starts_with(')'));
        let is_short = short.span.len() < full.span.len();
        if opens && closes && is_short && !matches!(full.kind, MentionType::Date | MentionType::Reference) {
            short.attrs.push(Attr::new("alias", letter.words(full.span)));
        }
    }
}
