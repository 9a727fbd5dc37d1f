//! `griffier graph query`: SPARQL in, a table, CSV, TSV or JSON out.

use crate::input::is_stdin;
use crate::{Outcome, complain};
use anyhow::{Context, bail};
use clap::{Parser, ValueEnum};
use griffier_graph::{Dataset, Format, Limits, QueryError, Store, ask};
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The widest line of a table that no terminal bounds.
const WIDTH: u16 = 120;

#[derive(Parser)]
pub(crate) struct Args {
    /// A SPARQL query (SELECT, ASK, CONSTRUCT, DESCRIBE), a file with one (.rq, .sparql), or - for standard input. The
    /// prefixes of docs/graph.md need not be declared.
    #[arg(value_name = "QUERY")]
    query: String,
    /// The folder of the store.
    #[arg(long, value_name = "DIR")]
    store: PathBuf,
    /// How the answer is written; triples are Turtle, with json JSON-LD.
    #[arg(long, value_enum, default_value_t = Form::Table)]
    format: Form,
    /// Seconds until a query is stopped.
    #[arg(long, default_value_t = 60, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..))]
    timeout: u32,
    /// The most rows or triples; 0 is all.
    #[arg(long, default_value_t = 10_000, value_name = "N")]
    limit: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A table for a terminal.
    Table,
    /// Values without their types, for a spreadsheet.
    Csv,
    /// Terms as in Turtle.
    Tsv,
    /// SPARQL 1.1 Query Results JSON; of triples JSON-LD.
    Json,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let (name, text) = read(&args.query)?;
    let started = Instant::now();
    let mut store = Store::open(&args.store)?;
    let dataset = Arc::new(Dataset::read(&mut store)?);
    let loaded = started.elapsed();
    let timed = tracing::enabled!(tracing::Level::INFO);
    if timed {
        let rate = dataset.len() as f64 / loaded.as_secs_f64() / 1e3;
        let seconds = loaded.as_secs_f64();
        eprintln!("{} quads loaded in {seconds:.3} s, {rate:.0} thousand a second", dataset.len());
    }
    let rows = if args.limit == 0 { usize::MAX } else { args.limit };
    let limits = Limits { rows, time: Duration::from_secs(args.timeout.into()) };
    let answer = ask(&dataset, &text, limits).map_err(|error| explain(&name, &text, error))?;
    if timed {
        eprintln!("answered in {:.3} s", (started.elapsed() - loaded).as_secs_f64());
    }
    let format = match args.format {
        Form::Table => Format::Table { width: WIDTH },
        Form::Csv => Format::Csv,
        Form::Tsv => Format::Tsv,
        Form::Json => Format::Json,
    };
    let mut out = BufWriter::new(io::stdout().lock());
    answer.write(format, &mut out).and_then(|()| out.flush())?;
    if answer.is_cut() {
        complain(format!("only the first {} are shown; --limit 0 shows all", args.limit));
    }
    // Nothing is freed: the process ends, and the dataset may be large.
    std::mem::forget(dataset);
    Ok(Outcome::Done)
}

/// What the query is called in messages, and its text.
fn read(query: &str) -> anyhow::Result<(String, String)> {
    let path = Path::new(query);
    let mut bytes = Vec::new();
    let name = if is_stdin(path) {
        if io::stdin().is_terminal() {
            bail!("- reads the query from standard input, and that is this terminal");
        }
        io::stdin().lock().read_to_end(&mut bytes)?;
        "standard input"
    } else if path.extension().is_some_and(|extension| extension == "rq" || extension == "sparql") {
        bytes = std::fs::read(path).with_context(|| format!("{query}: cannot read"))?;
        query
    } else {
        return Ok(("query".to_owned(), query.to_owned()));
    };
    match String::from_utf8(bytes) {
        Ok(text) => Ok((name.to_owned(), text)),
        Err(error) => {
            let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
            bail!("{name}:{line}: not UTF-8")
        }
    }
}

/// A syntax error with the line it is in and a mark under the place.
fn explain(name: &str, text: &str, error: QueryError) -> anyhow::Error {
    if let QueryError::Syntax { line, column, problem } = &error {
        eprint!("{}", place(text, *line, *column));
        return anyhow::anyhow!("{name}:{line}:{column}: not SPARQL: {problem}");
    }
    error.into()
}

/// The line of a query with a mark under a column.
fn place(text: &str, line: usize, column: usize) -> String {
    let Some(words) = text.lines().nth(line.saturating_sub(1)) else { return String::new() };
    // As much of a long line as a terminal shows.
    let start = column.saturating_sub(60);
    let shown: String =
        words.chars().skip(start).take(100).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let mark = " ".repeat(column.saturating_sub(1).saturating_sub(start));
    format!("{line:>5} | {shown}\n      | {mark}^\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_an_error_is_shown() {
        assert_eq!(place("SELECT\n?é ;\nx", 2, 4), "    2 | ?é ;\n      |    ^\n");
        let long = format!("{}!", "a".repeat(300));
        let shown = place(&long, 1, 301);
        assert!(shown.lines().all(|line| line.chars().count() < 110), "{shown}");
        assert_eq!(place("a", 9, 9), "");
    }
}
