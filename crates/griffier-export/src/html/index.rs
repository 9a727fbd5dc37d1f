//! The list of many letters: search, facets, most cited papers, who signed what, what is promised.

use super::lists::{Names, parties};
use super::{Extras, counts, head, tail, title};
use griffier_doc::{CommitmentStatus, Document, MentionType, Predicate, Term};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::collections::{BTreeMap, HashSet};
use std::io;

const SCRIPT: &str = include_str!("index.js");
/// Rows of a ranking.
const MOST: usize = 25;

/// What the list says of one letter.
#[derive(Clone, Debug)]
pub struct IndexEntry {
    address: String,
    title: String,
    date: Option<String>,
    parties: Vec<(&'static str, String)>,
    counts: BTreeMap<MentionType, usize>,
    /// Papers it cites: id and label.
    cited: Vec<(String, String)>,
    signed_by: Vec<String>,
    /// Sentence, due day.
    promises: Vec<(String, Option<String>)>,
    /// What a search looks through.
    words: String,
}

impl IndexEntry {
    /// What the list says of `doc`.
    pub fn new(doc: &Document) -> Self {
        let names = Names::new(doc);
        let objects = |predicate| {
            let own =
                doc.relations().iter().filter(move |r| r.subject == Term::Doc && r.predicate == predicate);
            let mut ids: Vec<&str> = own.map(|relation| relation.object.as_str()).collect();
            ids.sort_unstable();
            ids.dedup();
            ids
        };
        let papers: HashSet<&str> = (doc.entities().iter())
            .filter(|entity| matches!(entity.kind, MentionType::Reference | MentionType::Motion))
            .map(|entity| entity.id.as_ref())
            .collect();
        let cited = objects(Predicate::Cites).into_iter().filter(|id| papers.contains(id));
        let cited = cited.map(|id| (id.to_owned(), names.of(id).to_owned())).collect();
        let signed_by = objects(Predicate::SignedBy).into_iter().map(|id| names.of(id).to_owned()).collect();
        let made = doc.commitments().iter().filter(|made| made.status == CommitmentStatus::Made);
        let promise = |made: &griffier_doc::Commitment| {
            let words = doc.slice(made.span).split_whitespace().collect::<Vec<_>>().join(" ");
            (words, made.due.as_ref().map(|due| due.day.clone()))
        };
        let labels = doc.entities().iter().map(|entity| entity.label.as_ref());
        let words = std::iter::once(doc.id()).chain(labels).collect::<Vec<_>>().join(" ").to_lowercase();
        Self {
            address: String::new(),
            title: title(doc),
            date: doc.meta().date.clone(),
            parties: parties(doc),
            counts: counts(doc),
            cited,
            signed_by,
            promises: made.map(promise).collect(),
            words,
        }
    }
    /// The same for a letter whose page is at `address`, as seen from the list.
    #[must_use]
    pub fn located(self, address: String) -> Self {
        Self { address, ..self }
    }
    fn year(&self) -> Option<&str> {
        self.date.as_deref().and_then(|date| date.get(..4))
    }
    fn sender(&self) -> Option<&str> {
        self.parties.iter().find(|(name, _)| *name == "From").map(|(_, names)| names.as_str())
    }
}

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
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            (head("Letters", &[SCRIPT], extras))
            body.index {
                a.skip href="#letters" { "To the letters" }
                header { h1 { (letters.len()) " letters" } }
                (PreEscaped(extras.lead))
                main {
                    (facets(letters))
                    (table(letters))
                    (rankings(letters))
                }
                script { (PreEscaped(SCRIPT)) }
                (tail(extras))
            }
        }
    };
    out.write_all(page.into_string().as_bytes())
}

