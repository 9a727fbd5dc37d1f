//! Finds a name because it is on a list, and knows what the lists say of it.
//!
//! [`tables`] reads the hand-edited `gazetteers/*.tsv`, [`Builder`] takes rows of those and of the user's own lists and
//! makes one block of bytes of them, and [`KnowledgeBase`] reads that block in place: opening it parses and builds nothing.
//! The block holds a word trie (the automaton that [`KnowledgeBase::find`] walks over the normalised view) and the
//! catalogue (entities, tenures, memberships). Which of several candidates a letter means is not decided here; that is
//! linking. Which formats a list may have is not known here; that is `griffier-import`.

mod amiss;
mod builder;
mod bytes;
mod case;
mod compile;
mod day;
mod details;
mod diff;
mod digest;
mod entity;
mod entry;
mod fault;
mod fields;
mod find;
mod former;
mod knowledge;
mod near;
mod overlay;
mod period;
mod room;
mod strings;
pub mod tables;
#[cfg(test)]
mod tests;
mod trie;

pub use builder::{Builder, ListId};
pub use bytes::LoadError;
pub use compile::compile;
pub use day::Day;
pub use diff::{Change, FieldChange, RowChange, RowKind, diff};
pub use entity::{EntityRef, Membership, Tenure};
pub use entry::Entry;
pub use fault::{Fault, Faults};
pub use fields::{Field, Forms};
pub use knowledge::{KnowledgeBase, Listing, Version};
pub use near::Near;
