//! `cargo xtask python`: builds the wheel, installs it into a virtual environment under `target/`, and runs the tests of
//! the Python package there: pytest, docstrings, pages, type stubs, a notebook, Spark.

use anyhow::{Context, bail};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What must be in the environment, with its versions.
const REQUIREMENTS: &str = "python/requirements-test.txt";
/// The same for tools of which only the readers of their formats are asked: installed without what they name as needed.
const FORMATS: &str = "python/requirements-formats.txt";

/// Tests that ran.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tests that went well.
    pub passed: u64,
    /// Tests that did not.
    pub failed: u64,
}

/// Builds, installs, tests.
///
/// # Errors
/// When something is missing or does not build: tests that are not run are no success.
pub fn run(root: &Path) -> anyhow::Result<Counts> {
    let folder = root.join("target/python");
    if !quiet(Command::new("java").arg("-version")) {
        bail!("java is missing; Spark runs on it (Debian: apt-get install openjdk-17-jre-headless)");
    }
    let python = environment(root, &folder)?;
    let wheel = wheel(root, &folder, &python)?;
    let arguments = ["-m", "pip", "install", "--quiet", "--force-reinstall", "--no-deps"];
    succeed(Command::new(&python).args(arguments).arg(&wheel), "pip install of the wheel")?;
    pytest(root, &python)
}

/// The interpreter of a virtual environment with what the tests need; made again when that changes.
fn environment(root: &Path, folder: &Path) -> anyhow::Result<PathBuf> {
    let read = |name: &'static str| std::fs::read_to_string(root.join(name)).context(name);
    let wanted = read(REQUIREMENTS)? + &read(FORMATS)?;
    let (venv, stamp) = (folder.join("venv"), folder.join("installed.txt"));
    let python = venv.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let installed = std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted);
    if installed && quiet(Command::new(&python).args(["-m", "pytest", "--version"])) {
        return Ok(python);
    }
    let made = Command::new("python3").args(["-m", "venv", "--clear"]).arg(&venv).status();
    if !made.is_ok_and(|status| status.success()) {
        bail!("python3 -m venv {} failed (Debian: apt-get install python3 python3-venv)", venv.display());
    }
    for arguments in [&["-r", REQUIREMENTS][..], &["--no-deps", "-r", FORMATS]] {
        let mut pip = Command::new(&python);
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]).args(arguments);
        succeed(pip.current_dir(root), "pip install of what the tests need")?;
    }
    std::fs::write(&stamp, wanted)?;
    Ok(python)
}

/// The wheel, built as the tests of the crates are, not as one that is given away.
fn wheel(root: &Path, folder: &Path, python: &Path) -> anyhow::Result<PathBuf> {
    let out = folder.join("wheels");
    if out.exists() {
        std::fs::remove_dir_all(&out)?;
    }
    let mut maturin = Command::new(python);
    // The profile of the tests: what they built is not built again, but for the few crates that other crates ask more of.
    maturin.args(["-m", "maturin", "build", "--quiet", "--profile", "dev", "--interpreter"]).arg(python);
    succeed(maturin.arg("--out").arg(&out).current_dir(root), "maturin build")?;
    let found = std::fs::read_dir(&out)?.filter_map(Result::ok).map(|entry| entry.path());
    found
        .into_iter()
        .find(|path| path.extension().is_some_and(|extension| extension == "whl"))
        .with_context(|| format!("maturin left no wheel in {}", out.display()))
}

/// Runs pytest, passes its output on, counts.
fn pytest(root: &Path, python: &Path) -> anyhow::Result<Counts> {
    let mut command = Command::new(python);
    command.args(["-m", "pytest", "-p", "no:cacheprovider", "python/tests"]).current_dir(root);
    command.env("PYTHONDONTWRITEBYTECODE", "1");
    command.env(
        "GRIFFIER_COMMAND",
        root.join("target/debug").join(format!("griffier{}", std::env::consts::EXE_SUFFIX)),
    );
    let mut child = command.stdout(Stdio::piped()).spawn().context("cannot start pytest")?;
    let mut counts = Counts::default();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            counts = summary(&line).unwrap_or(counts);
        }
    }
    // What breaks off before its summary has failed at least once.
    if !child.wait()?.success() {
        counts.failed = counts.failed.max(1);
    }
    Ok(counts)
}

/// The counts of pytest's last line: `1 failed, 93 passed, 2 warnings in 12.34s`. A test that was skipped did not run, and is
/// a failure here.
fn summary(line: &str) -> Option<Counts> {
    let (parts, time) = line.trim_matches(['=', ' ']).rsplit_once(" in ")?;
    time.split(['s', ' ']).next()?.parse::<f64>().ok()?;
    let mut counts = Counts::default();
    for part in parts.split(", ") {
        let (count, what) = part.split_once(' ')?;
        let count: u64 = count.parse().ok()?;
        match what {
            "passed" => counts.passed += count,
            "failed" | "error" | "errors" | "skipped" => counts.failed += count,
            _ => {}
        }
    }
    Some(counts)
}

fn succeed(command: &mut Command, what: &str) -> anyhow::Result<()> {
    let status = command.status().with_context(|| format!("cannot start {what}"))?;
    if !status.success() {
        bail!("{what} failed");
    }
    Ok(())
}

/// Whether a command ends well; what it says is not shown.
fn quiet(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_the_last_line_and_no_other() {
        let check = |line: &str, counts: Option<(u64, u64)>| {
            assert_eq!(summary(line), counts.map(|(passed, failed)| Counts { passed, failed }), "{line}");
        };
        check("93 passed in 12.34s", Some((93, 0)));
        check("2 failed, 91 passed, 3 warnings in 75.10s (0:01:15)", Some((91, 2)));
        check("===== 1 failed, 4 passed, 2 skipped, 1 error in 0.10s =====", Some((4, 4)));
        check("python/tests/test_pipe.py ......   [ 40%]", None);
        check("3 letters lost in a zip", None);
    }
}
