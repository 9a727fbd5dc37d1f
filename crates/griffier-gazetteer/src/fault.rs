//! What is wrong with a list, and where.

use std::fmt;
use std::path::{Path, PathBuf};

/// A fault in a list, with its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    file: PathBuf,
    line: usize,
    column: usize,
    message: String,
}

impl Fault {
    /// A fault at `line:column` of `file`, both from 1; 0 where the file as a whole, or the line, is meant.
    pub fn new(file: &Path, line: usize, column: usize, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, column, message: message.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        match (self.line, self.column) {
            (0, _) => {}
            (line, 0) => write!(f, ":{line}")?,
            (line, column) => write!(f, ":{line}:{column}")?,
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for Fault {}
