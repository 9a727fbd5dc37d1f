//! `griffier eval`: how annotations agree with gold.

use crate::input::{Inputs, Reading};
use crate::lists::ListArgs;
use crate::{Outcome, complain, printable};
use clap::Parser;
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
    /// The folder with <letter>.mentions.tsv and <letter>.relations.tsv.
    #[arg(long, value_name = "DIR")]
    gold: PathBuf,
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

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    anyhow::ensure!(args.gold.is_dir(), "{}: no such folder of gold", args.gold.display());
    let inputs = Inputs::find(&args.paths)?;
    inputs.faults.iter().for_each(complain);
    let mut lost = inputs.faults.len();
    let pipeline = args.tagger.of(args.lists.pipeline()?)?;
    let mut total = Scores::default();
    let mut differences = Vec::new();
    let gold = args.gold.clone();
    let work = move |doc| Ok(one(&gold, &pipeline, doc));
    inputs.each(&args.reading, 0, work, |_, result| {
        match result.map_err(|error| vec![error.to_string()]).flatten() {
            Ok(comparison) => {
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
