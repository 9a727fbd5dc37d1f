//! What a person reads after a run: one table and a few lines.

use crate::input::Inputs;
use crate::printable;
use comfy_table::{CellAlignment, ContentLineStyle, LineStyle, Table, TableStyle};
use griffier::{Document, Link, Predicate, Term};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::time::Instant;

/// Most letters that get a line each; a larger batch gets totals.
const LINES: usize = 40;

/// The table's widest line.
const WIDTH: usize = 100;

/// Most columns for a letter's id.
const ID_WIDTH: usize = 24;

/// Heads of the columns; the first three hold words, the others figures.
const HEADS: [&str; 9] =
    ["letter", "date", "signed by", "mentions", "linked", "NIL", "ambig.", "relations", "notes"];
pub(crate) const FIGURES: usize = 6;
const WORDS: usize = 3;
const DATE_WIDTH: usize = 10;

/// A rule under the heads, nothing else.
pub(crate) const STYLE: TableStyle = TableStyle::new()
    .header_lines(ContentLineStyle::none().junction(' '))
    .header_separator(LineStyle::none().fill('─').junction('─'))
    .content_lines(ContentLineStyle::none().junction(' '));

/// What the table says of one letter.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Row {
    #[serde(skip)]
    pub id: String,
    date: String,
    signed: Vec<String>,
    /// In the order of the heads.
    pub figures: [usize; FIGURES],
    pub notes: Vec<Cow<'static, str>>,
    pub bytes: u64,
}

impl Row {
    pub fn of(doc: &Document) -> Self {
        let (mut linked, mut nil, mut ambiguous) = (0, 0, 0);
        for mention in doc.mentions() {
            match mention.link {
                Link::One(_) => linked += 1,
                Link::Nil { .. } => nil += 1,
                Link::Many(_) => ambiguous += 1,
            }
        }
        let notes: Vec<_> =
            doc.diagnostics().iter().map(|diagnostic| Cow::Borrowed(diagnostic.code)).collect();
        Self {
            id: doc.id().to_owned(),
            date: doc.meta().date.clone().unwrap_or_else(|| "unknown".to_owned()),
            signed: signatories(doc),
            figures: [doc.mentions().len(), linked, nil, ambiguous, doc.relations().len(), notes.len()],
            notes,
            bytes: doc.source().bytes,
        }
    }
}

/// The people who signed, else the offices signed as, by their labels.
fn signatories(doc: &Document) -> Vec<String> {
    let label = |term: &Term| match term {
        Term::Id(id) => doc.entities().iter().find(|entity| entity.id == *id).map(|e| e.label.to_string()),
        Term::Doc => None,
    };
    let objects = |predicate| {
        let relations = doc.relations().iter().filter(move |relation| relation.predicate == predicate);
        relations.filter_map(|relation| label(&relation.object)).collect::<Vec<_>>()
    };
    let people = objects(Predicate::SignedBy);
    if people.is_empty() { objects(Predicate::SignedAs) } else { people }
}

/// Counts over a run.
pub(crate) struct Summary {
    rows: Vec<Row>,
    letters: usize,
    figures: [usize; FIGURES],
    bytes: u64,
    notes: BTreeMap<Cow<'static, str>, usize>,
    others: BTreeMap<String, usize>,
    repeated: usize,
    /// Letters and folders that could not be read.
    pub lost: usize,
    /// What an earlier run had to do with it.
    pub earlier: Earlier,
    /// Letters with the same bytes as one before them.
    pub duplicates: usize,
    started: Instant,
}

/// What became of the letters of an earlier run.
#[derive(Default)]
pub(crate) struct Earlier {
    /// Taken over as they were.
    pub kept: usize,
    /// Annotated anew, as they have changed since.
    pub changed: usize,
    /// No longer among the letters.
    pub gone: usize,
}

impl Summary {
    pub fn new(inputs: &Inputs) -> Self {
        Self {
            rows: Vec::new(),
            letters: 0,
            figures: [0; FIGURES],
            bytes: 0,
            notes: BTreeMap::new(),
            others: inputs.others.clone(),
            repeated: inputs.repeated,
            lost: inputs.faults.len(),
            earlier: Earlier::default(),
            duplicates: 0,
            started: Instant::now(),
        }
    }

    /// How many letters were read.
    pub fn letters(&self) -> usize {
        self.letters
    }

    /// How many files are no letters, by what they are.
    pub fn others(&self) -> &BTreeMap<String, usize> {
        &self.others
    }

    /// Counts members of archives that are no letters.
    pub fn leave_out(&mut self, others: BTreeMap<String, usize>) {
        for (kind, count) in others {
            *self.others.entry(kind).or_default() += count;
        }
    }

