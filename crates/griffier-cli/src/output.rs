//! Where records go: a file, a folder, standard output, or nowhere when a person only wants the summary.

mod folder;
mod stream;

use crate::input::{Inputs, is_stdin};
use anyhow::{bail, ensure};
use folder::Folder;
use griffier_export::{Arrangement, Piece};
use std::io::{self, IsTerminal};
use std::path::Path;
use stream::Stream;

/// Where the records of one run go.
pub(crate) struct Output {
    sink: Sink,
    /// Who sees them there.
    pub audience: Audience,
}

/// How they lie there.
enum Sink {
    Stream(Stream),
    /// The stream, and whether it holds a record.
    Array(Stream, bool),
    Folder(Folder),
}

/// Who sees the records.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Audience {
    /// A file or another program.
    Program,
    /// A person at a terminal.
    Person,
    /// Nobody: a person at a terminal gets the summary only.
    Nobody,
}

impl Output {
    /// Opens `path`; without one, or for `-`, standard output. A terminal gets the records only on request: by `-`, or
    /// when there will be no summary. A name that ends in `.gz` or `.zst` says that the file is compressed.
    ///
    /// # Errors
    /// When the file cannot be made, or is one of the letters.
    pub fn open(path: Option<&Path>, inputs: &mut Inputs, quiet: bool) -> anyhow::Result<Self> {
        let named = path.filter(|path| !is_stdin(path));
        if let Some(path) = named {
            if let Some(letter) = inputs.same_file(path) {
                bail!("{}: is a letter to read ({}); give -o another file", path.display(), letter.display());
            }
            return Ok(Self { sink: Sink::Stream(Stream::create(path)?), audience: Audience::Program });
        }
        let audience = match io::stdout().is_terminal() {
            false => Audience::Program,
            true if path.is_some() || quiet => Audience::Person,
            true => Audience::Nobody,
        };
        let stream = match audience {
            Audience::Nobody => Stream::nowhere(),
            Audience::Program | Audience::Person => Stream::stdout(),
        };
        Ok(Self { sink: Sink::Stream(stream), audience })
    }

    /// The same for records that lie otherwise than one after another.
    ///
    /// # Errors
    /// As [`Output::open`]; a folder must be named.
    pub fn arranged(
        path: Option<&Path>,
        inputs: &mut Inputs,
        quiet: bool,
        arrangement: Arrangement,
    ) -> anyhow::Result<Self> {
        if arrangement == Arrangement::Folder {
            let named = path.filter(|path| !is_stdin(path));
            ensure!(named.is_some(), "this format has several files: give a folder after -o");
            let folder = Folder::create(named.unwrap_or(Path::new(".")))?;
            return Ok(Self { sink: Sink::Folder(folder), audience: Audience::Program });
        }
        let output = Self::open(path, inputs, quiet)?;
        Ok(match (arrangement, output.sink) {
            (Arrangement::Array, Sink::Stream(stream)) => {
                Self { sink: Sink::Array(stream, false), audience: output.audience }
            }
            (_, sink) => Self { sink, audience: output.audience },
        })
    }

    pub fn write(&mut self, record: &[u8]) -> io::Result<()> {
        match &mut self.sink {
            Sink::Stream(stream) => stream.write(record),
            Sink::Array(stream, any) => {
                stream.write(if *any { b",\n" } else { b"[\n" })?;
                *any = true;
                stream.write(record)
            }
            Sink::Folder(_) => Err(io::Error::other("a folder takes files, not records")),
        }
    }

    /// Writes what one letter adds.
    pub fn add(&mut self, pieces: &[Piece]) -> io::Result<()> {
        pieces.iter().try_for_each(|piece| match &mut self.sink {
            Sink::Folder(folder) => folder.add(piece),
            _ => self.write(&piece.bytes),
        })
    }

    /// Writes what is still held, and the end.
    pub fn finish(&mut self) -> io::Result<()> {
        match &mut self.sink {
            Sink::Stream(stream) => stream.finish(),
            Sink::Array(stream, any) => {
                stream.write(if *any { b"\n]\n" } else { b"[]\n" })?;
                stream.finish()
            }
            Sink::Folder(folder) => folder.finish(),
        }
    }
}
