//! Output formats of an annotated letter, one module each.
//!
//! What is absent on purpose: rules, and opening files. The contract of the record is `docs/output.schema.json`.

mod json;
mod offsets;

pub use json::{SCHEMA, write_record};
