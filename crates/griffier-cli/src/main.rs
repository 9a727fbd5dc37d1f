//! The command `griffier`: arguments, files, exit codes, printing. Everything else is in the library crates.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this crate is the one that speaks to people")]

mod annotate;
mod bench;
mod chunk;
mod commitments;
mod config;
mod corrections;
mod diff;
mod eval;
mod explain;
mod format;
mod graph;
mod input;
mod interrupt;
mod kb;
mod learn;
mod ledger;
mod lists;
mod manual;
mod output;
mod pretty;
mod segment;
mod serve;
mod summary;
mod tagger;
mod text;
mod timings;
mod train;
mod view;

use clap::{ArgAction, ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand};
use griffier::batch::panic_words;
use griffier::builtin;
use griffier::corrections::CorrectionError;
use griffier::lists::ImportError;
use std::fmt::Display;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

const EXAMPLES: &str = "\
Examples:
  griffier annotate letters/ -o letters.jsonl     a folder of letters, one record a line
  griffier annotate - < letter.txt | less         one letter from standard input
  griffier annotate mail.eml dump.zip a.jsonl     letters in mail, archives and lists
  griffier text archive.zip!/letter.md            a letter as it was read, with its zones
  griffier commitments letters/ --open            what was promised and is still to be done, by deadline
  griffier view letter.txt -o letter.html         the letter as a page, with all that was read from it
  griffier serve letters/                         the same in a browser, and an interface for programs
  griffier explain letter.txt --at 12:40          why line 12, column 40 was read as it was
  griffier segment letters/ --format conllu        sentences and tokens, nothing else
  griffier chunk letters/ --max-tokens 512 --tokenizer tokenizer.json   passages for a search system
  griffier diff old.jsonl new.jsonl               what other lists, options or corrections change
  griffier annotate letter.txt --pretty           one letter for reading in a terminal
  griffier graph load letters.jsonl --store DIR   records as RDF, for `griffier graph query`
  griffier bench letters/ --json > now.json       how fast, step by step, for --compare later on
  griffier annotate letters/ --gazetteer eigen.csv   with a list of your own beside the built-in ones
  griffier kb lookup 'minister van EZ' --date 2011    what a name can mean, and why
  griffier annotate letters/ --corrections c.tsv  with what people corrected
  griffier eval letters/ --gold gold/             figures against your own annotations

Exit status: 0 done, 1 done but some letters lost (each with a line that says why), 2 did not run or could not write,
130 interrupted (docs/batches.md).";

/// Reads Dutch policy letters: who, what, when and how they relate, each with its place and its reason.
#[derive(Parser)]
#[command(name = "griffier", version, arg_required_else_help = true, max_term_width = 100, color = ColorChoice::Auto)]
#[command(after_help = EXAMPLES, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Options from this file instead of griffier.toml (docs/configuration.md).
    #[arg(long, global = true, value_name = "FILE", help_heading = "Everywhere")]
    config: Option<PathBuf>,
    /// Read no griffier.toml.
    #[arg(long, global = true, help_heading = "Everywhere")]
    no_config: bool,
    /// Say on standard error what is done and, of `graph query`, how long it took; twice: of each letter.
    #[arg(short, long, global = true, action = ArgAction::Count, help_heading = "Everywhere")]
    verbose: u8,
    /// Say nothing on standard error but what is wrong: no summary, no progress, no address of the server.
    #[arg(short, long, global = true, help_heading = "Everywhere")]
    quiet: bool,
    /// Colors: where the terminal takes them (NO_COLOR and CLICOLOR count), always, or never.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", value_parser = ["auto", "always", "never"],
        help_heading = "Everywhere")]
    color: String,
}

#[derive(Subcommand)]
enum Command {
    /// Annotate letters: one JSON record a letter.
    Annotate(annotate::Args),
    /// Measure how fast letters of yours are annotated, and compare with figures measured before.
    Bench(bench::Args),
    /// Cut letters into passages that fit a model, with the mentions of each: for systems that search.
    Chunk(chunk::Args),
    /// Show what was promised to parliament, who promised it and by when.
    Commitments(commitments::Args),
    /// Take over what people corrected in another tool, as a file for --corrections.
    Corrections(corrections::Args),
    /// Show what changed in the annotations between two files of records.
    Diff(diff::Args),
    /// Compare annotations with gold: mentions, links, holders, relations.
    Eval(eval::Args),
    /// Write sentences and tokens alone (JSON Lines, CoNLL-U).
    Segment(segment::Args),
    /// Show the text of letters as it was read, with its zones and its places in the file.
    Text(text::Args),
    /// Say why something was found, and why it means what it means.
    Explain(explain::Args),
    /// Keep annotated letters as RDF and ask SPARQL questions about them.
    Graph(graph::Args),
    /// Ask the knowledge base: what a name can mean, what a row says, what changed; compile lists of your own.
    Kb(kb::Args),
    /// Serve it all over HTTP: pages to look at letters, annotation, the knowledge base, SPARQL.
    Serve(Box<serve::Args>),
    /// Propose rows and exceptions for lists, from what people corrected.
    Learn(learn::Args),
    /// Show letters as web pages: the text with all that was read from it.
    View(view::Args),
    /// Train a tagger for names on annotated text of your own, or score one.
    Train(Box<train::Args>),
    /// Write the completions of a shell: bash, zsh, fish, elvish, powershell.
    Completions(manual::CompletionArgs),
    /// Write the pages of the manual, one a command.
    Man(manual::ManArgs),
}

