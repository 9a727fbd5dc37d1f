//! `cargo xtask compare`: griffier beside other tools, on the same letters and the same names.

use crate::{venv, write_corpus};
use anyhow::{Context, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Builds what is compared, makes letters and the environment of `benches/compare/requirements.txt`, and runs
/// `benches/compare/compare.py`; whether it ended well.
///
/// # Errors
/// When something cannot be built, made or installed.
pub fn run(root: &Path, letters: &[PathBuf], megabytes: usize, rounds: usize) -> anyhow::Result<bool> {
    let work = root.join("target/compare");
    std::fs::create_dir_all(&work).with_context(|| format!("{}: cannot make", work.display()))?;
    let python = venv::python(&work.join("venv"), &root.join("benches/compare/requirements.txt"))?;
    for build in [
        &["build", "--release", "--quiet", "-p", "griffier-cli"][..],
        &["build", "--release", "--quiet", "-p", "griffier-benches", "--bin", "scan"],
    ] {
        let built = crate::suite::cargo(root, build).status().context("cannot start cargo")?;
        ensure!(built.success(), "cargo {} failed", build.join(" "));
    }
    write_corpus(megabytes, &work.join("corpus.jsonl"))?;
    let program =
        |name: &str| root.join("target/release").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let mut command = Command::new(python);
    command.arg(root.join("benches/compare/compare.py"));
    command.args([program("griffier"), program("scan"), work]).args(["--rounds", &rounds.to_string()]);
    for folder in letters {
        command.arg("--letters").arg(folder);
    }
    Ok(command.status().context("cannot start benches/compare/compare.py")?.success())
}
