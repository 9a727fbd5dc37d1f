//! `cargo xtask growth`: how the cost grows with letters, corpora, lists, threads and mentions, as figures and plots.

use crate::{venv, write_corpus};
use anyhow::{Context, ensure};
use std::path::Path;
use std::process::Command;

/// Builds the command, makes the corpus and the environment of `benches/growth/requirements.txt`, and runs
/// `benches/growth/growth.py`, which writes to `docs/performance/`; whether it ended well. `only` names some of its questions.
///
/// # Errors
/// When something cannot be built, made or installed.
pub fn run(root: &Path, largest: usize, only: Option<&str>) -> anyhow::Result<bool> {
    let work = root.join("target/growth");
    std::fs::create_dir_all(&work).with_context(|| format!("{}: cannot make", work.display()))?;
    let python = venv::python(&work.join("venv"), &root.join("benches/growth/requirements.txt"))?;
    let built = crate::suite::cargo(root, &["build", "--release", "--quiet", "-p", "griffier-cli"]).status();
    ensure!(built.context("cannot start cargo")?.success(), "the command does not build");
    write_corpus(20, &work.join("corpus.jsonl"))?;
    let griffier = root.join("target/release").join(format!("griffier{}", std::env::consts::EXE_SUFFIX));
    let mut command = Command::new(python);
    command.arg(root.join("benches/growth/growth.py")).args([griffier, work, root.join("docs/performance")]);
    command.args(["--largest", &largest.to_string()]);
    if let Some(only) = only {
        command.args(["--only", only]);
    }
    Ok(command.status().context("cannot start benches/growth/growth.py")?.success())
}
