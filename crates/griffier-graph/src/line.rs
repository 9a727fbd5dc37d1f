//! The quads of one record, for callers that keep no store.

use crate::describe::describe;
use crate::record::{self, RecordError};

/// The graph of one letter as N-Quads, a line each, from its record; `text` is the letter's text if it is at hand.
///
/// # Errors
/// When `line` is no record.
pub fn quads(line: &[u8], text: Option<&str>) -> Result<String, RecordError> {
    let record = record::read(line.trim_ascii())?;
    Ok(describe(&record, text).quads)
}
