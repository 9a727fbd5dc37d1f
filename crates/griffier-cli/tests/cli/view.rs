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

#[test]
fn pages_of_a_pdf_are_drawn_wherever_it_comes_from() {
    if std::process::Command::new("pdftoppm").arg("-v").output().is_err() {
        return;
    }
    let desk = Desk::new();
    let pdf = std::fs::read(crate::project("tests/formats/000_65cfac3315c427b1.pdf")).unwrap();
    desk.put("a.pdf", &pdf).put("a.txt", LETTER);
    let drawn = |page: &str| page.matches("data:image/png;base64,").count();
    let file = desk.run(&["view", "a.pdf", "-o", "-"]).out;
    assert!(drawn(&file) > 0);
    let stdin = desk.run_with(&["view", "-", "-o", "-"], &pdf).out;
    assert_eq!(drawn(&stdin), drawn(&file));
    let mail = format!(
        "From: a@b.nl\r\nMIME-Version: 1.0\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n",
        base64(&pdf)
    );
    desk.put("m.eml", mail);
    desk.run(&["view", "m.eml", "-o", "pages"]);
    let pages: usize = std::fs::read_dir(desk.path("pages/letters"))
        .unwrap()
        .map(|entry| drawn(&std::fs::read_to_string(entry.unwrap().path()).unwrap()))
        .sum();
    assert_eq!(pages, drawn(&file));
    assert_eq!(drawn(&desk.run_with(&["view", "-", "-o", "-", "--no-pages"], &pdf).out), 0);
    assert_eq!(drawn(&desk.run(&["view", "a.txt", "-o", "-"]).out), 0);
}

/// The bytes in lines of 76 characters.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for (i, three) in bytes.chunks(3).enumerate() {
        if i > 0 && i % 19 == 0 {
            out.push_str("\r\n");
        }
        let number =
            three.iter().fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for sign in 0..4 {
            let at = (number >> (18 - 6 * sign) & 63) as usize;
            out.push(if sign <= three.len() { char::from(SIGNS[at]) } else { '=' });
        }
    }
    out
}
