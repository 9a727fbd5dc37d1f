//! Output formats of an annotated letter, one module each.
//!
//! What is absent on purpose: rules, and opening files. The contract of the record is `docs/output.schema.json`, that of
//! a chunk `docs/chunk.md`.

mod chunks;
mod conllu;
mod json;
mod offsets;
mod segments;

pub use chunks::{CHUNK_SCHEMA, Detail, write_chunks};
pub use conllu::write_conllu;
pub use json::{SCHEMA, write_record};
pub use segments::{SEGMENTS_SCHEMA, write_segments};
