//! Why a folder is no model that can be run.

use griffier_subword::TokenizerError;
use std::io;
use std::path::PathBuf;
use thiserror::Error;

/// Why a folder is no model that can be run; each names the file.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ModelError {
    /// A file is missing or cannot be read.
    #[error("{}: cannot read: {error}", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// `tokenizer.json` is none.
    #[error("{}: {error}", path.display())]
    Tokenizer {
        /// Which.
        path: PathBuf,
        /// Why.
        error: TokenizerError,
    },
    /// A file says what cannot be, or what another file denies.
    #[error("{}: {fault}", path.display())]
    Fault {
        /// Which.
        path: PathBuf,
        /// What.
        fault: String,
    },
}
