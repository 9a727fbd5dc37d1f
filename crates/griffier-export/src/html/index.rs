//! The list of many letters: search, facets, most cited papers, who signed what, what is promised.
//!
//! A letter that lies there in several formats or places, or under several ids, is one letter of the list: its row leads to each.

mod letters;
#[cfg(test)]
mod tests;

use super::citations::Paper;
use super::{Extras, head, tail};
pub use letters::IndexEntry;
use letters::{Row, gather};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::collections::{BTreeMap, HashMap};
use std::io;

const SCRIPT: &str = include_str!("index.js");
const CITED: &str = "Most cited papers and acts";
const SIGNED: &str = "Who signed what";
const PROMISES: &str = "Promises by day due";
/// Rows of a ranking.
const MOST: usize = 25;
/// Letters that a row of a ranking names.
const NAMED: usize = 10;

/// Writes the list of `letters`, in the order given.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_index(letters: &[IndexEntry], out: &mut impl io::Write) -> io::Result<()> {
    write_index_with(letters, &Extras::default(), out)
}

/// The same with what a server adds to it.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write_index_with(
    letters: &[IndexEntry],
    extras: &Extras<'_>,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let rows = gather(letters);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            (head("Letters", &[SCRIPT], extras))
            body.index {
                a.skip href="#letters" { "To the letters" }
                header { h1 { (heading(rows.len(), letters.len())) } }
                (ways(&rows))
                (PreEscaped(extras.lead))
                main {
                    (facets(&rows))
                    (table(&rows))
                    (rankings(&rows))
                }
                script { (PreEscaped(SCRIPT)) }
                (tail(extras))
            }
        }
    };
    out.write_all(page.into_string().as_bytes())
}

/// The ways to the tables below the letters, of which there may be many.
fn ways(rows: &[Row<'_>]) -> Markup {
    let letters = || rows.iter().map(|row| row.letter);
    let parts = [
        ("cited", CITED, letters().any(|letter| letter.cited.iter().any(|paper| paper.is_one))),
        ("signed", SIGNED, letters().any(|letter| !letter.signed_by.is_empty())),
        ("promises", PROMISES, letters().any(|letter| !letter.promises.is_empty())),
    ];
    html! {
        nav.ways aria-label="Parts of this page" {
            a href="#letters" { "Letters" }
            @for (id, name, _) in parts.into_iter().filter(|(.., there)| *there) { " " a href={ "#" (id) } { (name) } }
        }
    }
}

/// "3 letters in 5 files"; the files only where there are more of them.
fn heading(letters: usize, files: usize) -> String {
    let counted = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let letters_in = if files > letters { format!(" in {}", counted(files, "file")) } else { String::new() };
    counted(letters, "letter") + &letters_in
}

fn facets(rows: &[Row<'_>]) -> Markup {
    let letters = || rows.iter().map(|row| row.letter);
    html! {
        form #facets.filters aria-label="Which letters are shown" {
            label { "Search " input type="search" name="words" autocomplete="off" placeholder="titles and names"
                title="Looks in titles, ids, who sent and signed, and in the names of all that is mentioned; not in the other words of the letters"; }
            (facet("year", letters().filter_map(IndexEntry::year)))
            (facet("sender", letters().flat_map(|letter| letter.from.iter().map(String::as_str))))
            (facet("signer", letters().flat_map(|letter| letter.signed_by.iter().map(String::as_str))))
            output #shown { (rows.len()) " shown" }
            button #all type="button" hidden { "Show all" }
        }
    }
}

fn facet<'a>(name: &str, values: impl Iterator<Item = &'a str>) -> Markup {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    values.for_each(|value| *counts.entry(value).or_default() += 1);
    html! {
        @if counts.len() > 1 {
            label { (name) " "
                select name=(name) {
                    option value="" { "all" }
                    @for (value, count) in counts { option value=(value) { (value) " (" (count) ")" } }
                }
            }
        }
    }
}

fn table(rows: &[Row<'_>]) -> Markup {
    html! {
        table #letters {
            thead { tr { th { "Date" } th { "Letter" } th { "From" } th { "Signed by" } th { "Mentions" } th { "Cites" } th { "Promises" } } }
            tbody {
                @for row in rows {
                    @let letter = row.letter;
                    tr data-year=[letter.year()] data-sender=(letter.from.join("\n")) data-signer=(letter.signed_by.join("\n")) data-words=(letter.words) {
                        td { @if let Some(date) = &letter.date { time { (date) } } }
                        td.title { a href=(letter.address) lang="nl" { (letter.title) } (files(row)) }
                        td { (letter.from.join(", ")) }
                        td data-name=[(!letter.signed_by.is_empty()).then_some("signed by")] { (letter.signed_by.join(", ")) }
                        td data-name="mentions" { (letter.mentions) }
                        td data-name="cites" { (letter.cited.len()) }
                        td data-name="promises" { (letter.promises.len()) }
                    }
                }
            }
        }
    }
}

