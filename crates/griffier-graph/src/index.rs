//! The index of a store: which letters are in it, and where. A header line, then a line of JSON for each letter.

use crate::vocabulary::VERSION;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of the store's form.
pub const STORE: &str = "griffier-graph/1";

/// The program that writes.
const PROGRAM: &str = concat!("griffier ", env!("CARGO_PKG_VERSION"));

#[derive(Serialize, Deserialize)]
struct Header {
    store: String,
    vocabulary: String,
    program: String,
    letters: usize,
    quads: u64,
}

/// One letter of a store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Its id, which is that of its record.
    pub id: String,
    /// The path it was annotated from.
    pub path: String,
    /// The fingerprint of the letter.
    pub sha256: Option<String>,
    /// The fingerprint of its record.
    pub record: String,
    /// Whether its text was at hand when it was loaded.
    pub text: bool,
    /// How many quads describe it.
    pub quads: u64,
    /// The file in `segments/` that holds them.
    pub segment: String,
    /// Where its frame begins in that file.
    pub offset: u64,
    /// How long its frame is.
    pub length: u64,
    /// How many bytes its quads are when decompressed.
    pub bytes: u64,
}

/// The letters of a store by id.
pub type Letters = BTreeMap<String, Letter>;

/// Why an index cannot be read: the line, from 1, and the problem.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum IndexError {
    Damaged(usize, String),
    Version(String),
}

pub(crate) fn write(letters: &Letters) -> serde_json::Result<Vec<u8>> {
    let header = Header {
        store: STORE.to_owned(),
        vocabulary: VERSION.to_owned(),
        program: PROGRAM.to_owned(),
        letters: letters.len(),
        quads: letters.values().map(|letter| letter.quads).sum(),
    };
    let mut out = serde_json::to_vec(&header)?;
    out.push(b'\n');
    for letter in letters.values() {
        serde_json::to_writer(&mut out, letter)?;
        out.push(b'\n');
    }
    Ok(out)
}

pub(crate) fn read(bytes: &[u8]) -> Result<Letters, IndexError> {
    let damaged = |line: usize| move |error: String| IndexError::Damaged(line, error);
    let text = str::from_utf8(bytes).map_err(|error| damaged(1)(error.to_string()))?;
    let mut lines = text.lines();
    let header: Header = serde_json::from_str(lines.next().unwrap_or_default())
        .map_err(|error| damaged(1)(error.to_string()))?;
    if header.store != STORE || header.vocabulary != VERSION {
        let Header { store, vocabulary, program, .. } = header;
        return Err(IndexError::Version(format!(
            "written by {program} as {store} with vocabulary {vocabulary}, and this program reads {STORE} with \
             vocabulary {VERSION}: load the records again into a new folder"
        )));
    }
    let mut letters = Letters::new();
    for (number, line) in (2..).zip(lines) {
        let letter: Letter =
            serde_json::from_str(line).map_err(|error| damaged(number)(error.to_string()))?;
        // A segment is a file of the store, and nothing else.
        let named = letter.segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.');
        if !named || letter.offset.checked_add(letter.length).is_none() {
            return Err(damaged(number)(format!("no segment is called {}", letter.segment)));
        }
        letters.insert(letter.id.clone(), letter);
    }
    if letters.len() != header.letters {
        let problem = format!("{} letters, and the first line says {}", letters.len(), header.letters);
        return Err(damaged(letters.len() + 1)(problem));
    }
    Ok(letters)
}
