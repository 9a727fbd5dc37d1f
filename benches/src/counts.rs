//! What each stage must find in each corpus, so that no bench measures a stage that has stopped working.
//!
//! The figures are the rows of `counts.tsv`. After a change that is meant to find more or less, write them anew:
//!
//! ```sh
//! export UPDATE_EXPECT=1
//! cargo test -p griffier-benches            # the smoke corpus
//! cargo bench -p griffier-benches -- --test # the others, each once and untimed
//! ```

use std::collections::BTreeMap;
use std::path::PathBuf;

/// A corpus by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Corpus {
    /// Its name in `counts.tsv`.
    pub name: &'static str,
    /// Its least size.
    pub bytes: usize,
}

/// What a test runs over.
pub const SMOKE: Corpus = Corpus { name: "smoke", bytes: 100_000 };
/// What a bench of one stage runs over.
pub const SLICE: Corpus = Corpus { name: "slice", bytes: 1_000_000 };
/// What the bench of the whole pipeline runs over.
pub const FULL: Corpus = Corpus { name: "full", bytes: 20_000_000 };

const HEADER: &str = "corpus\tstage\tcount";

fn path() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/counts.tsv"))
}

fn rows(text: &str) -> BTreeMap<(&str, &str), usize> {
    text.lines().skip(1).filter_map(parse).collect()
}

fn parse(line: &str) -> Option<((&str, &str), usize)> {
    let mut cells = line.split('\t');
    Some(((cells.next()?, cells.next()?), cells.next()?.parse().ok()?))
}

/// Compares `found` with the row of `counts.tsv`; with `UPDATE_EXPECT` set it writes the row instead.
///
/// # Panics
/// When they differ, which is the purpose.
#[track_caller]
pub fn check(corpus: Corpus, stage: &str, found: usize) {
    let text = std::fs::read_to_string(path()).unwrap_or_default();
    let mut rows = rows(&text);
    if std::env::var_os("UPDATE_EXPECT").is_none() {
        let expected = rows.get(&(corpus.name, stage)).copied();
        assert_eq!(Some(found), expected, "{stage} over corpus {}; see benches/src/counts.rs", corpus.name);
    } else if rows.insert((corpus.name, stage), found) != Some(found) {
        let lines: String =
            rows.iter().map(|((corpus, stage), n)| format!("{corpus}\t{stage}\t{n}\n")).collect();
        let written = std::fs::write(path(), format!("{HEADER}\n{lines}"));
        assert!(written.is_ok(), "cannot write {}", path().display());
    }
}