/// What tells the letter of a row from others of its name, and its other files.
fn files(row: &Row<'_>) -> Markup {
    let letter = row.letter;
    let id = letter.is_made.then_some(letter.id.as_str());
    let file = row.file.as_deref().filter(|file| row.others.is_empty() || *file != row.own);
    // One of them is enough, where the file is called after the id.
    let id = id.filter(|id| {
        !file.is_some_and(|file| file.contains(id)) && (row.others.is_empty() || *id != row.own)
    });
    html! {
        @for words in [id, file].into_iter().flatten() { span.files { (words) } }
        @if !row.others.is_empty() {
            span.files { (row.own) ", also "
                @for (i, (other, words)) in row.others.iter().enumerate() {
                    @if i > 0 { ", " }
                    a href=(other.address) { (words) }
                }
            }
        }
        @if let Some(same) = row.same_text {
            span.files { "the same text as " a href=(same.address) { (same.id) }
                @if let Some(date) = &same.date { " of " (date) } }
        }
    }
}

fn rankings(rows: &[Row<'_>]) -> Markup {
    let mut cited: HashMap<&str, (&Paper, Vec<&Row<'_>>)> = HashMap::new();
    let mut signed: BTreeMap<&str, Vec<&Row<'_>>> = BTreeMap::new();
    for row in rows {
        for paper in row.letter.cited.iter().filter(|paper| paper.is_one) {
            let (named, by) = cited.entry(&paper.id).or_insert((paper, Vec::new()));
            by.push(row);
            if paper.rank > named.rank {
                *named = paper;
            }
        }
        for name in &row.letter.signed_by {
            signed.entry(name).or_default().push(row);
        }
    }
    let mut cited: Vec<_> = cited.into_values().collect();
    cited.sort_by_key(|(paper, by)| (std::cmp::Reverse(by.len()), paper.id.as_str()));
    let cited: Vec<_> =
        cited.into_iter().map(|(paper, by)| (paper.label.as_str(), paper.number(), by)).collect();
    let mut signed: Vec<_> = signed.into_iter().map(|(name, by)| (name, "", by)).collect();
    signed.sort_by_key(|(name, _, by)| (std::cmp::Reverse(by.len()), *name));
    html! {
        (ranking("cited", CITED, &cited))
        (ranking("signed", SIGNED, &signed))
        (promises(rows))
    }
}

fn promises(rows: &[Row<'_>]) -> Markup {
    let all =
        rows.iter().flat_map(|row| row.letter.promises.iter().map(move |promise| (row.letter, promise)));
    let mut all: Vec<_> = all.collect();
    all.sort_by(|(_, a), (_, b)| (a.1.is_none(), &a.1).cmp(&(b.1.is_none(), &b.1)));
    html! {
        @if !all.is_empty() {
            details #promises open {
                summary { h2 { (PROMISES) " " span.count { (all.len()) } } }
                table {
                    thead { tr { th { "Due" } th { "Promise" } th { "Letter" } } }
                    tbody {
                        @for (letter, (words, due)) in all {
                            tr {
                                td { @if let Some(due) = due { time { (due) } } }
                                td.wide lang="nl" { (words) }
                                td { a href=(letter.address) { (letter.title) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What is listed by the number of its letters: name, identifier, letters.
fn ranking(id: &str, name: &str, all: &[(&str, &str, Vec<&Row<'_>>)]) -> Markup {
    html! {
        @if !all.is_empty() {
            details id=(id) open {
                summary { h2 { (name) " " span.count { (all.len()) } } }
                table.ranking {
                    tbody {
                        @for (label, id, rows) in all.iter().take(MOST) {
                            tr {
                                td { (label) @if !id.is_empty() && id != label { " " code { (id) } } }
                                td.count { (rows.len()) }
                                td { ul.titles {
                                    @for row in rows.iter().take(NAMED) {
                                        li { a href=(row.letter.address) { (row.letter.title) }
                                            @if let Some(file) = &row.file { " " span.files { (file) } } }
                                    }
                                    @if rows.len() > NAMED { li { "and " (rows.len() - NAMED) " more" } }
                                } }
                            }
                        }
                    }
                }
                @if let Some((.., rows)) = all.get(MOST) { p { (behind(all.len() - MOST, rows.len())) } }
            }
        }
    }
}

/// What is said of the rows that are left out, none of which has more letters than `most`.
fn behind(rows: usize, most: usize) -> String {
    match most {
        1 => format!("{rows} more are not listed, each of them in one letter."),
        most => format!("{rows} more are not listed, none of them in more than {most} letters."),
    }
}
