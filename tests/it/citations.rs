//! Runs the table of spellings, `tests/citations.tsv`: each row is a text in which every citation stands in braces, with
//! what it must be read as. Whatever stands outside braces must not be found.

use crate::PIPELINE;
use griffier::{Document, Link, Mention};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

const TABLE: &str = include_str!("../citations.tsv");
const PAGE: &str = include_str!("../../docs/citations.md");
const COLUMNS: [&str; 7] = ["spelling", "ids", "class", "url", "reason", "form", "seen"];
/// The form of rows without a citation.
const NONE: &str = "none";
/// The form of rows that name an act: their mention is the act, not a reference.
const ACT: &str = "act by name";
/// A row stands between these.
const BEFORE: &str = "Aan de Voorzitter van de\nTweede Kamer der Staten-Generaal\n\nDatum 11 oktober 2021\n\nGeachte \
                      voorzitter,\n\nHet gaat om het volgende: ";
const AFTER: &str = "\n\nVerder meld ik u niets.\n";

/// What one citation is read as: start, end, identifiers, class, addresses, reason.
type Cited = (usize, usize, [String; 4]);

struct Row {
    line: usize,
    form: &'static str,
    seen: &'static str,
    text: String,
    expected: Vec<Cited>,
}

fn rows() -> Vec<Row> {
    let mut lines = TABLE.lines().enumerate();
    let (_, head) = lines.next().unwrap();
    assert_eq!(head.split('\t').collect::<Vec<_>>(), COLUMNS);
    lines.map(|(i, line)| row(i + 1, line)).collect()
}

fn row(line: usize, cells: &'static str) -> Row {
    let cells: Vec<&str> = cells.split('\t').collect();
    let [spelling, ids, class, url, reason, form, seen] = cells[..] else {
        panic!("citations.tsv:{line}: {} cells", cells.len())
    };
    let (text, spans) = unmark(spelling);
    let cell = |all: &str, i: usize| {
        let parts: Vec<&str> = all.split(" ; ").collect();
        assert!(
            parts.len() == spans.len() || all.is_empty(),
            "citations.tsv:{line}: {} values for {} citations: {all}",
            parts.len(),
            spans.len()
        );
        parts.get(i).copied().unwrap_or("").to_owned()
    };
    let expected = spans.iter().enumerate().map(|(i, &(start, end))| {
        (start, end, [cell(ids, i), cell(class, i), cell(url, i), cell(reason, i)])
    });
    Row { line, form, seen, expected: expected.collect(), text: format!("{text}{AFTER}") }
}

/// The text of a row and where its braces stood; a line break and a no-break space are written as marks in the table.
fn unmark(spelling: &str) -> (String, Vec<(usize, usize)>) {
    let (mut text, mut open, mut spans) = (BEFORE.to_owned(), Vec::new(), Vec::new());
    for c in spelling.chars() {
        match c {
            '{' => open.push(text.len()),
            '}' => spans.push((open.pop().unwrap(), text.len())),
            '⏎' => text.push('\n'),
            '␣' => text.push('\u{a0}'),
            c => text.push(c),
        }
    }
    spans.sort_by_key(|&(start, end)| (start, std::cmp::Reverse(end)));
    (text, spans)
}

fn found(row: &Row) -> Vec<Cited> {
    let mut doc = Document::from_text("row", &row.text);
    PIPELINE.run(&mut doc);
    let kinds: &[&str] = if row.form == ACT { &["LAW", "TREATY"] } else { &["REFERENCE"] };
    doc.mentions().iter().filter(|mention| kinds.contains(&mention.kind.name())).map(cited).collect()
}

fn cited(mention: &Mention) -> Cited {
    let id = match &mention.link {
        Link::One(id) => id.to_string(),
        Link::Nil { .. } => String::new(),
        Link::Many(all) => all.iter().map(|one| one.id.to_string()).collect::<Vec<_>>().join(" or "),
    };
    let attr = |key: &str| mention.attr(key).map(ToString::to_string).unwrap_or_default();
    (mention.span.start(), mention.span.end(), [id, attr("class"), attr("url"), attr("reason")])
}

fn show(row: &Row, all: &[Cited]) -> String {
    let mut lines = String::new();
    for (start, end, cells) in all {
        let words = row.text.get(*start..*end).unwrap_or("?");
        let _ = writeln!(lines, "    {words:?} = {}", cells.join(" | "));
    }
    lines
}

#[test]
fn every_spelling_is_read_as_the_table_says() {
    let mut report = String::new();
    let mut failed = 0;
    for row in &rows() {
        let actual = found(row);
        if actual != row.expected {
            failed += 1;
            let (expected, actual) = (show(row, &row.expected), show(row, &actual));
            let _ = writeln!(report, "citations.tsv:{}\n  expected\n{expected}  found\n{actual}", row.line);
        }
    }
    assert!(failed == 0, "{failed} rows differ\n\n{report}");
}

#[test]
fn the_table_has_spellings_and_look_alikes_enough() {
    let rows = rows();
    let near = rows.iter().filter(|row| row.form == NONE).count();
    assert!(rows.len() - near >= 150, "{} spellings", rows.len() - near);
    assert!(near >= 40, "{near} look-alikes");
    let mut lines: Vec<&str> = TABLE.lines().collect();
    lines.sort_unstable();
    assert!(lines.windows(2).all(|two| two[0] != two[1]), "a row stands twice");
    for row in &rows {
        assert_eq!(row.form == NONE, row.expected.is_empty(), "citations.tsv:{}", row.line);
        assert_eq!(row.form == NONE, row.seen == "look-alike", "citations.tsv:{}", row.line);
        for (_, _, [id, class, url, reason]) in &row.expected {
            let line = row.line;
            assert_eq!(
                class == "exact",
                reason.is_empty(),
                "citations.tsv:{line}: a reason for every other class"
            );
            assert!(class != "ambiguous" || (id.contains(" or ") && url.is_empty()), "citations.tsv:{line}");
            assert!(class == "not-derivable" || !id.is_empty(), "citations.tsv:{line}: no identifier");
        }
    }
}

#[test]
fn the_page_gives_the_counts_of_the_table() {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut reasons: BTreeSet<String> = BTreeSet::new();
    for row in rows() {
        let (all, citations) = counts.entry(row.form).or_default();
        *all += 1;
        *citations += row.expected.len();
        reasons.extend(row.expected.into_iter().map(|(_, _, [.., reason])| reason).filter(|r| !r.is_empty()));
    }
    for (form, (all, citations)) in &counts {
        let line = format!("| {form} | {all} | {citations} |");
        assert!(PAGE.contains(&line), "docs/citations.md lacks the line `{line}`");
    }
    let missing: Vec<&String> =
        reasons.iter().filter(|reason| !PAGE.contains(&format!("`{reason}`"))).collect();
    assert!(missing.is_empty(), "docs/citations.md lacks the reasons {missing:?}");
}
