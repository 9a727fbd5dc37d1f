//! Counting bytes: spans of a text, its lines, and a normalised view that maps back to it.
//!
//! Nothing here knows Dutch, letters or entities. Every offset is a byte offset; other units are derived at the
//! edge by [`LineIndex`]. What every crate above needs that calls libraries on bytes of strangers, [`guarded`], is here too.

mod guard;
mod lines;
mod normalized;
mod slug;
mod span;
mod table;
mod word;

pub use guard::guarded;
pub use lines::{LineIndex, Position, Unit};
pub use normalized::{
    GLUED, NormSpan, NormalizedText, fold_char, is_glued_title, normalize_name, opens_glued_name, whole_words,
};
pub use slug::slug;
pub use span::Span;
pub use table::WordTable;
pub use word::{Shape, Word, WordKey, WordSet};
