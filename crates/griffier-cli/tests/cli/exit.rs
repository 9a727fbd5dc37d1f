//! The exit status of `annotate`, a case for each row of the table in `docs/batches.md`, and what one bad letter costs.

use crate::{Desk, LETTER, ids, project};

/// The statuses that the table has.
#[test]
fn the_table_of_statuses_is_the_one_that_is_tested() {
    let page = std::fs::read_to_string(project("docs/batches.md")).unwrap();
    let table = page.split("## Exit status").nth(1).unwrap();
    let rows =
        table.lines().filter_map(|line| line.strip_prefix("| ")?.split(' ').next()?.parse::<i32>().ok());
    assert_eq!(rows.collect::<Vec<_>>(), [0, 1, 2, 130]);
}

#[track_caller]
fn check(desk: &Desk, args: &[&str], status: i32, words: &str) {
    let run = desk.run(args);
    assert_eq!(run.status, status, "{args:?}: {}", run.err);
    assert!(run.err.contains(words), "{args:?}: {}", run.err);
}

#[test]
fn each_status_means_what_the_table_says() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER)
        .put("leeg.txt", "")
        .put("groot.txt", LETTER.repeat(20))
        .put("map/b.txt", LETTER);
    check(&desk, &["annotate", "a.txt", "-q"], 0, "");
    assert_eq!(desk.run_unread(&["annotate", "groot.txt"]).status, 0);
    check(&desk, &["annotate", "map", "-o", "out.jsonl", "-q"], 0, "");
    check(&desk, &["annotate", "a.txt", "leeg.txt", "-q"], 1, "leeg.txt: empty: ");
    check(&desk, &["annotate", "a.txt", "weg.txt", "-q"], 1, "weg.txt: cannot read: ");
    check(&desk, &["annotate", "groot.txt", "--max-bytes", "1k", "-q"], 1, "groot.txt: too large: ");
    desk.put("lang.txt", LETTER.repeat(20_000));
    check(&desk, &["annotate", "lang.txt", "--timeout", "0.02", "-q"], 1, "lang.txt: too slow: ");
    check(&desk, &["annotate", "a.txt", "--poison", "Ollongren", "-q"], 1, "a.txt: a defect of griffier");
    check(&desk, &["annotate"], 2, "Usage");
    check(&desk, &["annotate", "a.txt", "--offsets", "words"], 2, "--offsets");
    check(&desk, &["annotate", "a.txt", "-o", "map"], 2, "map: cannot write");
    check(&desk, &["annotate", "a.txt", "-o", "no/such.jsonl"], 2, "no/such.jsonl: cannot write");
    check(&desk, &["annotate", "a.txt", "--gazetteer", "weg.csv"], 2, "weg.csv: cannot read");
    check(&desk, &["annotate", "a.txt", "--resume"], 2, "--resume");
    check(
        &desk,
        &["annotate", "a.txt", "-o", "out.jsonl", "--manifest", "a.txt"],
        2,
        "a.txt: is a letter to read",
    );
    if cfg!(target_os = "linux") {
        check(&desk, &["annotate", "a.txt", "-o", "/dev/full"], 2, "cannot write the records");
    }
    assert_eq!(desk.read("a.txt"), LETTER);
    // 130 needs a signal: `resume.rs`.
}

#[test]
fn a_letter_that_meets_a_defect_is_lost_alone() {
    let desk = Desk::new();
    for i in 0..40 {
        let letter = if i % 9 == 4 { LETTER.replace("NAVO", "VERGIF") } else { LETTER.to_owned() };
        desk.put(&format!("in/{i:02}.txt"), letter);
    }
    for jobs in ["1", "4"] {
        let run = desk.run(&["annotate", "in", "-q", "--poison", "VERGIF", "--jobs", jobs]);
        assert_eq!((run.status, run.records().len()), (1, 36));
        assert!(ids(&run.records()).is_sorted());
        let lines: Vec<&str> = run.err.lines().collect();
        assert_eq!(lines.len(), 4, "{}", run.err);
        let message =
            "griffier: in/04.txt: a defect of griffier stopped this letter, please report it: poisoned at 04";
        assert_eq!(lines[0], message);
    }
    // The manifest names them, and a run of a griffier without the defect does those alone.
    let out = ["annotate", "in", "-o", "out.jsonl", "--resume"];
    assert_eq!(desk.run(&[&out[..], &["--poison", "VERGIF"]].concat()).status, 1);
    let manifest = desk.read("out.jsonl.manifest.json");
    assert_eq!(manifest.matches("please report it: poisoned at").count(), 4);
    let run = desk.run(&out);
    assert!(run.status == 0 && run.err.contains("Of the earlier run: 36 letters taken over"), "{}", run.err);
    let anew = desk.run(&["annotate", "in"]);
    assert!(desk.read("out.jsonl") == anew.out);
}
