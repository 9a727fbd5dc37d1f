//! The command `griffier`: arguments, files, exit codes, printing. Everything else is in the library crates.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this crate is the one that speaks to people")]

mod annotate;
mod chunk;
mod commitments;
mod eval;
mod explain;
mod graph;
mod input;
mod kb;
mod lists;
mod output;
mod segment;
mod serve;
mod summary;
mod tagger;
mod text;
mod timings;
mod train;
mod view;

use clap::{ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand};
use griffier::batch::panic_words;
use griffier::builtin;
use griffier::lists::ImportError;
use std::fmt::Display;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

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
  griffier graph load letters.jsonl --store DIR   records as RDF, for `griffier graph query`
  griffier annotate letters/ --gazetteer eigen.csv   with a list of your own beside the built-in ones
  griffier kb lookup 'minister van EZ' --date 2011    what a name can mean, and why
  griffier eval letters/ --gold gold/             figures against your own annotations

Exit status: 0 done, 1 done but some letters lost (each with a line that says why), 2 did not run.";

/// Reads Dutch policy letters: who, what, when and how they relate, each with its place and its reason.
#[derive(Parser)]
#[command(name = "griffier", version, arg_required_else_help = true, max_term_width = 100, color = ColorChoice::Never)]
#[command(after_help = EXAMPLES, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Annotate letters: one JSON record a letter.
    Annotate(annotate::Args),
    /// Cut letters into passages that fit a model, with the mentions of each: for systems that search.
    Chunk(chunk::Args),
    /// Show what was promised to parliament, who promised it and by when.
    Commitments(commitments::Args),
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
    /// Show letters as web pages: the text with all that was read from it.
    View(view::Args),
    /// Train a tagger for names on annotated text of your own, or score one.
    Train(Box<train::Args>),
}

/// How a run ended; the values are the documented exit status.
pub(crate) enum Outcome {
    Done,
    LettersLost,
}

fn main() -> ExitCode {
    let cli = parse();
    silence_panics();
    let attempt = AssertUnwindSafe(|| match cli.command {
        Command::Annotate(args) => annotate::run(&args),
        Command::Chunk(args) => chunk::run(&args),
        Command::Commitments(args) => commitments::run(&args),
        Command::Eval(args) => eval::run(&args),
        Command::Segment(args) => segment::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Text(args) => text::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Graph(args) => graph::run(&args),
        Command::Kb(args) => kb::run(&args),
        Command::View(args) => view::run(&args),
        Command::Train(args) => train::run(&args),
    });
    let result = catch_unwind(attempt).unwrap_or_else(|payload| {
        Err(anyhow::anyhow!("a defect of griffier, please report it: {}", panic_words(payload.as_ref())))
    });
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::LettersLost) => ExitCode::from(1),
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
    } else {
        complain(format!("{error:#}"));
    }
}

/// The command line; the version names the knowledge base, too.
fn parse() -> Cli {
    let version = builtin().version();
    let (name, [entities, ..]) = (version.name(), version.counts);
    let version = format!("{} (knowledge base {name}, {entities} entities)", env!("CARGO_PKG_VERSION"));
    let version: &'static str = version.leak();
    let matches = Cli::command().version(version).get_matches();
    Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
}

/// One line on standard error. A path may hold line breaks or a terminal's escapes: they are shown, not obeyed. That
/// nobody listens is no reason to stop.
pub(crate) fn complain(message: impl Display) {
    let line = printable(&message.to_string());
    let _ = writeln!(std::io::stderr(), "griffier: {line}");
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
