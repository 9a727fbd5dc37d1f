//! `griffier eval`: how annotations agree with gold.

use crate::Outcome;
use crate::annotate::{read, silence_panics};
use crate::input::Inputs;
use anyhow::Context;
use clap::Parser;
use griffier::{Document, Pipeline};
use griffier_eval::{Comparison, Gold, Predicted, Scores, compare, table};
use std::io::{self, Write};
use std::path::PathBuf;

#[derive(Parser)]
pub(crate) struct Args {
    /// Letters (.txt, .md) or folders of letters.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The folder with <letter>.mentions.tsv and <letter>.relations.tsv.
    #[arg(long, value_name = "DIR")]
    gold: PathBuf,
    /// Print the scores as JSON.
    #[arg(long)]
    json: bool,
    /// Print every difference: missed, false, another link, another holder.
    #[arg(long)]
    errors: bool,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    silence_panics();
    let inputs = Inputs::find(&args.paths);
    let mut lost = inputs.faults.len();
    inputs.faults.iter().for_each(|fault| eprintln!("griffier: {fault}"));
    let pipeline = Pipeline::new();
    let mut total = Scores::default();
    let mut compared = 0;
    let mut out = io::stdout().lock();
    for path in &inputs.letters {
        let doc = match read(&pipeline, path) {
            Ok(doc) => doc,
            Err(error) => {
                eprintln!("griffier: {error}");
                lost += 1;
                continue;
            }
        };
        if !Gold::exists(&args.gold, doc.id()) {
            eprintln!("griffier: {}: no gold in {}", path.display(), args.gold.display());
            lost += 1;
            continue;
        }
        let comparison = one(args, &pipeline, &doc)?;
        if args.errors {
            for difference in &comparison.differences {
                writeln!(out, "{}: {difference}", doc.id())?;
            }
        }
        total += &comparison.scores;
        compared += 1;
    }
    anyhow::ensure!(compared > 0, "no letter could be compared with gold in {}", args.gold.display());
    if args.json {
        serde_json::to_writer_pretty(&mut out, &total)?;
        writeln!(out)?;
    } else {
        writeln!(out, "{}", table(&total))?;
    }
    Ok(if lost == 0 { Outcome::Done } else { Outcome::LettersLost })
}

fn one(args: &Args, pipeline: &Pipeline, doc: &Document) -> anyhow::Result<Comparison> {
    let gold = Gold::load(&args.gold, doc.id(), doc.text()).context("the gold does not fit the letter")?;
    let knowledge = pipeline.knowledge();
    Ok(compare(&gold, &Predicted::new(doc), &|id| knowledge.entity(id).is_some()))
}
