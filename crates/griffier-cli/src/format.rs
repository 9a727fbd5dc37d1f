//! The formats that `annotate` can write: those of the export crate, and those that need something besides a letter: a
//! tokenizer, the vocabulary of the graph, a file that is written as a whole.

use crate::Outcome;
use crate::complain;
use crate::input::Inputs;
use crate::ledger::substitute;
use crate::summary::{Row, Summary};
use anyhow::{Context, bail, ensure};
use griffier::batch::LetterError;
use griffier::{Document, Pipeline, Unit};
use griffier_export::{Arrangement, Counting, Format, ParquetTable, Piece, Table};
use griffier_subword::Tokenizer;
use std::fs::File;
use std::io::{self, BufWriter};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::NamedTempFile;

/// An output format by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Chosen {
    /// One of the export crate.
    Export(Format),
    /// Four tables, written as wholes.
    Parquet,
    /// The graph of each letter.
    Nquads,
    /// Rows for token classification.
    Hf,
}

/// What rows for token classification need.
#[derive(clap::Args, Clone, Debug, Default)]
pub(crate) struct Options {
    /// The tokenizer.json of the model that --format hf is for.
    #[arg(long, value_name = "FILE")]
    tokenizer: Option<PathBuf>,
    /// Rows of --format hf that fit a model: at most so many subwords, special ones included. Without it a row is a letter.
    #[arg(long, value_name = "N", requires = "tokenizer")]
    max_tokens: Option<usize>,
}

impl Options {
    pub fn tokenizer(&self) -> Option<&PathBuf> {
        self.tokenizer.as_ref()
    }
    pub fn max_tokens(&self) -> Option<usize> {
        self.max_tokens
    }
}

/// The tokenizer of this run with the size of its rows.
static TOKENIZER: OnceLock<(Tokenizer, Option<usize>)> = OnceLock::new();

impl Chosen {
    /// The name of every format.
    pub fn names() -> Vec<&'static str> {
        let further = [Self::Parquet, Self::Nquads, Self::Hf].map(Self::name);
        Format::ALL.map(Format::name).into_iter().chain(further).collect()
    }

    /// The format of that name.
    pub fn parse(name: &str) -> Option<Self> {
        let further =
            [Self::Parquet, Self::Nquads, Self::Hf].into_iter().find(|format| format.name() == name);
        further.or_else(|| Format::ALL.into_iter().find(|format| format.name() == name).map(Self::Export))
    }

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Export(format) => format.name(),
            Self::Parquet => "parquet",
            Self::Nquads => "nquads",
            Self::Hf => "hf",
        }
    }

    /// What its offsets count.
    pub fn counting(self) -> Counting {
        match self {
            Self::Export(format) => format.counting(),
            Self::Parquet => Counting::Chosen,
            Self::Nquads | Self::Hf => Counting::Fixed(Unit::Char),
        }
    }

    /// How letters lie in it.
    pub fn arrangement(self) -> Arrangement {
        match self {
            Self::Export(format) => format.arrangement(),
            Self::Parquet => Arrangement::Folder,
            Self::Nquads | Self::Hf => Arrangement::Stream,
        }
    }

    /// Makes ready what the format needs.
    ///
    /// # Errors
    /// When an option is missing, is not for this format, or its file cannot be read.
    pub fn prepare(self, options: &Options) -> anyhow::Result<()> {
        let Some(path) = &options.tokenizer else {
            ensure!(
                self != Self::Hf,
                "--format hf needs the tokenizer of the model: --tokenizer tokenizer.json"
            );
            return Ok(());
        };
        ensure!(self == Self::Hf, "--tokenizer is for --format hf");
        let tokenizer = crate::chunk::read(path)?;
        if let Some(most) = options.max_tokens {
            ensure!(
                most > tokenizer.specials(),
                "--max-tokens {most}: no text fits beside the special tokens"
            );
        }
        TOKENIZER.get_or_init(|| (tokenizer, options.max_tokens));
        Ok(())
    }

    /// What `doc` adds to the output; `name` is its own among the files of a folder.
    ///
    /// # Errors
    /// When it cannot be written in this format.
    pub fn pieces(self, doc: &Document, unit: Unit, name: &str) -> io::Result<Vec<Piece>> {
        let (mentions, relations) = (doc.mentions().len(), doc.relations().len());
        tracing::debug!(letter = doc.id(), mentions, relations, "annotated");
        let bytes = match self {
            Self::Export(format) => return format.pieces(doc, unit, name),
            Self::Parquet => return Err(io::Error::other("tables are written as wholes")),
            Self::Nquads => {
                let mut record = Vec::new();
                griffier_export::write_record(doc, Unit::Char, &mut record)?;
                let quads = griffier_graph::quads(&record, Some(doc.text())).map_err(io::Error::other)?;
                quads.into_bytes()
            }
            Self::Hf => {
                let mut rows = Vec::new();
                if let Some((tokenizer, most)) = TOKENIZER.get() {
                    griffier_export::write_hf(doc, tokenizer, *most, &mut rows)?;
                }
                rows
            }
        };
        Ok(vec![Piece { file: String::new(), head: "", bytes }])
    }
}

