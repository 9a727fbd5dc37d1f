//! `griffier completions` and `griffier man`: what shells and `man` know of the command, made of the same description as its
//! help.

use crate::Outcome;
use anyhow::Context;
use clap::{Command, Parser};
use clap_complete::Shell;
use std::io::{self, Write};
use std::path::PathBuf;

#[derive(Parser)]
pub(crate) struct CompletionArgs {
    /// For which shell.
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

#[derive(Parser)]
pub(crate) struct ManArgs {
    /// The folder for the pages, which is made if it is not there (`man -l DIR/griffier.1` shows one).
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

pub(crate) fn completions(args: &CompletionArgs, mut command: Command) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "griffier", &mut script);
    let mut out = io::stdout().lock();
    out.write_all(&script).and_then(|()| out.flush())?;
    Ok(Outcome::Done)
}

pub(crate) fn pages(args: &ManArgs, command: Command) -> anyhow::Result<Outcome> {
    let folder = args.folder.display();
    std::fs::create_dir_all(&args.folder).with_context(|| format!("{folder}: cannot make this folder"))?;
    let command = command.version(env!("CARGO_PKG_VERSION"));
    clap_mangen::generate_to(command, &args.folder)
        .with_context(|| format!("{folder}: cannot write the pages"))?;
    Ok(Outcome::Done)
}
