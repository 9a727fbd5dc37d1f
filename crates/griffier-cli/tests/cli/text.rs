//! `griffier text`.

use crate::{Desk, LETTER, ids};

#[test]
fn zones_stand_in_the_margin() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER.replace("Geachte", "Geachte\u{1b}[2J"));
    let run = desk.run(&["text", "a.txt"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let lines: Vec<_> = run.out.lines().collect();
    assert!(lines[0].starts_with("a.txt (text, "), "{}", run.out);
    assert!(run.out.contains(" salutation │ Geachte\\u{1b}[2J voorzitter,\n"), "{}", run.out);
    assert!(run.out.contains("  signature │ De minister van Defensie,\n"), "{}", run.out);
    assert!(run.out.contains("\n            │ K.H. Ollongren\n"), "{}", run.out);
}

#[test]
fn the_plain_text_is_the_text_that_offsets_count() {
    let desk = Desk::new();
    desk.put("l.jsonl", serde_json::json!({"text": LETTER}).to_string()).put("a.txt", LETTER);
    let run = desk.run(&["text", "--plain", "a.txt"]);
    assert_eq!((run.status, run.out.as_str()), (0, LETTER));
    let run = desk.run(&["text", "--plain", "a.txt", "l.jsonl"]);
    assert_eq!(run.out, format!("{LETTER}\u{c}\n{LETTER}"));
}

#[test]
fn the_map_has_a_line_for_each_block() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER);
    let run = desk.run_with(&["text", "--map", "-"], LETTER.as_bytes());
    let records = run.records();
    assert!(ids(&records).iter().all(|id| *id == "stdin") && records.len() > 3, "{}", run.out);
    let salutation = records.iter().find(|record| record["zone"] == "salutation").unwrap();
    assert_eq!(salutation["text"], "Geachte voorzitter,");
    assert_eq!(salutation["at"], serde_json::json!([{"lines": [3, 3]}]));
    assert_eq!(desk.run(&["text", "--map", "--plain", "a.txt"]).status, 2);
    let run = desk.run(&["text", "weg.txt", "a.txt"]);
    assert!(run.status == 1 && run.err.starts_with("griffier: weg.txt: cannot read") && !run.out.is_empty());
}
