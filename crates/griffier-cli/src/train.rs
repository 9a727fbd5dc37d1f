//! `griffier train`: a tagger for names from annotated text, and how well one does.

mod lessons;

use crate::{Outcome, complain, remark};
use anyhow::{Context, bail, ensure};
use clap::Parser;
use comfy_table::{CellAlignment, Table, presets};
use griffier::Pipeline;
use griffier_tagger::{Counts, Lesson, Lexicon, Model, Plan, Progress, Score, calibrate, score, train};
use indicatif::{ProgressBar, ProgressStyle};
use lessons::{Lessons, read_lexicon};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const FORMAT: &str = "\
A file has a token a line, the tag in the last of two or more columns (IOB1, IOB2, BIOES), a blank line behind each
sentence, and -DOCSTART- before each text; without such lines every sentence is a text of its own.

Examples:
  griffier train --data ned.train --dev ned.testa -o names.bin
  griffier train --score names.bin ned.testb
  griffier annotate letters/ --tagger=names.bin";

#[derive(Parser)]
#[command(after_help = FORMAT)]
pub(crate) struct Args {
    /// Annotated text to learn from; several files are taken together.
    #[arg(long, value_name = "FILE")]
    data: Vec<PathBuf>,
    /// Text that a machine annotated: sentences in which it left a capitalised, uncommon word unmarked are left out.
    #[arg(long, value_name = "FILE")]
    noisy: Vec<PathBuf>,
    /// Letters to learn from, annotated in the folder --gold as for `griffier eval`.
    #[arg(long, value_name = "PATH", requires = "gold")]
    letters: Vec<PathBuf>,
    /// The folder with the annotations of --letters.
    #[arg(long, value_name = "DIR")]
    gold: Option<PathBuf>,
    /// Letters to learn from as griffier itself reads them, without the tagger.
    #[arg(long, value_name = "PATH")]
    silver: Vec<PathBuf>,
    /// Annotated text to score and calibrate on. Without it every tenth text of the data is kept for that.
    #[arg(long, value_name = "FILE", conflicts_with = "score")]
    dev: Option<PathBuf>,
    /// Where the model goes.
    #[arg(short, long, value_name = "MODEL", required_unless_present = "score")]
    output: Option<PathBuf>,
    /// Score this model on FILE instead of training one.
    #[arg(long, value_name = "MODEL", conflicts_with_all = ["data", "noisy", "letters", "silver", "output"])]
    score: Option<PathBuf>,
    /// Annotated text to score on.
    #[arg(value_name = "FILE", requires = "score")]
    files: Vec<PathBuf>,
    /// Start of the random numbers: the same data, seed and rounds give the same model, byte for byte.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Rounds over the data.
    #[arg(long, value_name = "N", default_value_t = Plan::default().epochs, value_parser = clap::value_parser!(u32).range(1..=1000))]
    epochs: u32,
    /// Threads; 0 is one for each processor. The model does not depend on it.
    #[arg(short, long, default_value_t = 0, value_name = "N")]
    jobs: u16,
    /// Words and names as evidence, a line each: KIND, tab, FORM, where KIND is word, proper, given, surname or place.
    /// Without it those of the tagger that griffier brings.
    #[arg(long, value_name = "FILE", conflicts_with = "score")]
    lexicon: Option<PathBuf>,
    /// Leave out features whose weights stay below this: a smaller model.
    #[arg(long, value_name = "WEIGHT", default_value_t = Plan::default().least_weight)]
    least_weight: f32,
    /// Leave out features seen less often.
    #[arg(long, value_name = "N", default_value_t = Plan::default().least_count)]
    least_count: u32,
    /// Share of a token's features that each step does without, 0 to 0.9: more of it for less data.
    #[arg(long, value_name = "SHARE", default_value_t = Plan::default().dropout)]
    dropout: f32,
    /// What the model says of itself: data and licence.
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let pipeline = Pipeline::new();
    if let Some(model) = &args.score {
        return score_files(&pipeline, model, &args.files);
    }
    let Some(output) = &args.output else { bail!("no file for the model: give -o") };
    let lexicon = args.lexicon.as_deref().map_or_else(|| Ok(shipped_lexicon()), read_lexicon)?;
    let data = gather(args, &pipeline, &lexicon)?;
    let types = data.types().to_vec();
    ensure!(!types.is_empty(), "nothing to learn from: give --data, --letters or --silver");
    let mut dev = Lessons::default();
    if let Some(path) = &args.dev {
        dev.columns(&pipeline, path, Some(&types), None)?;
    }
    let (learn, held) = match args.dev.is_some() {
        true => (data.all(), dev.all()),
        false => hold_out(&data.all()),
    };
    ensure!(!learn.is_empty() && !held.is_empty(), "too few texts: ten at least, or give --dev");
    let threads = match usize::from(args.jobs) {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        jobs => jobs,
    };
    let plan = Plan {
        epochs: args.epochs,
        seed: args.seed,
        threads,
        least_weight: args.least_weight,
        least_count: args.least_count,
        dropout: args.dropout,
        note: note(args, &learn),
    };
    let bar = progress_bar(args.epochs);
    let mut model = train(&learn, &types, &lexicon, &plan, &mut |progress| show(&bar, progress));
    bar.finish_and_clear();
    let bytes = write(&mut model, &held, output)?;
    let [first, second] = model.features();
    remark(format!("{}: {bytes} bytes, {first} and {second} features", output.display()));
    print(&score(&model, &held), model.types())?;
    Ok(Outcome::Done)
}

