//! `griffier annotate`: records, their order, offsets, where they go, and the summary.

use crate::{Desk, LETTER, check_refused, ids, project, records};
use serde_json::Value;

#[test]
fn a_folder_gives_a_record_a_letter_in_path_order() {
    let desk = Desk::new();
    desk.put("in/c.txt", LETTER).put("in/a.md", "# Brief\n\nDe **NAVO**.\n").put("in/b/z.txt", LETTER);
    desk.put("in/.hidden.txt", LETTER).put("in/.git/d.txt", LETTER);
    let run = desk.run(&["annotate", "in"]);
    let records = run.records();
    assert_eq!((run.status, ids(&records)), (0, vec!["a", "z", "c"]), "{}", run.err);
    let paths: Vec<&Value> = records.iter().map(|record| &record["source"]["path"]).collect();
    assert_eq!(paths, ["in/a.md", "in/b/z.txt", "in/c.txt"]);
    let formats: Vec<&Value> = records.iter().map(|record| &record["source"]["format"]).collect();
    assert_eq!(formats, ["markdown", "text", "text"]);
    for record in &records {
        assert_eq!((&record["schema"], &record["offsets"]), (&"griffier/1".into(), &"byte".into()));
        assert!(record["mentions"].as_array().is_some_and(|mentions| !mentions.is_empty()));
    }
    assert_eq!(records[2]["meta"]["date"], "2022-05-12");
}

#[test]
fn paths_keep_the_order_in_which_they_are_given() {
    let desk = Desk::new();
    desk.put("b.txt", LETTER).put("in/c.txt", LETTER).put("in/a.txt", LETTER);
    let run = desk.run(&["annotate", "b.txt", "in", "-q"]);
    assert_eq!((run.status, ids(&run.records()), run.err.as_str()), (0, vec!["b", "a", "c"], ""));
}

#[test]
fn standard_input_is_a_letter() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER);
    let piped = desk.run_with(&["annotate", "-"], LETTER.as_bytes());
    let records = piped.records();
    assert_eq!((piped.status, ids(&records)), (0, vec!["stdin"]));
    assert_eq!(records[0]["source"]["path"], "-");
    let named = desk.run(&["annotate", "a.txt"]);
    assert_eq!(records[0]["mentions"], named.records()[0]["mentions"]);
    let both = desk.run_with(&["annotate", "a.txt", "-", "-q"], LETTER.as_bytes());
    assert_eq!(ids(&both.records()), ["a", "stdin"]);
    let twice = desk.run_with(&["annotate", "-", "a.txt", "-"], LETTER.as_bytes());
    check_refused(&twice, &["griffier: - is given twice"]);
}

#[test]
fn a_file_named_by_output_gets_what_standard_output_would() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER).put("b.txt", LETTER);
    let shown = desk.run(&["annotate", "a.txt", "b.txt"]);
    let kept = desk.run(&["annotate", "a.txt", "b.txt", "-o", "out.jsonl"]);
    assert_eq!((kept.status, kept.out.as_str()), (0, ""));
    assert_eq!(desk.read("out.jsonl"), shown.out);
    assert_eq!(desk.run(&["annotate", "a.txt", "b.txt", "-o", "-"]).out, shown.out);
}

/// Every mention's text as its offsets cut it out, and as the record says it.
fn cut(unit: &str, cut: impl Fn(usize, usize) -> String) {
    let desk = Desk::new();
    desk.put("a.txt", LETTER);
    let records = desk.run(&["annotate", "a.txt", "--offsets", unit]).records();
    assert_eq!(records[0]["offsets"], unit);
    let mentions = records[0]["mentions"].as_array().unwrap();
    let offset = |mention: &Value, key: &str| usize::try_from(mention[key].as_u64().unwrap()).unwrap();
    let pieces: Vec<String> = mentions.iter().map(|m| cut(offset(m, "start"), offset(m, "end"))).collect();
    let texts: Vec<&str> = mentions.iter().map(|mention| mention["text"].as_str().unwrap()).collect();
    assert_eq!(pieces, texts);
    // The last two stand behind an é, a € and an emoji.
    for text in ["NAVO", "Genève", "€ 2,5 miljard", "Oekraïne", "minister van Defensie"] {
        assert!(texts.contains(&text), "{text} in {texts:?}");
    }
}

