//! Archives, mail and lists of letters, from the command line to the records.

use crate::{Desk, LETTER, Run, ids};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;
use std::io::{Cursor, Write};

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn tarred(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::default()));
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, *bytes).unwrap();
    }
    builder.into_inner().unwrap().finish().unwrap()
}

/// The letter as a line of JSON.
fn line(id: &str, text: &str) -> String {
    json!({"id": id, "text": text, "date": "2022-05-12"}).to_string() + "\n"
}

/// The records without what tells where they came from.
#[track_caller]
fn findings(run: &Run) -> Vec<serde_json::Value> {
    let mut records = run.records();
    for record in &mut records {
        record.as_object_mut().unwrap().remove("source");
        record.as_object_mut().unwrap().remove("id");
        record.as_object_mut().unwrap().remove("meta");
    }
    records
}

#[test]
fn a_letter_says_the_same_whatever_it_came_in() {
    let desk = Desk::new();
    let other = LETTER.replace("NAVO", "Europese Unie");
    let members: [(&str, &[u8]); 3] =
        [("m/a.txt", LETTER.as_bytes()), ("logo.png", b"x"), ("b.txt", other.as_bytes())];
    desk.put("f/a.txt", LETTER).put("f/b.txt", &other);
    desk.put("z/l.zip", zipped(&members)).put("t/l.tgz", tarred(&members));
    desk.put("j/l.jsonl", [line("a", LETTER), line("b", &other)].concat());
    let plain = desk.run(&["annotate", "-q", "f"]);
    assert_eq!(ids(&plain.records()), ["a", "b"]);
    for (folder, paths) in [
        ("z", ["z/l.zip!/m/a.txt", "z/l.zip!/b.txt"]),
        ("t", ["t/l.tgz!/m/a.txt", "t/l.tgz!/b.txt"]),
        ("j", ["j/l.jsonl!/1", "j/l.jsonl!/2"]),
    ] {
        for jobs in ["1", "4"] {
            let run = desk.run(&["annotate", folder, "--jobs", jobs]);
            let records = run.records();
            assert_eq!((run.status, ids(&records)), (0, vec!["a", "b"]), "{}", run.err);
            let sources: Vec<_> =
                records.iter().map(|record| record["source"]["path"].as_str().unwrap()).collect();
            assert_eq!(sources, paths);
            assert_eq!(findings(&run), findings(&plain));
            assert_eq!(run.err.contains("1 other file: 1 .png"), folder != "j", "{}", run.err);
        }
    }
}

#[test]
fn standard_input_is_told_by_its_first_bytes() {
    let desk = Desk::new();
    let list = [line("x", LETTER), line("y", LETTER)].concat();
    for bytes in [list.as_bytes().to_vec(), zipped(&[("l.jsonl", list.as_bytes())])] {
        let run = desk.run_with(&["annotate", "-q", "-"], &bytes);
        assert_eq!((run.status, ids(&run.records())), (0, vec!["x", "y"]), "{}", run.err);
    }
    let run = desk.run_with(&["annotate", "-q", "-", "--input-format", "text"], list.as_bytes());
    assert_eq!((run.status, ids(&run.records())), (0, vec!["stdin"]));
    let run = desk.run_with(&["annotate", "-q", "-", "--input-format", "brief"], b"");
    assert_eq!(run.status, 2);
    assert!(run.err.contains("jsonl") && run.err.contains("markdown"), "{}", run.err);
}

