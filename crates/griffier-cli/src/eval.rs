//! `griffier eval`: how annotations agree with gold.

use crate::input::{Inputs, Reading};
use crate::lists::ListArgs;
use crate::{Outcome, complain, printable};
use clap::Parser;
use griffier::corrections::Corrections;
use griffier::{Document, Pipeline};
use griffier_eval::{Comparison, Difference, Gold, Predicted, Scores, compare, table};
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

#[derive(Parser)]
pub(crate) struct Args {
    /// Letters, archives or lists of letters, or folders of these.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The folder with <letter>.mentions.tsv and <letter>.relations.tsv. Without it the letters that --corrections names
    /// are compared with themselves as corrected.
    #[arg(long, value_name = "DIR")]
    gold: Option<PathBuf>,
    /// Print the scores as JSON; with --errors the differences are in it.
    #[arg(long)]
    json: bool,
    /// Print every difference before the scores: missed, false, another link, another holder.
    #[arg(long)]
    errors: bool,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    lists: ListArgs,
    #[command(flatten)]
    tagger: crate::tagger::Choice,
}

/// What annotations are compared with.
#[derive(Clone)]
enum Measure {
    /// Files of a folder.
    Gold(PathBuf),
    /// The same letter, corrected.
    Corrected(&'static Corrections),
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let (measure, pipeline) = match (&args.gold, args.lists.corrections()?) {
        (Some(gold), _) => {
            anyhow::ensure!(gold.is_dir(), "{}: no such folder of gold", gold.display());
            (Measure::Gold(gold.clone()), args.lists.pipeline()?)
        }
        (None, Some(corrections)) => (Measure::Corrected(corrections), args.lists.uncorrected()?),
        (None, None) => anyhow::bail!("give --gold DIR, or --corrections FILE"),
    };
    let inputs = Inputs::find(&args.paths)?;
    inputs.faults.iter().for_each(complain);
    let mut lost = inputs.faults.len();
    let pipeline = args.tagger.of(pipeline)?;
    let mut total = Scores::default();
    let mut differences = Vec::new();
    let work = move |doc| {
        Ok(match &measure {
            Measure::Gold(gold) => one(gold, &pipeline, doc).map(Some),
            Measure::Corrected(corrections) => Ok(corrected(corrections, &pipeline, doc)),
        })
    };
    inputs.each(&args.reading, 0, work, |_, result| {
        match result.map_err(|error| vec![error.to_string()]).flatten() {
            Ok(None) => {}
            Ok(Some(comparison)) => {
                total += &comparison.scores;
                differences.extend(comparison.differences);
            }
            Err(faults) => {
                faults.iter().for_each(complain);
                lost += 1;
            }
        }
        ControlFlow::Continue(())
    })?;
    let errors = args.errors.then_some(differences.as_slice());
    let report = if args.json { json(&total, errors)? } else { text(&total, errors.unwrap_or_default()) };
    let mut out = io::stdout().lock();
    out.write_all(report.as_bytes()).and_then(|()| out.flush())?;
    Ok(if lost == 0 { Outcome::Done } else { Outcome::LettersLost })
}

/// The comparison, or what is wrong with the gold, a line each.
fn one(gold: &Path, pipeline: &Pipeline, mut doc: Document) -> Result<Comparison, Vec<String>> {
    pipeline.run(&mut doc);
    if !Gold::exists(gold, doc.id()) {
        return Err(vec![format!("{}: no gold for it in {}", doc.source().path, gold.display())]);
    }
    let knowledge = pipeline.knowledge();
    let gold = Gold::load(gold, doc.id(), doc.text()).map_err(|error| error.faults().to_vec())?;
    Ok(compare(&gold, &Predicted::new(&doc), &|id| knowledge.entity(id).is_some()))
}

/// The comparison of a letter with itself as corrected; `None` if no decision is about it.
fn corrected(corrections: &Corrections, pipeline: &Pipeline, mut doc: Document) -> Option<Comparison> {
    if !corrections.names(doc.id()) && !corrections.names("") {
        return None;
    }
    // Layers are written once, so the letter is read twice: the text with what its file says of it.
    let mut right = Document::new(doc.id().to_owned(), doc.source().clone(), doc.text().to_owned());
    right.set_markup(doc.markup().clone());
    right.set_stated(doc.stated().to_vec());
    pipeline.run(&mut doc);
    pipeline.run_corrected(&mut right, corrections);
    let knowledge = pipeline.knowledge();
    let known = |id: &str| knowledge.entity(id).is_some();
    Some(compare(&Gold::of(&right), &Predicted::new(&doc), &known))
}

fn text(total: &Scores, differences: &[Difference]) -> String {
    let mut report = String::new();
    for difference in differences {
        report += &printable(&difference.to_string());
        report.push('\n');
    }
    if total.letters > 0 {
        report += if differences.is_empty() { "" } else { "\n" };
        report += &table(total);
    }
    report
}

fn json(total: &Scores, errors: Option<&[Difference]>) -> serde_json::Result<String> {
    let report = match errors {
        None => serde_json::to_string_pretty(total)?,
        Some(differences) => {
            let mut report = serde_json::to_value(total)?;
            report["differences"] = serde_json::to_value(differences)?;
            serde_json::to_string_pretty(&report)?
        }
    };
    Ok(report + "\n")
}
