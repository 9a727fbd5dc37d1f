//! `griffier kb`: the knowledge base behind the links. A file for each question.

mod compile;
mod diff;
mod import;
mod info;
mod lookup;
mod show;

use crate::lists::HowArgs;
use crate::{Outcome, complain};
use anyhow::bail;
use clap::{Parser, Subcommand};
use griffier::lists::map;
use griffier::{KnowledgeBase, builtin};
use std::io::{self, Write};
use std::path::Path;

#[derive(Parser)]
pub(crate) struct Args {
    #[command(subcommand)]
    question: Question,
}

#[derive(Subcommand)]
enum Question {
    /// What a name can mean: every candidate with the evidence for it.
    Lookup(lookup::Args),
    /// Everything that the lists say of one identifier.
    Show(show::Args),
    /// Make one file of lists, which opens at once however many names it has.
    Compile(compile::Args),
    /// Write the rows of lists as a table in the form of gazetteers/, to be reviewed and taken over by hand.
    Import(import::Args),
    /// What one knowledge base says that another does not.
    Diff(diff::Args),
    /// The version of a knowledge base, its rows by type, and how many have an identifier elsewhere.
    Info(info::Args),
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    match &args.question {
        Question::Lookup(args) => lookup::run(args),
        Question::Show(args) => show::run(args),
        Question::Compile(args) => compile::run(args),
        Question::Import(args) => import::run(args),
        Question::Diff(args) => diff::run(args),
        Question::Info(args) => info::run(args),
    }
}

/// The knowledge base at `path`: `builtin`, or a compiled file as it is; or a list or a folder like `gazetteers/`, joined
/// with the built-in lists as in any other command, unless they are to be left out.
fn open(path: &Path, how: &HowArgs) -> anyhow::Result<KnowledgeBase> {
    if path == Path::new("builtin") && !path.exists() {
        return Ok(builtin());
    }
    if path.extension().is_some_and(|extension| extension == "kb") {
        return Ok(map(path)?);
    }
    if !path.exists() {
        bail!("{}: no such file or folder", path.display());
    }
    let opened = how.lists(&[path.to_owned()])?.open()?;
    opened.warnings.iter().for_each(|warning| complain(format!("warning: {warning}")));
    Ok(opened.knowledge)
}

/// A stretch of time as a row states it.
fn time(from: &str, to: &str) -> String {
    match (from, to) {
        ("", "") => "days unknown".to_owned(),
        (from, "") => format!("from {from}, no end known"),
        ("", to) => format!("to {to}"),
        (from, to) => format!("{from} to {to}"),
    }
}

/// Writes a report to standard output.
fn print(report: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(report.as_bytes()).and_then(|()| out.flush())
}