    pub fn add(&mut self, row: Row) {
        self.figures.iter_mut().zip(row.figures).for_each(|(total, figure)| *total += figure);
        row.notes.iter().for_each(|code| *self.notes.entry(code.clone()).or_default() += 1);
        self.bytes += row.bytes;
        self.letters += 1;
        if self.rows.len() <= LINES {
            self.rows.push(row);
        }
    }

    /// Prints to standard error, which leaves standard output to the records; `unseen` says that nobody got those. That
    /// nobody listens here is no failure.
    pub fn print(&self, unseen: bool) {
        let _ = self.write(&mut io::stderr().lock(), self.started.elapsed().as_secs_f64(), unseen);
    }

    fn write(&self, out: &mut impl Write, seconds: f64, unseen: bool) -> io::Result<()> {
        if (1..=LINES).contains(&self.letters) {
            writeln!(out, "{}", self.table())?;
        }
        let [mentions, linked, nil, ambiguous, relations, _] = self.figures;
        writeln!(
            out,
            "{}, {} in {seconds:.2} s: {} ({linked} linked, {nil} NIL, {ambiguous} ambiguous), {}",
            count(self.letters, "letter"),
            size(self.bytes),
            count(mentions, "mention"),
            count(relations, "relation"),
        )?;
        if !self.notes.is_empty() {
            writeln!(out, "Notes (`diagnostics` in the records): {}.", kinds(&self.notes))?;
        }
        if !self.others.is_empty() {
            let total = count(self.others.values().sum(), "other file");
            writeln!(out, "Not read in folders and archives, {total}: {}.", kinds(&self.others))?;
        }
        let Earlier { kept, changed, gone } = self.earlier;
        if kept + changed + gone > 0 {
            writeln!(
                out,
                "Of the earlier run: {} taken over, {changed} changed since and annotated anew, {gone} no longer there.",
                count(kept, "letter")
            )?;
        }
        if self.duplicates > 0 {
            writeln!(out, "The same bytes as a letter before: {}.", count(self.duplicates, "letter"))?;
        }
        if self.repeated > 0 {
            writeln!(out, "Named more than once and read once: {}.", count(self.repeated, "path"))?;
        }
        match self.lost {
            0 if self.letters == 0 => writeln!(out, "No letters found.")?,
            0 => {}
            1 => writeln!(out, "1 could not be read: see the line above.")?,
            lost => writeln!(out, "{lost} could not be read: see the lines above.")?,
        }
        if unseen && self.letters > 0 {
            writeln!(out, "The records are not shown on a terminal: -o FILE keeps them, -o - shows them.")?;
        }
        Ok(())
    }

    fn table(&self) -> String {
        let mut table = Table::new();
        table.load_style(STYLE).set_header(HEADS);
        let ids = self.rows.iter().map(|row| row.id.chars().count()).max().unwrap_or(0).clamp(6, ID_WIDTH);
        let digits =
            |i: usize| self.rows.iter().map(|row| row.figures[i].to_string().len()).max().unwrap_or(0);
        let figures: usize =
            HEADS[WORDS..].iter().enumerate().map(|(i, head)| head.len().max(digits(i))).sum();
        // One space between columns, one more after words.
        let others = ids + DATE_WIDTH + figures + HEADS.len() - 1 + WORDS;
        let signed = WIDTH.saturating_sub(others).max(HEADS[WORDS - 1].len());
        for row in &self.rows {
            let words = [shorten(&printable(&row.id), ids), row.date.clone(), join(&row.signed, signed)];
            table.add_row(words.into_iter().chain(row.figures.map(|figure| figure.to_string())));
        }
        for (i, column) in table.column_iter_mut().enumerate() {
            column.set_padding((0, u16::from(i < WORDS)));
            column.set_cell_alignment(if i < WORDS { CellAlignment::Left } else { CellAlignment::Right });
        }
        table.trim_fmt()
    }
}

/// As many whole names as fit, then `…`.
fn join(names: &[String], width: usize) -> String {
    let all = names.join(", ");
    if names.is_empty() {
        return "not signed".to_owned();
    }
    if all.chars().count() <= width {
        return all;
    }
    let some = (1..names.len()).rev().map(|n| format!("{}, …", names[..n].join(", ")));
    some.into_iter().find(|some| some.chars().count() <= width).unwrap_or_else(|| shorten(&all, width))
}

/// `text` in at most `width` characters, a cut shown by `…`.
pub(crate) fn shorten(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let kept: String = text.chars().take(width.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end_matches([' ', ',']))
}

