//! `griffier kb compile`: lists in, one file out.

use super::print;
use crate::lists::HowArgs;
use crate::{Outcome, complain};
use anyhow::Context;
use clap::Parser;
use griffier::lists::{map, write};
use std::path::PathBuf;

#[derive(Parser)]
pub(crate) struct Args {
    /// Lists, or folders like gazetteers/.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The file to write (.kb); give it to other commands with --gazetteer.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    how: HowArgs,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let output = &args.output;
    anyhow::ensure!(
        output.extension().is_some_and(|extension| extension == "kb"),
        "{}: the name of a compiled knowledge base ends in .kb",
        output.display()
    );
    let compiled = args.how.lists(&args.files)?.compile()?;
    compiled.warnings.iter().for_each(|warning| complain(format!("warning: {warning}")));
    write(output, &compiled.bytes).with_context(|| format!("cannot write {}", output.display()))?;
    let version = map(output)?.version();
    let [entities, forms, ..] = version.counts;
    print(&format!(
        "{}: {entities} entities, {forms} forms, version {}\n",
        output.display(),
        version.name()
    ))?;
    Ok(Outcome::Done)
}
