//! The command from end to end: what it writes where, and how it exits. A file for each command; `lost` has the letters
//! that cannot be read.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

mod annotate;
mod bench;
mod chunk;
mod commitments;
mod corrections;
mod diff;
mod eval;
mod exit;
mod explain;
mod formats;
mod graph;
mod kb;
mod kb_lists;
mod kb_time;
mod lost;
mod many;
mod memory;
mod model;
mod resume;
mod same;
mod segment;
mod serve;
mod terminal;
mod text;
mod train;
mod view;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A letter with everything that makes offsets differ by unit before its last mention.
const LETTER: &str = "\
Den Haag, 12 mei 2022

Geachte voorzitter,

De NAVO kwam op 11 april 2022 in Genève bijeen. Eén lidstaat gaf € 2,5 miljard 😀 aan Oekraïne.

De minister van Defensie,

K.H. Ollongren
";

/// How a run ended and what it wrote.
#[derive(Debug)]
struct Run {
    status: i32,
    out: String,
    err: String,
}

impl Run {
    /// The lines on standard output as JSON.
    #[track_caller]
    fn records(&self) -> Vec<serde_json::Value> {
        records(&self.out)
    }
}

/// A folder that is gone after the test; the command runs in it, so that messages hold short paths.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Puts a file there, in a folder if `name` has one.
    fn put(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        self
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_griffier"));
        command.args(args).current_dir(self.0.path()).env_remove("RUST_BACKTRACE");
        command
    }

    fn run(&self, args: &[&str]) -> Run {
        self.run_with(args, b"")
    }

    /// The same with `input` on standard input.
    fn run_with(&self, args: &[&str], input: &[u8]) -> Run {
        let mut command = self.command(args);
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let output = std::thread::scope(|scope| {
            // A run that fails early reads nothing.
            scope.spawn(move || stdin.write_all(input).ok());
            child.wait_with_output().unwrap()
        });
        Run {
            status: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs with a reader that closes standard output unread.
    fn run_unread(&self, args: &[&str]) -> Run {
        let mut command = self.command(args);
        let command = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        Run { status: output.status.code().unwrap(), out: String::new(), err }
    }
}

#[track_caller]
fn records(lines: &str) -> Vec<serde_json::Value> {
    assert!(lines.is_empty() || lines.ends_with('\n'), "the last record ends its line");
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The ids of records.
fn ids(records: &[serde_json::Value]) -> Vec<&str> {
    records.iter().map(|record| record["id"].as_str().unwrap()).collect()
}

/// A path in the project.
fn project(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    root.join(path).canonicalize().unwrap().to_str().unwrap().to_owned()
}

/// A wrong command line: exit status 2, nothing on standard output, and one message that has all of `words`.
#[track_caller]
fn check_refused(run: &Run, words: &[&str]) {
    assert_eq!((run.status, run.out.as_str()), (2, ""), "{run:?}");
    assert!(words.iter().all(|word| run.err.contains(word)), "{words:?} in {}", run.err);
}

#[test]
fn wrong_arguments_are_refused() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER);
    check_refused(&desk.run(&["annotate", "a.txt", "--unknown"]), &["--unknown", "Usage: griffier annotate"]);
    check_refused(&desk.run(&["annotate"]), &["<PATH>..."]);
    check_refused(&desk.run(&["annotate", "a.txt", "--jobs", "-1"]), &["-1"]);
    check_refused(&desk.run(&["annotate", "a.txt", "--offsets", "word"]), &["byte, char, utf16"]);
    check_refused(&desk.run(&["eval", "a.txt"]), &["--gold"]);
    check_refused(&desk.run(&["explain", "a.txt"]), &["--at"]);
    check_refused(&desk.run(&["annotat", "a.txt"]), &["annotate"]);
    check_refused(&desk.run(&[]), &["Usage: griffier [OPTIONS] <COMMAND>"]);
}

#[test]
fn help_names_every_command_and_what_the_exit_status_means() {
    let help = Desk::new().run(&["--help"]);
    assert_eq!((help.status, help.err.as_str()), (0, ""));
    for word in ["annotate", "eval", "explain", "Exit status: 0 done, 1", "Examples:"] {
        assert!(help.out.contains(word), "{word} in {}", help.out);
    }
    assert!(help.out.lines().all(|line| line.chars().count() <= 100), "{}", help.out);
}
