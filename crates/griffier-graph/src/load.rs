//! From lines of records to letters of a store. One line that cannot be read does not stop the others.

use crate::describe::describe;
use crate::index::{Letter, Letters};
use crate::record::{self, RecordError};
use crate::store::{StoreError, Writer};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, BufRead, Read};
use zstd::bulk::Compressor;
use zstd::zstd_safe::CParameter;

/// The longest line that is read: a thousand times a long letter.
const LINE: u64 = 1 << 30;

/// Bytes and lines that are read before they are worked on in parallel.
const BATCH: (usize, usize) = (32 << 20, 1024);

/// How hard the segments are compressed.
const LEVEL: i32 = 3;

/// A letter's text, by the path in its record and the fingerprint of the file, if it is at hand.
pub type Texts<'t> = &'t (dyn Fn(&str, Option<&str>) -> Option<String> + Sync);

/// Why a line or a file gave no letter.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The line is no record.
    #[error("{file}:{line}:{problem}")]
    Record {
        /// The file as it was named.
        file: String,
        /// From 1.
        line: usize,
        /// With the column.
        problem: RecordError,
    },
    /// Two letters of one load share an id, and only one can have its graph.
    #[error("{file}:{line}: another letter with the id {id}, which {first} has too; left out")]
    Twice {
        /// The file as it was named.
        file: String,
        /// From 1.
        line: usize,
        /// The id of both.
        id: String,
        /// Where the first stands, `file:line`.
        first: String,
    },
    /// A line that no memory would hold.
    #[error("{file}:{line}: longer than {LINE} bytes; left out")]
    Long {
        /// The file as it was named.
        file: String,
        /// From 1.
        line: usize,
    },
    /// Nothing in it.
    #[error("{0}:1: no records")]
    Blank(String),
    /// It cannot be read.
    #[error("{file}:{line}: cannot read: {problem}")]
    Io {
        /// The file as it was named.
        file: String,
        /// How far it was read, from 1.
        line: usize,
        /// In the system's words.
        problem: io::Error,
    },
}

/// What a load did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Letters that the store did not have.
    pub added: usize,
    /// Letters that it had otherwise.
    pub replaced: usize,
    /// Letters that it had just so.
    pub unchanged: usize,
    /// Quads written.
    pub quads: u64,
    /// Bytes of them, compressed.
    pub bytes: u64,
    /// Letters written without their text at hand.
    pub textless: usize,
}

/// Loads records into a store.
pub struct Loader<'t> {
    writer: Writer,
    texts: Texts<'t>,
    /// Where each letter of this load stands, and its record's fingerprint.
    seen: BTreeMap<String, (String, String)>,
    loaded: Loaded,
}

/// A line that was worked on.
struct Done {
    letter: Letter,
    /// None if the store has the letter just so.
    frame: Option<Vec<u8>>,
}

impl<'t> Loader<'t> {
    /// Loads into what `writer` opened.
    pub fn new(writer: Writer, texts: Texts<'t>) -> Self {
        Self { writer, texts, seen: BTreeMap::new(), loaded: Loaded::default() }
    }

    /// Reads the lines of `input`, which is called `file`, and tells `fault` which of them are no letters.
    ///
    /// # Errors
    /// When the store cannot be written to.
    pub fn read(
        &mut self,
        file: &str,
        mut input: impl BufRead,
        fault: &mut dyn FnMut(Fault),
    ) -> Result<(), StoreError> {
        let (mut number, mut records) = (0, 0);
        let mut batch: Vec<(usize, Vec<u8>)> = Vec::new();
        let mut size = 0;
        loop {
            let mut line = Vec::new();
            number += 1;
            let more = match (&mut input).take(LINE).read_until(b'\n', &mut line) {
                Ok(length) if length as u64 == LINE && !line.ends_with(b"\n") => {
                    fault(Fault::Long { file: file.to_owned(), line: number });
                    records += 1;
                    line.clear();
                    input.skip_until(b'\n').is_ok_and(|skipped| skipped > 0)
                }
                Ok(length) => length > 0,
                Err(problem) => {
                    fault(Fault::Io { file: file.to_owned(), line: number, problem });
                    records += 1;
                    line.clear();
                    false
                }
            };
            if !line.trim_ascii().is_empty() {
                records += 1;
                size += line.len();
                batch.push((number, line));
            }
            if !more || size >= BATCH.0 || batch.len() >= BATCH.1 {
                self.work(file, &std::mem::take(&mut batch), fault)?;
                size = 0;
            }
            if !more {
                break;
            }
        }
        if records == 0 {
            fault(Fault::Blank(file.to_owned()));
        }
        Ok(())
    }

