//! `griffier diff`: what changed between two files of records.

use crate::{Desk, LETTER, check_refused};

fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("in/a.txt", LETTER).put("in/b.txt", "De NAVO komt bijeen.\n");
    desk.run(&["annotate", "in", "-q", "-o", "old.jsonl"]);
    desk
}

#[test]
fn nothing_changed_is_nothing_said() {
    let desk = desk();
    let run = desk.run(&["diff", "old.jsonl", "old.jsonl"]);
    assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (0, "", ""));
}

#[test]
fn changes_are_listed_and_counted() {
    let desk = desk();
    let rows = "reject\tb\t\t\tNAVO\t\t\t\nrelink\ta\t\torg:eu\tNAVO\t\t\t\nretype\ta\tEVENT\tNIL\tGenève\t\t\t\nadd\ta\tORGANISATION\tNIL\tlidstaat\t\t\t\n";
    desk.put("c.tsv", format!("decision\tletter\ttype\tid\ttext\tbefore\tafter\tnote\n{rows}"));
    desk.run(&["annotate", "in", "-q", "-o", "new.jsonl", "--corrections", "c.tsv"]);
    let run = desk.run(&["diff", "old.jsonl", "new.jsonl"]);
    assert_eq!(run.status, 1, "{run:?}");
    let lines: Vec<&str> = run.out.lines().take_while(|line| !line.is_empty()).collect();
    for line in [
        "a in/a.txt",
        "  ~ ORGANISATION NAVO: org:navo → org:eu at 47",
        "  ~ EVENT Genève: LOCATION → EVENT at 77",
        "  + ORGANISATION lidstaat (org:lidstaat) at 98",
        "b in/b.txt",
        "  - ORGANISATION NAVO (org:navo) at 3",
    ] {
        assert!(lines.contains(&line), "{line} in {lines:#?}");
    }
    let counted = run.out.lines().find(|line| line.starts_with("ORGANISATION")).unwrap();
    assert_eq!(counted.split_whitespace().collect::<Vec<_>>(), ["ORGANISATION", "0", "1", "1", "1"]);
    let summary = desk.run(&["diff", "old.jsonl", "new.jsonl", "--summary"]);
    assert!(summary.out.starts_with("     ") && !summary.out.contains("lidstaat"), "{summary:?}");
    let json = desk.run(&["diff", "old.jsonl", "new.jsonl", "--json"]).records();
    assert_eq!(json.last().unwrap()["counts"]["ORGANISATION"]["added"], 1);
    assert!(
        json.iter()
            .any(|change| change["mark"] == "-" && change["letter"] == "b" && change["text"] == "NAVO")
    );
}

#[test]
fn compressed_records_are_compared_like_plain_ones() {
    let desk = desk();
    for name in ["old.jsonl.gz", "old.jsonl.zst"] {
        desk.run(&["annotate", "in", "-q", "-o", name]);
        let same = desk.run(&["diff", "old.jsonl", name]);
        assert_eq!((same.status, same.out.as_str(), same.err.as_str()), (0, "", ""), "{name}");
        desk.put("in/c.txt", "De EU kwam bijeen.\n");
        desk.run(&["annotate", "in", "-q", "-o", "more.jsonl"]);
        let more = desk.run(&["diff", name, "more.jsonl"]);
        assert!(more.status == 1 && more.out.contains("the letter is new"), "{name}: {more:?}");
        std::fs::remove_file(desk.path("in/c.txt")).unwrap();
    }
    desk.put("bad.jsonl.gz", "no gzip");
    check_refused(&desk.run(&["diff", "old.jsonl", "bad.jsonl.gz"]), &["bad.jsonl.gz: cannot unpack"]);
}

#[test]
fn letters_that_come_and_go_are_said_in_whatever_order() {
    let desk = desk();
    let old = desk.read("old.jsonl");
    let lines: Vec<&str> = old.lines().collect();
    desk.put("turned.jsonl", format!("{}\n{}\n", lines[1], lines[0]));
    assert_eq!(desk.run(&["diff", "old.jsonl", "turned.jsonl"]).status, 0);
    desk.put("one.jsonl", format!("{}\n", lines[0]));
    let gone = desk.run(&["diff", "old.jsonl", "one.jsonl"]);
    assert!(gone.status == 1 && gone.out.contains("b in/b.txt\n  - letter the letter is gone"), "{gone:?}");
    let came = desk.run(&["diff", "one.jsonl", "old.jsonl"]);
    assert!(came.status == 1 && came.out.contains("b in/b.txt\n  + letter the letter is new"), "{came:?}");
    check_refused(&desk.run(&["diff", "old.jsonl", "in/a.txt"]), &["in/a.txt:1: is no record"]);
    check_refused(&desk.run(&["diff", "old.jsonl", "nergens.jsonl"]), &["nergens.jsonl: cannot read"]);
}

#[test]
fn records_that_count_otherwise_are_compared_by_words() {
    let desk = desk();
    desk.run(&["annotate", "in", "-q", "-o", "chars.jsonl", "--offsets", "char"]);
    let run = desk.run(&["diff", "old.jsonl", "chars.jsonl"]);
    assert_eq!((run.status, run.out.as_str()), (0, ""));
}

#[test]
fn letters_of_one_id_are_told_apart_by_where_they_came_from() {
    let desk = Desk::new();
    desk.put("p/a.txt", LETTER)
        .put("q/a.txt", "De NAVO kwam bijeen.\n")
        .put("r/a.md", "De EU kwam bijeen.\n");
    desk.run(&["annotate", "p", "q", "r", "-q", "-o", "old.jsonl"]);
    let same = desk.run(&["diff", "old.jsonl", "old.jsonl"]);
    assert_eq!((same.status, same.out.as_str(), same.err.as_str()), (0, "", ""));
    desk.run(&["annotate", "r", "q", "-q", "-o", "new.jsonl"]);
    let gone = desk.run(&["diff", "old.jsonl", "new.jsonl"]);
    assert!(gone.out.starts_with("a p/a.txt\n  - letter the letter is gone\n\n"), "{gone:?}");
    let json = desk.run(&["diff", "old.jsonl", "new.jsonl", "--json"]).records();
    assert_eq!((&json[0]["letter"], &json[0]["path"]), (&"a".into(), &"p/a.txt".into()));
}
