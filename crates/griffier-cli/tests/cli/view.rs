//! `griffier view`: one letter as a page, many as a folder with a list.

use crate::{Desk, LETTER};

#[test]
fn one_letter_is_one_page() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER);
    let run = desk.run(&["view", "a.txt", "-o", "a.html"]);
    assert_eq!((run.status, run.err.as_str(), run.out.as_str()), (0, "", ""));
    let page = std::fs::read_to_string(desk.path("a.html")).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains(">Oekraïne</span>"), "{page}");
    let shown = desk.run(&["view", "a.txt", "-o", "-"]);
    assert_eq!(shown.out, page);
}

#[test]
fn many_letters_are_a_folder_with_a_list() {
    let desk = Desk::new();
    desk.put("in/a.txt", LETTER);
    desk.put("in/b.txt", "De NAVO komt bijeen.\n");
    desk.put("in/leeg.txt", "");
    let run = desk.run(&["view", "in", "-o", "pages"]);
    assert_eq!(run.status, 1);
    assert!(run.err.contains("leeg.txt: empty") && run.err.contains("open pages/index.html"), "{}", run.err);
    let list = std::fs::read_to_string(desk.path("pages/index.html")).unwrap();
    assert!(list.contains("letters/00001-a-") && list.contains("letters/00002-b-"), "{list}");
    let mut pages: Vec<_> =
        std::fs::read_dir(desk.path("pages/letters")).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    assert_eq!(pages.len(), 2);
    assert!(std::fs::read_to_string(&pages[1]).unwrap().contains("href=\"../index.html\""));
}

#[test]
fn a_page_for_many_letters_is_refused() {
    let desk = Desk::new();
    desk.put("a.txt", LETTER);
    desk.put("b.txt", LETTER);
    let run = desk.run(&["view", "a.txt", "b.txt", "-o", "a.html"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("more than one letter for one page: give a folder after -o"), "{}", run.err);
    assert!(!desk.path("a.html").exists());
    let none = desk.run(&["view", "nergens.txt", "-o", "pages"]);
    assert_eq!(none.status, 1);
}
