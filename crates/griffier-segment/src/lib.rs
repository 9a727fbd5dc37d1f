//! Says where things begin in a Dutch policy letter: zones, footnotes, tokens, sentences.
//!
//! What a thing is (a name, a date, a citation) is none of this crate's business; it knows layout, punctuation and
//! abbreviations only. [`segment`] writes four layers of a [`Document`]; it cannot fail and takes linear time.

mod abbreviations;
mod cues;
mod footnotes;
mod furniture;
mod head;
mod lines;
mod marks;
mod sentences;
mod signature;
mod tokens;
mod zones;

use griffier_doc::Document;

/// Writes the layers zones, footnotes, tokens and sentences of `doc`.
pub fn segment(doc: &mut Document) {
    let lines = lines::Lines::new(doc.text());
    let notes = footnotes::find(&lines);
    let zones = zones::find(&lines, &notes);
    let tokens = tokens::find(doc.text(), &notes.mark_spans());
    let sentences = sentences::find(&lines, &zones, &tokens);
    let footnotes = notes.into_footnotes();
    doc.set_zones(zones);
    doc.set_footnotes(footnotes);
    doc.set_tokens(tokens);
    doc.set_sentences(sentences);
}
