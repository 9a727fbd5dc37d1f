//! The command `griffier`: arguments, files, exit codes, printing. Everything else is in the library crates.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this crate is the one that speaks to people")]

mod annotate;
mod commitments;
mod eval;
mod explain;
mod graph;
mod input;
mod output;
mod segment;
mod summary;
mod tagger;
mod train;

use clap::{ColorChoice, Parser, Subcommand};
use griffier::batch::panic_words;
use std::fmt::Display;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  griffier annotate letters/ -o letters.jsonl     a folder of letters, one record a line
  griffier annotate - < letter.txt | less         one letter from standard input
  griffier commitments letters/ --open            what was promised and is still to be done, by deadline
  griffier explain letter.txt --at 12:40          why line 12, column 40 was read as it was
  griffier segment letters/ --format conllu        sentences and tokens, nothing else
  griffier graph load letters.jsonl --store DIR   records as RDF, for `griffier graph query`
  griffier eval letters/ --gold gold/             figures against your own annotations

Exit status: 0 done, 1 done but some letters lost (each with a line that says why), 2 did not run.";

/// Reads Dutch policy letters: who, what, when and how they relate, each with its place and its reason.
#[derive(Parser)]
#[command(version, arg_required_else_help = true, max_term_width = 100, color = ColorChoice::Never)]
#[command(after_help = EXAMPLES, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Annotate letters: one JSON record a letter.
    Annotate(annotate::Args),
    /// Show what was promised to parliament, who promised it and by when.
    Commitments(commitments::Args),
    /// Compare annotations with gold: mentions, links, holders, relations.
    Eval(eval::Args),
    /// Write sentences and tokens alone (JSON Lines, CoNLL-U).
    Segment(segment::Args),
    /// Say why something was found, and why it means what it means.
    Explain(explain::Args),
    /// Train a tagger for names on annotated text of your own, or score one.
    Train(Box<train::Args>),
}

/// How a run ended; the values are the documented exit status.
pub(crate) enum Outcome {
    Done,
    LettersLost,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    silence_panics();
    let attempt = AssertUnwindSafe(|| match cli.command {
        Command::Annotate(args) => annotate::run(&args),
        Command::Commitments(args) => commitments::run(&args),
        Command::Eval(args) => eval::run(&args),
        Command::Segment(args) => segment::run(&args),
        Command::Explain(args) => explain::run(&args),