fn facets(letters: &[IndexEntry]) -> Markup {
    html! {
        form #facets.filters aria-label="Which letters are shown" {
            label { "Search " input type="search" name="words" autocomplete="off"; }
            (facet("year", letters.iter().filter_map(IndexEntry::year)))
            (facet("sender", letters.iter().filter_map(IndexEntry::sender)))
            (facet("signer", letters.iter().flat_map(|letter| letter.signed_by.iter().map(String::as_str))))
            output #shown { (letters.len()) " shown" }
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

fn table(letters: &[IndexEntry]) -> Markup {
    html! {
        table #letters {
            thead { tr { th { "Date" } th { "Letter" } th { "From" } th { "Signed by" } th { "Mentions" } th { "Cites" } th { "Promises" } } }
            tbody {
                @for letter in letters {
                    tr data-year=[letter.year()] data-sender=[letter.sender()] data-signer=(letter.signed_by.join("\n")) data-words=(letter.words) {
                        td { @if let Some(date) = &letter.date { time { (date) } } }
                        td.title { a href=(letter.address) { (letter.title) } }
                        td { (letter.sender().unwrap_or("")) }
                        td data-name=[(!letter.signed_by.is_empty()).then_some("signed by")] { (letter.signed_by.join(", ")) }
                        td data-name="mentions" { (letter.counts.values().sum::<usize>()) }
                        td data-name="cites" { (letter.cited.len()) }
                        td data-name="promises" { (letter.promises.len()) }
                    }
                }
            }
        }
    }
}

fn rankings(letters: &[IndexEntry]) -> Markup {
    let mut cited: BTreeMap<&str, (&str, &str, Vec<&IndexEntry>)> = BTreeMap::new();
    let mut signed: BTreeMap<&str, Vec<&IndexEntry>> = BTreeMap::new();
    for letter in letters {
        for (id, label) in &letter.cited {
            cited.entry(id).or_insert((label, id, Vec::new())).2.push(letter);
        }
        for name in &letter.signed_by {
            signed.entry(name).or_default().push(letter);
        }
    }
    let mut cited: Vec<_> = cited.into_values().collect();
    cited.sort_by_key(|(_, id, by)| (std::cmp::Reverse(by.len()), *id));
    let mut signed: Vec<_> = signed.into_iter().collect();
    signed.sort_by_key(|(name, by)| (std::cmp::Reverse(by.len()), *name));
    let promises =
        letters.iter().flat_map(|letter| letter.promises.iter().map(move |promise| (letter, promise)));
    let mut promises: Vec<_> = promises.collect();
    promises.sort_by(|(_, a), (_, b)| (a.1.is_none(), &a.1).cmp(&(b.1.is_none(), &b.1)));
    html! {
        (ranking("Most cited papers", cited.iter().take(MOST).map(|(label, id, by)| (*label, *id, by.as_slice())), cited.len()))
        (ranking("Who signed what", signed.iter().take(MOST).map(|(name, by)| (*name, "", by.as_slice())), signed.len()))
        @if !promises.is_empty() {
            details open {
                summary { h2 { "Promises by day due " span.count { (promises.len()) } } }
                table {
                    thead { tr { th { "Due" } th { "Promise" } th { "Letter" } } }
                    tbody {
                        @for (letter, (words, due)) in promises {
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

fn ranking<'a>(
    name: &str,
    rows: impl Iterator<Item = (&'a str, &'a str, &'a [&'a IndexEntry])>,
    all: usize,
) -> Markup {
    html! {
        @if all > 0 {
            details open {
                summary { h2 { (name) " " span.count { (all) } } }
                table.ranking {
                    tbody {
                        @for (label, id, letters) in rows {
                            tr {
                                td { (label) @if !id.is_empty() && id != label { " " code { (id) } } }
                                td.count { (letters.len()) }
                                td { @for (i, letter) in letters.iter().take(10).enumerate() {
                                    @if i > 0 { ", " }
                                    a href=(letter.address) { (letter.title) }
                                } @if letters.len() > 10 { ", …" } }
                            }
                        }
                    }
                }
                @if all > MOST { p { (all - MOST) " more have fewer letters." } }
            }
        }
    }
}
