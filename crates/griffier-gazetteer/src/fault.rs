//! What is wrong with lists, and where.

use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
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
    pub(crate) fn file(&self) -> &PathBuf {
        &self.file
    }
    /// Line and column.
    pub(crate) fn place(&self) -> (usize, usize) {
        (self.line, self.column)
    }
}

/// What is wrong with a row, and the words of it that are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wrong {
    pub message: String,
    /// As they stand in the list; empty if it is the row as a whole.
    pub words: String,
}

impl Wrong {
    pub fn new(message: impl Into<String>, words: &str) -> Self {
        Self { message: message.into(), words: words.to_owned() }
    }
}

impl From<String> for Wrong {
    fn from(message: String) -> Self {
        Self::new(message, "")
    }
}

/// Most faults that are kept; the rest is counted.
pub(crate) const SHOWN: usize = 20;

/// What is wrong with a set of lists: the first faults, and how many there are in all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults {
    /// The first twenty.
    pub shown: Vec<Fault>,
    /// How many there are.
    pub count: usize,
}

impl Faults {
    /// Takes in one more.
    pub fn push(&mut self, fault: Fault) {
        self.count += 1;
        if self.shown.len() < SHOWN {
            self.shown.push(fault);
        }
    }
    /// In the order of the lists and their lines, which joining them does not keep.
    pub(crate) fn sort(&mut self) {
        let mut files: Vec<PathBuf> = Vec::new();
        for fault in &self.shown {
            if !files.contains(fault.file()) {
                files.push(fault.file().clone());
            }
        }
        let file = |fault: &Fault| files.iter().position(|file| file == fault.file());
        self.shown.sort_by_cached_key(|fault| (file(fault), fault.place()));
    }
    /// Takes in the one that ended the reading, which is shown however many came before.
    pub(crate) fn stop(&mut self, fault: Fault) {
        self.count += 1;
        self.shown.truncate(SHOWN - 1);
        self.shown.push(fault);
    }
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, fault) in self.shown.iter().enumerate() {
            write!(f, "{}{fault}", if i == 0 { "" } else { "\n" })?;
        }
        match self.count - self.shown.len() {
            0 => Ok(()),
            more => write!(f, "\nand {more} more"),
        }
    }
}

/// How far into a list the column of a fault is looked for.
const REACH: u64 = 256 << 20;

/// The column, in characters from 1, where `words` stand in line `line` of the list at `path`, as a cell or an item of
/// one; the first column of the line if they cannot be found in it, 0 if the list cannot be read. The list is read once more for it: places are not kept for rows that are in order.
pub(crate) fn column(path: &Path, line: usize, words: &str) -> usize {
    let Some(before) = line.checked_sub(1) else { return 0 };
    let Ok(file) = File::open(path) else { return 0 };
    if words.is_empty() {
        return 1;
    }
    let mut input = BufReader::new(file.take(REACH));
    for _ in 0..before {
        if !input.skip_until(b'\n').is_ok_and(|skipped| skipped > 0) {
            return 0;
        }
    }
    let mut text = Vec::new();
    if input.read_until(b'\n', &mut text).is_err() {
        return 0;
    }
    let text = String::from_utf8_lossy(&text);
    let edge = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '"'));
    let mut places = text.match_indices(words);
    let place = places.find(|(at, _)| {
        let after = text.get(at + words.len()..).and_then(|rest| rest.chars().next());
        edge(text.get(..*at).and_then(|before| before.chars().next_back())) && edge(after)
    });
    place.map_or(1, |(at, _)| text.get(..at).map_or(1, |before| before.chars().count() + 1))
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
