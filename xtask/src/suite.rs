//! The one test command: what it runs, in which order, and the line it ends on.

use anyhow::{Context, bail};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

/// Tests that ran, over all test binaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    passed: u64,
    failed: u64,
}

impl Tally {
    /// Adds a chore that is one test.
    fn judge(&mut self, name: &'static str, done: anyhow::Result<bool>, broken: &mut Vec<&'static str>) {
        match done {
            Ok(true) => self.passed += 1,
            done => {
                done.err().into_iter().for_each(|error| println!("error: {error:#}"));
                self.failed += 1;
                broken.push(name);
            }
        }
    }

    /// Adds a line `test result: ok. 3 passed; 0 failed; …`; any other line adds nothing.
    fn add(&mut self, line: &str) {
        let Some((_, counts)) = line.strip_prefix("test result: ").and_then(|rest| rest.split_once(". "))
        else {
            return;
        };
        for part in counts.split(';') {
            match part.trim().split_once(' ') {
                Some((n, "passed")) => self.passed += n.parse().unwrap_or(0),
                Some((n, "failed")) => self.failed += n.parse().unwrap_or(0),
                _ => {}
            }
        }
    }
}

/// Runs everything; whether all went well. The last line of output is `N passed, N failed`.
pub fn run(root: &Path) -> anyhow::Result<bool> {
    for (component, probe) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        install(root, component, probe)?;
    }
    let mut tally = Tally::default();
    let mut broken = Vec::new();
    for (name, arguments) in [
        ("formatting", &["fmt", "--all", "--check"][..]),
        ("clippy", &["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]),
    ] {
        println!("{name}: cargo {}", arguments.join(" "));
        if cargo(root, arguments).status().with_context(|| format!("cannot start {name}"))?.success() {
            tally.passed += 1;
        } else {
            tally.failed += 1;
            broken.push(name);
        }
    }
    if !test(root, &mut tally)? {
        broken.push("tests");
        // A test binary that does not compile or dies reports no count.
        tally.failed = tally.failed.max(broken.len() as u64);
    }
    type Chore = fn(&Path) -> anyhow::Result<bool>;
    for (name, command, chore) in [
        ("another triple store", "cargo xtask stores", crate::stores::run as Chore),
        ("pages in a browser", "cargo xtask browser", |root| crate::browser::run(root, None)),
        ("instructions", "cargo xtask instructions", |root| crate::instructions::run(root, false)),
    ] {
        println!("{name}: {command}");
        tally.judge(name, chore(root), &mut broken);
    }
    println!("the Python package: cargo xtask python");
    match crate::python::run(root) {
        Ok(counts) => {
            tally.passed += counts.passed;
            tally.failed += counts.failed;
            if counts.failed > 0 {
                broken.push("the Python package");
            }
        }
        Err(error) => {
            println!("error: {error:#}");
            tally.failed += 1;
            broken.push("the Python package");
        }
    }
    if !broken.is_empty() {
        println!("failed: {}", broken.join(", "));
    }
    println!("{} passed, {} failed", tally.passed, tally.failed);
    Ok(broken.is_empty())
}

/// Writes the samples of every format; whether all went well.
pub fn samples(root: &Path) -> anyhow::Result<bool> {
    let arguments = ["run", "--release", "--quiet", "-p", "griffier-tests", "--example", "samples"];
    Ok(cargo(root, &arguments).status().context("cannot start the maker of samples")?.success())
}

/// `cargo` with arguments, at the root.
pub fn cargo(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root).args(arguments);
    command
}

/// Adds a component of the toolchain unless it is there.
fn install(root: &Path, component: &str, probe: &str) -> anyhow::Result<()> {
    let there = cargo(root, &[probe, "--version"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if there.is_ok_and(|status| status.success()) {
        return Ok(());
    }
    let added = Command::new("rustup").current_dir(root).args(["component", "add", component]).status();
    match added {
        Ok(status) if status.success() => Ok(()),
        _ => bail!("{component} is missing and `rustup component add {component}` did not work"),
    }
}

/// Runs every test and doc test, passes its output on, counts; whether all went well.
fn test(root: &Path, tally: &mut Tally) -> anyhow::Result<bool> {
    // Clippy sees the command without its feature, the tests with it.
    let arguments = ["test", "--workspace", "--no-fail-fast", "--features", "griffier-cli/onnx"];
    println!("tests: cargo {}", arguments.join(" "));
    let mut child =
        cargo(root, &arguments).stdout(Stdio::piped()).spawn().context("cannot start the tests")?;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            tally.add(&line);
        }
    }
    Ok(child.wait()?.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_summary_lines_and_no_others() {
        let mut tally = Tally::default();
        for line in [
            "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test dates ... ok",
            "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "a letter says: 9 passed; 9 failed",
        ] {
            tally.add(line);
        }
        assert_eq!(tally, Tally { passed: 15, failed: 2 });
    }
}
