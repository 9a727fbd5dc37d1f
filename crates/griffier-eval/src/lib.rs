//! Compares what was found in letters with gold annotations.
//!
//! ```no_run
//! # fn run(doc: &griffier_doc::Document) -> Result<(), griffier_eval::GoldError> {
//! use griffier_eval::{Gold, Predicted, Scores, compare, table};
//! let gold = Gold::load("tests/gold".as_ref(), doc.id(), doc.text())?;
//! let comparison = compare(&gold, &Predicted::new(doc), &|id| id == "org:navo");
//! let mut total = Scores::default();
//! total += &comparison.scores;
//! let report = table(&total);
//! # Ok(())
//! # }
//! ```
//!
//! What is absent on purpose: finding anything, opening letters, and knowing what the knowledge base holds (the caller
//! says so).

mod align;
mod compare;
mod difference;
mod gold;
mod grouping;
mod predicted;
mod scores;
mod table;

pub use compare::{Comparison, compare};
pub use difference::{Difference, Verdict};
pub use gold::{Gold, GoldError, GoldMention, GoldRelation};
pub use predicted::{Predicted, PredictedMention, PredictedRelation};
pub use scores::{Counts, Scores, Share, TypeScores};
pub use table::table;
