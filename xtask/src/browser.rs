//! `cargo xtask browser`: the pages of the server in headless Chromium, at the widths of a phone and of a desk.

use anyhow::{Context, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Runs `tests/browser.py` on the command as it is built for tests; whether all is well.
///
/// # Errors
/// When Chromium or chromedriver is missing, or the command cannot be built: pages nobody looked at are no success.
pub fn run(root: &Path, screenshots: Option<&Path>) -> anyhow::Result<bool> {
    for program in ["chromium", "chromedriver", "python3"] {
        let found =
            Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        if !found.is_ok_and(|status| status.success()) {
            bail!("{program} is missing (Debian: apt-get install chromium chromium-driver python3)");
        }
    }
    let program = build(root)?;
    let mut command = Command::new("python3");
    command.arg(root.join("tests/browser.py")).arg(program).current_dir(root);
    if let Some(folder) = screenshots {
        command.arg("--screenshots").arg(folder);
    }
    Ok(command.status().context("cannot start tests/browser.py")?.success())
}

/// Builds the command, and says where it is.
fn build(root: &Path) -> anyhow::Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        // With the feature that the tests have, so that nothing is built twice.
        .args(["build", "--quiet", "-p", "griffier-cli", "--features", "griffier-cli/onnx"])
        .args(["--message-format", "json-render-diagnostics"])
        .current_dir(root)
        .stderr(Stdio::inherit())
        .output()
        .context("cannot start cargo")?;
    let lines = String::from_utf8_lossy(&built.stdout);
    let executable = lines.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let executable =
        executable.filter_map(|message| message["executable"].as_str().map(PathBuf::from)).next_back();
    match executable.filter(|_| built.status.success()) {
        Some(executable) => Ok(executable),
        None => bail!("the command `griffier` cannot be built"),
    }
}
