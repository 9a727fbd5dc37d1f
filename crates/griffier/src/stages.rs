//! Each stage as a function, in the order of the pipeline, for benches and for callers who want a part.

use griffier_doc::Document;
use griffier_gazetteer::KnowledgeBase;

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

/// Mentions, entities and meta.
pub fn link(doc: &mut Document, knowledge: KnowledgeBase) {
    let definitions = griffier_patterns::definitions(doc);
    griffier_link::resolve(doc, knowledge, &definitions);
}

/// Relations.
pub fn relate(doc: &mut Document) {
    griffier_relations::relate(doc);
}
