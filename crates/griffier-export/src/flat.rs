//! What formats need that hold less than a record: mentions that do not nest, and relations between mentions.

use griffier_doc::{Document, Mention, Relation, Term};
use std::collections::HashMap;

/// The mentions that lie in no other, with their places in [`Document::mentions`].
pub(crate) fn outermost(doc: &Document) -> impl Iterator<Item = (usize, &Mention)> {
    doc.mentions().iter().enumerate().filter(|(_, mention)| !mention.nested)
}

/// The label of each token in IOB2 (`B-PERSON`, `I-PERSON`, `O`), by the outermost mentions. A name that is only a part of
/// a token labels none; one that runs on into the next sentence begins anew there, as labels are read sentence by sentence.
pub(crate) fn iob2(doc: &Document) -> Vec<String> {
    let mut labels = vec!["O".to_owned(); doc.tokens().len()];
    let firsts = first_tokens(doc);
    for (_, mention) in outermost(doc) {
        let from = doc.tokens().partition_point(|token| token.span.start() < mention.span.start());
        let to = doc.tokens().partition_point(|token| token.span.end() <= mention.span.end());
        for (i, label) in labels.iter_mut().enumerate().take(to).skip(from) {
            let begins = i == from || firsts.binary_search(&i).is_ok();
            *label = format!("{}-{}", if begins { 'B' } else { 'I' }, mention.kind.name());
        }
    }
    labels
}

/// The number of the first token of each sentence, sorted.
fn first_tokens(doc: &Document) -> Vec<usize> {
    let ends = doc.sentences().iter().map(|sentence| sentence.span.end());
    let behind = ends.map(|end| doc.tokens().partition_point(|token| token.span.end() <= end));
    std::iter::once(0).chain(behind).collect()
}

/// The relations between two things that the text names, each as the places of two mentions: those within the evidence,
/// else the first ones. What is said of the letter itself has no mention to begin at.
pub(crate) fn ends(doc: &Document) -> Vec<(&Relation, usize, usize)> {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, mention) in doc.mentions().iter().enumerate() {
        if let Some(id) = mention.link.id() {
            places.entry(id).or_default().push(i);
        }
    }
    let place = |term: &Term, relation: &Relation| {
        let all = places.get(term.as_str())?;
        let from = all.partition_point(|&i| doc.mentions()[i].span.start() < relation.evidence.start());
        let inside = all.get(from).filter(|&&i| relation.evidence.contains(doc.mentions()[i].span));
        inside.or(all.first()).copied()
    };
    let mut found = Vec::new();
    for relation in doc.relations() {
        let (from, to) = (place(&relation.subject, relation), place(&relation.object, relation));
        found.extend(from.zip(to).map(|(from, to)| (relation, from, to)));
    }
    found
}
