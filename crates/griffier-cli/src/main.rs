//! The command `griffier`: arguments, files, exit codes, printing. Everything else is in the library crates.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this crate is the one that speaks to people")]

mod annotate;
mod eval;
mod explain;
mod input;
mod summary;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Reads Dutch policy letters: who, what, when and how they relate, each with its place and its reason.
#[derive(Parser)]
#[command(version, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = "Exit status: 0 done, 1 done but some letters lost, 2 did not run.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Annotate letters: one JSON record a letter.
    Annotate(annotate::Args),
    /// Compare annotations with gold: mentions, links, holders, relations.
    Eval(eval::Args),
    /// Say why something was found, and why it means what it means.
    Explain(explain::Args),
}

/// How a run ended; the values are the documented exit status.
pub(crate) enum Outcome {
    Done,
    LettersLost,
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Annotate(args) => annotate::run(&args),
        Command::Eval(args) => eval::run(&args),
        Command::Explain(args) => explain::run(&args),
    };
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::LettersLost) => ExitCode::from(1),
        // A reader that has seen enough closes the pipe; that is no failure.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("griffier: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let io = error.chain().filter_map(|cause| cause.downcast_ref::<std::io::Error>());
    io.into_iter().any(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}