fn gather(args: &Args, pipeline: &Pipeline, lexicon: &Lexicon) -> anyhow::Result<Lessons> {
    let mut data = Lessons::default();
    for path in &args.data {
        data.columns(pipeline, path, None, None)?;
    }
    for path in &args.noisy {
        data.columns(pipeline, path, None, Some(lexicon))?;
    }
    if !args.letters.is_empty() {
        data.letters(pipeline, &args.letters, args.gold.as_deref(), lexicon)?;
    }
    if !args.silver.is_empty() {
        data.letters(pipeline, &args.silver, None, lexicon)?;
    }
    Ok(data)
}

fn shipped_lexicon() -> Lexicon {
    griffier::names::shipped().lexicon().clone()
}

/// Calibrates the model and writes it, whole or not at all.
fn write(model: &mut Model, held: &[Lesson<'_>], output: &Path) -> anyhow::Result<usize> {
    calibrate(model, held);
    let bytes = model.write();
    let part = output.with_extension("part");
    let written = std::fs::write(&part, &bytes).and_then(|()| std::fs::rename(&part, output));
    if written.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    written.with_context(|| format!("{}: cannot write", output.display()))?;
    Ok(bytes.len())
}

fn note(args: &Args, learn: &[Lesson<'_>]) -> String {
    let tokens: usize = learn.iter().map(|lesson| lesson.text.tokens.len()).sum();
    let (texts, epochs, seed) = (learn.len(), args.epochs, args.seed);
    let counts = format!("{texts} texts, {tokens} tokens, {epochs} rounds, seed {seed}");
    if args.note.is_empty() { counts } else { format!("{}; {counts}", args.note) }
}

/// Every tenth text for scoring, the others for learning.
fn hold_out<'t>(lessons: &[Lesson<'t>]) -> (Vec<Lesson<'t>>, Vec<Lesson<'t>>) {
    let (mut learn, mut held) = (Vec::new(), Vec::new());
    for (i, lesson) in lessons.iter().enumerate() {
        if i % 10 == 9 { held.push(*lesson) } else { learn.push(*lesson) }
    }
    (learn, held)
}

fn score_files(pipeline: &Pipeline, path: &Path, files: &[PathBuf]) -> anyhow::Result<Outcome> {
    ensure!(!files.is_empty(), "no file to score on");
    let bytes = std::fs::read(path).with_context(|| format!("{}: cannot read", path.display()))?;
    let model = Model::read(&bytes).with_context(|| format!("{}", path.display()))?;
    let mut data = Lessons::default();
    for file in files {
        data.columns(pipeline, file, Some(model.types()), None)?;
    }
    let note = model.note();
    remark(format!("{}: {}", path.display(), if note.is_empty() { "no note" } else { note }));
    print(&score(&model, &data.all()), model.types())?;
    Ok(Outcome::Done)
}

fn progress_bar(epochs: u32) -> ProgressBar {
    let template = "{bar:40} {msg} {elapsed}";
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(u64::from(epochs) * 2 + 5).with_style(style)
}

/// On a terminal the bar moves; elsewhere a line for each part that is done.
fn show(bar: &ProgressBar, progress: Progress) {
    let message = match progress {
        Progress::Jackknife(done, all) => format!("unseen labels {done} of {all}"),
        Progress::Round(pass, round, loss) => format!("pass {pass}, round {round}, loss {loss:.5}"),
    };
    if bar.is_hidden() {
        if !matches!(progress, Progress::Round(_, round, _) if round % 5 != 0) {
            complain(message);
        }
        return;
    }
    bar.set_message(message);
    bar.inc(match progress {
        Progress::Jackknife(..) => 1,
        Progress::Round(..) => 1,
    });
}

fn print(score: &Score, types: &[String]) -> io::Result<()> {
    let mut table = Table::new();
    table.load_style(presets::ASCII_MARKDOWN);
    table.set_header(["names", "given", "found", "correct", "P", "R", "F1"]);
    let mut row = |name: &str, counts: Counts| {
        let share = |value: f64| format!("{:.2}", value * 100.0);
        table.add_row([
            name.to_owned(),
            counts.gold.to_string(),
            counts.found.to_string(),
            counts.correct.to_string(),
            share(counts.precision()),
            share(counts.recall()),
            share(counts.f1()),
        ]);
    };
    row("all", score.all());
    types.iter().zip(&score.types).for_each(|(name, &counts)| row(name, counts));
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let mut out = io::stdout().lock();
    writeln!(out, "{table}").and_then(|()| out.flush())
}
