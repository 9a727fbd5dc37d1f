//! Virtual environments of Python under `target/`, made from a file of pinned requirements and made again when it changes.

use anyhow::{Context, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The interpreter of the environment `venv`, which has what `requirements` names.
///
/// # Errors
/// When there is no python3, or a package cannot be installed.
pub fn python(venv: &Path, requirements: &Path) -> anyhow::Result<PathBuf> {
    let python = venv.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let wanted =
        std::fs::read(requirements).with_context(|| format!("{}: cannot read", requirements.display()))?;
    // Written last: an environment that was half made is made again.
    let installed = venv.join("requirements.txt");
    if std::fs::read(&installed).is_ok_and(|have| have == wanted) && quiet(Command::new(&python).arg("-V")) {
        return Ok(python);
    }
    if !quiet(Command::new("python3").arg("--version")) {
        bail!("python3 is missing (Debian: apt-get install python3 python3-venv)");
    }
    let made = Command::new("python3").args(["-m", "venv", "--clear"]).arg(venv).status();
    if !made.is_ok_and(|status| status.success()) {
        bail!("python3 -m venv {} failed (Debian: apt-get install python3-venv)", venv.display());
    }
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"]).arg(requirements);
    if !pip.status().is_ok_and(|status| status.success()) {
        bail!("pip install -r {} failed", requirements.display());
    }
    std::fs::write(installed, wanted)?;
    Ok(python)
}

/// Whether a command ends well; what it says is not shown.
fn quiet(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}
