//! The order of the recognisers.

use crate::{
    estimated_anchor, letter_date, recognize_articles, recognize_citations, recognize_dates,
    recognize_members, recognize_motions, recognize_names, recognize_offices, recognize_persons,
    recognize_quantities, recognize_regions, recognize_urls,
};
use griffier_doc::Document;

/// Runs every recogniser and adds its hits.
///
/// Relative dates are read against the letter's own date; a letter without one is taken to be written about the latest
/// day that its text gives. Articles come last: they are of acts that others found.
pub fn recognize(doc: &mut Document) {
    let mut dates = match letter_date(doc) {
        Some((_, date)) => recognize_dates(doc, Some(&date)),
        None => recognize_dates(doc, None),
    };
    if letter_date(doc).is_none()
        && let Some(anchor) = estimated_anchor(doc, &dates)
    {
        dates = recognize_dates(doc, Some(&anchor));
    }
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
