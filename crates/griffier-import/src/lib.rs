//! The user's own lists: knows in which formats a list of names may come, one module each, and makes rows of the knowledge
//! base of them. [`Lists::open`] joins lists with the built-in ones; [`Lists::compile`] does the same for a file that later
//! runs map into memory.
//!
//! What is absent on purpose: what a row means and which of two rows wins (`griffier-gazetteer`), and the formats of
//! letters (`griffier-ingest`).

mod applied;
mod compiled;
mod delimited;
mod format;
mod jsonl;
mod limit;
mod lists;
mod mapping;
mod quotes;
mod rows;
mod ruler;
mod skos;
#[cfg(test)]
mod tests;
mod triples;

pub use compiled::{map, write};
pub use lists::{Compiled, ImportError, Lists, Opened};
pub use mapping::{Mapping, MappingError};
pub use rows::table;

/// What is said of rows that a list has and that were left out, a line for each reason.
pub type Warnings = Vec<String>;
