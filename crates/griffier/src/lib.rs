//! The whole way of a letter: bytes in, mentions, links and relations out. What library users depend on.
//!
//! ```
//! use griffier::{Document, MentionType, Pipeline};
//!
//! let letter = "Den Haag, 15 december 2023\n\nGeachte voorzitter,\n\nDe NAVO komt op 11 juli jl. bijeen.\n";
//! let mut doc = Document::from_text("brief", letter);
//! Pipeline::new().run(&mut doc);
//! let dates: Vec<_> = doc.mentions().iter().filter(|m| m.kind == MentionType::Date).collect();
//! assert_eq!(dates[1].link.id().map(|id| id.as_ref()), Some("2023-07-11"));
//! assert_eq!(doc.slice(dates[1].span), "11 juli jl.");
//! ```
//!
//! What a name can mean, with the evidence for each candidate: [`lookup::lookup`]. Lists of your own: [`lists`].
//! What people corrected: [`corrections`].
//!
//! One letter at a time: [`Pipeline::run`]. The letters in files, folders and archives: [`files`]; many of them, in parallel
//! and in order: [`batch`]. No output format lives here
//! (see `griffier-export`) and nothing prints.

pub mod batch;
pub mod files;
pub mod names;
mod pipeline;
pub mod stages;

/// What people decided about mentions: files of decisions, what they teach, those of other tools.
pub use griffier_correct as corrections;
pub use griffier_doc::*;
pub use griffier_gazetteer::{
    Change, Day, EntityRef, Fault, FieldChange, KnowledgeBase, Listing, LoadError, Membership, Near,
    RowChange, RowKind, Tenure, Version, diff,
};
/// The user's own lists: formats, joining, compiled files.
pub use griffier_import as lists;
pub use griffier_ingest::{IngestError, ingest};
pub use griffier_link::lookup;
pub use griffier_tagger::{self as tagger, Model, ModelError};
pub use griffier_text::{LineIndex, NormalizedText, Position, Span, Unit, slug};
pub use pipeline::{Pipeline, Stage, builtin};