/// The four tables of a run, under names that nobody guesses until all are whole.
struct Tables {
    files: Vec<(NamedTempFile, PathBuf, ParquetTable<BufWriter<File>>)>,
}

impl Tables {
    fn create(folder: &Path, unit: Unit) -> anyhow::Result<Self> {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("{}: cannot make this folder", folder.display()))?;
        let begin = |table: Table| {
            let path = folder.join(format!("{}.parquet", table.name()));
            let failed = || format!("{}: cannot write", path.display());
            let file = substitute(&path).with_context(failed)?;
            let out = BufWriter::new(file.reopen().with_context(failed)?);
            Ok((file, path, ParquetTable::begin(table, unit, out)?))
        };
        Ok(Self { files: Table::ALL.into_iter().map(begin).collect::<anyhow::Result<_>>()? })
    }

    fn finish(self) -> anyhow::Result<()> {
        let mut whole = Vec::new();
        for (file, path, table) in self.files {
            let written = table.finish().and_then(|()| file.as_file().sync_all());
            written.with_context(|| format!("{}: cannot write", path.display()))?;
            whole.push((file, path));
        }
        for (file, path) in whole {
            file.persist(&path).with_context(|| format!("{}: cannot write", path.display()))?;
        }
        Ok(())
    }
}

/// Writes the letters of `inputs` as tables into the folder `output`.
///
/// # Errors
/// When there is no folder to write to, or it cannot be written to.
pub(crate) fn tables(
    (output, quiet): (Option<&Path>, bool),
    (inputs, reading, jobs): (&Inputs, &crate::input::Reading, usize),
    pipeline: Pipeline,
    unit: Unit,
) -> anyhow::Result<Outcome> {
    let Some(folder) = output.filter(|path| !crate::input::is_stdin(path)) else {
        bail!("this format has several files: give a folder after -o");
    };
    inputs.faults.iter().for_each(complain);
    let mut tables = Tables::create(folder, unit)?;
    let mut summary = Summary::new(inputs);
    let mut failure: Option<io::Error> = None;
    let work = move |mut doc: Document| {
        pipeline.run(&mut doc);
        Ok::<_, LetterError>((Row::of(&doc), griffier_export::rows(&doc, unit)))
    };
    let others = inputs.each(reading, jobs, work, |_, result| {
        match result {
            Ok((row, rows)) => {
                summary.add(row);
                let added =
                    tables.files.iter_mut().zip(rows).try_for_each(|((.., file), rows)| file.add(rows));
                failure = added.err();
            }
            Err(error) => {
                complain(error);
                summary.lost += 1;
            }
        }
        if failure.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    if let Some(error) = failure {
        return Err(error).context("cannot write the tables");
    }
    tables.finish()?;
    summary.leave_out(others);
    if !quiet {
        summary.print(false);
    }
    Ok(if summary.lost == 0 { Outcome::Done } else { Outcome::LettersLost })
}
