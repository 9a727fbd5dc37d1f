//! A source of hits besides the stages that every letter goes through.

use crate::document::Document;
use std::fmt;

/// Finds names in a letter whose lists and rules have run: a model of the user's, a service of their own.
///
/// It adds its claims by [`Document::push_hits`]; linking weighs them against the others by their confidence. Like every
/// stage it cannot fail: what goes wrong on one letter is a diagnostic of that letter. One finder serves all threads.
pub trait Finder: fmt::Debug + Sync {
    /// Adds the hits of this letter, and diagnostics.
    fn find(&self, doc: &mut Document);
}
