//! What the pipeline says of the same facts, with the names of things in place of their identifiers.

use griffier::{Document, Link, Predicate, Relation, Term};
use std::collections::BTreeMap;

/// The relations of one paper.
pub struct Found<'d> {
    doc: &'d Document,
    labels: BTreeMap<&'d str, &'d str>,
}

impl<'d> Found<'d> {
    pub fn new(doc: &'d Document) -> Self {
        let labels =
            doc.entities().iter().map(|entity| (entity.id.as_ref(), entity.label.as_ref())).collect();
        Self { doc, labels }
    }
    fn said(&self, predicate: Predicate) -> impl Iterator<Item = &'d Relation> {
        self.doc.relations().iter().filter(move |r| r.predicate == predicate && !r.negated)
    }
    /// The objects that `predicate` gives the paper itself.
    pub fn of_paper(&self, predicate: Predicate) -> Vec<&'d str> {
        self.said(predicate).filter(|r| r.subject == Term::Doc).map(|r| r.object.as_str()).collect()
    }
    /// The movers of the motion that is the paper `number`.
    pub fn movers(&self, number: &str) -> Vec<&'d str> {
        let own = |r: &&Relation| r.subject.as_str().strip_prefix("motion:") == Some(number);
        self.said(Predicate::SubmittedBy).filter(own).map(|r| r.object.as_str()).collect()
    }
    /// The name of the thing `id`; the id itself where it has none.
    pub fn name(&self, id: &str) -> String {
        self.labels.get(id).copied().unwrap_or(id).to_owned()
    }
    /// Whether the paper uses `words` (small letters, no accents) for the thing `id`.
    pub fn is_called(&self, id: &str, words: &str, fold: fn(&str) -> String) -> bool {
        let of_id = self.doc.mentions().iter().filter(|m| m.link.id().is_some_and(|own| own.as_ref() == id));
        of_id.into_iter().any(|m| fold(self.doc.slice(m.span)) == words)
    }
    /// Whether the paper uses `words` for a thing of which several fit.
    pub fn is_open(&self, words: &str, fold: fn(&str) -> String) -> bool {
        let open = self.doc.mentions().iter().filter(|m| matches!(m.link, Link::Many(_)));
        open.into_iter().any(|m| fold(self.doc.slice(m.span)) == words)
    }
}
