//! One place where gold and what was found differ.

use serde::Serialize;
use std::fmt;

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// In gold, not found.
    Missed,
    /// Found, not in gold.
    False,
    /// Found as in gold, with another id.
    Link,
    /// An office found as in gold, with another holder.
    Holder,
}

impl Verdict {
    /// The word used in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Missed => "missed",
            Self::False => "false",
            Self::Link => "link",
            Self::Holder => "holder",
        }
    }
}

/// One place where gold and what was found differ. Its `Display` is one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The letter's id.
    pub letter: String,
    /// Line of the letter, from 1.
    pub line: usize,
    /// What is wrong.
    pub verdict: Verdict,
    /// The mention's type or the relation's predicate.
    pub item: &'static str,
    /// The mention's words or the relation's evidence.
    pub text: String,
    /// What gold says: id, holder, or subject and object.
    pub gold: Option<String>,
    /// What was found instead.
    pub found: Option<String>,
    /// What the other side has at this place, itself without a partner.
    pub near: Option<String>,
    /// The row or rule that found it.
    pub why: Option<String>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        write!(f, "{}:{}: {} {} `{text}`", self.letter, self.line, self.verdict.name(), self.item)?;
        let parts = [("gold", &self.gold), ("found", &self.found), ("near", &self.near), ("by", &self.why)];
        parts
            .iter()
            .filter_map(|(name, part)| part.as_ref().map(|part| (name, part)))
            .try_for_each(|(name, part)| write!(f, " {name} {part}"))
    }
}
