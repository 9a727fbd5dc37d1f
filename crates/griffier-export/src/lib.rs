//! Output formats of an annotated letter, one module each.
//!
//! What is absent on purpose: rules, and opening files. The contract of the record is `docs/output.schema.json`.

mod conllu;
mod html;
mod json;
mod offsets;
mod segments;

pub use conllu::write_conllu;
pub use html::{IndexEntry, PageImage, write_index, write_page};
pub use json::{SCHEMA, write_record};
pub use segments::{SEGMENTS_SCHEMA, write_segments};
