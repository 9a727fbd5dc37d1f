//! The order of the recognisers.

use crate::atoms::Atoms;
use crate::citation::{Citations, recognize_articles};
use crate::motion::Motions;
use crate::reader::Reader;
use crate::reading::Reading;
use crate::{date, name, office, person, quantity, region, url};
use griffier_doc::{Document, Field, Hit};

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
    doc.push_hits(hits);
    let articles = recognize_articles(doc);
    doc.push_hits(articles);
    watch("patterns: articles");
}
