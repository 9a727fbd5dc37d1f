//! `griffier commitments`: the table, the two formats for programs, what is left out.

use crate::{Desk, Run, check_refused};

const PROMISES: &str = "\
Den Haag, 12 mei 2022

Geachte voorzitter,

Ik zal uw Kamer in september 2022 informeren over het onderhoud. Ik zal uw Kamer vóór 1 juli 2022 informeren over de
kosten. Indien nodig zal ik uw Kamer opnieuw informeren. Hiermee doe ik mijn toezegging van 3 maart 2022 gestand.

De minister van Defensie,

K.H. Ollongren
";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("in/a.txt", PROMISES)
        .put("in/b.txt", "Den Haag, 1 juni 2022\n\nGeachte voorzitter,\n\nDank voor uw brief.\n");
    desk
}

#[track_caller]
fn run(args: &[&str]) -> Run {
    let run = desk().run(&[&["commitments", "in"], args].concat());
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    run
}

fn json(args: &[&str]) -> Vec<serde_json::Value> {
    let run = run(&[&["--format", "json"], args].concat());
    serde_json::from_str::<serde_json::Value>(&run.out).unwrap().as_array().unwrap().clone()
}

/// The deadlines, in the order of the rows.
fn days(rows: &[serde_json::Value]) -> Vec<&str> {
    rows.iter().map(|row| row["due"]["day"].as_str().unwrap_or("-")).collect()
}

#[test]
fn what_is_due_first_stands_on_top() {
    let rows = json(&[]);
    assert_eq!(days(&rows), ["2022-06-30", "2022-09-30", "-", "-"]);
    let first = &rows[0];
    assert_eq!(
        (&first["letter"], &first["line"], &first["status"]),
        (&"a".into(), &5.into(), &"made".into())
    );
    assert_eq!(first["by"][0]["id"], "office:min-def");
    assert_eq!(first["by"][1]["name"], "Kajsa Ollongren");
    assert_eq!(first["to"][0]["name"], "Tweede Kamer");
    assert_eq!(first["made_on"], "2022-05-12");
    assert_eq!(rows[2]["conditional"], true);
    assert_eq!((&rows[3]["status"], &rows[3]["made_on"]), (&"fulfilled".into(), &"2022-03-03".into()));
}

#[test]
fn a_table_fits_the_terminal_and_counts() {
    let table = run(&[]).out;
    assert!(table.lines().all(|line| line.chars().count() <= 110), "{table}");
    assert!(table.starts_with("due "), "{table}");
    assert!(
        table.ends_with("\n4 commitments in 2 letters: 3 made (2 with a deadline), 1 carried out\n"),
        "{table}"
    );
    assert!(table.contains("2022-06-30") && table.contains("no date") && table.contains("done"), "{table}");
    assert_eq!(
        run(&["--due-before", "2020-01-01"]).out,
        "0 commitments in 2 letters: 0 made (0 with a deadline), 0 carried out\n"
    );
}

#[test]
fn csv_has_a_head_and_a_line_each() {
    let csv = run(&["--format", "csv"]).out;
    let lines: Vec<&str> = csv.split("\r\n").collect();
    assert_eq!(lines.len(), 6, "{csv}");
    assert!(lines[0].starts_with("due_day,due,status,conditional,by,"), "{csv}");
    assert!(lines[1].starts_with("2022-06-30,2022-07-01,made,false,"), "{csv}");
    assert_eq!(lines[5], "");
}

#[test]
fn deadlines_and_what_is_done_can_be_left_out() {
    assert_eq!(days(&json(&["--due-before", "2022-07-01"])), ["2022-06-30"]);
    assert_eq!(days(&json(&["--due-before", "2022-06-30"])), [""; 0]);
    assert_eq!(days(&json(&["--open"])), ["2022-06-30", "2022-09-30", "-"]);
}

#[test]
fn what_cannot_be_is_refused_or_reported() {
    for wrong in ["1 juli 2022", "2022-13-01", "2022"] {
        check_refused(&desk().run(&["commitments", "in", "--due-before", wrong]), &["YYYY-MM-DD"]);
    }
    check_refused(
        &desk().run(&["commitments", "in", "--due-before", "2023-02-30"]),
        &["month 2 of 2023 has 28 days"],
    );
    check_refused(&desk().run(&["commitments", "in", "--format", "xml"]), &["table", "csv", "json"]);
    let lost = desk().run(&["commitments", "in", "missing.txt"]);
    assert_eq!(lost.status, 1);
    assert!(
        lost.err.starts_with("griffier: missing.txt: cannot read") && lost.out.contains("4 commitments"),
        "{lost:?}"
    );
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    for format in ["table", "csv", "json"] {
        let run = desk().run_unread(&["commitments", "in", "--format", format]);
        assert_eq!((run.status, run.err.as_str()), (0, ""));
    }
}
