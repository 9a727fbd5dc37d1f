//! The same letters give the same bytes: whatever the number of threads, the order of the files, the locale, the zone of time,
//! the folder that the program runs in, or whose home it is.

use crate::{Desk, project};
use std::io::{Cursor, Write};
use std::process::Command;

/// Letters in every format that is read, and an archive of them.
fn letters(desk: &Desk) -> Vec<String> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for entry in std::fs::read_dir(project("seeds")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(&std::fs::read(&path).unwrap()).unwrap();
    }
    desk.put("l.zip", writer.finish().unwrap().into_inner());
    let archive = desk.path("l.zip").canonicalize().unwrap().to_str().unwrap().to_owned();
    vec![project("seeds"), project("tests/formats"), archive]
}

/// What is changed of a run, and how.
type Change<'c> = (&'c str, &'c dyn Fn(&mut Command));

/// Records on standard output and the manifest.
fn run(desk: &Desk, paths: &[String], change: &dyn Fn(&mut Command)) -> (Vec<u8>, Vec<u8>) {
    let manifest = desk.path("m.json").to_str().unwrap().to_owned();
    let mut command = desk.command(&["annotate", "-q", "--manifest", &manifest]);
    command.args(paths).env_clear();
    change(&mut command);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    (output.stdout, std::fs::read(manifest).unwrap())
}

#[test]
fn nothing_of_the_machine_shows_in_the_records() {
    let desk = Desk::new();
    let paths = letters(&desk);
    let jobs = |command: &mut Command, jobs: &str| {
        command.args(["--jobs", jobs]);
    };
    let (records, manifest) = run(&desk, &paths, &|command| jobs(command, "1"));
    assert!(records.iter().filter(|&&byte| byte == b'\n').count() >= 35);
    let changes: [Change; 6] = [
        ("two threads", &|command| jobs(command, "2")),
        ("four threads", &|command| jobs(command, "4")),
        ("the locale", &|command| {
            command.env("LC_ALL", "tr_TR.UTF-8").env("LANG", "tr_TR.UTF-8").env("LANGUAGE", "tr");
        }),
        ("the zone of time", &|command| {
            command.env("TZ", "Pacific/Kiritimati").env("SOURCE_DATE_EPOCH", "0");
        }),
        ("whose home it is", &|command| {
            command.env("HOME", "/nonexistent").env("USER", "nobody").env("XDG_CONFIG_HOME", "/nonexistent");
        }),
        ("the folder that it runs in", &|command| {
            command.current_dir(std::env::temp_dir()).env("RUST_BACKTRACE", "1").env("COLUMNS", "40");
        }),
    ];
    for (what, change) in changes {
        let (same, told) = run(&desk, &paths, change);
        assert!(same == records, "{what} shows in the records");
        assert!(told == manifest, "{what} shows in the manifest");
    }
}

#[test]
fn the_order_of_the_letters_changes_no_record() {
    let desk = Desk::new();
    let mut paths = letters(&desk);
    let lines = |bytes: Vec<u8>| {
        let mut lines: Vec<String> = String::from_utf8(bytes).unwrap().lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let forward = lines(run(&desk, &paths, &|_| {}).0);
    paths.reverse();
    assert!(lines(run(&desk, &paths, &|_| {}).0) == forward);
}

/// Runs under `strace`, where that is there and may trace: the program opens no socket, and files for writing only where it was
/// told.
#[cfg(target_os = "linux")]
#[test]
fn no_connection_is_opened_and_no_file_that_nobody_asked_for() {
    let desk = Desk::new();
    let seeds = project("seeds");
    let mut strace = Command::new("strace");
    strace.args(["-f", "-e", "trace=%network,openat,creat", "-o", "trace.txt"]);
    strace.args([env!("CARGO_BIN_EXE_griffier"), "annotate", &seeds, "-q", "-o", "out.jsonl", "--jobs", "2"]);
    let Ok(output) = strace.current_dir(desk.path("")).output() else { return };
    let trace = std::fs::read_to_string(desk.path("trace.txt")).unwrap_or_default();
    if !output.status.success() && !desk.path("out.jsonl").exists() {
        return;
    }
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let calls = ["socket(", "connect(", "bind(", "sendto("];
    let network: Vec<&str> =
        trace.lines().filter(|line| calls.iter().any(|call| line.contains(call))).collect();
    assert!(network.is_empty(), "{network:?}");
    let written = trace.lines().filter(|line| line.contains("O_CREAT"));
    let strange: Vec<&str> = written.filter(|line| !line.contains("out.jsonl")).collect();
    assert!(strange.is_empty(), "{strange:?}");
}
