//! Letters that cannot be read: one line each, exit status 1, and the other letters are written.

use crate::{Desk, LETTER, ids};

/// `bad` is a path beside a good letter; the line about it is `griffier: <bad>: ` and what follows holds `words`.
#[track_caller]
fn check(desk: &Desk, bad: &str, words: &[&str]) {
    desk.put("good.txt", LETTER);
    for paths in [[bad, "good.txt"], ["good.txt", bad]] {
        let run = desk.run(&["annotate", "-q", paths[0], paths[1]]);
        assert_eq!((run.status, ids(&run.records())), (1, vec!["good"]), "{}", run.err);
        let line =
            run.err.strip_prefix(&format!("griffier: {bad}: ")).unwrap_or_else(|| panic!("{}", run.err));
        assert_eq!(line.find('\n'), Some(line.len() - 1), "{line}");
        assert!(words.iter().all(|word| line.contains(word)), "{words:?} in {line}");
    }
    let run = desk.run(&["annotate", bad]);
    assert_eq!((run.status, run.out.as_str()), (1, ""));
    assert!(run.err.ends_with("1 could not be read: see the line above.\n"), "{}", run.err);
    // `explain` says the same; a folder is no letter to it.
    let explained = desk.run(&["explain", bad, "--at", "0"]);
    assert_eq!((explained.status, explained.out.as_str()), (1, ""));
    assert!(explained.err.starts_with(&format!("griffier: {bad}: ")) && explained.err.lines().count() == 1);
}

#[test]
fn a_missing_file() {
    check(&Desk::new(), "missing.txt", &["cannot read", "No such file"]);
    check(&Desk::new(), "no/such/folder/", &["cannot read"]);
}

#[test]
fn an_empty_file() {
    let desk = Desk::new();
    check(desk.put("e.txt", ""), "e.txt", &["empty", "check that"]);
    check(desk.put("w.txt", " \r\n\t\u{a0}\n"), "w.txt", &["empty"]);
}

#[test]
fn bytes_that_are_no_text() {
    let desk = Desk::new();
    // Noise without a pattern: a linear congruence.
    let noise = |n: u32| (n.wrapping_mul(1_664_525).wrapping_add(1_013_904_223) >> 16) as u8;
    let bytes: Vec<u8> = (0..10_000_u32).map(|n| noise(n.wrapping_mul(2_654_435_761))).collect();
    check(desk.put("noise.txt", bytes), "noise.txt", &["not text", "binary data"]);
    check(desk.put("zero.txt", [0; 4096]), "zero.txt", &["not text"]);
}

#[test]
fn formats_that_are_not_read() {
    let desk = Desk::new();
    let advice = "save it as one of these first";
    check(desk.put("b.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), "b.pdf", &["damaged", "the PDF"]);
    check(desk.put("b.docx", b"PK\x03\x04..word/document.xml"), "b.docx", &["damaged", "(.docx)"]);
    check(desk.put("b.txt", b"PK\x03\x04..xl/workbook.xml"), "b.txt", &["an Excel workbook", advice]);
}

#[test]
fn a_name_with_a_line_break_stays_on_one_line() {
    let desk = Desk::new();
    let run = desk.run(&["annotate", "-q", "a\nb\u{1b}[2J.txt"]);
    assert_eq!((run.status, run.err.lines().count()), (1, 1));
    assert!(run.err.starts_with("griffier: a\\nb\\u{1b}[2J.txt: cannot read"), "{}", run.err);
}

#[test]
fn standard_input_that_is_empty() {
    let run = Desk::new().run_with(&["annotate", "-", "-q"], b"");
    assert_eq!((run.status, run.out.as_str()), (1, ""));
    assert!(run.err.starts_with("griffier: -: empty"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn a_folder_and_a_file_without_permission() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.put("shut/a.txt", LETTER).put("shut.txt", LETTER);
    let mode = |name: &str, mode: u32| {
        std::fs::set_permissions(desk.path(name), std::fs::Permissions::from_mode(mode)).unwrap();
    };
    mode("shut", 0o000);
    mode("shut.txt", 0o000);
    // The superuser reads everything.
    if std::fs::read_dir(desk.path("shut")).is_err() {
        check(&desk, "shut", &["cannot read this folder", "Permission denied"]);
        check(&desk, "shut.txt", &["cannot read", "Permission denied"]);
    }
    mode("shut", 0o700);
}

#[cfg(unix)]
#[test]
fn what_is_neither_a_file_nor_a_folder() {
    check(&Desk::new(), "/dev/null", &[]);
}

#[test]
fn text_of_another_encoding_is_no_loss() {
    let desk = Desk::new();
    // The letter without its emoji, in Windows-1252.
    let bytes: Vec<u8> =
        LETTER.replace("😀 ", "").chars().map(|c| if c == '€' { 0x80 } else { c as u32 as u8 }).collect();
    let run = desk.put("w.txt", bytes).run(&["annotate", "w.txt"]);
    let records = run.records();
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(records[0]["diagnostics"][0]["code"], "ingest::converted");
    let texts: Vec<_> =
        records[0]["mentions"].as_array().unwrap().iter().map(|m| m["text"].as_str()).collect();
    assert!(texts.contains(&Some("Oekraïne")) && texts.contains(&Some("Genève")), "{texts:?}");
    assert!(run.err.contains("1 ingest::converted"), "{}", run.err);
}

#[test]
fn millions_of_bytes_on_one_line_are_a_letter_as_any_other() {
    let desk = Desk::new();
    let sentence = "De minister sprak op 12 mei 2022 met de NAVO over hulp aan Oekraïne en over wat daarvoor nog nodig \
                    is in de komende jaren, zoals uw Kamer eerder is toegezegd. ";
    desk.put("long.txt", sentence.repeat(5_000_000 / sentence.len()));
    let run = desk.run(&["annotate", "long.txt", "-o", "out.jsonl", "-q"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    let records = crate::records(&desk.read("out.jsonl"));
    let navo = records[0]["mentions"].as_array().unwrap().iter().filter(|m| m["entity"] == "org:navo");
    assert_eq!(navo.count(), 5_000_000 / sentence.len());
}
