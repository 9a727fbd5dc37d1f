//! `griffier diff`: what changed in the annotations of letters between two files of records.

mod compare;

use crate::{Outcome, printable};
use anyhow::{Context, bail, ensure};
use clap::Parser;
use compare::{Change, Counts, compare};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
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
        let before = old.take(new["id"].as_str().unwrap_or(""), &new)?;
        let changes = match &before {
            Some(before) => compare(before, &new, &mut counts),
            None => vec![Change::letter('+', "the letter is new")],
        };
        changed |= !changes.is_empty();
        show(&mut out, args, &new, &changes)?;
    }
    for gone in old.left()? {
        changed = true;
        show(&mut out, args, &gone, &[Change::letter('-', "the letter is gone")])?;
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

fn show(out: &mut impl Write, args: &Args, letter: &Value, changes: &[Change]) -> io::Result<()> {
    if changes.is_empty() || args.summary {
        return Ok(());
    }
    let part = |value: &Value| value.as_str().unwrap_or("").to_owned();
    let (id, path) = (part(&letter["id"]), part(&letter["source"]["path"]));
    if args.json {
        for change in changes {
            let mut line = serde_json::to_value(change)?;
            line["letter"] = id.as_str().into();
            line["path"] = path.as_str().into();
            serde_json::to_writer(&mut *out, &line)?;
            writeln!(out)?;
        }
        return Ok(());
    }
    let bold = anstyle::Style::new().bold();
    writeln!(out, "{bold}{}{bold:#} {}", printable(&id), printable(&path))?;
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
    /// By id, which several letters may share: a paper as PDF and as DOCX, two lines of a list.
    places: HashMap<String, Vec<Held>>,
    order: Vec<String>,
}

/// Where a record stands, and what tells it from others of its id.
struct Held {
    at: u64,
    length: u64,
    source: Origin,
}

/// Where a letter came from, as numbers: its path, its bytes, its format.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Origin([u64; 3]);

impl Origin {
    fn of(record: &Value) -> Self {
        let source = &record["source"];
        Self(["path", "sha256", "format"].map(|key| {
            let mut hasher = DefaultHasher::new();
            source[key].as_str().hash(&mut hasher);
            hasher.finish()
        }))
    }

    /// What it has in common with another, the better the greater.
    fn likeness(self, other: Self) -> [bool; 3] {
        std::array::from_fn(|part| self.0[part] == other.0[part])
    }
}

impl Records {
    fn open(path: &Path) -> anyhow::Result<Self> {
        let mut file = BufReader::new(open(path)?);
        let mut places: HashMap<String, Vec<Held>> = HashMap::new();
        let (mut order, mut at, mut line, mut number) = (Vec::new(), 0, String::new(), 0);
        loop {
            line.clear();
            let length =
                file.read_line(&mut line).with_context(|| format!("{}: cannot read", path.display()))? as u64;
            if length == 0 {
                break;
            }
            number += 1;
            if !line.trim().is_empty() {
                let record = record(&line, path, number)?;
                let id = record["id"].as_str().unwrap_or("").to_owned();
                let of_id = places.entry(id.clone()).or_default();
                if of_id.is_empty() {
                    order.push(id);
                }
                of_id.push(Held { at, length, source: Origin::of(&record) });
            }
            at += length;
        }
        ensure!(!order.is_empty(), "{}: no record in it", path.display());
        Ok(Self { path: path.to_owned(), file, places, order })
    }

    /// The record of the same letter as `new`: of several with its id the one from the same path, with the same bytes, of
    /// the same format; of equal ones the first.
    fn take(&mut self, id: &str, new: &Value) -> anyhow::Result<Option<Value>> {
        let Some(of_id) = self.places.get_mut(id) else { return Ok(None) };
        let source = Origin::of(new);
        let best = (0..of_id.len()).rev().max_by_key(|&place| of_id[place].source.likeness(source));
        let Some(held) = best.map(|place| of_id.remove(place)) else { return Ok(None) };
        self.read(&held).map(Some)
    }

    fn read(&mut self, held: &Held) -> anyhow::Result<Value> {
        let mut line = String::new();
        self.file.seek(SeekFrom::Start(held.at))?;
        (&mut self.file).take(held.length).read_to_string(&mut line)?;
        record(&line, &self.path, 0)
    }

    /// The letters that nobody took, in the order of their ids in the file.
    fn left(mut self) -> anyhow::Result<Vec<Value>> {
        let mut left = Vec::new();
        for id in std::mem::take(&mut self.order) {
            for held in self.places.remove(&id).unwrap_or_default() {
                // Of a record that is gone no more is said than what it is called.
                let mut gone = self.read(&held)?;
                left.push(serde_json::json!({ "id": id, "source": gone["source"].take() }));
            }
        }
        Ok(left)
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
