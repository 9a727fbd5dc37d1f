//! The lists of threats: each line names its tests, and each test that is named is there.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use xtask::{files_with_extension, root};

/// The names of all functions that a test may have.
fn functions() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for folder in ["crates", "tests", "xtask"] {
        for path in files_with_extension(&root().join(folder), "rs").unwrap() {
            let text = std::fs::read_to_string(path).unwrap();
            names.extend(text.split("fn ").skip(1).map(|rest| {
                rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>()
            }));
        }
    }
    names
}

/// The rows of the table of `page` that stands under a head which begins with `head`: its cells.
fn rows(page: &str, head: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(root().join(page)).unwrap();
    let table = text.lines().skip_while(|line| !line.starts_with(head)).skip(2);
    let rows = table.take_while(|line| line.starts_with('|'));
    rows.map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// What stands between backticks.
fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// Whether a file with this path, or the end of one, is in the project.
fn is_file(path: &str, files: &[PathBuf]) -> bool {
    files.iter().any(|file| file.ends_with(Path::new(path)))
}

#[test]
fn every_line_of_the_lists_of_threats_has_a_test_that_is_there() {
    let functions = functions();
    let mut files = Vec::new();
    for folder in ["crates", "tests", "fuzz/targets", "fuzz/src", "xtask"] {
        files.extend(files_with_extension(&root().join(folder), "rs").unwrap());
    }
    let mut missing = Vec::new();
    for (page, head, least) in
        [("docs/security.md", "| threat |", 15), ("docs/server.md", "| what somebody tries |", 20)]
    {
        let rows = rows(page, head);
        assert!(rows.len() >= least, "{page}: {} lines", rows.len());
        for row in rows {
            let names = quoted(row.last().unwrap());
            let tests = names.iter().filter(|name| functions.contains(**name)).count();
            missing.extend((tests == 0).then(|| format!("{page}: no test: {}", row[0])));
            for name in names {
                let known = functions.contains(name)
                    || name.ends_with(".rs") && is_file(name, &files)
                    || name.ends_with('/') && root().join(name).is_dir()
                    || name.starts_with("cargo xtask ");
                missing.extend((!known).then(|| format!("{page}: `{name}` is not there: {}", row[0])));
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}
