//! Finds a name because it is on a list, and knows what the lists say of it.
//!
//! [`tables`] reads the hand-edited `gazetteers/*.tsv`, [`compile`] turns them into one block of bytes, and
//! [`KnowledgeBase`] reads that block in place: opening it parses and builds nothing. The block holds a word trie (the
//! automaton that [`KnowledgeBase::find`] walks over the normalised view) and the catalogue (entities, tenures,
//! memberships). Which of several candidates a letter means is not decided here; that is linking.

mod bytes;
mod case;
mod compile;
mod find;
mod knowledge;
pub mod tables;
#[cfg(test)]
mod tests;
mod trie;

pub use compile::compile;
pub use knowledge::{Day, EntityRef, KnowledgeBase, Listing, LoadError, Membership, Tenure};
