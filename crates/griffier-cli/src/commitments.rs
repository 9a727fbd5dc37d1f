//! `griffier commitments`: what was promised to parliament in a set of letters, by when, and what was done of it.

mod table;

use crate::input::{Inputs, Reading};
use crate::lists::ListArgs;
use crate::{Outcome, complain};
use clap::{Parser, ValueEnum};
use griffier::{CommitmentStatus, Document};
use griffier_export::CommitmentRow as Row;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;

#[derive(Parser)]
pub(crate) struct Args {
    /// Letters, archives or lists of letters, folders of these, or - for standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How the commitments are shown.
    #[arg(long, value_enum, default_value_t = Form::Table)]
    format: Form,
    /// Only what is due before this day (YYYY-MM-DD); what has no deadline is left out.
    #[arg(long, value_name = "DATE", value_parser = day)]
    due_before: Option<String>,
    /// Only what is still to be done: not what a letter says it carries out or withdraws.
    #[arg(long)]
    open: bool,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    lists: ListArgs,
    #[command(flatten)]
    tagger: crate::tagger::Choice,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A table for a terminal, what is due first on top.
    Table,
    /// Comma-separated values (RFC 4180) with a head, for a spreadsheet.
    Csv,
    /// One JSON array.
    Json,
}

/// A calendar day.
fn day(text: &str) -> Result<String, String> {
    let part = |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse::<u32>().ok());
    let bytes = text.as_bytes();
    let dashes = bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-';
    let (Some(year), Some(month @ 1..=12), Some(day @ 1..=31)) = (part(0, 4), part(5, 7), part(8, 10)) else {
        return Err("a day is written YYYY-MM-DD".to_owned());
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let longest = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    match (dashes, day <= longest) {
        (true, true) => Ok(text.to_owned()),
        (true, false) => Err(format!("month {month} of {year} has {longest} days")),
        (false, _) => Err("a day is written YYYY-MM-DD".to_owned()),
    }
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let inputs = Inputs::find(&args.paths)?;
    inputs.faults.iter().for_each(complain);
    let mut lost = inputs.faults.len();
    let pipeline = args.tagger.of(args.lists.pipeline()?)?;
    let mut rows: Vec<Row> = Vec::new();
    let mut letters = 0;
    let work = move |mut doc: Document| {
        pipeline.run(&mut doc);
        Ok(doc.commitments().iter().map(|commitment| Row::new(&doc, commitment)).collect::<Vec<_>>())
    };
    inputs.each(&args.reading, 0, work, |_, result| {
        match result {
            Ok(found) => {
                letters += 1;
                rows.extend(found);
            }
            Err(error) => {
                complain(error);
                lost += 1;
            }
        }
        ControlFlow::Continue(())
    })?;
    rows.retain(|row| {
        let in_time = |limit: &String| row.due.as_ref().is_some_and(|(day, _)| day < limit);
        (!args.open || row.status == CommitmentStatus::Made) && args.due_before.as_ref().is_none_or(in_time)
    });
    // Stable: what has no deadline stays in the order of the letters, below what has one.
    rows.sort_by(|a, b| {
        let key = |row: &Row| (row.due.is_none(), row.due.as_ref().map(|(day, _)| day.clone()));
        key(a).cmp(&key(b))
    });
    let report = match args.format {
        Form::Table => table::of(&rows, letters),
        Form::Csv => csv(&rows),
        Form::Json => serde_json::to_string_pretty(&rows.iter().map(Row::json).collect::<Vec<_>>())? + "\n",
    };
    let mut out = io::stdout().lock();
    out.write_all(report.as_bytes()).and_then(|()| out.flush())?;
    Ok(if lost == 0 { Outcome::Done } else { Outcome::LettersLost })
}

const HEAD: &str =
    "due_day,due,status,conditional,by,by_ids,to,to_ids,what,made_on,made_in,number,letter,line,confidence";

fn csv(rows: &[Row]) -> String {
    let mut out = HEAD.to_owned() + "\r\n";
    for row in rows {
        let (day, date) = row.due.clone().unwrap_or_default();
        let fields = [
            day,
            date,
            row.status.name().to_owned(),
            row.conditional.to_string(),
            row.by.0.join("; "),
            row.by.1.join(" "),
            row.to.0.join("; "),
            row.to.1.join(" "),
            row.what.clone(),
            row.made_on.clone().unwrap_or_default(),
            row.made_in.clone().unwrap_or_default(),
            row.number.clone().unwrap_or_default(),
            row.letter.clone(),
            row.line.to_string(),
            row.confidence.clone(),
        ];
        let fields: Vec<String> = fields.iter().map(|field| quoted(field)).collect();
        out += &fields.join(",");
        out += "\r\n";
    }
    out
}

/// A field in quotes if it needs them. A spreadsheet would run what begins like a formula: it gets an apostrophe.
fn quoted(field: &str) -> String {
    let field = match field.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{field}"),
        false => field.to_owned(),
    };
    if field.contains([',', '"', '\n', '\r', ';']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_in_full() {
        assert_eq!(day("2025-07-01"), Ok("2025-07-01".to_owned()));
        for wrong in ["2025-7-1", "2025-13-01", "1 juli 2025", "2025/07/01", "", "2025-07-é"] {
            assert!(day(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn fields_are_quoted_when_they_must_be() {
        assert_eq!(quoted("een"), "een");
        assert_eq!(quoted("een, \"twee\""), "\"een, \"\"twee\"\"\"");
        assert_eq!(quoted("=1+1"), "'=1+1");
    }
}