#[test]
fn offsets_count_bytes_code_points_or_utf_16() {
    cut("byte", |start, end| LETTER[start..end].to_owned());
    cut("char", |start, end| LETTER.chars().skip(start).take(end - start).collect());
    let units: Vec<u16> = LETTER.encode_utf16().collect();
    cut("utf16", |start, end| String::from_utf16(&units[start..end]).unwrap());
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let desk = Desk::new();
    for i in 0..150 {
        // Short and long ones, and some that are lost.
        let letter = if i % 40 == 7 { String::new() } else { LETTER.repeat(1 + i % 7) };
        desk.put(&format!("in/{i:03}.txt"), letter);
    }
    let seeds = project("seeds");
    let one = desk.run(&["annotate", "in", &seeds, "-q", "--jobs", "1"]);
    let four = desk.run(&["annotate", "in", &seeds, "-q", "--jobs", "4"]);
    assert_eq!((one.status, one.records().len()), (1, 146 + 5));
    assert!(one.out == four.out, "the records differ");
    assert_eq!((one.status, one.err), (four.status, four.err));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER.repeat(200));
    let run = desk.run_unread(&["annotate", "a.txt"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
}

#[test]
fn an_output_that_cannot_be_is_refused() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER).put("in/b.txt", LETTER);
    check_refused(
        &desk.run(&["annotate", "a.txt", "-o", "no/such/out.jsonl"]),
        &["griffier: no/such/out.jsonl: "],
    );
    check_refused(&desk.run(&["annotate", "a.txt", "-o", "in"]), &["griffier: in: cannot write"]);
    // A letter must not be lost to the records of its own.
    check_refused(&desk.run(&["annotate", "a.txt", "-o", "a.txt"]), &["a.txt: is a letter to read", "-o"]);
    check_refused(
        &desk.run(&["annotate", "in", "-o", "./in/../in/b.txt"]),
        &["is a letter to read (in/b.txt)"],
    );
    assert_eq!((desk.read("a.txt").as_str(), desk.read("in/b.txt").as_str()), (LETTER, LETTER));
    assert_eq!(desk.run(&["annotate", "a.txt", "-o", "in/b.txt"]).status, 0);
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_fills_up_is_reported() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER);
    check_refused(
        &desk.run(&["annotate", "a.txt", "-o", "/dev/full"]),
        &["griffier: cannot write the records: "],
    );
}

#[test]
fn two_letters_with_one_id_are_written_with_a_warning() {
    let desk = Desk::new();
    desk.put("x/brief.txt", LETTER).put("y/brief.md", LETTER).put("y/other.txt", LETTER);
    let run = desk.run(&["annotate", "x", "y", "-q"]);
    assert_eq!((run.status, ids(&run.records())), (0, vec!["brief", "brief", "other"]));
    let warning = "griffier: warning: y/brief.md has the same id as x/brief.txt: brief; both are written\n";
    assert_eq!(run.err, warning);
}

#[test]
fn a_letter_that_is_named_twice_is_read_once() {
    let desk = Desk::new();
    desk.put("in/a.txt", LETTER).put("in/b.txt", LETTER);
    let run = desk.run(&["annotate", "in/b.txt", "in", "./in/a.txt"]);
    assert_eq!((run.status, ids(&run.records())), (0, vec!["b", "a"]));
    assert!(run.err.contains("Named more than once and read once: 2 paths."), "{}", run.err);
}

#[test]
fn the_summary_is_one_table_that_fits() {
    let desk = Desk::new();
    desk.put("in/a.txt", LETTER)
        .put(&format!("in/{}.txt", "lang".repeat(20)), "De NAVO.")
        .put("in/x.PNG", "");
    desk.put("in/y.png", "").put("in/z.xlsx", "").put("in/Makefile", "");
    let run = desk.run(&["annotate", "in"]);
    assert_eq!(run.status, 0);
    let lines: Vec<&str> = run.err.lines().collect();
    assert!(lines.iter().all(|line| line.chars().count() <= 100), "{}", run.err);
    let words = |line: usize| lines[line].split_whitespace().collect::<Vec<_>>();
    assert_eq!(words(0)[..4], ["letter", "date", "signed", "by"]);
    assert_eq!(words(2)[..4], ["a", "2022-05-12", "Kajsa", "Ollongren"]);
    assert_eq!(words(3)[1..4], ["unknown", "not", "signed"]);
    assert!(words(3)[0].ends_with('…'));
    assert!(
        lines[4].starts_with("2 letters, 0.2 kB in ") && lines[4].contains(" mentions ("),
        "{}",
        lines[4]
    );
    let rest = lines[5..].iter().filter(|line| !line.starts_with("Notes")).copied().collect::<Vec<_>>();
    assert_eq!(
        rest,
        ["Not read in folders and archives, 4 other files: 2 .png, 1 .xlsx, 1 without extension."]
    );
}

#[test]
fn a_folder_without_letters_says_so() {
    let desk = Desk::new();
    desk.put("in/a.png", "x");
    let run = desk.run(&["annotate", "in", "-o", "out.jsonl"]);
    assert_eq!((run.status, desk.read("out.jsonl").as_str()), (0, ""));
    assert!(run.err.ends_with("other file: 1 .png.\nNo letters found.\n"), "{}", run.err);
}

#[test]
fn the_letters_of_the_project_are_annotated_without_loss() {
    let desk = Desk::new();
    let run = desk.run(&["annotate", &project("seeds"), "-o", "out.jsonl"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let records = records(&desk.read("out.jsonl"));
    assert_eq!(records.len(), 5);
    assert!(ids(&records).is_sorted());
}

#[cfg(unix)]
#[test]
fn a_folder_linked_into_itself_ends() {
    let desk = Desk::new();
    desk.put("in/a.txt", LETTER);
    std::os::unix::fs::symlink(desk.path("in"), desk.path("in/again")).unwrap();
    std::os::unix::fs::symlink(desk.path("in/a.txt"), desk.path("in/b.txt")).unwrap();
    let run = desk.run(&["annotate", "in"]);
    assert_eq!((run.status, ids(&run.records())), (0, vec!["a", "b"]));
    assert!(run.err.contains("1 other file: 1 linked folder."), "{}", run.err);
}
