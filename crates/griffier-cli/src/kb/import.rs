//! `griffier kb import`: lists in, a table in the form of `gazetteers/` out.

use super::print;
use crate::lists::HowArgs;
use crate::summary::count;
use crate::{Outcome, complain};
use anyhow::{Context, anyhow, ensure};
use clap::Parser;
use griffier::builtin;
use griffier::lists::{table, write};
use std::path::{Path, PathBuf};

#[derive(Parser)]
pub(crate) struct Args {
    /// Lists: .csv, .tsv, .jsonl, SKOS, patterns of spaCy's EntityRuler.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The table to write (.tsv); without it, or with -, standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// What rows have in the column `source` that state none; without it the name of the list that each is from.
    #[arg(long, value_name = "WORDS")]
    source: Option<String>,
    #[command(flatten)]
    how: HowArgs,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let output = args.output.as_deref().filter(|path| *path != Path::new("-"));
    let named = output.is_none_or(|path| path.extension().is_some_and(|extension| extension == "tsv"));
    ensure!(
        named,
        "{}: the name of a table ends in .tsv; griffier kb compile makes a .kb",
        output.unwrap_or(Path::new("-")).display()
    );
    let mut lists = args.how.lists(&args.files)?;
    lists.source.clone_from(&args.source);
    let (rows, warnings) = lists.rows()?;
    warnings.iter().for_each(|warning| complain(format!("warning: {warning}")));
    ensure!(
        !rows.is_empty(),
        "no rows of names in {}; who held or sat where is a table already, and a .kb has no rows of its own",
        args.files.iter().map(|file| file.display().to_string()).collect::<Vec<_>>().join(", ")
    );
    let text = table(&rows).map_err(|problem| anyhow!(problem))?;
    match output {
        Some(path) => {
            write(path, text.as_bytes()).with_context(|| format!("cannot write {}", path.display()))?;
        }
        None => print(&text)?,
    }
    let known = rows.iter().filter(|row| builtin().entity(&row.id).is_some()).count();
    let added = match known {
        0 => String::new(),
        1 => "; 1 has the identifier of a built-in row and adds to it".to_owned(),
        n => format!("; {n} have identifiers of built-in rows and add to them"),
    };
    eprintln!("{}{added}", count(rows.len(), "row"));
    Ok(Outcome::Done)
}
