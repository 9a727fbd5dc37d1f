//! One decision of a person about one mention or one relation, and how it is bound to its place.

use griffier_doc::{MentionType, Modality, Predicate};
use griffier_text::Span;
use std::fmt;

/// Characters of the text that a decision keeps on each side of the words.
pub const CONTEXT: usize = 32;

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// What was found is right.
    Accept,
    /// No such thing is named here.
    Reject,
    /// The words are a mention of another type.
    Retype,
    /// The words mean another thing.
    Relink,
    /// The words are a mention that was not found.
    Add,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 5] = [Self::Accept, Self::Reject, Self::Retype, Self::Relink, Self::Add];

    /// The name in a file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::Retype => "retype",
            Self::Relink => "relink",
            Self::Add => "add",
        }
    }

    /// The verdict of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.name() == name)
    }
}

/// Where a decision is written down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: String,
    /// From 1; the header is the first line. 0 where the file has none that say anything.
    pub line: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str(&self.file),
            line => write!(f, "{}:{line}", self.file),
        }
    }
}

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What.
    pub verdict: Verdict,
    /// The letter's identifier; empty for any letter.
    pub letter: String,
    /// The type that holds; for a rejection the one that was found. `None` leaves it as it is found.
    pub kind: Option<MentionType>,
    /// The relation that is decided on; `None` for a decision about a mention.
    pub predicate: Option<Predicate>,
    /// The thing that is meant, `NIL` for none that a list has; for a rejection the one that was found. Empty leaves it to
    /// what is found. Of a relation the subject, `DOC` for the letter.
    pub id: String,
    /// Of a relation the object.
    pub object: String,
    /// Of a relation that holds: whether the letter denies it; `None` leaves that as it is read.
    pub negated: Option<bool>,
    /// Of a relation that holds: how it holds; `None` leaves that as it is read.
    pub modality: Option<Modality>,
    /// The words.
    pub text: String,
    /// What stands before them.
    pub before: String,
    /// What stands behind them.
    pub after: String,
    /// For people.
    pub note: String,
    /// Where it is written down.
    pub place: Place,
}

impl Decision {
    /// Whether another decision leaves the same mention or relation there, or none.
    pub(crate) fn agrees(&self, other: &Self) -> bool {
        if self.predicate.is_some() || other.predicate.is_some() {
            let one = self.predicate == other.predicate && self.id == other.id && self.object == other.object;
            let rejects = |decision: &Self| decision.verdict == Verdict::Reject;
            let read_alike = agree(self.negated, other.negated) && agree(self.modality, other.modality);
            return !one || rejects(self) == rejects(other) && read_alike;
        }
        let same = agree::<MentionType>;
        match (self.verdict == Verdict::Reject, other.verdict == Verdict::Reject) {
            (true, true) => true,
            // "No organisation here" and "a policy here" stand side by side.
            (true, false) | (false, true) => !same(self.kind, other.kind),
            (false, false) => {
                same(self.kind, other.kind)
                    && (self.id.is_empty() || other.id.is_empty() || self.id == other.id)
            }
        }
    }
}

/// Whether two cells say the same, or one of them nothing.
fn agree<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
    one.is_none() || other.is_none() || one == other
}

impl Decision {
    /// The type or the relation, as it stands in a file.
    pub fn type_name(&self) -> &'static str {
        self.predicate.map(Predicate::name).or_else(|| self.kind.map(MentionType::name)).unwrap_or("")
    }
}

/// The characters just before and after `span` of `text`, at most [`CONTEXT`] of each.
pub fn context(text: &str, span: Span) -> (&str, &str) {
    let (before, after) = (text.get(..span.start()).unwrap_or(""), text.get(span.end()..).unwrap_or(""));
    let from = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
    (&before[from..], &after[..to])
}
