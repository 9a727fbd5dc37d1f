//! `griffier train`: a model from columns, its score, and what is refused.

use crate::{Desk, check_refused};
use std::fmt::Write;

/// Small texts of `count` people and places.
fn columns(count: usize) -> String {
    let mut file = String::new();
    for i in 0..count {
        let (name, place) = (["Dalstra", "Okker", "Havik"][i % 3], ["Zuidmeer", "Wolvega"][i % 2]);
        let _ = write!(
            file,
            "-DOCSTART- O\nGisteren O\nsprak O\nde O\nheer O\nJan B-PER\n{name} I-PER\nin O\n{place} B-LOC\n. O\n\n"
        );
    }
    file
}

fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("names.conll", columns(30)).put("more.conll", columns(6));
    desk
}

#[test]
fn a_model_is_trained_scored_and_used() {
    let desk = desk();
    let run = desk.run(&["train", "--data", "names.conll", "--epochs", "5", "-o", "m.bin"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.contains("| PER "), "{}", run.out);
    assert!(run.err.contains("pass 2") && run.err.contains("m.bin: "), "{}", run.err);
    let other = desk.run(&["train", "--data", "names.conll", "--epochs", "5", "-o", "n.bin", "--jobs", "3"]);
    assert_eq!(other.status, 0);
    let bytes = |name: &str| std::fs::read(desk.path(name)).unwrap();
    assert!(bytes("m.bin") == bytes("n.bin"), "the threads change the model");
    let run = desk.run(&["train", "--score", "m.bin", "more.conll"]);
    let all = run.out.lines().find(|line| line.starts_with("| all ")).unwrap_or("");
    assert!(all.contains("100.00"), "{}", run.out);
    desk.put(
        "a.txt",
        "Den Haag, 3 mei 2022\n\nGeachte voorzitter,\n\nGisteren sprak de heer Jan Dalstra in Zuidmeer.\n",
    );
    let run = desk.run(&["annotate", "a.txt", "--tagger", "m.bin"]);
    assert_eq!((run.status, run.records().len()), (0, 1), "{}", run.err);
}

#[test]
fn a_name_no_list_has_is_found_unless_the_tagger_is_off() {
    let desk = Desk::new();
    let text = "Den Haag, 3 mei 2022\n\nGeachte voorzitter,\n\nHierover sprak onderzoeksjournalist Floor Wiersma gisteren. \
                Later heeft Floor Wiersma dat herhaald.\n";
    desk.put("a.txt", text);
    let people = |args: &[&str]| {
        let run = desk.run(args);
        let mentions = run.records()[0]["mentions"].as_array().unwrap().clone();
        mentions.iter().filter(|mention| mention["type"] == "PERSON").count()
    };
    assert_eq!(people(&["annotate", "a.txt"]), 2);
    assert_eq!(people(&["annotate", "a.txt", "--no-tagger"]), 0);
}

#[test]
fn what_cannot_be_learned_or_read_is_named() {
    let desk = desk();
    desk.put("bad.conll", "A B-PER\nB\n").put("few.conll", "A B-PER\n").put("no.bin", "text");
    let bad = "bad.conll:2: one column: a token and its tag expected";
    check_refused(&desk.run(&["train", "--data", "bad.conll", "-o", "m.bin"]), &[bad]);
    check_refused(&desk.run(&["train", "--data", "few.conll", "-o", "m.bin"]), &["too few texts"]);
    check_refused(&desk.run(&["train", "--data", "none.conll", "-o", "m.bin"]), &["none.conll: cannot read"]);
    check_refused(&desk.run(&["train", "-o", "m.bin"]), &["nothing to learn from"]);
    check_refused(
        &desk.run(&["train", "--score", "no.bin", "names.conll"]),
        &["not a model of griffier's tagger"],
    );
    check_refused(&desk.run(&["annotate", "names.conll", "--tagger", "no.bin"]), &["not a model"]);
    assert!(!desk.path("m.bin").exists());
}
