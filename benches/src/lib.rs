//! Speed: the corpus that is measured, the stages that are measured over it, and what each must find there.
//!
//! What is absent on purpose: timing (criterion does it, in `benches/stages.rs`, and `src/bin/passes.rs` for letters
//! of one's own) and any claim about quality.

pub mod corpus;
#[cfg(feature = "stages")]
pub mod counts;
#[cfg(feature = "stages")]
pub mod stages;
