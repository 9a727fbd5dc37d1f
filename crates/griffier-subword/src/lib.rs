//! The text of a letter as a language model's tokenizer reads it, by any `tokenizer.json` of Hugging Face: subwords that lead
//! back to the bytes of the letter, to its tokens and mentions; and chunks of a letter that fit a model.
//!
//! What is absent on purpose: models, output formats, and opening files.

mod align;
mod chunk;
mod edges;
mod tokenizer;

pub use align::{Aligned, Label, align};
pub use chunk::{Chunk, Measure, Plan, chunks};
pub use tokenizer::{EncodeError, Subword, Tokenizer, TokenizerError};
