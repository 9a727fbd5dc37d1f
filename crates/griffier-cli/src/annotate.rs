//! `griffier annotate`: letters in, one JSON record a letter out, in input order.

use crate::Outcome;
use crate::input::Inputs;
use crate::summary::Summary;
use anyhow::Context;
use clap::{Parser, ValueEnum};
use griffier::batch::{LetterError, annotate_bytes, annotate_file, in_order};
use griffier::{Document, Pipeline, Unit};
use indicatif::{ProgressBar, ProgressStyle};
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

#[derive(Parser)]
pub(crate) struct Args {
    /// Letters (.txt, .md), folders of letters, or - for standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write the records here; `-` or nothing: standard output (on a terminal only the summary is shown).
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Output format.
    #[arg(long, value_enum, default_value_t = OutputFormat::Jsonl)]
    format: OutputFormat,
    /// Threads; 0: one for each processor.
    #[arg(short, long, default_value_t = 0, value_name = "N")]
    jobs: usize,
    /// What offsets count.
    #[arg(long, value_enum, default_value_t = Offsets::Byte, value_name = "UNIT")]
    offsets: Offsets,
    /// No summary and no progress bar.
    #[arg(short, long)]
    quiet: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum OutputFormat {
    /// JSON Lines, one record a letter (docs/output.schema.json).
    Jsonl,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Offsets {
    /// UTF-8 bytes.
    Byte,
    /// Unicode code points.
    Char,
    /// UTF-16 code units.
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
    rayon::ThreadPoolBuilder::new().num_threads(args.jobs).build_global().context("cannot start threads")?;
    silence_panics();
    let inputs = Inputs::find(&args.paths);
    let mut output = Output::open(args.output.as_deref())?;
    let progress = progress_bar(args, inputs.letters.len());
    let mut summary = Summary::new(inputs.skipped);
    for fault in &inputs.faults {
        progress.suspend(|| eprintln!("griffier: {fault}"));
        summary.lost += 1;
    }
    let OutputFormat::Jsonl = args.format;
    let pipeline = Pipeline::new();
    let mut failure = None;
    let annotate = |path: &PathBuf| record(&pipeline, path, args.offsets.into());
    in_order(&inputs.letters, annotate, |_, result| {
        progress.inc(1);
        match result {
            Ok(done) => {
                summary.add(done.row);
                if let Err(error) = output.write(&done.record) {
                    failure = Some(error);
                    return ControlFlow::Break(());
                }
            }
            Err(error) => {
                progress.suspend(|| eprintln!("griffier: {error}"));
                summary.lost += 1;
            }
        }
        ControlFlow::Continue(())
    });
    progress.finish_and_clear();
    if let Some(error) = failure {
        return Err(error).context("cannot write the records");
    }
    output.finish().context("cannot write the records")?;
    if !args.quiet {
        summary.print(output.is_silent)?;
    }
    Ok(if summary.lost == 0 { Outcome::Done } else { Outcome::LettersLost })
}

/// One annotated letter, ready to write.
struct Done {
    record: Vec<u8>,
    row: crate::summary::Row,
}

fn record(pipeline: &Pipeline, path: &Path, unit: Unit) -> Result<Done, LetterError> {
    let doc = read(pipeline, path)?;
    let mut record = Vec::with_capacity(doc.text().len() * 4);
    griffier_export::write_record(&doc, unit, &mut record)
        .map_err(|error| LetterError::Io(path.to_owned(), error))?;
    Ok(Done { record, row: crate::summary::Row::of(&doc) })
}

/// Reads and annotates the letter at `path`, or on standard input for `-`.
pub(crate) fn read(pipeline: &Pipeline, path: &Path) -> Result<Document, LetterError> {
    if path != Path::new("-") {
        return annotate_file(pipeline, path);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|error| LetterError::Io(path.to_owned(), error))?;
    annotate_bytes(pipeline, path, bytes)
}

/// A panic is reported with the letter it lost; the default report would only repeat it.
pub(crate) fn silence_panics() {
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        std::panic::set_hook(Box::new(|_| {}));
    }
}

fn progress_bar(args: &Args, letters: usize) -> ProgressBar {
    if args.quiet || letters < 20 || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} letters, {per_sec}, {eta} left");
    ProgressBar::new(letters as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Where the records go.
struct Output {
    sink: Box<dyn Write>,
    /// Whether nobody sees the records: standard output is a terminal and no file was named.
    is_silent: bool,
}

impl Output {
    fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        match path {
            Some(path) if path != Path::new("-") => {
                let file = File::create(path).with_context(|| format!("{}: cannot create", path.display()))?;
                Ok(Self { sink: Box::new(BufWriter::new(file)), is_silent: false })
            }
            None if io::stdout().is_terminal() => Ok(Self { sink: Box::new(io::sink()), is_silent: true }),
            _ => Ok(Self { sink: Box::new(BufWriter::new(io::stdout())), is_silent: false }),
        }
    }
    fn write(&mut self, record: &[u8]) -> io::Result<()> {
        self.sink.write_all(record)
    }
    fn finish(&mut self) -> io::Result<()> {
        self.sink.flush()
    }
}
