//! The order of the recognisers.

use crate::{
    recognize_articles, recognize_citations, recognize_dates, recognize_members, recognize_motions,
    recognize_names, recognize_offices, recognize_persons, recognize_quantities, recognize_regions,
    recognize_urls,
};
use griffier_doc::{Document, Field};

/// Runs every recogniser and adds its hits.
///
/// Relative dates are read against the date that a publisher or the user states, else the letter's own; in a letter
/// without either they have no value. Articles come last:
/// they are of acts that others found.
pub fn recognize(doc: &mut Document) {
    let stated = doc.stated_of(Field::Date).map(|stated| stated.value.as_str());
    let dates = recognize_dates(doc, stated);
    let rest = [
        recognize_citations,
        recognize_motions,
        recognize_members,
        recognize_offices,
        recognize_persons,
        recognize_names,
        recognize_regions,
        recognize_quantities,
        recognize_urls,
    ];
    let hits: Vec<_> = rest.iter().flat_map(|recognizer| recognizer(doc)).chain(dates).collect();
    doc.push_hits(hits);
    let articles = recognize_articles(doc);
    doc.push_hits(articles);
}
