//! The order of the recognisers.

use crate::atoms::Atoms;
use crate::citation::{Citations, recognize_articles};
use crate::motion::Motions;
use crate::reader::Reader;
use crate::reading::Reading;
use crate::{date, name, office, person, quantity, region, url};
use griffier_doc::{Document, Field, Hit};
use griffier_text::{Span, whole_words};

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
        let atoms = Atoms::new(doc);
        let stated = doc.stated_of(Field::Date).map(|stated| stated.value.as_str());
        let dates = date::dates(doc, &atoms, stated);
        take(Vec::new(), "patterns: dates");
        let (mut citations, mut motions) = (Citations::new(doc), Motions::new(doc));
        for start in Reader::new(doc.text()).starts() {
            citations.read(start);
            motions.read(start);
        }
        let found = citations.hits(doc).into_iter().chain(motions.hits(doc)).collect();
        take(found, "patterns: citations, motions");
        let reading = Reading::new(doc);
        take(Vec::new(), "patterns: words of all");
        take(office::offices(&reading), "patterns: offices");
        take(person::persons(&reading), "patterns: persons");
        take(name::names(&reading), "patterns: names");
        take(region::regions(&reading), "patterns: regions");
        take(quantity::quantities(&atoms), "patterns: quantities");
        take(url::recognize_urls(doc), "patterns: addresses");
        hits.extend(dates);
    }
    hits.iter_mut().for_each(|hit| hit.span = whole(doc, hit.span));
    doc.push_hits(hits);
    let articles = recognize_articles(doc);
    doc.push_hits(articles);
    watch("patterns: articles");
}

/// With the rest of the last word, where the end of a line breaks it (`Jan-⏎sen`).
fn whole(doc: &Document, span: Span) -> Span {
    let text = doc.text();
    let behind = text.get(span.end()..).unwrap_or("");
    if !doc.slice(span).ends_with('-') || !behind.starts_with(['\r', '\n']) {
        return span;
    }
    let Some(next) = doc.tokens_in(Span::at(span.end(), text.len())).first() else { return span };
    let from = doc.slice(span).rfind(char::is_whitespace).map_or(span.start(), |at| span.start() + at);
    let broken = !whole_words(doc.slice(Span::at(from, next.span.end()))).contains(['-', ' ']);
    if broken { Span::at(span.start(), next.span.end()) } else { span }
}
