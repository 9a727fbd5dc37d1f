//! What people decided about mentions and relations: that one is right, wrong, of another type, of another thing, or missing.
//!
//! A decision is bound to words and the text around them, not to offsets, so that it holds when the letter is read again
//! from another file format or after an edit elsewhere in it ([`bind`]). [`Corrections::apply`] stands between linking and
//! relations: what relations are read from is corrected already; [`Corrections::apply_to_relations`] corrects those themselves. [`learn`] says what lists and exceptions follow from
//! decisions, [`compare()`] makes decisions of two annotations of one text, [`brat`] and [`label_studio`] read those of
//! other tools.
//!
//! What is absent on purpose: finding and linking, and writing files.

mod apply;
mod bind;
mod brat;
mod compare;
mod decision;
mod entities;
mod file;
mod label_studio;
mod learn;
mod set;
mod squeeze;
mod statements;

pub use brat::brat;
pub use compare::{Annotation, Mark, Marked, Tie, compare, decide};
pub use decision::{CONTEXT, Decision, Place, Verdict, context};
pub use file::{COLUMNS, HEADER, Problem, from_cells, line, read};
pub use label_studio::label_studio;
pub use learn::{Lesson, Lessons, Standing, learn};
pub use set::{CorrectionError, Corrections, Findings, last_at_each_place};

#[cfg(test)]
mod tests;
