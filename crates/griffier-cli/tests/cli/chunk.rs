//! `griffier chunk`: that nothing is lost, and what is refused.

use crate::{Desk, LETTER, Run};
use serde_json::Value;

const WORDPIECE: &str = include_str!("../../../../tests/tokenizers/wordpiece.json");

fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("a.txt", LETTER).put("tokenizer.json", WORDPIECE);
    desk
}

#[track_caller]
fn chunk(args: &[&str]) -> Run {
    let run = desk().run(&[&["chunk", "a.txt"], args].concat());
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{args:?}");
    run
}

fn dense(text: &str) -> String {
    text.split_whitespace().collect()
}

#[track_caller]
fn check_whole(records: &[Value]) {
    let texts: String = records.iter().map(|record| record["text"].as_str().unwrap()).collect();
    assert_eq!(dense(&texts), dense(LETTER));
}

#[test]
fn the_chunks_of_a_letter_are_the_letter() {
    for most in ["5", "17", "40", "1000"] {
        check_whole(&desk().run(&["chunk", "a.txt", "--max-tokens", most]).records());
    }
    let records = chunk(&["--max-tokens", "100", "--tokenizer", "tokenizer.json"]).records();
    check_whole(&records);
    assert!(records.len() > 1);
    for record in &records {
        assert_eq!(record["meta"]["date"], "2022-05-12");
        assert!(record["size"].as_u64().unwrap() <= 100, "{record}");
        assert_eq!(
            (&record["counted"], &record["tokenizer"]),
            (&"subwords".into(), &"tokenizer.json".into())
        );
    }
    let mentions = records.iter().flat_map(|record| record["mentions"].as_array().unwrap());
    assert!(mentions.clone().any(|mention| mention["entity"] == "org:navo"));
    let entities = records.iter().flat_map(|record| record["entities"].as_array().unwrap());
    assert!(entities.clone().any(|entity| entity["label"] == "NAVO"));
}

#[test]
fn offsets_are_of_the_letter_in_the_unit_asked_for() {
    let records = chunk(&["--max-tokens", "30", "--offsets", "char"]).records();
    let chars: Vec<char> = LETTER.chars().collect();
    let at = |value: &Value, key: &str| value[key].as_u64().unwrap() as usize;
    for record in &records {
        let slice = |value: &Value| chars[at(value, "start")..at(value, "end")].iter().collect::<String>();
        assert_eq!(slice(record), record["text"].as_str().unwrap());
        for mention in record["mentions"].as_array().unwrap() {
            assert_eq!(slice(mention), mention["text"].as_str().unwrap());
        }
    }
}

#[test]
fn subwords_are_listed_on_request() {
    let args = ["--max-tokens", "100", "--tokenizer", "tokenizer.json", "--subwords"];
    for record in chunk(&args).records() {
        let columns = &record["subwords"];
        for column in ["ids", "places", "words", "labels"] {
            assert_eq!(columns[column].as_array().unwrap().len() as u64, record["size"].as_u64().unwrap());
        }
    }
}

#[test]
fn a_sentence_that_is_too_long_is_kept_and_said() {
    let run = desk().run(&["chunk", "a.txt", "--max-tokens", "5"]);
    assert_eq!(run.status, 0);
    assert!(run.err.contains("chunks are one sentence longer than 5"), "{}", run.err);
    let records = run.records();
    check_whole(&records);
    assert!(records.iter().any(|record| record["over_long"] == true));
}

#[test]
fn sentences_of_the_chunk_before_are_repeated_on_request() {
    let desk = Desk::new();
    let text =
        "Geachte voorzitter,\n\nEen is goed. Twee is beter. Drie is best. Vier is te veel. Vijf is zot.\n";
    let records = desk
        .put("b.txt", text)
        .run(&["chunk", "b.txt", "--max-tokens", "12", "--overlap-sentences", "1"])
        .records();
    let shown: Vec<(&str, u64)> = records
        .iter()
        .map(|record| (record["text"].as_str().unwrap(), record["repeated"].as_u64().unwrap()))
        .collect();
    assert_eq!(shown[0], ("Geachte voorzitter,\n\nEen is goed. Twee is beter.", 0));
    assert_eq!(shown[1], ("Twee is beter. Drie is best.", 1));
    assert_eq!(shown[2], ("Drie is best. Vier is te veel.", 1));
    assert_eq!(shown[3], ("Vier is te veel. Vijf is zot.", 1));
}

#[track_caller]
fn check_refused(args: &[&str], expected: &str) {
    let desk = desk();
    // The library behind it panics on a map of characters that is no Base64.
    let map = r#"{"version":"1.0","added_tokens":[],"normalizer":{"type":"Precompiled","precompiled_charsmap":"%"},"pre_tokenizer":null,
        "post_processor":null,"decoder":null,"model":{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"-",
        "max_input_chars_per_word":100,"vocab":{"[UNK]":0}}}"#;
    desk.put("plain.json", "{}").put("broken.json", "{\"model\": ").put("folder/x", "").put("map.json", map);
    let run = desk.run(&[&["chunk", "a.txt"], args].concat());
    assert_eq!((run.status, run.out.as_str()), (2, ""), "{args:?}");
    assert!(run.err.contains(expected) && !run.err.contains("panicked"), "{args:?}: {}", run.err);
}

#[test]
fn what_cannot_work_is_refused_with_the_reason() {
    check_refused(&["--max-tokens", "0"], "--max-tokens 0: a chunk must hold something");
    let most = ["--max-tokens", "2", "--tokenizer", "tokenizer.json"];
    check_refused(&most, "--max-tokens 2: this tokenizer puts 2 special tokens into every chunk");
    let with = |file| ["--max-tokens", "9", "--tokenizer", file];
    check_refused(&with("no.json"), "no.json: cannot read");
    check_refused(&with("plain.json"), "plain.json: no tokenizer.json");
    check_refused(&with("broken.json"), "broken.json: no JSON: ");
    let contradicts = "map.json: cannot be read as a tokenizer: a part of the tokenizer contradicts itself";
    check_refused(&with("map.json"), contradicts);
    check_refused(&with("folder"), "folder: is a folder; give the tokenizer.json in it");
    check_refused(&["--max-tokens", "9", "--subwords"], "--tokenizer");
    check_refused(&[], "--max-tokens");
}
