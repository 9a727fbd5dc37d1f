//! `griffier annotate`: letters in, records out in the format asked for, in input order.

mod book;

use crate::format::{Chosen, Options};
use crate::input::{Entry, Inputs, Reading};
use crate::ledger::journal::{self, Conditions};
use crate::ledger::manifest::About;
use crate::ledger::{Finished, Kept, Shape, hexadecimal, path_number, sum_of};
use crate::lists::ListArgs;
use crate::output::Audience;
use crate::summary::{Row, Summary, count};
use crate::timings::Timings;
use crate::{Outcome, complain, interrupt};
use anyhow::{Context, ensure};
use book::Book;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, ValueEnum};
use griffier::batch::{Annotate, Half, LetterError, Opened, Progress, Staged, Watch};
use griffier::{Document, Pipeline, Unit, slug};
use griffier_export::Piece;
use griffier_ingest::Limits;
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
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
    /// Go on where an earlier run with the same output broke off or came to its end: what it finished is taken over, if letter,
    /// version and options are the same (docs/batches.md). Without an earlier run it changes nothing.
    #[arg(long)]
    resume: bool,
    /// Write to this file what was read, under which conditions, and what was lost and why. Without it the manifest stands
    /// beside the output, as OUT.manifest.json.
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,
    /// Output format (docs/export.md). csv, brat, tei and parquet have several files: -o names a folder.
    #[arg(long, default_value = "jsonl", value_name = "FORMAT", value_parser = format())]
    format: Chosen,
    /// Show one letter for reading: its text with what was found marked, and what was read from it below.
    #[arg(long, conflicts_with_all = ["format", "output", "offsets"])]
    pretty: bool,
    /// Threads; 0 is one for each processor. The output does not depend on it.
    #[arg(short, long, default_value_t = 0, value_name = "N")]
    jobs: u16,
    /// What offsets count; byte, unless the format has rules of its own for it.
    #[arg(long, value_enum, value_name = "UNIT")]
    offsets: Option<Offsets>,
    /// No summary and no progress bar; letters that are lost are still named.
    #[arg(short, long)]
    quiet: bool,
    /// Print a table on standard error: how long each step took, summed over all threads.
    #[arg(long)]
    timings: bool,
    /// A letter with these words meets a defect: for the tests, which need one.
    #[cfg(debug_assertions)]
    #[arg(long, hide = true, value_name = "WORDS")]
    poison: Option<String>,
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
    let (format, asked) = (args.format, args.offsets.map(Unit::from));
    let unit = format.counting().unit(format.name(), asked);
    unit.map_err(|why| anyhow::anyhow!("--offsets: {why}; leave --offsets out"))
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let unit = unit(args)?;
    args.format.prepare(&args.options)?;
    let packed = args.output.as_deref().and_then(|path| path.extension());
    ensure!(
        !is_folder(args) || !packed.is_some_and(|name| name == "gz" || name == "zst"),
        "--format {} writes a folder, which is not compressed: leave .gz or .zst out of the name after -o",
        args.format.name()
    );
    let inputs = Inputs::find(&args.paths)?;
    tracing::info!(files = inputs.files.len(), format = args.format.name(), "to annotate");
    let pipeline = args.tagger.of(args.lists.pipeline()?)?;
    if args.pretty {
        return crate::pretty::run(&inputs, &args.reading, pipeline);
    }
    if args.format == Chosen::Parquet {
        ensure!(
            !args.resume && args.manifest.is_none(),
            "--format parquet is written as a whole, for a table cannot be cut after a letter: leave --resume and --manifest out, or \
             write jsonl with them and make tables of that"
        );
        let letters = (&inputs, &args.reading, args.jobs.into());
        return crate::format::tables((args.output.as_deref(), args.quiet), letters, pipeline, unit);
    }
    records(args, inputs, pipeline, unit)
}

