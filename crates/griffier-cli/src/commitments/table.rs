//! Commitments as a table for a terminal.

use super::Row;
use crate::printable;
use crate::summary::{STYLE, count, shorten};
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width};
use griffier::CommitmentStatus;

/// The table's widest line.
const WIDTH: u16 = 110;
const HEADS: [&str; 6] = ["due", "letter:line", "who", "to", "made on", "what"];
/// Columns of each but the last, which takes the rest.
const WIDTHS: [u16; 5] = [10, 18, 20, 12, 10];
/// Most characters of what is promised.
const WHAT: usize = 200;

/// The offices that promise, else the people: both would say it twice.
fn who(row: &Row) -> String {
    let (names, ids) = &row.by;
    let offices: Vec<&str> = ids
        .iter()
        .zip(names)
        .filter(|(id, _)| id.starts_with("office:"))
        .map(|(_, name)| name.as_str())
        .collect();
    if offices.is_empty() { names.join(", ") } else { offices.join(", ") }
}

/// The table and a line of totals.
pub(super) fn of(rows: &[Row], letters: usize) -> String {
    let of = |status| rows.iter().filter(|row| row.status == status).count();
    let made = of(CommitmentStatus::Made);
    let withdrawn = match of(CommitmentStatus::Withdrawn) {
        0 => String::new(),
        withdrawn => format!(", {withdrawn} withdrawn"),
    };
    let dated = rows.iter().filter(|row| row.due.is_some()).count();
    let totals = format!(
        "{} in {}: {made} made ({dated} with a deadline), {} carried out{withdrawn}\n",
        count(rows.len(), "commitment"),
        count(letters, "letter"),
        of(CommitmentStatus::Fulfilled)
    );
    if rows.is_empty() {
        return totals;
    }
    let mut table = Table::new();
    table.load_style(STYLE).set_content_arrangement(ContentArrangement::Dynamic).set_width(WIDTH);
    table.set_header(HEADS);
    for row in rows {
        let due = match (&row.due, row.status) {
            (Some((day, _)), _) => day.clone(),
            (None, CommitmentStatus::Fulfilled) => "done".to_owned(),
            (None, CommitmentStatus::Withdrawn) => "withdrawn".to_owned(),
            (None, CommitmentStatus::Made) => "no date".to_owned(),
        };
        let mut what = shorten(&row.what, WHAT);
        if let Some(number) = &row.number {
            what = format!("{number}: {what}");
        }
        if row.conditional {
            what = format!("(if) {what}");
        }
        let line = row.line.to_string();
        let letter = shorten(&row.letter, usize::from(WIDTHS[1]).saturating_sub(line.len() + 1));
        let cells = [
            due,
            format!("{letter}:{line}"),
            who(row),
            row.to.0.join(", "),
            row.made_on.clone().unwrap_or_default(),
            what,
        ];
        table.add_row(cells.map(|cell| printable(&cell)));
    }
    for (i, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, 1));
        if let Some(&width) = WIDTHS.get(i) {
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width + 1)));
        }
    }
    format!("{}\n\n{totals}", table.trim_fmt())
}
