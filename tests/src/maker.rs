//! Writes one letter in many formats, so that readers of formats can be tested on files that no other program made.
//!
//! [`Plan`] is what a letter consists of; a module beside it writes one format from a plan. What is absent on purpose:
//! reading, which is what the files are made for.

pub mod docx;
pub mod html;
pub mod odt;
mod pack;
pub mod pdf;
mod plan;
pub mod xml;

pub use plan::{Form, Item, Note, Piece, Plan, Word, plain};

/// What writes one format: its extension and the bytes of a letter in it.
pub type Maker = (&'static str, fn(&Plan) -> Vec<u8>);

/// Every format that is made.
pub const MAKERS: [Maker; 5] = [
    ("docx", docx::write),
    ("odt", odt::write),
    ("html", html::write),
    ("xml", xml::write),
    ("pdf", pdf::write),
];
