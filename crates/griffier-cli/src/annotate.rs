//! `griffier annotate`: letters in, records out in the format asked for, in input order.

use crate::format::{Chosen, Options};
use crate::input::{Inputs, Reading};
use crate::lists::ListArgs;
use crate::output::{Audience, Output};
use crate::summary::{Row, Summary, count};
use crate::timings::Timings;
use crate::{Outcome, complain};
use anyhow::{Context, bail};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, ValueEnum};
use griffier::batch::LetterError;
use griffier::{Document, Unit, slug};
use griffier_export::Piece;
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::Duration;

/// Input of so many bytes is annotated before a person wonders.
const MOMENT: u64 = 1 << 20;

#[derive(Parser)]
pub(crate) struct Args {
    /// Letters, archives or lists of letters, folders of these, or - for standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write the records to this file. Without it they go to standard output; on a terminal, where they would scroll
    /// past, only the summary is shown (-o - shows them all the same).
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Output format (docs/export.md). csv, brat, tei and parquet have several files: -o names a folder.
    #[arg(long, default_value = "jsonl", value_name = "FORMAT", value_parser = format())]
    format: Chosen,
    /// Show one letter for reading: its text with what was found marked, and what was read from it below.
    #[arg(long, conflicts_with_all = ["format", "output", "offsets"])]
    pretty: bool,
    /// Threads; 0 is one for each processor. The output does not depend on it.
    #[arg(short, long, default_value_t = 0, value_name = "N")]
    jobs: u16,
    /// What offsets count; byte, unless the format lays it down.
    #[arg(long, value_enum, value_name = "UNIT")]
    offsets: Option<Offsets>,
    /// No summary and no progress bar; letters that are lost are still named.
    #[arg(short, long)]
    quiet: bool,
    /// Print a table on standard error: how long each step took, summed over all threads.
    #[arg(long)]
    timings: bool,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    lists: ListArgs,
    #[command(flatten)]
    tagger: crate::tagger::Choice,
    #[command(flatten)]
    options: Options,
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

fn format() -> impl TypedValueParser<Value = Chosen> {
    PossibleValuesParser::new(Chosen::names()).try_map(|name| Chosen::parse(&name).ok_or("no such format"))
}

/// The unit that offsets count in.
fn unit(args: &Args) -> anyhow::Result<Unit> {
    match (args.format.unit(), args.offsets.map(Unit::from)) {
        (Some(own), Some(asked)) if own != asked => {
            bail!("{} lays down what its offsets count: leave --offsets out", args.format.name())
        }
        (own, asked) => Ok(own.or(asked).unwrap_or(Unit::Byte)),
    }
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let unit = unit(args)?;
    args.format.prepare(&args.options)?;
    let mut inputs = Inputs::find(&args.paths)?;
    let pipeline = args.tagger.of(args.lists.pipeline()?)?;
    if args.pretty {
        return crate::pretty::run(&inputs, &args.reading, pipeline);
    }
    if args.format == Chosen::Parquet {
        let letters = (&inputs, &args.reading, args.jobs.into());
        return crate::format::tables(args.output.as_deref(), letters, pipeline, unit);
    }
    let mut output =
        Output::arranged(args.output.as_deref(), &mut inputs, args.quiet, args.format.arrangement())?;
    let mut summary = Summary::new(&inputs);
    inputs.faults.iter().for_each(complain);
    let progress = match args.quiet || output.audience == Audience::Person {
        true => ProgressBar::hidden(),
        false => progress_bar(inputs.size()),
    };
    let (format, timed) = (args.format, args.timings);
    let annotate = move |mut doc: Document, ingest: Duration| {
        let mut timings = Timings::start(timed);
        timings.put("ingest", ingest);
        pipeline.run_watched(&mut doc, &mut |step| timings.lap(step));
        let pieces = pieces(&doc, format, unit)?;
        timings.lap("export");
        Ok(Done { pieces, row: Row::of(&doc), timings })
    };
    let (mut ids, mut timings, read) = (Ids::default(), Timings::default(), inputs.read());
    let mut failure = None;
    let others = inputs.each_timed(&args.reading, args.jobs.into(), annotate, |path, result| {
        match result {
            Ok(done) => {
                if let Some(warning) = ids.add(&done.row.id, path) {
                    progress.suspend(|| complain(warning));
                }
                timings.add(&done.timings, done.row.bytes);
                summary.add(done.row);
                failure = output.add(&done.pieces).err();
            }
            Err(error) => {
                progress.suspend(|| complain(error));
                summary.lost += 1;
            }
        }
        progress.set_position(read.load(Ordering::Relaxed));
        progress.set_message(count(summary.letters(), "letter"));
        if failure.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    summary.leave_out(others);
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
    pieces: Vec<Piece>,
    row: Row,
    timings: Timings,
}

fn pieces(doc: &Document, format: Chosen, unit: Unit) -> Result<Vec<Piece>, LetterError> {
    format
        .pieces(doc, unit, &file_name(doc))
        .map_err(|error| LetterError::Io(doc.source().path.clone().into(), error))
}

/// A name for the files of one letter: two letters share it only if they are the same text under the same name.
pub(crate) fn file_name(doc: &Document) -> String {
    let (name, sum) = (slug(doc.id()), &doc.source().sha256);
    format!("{}-{}", name.get(..60).unwrap_or(&name), sum.get(..8).unwrap_or("letter"))
}

/// Ids of which the letter is kept, too.
const NAMED: usize = 10_000;

/// Which letters have which ids: whoever joins records on them must hear when two share one. Of the first ones the letter
/// is known; of millions no more than a fingerprint of each id.
#[derive(Default)]
struct Ids {
    named: HashMap<String, PathBuf>,
    others: HashSet<u64>,
}

impl Ids {
    /// The warning, if another letter has `id` too.
    fn add(&mut self, id: &str, path: &Path) -> Option<String> {
        if let Some(first) = self.named.get(id) {
            let (first, path) = (first.display(), path.display());
            return Some(format!("warning: {path} has the same id as {first}: {id}; both are written"));
        }
        if self.named.len() < NAMED {
            self.named.insert(id.to_owned(), path.to_owned());
            return None;
        }
        let mut hasher = DefaultHasher::new();
        id.hash(&mut hasher);
        let path = path.display();
        let known = !self.others.insert(hasher.finish());
        known
            .then(|| format!("warning: {path} has the same id as a letter before it: {id}; both are written"))
    }
}

/// Shown on a terminal only, of its own accord, and only for more than a moment's work. It counts bytes as they are read:
/// how many letters there are in an archive nobody knows before its end.
fn progress_bar(size: Option<u64>) -> ProgressBar {
    let (bar, template) = match size {
        Some(0..MOMENT) => return ProgressBar::hidden(),
        Some(size) => {
            (ProgressBar::new(size), "{bar:40} {bytes}/{total_bytes}, {msg} in {elapsed}, {eta} left")
        }
        None => (ProgressBar::no_length(), "{spinner} {bytes}, {msg} in {elapsed}"),
    };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    bar.set_style(style);
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}
