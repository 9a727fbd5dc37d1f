//! `griffier kb diff`: what one knowledge base says that another does not.

use super::{open, print};
use crate::lists::HowArgs;
use crate::{Outcome, printable};
use clap::Parser;
use griffier::{Change, FieldChange, RowChange, RowKind, diff};
use serde_json::{Value, json};
use std::path::PathBuf;

#[derive(Parser)]
pub(crate) struct Args {
    /// The old one: `builtin`, a compiled .kb as it is, or a list or a folder like gazetteers/, which join the built-in lists
    /// unless --no-builtin is said.
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The new one, likewise.
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// One JSON object.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    how: HowArgs,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let (old, new) = (open(&args.old, &args.how)?, open(&args.new, &args.how)?);
    let changes = diff(old, new);
    let versions = [old, new].map(|kb| kb.version().name());
    let report = match args.json {
        true => {
            let changes: Vec<Value> = changes.iter().map(change_json).collect();
            let report = json!({"old": versions[0], "new": versions[1], "changes": changes});
            serde_json::to_string_pretty(&report)? + "\n"
        }
        false => text(&changes),
    };
    print(&report)?;
    Ok(Outcome::Done)
}

fn words(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Entity => "entity",
        RowKind::Tenure => "tenure",
        RowKind::Membership => "membership",
    }
}

fn verb(change: Change) -> &'static str {
    match change {
        Change::Added => "added",
        Change::Removed => "removed",
        Change::Closed => "closed",
        Change::Changed => "changed",
    }
}

fn text(changes: &[RowChange]) -> String {
    let mut report = String::new();
    for row in changes {
        report += &format!("{:<8}{:<11}{}", verb(row.change), words(row.kind), printable(&row.id));
        let shown = |field: &&FieldChange| match row.change {
            Change::Added => matches!(field.field, "name" | "type" | "to" | "party"),
            Change::Removed => matches!(field.field, "name" | "type"),
            _ => true,
        };
        for field in row.fields.iter().filter(shown) {
            report += &format!("  {}: {}", field.field, values(row.change, field));
        }
        report.push('\n');
    }
    let count = |change: Change| changes.iter().filter(|row| row.change == change).count();
    let counts = [Change::Added, Change::Removed, Change::Closed, Change::Changed];
    let counts = counts.map(|change| format!("{} {}", count(change), verb(change)));
    report + &counts.join(", ") + "\n"
}

fn values(change: Change, field: &FieldChange) -> String {
    let removed = field.removed.iter().map(|value| format!("-'{}'", printable(value)));
    let added = field.added.iter().map(|value| format!("+'{}'", printable(value)));
    match (change, field.removed.as_slice(), field.added.as_slice()) {
        (Change::Added, [], [only]) | (Change::Removed, [only], []) => printable(only),
        (_, [old], [new]) => format!("'{}' → '{}'", printable(old), printable(new)),
        _ => removed.chain(added).collect::<Vec<_>>().join(" "),
    }
}

fn change_json(row: &RowChange) -> Value {
    let field =
        |field: &FieldChange| json!({"field": field.field, "removed": field.removed, "added": field.added});
    json!({
        "change": verb(row.change), "kind": words(row.kind), "id": row.id,
        "fields": row.fields.iter().map(field).collect::<Vec<_>>(),
    })
}
