//! Output formats of an annotated letter, one module each.
//!
//! What is absent on purpose: rules, and opening files. The contract of the record is `docs/output.schema.json`, that of
//! a chunk `docs/chunk.md`.

mod annotation;
mod asides;
mod brat;
mod commitments;
mod conll2003;
mod conllu;
mod csv;
mod doccano;
mod flat;
mod formats;
mod hf;
mod html;
mod iri;
mod json;
mod key;
mod label_studio;
mod lookup;
mod nif;
mod offsets;
mod segments;
mod spacy;
mod tables;
mod tei;

pub use commitments::CommitmentRow;
pub use conllu::write_conllu;
pub use formats::{Arrangement, Counting, Format, Piece};
pub use hf::{hf_labels, write_hf};
pub use html::{
    Corrections, Extras, IndexEntry, PageImage, checksum, write_index, write_index_with, write_page,
    write_page_with,
};
pub use json::chunks::{CHUNK_SCHEMA, Detail, write_chunks};
pub use json::{SCHEMA, write_record};
pub use key::key_of;
pub use lookup::lookup_json;
pub use segments::{SEGMENTS_SCHEMA, write_segments};
pub use tables::{ParquetTable, Rows, TABLES_SCHEMA, Table, rows};
