//! `griffier learn`: what lists should say after what people decided.

use crate::input::{Inputs, Reading};
use crate::lists::{NameArgs, report};
use crate::summary::count;
use crate::{Outcome, complain, printable, remark};
use anyhow::Context;
use clap::Parser;
use griffier::corrections::{Corrections, Decision, Lessons, Standing, learn};
use griffier::lists::table;
use griffier::{Document, Pipeline};
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Parser)]
pub(crate) struct Args {
    /// Files of decisions (docs/corrections.md).
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Write rows.tsv (for --gazetteer) and exceptions.tsv (for --corrections) to this folder; without it the proposals
    /// are shown.
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Letters, archives or lists of letters, or folders of these, that were decided about: what stands in none of them teaches
    /// nothing. Without it decisions are taken at their word; may be given several times.
    #[arg(long, value_name = "PATH")]
    letters: Vec<PathBuf>,
    /// Propose only what was decided so often.
    #[arg(long, default_value_t = 1, value_name = "N")]
    least: usize,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    lists: NameArgs,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let corrections = Arc::new(Corrections::open(&args.files)?);
    let knowledge = args.lists.knowledge()?;
    let (decisions, standing, lost) = match args.letters.is_empty() {
        true => (corrections.decisions().to_vec(), Standing::default(), 0),
        false => confirmed(args, Pipeline::with_knowledge(knowledge), &corrections)?,
    };
    let lessons = learn(&decisions, knowledge, args.least, &standing);
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
    let taught = decisions.len() - lessons.relations;
    if args.letters.is_empty() && taught > 0 {
        let decisions = count(taught, "decision");
        remark(format!(
            "no letter was looked at: {decisions} taken at their word, also what stands in no letter; --letters PATH checks that"
        ));
    }
    if lessons.relations > 0 {
        let relations = count(lessons.relations, "decision");
        remark(format!("{relations} about relations: lists can hold nothing of those"));
    }
    Ok(if lost == 0 { Outcome::Done } else { Outcome::LettersLost })
}

/// The decisions that have a place in the letters, what stands there under names that were rejected elsewhere, and how many
/// letters could not be read. Decisions without a place are named.
fn confirmed(
    args: &Args,
    pipeline: Pipeline,
    corrections: &Arc<Corrections>,
) -> anyhow::Result<(Vec<Decision>, Standing, usize)> {
    let inputs = Inputs::find(&args.letters)?;
    inputs.faults.iter().for_each(complain);
    let mut lost = inputs.faults.len();
    let applied = Arc::clone(corrections);
    let mut standing = Standing::of(corrections.decisions());
    let names = standing.clone();
    let work = move |mut doc: Document| {
        pipeline.run_corrected(&mut doc, &applied);
        Ok(names.within(&doc))
    };
    inputs.each(&args.reading, 0, work, |_, result| {
        match result {
            Ok(found) => standing.add(found),
            Err(error) => {
                complain(error);
                lost += 1;
            }
        }
        ControlFlow::Continue(())
    })?;
    let decisions: Vec<Decision> = corrections.confirmed().cloned().collect();
    report(corrections);
    Ok((decisions, standing, lost))
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
