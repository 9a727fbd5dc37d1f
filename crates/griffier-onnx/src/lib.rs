//! A language model of the user's as a finder: a Hugging Face model for token classification, exported to ONNX, over a
//! letter. A folder has it: `model.onnx`, `config.json`, `tokenizer.json`, and maybe `labels.tsv`.
//!
//! Nothing is downloaded and nothing but the processor is used; the model is run by tract. What is absent on purpose: training,
//! and deciding against lists and rules: what they claim is theirs.

mod error;
mod find;
mod folder;
mod labels;
mod network;
mod proto;
mod windows;

pub use error::ModelError;
pub use find::{Model, RULE};
