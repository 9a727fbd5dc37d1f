//! Where records go one after another: a file, standard output, or nowhere when a person only wants the summary. What
//! must survive a broken run goes through `ledger.rs`.

mod stream;

use crate::input::{Inputs, is_stdin};
use anyhow::ensure;
use griffier_export::Arrangement;
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
            inputs.refuse_same(path)?;
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
    /// As [`Output::open`]; and for a format that has several files, which do not go here.
    pub fn arranged(
        path: Option<&Path>,
        inputs: &mut Inputs,
        quiet: bool,
        arrangement: Arrangement,
    ) -> anyhow::Result<Self> {
        ensure!(arrangement != Arrangement::Folder, "this format has several files: give a folder after -o");
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
        }
    }

    /// Writes what is still held, and the end.
    pub fn finish(&mut self) -> io::Result<()> {
        match &mut self.sink {
            Sink::Stream(stream) => stream.finish(),
            Sink::Array(stream, any) => {
                stream.write(if *any { b"\n]\n" } else { b"[]\n" })?;
                stream.finish()
            }
        }
    }
}
