//! `griffier diff`: what changed in the annotations of letters between two files of records.

mod compare;

use crate::{Outcome, complain, printable};
use anyhow::{Context, bail, ensure};
use clap::Parser;
use compare::{Change, Counts, compare};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

#[derive(Parser)]
#[command(after_help = "Exit status: 0 nothing changed, 1 something did, 2 trouble.")]
pub(crate) struct Args {
    /// Records of `griffier annotate` (.jsonl, .jsonl.gz, .jsonl.zst).
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// Records of the same letters, made with other lists, options, corrections or another version.
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// Counts only, no list.
    #[arg(short, long)]
    summary: bool,
    /// Print changes and counts as JSON, a change a line, the counts last.
    #[arg(long, conflicts_with = "summary")]
    json: bool,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mut old = Records::open(&args.old)?;
    let mut out = io::BufWriter::new(anstream::stdout().lock());
    let mut counts: BTreeMap<String, Counts> = BTreeMap::new();
    let (mut changed, mut letters) = (false, 0);
    let new = open(&args.new)?;
    for (number, line) in (1..).zip(BufReader::new(new).lines()) {
        let line = line.with_context(|| format!("{}: cannot read", args.new.display()))?;
        if line.trim().is_empty() {
            continue;
        }
        letters += 1;
        let new = record(&line, &args.new, number)?;
        let id = new["id"].as_str().unwrap_or("").to_owned();
        let before = old.take(&id)?;
        let changes = match &before {
            Some(before) => compare(before, &new, &mut counts),
            None => vec![Change::letter('+', "the letter is new")],
        };
        changed |= !changes.is_empty();
        show(&mut out, args, &id, &changes)?;
    }
    for id in old.left() {
        changed = true;
        show(&mut out, args, &id, &[Change::letter('-', "the letter is gone")])?;
    }
    ensure!(letters > 0, "{}: no record in it", args.new.display());
    if args.json {
        serde_json::to_writer(&mut out, &serde_json::json!({ "letters": letters, "counts": counts }))?;
        writeln!(out)?;
    } else if changed {
        table(&mut out, &counts, !args.summary)?;
    }
    out.flush()?;
    Ok(if changed { Outcome::Differs } else { Outcome::Done })
}

fn show(out: &mut impl Write, args: &Args, id: &str, changes: &[Change]) -> io::Result<()> {
    if changes.is_empty() || args.summary {
        return Ok(());
    }
    if args.json {
        for change in changes {
            let mut line = serde_json::to_value(change)?;
            line["letter"] = id.into();
            serde_json::to_writer(&mut *out, &line)?;
            writeln!(out)?;
        }
        return Ok(());
    }
    let bold = anstyle::Style::new().bold();
    writeln!(out, "{bold}{}{bold:#}", printable(id))?;
    for change in changes {
        let style = change.style();
        writeln!(out, "  {style}{} {}{style:#}", change.mark, printable(&change.words()))?;
    }
    Ok(())
}

fn table(out: &mut impl Write, counts: &BTreeMap<String, Counts>, apart: bool) -> io::Result<()> {
    if apart {
        writeln!(out)?;
    }
    writeln!(out, "{:<16}{:>8}{:>8}{:>8}{:>8}", "", "same", "added", "removed", "changed")?;
    for (kind, Counts { same, added, removed, changed }) in counts {
        writeln!(out, "{kind:<16}{same:>8}{added:>8}{removed:>8}{changed:>8}")?;
    }
    Ok(())
}

/// A file of records with the place of each letter, so that only one of them is in memory at a time.
struct Records {
    path: PathBuf,
    file: BufReader<File>,
    places: HashMap<String, (u64, u64)>,
    order: Vec<String>,
}

impl Records {
    fn open(path: &Path) -> anyhow::Result<Self> {
        let mut file = BufReader::new(open(path)?);
        let (mut places, mut order, mut at, mut line, mut number) =
            (HashMap::new(), Vec::new(), 0, String::new(), 0);
        loop {
            line.clear();
            let read =
                file.read_line(&mut line).with_context(|| format!("{}: cannot read", path.display()))? as u64;
            if read == 0 {
                break;
            }
            number += 1;
            if !line.trim().is_empty() {
                let id = record(&line, path, number)?["id"].as_str().unwrap_or("").to_owned();
                if places.insert(id.clone(), (at, read)).is_some() {
                    complain(format!(
                        "warning: {}:{number}: `{id}` stands there twice; the last one counts",
                        path.display()
                    ));
                } else {
                    order.push(id);
                }
            }
            at += read;
        }
        ensure!(!order.is_empty(), "{}: no record in it", path.display());
        Ok(Self { path: path.to_owned(), file, places, order })
    }

    fn take(&mut self, id: &str) -> anyhow::Result<Option<Value>> {
        let Some((at, length)) = self.places.remove(id) else { return Ok(None) };
        let mut line = String::new();
        self.file.seek(SeekFrom::Start(at))?;
        (&mut self.file).take(length).read_to_string(&mut line)?;
        record(&line, &self.path, 0).map(Some)
    }

    /// The letters that nobody took, in the order of the file.
    fn left(self) -> Vec<String> {
        self.order.into_iter().filter(|id| self.places.contains_key(id)).collect()
    }
}

/// A file of records; a compressed one unpacked into a file without a name, as letters are looked up in it.
fn open(path: &Path) -> anyhow::Result<File> {
    let file = plain(path)?;
    let extension = path.extension().map(|extension| extension.to_ascii_lowercase());
    let failed = || format!("{}: cannot unpack", path.display());
    let mut packed: Box<dyn Read> = match extension.as_ref().and_then(|extension| extension.to_str()) {
        Some("gz") => Box::new(flate2::read::MultiGzDecoder::new(BufReader::new(file))),
        Some("zst") => Box::new(zstd::Decoder::new(file).with_context(failed)?),
        _ => return Ok(file),
    };
    let mut unpacked = tempfile::tempfile().with_context(failed)?;
    io::copy(&mut packed, &mut unpacked).with_context(failed)?;
    unpacked.rewind()?;
    Ok(unpacked)
}

fn plain(path: &Path) -> anyhow::Result<File> {
    let file = File::open(path).with_context(|| format!("{}: cannot read", path.display()))?;
    if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
        bail!("{}: a folder; give the records themselves (.jsonl)", path.display());
    }
    Ok(file)
}

fn record(line: &str, path: &Path, number: usize) -> anyhow::Result<Value> {
    let value: Value =
        serde_json::from_str(line).with_context(|| format!("{}:{number}: is no record", path.display()))?;
    let schema = value["schema"].as_str().unwrap_or("none");
    ensure!(
        schema == griffier_export::SCHEMA,
        "{}:{number}: is no record of this version (its schema is {schema})",
        path.display()
    );
    Ok(value)
}