/// `1 letter`, `2 letters`.
pub(crate) fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// `3 .pdf, 1 .docx`, the most frequent first.
fn kinds<K: AsRef<str>>(counts: &BTreeMap<K, usize>) -> String {
    let mut counts: Vec<_> = counts.iter().map(|(kind, &n)| (kind.as_ref(), n)).collect();
    counts.sort_by_key(|&(_, n)| std::cmp::Reverse(n));
    let more = if counts.len() > 6 { ", …" } else { "" };
    let shown: Vec<String> =
        counts.iter().take(6).map(|(kind, n)| format!("{n} {}", printable(kind))).collect();
    shown.join(", ") + more
}

fn size(bytes: u64) -> String {
    match bytes as f64 / 1e3 {
        kilo if kilo < 1e3 => format!("{kilo:.1} kB"),
        kilo => format!("{:.1} MB", kilo / 1e3),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, signed: &[&str], figures: [usize; FIGURES]) -> Row {
        let signed = signed.iter().map(|&name| name.to_owned()).collect();
        let notes = vec![Cow::Borrowed("date::no-anchor"); figures[FIGURES - 1]];
        Row { id: id.to_owned(), date: "2021-10-11".to_owned(), signed, figures, notes, bytes: 1200 }
    }

    fn written(rows: Vec<Row>, inputs: &Inputs, unseen: bool) -> String {
        let mut summary = Summary::new(inputs);
        rows.into_iter().for_each(|row| summary.add(row));
        let mut out = Vec::new();
        summary.write(&mut out, 0.5, unseen).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_widest_row_fits_the_width() {
        let long = ["Alexandra de Verlangde-Achternaam", "B. Tweede", "C. Derde"];
        let rows = vec![
            row(&"lang".repeat(20), &long, [999_999; FIGURES]),
            row("kort\u{1b}[31m\n", &[], [0; FIGURES]),
        ];
        let out = written(rows, &Inputs::default(), false);
        assert!(out.lines().take(4).all(|line| line.chars().count() <= WIDTH), "{out}");
        assert!(out.contains('…') && out.contains("not signed") && !out.contains('\u{1b}'), "{out}");
    }

    #[test]
    fn more_letters_than_a_screen_holds_get_totals() {
        let rows = (0..=LINES).map(|i| row(&format!("brief-{i}"), &["A"], [3, 1, 1, 1, 2, 1])).collect();
        let out = written(rows, &Inputs::default(), true);
        let expected = "41 letters, 49.2 kB in 0.50 s: 123 mentions (41 linked, 41 NIL, 41 ambiguous), 82 relations\n\
            Notes (`diagnostics` in the records): 41 date::no-anchor.\n\
            The records are not shown on a terminal: -o FILE keeps them, -o - shows them.\n";
        assert_eq!(out, expected);
    }

    #[test]
    fn what_was_not_read_is_counted_by_kind() {
        let others = [(".docx".to_owned(), 1), (".pdf".to_owned(), 3)].into();
        let mut inputs = Inputs::default();
        (inputs.others, inputs.repeated, inputs.faults) = (others, 1, vec![String::new()]);
        let expected = "0 letters, 0.0 kB in 0.50 s: 0 mentions (0 linked, 0 NIL, 0 ambiguous), 0 relations\n\
            Not read in folders and archives, 4 other files: 3 .pdf, 1 .docx.\n\
            Named more than once and read once: 1 path.\n\
            1 could not be read: see the line above.\n";
        assert_eq!(written(Vec::new(), &inputs, true), expected);
        assert!(written(Vec::new(), &Inputs::default(), false).ends_with("No letters found.\n"));
    }

    #[track_caller]
    fn check_join(names: &[&str], width: usize, expected: &str) {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        assert_eq!(join(&names, width), expected);
    }

    #[test]
    fn names_are_left_out_whole() {
        check_join(&[], 20, "not signed");
        check_join(&["Jan Jansen"], 20, "Jan Jansen");
        check_join(&["Jan Jansen", "Eef Es"], 18, "Jan Jansen, Eef Es");
        check_join(&["Jan Jansen", "Eef Es", "Ab"], 21, "Jan Jansen, Eef Es, …");
        check_join(&["Jan Jansen", "Eef Es", "Ab"], 20, "Jan Jansen, …");
        check_join(&["Jan Jansen", "Eef Es"], 12, "Jan Jansen…");
        check_join(&["Zoë Één"], 5, "Zoë…");
    }

    #[test]
    fn sizes_and_counts_read_well() {
        assert_eq!([size(0), size(999_900), size(52_400_000)], ["0.0 kB", "999.9 kB", "52.4 MB"]);
        assert_eq!(
            [count(0, "letter"), count(1, "letter"), count(2, "letter")],
            ["0 letters", "1 letter", "2 letters"]
        );
    }
}
