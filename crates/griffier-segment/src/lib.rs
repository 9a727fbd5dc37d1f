//! Says where things begin in a Dutch policy letter: zones, sections, questions with their answers, footnotes, tokens,
//! sentences.
//!
//! What a thing is (a name, a date, a citation) is none of this crate's business; it knows layout, punctuation and
//! abbreviations only. [`segment`] writes six layers of a [`Document`]; it cannot fail and takes linear time.

mod abbreviations;
mod cues;
mod exchanges;
mod footnotes;
mod formula;
mod furniture;
mod head;
mod headings;
mod labels;
mod lines;
mod marks;
mod noted;
mod outline;
mod pair;
mod runs;
mod sections;
mod sentences;
mod series;
mod signature;
mod tokens;
mod unbroken;
mod words;
mod zones;

use griffier_doc::{Document, Sentence, Token, Zone, ZoneKind};
use griffier_text::Span;

/// Writes the layers zones, sections, exchanges, footnotes, tokens and sentences of `doc`.
pub fn segment(doc: &mut Document) {
    let lines = lines::Lines::of(doc);
    let notes = match noted::notes(doc) {
        Some(notes) => notes,
        None => footnotes::find(&lines),
    };
    let plan = zones::find(&lines, &notes);
    let sections = sections::find(&lines, &plan.zones, &plan.headed);
    let exchanges = exchanges::bind(&lines, &plan.turns, &sections);
    let tokens = tokens::find(doc.text(), &notes.mark_spans());
    let sentences = sentences::find(&lines, &plan.zones, &tokens);
    let footnotes = notes.into_footnotes();
    doc.set_restored(lines.restored);
    doc.set_zones(plan.zones);
    doc.set_sections(sections);
    doc.set_exchanges(exchanges);
    doc.set_footnotes(footnotes);
    doc.set_tokens(tokens);
    doc.set_sentences(sentences);
}

/// The tokens and sentences of running text that has no layout: neither heads, signatures nor footnotes are looked for.
/// What tokenizers and sentence splitters do, for a fair comparison; letters want [`segment`].
///
/// ```
/// let (tokens, sentences) = griffier_segment::split("Dit is nr. 1. Dat ook.");
/// assert_eq!((tokens.len(), sentences.len()), (8, 2));
/// ```
pub fn split(text: &str) -> (Vec<Token>, Vec<Sentence>) {
    let lines = lines::Lines::new(text);
    let tokens = tokens::find(text, &[]);
    let body = Zone { kind: ZoneKind::Body, span: Span::at(0, text.len()) };
    let sentences = sentences::find(&lines, &[body], &tokens);
    (tokens, sentences)
}
