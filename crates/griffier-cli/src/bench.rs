//! `griffier bench`: how fast letters of the user's own are annotated, step by step, on one thread and on several.

mod compare;
mod machine;
mod measure;
mod report;

use crate::Outcome;
use crate::input::{Inputs, Reading};
use crate::lists::ListArgs;
use anyhow::{Context, bail};
use clap::Parser;
use report::Report;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

#[derive(Parser)]
pub(crate) struct Args {
    /// Letters, archives or lists of letters, or folders of these. They are read again in each round.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The most threads; 0 is one for each processor. One thread is always measured.
    #[arg(short, long, default_value_t = 0, value_name = "N")]
    jobs: u16,
    /// Rounds after the first, which is reported apart as cold.
    #[arg(long, default_value_t = 5, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    rounds: u16,
    /// Write the figures as JSON to standard output in place of the table.
    #[arg(long)]
    json: bool,
    /// Say what got faster or slower since these figures, which `--json` wrote for the same letters.
    #[arg(long, value_name = "OLD.json")]
    compare: Option<PathBuf>,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    lists: ListArgs,
    #[command(flatten)]
    tagger: crate::tagger::Choice,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    if args.paths.iter().any(|path| crate::input::is_stdin(path)) {
        bail!("-: letters are read again in each round, which standard input cannot be; give a file");
    }
    let old = args.compare.as_deref().map(read).transpose()?;
    let inputs = Inputs::find(&args.paths)?;
    inputs.faults.iter().for_each(crate::complain);
    let pipeline = args.tagger.of(args.lists.pipeline()?)?;
    let machine = machine::Machine::here();
    let most = if args.jobs == 0 { machine.threads } else { args.jobs.into() };
    let mut bench = measure::Bench::new(&inputs, &args.reading, pipeline);
    let mut runs = Vec::new();
    for threads in if most > 1 { vec![1, most] } else { vec![1] } {
        runs.push(bench.run(threads, args.rounds.into())?);
    }
    let knowledge = pipeline.knowledge().version().name();
    let report = Report::new(knowledge, machine, bench.corpus(inputs.faults.len())?, runs);
    let mut out = std::io::stdout().lock();
    if args.json {
        serde_json::to_writer_pretty(&mut out, &report)?;
        writeln!(out)?;
    } else {
        report.print(&mut out)?;
    }
    if let Some(old) = old {
        // With --json, standard output holds the figures alone.
        match args.json {
            true => compare::print(&old, &report, &mut std::io::stderr().lock())?,
            false => compare::print(&old, &report, &mut out)?,
        }
    } else if !args.json && std::io::stdout().is_terminal() {
        writeln!(out, "\n--json keeps these figures, --compare OLD.json sets later ones beside them.")?;
    }
    Ok(if report.corpus.lost == 0 { Outcome::Done } else { Outcome::LettersLost })
}

/// Figures that an earlier run wrote.
fn read(path: &Path) -> anyhow::Result<Report> {
    let bytes = std::fs::read(path).with_context(|| format!("{}: cannot read", path.display()))?;
    let report: Report = serde_json::from_slice(&bytes)
        .with_context(|| format!("{}: these are no figures of `griffier bench --json`", path.display()))?;
    Ok(report)
}
