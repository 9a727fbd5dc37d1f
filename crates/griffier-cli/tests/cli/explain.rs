//! `griffier explain`: the place, what was found there and why, and places that are none.

use crate::{Desk, LETTER, Run, check_refused};

fn explain(at: &str) -> Run {
    let desk = Desk::new();
    desk.put("a.txt", LETTER);
    desk.run(&["explain", "a.txt", "--at", at])
}

/// The explanation has each of `lines`, in this order, as the begin of a line.
#[track_caller]
fn check(at: &str, lines: &[&str]) {
    let run = explain(at);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{at}");
    let mut rest = run.out.lines();
    for line in lines {
        assert!(rest.any(|found| found.starts_with(line)), "{at}: {line:?} in\n{}", run.out);
    }
}

fn offset_of(words: &str) -> usize {
    LETTER.find(words).unwrap()
}

#[test]
fn a_byte_offset_names_the_mention_and_its_reasons() {
    let navo = offset_of("NAVO");
    let lines = [
        &format!("a, line 5, column 4 (byte {navo})"),
        "zone      body",
        "sentence  De NAVO kwam op 11 april 2022 in Genève bijeen.",
        "ORGANISATION 'NAVO'",
        "  found by    gazetteers/organisations.tsv#",
        "  means       org:navo",
        "  listed as   ",
    ];
    check(&navo.to_string(), &lines);
    check(&(navo + 3).to_string(), &["ORGANISATION 'NAVO'"]);
}

#[test]
fn a_line_and_a_column_name_the_same_place() {
    assert_eq!(explain("5:4").out, explain(&offset_of("NAVO").to_string()).out);
    // Columns count characters: an è, an É, a € and an emoji stand before.
    let last = LETTER.lines().nth(4).unwrap().chars().count() - 1;
    check(&format!("5:{last}"), &[&format!("a, line 5, column {last} (byte "), "LOCATION 'Oekraïne'"]);
    assert_eq!(explain("1:1").out, explain("0").out);
}

#[test]
fn an_office_says_who_held_it_and_what_it_takes_part_in() {
    let lines = ["OFFICE 'minister van Defensie'", "  means       office:min-def: ", "  holder      person:"];
    check(&offset_of("minister van").to_string(), &lines);
    check(
        &offset_of("K.H.").to_string(),
        &["PERSON 'K.H. Ollongren'", "  means       person:", "  relation    "],
    );
}

#[test]
fn a_place_outside_any_mention_says_so() {
    check(&offset_of("kwam").to_string(), &["sentence  ", "no mention here"]);
    // Within a character: that character.
    check(&(offset_of("€") + 1).to_string(), &["QUANTITY '€ 2,5 miljard'"]);
}

#[test]
fn a_place_that_is_none_is_refused() {
    let bytes = LETTER.len();
    let end = format!("griffier: --at {bytes}: the letter ends at byte {bytes}\n");
    check_refused(&explain(&bytes.to_string()), &[&end]);
    check_refused(&explain("99:1"), &["--at 99:1: the letter has 9 lines"]);
    check_refused(&explain("3:99"), &["--at 3:99: line 3 has 19 columns"]);
    check_refused(&explain("0:1"), &["count from 1"]);
    check_refused(&explain("1:0"), &["count from 1"]);
    for nonsense in ["", "x", "1:", ":", "1:2:3", "1.5", "99999999999999999999999"] {
        check_refused(&explain(nonsense), &["give a byte offset (2210), or LINE:COLUMN (12:40)"]);
    }
}

#[test]
fn standard_input_is_a_letter_too() {
    let run = Desk::new().run_with(&["explain", "-", "--at", "5:4"], LETTER.as_bytes());
    assert!(run.status == 0 && run.out.starts_with("stdin, line 5, column 4 "), "{run:?}");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER);
    let run = desk.run_unread(&["explain", "a.txt", "--at", "5:4"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
}
