//! `passes PATH… [--passes N] [--out FILE] [--tagger]`: every stage over the letters of some folders, N times on one thread, and a
//! table of the best time of each. For letters of one's own and for perf and callgrind, which see each stage as a function.

use griffier::{Document, Pipeline, Unit, names, stages};
use griffier_export::write_record;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What is measured, in order.
const STAGES: [&str; 8] =
    ["ingest", "segment", "gazetteer", "patterns", "tag", "link", "relations", "export"];

fn files(path: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    if !path.is_dir() {
        found.push(path.to_owned());
        return Ok(());
    }
    let mut paths =
        std::fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    paths
        .iter()
        .filter(|path| path.is_dir() || path.extension().is_some_and(|e| e == "txt" || e == "md"))
        .try_for_each(|path| files(path, found))
}

#[inline(never)]
fn ingest(bytes: Vec<u8>, path: &Path) -> Option<Document> {
    griffier::ingest(bytes, &path.to_string_lossy()).ok()
}

#[inline(never)]
fn export(doc: &Document, out: &mut Vec<u8>) -> bool {
    write_record(doc, Unit::Byte, out).is_ok()
}

/// All stages over all letters; adds the records to `out` and the time of each stage to `spent`.
fn pass(
    letters: &[(PathBuf, Vec<u8>)],
    tagger: bool,
    out: &mut Vec<u8>,
    spent: &mut [Duration; STAGES.len()],
) {
    let knowledge = Pipeline::new().knowledge();
    for (path, bytes) in letters {
        let bytes = bytes.clone();
        let mut last = Instant::now();
        let mut lap = |stage: usize| {
            let now = Instant::now();
            spent[stage] += now - last;
            last = now;
        };
        let Some(mut doc) = ingest(bytes, path) else { continue };
        lap(0);
        stages::segment(&mut doc);
        lap(1);
        stages::gazetteer(&mut doc, knowledge);
        lap(2);
        stages::patterns(&mut doc);
        lap(3);
        if tagger {
            stages::tag(&mut doc, knowledge, names::shipped());
        }
        lap(4);
        stages::link(&mut doc, knowledge);
        lap(5);
        stages::relate(&mut doc);
        lap(6);
        export(&doc, out);
        drop(doc);
        lap(7);
    }
}

fn main() -> io::Result<()> {
    let (mut letters, mut passes, mut target, mut tagger) = (Vec::new(), 5, None, false);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--passes" => passes = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(passes),
            "--tagger" => tagger = true,
            "--out" => target = arguments.next(),
            path => files(Path::new(path), &mut letters)?,
        }
    }
    let letters: Vec<(PathBuf, Vec<u8>)> = letters
        .into_iter()
        .map(|path| Ok((path.clone(), std::fs::read(path)?)))
        .collect::<io::Result<_>>()?;
    let bytes: usize = letters.iter().map(|(_, bytes)| bytes.len()).sum();
    let (mut best, mut whole, mut records) = ([Duration::MAX; STAGES.len()], Duration::MAX, Vec::new());
    for _ in 0..passes {
        let mut spent = [Duration::ZERO; STAGES.len()];
        records.clear();
        pass(&letters, tagger, &mut records, &mut spent);
        best.iter_mut().zip(spent).for_each(|(best, spent)| *best = spent.min(*best));
        whole = whole.min(spent.iter().sum());
    }
    if let Some(target) = target {
        std::fs::write(target, &records)?;
    }
    let mut out = io::stdout().lock();
    writeln!(out, "{} letters, {bytes} bytes, best of {passes}", letters.len())?;
    for (name, time) in STAGES.iter().zip(best).chain([(&"all", whole)]) {
        let seconds = time.as_secs_f64();
        writeln!(out, "{name:10} {:9.2} ms {:8.1} MB/s", seconds * 1e3, bytes as f64 / seconds / 1e6)?;
    }
    Ok(())
}
