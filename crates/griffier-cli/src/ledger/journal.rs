//! The journal of a run: a line for each letter that is finished or lost, and where its records stand. It tells a later run
//! what need not be done again, and the manifest is made from it.

use crate::summary::Row;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};

/// What the first line says it is.
const SCHEMA: &str = "griffier-journal/1";

/// What the bytes of all records depend on, but for the letters: versions and options, by name.
pub(crate) type Conditions = BTreeMap<String, String>;

/// The first line.
#[derive(Serialize, Deserialize)]
pub(super) struct Header {
    journal: String,
    pub conditions: Conditions,
}

impl Header {
    pub fn new(conditions: &Conditions) -> Self {
        Self { journal: SCHEMA.to_owned(), conditions: conditions.clone() }
    }
    pub fn read(line: &[u8]) -> Option<Self> {
        serde_json::from_slice(line).ok().filter(|header: &Self| header.journal == SCHEMA)
    }
}

/// A letter that is finished.
#[derive(Serialize, Deserialize)]
pub(crate) struct Entry {
    pub path: String,
    pub id: String,
    /// Of the letter's bytes.
    pub sha256: String,
    /// The fingerprint of the letter.
    pub key: String,
    /// Whether a letter before it has the same bytes; only in the manifest, as it depends on which those are.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub duplicate: bool,
    #[serde(flatten)]
    pub row: Row,
    /// The first half of the SHA-256 of its stored pieces.
    pub sum: String,
    pub pieces: Vec<Place>,
}

/// Where a piece stands.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Place {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub file: String,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub at: u64,
    pub bytes: u64,
    /// Whether it is all of its file.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub whole: bool,
    /// Before it was compressed.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub raw: u64,
    #[serde(default, skip_serializing_if = "is_none")]
    pub crc: u32,
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

fn is_none(number: &u32) -> bool {
    *number == 0
}

/// A letter that is lost.
#[derive(Serialize, Deserialize)]
pub(crate) struct Lost {
    pub path: String,
    pub reason: String,
}

/// A file that letters share, and how long what stands above the first of them is.
#[derive(Serialize, Deserialize)]
pub(crate) struct Above {
    pub shared: String,
    pub head: u64,
}

/// A line behind the first.
#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum Line {
    Letter(Box<Entry>),
    Lost(Lost),
    Shared(Above),
}

/// The lines, and which of them hold in which order.
pub(crate) struct Journal {
    /// Writes at the end, wherever it reads.
    out: BufWriter<File>,
    /// The same file for reading, and where its next byte stands.
    back: BufReader<File>,
    at: u64,
    len: u64,
    /// Where the lines of this run stand, in the order of the letters.
    order: Vec<u64>,
}

impl Journal {
    /// Goes on with `file`, which has `len` bytes and is open for appending. `back` is the same file, opened once more: what is
    /// read must not move the place where the other stands, nor the other way round.
    pub fn over(file: File, back: File, len: u64) -> Self {
        let (out, back) = (BufWriter::new(file), BufReader::new(back));
        Self { out, back, at: u64::MAX, len, order: Vec::new() }
    }
    /// Begins with its first line.
    pub fn begin(file: File, back: File, conditions: &Conditions) -> io::Result<Self> {
        let mut journal = Self::over(file, back, 0);
        journal.put(&Header::new(conditions))?;
        journal.flush()?;
        Ok(journal)
    }
    /// One that no later run needs: it has no name, and is gone with the process.
    pub fn unnamed(conditions: &Conditions) -> io::Result<Self> {
        let file = tempfile::tempfile()?;
        // Nothing is taken over here: it is read when all is written.
        let back = file.try_clone()?;
        Self::begin(file, back, conditions)
    }

    fn put(&mut self, line: &impl Serialize) -> io::Result<()> {
        let mut bytes = serde_json::to_vec(line)?;
        bytes.push(b'\n');
        self.out.write_all(&bytes)?;
        self.len += bytes.len() as u64;
        Ok(())
    }
    /// Notes a file that letters share.
    pub(super) fn share(&mut self, shared: &str, head: u64) -> io::Result<()> {
        self.put(&Above { shared: shared.to_owned(), head })
    }
    /// Adds a line of this run.
    pub fn add(&mut self, line: &impl Serialize) -> io::Result<()> {
        self.order.push(self.len);
        self.put(line)
    }
    /// Takes a letter of an earlier run over, whose line stands at `at`.
    pub fn take_over(&mut self, at: u64) -> io::Result<Entry> {
        self.order.push(at);
        match self.line(at)? {
            Line::Letter(entry) => Ok(*entry),
            _ => Err(io::Error::other("the journal has changed while it was in use")),
        }
    }
    fn line(&mut self, at: u64) -> io::Result<Line> {
        if self.at != at {
            self.back.seek(SeekFrom::Start(at))?;
        }
        let mut line = Vec::new();
        let length = self.back.read_until(b'\n', &mut line)?;
        self.at = at + length as u64;
        Ok(serde_json::from_slice(&line)?)
    }
    /// Hands the lines of this run to `take`, in the order of the letters.
    pub fn each(&mut self, mut take: impl FnMut(Line) -> io::Result<()>) -> io::Result<()> {
        self.out.flush()?;
        self.at = u64::MAX;
        for i in 0..self.order.len() {
            let line = self.line(self.order[i])?;
            take(line)?;
        }
        self.out.seek(SeekFrom::End(0)).map(|_| ())
    }
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
    /// Makes sure that what was added outlives the power.
    pub fn sync(&mut self) -> io::Result<()> {
        self.out.flush()?;
        self.out.get_ref().sync_data()
    }
}

/// Reads the whole lines of a journal and tells where each stands; `None` if it is none. What follows is the length of all
/// whole lines.
pub(super) fn read(
    file: &File,
    mut take: impl FnMut(u64, Line) -> io::Result<()>,
) -> io::Result<Option<(Conditions, u64)>> {
    let mut reader = BufReader::new(file);
    reader.seek(SeekFrom::Start(0))?;
    let mut line = Vec::new();
    reader.by_ref().take(1 << 20).read_until(b'\n', &mut line)?;
    let Some(header) = Header::read(&line) else { return Ok(None) };
    let mut len = line.len() as u64;
    loop {
        line.clear();
        let length = reader.read_until(b'\n', &mut line)? as u64;
        let Some(read) = serde_json::from_slice(&line).ok().filter(|_| line.ends_with(b"\n")) else {
            return Ok(Some((header.conditions, len)));
        };
        take(len, read)?;
        len += length;
    }
}
