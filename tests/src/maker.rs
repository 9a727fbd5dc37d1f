//! Writes one letter in many formats, so that readers of formats can be tested on files that no other program made.
//!
//! [`Plan`] is what a letter consists of; a module beside it writes one format from a plan. What is absent on purpose:
//! reading, which is what the files are made for.

pub mod pdf;
mod plan;

pub use plan::{Form, Item, Note, Piece, Plan, Word, plain};
