//! Rules for source files: each says what lives in it, none is long, and no test is switched off.

use crate::{Problem, files_with_extension, layers};
use std::path::Path;

/// The most lines a source file may have.
pub const MAX_LINES: usize = 600;

/// The folders that hold source files.
const SOURCES: [&str; 4] = ["benches", "crates", "tests", "xtask"];

/// What no source file may contain; split, so that this file does not break its own rule.
const FORBIDDEN: [(&str, &str, &str); 3] = [
    ("#[ig", "nore", "a test that is switched off"),
    ("#[should_", "panic", "a test that wants a panic"),
    ("to", "do!(", "unfinished code"),
];

/// Checks one source file.
pub fn check_source(path: &Path, source: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !source.starts_with("//!") {
        problems.push(Problem::new(path, 1, 1, "opens without `//!` that says what lives here"));
    }
    let lines = source.lines().count();
    if lines > MAX_LINES {
        problems.push(Problem::new(path, MAX_LINES + 1, 1, format!("{lines} lines, more than {MAX_LINES}")));
    }
    for (i, line) in source.lines().enumerate() {
        for (head, tail, what) in FORBIDDEN {
            let at = line.find(head).filter(|&at| line[at + head.len()..].starts_with(tail));
            problems.extend(at.map(|at| Problem::new(path, i + 1, line[..at].chars().count() + 1, what)));
        }
    }
    problems
}

/// Checks every source file of the repository at `root`, and the layer rule.
pub fn check(root: &Path) -> anyhow::Result<Vec<Problem>> {
    let mut problems = Vec::new();
    for folder in SOURCES {
        for path in files_with_extension(&root.join(folder), "rs")? {
            let source = std::fs::read_to_string(&path)?;
            problems.extend(check_source(path.strip_prefix(root).unwrap_or(&path), &source));
        }
    }
    let table = layers::parse_table(&std::fs::read_to_string(root.join("ARCHITECTURE.md"))?);
    let (crates, arrows) = layers::read_workspace(root)?;
    let broken = layers::check(&table, &crates, &arrows);
    problems.extend(broken.into_iter().map(|message| Problem::new("ARCHITECTURE.md", 1, 1, message)));
    Ok(problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_lines(source: &str, expected: &[&str]) {
        let found = check_source(Path::new("a.rs"), source);
        assert_eq!(found.iter().map(ToString::to_string).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn finds_what_the_rules_forbid_and_nothing_else() {
        check_lines("//! Here.\nfn f() {} // ignored\n", &[]);
        check_lines("fn f() {}\n", &["a.rs:1:1: opens without `//!` that says what lives here"]);
        let off = format!("//! é\n  #[ig{}]\n", "nore");
        check_lines(&off, &["a.rs:2:3: a test that is switched off"]);
        let long = format!("//! Long.{}", "\n".repeat(MAX_LINES + 1));
        check_lines(&long, &["a.rs:601:1: 601 lines, more than 600"]);
    }
}
