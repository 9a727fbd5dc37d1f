//! `cargo xtask stores`: another triple store loads the quads of the five letters and is asked the questions of the page.

use anyhow::{Context, bail, ensure};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The store, as PyPI has it.
const PACKAGE: &str = "pyoxigraph";
const VERSION: &str = "0.5.13";

/// Runs `tests/stores.py` with [`PACKAGE`] on what the tests wrote to `target/stores`; whether all answers are alike.
///
/// # Errors
/// When there is no python3, or the package cannot be installed: a comparison that is not made is no success.
pub fn run(root: &Path) -> anyhow::Result<bool> {
    let folder = root.join("target/stores");
    ensure!(
        folder.join("letters.nq").exists(),
        "{}: not there; `cargo test -p griffier-tests graph` writes it",
        folder.display()
    );
    let python = python(&folder.join("venv"))?;
    let script = root.join("tests/stores.py");
    let mut command = Command::new(python);
    command.arg(script).arg(&folder).args(["--only", PACKAGE]).current_dir(root);
    Ok(command.status().context("cannot start tests/stores.py")?.success())
}

/// The interpreter of a virtual environment that has the package; it is made if it is not there.
fn python(venv: &Path) -> anyhow::Result<PathBuf> {
    let python = venv.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let check = format!("import {PACKAGE}; assert {PACKAGE}.__version__ == '{VERSION}'");
    if quiet(Command::new(&python).args(["-c", &check])) {
        return Ok(python);
    }
    if !quiet(Command::new("python3").arg("--version")) {
        bail!(
            "python3 is missing; with it another triple store is asked the questions of docs/graph.md (Debian: apt-get \
             install python3 python3-venv)"
        );
    }
    let made = Command::new("python3").args(["-m", "venv", "--clear"]).arg(venv).status();
    if !made.is_ok_and(|status| status.success()) {
        bail!("python3 -m venv {} failed (Debian: apt-get install python3-venv)", venv.display());
    }
    let package = format!("{PACKAGE}=={VERSION}");
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", &package]);
    if !pip.status().is_ok_and(|status| status.success()) {
        bail!(
            "pip install {package} failed; the answers of another triple store cannot be compared without it"
        );
    }
    Ok(python)
}

/// Whether a command ends well; what it says is not shown.
fn quiet(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}
