//! `griffier eval`: figures as tables and as JSON, differences, and gold that does not fit.

use crate::{Desk, check_refused, project};
use serde_json::Value;

const MENTIONS: &str = "line\tnth\ttext\ttype\tid\tnested\tattrs\n";
const RELATIONS: &str = "subject_id\tpredicate\tobject_id\tline\tevidence\n";

/// One right mention, one that is missed, and one that is false.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("in/a.txt", "De NAVO is geen wolk, en de EU ook niet.\n");
    let rows = "1\t1\tNAVO\tORGANISATION\torg:navo\t0\t\n1\t1\twolk\tTECHNOLOGY\tNIL\t0\t\n";
    desk.put("gold/a.mentions.tsv", MENTIONS.to_owned() + rows).put("gold/a.relations.tsv", RELATIONS);
    desk
}

#[test]
fn tables_give_the_figures_of_mentions_and_relations() {
    let run = Desk::new().run(&["eval", &project("seeds"), "--gold", &project("tests/gold")]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    let row = |name: &str| run.out.lines().find(|line| line.starts_with(&format!("| {name} "))).unwrap_or("");
    for head in ["overlap F1", "links", "P |", "R |"] {
        assert!(row("mentions").contains(head), "{head} in {}", run.out);
    }
    for name in ["relations", "all", "OFFICE", "REFERENCE", "signed_by", "cites"] {
        assert!(!row(name).is_empty(), "{name} in {}", run.out);
    }
    assert!(run.out.contains("letters 5, holders of offices "), "{}", run.out);
}

#[test]
fn json_gives_the_same_figures() {
    let run = desk().run(&["eval", "in", "--gold", "gold", "--json"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((run.status, &report["letters"]), (0, &1.into()));
    let strict = &report["mentions"]["strict"];
    let figures = ["gold", "found", "correct", "f1"].map(|key| strict[key].as_f64());
    assert_eq!(figures, [2.0, 2.0, 1.0, 0.5].map(Some));
    assert_eq!(report["types"]["TECHNOLOGY"]["strict"]["recall"], 0.0);
    for key in ["holders", "relations", "predicates"] {
        assert!(report[key].is_object(), "{key} in {}", run.out);
    }
    assert!(report["differences"].is_null());
}

#[test]
fn differences_have_a_line_each() {
    let desk = desk();
    let run = desk.run(&["eval", "in", "--gold", "gold", "--errors"]);
    let lines: Vec<&str> = run.out.lines().take_while(|line| !line.is_empty()).collect();
    assert_eq!((run.status, lines.len()), (0, 2), "{}", run.out);
    assert!(lines.contains(&"a:1: missed TECHNOLOGY `wolk` gold NIL"), "{lines:?}");
    assert!(lines.iter().any(|line| line.starts_with("a:1: false ORGANISATION `EU` found ")), "{lines:?}");
    let run = desk.run(&["eval", "in", "--gold", "gold", "--errors", "--json"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let verdicts = report["differences"].as_array().unwrap().iter().map(|difference| &difference["verdict"]);
    assert_eq!(verdicts.filter(|verdict| *verdict == "missed").count(), 1);
}

#[test]
fn a_letter_without_gold_is_named_and_the_others_are_compared() {
    let desk = desk();
    desk.put("in/b.txt", "De NAVO.\n");
    let run = desk.run(&["eval", "in", "missing.txt", "--gold", "gold", "--json"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((run.status, &report["letters"]), (1, &1.into()));
    let lines: Vec<&str> = run.err.lines().collect();
    assert!(lines[0].starts_with("griffier: missing.txt: cannot read"), "{lines:?}");
    assert_eq!(lines[1..], ["griffier: in/b.txt: no gold for it in gold"]);
    let alone = desk.run(&["eval", "in/b.txt", "--gold", "gold"]);
    assert_eq!((alone.status, alone.out.as_str()), (1, ""));
}

#[test]
fn gold_that_does_not_fit_costs_its_letter() {
    let desk = desk();
    desk.put("in/b.txt", "De NAVO.\n").put("gold/b.relations.tsv", RELATIONS);
    let rows = "1\t1\tEU\tORGANISATION\torg:eu\t0\t\n9\t1\tNAVO\tORGANISATION\torg:navo\t0\t\n";
    desk.put("gold/b.mentions.tsv", MENTIONS.to_owned() + rows);
    let run = desk.run(&["eval", "in", "--gold", "gold"]);
    assert_eq!(run.status, 1);
    assert!(run.out.contains("letters 1,"), "{}", run.out);
    let faults: Vec<&str> = run.err.lines().collect();
    assert!(faults.len() == 2 && faults.iter().all(|line| line.contains("b.mentions.tsv:")), "{faults:?}");
}

#[test]
fn a_folder_of_gold_that_is_not_there_is_refused() {
    check_refused(&desk().run(&["eval", "in", "--gold", "golf"]), &["griffier: golf: no such folder"]);
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    for flags in [&["--errors"][..], &["--json"], &["--json", "--errors"]] {
        let args = [&["eval", "in", "--gold", "gold"], flags].concat();
        let run = desk().run_unread(&args);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{flags:?}");
    }
}
