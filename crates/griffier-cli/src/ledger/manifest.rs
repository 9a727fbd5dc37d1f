//! The manifest of a run: what was read, under which conditions, what came of it and where it stands. It has no time and no
//! name of a machine, so that the same run gives the same manifest, broken off and gone on with or not.

use super::journal::{Conditions, Entry, Journal, Line};
use super::part::substitute;
use crate::summary::FIGURES;
use anyhow::{Context, ensure};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// What its first field says it is.
const SCHEMA: &str = "griffier-manifest/1";
const COMPLETE: &str = "complete";
const INTERRUPTED: &str = "interrupted";

/// What the manifest says of the run as a whole.
pub(crate) struct About<'a> {
    pub conditions: &'a Conditions,
    /// As they were given.
    pub paths: Vec<String>,
    pub output: String,
    /// Paths that could not be looked into.
    pub faults: &'a [String],
    /// Files that are no letters, by what they are.
    pub others: &'a BTreeMap<String, usize>,
    pub complete: bool,
}

#[derive(Serialize)]
struct Head<'a> {
    manifest: &'a str,
    status: &'a str,
    conditions: &'a Conditions,
    paths: &'a [String],
    output: &'a str,
    counts: Counts,
    other_files: &'a BTreeMap<String, usize>,
    failures: Vec<Failure>,
}

#[derive(Serialize)]
struct Failure {
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    reason: String,
}

/// Totals over the letters.
#[derive(Default, Serialize)]
pub(crate) struct Counts {
    letters: usize,
    lost: usize,
    /// Letters with the same bytes as one before them.
    pub duplicates: usize,
    bytes: u64,
    mentions: usize,
    linked: usize,
    nil: usize,
    ambiguous: usize,
    relations: usize,
    notes: BTreeMap<String, usize>,
}

impl Counts {
    fn add(&mut self, entry: &Entry) {
        let [mentions, linked, nil, ambiguous, relations, _]: [usize; FIGURES] = entry.row.figures;
        self.letters += 1;
        self.bytes += entry.row.bytes;
        self.mentions += mentions;
        self.linked += linked;
        self.nil += nil;
        self.ambiguous += ambiguous;
        self.relations += relations;
        for note in &entry.row.notes {
            *self.notes.entry(note.to_string()).or_default() += 1;
        }
    }
}

/// Letters by their bytes, of which a number is enough to know one again.
#[derive(Default)]
struct Known(HashSet<u64>);

impl Known {
    /// Whether a letter before had these bytes.
    fn again(&mut self, sha256: &str) -> bool {
        let number = sha256.get(..16).and_then(|digits| u64::from_str_radix(digits, 16).ok());
        number.is_some_and(|number| !self.0.insert(number))
    }
}

/// Writes the manifest of the run in `journal` to `path`, whole or not at all.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn write(path: &Path, about: &About<'_>, journal: &mut Journal) -> io::Result<Counts> {
    let (mut counts, mut known) = (Counts::default(), Known::default());
    let fault = |line: &String| Failure { path: None, reason: line.clone() };
    let mut failures: Vec<Failure> = about.faults.iter().map(fault).collect();
    journal.each(|line| {
        match line {
            Line::Letter(entry) => {
                counts.add(&entry);
                counts.duplicates += usize::from(known.again(&entry.sha256));
            }
            Line::Lost(lost) => failures.push(Failure { path: Some(lost.path), reason: lost.reason }),
            Line::Shared(_) => {}
        }
        Ok(())
    })?;
    counts.lost = failures.len();
    let (duplicates, head) = (counts.duplicates, head(about, counts, failures)?);
    let mut file = substitute(path)?;
    let mut out = BufWriter::new(&mut file);
    // The head without its closing brace; then a line for each letter.
    out.write_all(head.trim_end().trim_end_matches('}').trim_end().as_bytes())?;
    out.write_all(b",\n  \"letters\": [")?;
    let (mut known, mut any) = (Known::default(), false);
    journal.each(|line| {
        let Line::Letter(mut entry) = line else { return Ok(()) };
        entry.duplicate = known.again(&entry.sha256);
        entry.pieces.iter_mut().for_each(|place| place.at = 0);
        out.write_all(if any { b",\n    " } else { b"\n    " })?;
        any = true;
        Ok(serde_json::to_writer(&mut out, &entry)?)
    })?;
    out.write_all(if any { b"\n  ]\n}\n" } else { b"]\n}\n" })?;
    out.flush()?;
    drop(out);
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(Counts { duplicates, ..Counts::default() })
}

fn head(about: &About<'_>, counts: Counts, failures: Vec<Failure>) -> io::Result<String> {
    let head = Head {
        manifest: SCHEMA,
        status: if about.complete { COMPLETE } else { INTERRUPTED },
        conditions: about.conditions,
        paths: &about.paths,
        output: &about.output,
        counts,
        other_files: about.others,
        failures,
    };
    Ok(serde_json::to_string_pretty(&head)?)
}

/// What is read of the manifest of an earlier run.
#[derive(Deserialize)]
pub(super) struct Earlier {
    manifest: String,
    status: String,
    pub conditions: Conditions,
    pub letters: Vec<Entry>,
}

impl Earlier {
    pub fn is_complete(&self) -> bool {
        self.status == COMPLETE
    }
}

/// Reads the manifest of an earlier run.
pub(super) fn read(path: &Path) -> anyhow::Result<Earlier> {
    let shown = path.display();
    let file = std::fs::File::open(path).with_context(|| format!("{shown}: cannot read"))?;
    let earlier: Earlier = serde_json::from_reader(io::BufReader::new(file))
        .with_context(|| format!("{shown}: is no manifest of griffier"))?;
    ensure!(earlier.manifest == SCHEMA, "{shown}: is a manifest of another version ({})", earlier.manifest);
    Ok(earlier)
}