fn is_folder(args: &Args) -> bool {
    args.format.arrangement() == griffier_export::Arrangement::Folder
}

/// Writes a record of each letter.
fn records(args: &Args, mut inputs: Inputs, pipeline: Pipeline, unit: Unit) -> anyhow::Result<Outcome> {
    let conditions = conditions(args, &pipeline, unit)?;
    // From here on there is something that an early signal could leave behind.
    let stop = interrupt::asked().context("cannot listen for Ctrl-C")?;
    let book = Book::open(args, &mut inputs, &conditions)?;
    inputs.faults.iter().for_each(complain);
    let progress = match args.quiet || book.audience == Audience::Person {
        true => ProgressBar::hidden(),
        false => progress_bar(inputs.size()),
    };
    let work = Work {
        pipeline,
        format: args.format,
        unit,
        shape: book.shape,
        noted: book.notes(),
        kept: book.kept(),
        timed: args.timings,
        limits: args.reading.limits(),
        #[cfg(debug_assertions)]
        poison: args.poison.clone(),
    };
    let (unseen, audience, read) = (work.kept.paths(), book.audience, inputs.read());
    let mut run = Run {
        summary: Summary::new(&inputs),
        timings: Timings::default(),
        ids: Ids { in_files: is_folder(args), ..Ids::default() },
        unseen,
        book,
    };
    let mut failure = None;
    let others = inputs.each_until(&args.reading, args.jobs.into(), stop, Staged(work), |path, result| {
        failure = run.take(path, result, &progress).err();
        progress.set_position(read.load(Ordering::Relaxed));
        progress.set_message(count(run.summary.letters(), "letter"));
        if failure.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    run.summary.leave_out(others);
    progress.finish_and_clear();
    let complete = !stop.load(Ordering::Relaxed);
    let (summary, timings) = run.close(args, &inputs, &conditions, failure, complete)?;
    if !args.quiet {
        summary.print(audience == Audience::Nobody);
    }
    if args.timings {
        timings.print();
    }
    Ok(match (complete, summary.lost) {
        (false, _) => Outcome::Interrupted,
        (true, 0) => Outcome::Done,
        (true, _) => Outcome::LettersLost,
    })
}

/// What the bytes of the records depend on, but for the letters. The number of threads is not among it.
fn conditions(args: &Args, pipeline: &Pipeline, unit: Unit) -> anyhow::Result<Conditions> {
    let knowledge = pipeline.knowledge().version();
    let content = crate::ledger::hexadecimal(&knowledge.content);
    let reading = args.reading.named();
    let own = [
        ("griffier", env!("CARGO_PKG_VERSION").to_owned()),
        ("knowledge base", content),
        ("--format", args.format.name().to_owned()),
        ("--offsets", counted(unit).to_owned()),
    ];
    let tagger = args.tagger.named()?;
    let files = [
        ("--corrections", args.lists.correction_files().to_vec()),
        ("--tokenizer", args.options.tokenizer().into_iter().cloned().collect()),
    ];
    let files = files.into_iter().filter(|(_, paths)| !paths.is_empty());
    let sums = files.map(|(name, paths)| Ok((name, crate::tagger::checksum(&paths)?)));
    let sums = sums.collect::<anyhow::Result<Vec<_>>>()?;
    let rows = args.options.max_tokens().map(|most| ("--max-tokens", most.to_string()));
    Ok(own
        .into_iter()
        .chain(reading)
        .chain(tagger)
        .chain(sums)
        .chain(rows)
        .map(|(name, value)| (name.to_owned(), value))
        .collect())
}

/// The unit as the option names it.
fn counted(unit: Unit) -> &'static str {
    match unit {
        Unit::Byte => "byte",
        Unit::Char => "char",
        Unit::Utf16 => "utf16",
    }
}

/// What is done to each letter, on any thread.
struct Work {
    pipeline: Pipeline,
    format: Chosen,
    unit: Unit,
    shape: Shape,
    /// Whether letters are noted in a journal.
    noted: bool,
    kept: Arc<Kept>,
    timed: bool,
    limits: Limits,
    #[cfg(debug_assertions)]
    poison: Option<String>,
}

/// What came of one letter.
enum Done {
    /// An earlier run finished it: the line of its journal that says so.
    Kept(u64),
    New(Box<Finished>, Timings),
}

/// What goes with a letter while it is annotated.
struct Aside {
    path: String,
    key: Option<[u8; 32]>,
    timings: Timings,
}

impl Watch for Aside {
    fn resume(&mut self) {
        self.timings.resume();
    }
    fn lap(&mut self, step: &'static str) {
        self.timings.lap(step);
    }
}

impl Annotate for Work {
    type Item = Entry;
    type Extra = Aside;
    type Out = Done;

    fn pipeline(&self) -> &Pipeline {
        &self.pipeline
    }

    fn open(&self, path: &Path, entry: Entry) -> Result<Opened<Aside, Done>, LetterError> {
        let mut timings = Timings::start(self.timed);
        let key = if self.noted { entry.fingerprint() } else { None };
        if let Some(line) = key.and_then(|key| self.kept.find(&key)) {
            return Ok(Progress::Done(Done::Kept(line)));
        }
        let doc = entry.ingest(path, &self.limits)?;
        timings.lap("ingest");
        #[cfg(debug_assertions)]
        self.stumble(&doc);
        Ok(Progress::Part(Half::new(doc, Aside { path: path.to_string_lossy().into_owned(), key, timings })))
    }

    fn close(&self, doc: Document, aside: Aside) -> Result<Done, LetterError> {
        let Aside { path, key, mut timings } = aside;
        let failed = |error| LetterError::Io(doc.source().path.clone().into(), error);
        // Two letters share a name only if the same records are made of both, so none overwrites another.
        let name = named(&doc, &hexadecimal(key.unwrap_or_default().get(..8).unwrap_or_default()));
        let pieces = self.format.pieces(&doc, self.unit, &name).map_err(failed)?;
        let stored = pieces.into_iter().map(|piece: Piece| self.shape.store(piece));
        let pieces = stored.collect::<io::Result<Vec<_>>>().map_err(failed)?;
        let sum = match self.noted {
            true => sum_of(pieces.iter().map(|piece| piece.bytes.as_slice())),
            false => String::new(),
        };
        timings.lap("export");
        let finished = Finished {
            path,
            id: doc.id().to_owned(),
            sha256: doc.source().sha256.clone(),
            key: key.unwrap_or_default(),
            row: Row::of(&doc),
            sum,
            pieces,
        };
        Ok(Done::New(Box::new(finished), timings))
    }
}

#[cfg(debug_assertions)]
impl Work {
    /// Panics on a letter with the words that tests ask for.
    #[expect(clippy::panic, reason = "what becomes of a defect can be tested with a defect only")]
    fn stumble(&self, doc: &Document) {
        if self.poison.as_ref().is_some_and(|words| doc.text().contains(words)) {
            panic!("poisoned at {}", doc.id());
        }
    }
}

/// What is gathered over a run.
struct Run {
    summary: Summary,
    timings: Timings,
    ids: Ids,
    /// Letters of an earlier run that this one has not met yet.
    unseen: HashSet<u64>,
    book: Book,
}

impl Run {
    /// Takes the next letter, finished or lost.
    fn take(
        &mut self,
        path: &Path,
        result: Result<Done, LetterError>,
        progress: &ProgressBar,
    ) -> io::Result<()> {
        let tell = |warning: String| progress.suspend(|| complain(warning));
        let known = self.unseen.remove(&path_number(&path.to_string_lossy()));
        match result {
            Ok(Done::Kept(line)) => {
                let journal::Entry { id, mut row, .. } = self.book.take_over(line)?;
                self.ids.add(&id, path).into_iter().for_each(tell);
                self.summary.earlier.kept += 1;
                row.id = id;
                self.summary.add(row);
            }
            Ok(Done::New(finished, timings)) => {
                self.ids.add(&finished.id, path).into_iter().for_each(tell);
                self.timings.add(&timings, finished.row.bytes);
                self.summary.earlier.changed += usize::from(known);
                self.summary.add(finished.row.clone());
                self.book.add(*finished)?;
            }
            Err(error) => {
                let (path, words) = (path.to_string_lossy().into_owned(), error.to_string());
                tell(words.clone());
                self.summary.lost += 1;
                let reason = words.strip_prefix(&format!("{path}: ")).unwrap_or(&words).to_owned();
                self.book.lose(path, reason)?;
            }
        }
        Ok(())
    }

    /// Ends the run, however it ends.
    fn close(
        self,
        args: &Args,
        inputs: &Inputs,
        conditions: &Conditions,
        failure: Option<io::Error>,
        complete: bool,
    ) -> anyhow::Result<(Summary, Timings)> {
        let Self { mut summary, timings, ids, unseen, book } = self;
        ids.rest().into_iter().for_each(complain);
        let (kept, letters) = (book.is_kept(), count(summary.letters(), "letter"));
        let hint = if kept { "; what is finished is kept, and --resume goes on with it" } else { "" };
        if let Some(error) = failure {
            book.leave();
            return Err(error).context(format!("cannot write the records{hint}"));
        }
        if complete {
            summary.earlier.gone = unseen.len();
        } else {
            complain(format!("interrupted after {letters}{hint}"));
        }
        let output = args.output.as_deref().unwrap_or(Path::new("-"));
        let about = About {
            conditions,
            paths: args.paths.iter().map(|path| path.to_string_lossy().into_owned()).collect(),
            output: output.to_string_lossy().into_owned(),
            faults: &inputs.faults,
            others: summary.others(),
            complete,
        };
        let closed = book.close(&about).with_context(|| format!("cannot write the records{hint}"));
        summary.duplicates = closed?;
        Ok((summary, timings))
    }
}

/// A name for the files of one letter: its id as far as that is fit for one, and what tells it from others of that id.
pub(crate) fn named(doc: &Document, rest: &str) -> String {
    let name = slug(doc.id());
    format!("{}-{rest}", name.get(..60).unwrap_or(&name))
}

/// Ids of which the letter is kept, too.
const NAMED: usize = 10_000;

/// Which letters have which ids: whoever joins records on them must hear when two share one. Of the first ones the letter
/// is known; of millions no more than a fingerprint of each id.
#[derive(Default)]
struct Ids {
    named: HashMap<String, PathBuf>,
    others: HashSet<u64>,
    /// Whether each letter has files of its own.
    in_files: bool,
    /// How many letters have the id of another.
    shared: usize,
}

/// Letters that have the id of another and are named; there may be thousands in an archive of archives.
const TOLD: usize = 10;

impl Ids {
    /// The warning, if another letter has `id` too.
    fn add(&mut self, id: &str, path: &Path) -> Option<String> {
        let warning = self.warning(id, path)?;
        self.shared += 1;
        (self.shared <= TOLD).then_some(warning)
    }

    /// What to say of those that were not named.
    fn rest(&self) -> Option<String> {
        let more = self.shared.checked_sub(TOLD).filter(|&more| more > 0)?;
        Some(format!("warning: {more} more letters have the id of another; all are written"))
    }

    fn warning(&mut self, id: &str, path: &Path) -> Option<String> {
        if let Some(first) = self.named.get(id) {
            let is_same = first == path && self.in_files;
            let (first, path) = (first.display(), path.display());
            if is_same {
                return Some(format!(
                    "warning: {path} is there more than once: {id}; where all that is said of it is the same it has one file"
                ));
            }
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
