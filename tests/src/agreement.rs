//! How far two documents of one letter say the same, whatever format each came in.

use griffier_doc::{Document, Link};
use std::collections::BTreeSet;
use std::fmt;

/// How far two documents agree in one kind of what is found.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// Of what.
    pub of: &'static str,
    /// Harmonic mean of the share of the first that the second has and of the second that the first has.
    pub f1: f64,
    /// What only the first has.
    pub lost: Vec<String>,
    /// What only the second has.
    pub new: Vec<String>,
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:.4}, lost {:?}, new {:?}", self.of, self.f1, self.lost, self.new)
    }
}

/// How far `ours` and `theirs` agree in things, relations and names with what they mean. Places are not compared: they
/// count into different texts.
pub fn shares(ours: &Document, theirs: &Document) -> [Share; 3] {
    [
        share("entities", entities, ours, theirs),
        share("relations", relations, ours, theirs),
        share("mentions", mentions, ours, theirs),
    ]
}

fn share(
    of: &'static str,
    found: fn(&Document) -> BTreeSet<String>,
    ours: &Document,
    theirs: &Document,
) -> Share {
    let (ours, theirs) = (found(ours), found(theirs));
    let both = ours.intersection(&theirs).count();
    Share {
        of,
        f1: if ours == theirs { 1.0 } else { 2.0 * both as f64 / (ours.len() + theirs.len()) as f64 },
        lost: ours.difference(&theirs).cloned().collect(),
        new: theirs.difference(&ours).cloned().collect(),
    }
}

fn entities(doc: &Document) -> BTreeSet<String> {
    doc.entities().iter().map(|entity| entity.id.to_string()).collect()
}

fn relations(doc: &Document) -> BTreeSet<String> {
    let line = |relation: &griffier_doc::Relation| {
        let (subject, object) = (relation.subject.as_str(), relation.object.as_str());
        let not = if relation.negated { "not " } else { "" };
        format!("{subject} {not}{} {} {object}", relation.modality.name(), relation.predicate.name())
    };
    doc.relations().iter().map(line).collect()
}

fn mentions(doc: &Document) -> BTreeSet<String> {
    let line = |mention: &griffier_doc::Mention| {
        // Markdown has marks inside names, printed pages have words that their lines break.
        let words = griffier_text::normalize_name(doc.slice(mention.span));
        let meaning = match &mention.link {
            Link::One(id) | Link::Nil { id, .. } => id.to_string(),
            Link::Many(_) => "?".to_owned(),
        };
        format!("{words} {} {meaning}", mention.kind.name())
    };
    doc.mentions().iter().map(line).collect()
}
