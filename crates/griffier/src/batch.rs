//! Many letters: in parallel, results in input order, one bad letter never costs the others.

use crate::Pipeline;
use griffier_doc::Document;
use griffier_ingest::IngestError;
use rayon::prelude::*;
use std::fmt;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// Letters that are read and annotated together before their results are handed on; bounds memory.
const CHUNK: usize = 64;

/// Why a letter was lost.
#[derive(Debug)]
#[non_exhaustive]
pub enum LetterError {
    /// The file cannot be read.
    Io(PathBuf, std::io::Error),
    /// The bytes are no letter this version reads.
    Ingest(PathBuf, IngestError),
    /// A defect of griffier: a stage panicked on this letter.
    Panic(PathBuf),
}

impl fmt::Display for LetterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) => write!(f, "{}: cannot read: {error}", path.display()),
            Self::Ingest(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Panic(path) => write!(f, "{}: a defect of griffier stopped this letter; please report it", path.display()),
        }
    }
}

impl std::error::Error for LetterError {}

/// Reads the letter at `path` and annotates it.
///
/// # Errors
/// When the file cannot be read, is no text, or a stage panicked.
pub fn annotate_file(pipeline: &Pipeline, path: &Path) -> Result<Document, LetterError> {
    let bytes = std::fs::read(path).map_err(|error| LetterError::Io(path.to_owned(), error))?;
    annotate_bytes(pipeline, path, bytes)
}

/// The same for bytes already read; `path` names the letter.
///
/// # Errors
/// As [`annotate_file`], but for reading.
pub fn annotate_bytes(pipeline: &Pipeline, path: &Path, bytes: Vec<u8>) -> Result<Document, LetterError> {
    let name = path.to_string_lossy();
    let attempt = AssertUnwindSafe(|| {
        let mut doc = griffier_ingest::ingest(bytes, &name)?;
        pipeline.run(&mut doc);
        Ok(doc)
    });
    match catch_unwind(attempt) {
        Ok(result) => result.map_err(|error| LetterError::Ingest(path.to_owned(), error)),
        Err(_) => Err(LetterError::Panic(path.to_owned())),
    }
}

/// Does `work` on every item on the current rayon pool and hands the results to `sink` in input order, until it breaks.
/// At most 64 items and their results are held at a time.
pub fn in_order<I: Sync, T: Send>(
    items: &[I],
    work: impl Fn(&I) -> T + Sync,
    mut sink: impl FnMut(&I, T) -> ControlFlow<()>,
) {
    for chunk in items.chunks(CHUNK) {
        let results: Vec<T> = chunk.par_iter().map(&work).collect();
        for (item, result) in chunk.iter().zip(results) {
            if sink(item, result).is_break() {
                return;
            }
        }
    }
}
