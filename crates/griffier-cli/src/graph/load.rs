//! `griffier graph load`: records in, a store of compressed N-Quads out, whole or not at all.

use crate::input::is_stdin;
use crate::summary::count;
use crate::{Outcome, complain};
use anyhow::{Context, bail, ensure};
use clap::Parser;
use griffier_graph::{Fault, Loaded, Loader, Writer};
use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::time::Instant;

#[derive(Parser)]
pub(crate) struct Args {
    /// Records (.jsonl) of `griffier annotate`, or - for standard input.
    #[arg(required = true, value_name = "RECORDS")]
    records: Vec<PathBuf>,
    /// The folder of the store; it is made if it is not there.
    #[arg(long, value_name = "DIR")]
    store: PathBuf,
    /// Where the paths in the records begin. If the letters are found there, unchanged, places are counted in characters
    /// and quotes have the words around them.
    #[arg(long, value_name = "DIR", default_value = ".")]
    letters: PathBuf,
    /// No summary; lines that are lost are still named.
    #[arg(short, long)]
    quiet: bool,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Outcome> {
    if args.records.iter().filter(|path| is_stdin(path)).count() > 1 {
        bail!("- is given twice: standard input can be read once only");
    }
    // Before anything is made: a name that is mistyped is no letter that is lost.
    for path in args.records.iter().filter(|path| !is_stdin(path)) {
        let opened = File::open(path).and_then(|file| file.metadata());
        let file = opened.with_context(|| format!("{}: cannot read", path.display()))?;
        ensure!(!file.is_dir(), "{}: a folder; give the records themselves (.jsonl)", path.display());
    }
    let started = Instant::now();
    let writer = Writer::open(&args.store)?;
    let texts = |path: &str, sha256: Option<&str>| text(&args.letters, path, sha256);
    let mut loader = Loader::new(writer, &texts);
    let mut lost = 0;
    let mut fault = |fault: Fault| {
        complain(fault);
        lost += 1;
    };
    for path in &args.records {
        let name = path.display().to_string();
        if is_stdin(path) {
            loader.read("standard input", io::stdin().lock(), &mut fault)?;
            continue;
        }
        match File::open(path) {
            Ok(file) => loader.read(&name, BufReader::with_capacity(1 << 18, file), &mut fault)?,
            Err(problem) => fault(Fault::Io { file: name, line: 1, problem }),
        }
    }
    let loaded = loader.finish()?;
    if !args.quiet {
        eprintln!("{}", summary(&loaded, started.elapsed().as_secs_f64()));
    }
    Ok(if lost == 0 { Outcome::Done } else { Outcome::LettersLost })
}

/// The text that the letter at `path` of a record had, if the file is there and still the same.
fn text(root: &Path, path: &str, sha256: Option<&str>) -> Option<String> {
    let bytes = std::fs::read(root.join(path)).ok()?;
    let document = griffier_ingest::ingest(bytes, path).ok()?;
    let same = sha256 == Some(document.source().sha256.as_str());
    same.then(|| document.text().to_owned())
}

fn summary(loaded: &Loaded, seconds: f64) -> String {
    let Loaded { added, replaced, unchanged, quads, bytes, textless } = *loaded;
    let mut words = format!(
        "{} added, {replaced} replaced, {unchanged} unchanged in {seconds:.2} s: {quads} quads in {:.1} kB",
        count(added, "letter"),
        bytes as f64 / 1e3,
    );
    if textless > 0 {
        let which =
            if textless == added + replaced { "none".to_owned() } else { format!("all but {textless}") };
        words += &format!(
            "\nTexts at hand: {which}. Without its text a letter's quotes have no words around them, and places \
             are bytes if the record counts bytes (--letters DIR says where the paths in the records begin)."
        );
    }
    words
}
