//! `griffier segment`: sentences and tokens alone, to be compared with any other segmenter.

use crate::annotate::Offsets;
use crate::input::{self, Inputs};
use crate::output::Output;
use crate::{Outcome, complain};
use anyhow::Context;
use clap::{Parser, ValueEnum};
use griffier::batch::{LetterError, guard, in_order_weighed};
use griffier::stages;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

#[derive(Parser)]
pub(crate) struct Args {
    /// Letters (.txt, .md), folders of letters, or - for standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write to this file; without it, to standard output.
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Output format.
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
    /// What the offsets of JSON Lines count; CoNLL-U counts characters.
    #[arg(long, value_enum, default_value_t = Offsets::Byte, value_name = "UNIT")]
    offsets: Offsets,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// One line a letter: {"sentences": [[start, end], …], "tokens": [[start, end], …]}.
    Jsonl,
    /// CoNLL-U: one line a token, an empty line after each sentence.
    Conllu,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let inputs = Inputs::find(&args.paths)?;
    let mut output = Output::open(args.output.as_deref(), &inputs, true)?;
    inputs.faults.iter().for_each(complain);
    let mut lost = inputs.faults.len();
    let mut failure = None;
    in_order_weighed(
        &inputs.letters,
        |path| input::size(path),
        |path: &PathBuf| guard(path, || letter(path, args)),
        |_, result| {
            match result {
                Ok(record) => failure = output.write(&record).err(),
                Err(error) => {
                    complain(error);
                    lost += 1;
                }
            }
            if failure.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        },
    );
    failure.map_or_else(|| output.finish(), Err).context("cannot write")?;
    Ok(if lost == 0 { Outcome::Done } else { Outcome::LettersLost })
}

fn letter(path: &Path, args: &Args) -> Result<Vec<u8>, LetterError> {
    let mut doc = input::ingest(path)?;
    stages::segment(&mut doc);
    let mut record = Vec::new();
    let written = match args.format {
        Format::Jsonl => griffier_export::write_segments(&doc, args.offsets.into(), &mut record),
        Format::Conllu => griffier_export::write_conllu(&doc, &mut record),
    };
    written.map_err(|error| LetterError::Io(path.to_owned(), error))?;
    Ok(record)
}
