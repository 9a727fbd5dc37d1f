//! Where records go: a file, standard output, or nowhere when a person only wants the summary.

use crate::input::{Inputs, is_stdin};
use anyhow::{Context, bail};
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

/// Where the records of one run go.
pub(crate) struct Output {
    sink: Box<dyn Write>,
    /// Who sees them there.
    pub audience: Audience,
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
    /// when there will be no summary.
    ///
    /// # Errors
    /// When the file cannot be made, or is one of the letters.
    pub fn open(path: Option<&Path>, inputs: &mut Inputs, quiet: bool) -> anyhow::Result<Self> {
        let named = path.filter(|path| !is_stdin(path));
        if let Some(path) = named {
            if let Some(letter) = inputs.same_file(path) {
                bail!("{}: is a letter to read ({}); give -o another file", path.display(), letter.display());
            }
            let file = File::create(path).with_context(|| format!("{}: cannot write", path.display()))?;
            return Ok(Self { sink: Box::new(BufWriter::new(file)), audience: Audience::Program });
        }
        let audience = match io::stdout().is_terminal() {
            false => Audience::Program,
            true if path.is_some() || quiet => Audience::Person,
            true => Audience::Nobody,
        };
        let sink: Box<dyn Write> = match audience {
            Audience::Nobody => Box::new(io::sink()),
            // Not `Stdout`, which would flush at every line.
            Audience::Program | Audience::Person => Box::new(BufWriter::new(io::stdout())),
        };
        Ok(Self { sink, audience })
    }

    pub fn write(&mut self, record: &[u8]) -> io::Result<()> {
        self.sink.write_all(record)
    }

    pub fn finish(&mut self) -> io::Result<()> {
        self.sink.flush()
    }
}
