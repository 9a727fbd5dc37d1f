//! Each stage as a function, in the order of the pipeline, for benches and for callers who want a part.

use griffier_correct::{Corrections, Findings};
use griffier_doc::{Document, MentionType};
use griffier_gazetteer::KnowledgeBase;
use griffier_link::Linked;
use griffier_tagger::Model;

/// Zones, footnotes, tokens, sentences.
pub fn segment(doc: &mut Document) {
    griffier_segment::segment(doc);
}

/// Hits of listed names.
pub fn gazetteer(doc: &mut Document, knowledge: KnowledgeBase) {
    let hits = knowledge.find(doc);
    doc.push_hits(hits);
}

/// Hits of forms that no list can hold.
pub fn patterns(doc: &mut Document) {
    griffier_patterns::recognize(doc);
}

/// Hits of names that neither a list nor a form gave away. What the lists know as the adjective of a place is none.
pub fn tag(doc: &mut Document, knowledge: KnowledgeBase, tagger: &Model) {
    let adjective = |words: &str| {
        knowledge.surface(words).is_some_and(|number| knowledge.listings(number).all(|l| l.adjective))
    };
    let opens = |words: &str| words.split_whitespace().next().is_some_and(adjective);
    let mut hits = tagger.find(doc);
    hits.retain(|hit| hit.kind != MentionType::Location || !opens(doc.slice(hit.span)));
    doc.push_hits(hits);
}

/// Mentions, entities and meta.
pub fn link(doc: &mut Document, knowledge: KnowledgeBase) {
    let definitions = griffier_patterns::definitions(doc);
    griffier_link::resolve(doc, knowledge, &definitions);
}

/// The same, with what people decided before anything is written: relations are read from corrected mentions.
pub fn link_corrected(doc: &mut Document, knowledge: KnowledgeBase, corrections: &Corrections) {
    let definitions = griffier_patterns::definitions(doc);
    let Linked { mentions, entities, meta, diagnostics } = griffier_link::link(doc, knowledge, &definitions);
    let mut findings = Findings { mentions, entities, meta, diagnostics };
    corrections.apply(doc, knowledge, &mut findings);
    let Findings { mentions, entities, meta, diagnostics } = findings;
    Linked { mentions, entities, meta, diagnostics }.write(doc);
}

/// Relations.
pub fn relate(doc: &mut Document) {
    griffier_relations::relate(doc);
}
