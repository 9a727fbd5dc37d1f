//! `griffier segment`: sentences and tokens alone, to be compared with any other segmenter.

use crate::annotate::Offsets;
use crate::input::{Inputs, Reading};
use crate::output::Output;
use crate::{Outcome, complain};
use anyhow::Context;
use clap::{Parser, ValueEnum};
use griffier::batch::LetterError;
use griffier::{Document, Unit, stages};
use std::ops::ControlFlow;
use std::path::PathBuf;

#[derive(Parser)]
pub(crate) struct Args {
    /// Letters, archives or lists of letters, folders of these, or - for standard input.
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
    #[command(flatten)]
    reading: Reading,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// One line a letter: {"sentences": [[start, end], …], "tokens": [[start, end], …], "interruptions": […]}; the last are what
    /// stands in a sentence and is none of it, as the foot of a page.
    Jsonl,
    /// CoNLL-U: one line a token, an empty line after each sentence; page furniture and notes say Zone= in MISC.
    Conllu,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mut inputs = Inputs::find(&args.paths)?;
    let mut output = Output::open(args.output.as_deref(), &mut inputs, true)?;
    inputs.faults.iter().for_each(complain);
    let mut lost = inputs.faults.len();
    let mut failure = None;
    let (format, unit) = (args.format, args.offsets.into());
    let work = move |mut doc| letter(&mut doc, format, unit);
    inputs.each(&args.reading, 0, work, |_, result| {
        match result {
            Ok(record) => failure = output.write(&record).err(),
            Err(error) => {
                complain(error);
                lost += 1;
            }
        }
        if failure.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    failure.map_or_else(|| output.finish(), Err).context("cannot write")?;
    Ok(if lost == 0 { Outcome::Done } else { Outcome::LettersLost })
}

fn letter(doc: &mut Document, format: Format, unit: Unit) -> Result<Vec<u8>, LetterError> {
    stages::segment(doc);
    let mut record = Vec::new();
    let written = match format {
        Format::Jsonl => griffier_export::write_segments(doc, unit, &mut record),
        Format::Conllu => griffier_export::write_conllu(doc, &mut record),
    };
    written.map_err(|error| LetterError::Io(doc.source().path.clone().into(), error))?;
    Ok(record)
}
