//! `griffier learn`: what lists should say after what people decided.

use crate::lists::NameArgs;
use crate::summary::count;
use crate::{Outcome, printable, remark};
use anyhow::Context;
use clap::Parser;
use griffier::corrections::{Corrections, Lessons, learn};
use griffier::lists::table;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

#[derive(Parser)]
pub(crate) struct Args {
    /// Files of decisions (docs/corrections.md).
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Write rows.tsv (for --gazetteer) and exceptions.tsv (for --corrections) to this folder; without it the proposals
    /// are shown.
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Propose only what was decided so often.
    #[arg(long, default_value_t = 1, value_name = "N")]
    least: usize,
    #[command(flatten)]
    lists: NameArgs,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let corrections = Corrections::open(&args.files)?;
    let lessons = learn(corrections.decisions(), args.lists.knowledge()?, args.least);
    match &args.output {
        Some(folder) => write(folder, &lessons)?,
        None => show(&lessons)?,
    }
    remark(format!(
        "{}, {}, nothing to learn from {}",
        count(lessons.rows.len(), "row"),
        count(lessons.exceptions.len(), "exception"),
        count(lessons.left.len(), "name")
    ));
    if lessons.relations > 0 {
        let relations = count(lessons.relations, "decision");
        remark(format!("{relations} about relations: lists can hold nothing of those"));
    }
    Ok(Outcome::Done)
}

fn write(folder: &Path, lessons: &Lessons) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("{}: cannot make this folder", folder.display()))?;
    let rows = table(&lessons.rows).map_err(anyhow::Error::msg)?;
    let path = folder.join("rows.tsv");
    std::fs::write(&path, rows).with_context(|| format!("{}: cannot write", path.display()))?;
    crate::corrections::write(Some(&folder.join("exceptions.tsv")), &lessons.exceptions)
}

fn show(lessons: &Lessons) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for row in &lessons.rows {
        let kind = row.kind.map_or("", |kind| kind.name());
        let forms: Vec<&str> = row.aliases.iter().chain(&row.context).map(String::as_str).collect();
        let tally: Vec<String> = row.extras.iter().map(|(name, count)| format!("{name} {count}")).collect();
        let forms = if forms.is_empty() { String::new() } else { format!(" also {}", forms.join(" | ")) };
        writeln!(
            out,
            "row        {kind} {} {}{} ({})",
            row.id,
            printable(&row.name),
            printable(&forms),
            tally.join(", ")
        )?;
    }
    for decision in &lessons.exceptions {
        let kind = decision.kind.map_or("", |kind| kind.name());
        writeln!(out, "exception  {kind} {} ({})", printable(&decision.text), decision.note)?;
    }
    for lesson in &lessons.left {
        let kind = lesson.kind.map_or("", |kind| kind.name());
        let (text, reason) = (printable(&lesson.text), lesson.reason);
        writeln!(out, "nothing    {kind} {text}: {reason}")?;
    }
    out.flush()
}
