//! Finds a name by its form and company, learned from data: the names no list has.

mod again;
mod bits;
mod calibrate;
mod chain;
mod claims;
mod clean;
pub mod conll;
mod features;
mod finder;
mod fit;
mod hash;
mod labels;
mod lexicon;
mod model;
mod passage;
mod score;
mod tag;
mod train;
mod votes;
mod weights;
mod word;

pub use calibrate::calibrate;
pub use claims::Claims;
pub use finder::{Lines, RULE, evidence, mention_type};
pub use labels::{MAX_TYPES, Name};
pub use lexicon::{Lexicon, Sort};
pub use model::{Model, ModelError};
pub use passage::{Evidence, Passage};
pub use score::{Counts, Score};
pub use tag::Found;
pub use train::{Lesson, Plan, Progress, score, train};
