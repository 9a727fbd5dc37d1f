//! `cargo xtask browser`: the pages of the server in headless Chromium, at the widths of a phone and of a desk.

use anyhow::{Context, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Runs `tests/browser.py` on the command as it is built for tests; whether all is well.
///
/// # Errors
/// When Chromium or chromedriver is missing and cannot be installed, or the command cannot be built: pages nobody looked at are
/// no success.
pub fn run(root: &Path, screenshots: Option<&Path>) -> anyhow::Result<bool> {
    if missing().is_some() {
        install();
    }
    if let Some(program) = missing() {
        bail!("{program} is missing (Debian: apt-get install {})", PACKAGES.join(" "));
    }
    let program = build(root)?;
    let mut command = Command::new("python3");
    command.arg(root.join("tests/browser.py")).arg(program).current_dir(root);
    if let Some(folder) = screenshots {
        command.arg("--screenshots").arg(folder);
    }
    Ok(command.status().context("cannot start tests/browser.py")?.success())
}

/// The packages of Debian that the tests need; a page needs letters too.
const PACKAGES: [&str; 4] = ["chromium", "chromium-driver", "fonts-dejavu-core", "python3"];

/// The first of the programs that is not there.
fn missing() -> Option<&'static str> {
    ["chromium", "chromedriver", "python3"].into_iter().find(|program| !quiet(program, &["--version"]))
}

/// Installs what is missing where packages are Debian's and one may: as root, or by a sudo that asks nothing.
fn install() {
    if !quiet("apt-get", &["--version"]) {
        return;
    }
    let root = Command::new("id").arg("-u").output().is_ok_and(|said| said.stdout.trim_ascii() == b"0");
    let before: &[&str] = if root { &[] } else { &["sudo", "-n"] };
    println!("apt-get install {}", PACKAGES.join(" "));
    let install = [&["apt-get", "install", "-y", "-qq"][..], &PACKAGES].concat();
    for words in [vec!["apt-get", "update", "-qq"], install] {
        let line = [before, &words].concat();
        // What did not work is seen from what is still missing.
        let _ = Command::new(line[0])
            .args(&line[1..])
            .env("DEBIAN_FRONTEND", "noninteractive")
            .stdout(Stdio::null())
            .status();
    }
}

/// Whether a command ends well; what it says is not shown.
fn quiet(program: &str, arguments: &[&str]) -> bool {
    let ended = Command::new(program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
    ended.is_ok_and(|status| status.success())
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