    /// Puts the letters in place.
    ///
    /// # Errors
    /// When the store cannot be written to; it then is as it was.
    pub fn finish(self) -> Result<Loaded, StoreError> {
        self.writer.commit()?;
        Ok(self.loaded)
    }

    fn work(
        &mut self,
        file: &str,
        batch: &[(usize, Vec<u8>)],
        fault: &mut dyn FnMut(Fault),
    ) -> Result<(), StoreError> {
        let (old, texts) = (self.writer.old(), self.texts);
        let done: Vec<_> = batch
            .par_iter()
            .map_init(compressor, |compressor, (_, line)| letter(line, old, texts, compressor.as_mut()))
            .collect();
        for ((line, _), done) in batch.iter().zip(done) {
            match done {
                Ok(done) => self.keep(file, *line, done, fault)?,
                Err(Problem::Record(problem)) => {
                    fault(Fault::Record { file: file.to_owned(), line: *line, problem });
                }
                Err(Problem::Io(problem)) => fault(Fault::Io { file: file.to_owned(), line: *line, problem }),
            }
        }
        Ok(())
    }

    fn keep(
        &mut self,
        file: &str,
        line: usize,
        done: Done,
        fault: &mut dyn FnMut(Fault),
    ) -> Result<(), StoreError> {
        let Done { letter, frame } = done;
        if let Some((first, record)) = self.seen.get(&letter.id) {
            // The same line twice is one letter.
            if *record != letter.record {
                let (file, id, first) = (file.to_owned(), letter.id, first.clone());
                fault(Fault::Twice { file, line, id, first });
            }
            return Ok(());
        }
        self.seen.insert(letter.id.clone(), (format!("{file}:{line}"), letter.record.clone()));
        let Some(frame) = frame else {
            self.writer.old().get(&letter.id).map_or(Ok(()), |old| self.writer.check(old))?;
            self.loaded.unchanged += 1;
            return Ok(());
        };
        match self.writer.old().contains_key(&letter.id) {
            true => self.loaded.replaced += 1,
            false => self.loaded.added += 1,
        }
        self.loaded.quads += letter.quads;
        self.loaded.bytes += frame.len() as u64;
        self.loaded.textless += usize::from(!letter.text);
        self.writer.add(letter, &frame)
    }
}

enum Problem {
    Record(RecordError),
    Io(io::Error),
}

fn compressor() -> io::Result<Compressor<'static>> {
    let mut compressor = Compressor::new(LEVEL)?;
    compressor.set_parameter(CParameter::ChecksumFlag(true))?;
    Ok(compressor)
}

/// Reads one line and makes its frame, unless the store has the letter just so.
fn letter(
    line: &[u8],
    old: &Letters,
    texts: Texts,
    compressor: Result<&mut Compressor<'static>, &mut io::Error>,
) -> Result<Done, Problem> {
    let line = line.trim_ascii();
    let record = record::read(line).map_err(Problem::Record)?;
    let fingerprint = fingerprint(line);
    let text = texts(&record.source.path, record.source.sha256.as_deref());
    let mut letter = Letter {
        id: record.id.clone(),
        path: record.source.path.clone(),
        sha256: record.source.sha256.clone(),
        record: fingerprint,
        text: false,
        quads: 0,
        segment: String::new(),
        offset: 0,
        length: 0,
        bytes: 0,
    };
    let same = |old: &Letter| old.record == letter.record && (old.text || text.is_none());
    if old.get(&letter.id).is_some_and(same) {
        return Ok(Done { letter, frame: None });
    }
    let described = describe(&record, text.as_deref());
    letter.text = described.text;
    letter.quads = described.count;
    letter.bytes = described.quads.len() as u64;
    let compressor =
        compressor.map_err(|error| Problem::Io(io::Error::new(error.kind(), error.to_string())))?;
    let frame = compressor.compress(described.quads.as_bytes()).map_err(Problem::Io)?;
    Ok(Done { letter, frame: Some(frame) })
}

fn fingerprint(line: &[u8]) -> String {
    Sha256::digest(line).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
