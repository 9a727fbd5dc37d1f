//! `scan daachorse|aho_corasick letters.jsonl names.tsv`: a bare automaton over the text of letters, leftmost-longest, and nothing
//! else: the floor that `benches/compare` sets the whole of griffier beside. Prints one line of JSON; seconds are of the clock,
//! the best of three passes.

use std::io::{self, Error, Write};
use std::time::Instant;

/// How many matches a text has.
type Count = Box<dyn Fn(&str) -> usize>;

fn automaton(kind: &str, names: &[&str]) -> io::Result<(Count, &'static str)> {
    match kind {
        "daachorse" => {
            let automaton = daachorse::DoubleArrayAhoCorasickBuilder::new()
                .match_kind(daachorse::MatchKind::LeftmostLongest)
                .build::<_, _, u32>(names)
                .map_err(|error| Error::other(error.to_string()))?;
            Ok((Box::new(move |text| automaton.leftmost_find_iter(text).count()), "5.1"))
        }
        "aho_corasick" => {
            let automaton = aho_corasick::AhoCorasick::builder()
                .match_kind(aho_corasick::MatchKind::LeftmostLongest)
                .kind(Some(aho_corasick::AhoCorasickKind::ContiguousNFA))
                .build(names)
                .map_err(Error::other)?;
            Ok((Box::new(move |text| automaton.find_iter(text).count()), "1.1"))
        }
        other => Err(Error::other(format!("{other}: daachorse or aho_corasick"))),
    }
}

/// The texts of the letters of a file, a line each.
fn texts(lines: &str) -> io::Result<Vec<String>> {
    let text = |line: &str| {
        let letter: serde_json::Value = serde_json::from_str(line)?;
        letter["text"].as_str().map(str::to_owned).ok_or_else(|| Error::other("a letter without text"))
    };
    lines.lines().map(text).collect()
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [kind, letters, names] = arguments.as_slice() else {
        return Err(Error::other("scan daachorse|aho_corasick letters.jsonl names.tsv"));
    };
    let texts = texts(&std::fs::read_to_string(letters)?)?;
    let names = std::fs::read_to_string(names)?;
    let names: Vec<&str> = names.lines().filter_map(|line| line.split('\t').nth(1)).collect();
    let start = Instant::now();
    let (count, version) = automaton(kind, &names)?;
    let built = start.elapsed().as_secs_f64();
    let (mut best, mut found) = (f64::MAX, 0);
    for _ in 0..3 {
        let start = Instant::now();
        found = texts.iter().map(|text| count(text)).sum();
        best = best.min(start.elapsed().as_secs_f64());
    }
    let bytes: usize = texts.iter().map(String::len).sum();
    let line = serde_json::json!({
        "seconds": best, "start_seconds": built, "found": found, "bytes": bytes, "version": version,
    });
    writeln!(io::stdout(), "{line}")
}
