//! The nouns that all stages share: a [`Document`] and the layers that stages write into it.
//!
//! Each layer is written once, by one stage; only hits and diagnostics accumulate. No stage changes the text. What is
//! absent on purpose: file formats (ingest), rules (segment, patterns, link, relations) and JSON (export).

mod commitment;
mod document;
mod finder;
mod finding;
mod origin;
mod relation;
mod segment;

pub use commitment::{Commitment, CommitmentStatus, Due};
pub use document::{Diagnostic, Document, Meta};
pub use finder::Finder;
pub use finding::{
    Attr, Candidate, Class, Hit, Id, Link, Mention, MentionType, Origin, Role, Target, is_paper_of_senate,
};
pub use origin::{
    Area, Block, BlockKind, Field, Format, Hyperlink, Mark, Markup, Page, Place, Run, Source, SourceMap,
    Stated, Trust,
};
pub use relation::{Entity, Modality, Predicate, Relation, Term};
pub use segment::{Exchange, Footnote, Section, SectionKind, Sentence, Token, TokenKind, Zone, ZoneKind};
