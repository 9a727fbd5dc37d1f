//! The order of the recognisers.

use crate::atoms::Atoms;
use crate::citation::{Citations, recognize_articles};
use crate::motion::Motions;
use crate::reader::Reader;
use crate::reading::Reading;
use crate::triggers::{self, Classes};
use crate::{date, name, office, person, quantity, region, url};
use griffier_doc::{Document, Field, Hit, MentionType};
use griffier_text::{Shape, Span, whole_words};

/// Runs every recogniser and adds its hits.
///
/// Relative dates are read against the date that a publisher or the user states, else the letter's own; in a letter
/// without either they have no value. Articles come last:
/// they are of acts that others found.
pub fn recognize(doc: &mut Document) {
    recognize_watched(doc, &mut |_| {});
}

/// The same; `watch` is told what was done, as soon as it is.
pub fn recognize_watched(doc: &mut Document, watch: &mut dyn FnMut(&'static str)) {
    let mut hits: Vec<Hit> = Vec::new();
    {
        let doc: &Document = doc;
        let mut take = |found: Vec<Hit>, name: &'static str| {
            hits.extend(found);
            watch(name);
        };
        let reading = Reading::new(doc);
        take(Vec::new(), "patterns: words of all");
        let atoms = Atoms::of(&reading);
        let stated = doc.stated_of(Field::Date).map(|stated| stated.value.as_str());
        let dates = date::dates(doc, &atoms, stated);
        take(Vec::new(), "patterns: dates");
        let (mut citations, mut motions) = (Citations::new(doc), Motions::new(doc));
        read_starts(&reading, &mut citations, &mut motions);
        let found = citations.hits(doc).into_iter().chain(motions.hits(doc)).collect();
        take(found, "patterns: citations, motions");
        take(office::offices(&reading), "patterns: offices");
        take(person::persons(&reading), "patterns: persons");
        take(name::names(&reading), "patterns: names");
        take(region::regions(&reading), "patterns: regions");
        take(quantity::quantities(&atoms), "patterns: quantities");
        take(url::recognize_urls(doc), "patterns: addresses");
        hits.extend(dates);
    }
    let names = hits.iter_mut().filter(|hit| hit.kind != MentionType::Url);
    names.for_each(|hit| hit.span = whole(doc, hit.span));
    doc.push_hits(hits);
    let articles = recognize_articles(doc);
    doc.push_hits(articles);
    watch("patterns: articles");
}

/// With the rest of the last word, where the end of a line breaks it (`Jan-⏎sen`).
fn whole(doc: &Document, span: Span) -> Span {
    if !doc.slice(span).ends_with('-') {
        return span;
    }
    let Some(end) = Reader::new(doc.text()).rest_of_name(span.end()) else { return span };
    let from = doc.slice(span).rfind(char::is_whitespace).map_or(span.start(), |at| span.start() + at);
    // What has a hyphen of its own keeps that one: "Groot-Jan-⏎sen".
    let printed = doc.slice(Span::at(from, end)).trim_start();
    let whole = whole_words(printed);
    let hyphens = |words: &str| words.matches(['-', '\u{2010}']).count();
    let broken = hyphens(&whole) < hyphens(printed) && !whole.contains(' ');
    if broken { Span::at(span.start(), end) } else { span }
}

/// Shows citations and motions every place at which a number begins, or a word that the table knows as an opener of theirs.
pub(crate) fn read_starts(r: &Reading<'_>, citations: &mut Citations<'_>, motions: &mut Motions<'_>) {
    let text = Reader::new(r.doc.text());
    let bytes = r.doc.text().as_bytes();
    let mut at = 0;
    for (i, (token, word)) in r.doc.tokens().iter().zip(r.doc.words()).enumerate() {
        let (start, end, shape) = (token.span.start(), token.span.end(), word.shape());
        let follows = at + 1 >= start || is_blank(bytes, at, start);
        if follows && shape.is_signs() {
            // No word and no number begins in it.
        } else if follows && is_plain(shape, bytes, start, end) {
            let classes = r.classes(i);
            if classes.has(Classes::CITES) {
                citations.read(start);
            }
            if classes.has(Classes::MOVES) {
                motions.read(start);
            }
        } else {
            text.starts_in(at, end).for_each(|start| read_start(text, start, citations, motions));
        }
        at = end;
    }
    text.starts_in(at, text.len()).for_each(|start| read_start(text, start, citations, motions));
}

/// The same for a place where a word does not stand free, or a number begins.
fn read_start(text: Reader<'_>, start: usize, citations: &mut Citations<'_>, motions: &mut Motions<'_>) {
    if text.byte(start).is_some_and(|byte| byte.is_ascii_digit()) {
        return citations.read(start);
    }
    let classes = triggers::find(text.word(start)).classes;
    if classes.has(Classes::CITES) {
        citations.read(start);
    }
    if classes.has(Classes::MOVES) {
        motions.read(start);
    }
}

/// Whether nothing but white space of ASCII stands between `from` and `to`.
fn is_blank(bytes: &[u8], from: usize, to: usize) -> bool {
    bytes.get(from..to).is_some_and(|gap| gap.iter().all(u8::is_ascii_whitespace))
}

/// Whether the word at `start..end` is a run of letters with nothing but ASCII signs around it, at whose first letter alone a
/// word begins.
#[inline]
fn is_plain(shape: Shape, bytes: &[u8], start: usize, end: usize) -> bool {
    let sign = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphanumeric();
    shape.is_letters()
        && end - start < 40
        && bytes.get(end).is_none_or(|next| sign(next) || next.is_ascii_digit())
        && (start == 0 || bytes.get(start - 1).is_none_or(sign))
        && (!shape.has_capital()
            || shape.shouts()
            || shape.is_capitalised()
                && bytes.get(start + 1..end).is_some_and(|rest| !rest.iter().any(u8::is_ascii_uppercase)))
}
