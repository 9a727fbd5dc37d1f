//! The one table that a person reads after a run.

use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{CellAlignment, Table};
use griffier::{Document, Link, Predicate, Term};
use std::io::{self, Write};

/// Most letters that get a line each; a larger batch gets totals.
const LINES: usize = 40;

/// What the table says of one letter.
pub(crate) struct Row {
    id: String,
    date: String,
    signed: String,
    mentions: usize,
    linked: usize,
    nil: usize,
    ambiguous: usize,
    relations: usize,
    diagnostics: usize,
    bytes: usize,
}

impl Row {
    pub fn of(doc: &Document) -> Self {
        let count = |test: fn(&Link) -> bool| doc.mentions().iter().filter(|mention| test(&mention.link)).count();
        Self {
            id: doc.id().to_owned(),
            date: doc.meta().date.clone().unwrap_or_else(|| "unknown".to_owned()),
            signed: signatories(doc),
            mentions: doc.mentions().len(),
            linked: count(|link| matches!(link, Link::One(_))),
            nil: count(|link| matches!(link, Link::Nil { .. })),
            ambiguous: count(|link| matches!(link, Link::Many(_))),
            relations: doc.relations().len(),
            diagnostics: doc.diagnostics().len(),
            bytes: doc.text().len(),
        }
    }
}

/// The people who signed, else the offices signed as, by their labels.
fn signatories(doc: &Document) -> String {
    for predicate in [Predicate::SignedBy, Predicate::SignedAs] {
        let relations = doc.relations().iter().filter(|relation| relation.predicate == predicate);
        let labels: Vec<&str> = relations
            .filter_map(|relation| match &relation.object {
                Term::Id(id) => doc.entities().iter().find(|entity| entity.id == *id).map(|e| e.label.as_ref()),
                Term::Doc => None,
            })
            .collect();
        if !labels.is_empty() {
            return labels.join(", ");
        }
    }
    "not signed".to_owned()
}

/// Counts over a run.
pub(crate) struct Summary {
    rows: Vec<Row>,
    letters: usize,
    total: [usize; 6],
    skipped: usize,
    /// Letters and paths that were not annotated.
    pub lost: usize,
    started: std::time::Instant,
}

impl Summary {
    pub fn new(skipped: usize) -> Self {
        let started = std::time::Instant::now();
        Self { rows: Vec::new(), letters: 0, total: [0; 6], skipped, lost: 0, started }
    }

    pub fn add(&mut self, row: Row) {
        let counts = [row.mentions, row.linked, row.nil, row.ambiguous, row.relations, row.bytes];
        self.total.iter_mut().zip(counts).for_each(|(total, count)| *total += count);
        self.letters += 1;
        if self.rows.len() <= LINES {
            self.rows.push(row);
        }
    }

    /// Prints to standard error, which leaves standard output to the records; `silent` says that nobody got those.
    pub fn print(&self, silent: bool) -> io::Result<()> {
        let mut out = io::stderr().lock();
        if self.letters > 0 && self.letters <= LINES {
            writeln!(out, "{}", self.table())?;
        }
        let [mentions, linked, nil, ambiguous, relations, bytes] = self.total;
        let seconds = self.started.elapsed().as_secs_f64();
        let letters = if self.letters == 1 { "letter" } else { "letters" };
        writeln!(
            out,
            "{} {letters}, {:.1} kB in {seconds:.2} s: {mentions} mentions ({linked} linked, {nil} NIL, {ambiguous} \
             ambiguous), {relations} relations",
            self.letters,
            bytes as f64 / 1e3,
        )?;
        if self.skipped > 0 {
            writeln!(out, "{} other files in the folders were not read (no .txt or .md)", self.skipped)?;
        }
        if self.lost > 0 {
            writeln!(out, "{} lost: see the messages above", self.lost)?;
        }
        if silent && self.letters > 0 {
            writeln!(out, "The records were not shown; -o FILE keeps them, | less shows them.")?;
        }
        Ok(())
    }

    fn table(&self) -> Table {
        let mut table = Table::new();
        table.load_style(UTF8_HORIZONTAL_ONLY);
        table.set_header(["letter", "date", "signed by", "mentions", "linked", "NIL", "relations", "notes"]);
        for row in &self.rows {
            table.add_row([
                row.id.clone(),
                row.date.clone(),
                row.signed.clone(),
                row.mentions.to_string(),
                row.linked.to_string(),
                row.nil.to_string(),
                row.relations.to_string(),
                row.diagnostics.to_string(),
            ]);
        }
        for column in 3..8 {
            if let Some(column) = table.column_mut(column) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        table
    }
}
