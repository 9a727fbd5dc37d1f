//! Commitments: what a minister promises to parliament, and what a letter says is done of earlier promises.

use crate::finding::Id;
use crate::relation::{Modality, Term};
use griffier_text::Span;

/// Whether a letter makes a commitment or carries one out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CommitmentStatus {
    /// Made in this letter, or reported there as made and not yet carried out.
    Made,
    /// Carried out by this letter.
    Fulfilled,
    /// Not to be carried out, as this letter says.
    Withdrawn,
}

impl CommitmentStatus {
    /// The name used in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Fulfilled => "fulfilled",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// When something is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The words that say so.
    pub span: Span,
    /// The value of the date as the letter has it (`2025-21`, `2024-12/2025-01`).
    pub date: Id,
    /// The last day on which it is in time, `YYYY-MM-DD`: the day before what `vóór` names, else the end of it.
    pub day: String,
}

/// One commitment: who promises what to whom.
#[derive(Clone, Debug, PartialEq)]
pub struct Commitment {
    /// Whether it is made or carried out.
    pub status: CommitmentStatus,
    /// The sentence that says it.
    pub span: Span,
    /// What is promised, as far as the words tell it apart from the rest of the sentence.
    pub what: Span,
    /// Who promises: offices and people; the letter itself where it names neither.
    pub by: Vec<Term>,
    /// To whom: members, else the chamber.
    pub to: Vec<Term>,
    /// When it was made: the letter's date, or that of the debate or letter in which it was made.
    pub made_on: Option<Id>,
    /// The debate in which it was made.
    pub made_in: Option<Id>,
    /// By when it is to be carried out.
    pub due: Option<Due>,
    /// Its number in parliament's register (`TZ202309-077`).
    pub number: Option<Id>,
    /// How it holds: a commitment can depend on something.
    pub modality: Modality,
    /// 0 to 1.
    pub confidence: f32,
    /// The rule that read it.
    pub why: &'static str,
}
