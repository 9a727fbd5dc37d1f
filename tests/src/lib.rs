//! Annotated text: Markdown files in which each heading is a test and mentions are marked where they stand.
//!
//! ````markdown
//! # Dates
//! types: DATE
//!
//! ## A day of this year
//! Why this is so, in a line of prose.
//!
//! ```text date=2021-10-11
//! Op [[8 juli jl.|DATE 2021-07-08]] sprak ik uw Kamer.
//! ```
//! ````
//!
//! A block `zones` instead of `text` bears the kind of zone before each line, and blocks `sections` and `exchanges` beside
//! it list what the layout holds; see [`zoned`].
//!
//! This crate reads, renders and compares such text. It does not run the pipeline: the tests in `it/` do.

pub mod agreement;
mod cases;
mod compare;
mod gold;
mod layout;
pub mod maker;
mod marks;

pub use cases::{Block, Case, Suite, SuiteError};
pub use compare::{Found, difference, found_in};
pub use gold::gold_of;
pub use layout::{exchanges, sections, unzoned, zoned};
pub use marks::{Mark, parse, render};