#[test]
fn a_member_is_named_as_in_the_records() {
    let desk = Desk::new();
    let inner = zipped(&[("a.txt", LETTER.as_bytes())]);
    desk.put("l.zip", zipped(&[("in.zip", &inner), ("b.txt", LETTER.as_bytes())]));
    for path in ["l.zip!/in.zip!/a.txt", "l.zip!/in.zip"] {
        let run = desk.run(&["annotate", "-q", path]);
        assert_eq!((run.status, ids(&run.records())), (0, vec!["a"]), "{}", run.err);
    }
    let run = desk.run(&["explain", "l.zip!/b.txt", "--at", "5:4"]);
    assert!(run.status == 0 && run.out.starts_with("b, line 5, column 4"), "{run:?}");
    let run = desk.run(&["explain", "l.zip", "--at", "5:4"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(
        run.err.contains("more than one letter; name one as in the records (l.zip!/in.zip!/a.txt)"),
        "{}",
        run.err
    );
    let run = desk.run(&["annotate", "-q", "l.zip!/c.txt"]);
    assert_eq!(run.status, 1);
    assert_eq!(run.err, "griffier: l.zip!/c.txt: cannot read: the archive has no such letter\n");
}

#[test]
fn other_commands_read_archives_too() {
    let desk = Desk::new();
    desk.put("l.zip", zipped(&[("a.txt", LETTER.as_bytes())])).put("a.txt", LETTER);
    let segment = |path| desk.run(&["segment", path]).out;
    assert_eq!(segment("l.zip"), segment("a.txt"));
    let run = desk.run(&["commitments", "l.zip", "--format", "json"]);
    assert_eq!((run.status, run.out.trim()), (0, "[]"), "{}", run.err);
}

#[test]
fn what_is_lost_in_an_archive_is_named_a_line_each() {
    let desk = Desk::new();
    let list = format!("{}{{\"text\": \n{}", line("a", LETTER), line("b", LETTER));
    desk.put("l.jsonl", list).put("l.zip", zipped(&[("leeg.txt", b""), ("c.txt", LETTER.as_bytes())]));
    let run = desk.run(&["annotate", "-q", "l.jsonl", "l.zip"]);
    assert_eq!((run.status, ids(&run.records())), (1, vec!["a", "b", "c"]));
    let lines: Vec<_> = run.err.lines().collect();
    assert_eq!(lines.len(), 2, "{}", run.err);
    assert!(
        lines[0].starts_with("griffier: l.jsonl: line 2: no object of JSON: it ends before"),
        "{}",
        lines[0]
    );
    assert!(lines[1].starts_with("griffier: l.zip!/leeg.txt: empty: "), "{}", lines[1]);
}

#[test]
fn the_same_id_twice_is_told() {
    let desk = Desk::new();
    desk.put("l.jsonl", [line("a", LETTER), line("a", LETTER)].concat());
    let run = desk.run(&["annotate", "-q", "l.jsonl"]);
    assert_eq!((run.status, ids(&run.records())), (0, vec!["a", "a"]));
    let warning = "griffier: warning: l.jsonl!/2 has the same id as l.jsonl!/1: a; both are written\n";
    assert_eq!(run.err, warning);
}

#[test]
fn records_of_an_earlier_run_are_no_letters() {
    let desk = Desk::new();
    desk.put("f/a.txt", LETTER);
    for _ in 0..2 {
        let run = desk.run(&["annotate", "f", "-o", "f/out.jsonl"]);
        assert_eq!(run.status, 0, "{}", run.err);
        assert_eq!(ids(&crate::records(&desk.read("f/out.jsonl"))), ["a"]);
    }
    let run = desk.run(&["annotate", "f"]);
    assert_eq!((run.status, ids(&run.records())), (0, vec!["a"]));
    assert!(run.err.contains("1 other file: 1 records of griffier"), "{}", run.err);
}

#[test]
fn a_folder_may_be_called_like_an_archive() {
    let desk = Desk::new();
    desk.put("f/l.zip/a.txt", LETTER);
    let run = desk.run(&["annotate", "-q", "f"]);
    assert_eq!((run.status, ids(&run.records())), (0, vec!["a"]), "{}", run.err);
}

#[test]
fn a_letter_larger_than_the_limit_is_lost() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER).put("b.txt", LETTER.repeat(20));
    let run = desk.run(&["annotate", "-q", "a.txt", "b.txt", "--max-bytes", "1k"]);
    assert_eq!((run.status, ids(&run.records())), (1, vec!["a"]));
    assert!(run.err.starts_with("griffier: b.txt: too large: it comes to more than 1 kB"), "{}", run.err);
    assert!(run.err.contains("--max-bytes") && run.err.lines().count() == 1);
    assert_eq!(desk.run(&["annotate", "a.txt", "--max-bytes", "veel"]).status, 2);
}

#[test]
fn a_letter_that_takes_too_long_is_lost() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER).put("b.txt", LETTER.repeat(20_000));
    let run = desk.run(&["annotate", "-q", "b.txt", "a.txt", "--timeout", "0.02", "--jobs", "2"]);
    assert_eq!(run.status, 1, "{}", run.err);
    assert!(run.err.starts_with("griffier: b.txt: too slow: not done after 0.02 s"), "{}", run.err);
    let help = desk.run(&["annotate", "--help"]).out;
    assert!(help.contains("[default: 120]") && help.contains("[default: 500M]"), "{help}");
}

/// A named pipe is read like a file; one that nobody writes to is given up, and what comes after it is read.
#[cfg(unix)]
#[test]
fn a_pipe_that_stays_silent_costs_itself() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER);
    let pipe = desk.path("p");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let run = desk.run(&["annotate", "-q", "p", "a.txt", "--timeout", "0.5"]);
    assert_eq!((run.status, ids(&run.records())), (1, vec!["a"]));
    assert_eq!(
        run.err,
        "griffier: p: cannot read: nothing came from this pipe for 0.5 s; if it is meant to take so long, give --timeout\n"
    );
    let writer = std::thread::spawn(move || std::fs::write(pipe, LETTER));
    let run = desk.run(&["annotate", "-q", "p"]);
    assert_eq!((run.status, ids(&run.records())), (0, vec!["p"]), "{}", run.err);
    assert!(writer.join().unwrap().is_ok());
}

/// What is piped to standard input may be long in the making: its silence is bounded only where somebody says so.
#[test]
fn standard_input_that_stays_silent_ends_at_a_time_that_is_given() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER);
    let mut silent = std::process::Command::new(env!("CARGO_BIN_EXE_griffier"))
        .args(["annotate", "-q", "-", "a.txt", "--timeout", "0.5"])
        .current_dir(desk.path(""))
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let held = silent.stdin.take();
    let run = silent.wait_with_output().unwrap();
    drop(held);
    assert_eq!(run.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&run.stderr).starts_with("griffier: -: cannot read: nothing came"));
    assert!(String::from_utf8_lossy(&run.stdout).contains("\"a\""));
}
