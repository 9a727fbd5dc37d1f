//! `griffier annotate --format`: what each format writes where.

use crate::{Desk, LETTER};
use std::io::Read;

/// The names in a folder, sorted.
fn names(desk: &Desk, folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(desk.path(folder)).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn every_format_is_written() {
    for format in griffier_export::Format::ALL {
        let desk = Desk::new();
        desk.put("in/a.txt", LETTER);
        desk.put("in/b.txt", LETTER);
        let run = desk.run(&["annotate", "in", "-o", "out", "-q", "--format", format.name()]);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{format:?}");
        match format.arrangement() {
            griffier_export::Arrangement::Folder => assert!(names(&desk, "out").len() >= 2, "{format:?}"),
            griffier_export::Arrangement::Array => {
                let text = std::fs::read_to_string(desk.path("out")).unwrap();
                let letters: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
                assert_eq!(letters.len(), 2, "{format:?}");
            }
            griffier_export::Arrangement::Stream => {
                let text = std::fs::read_to_string(desk.path("out")).unwrap();
                assert!(text.matches("NAVO").count() >= 2, "{format:?}: {text}");
            }
        }
    }
}

#[test]
fn tables_have_one_head_and_the_rows_of_every_letter() {
    let desk = Desk::new();
    desk.put("in/a.txt", LETTER);
    desk.put("in/b.txt", LETTER);
    desk.run(&["annotate", "in", "-o", "tables", "-q", "--format", "csv"]);
    assert_eq!(names(&desk, "tables"), ["entities.csv", "letters.csv", "mentions.csv", "relations.csv"]);
    let letters = std::fs::read_to_string(desk.path("tables/letters.csv")).unwrap();
    assert_eq!(
        letters.lines().map(|line| line.split(',').next().unwrap()).collect::<Vec<_>>(),
        ["letter", "a", "b"]
    );
}

#[test]
fn a_name_says_how_the_file_is_compressed() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER);
    for name in ["out.jsonl", "out.jsonl.gz", "out.jsonl.zst"] {
        desk.run(&["annotate", "a.txt", "-q", "-o", name]);
    }
    let plain = std::fs::read(desk.path("out.jsonl")).unwrap();
    let mut unpacked = Vec::new();
    let gzip = std::fs::File::open(desk.path("out.jsonl.gz")).unwrap();
    flate2::read::GzDecoder::new(gzip).read_to_end(&mut unpacked).unwrap();
    assert!(unpacked == plain && !plain.is_empty());
    let zstd = std::fs::File::open(desk.path("out.jsonl.zst")).unwrap();
    assert_eq!(zstd::decode_all(zstd).unwrap(), plain);
}

#[test]
fn what_a_format_lays_down_is_not_asked_for_otherwise() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER);
    let run = desk.run(&["annotate", "a.txt", "--format", "brat", "-o", "out", "--offsets", "byte"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("brat lays down what its offsets count: leave --offsets out"), "{}", run.err);
    let run = desk.run(&["annotate", "a.txt", "--format", "csv"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("this format has several files: give a folder after -o"), "{}", run.err);
}
