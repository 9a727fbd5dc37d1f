//! `griffier annotate`: letters in, one JSON record a letter out, in input order.

use crate::input::{self, Inputs};
use crate::lists::ListArgs;
use crate::output::{Audience, Output};
use crate::summary::{Row, Summary};
use crate::timings::Timings;
use crate::{Outcome, complain};
use anyhow::Context;
use clap::{Parser, ValueEnum};
use griffier::batch::{LetterError, guard, in_order_weighed};
use griffier::{Pipeline, Unit};
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Input of so many bytes is annotated before a person wonders.
const MOMENT: u64 = 1 << 20;

#[derive(Parser)]
pub(crate) struct Args {
    /// Letters (.txt, .md), folders of letters, or - for standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write the records to this file. Without it they go to standard output; on a terminal, where they would scroll
    /// past, only the summary is shown (-o - shows them all the same).
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Output format.
    #[arg(long, value_enum, default_value_t = OutputFormat::Jsonl)]
    format: OutputFormat,
    /// Threads; 0 is one for each processor. The output does not depend on it.
    #[arg(short, long, default_value_t = 0, value_name = "N")]
    jobs: u16,
    /// What offsets count.
    #[arg(long, value_enum, default_value_t = Offsets::Byte, value_name = "UNIT")]
    offsets: Offsets,
    /// No summary and no progress bar; letters that are lost are still named.
    #[arg(short, long)]
    quiet: bool,
    /// Print a table on standard error: how long each step took, summed over all threads.
    #[arg(long)]
    timings: bool,
    #[command(flatten)]
    lists: ListArgs,
    #[command(flatten)]
    tagger: crate::tagger::Choice,
}

#[derive(Clone, Copy, ValueEnum)]
enum OutputFormat {
    /// JSON Lines, one record a letter (docs/output.schema.json).
    Jsonl,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Offsets {
    /// UTF-8 bytes (Rust, C).
    Byte,
    /// Unicode code points (Python).
    Char,
    /// UTF-16 code units (JavaScript, Java).
    Utf16,
}

impl From<Offsets> for Unit {
    fn from(offsets: Offsets) -> Self {
        match offsets {
            Offsets::Byte => Unit::Byte,
            Offsets::Char => Unit::Char,
            Offsets::Utf16 => Unit::Utf16,
        }
    }
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let jobs = usize::from(args.jobs);
    rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global().context("cannot start threads")?;
    let inputs = Inputs::find(&args.paths)?;
    let pipeline = args.tagger.of(args.lists.pipeline()?)?;
    let mut output = Output::open(args.output.as_deref(), &inputs, args.quiet)?;
    let mut summary = Summary::new(&inputs);
    inputs.faults.iter().for_each(complain);
    let progress = match args.quiet || output.audience == Audience::Person {
        true => ProgressBar::hidden(),
        false => progress_bar(&inputs.letters),
    };
    let OutputFormat::Jsonl = args.format;
    let annotate = |path: &PathBuf| {
        let done = guard(path, || record(&pipeline, path, args));
        progress.inc(1);
        done
    };
    let mut ids = Ids::default();
    let mut timings = Timings::default();
    let mut failure = None;
    in_order_weighed(
        &inputs.letters,
        |path| input::size(path),
        annotate,
        |path, result| {
            match result {
                Ok(done) => {
                    if let Some(warning) = ids.add(&done.row.id, path) {
                        progress.suspend(|| complain(warning));
                    }
                    timings.add(&done.timings, done.row.bytes);
                    summary.add(done.row);
                    failure = output.write(&done.record).err();
                }
                Err(error) => {
                    progress.suspend(|| complain(error));
                    summary.lost += 1;
                }
            }
            if failure.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        },
    );
    progress.finish_and_clear();
    failure.map_or_else(|| output.finish(), Err).context("cannot write the records")?;
    if !args.quiet {
        summary.print(output.audience == Audience::Nobody);
    }
    if args.timings {
        timings.print();
    }
    Ok(if summary.lost == 0 { Outcome::Done } else { Outcome::LettersLost })
}

/// One annotated letter, ready to write.
struct Done {
    record: Vec<u8>,
    row: Row,
    timings: Timings,
}

fn record(pipeline: &Pipeline, path: &Path, args: &Args) -> Result<Done, LetterError> {
    let mut timings = Timings::start(args.timings);
    let mut doc = input::ingest(path)?;
    timings.lap("ingest");
    pipeline.run_watched(&mut doc, &mut |step| timings.lap(step));
    let mut record = Vec::new();
    griffier_export::write_record(&doc, args.offsets.into(), &mut record)
        .map_err(|error| LetterError::Io(path.to_owned(), error))?;
    timings.lap("export");
    Ok(Done { record, row: Row::of(&doc), timings })
}

/// Which letter has which id: whoever joins records on it must hear when two share one.
#[derive(Default)]
struct Ids(HashMap<String, PathBuf>);

impl Ids {
    /// The warning, if another letter has `id` too.
    fn add(&mut self, id: &str, path: &Path) -> Option<String> {
        if let Some(first) = self.0.get(id) {
            let (first, path) = (first.display(), path.display());
            return Some(format!("warning: {path} has the same id as {first}: {id}; both are written"));
        }
        self.0.insert(id.to_owned(), path.to_owned());
        None
    }
}

/// Shown on a terminal only, of its own accord, and only for more than a moment's work.
fn progress_bar(letters: &[PathBuf]) -> ProgressBar {
    if letters.iter().map(|path| input::size(path)).sum::<u64>() < MOMENT {
        return ProgressBar::hidden();
    }
    // No estimate from a handful of letters.
    let template = match letters.len() {
        0..20 => "{bar:40} {pos}/{len} letters in {elapsed}",
        _ => "{bar:40} {pos}/{len} letters in {elapsed}, {eta} left",
    };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::new(letters.len() as u64).with_style(style);
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}
