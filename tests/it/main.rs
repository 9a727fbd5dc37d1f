//! The one integration binary; a new test goes into the module that says what is tested.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, in its helpers too")]

mod bars;
mod chunks;
mod citations;
mod differential;
mod formats;
mod graph;
mod house;
mod letters;
mod pdf;
mod properties;
mod quality;
mod schema;
mod segmentation;
mod suites;
mod threats;

use griffier::Pipeline;
use std::sync::LazyLock;

/// One pipeline for all tests: it holds no state between letters.
static PIPELINE: LazyLock<Pipeline> = LazyLock::new(Pipeline::new);
