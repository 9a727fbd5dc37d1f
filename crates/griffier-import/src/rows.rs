//! Rows as a table of tab-separated cells, in the form of `gazetteers/`: from there they can be read again as a list, and
//! reviewed and taken over by hand.

use griffier_gazetteer::Entry;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The columns with which every table of names begins.
const FIRST: [&str; 11] = [
    "id",
    "name",
    "aliases",
    "context",
    "exact",
    "valid_from",
    "valid_to",
    "part_of",
    "same_as",
    "source",
    "type",
];

/// The table of `rows`.
///
/// # Errors
/// A cell that a table cannot hold, with the identifier of its row.
pub fn table(rows: &[Entry]) -> Result<String, String> {
    let cells: Vec<Vec<(&str, Vec<&str>)>> = rows.iter().map(Entry::columns).collect();
    let all = cells.iter().flatten().map(|(column, _)| *column);
    let further: BTreeSet<&str> = all.filter(|column| !FIRST.contains(column)).collect();
    let prioritized = rows.iter().any(|row| row.priority.is_some());
    let columns: Vec<&str> =
        FIRST.into_iter().chain(further).chain(prioritized.then_some("priority")).collect();
    let mut out = columns.join("\t") + "\n";
    for (row, cells) in rows.iter().zip(&cells) {
        for (i, column) in columns.iter().enumerate() {
            let values = cells.iter().filter(|(name, _)| name == column).flat_map(|(_, values)| values);
            let values: Vec<&str> = values.copied().collect();
            let cell = match *column {
                "type" => row.kind.map_or(String::new(), |kind| kind.name().to_owned()),
                "priority" => row.priority.map_or(String::new(), |priority| priority.to_string()),
                _ => values.join("|"),
            };
            check(&row.id, column, &values)?;
            let _ = write!(out, "{}{cell}", if i == 0 { "" } else { "\t" });
        }
        out.push('\n');
    }
    Ok(out)
}

/// A table has no quotes, and `|` separates what a cell lists.
fn check(id: &str, column: &str, values: &[&str]) -> Result<(), String> {
    let lists = ["aliases", "context", "exact", "adjectives", "same_as"].contains(&column);
    for value in values {
        let mark = value.chars().find(|&c| matches!(c, '\t' | '\n' | '\r') || lists && c == '|');
        if let Some(mark) = mark {
            return Err(format!("`{id}`: {column} has {mark:?} in it, which a cell of a table cannot hold"));
        }
    }
    Ok(())
}