/// How a run ended; the values are the documented exit status.
pub(crate) enum Outcome {
    Done,
    LettersLost,
    Differs,
    /// By Ctrl-C or its like, after the letters in flight were finished.
    Interrupted,
}

fn main() -> ExitCode {
    let cli = match parse() {
        Ok(cli) => cli,
        Err(error) => {
            explain_failure(&error);
            return ExitCode::from(2);
        }
    };
    speak(&cli);
    silence_panics();
    let attempt = AssertUnwindSafe(|| match cli.command {
        Command::Annotate(args) => annotate::run(&args),
        Command::Bench(args) => bench::run(&args),
        Command::Chunk(args) => chunk::run(&args),
        Command::Commitments(args) => commitments::run(&args),
        Command::Completions(args) => manual::completions(&args, Cli::command()),
        Command::Diff(args) => diff::run(&args),
        Command::Man(args) => manual::pages(&args, Cli::command()),
        Command::Corrections(args) => corrections::run(&args),
        Command::Eval(args) => eval::run(&args),
        Command::Segment(args) => segment::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Text(args) => text::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Graph(args) => graph::run(&args),
        Command::Kb(args) => kb::run(&args),
        Command::Learn(args) => learn::run(&args),
        Command::View(args) => view::run(&args),
        Command::Train(args) => train::run(&args),
    });
    let result = catch_unwind(attempt).unwrap_or_else(|payload| {
        Err(anyhow::anyhow!("a defect of griffier, please report it: {}", panic_words(payload.as_ref())))
    });
    lists::report_unbound();
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::LettersLost | Outcome::Differs) => ExitCode::from(1),
        Ok(Outcome::Interrupted) => ExitCode::from(interrupt::STATUS),
        // A reader that has seen enough closes the pipe; that is no failure.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            explain_failure(&error);
            ExitCode::from(2)
        }
    }
}

/// Why the run ended; each fault of a list has a line of its own.
fn explain_failure(error: &anyhow::Error) {
    if let Some(ImportError::Faults(faults)) = error.downcast_ref() {
        faults.shown.iter().for_each(complain);
        match faults.count - faults.shown.len() {
            0 => {}
            more => complain(format!("and {more} more faults")),
        }
    } else if let Some(CorrectionError::Problems(problems)) = error.downcast_ref() {
        problems.iter().for_each(complain);
    } else {
        complain(format!("{error:#}"));
    }
}

/// The command line, with the file of options; the version names the knowledge base, too.
fn parse() -> anyhow::Result<Cli> {
    let version = builtin().version();
    let (name, [entities, ..]) = (version.name(), version.counts);
    let version = format!("{} (knowledge base {name}, {entities} entities)", env!("CARGO_PKG_VERSION"));
    let version: &'static str = version.leak();
    let mut command = Cli::command().version(version);
    // What the command line says of how much is said outweighs the other of the two in the file.
    let outweighed = match config::loudness(std::env::args_os()) {
        (true, true) => anyhow::bail!(
            "--quiet and --verbose: one asks for less on standard error and one for more; leave one out"
        ),
        (true, false) => Some("verbose"),
        (false, true) => Some("quiet"),
        (false, false) => None,
    };
    if let Some(path) = config::path(std::env::args_os()) {
        command = config::apply(command, &path, outweighed)?;
    }
    let matches = command.get_matches();
    Ok(Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit()))
}

/// Who hears what: how much is said on standard error, and in colors or not.
fn speak(cli: &Cli) {
    match cli.color.as_str() {
        "always" => anstream::ColorChoice::Always.write_global(),
        "never" => anstream::ColorChoice::Never.write_global(),
        _ => {}
    }
    QUIET.store(cli.quiet, Ordering::Relaxed);
    // A file may ask for both; then less is said.
    let level = match cli.verbose {
        _ if cli.quiet => tracing::Level::WARN,
        0 => tracing::Level::WARN,
        1 => tracing::Level::INFO,
        2 => tracing::Level::DEBUG,
        _ => tracing::Level::TRACE,
    };
    let log = tracing_subscriber::fmt().with_max_level(level).with_writer(std::io::stderr);
    // No clock: the same run says the same.
    let log = log.without_time().with_target(false).with_ansi(false);
    // A second subscriber is refused; there is none.
    let _ = log.try_init();
    if let Some(path) = config::path(std::env::args_os()) {
        tracing::info!("options from {}", printable(&path.display().to_string()));
    }
}

/// Whether only what is wrong is said.
static QUIET: AtomicBool = AtomicBool::new(false);

/// [`complain`] of what is not wrong: nothing with `--quiet`.
pub(crate) fn remark(message: impl Display) {
    if !QUIET.load(Ordering::Relaxed) {
        complain(message);
    }
}

/// One line on standard error. A path may hold line breaks or a terminal's escapes: they are shown, not obeyed. That
/// nobody listens is no reason to stop.
pub(crate) fn complain(message: impl Display) {
    let line = printable(&message.to_string());
    let bold = anstyle::Style::new().bold();
    let _ = writeln!(anstream::stderr(), "{bold}griffier:{bold:#} {line}");
}

/// `text` with its control characters written out.
pub(crate) fn printable(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() || turns(c) { line.extend(c.escape_default()) } else { line.push(c) }
    }
    line
}

/// Whether `c` turns the direction of what stands behind it, by which a name can look like another.
fn turns(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What a panic says is reported with the letter it lost; the default report would only repeat it.
fn silence_panics() {
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        std::panic::set_hook(Box::new(|_| {}));
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let mut causes = error.chain().filter_map(|cause| cause.downcast_ref::<std::io::Error>());
    causes.any(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}
