//! `griffier segment`: what it writes in each format and unit.

use crate::{Desk, LETTER, Run};

fn segment(args: &[&str]) -> Run {
    let desk = Desk::new();
    desk.put("a.txt", LETTER);
    let run = desk.run(&[&["segment", "a.txt"], args].concat());
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{args:?}");
    run
}

/// The words that the pairs of `key` name, cut from the letter in code points.
fn words(record: &serde_json::Value, key: &str) -> Vec<String> {
    let chars: Vec<char> = LETTER.chars().collect();
    let pairs = record[key].as_array().unwrap().iter();
    let at = |pair: &serde_json::Value, i: usize| pair[i].as_u64().unwrap() as usize;
    pairs.map(|pair| chars[at(pair, 0)..at(pair, 1)].iter().collect()).collect()
}

#[test]
fn a_record_holds_the_sentences_and_every_token() {
    let records = segment(&["--offsets", "char"]).records();
    let sentences = words(&records[0], "sentences");
    assert!(
        sentences.contains(&"Eén lidstaat gaf € 2,5 miljard 😀 aan Oekraïne.".to_owned()),
        "{sentences:?}"
    );
    let dense = |text: &str| text.split_whitespace().collect::<String>();
    assert_eq!(words(&records[0], "tokens").concat(), dense(LETTER));
}

#[test]
fn conllu_holds_the_letter_again() {
    let run = segment(&["--format", "conllu"]);
    let mut text = String::new();
    for line in run.out.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit())) {
        let columns: Vec<&str> = line.split('\t').collect();
        assert_eq!(columns.len(), 10, "{line}");
        text.push_str(columns[1]);
        for item in columns[9].split('|') {
            match item.split_once('=').unwrap() {
                ("SpacesAfter", gap) => text.push_str(&gap.replace("\\n", "\n").replace("\\s", " ")),
                ("TokenRange" | "Zone", _) => {}
                (key, value) => assert_eq!((key, value), ("SpaceAfter", "No"), "{line}"),
            }
        }
        if columns[9].starts_with("TokenRange") {
            text.push(' ');
        }
    }
    assert_eq!(text, LETTER);
}

#[test]
fn the_foot_of_a_page_between_two_halves_of_a_sentence_is_told() {
    let foot = "Tweede Kamer, vergaderjaar 2022–2023, 29 984, nr. 1082 2";
    let desk = Desk::new();
    let text = format!("Geachte voorzitter,\n\nZij heeft met de\n\n{foot}\n\nsector gesproken.\n");
    let record = desk.put("a.txt", &text).run(&["segment", "a.txt"]).records().remove(0);
    let at = text.find("Tweede").unwrap();
    assert_eq!(record["interruptions"], serde_json::json!([[at, at + foot.len()]]));
    let chunk = desk.run(&["chunk", "a.txt", "--max-tokens", "100"]).records().remove(0);
    assert_eq!(chunk["text"], text.trim_end());
    assert_eq!(chunk["reading"], "Geachte voorzitter,\n\nZij heeft met de sector gesproken.");
    let plain =
        desk.put("b.txt", LETTER).run(&["chunk", "b.txt", "--max-tokens", "1000"]).records().remove(0);
    assert_eq!(plain["reading"], serde_json::Value::Null);
}
