//! The quads of a store in memory, in the four orders that any pattern of a query can be looked up in.
//!
//! The default graph is the merge of all graphs: a triple that several letters say is in it once. A term is a number
//! here; what it says is looked up when a query asks for it.

mod pattern;

use crate::index::Letter;
use crate::store::{Store, StoreError};
use indexmap::IndexSet;
use oxrdf::Term;
use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::io;
use std::path::Path;

type Terms = IndexSet<Term, FxBuildHasher>;

/// Four terms by number.
type Row = [u32; 4];

/// Letters that are parsed before their terms are numbered.
const BATCH: usize = 64;

/// Quads that can be asked.
#[derive(Debug, Default)]
pub struct Dataset {
    terms: Terms,
    spog: Vec<Row>,
    posg: Vec<Row>,
    ospg: Vec<Row>,
    gspo: Vec<Row>,
}

/// The quads of one letter, its terms numbered by themselves.
struct Parsed {
    terms: Vec<Term>,
    rows: Vec<Row>,
}

impl Dataset {
    /// Reads the whole store.
    ///
    /// # Errors
    /// When a segment cannot be read or is not as it was written.
    pub fn read(store: &mut Store) -> Result<Self, StoreError> {
        let quads: u64 = store.letters().values().map(|letter| letter.quads).sum();
        let mut dataset = Self::default();
        dataset.spog.reserve(usize::try_from(quads).unwrap_or_default());
        let mut pending: Vec<Parsed> = Vec::new();
        store.segments(|path, frames| {
            for frames in frames.chunks(BATCH) {
                let parse = || -> Result<Vec<Parsed>, StoreError> {
                    let parse = |(letter, frame): &(&Letter, &[u8])| {
                        parse(letter, frame).map_err(|problem| damaged(path, letter, problem))
                    };
                    frames.par_iter().map(parse).collect()
                };
                // Numbering the terms of one batch is serial work: it is done while the next is parsed.
                let done = std::mem::take(&mut pending);
                let (parsed, ()) =
                    rayon::join(parse, || done.into_iter().for_each(|parsed| dataset.add(parsed)));
                pending = parsed?;
            }
            Ok(())
        })?;
        pending.into_iter().for_each(|parsed| dataset.add(parsed));
        dataset.sort();
        Ok(dataset)
    }

    /// How many quads there are.
    pub fn len(&self) -> usize {
        self.spog.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.spog.is_empty()
    }

    fn add(&mut self, parsed: Parsed) {
        let numbers: Vec<u32> =
            parsed.terms.into_iter().map(|term| number(self.terms.insert_full(term).0)).collect();
        self.spog.extend(parsed.rows.into_iter().map(|row| row.map(|term| numbers[term as usize])));
    }

    fn sort(&mut self) {
        let rows = &mut self.spog;
        rows.par_sort_unstable();
        rows.dedup();
        let rows = &self.spog;
        let by = |order: fn(&Row) -> Row| {
            let mut rows: Vec<Row> = rows.par_iter().map(order).collect();
            rows.par_sort_unstable();
            rows
        };
        self.posg = by(|&[s, p, o, g]| [p, o, s, g]);
        self.ospg = by(|&[s, p, o, g]| [o, s, p, g]);
        self.gspo = by(|&[s, p, o, g]| [g, s, p, o]);
    }
}

/// Numbers of terms are smaller than the number of quads of any store that fits into memory.
fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

fn damaged(path: &Path, letter: &Letter, problem: String) -> StoreError {
    StoreError::Damaged { path: path.to_owned(), problem: format!("letter {}: {problem}", letter.id) }
}

fn parse(letter: &Letter, frame: &[u8]) -> Result<Parsed, String> {
    let capacity = usize::try_from(letter.bytes).map_err(|error| error.to_string())?;
    let text = zstd::bulk::decompress(frame, capacity).map_err(|error: io::Error| error.to_string())?;
    if text.len() != capacity {
        return Err(format!("{} bytes, and the index says {capacity}", text.len()));
    }
    let text = str::from_utf8(&text).map_err(|error| error.to_string())?;
    let mut parsed = Parsed { terms: Vec::new(), rows: Vec::new() };
    let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
    for line in text.lines() {
        let words = words(line).ok_or_else(|| format!("no quad: {line}"))?;
        let mut row = [0; 4];
        for (number_of, word) in row.iter_mut().zip(words) {
            *number_of = match numbers.get(word) {
                Some(&known) => known,
                None => {
                    let new = number(parsed.terms.len());
                    parsed.terms.push(word.parse().map_err(|error| format!("{word}: {error}"))?);
                    numbers.insert(word, new);
                    new
                }
            };
        }
        parsed.rows.push(row);
    }
    Ok(parsed)
}

/// Subject, predicate, object and graph of a line as the store has them: with one space between, of which only the
/// object may hold more. A term that a letter repeats is so read once.
fn words(line: &str) -> Option<[&str; 4]> {
    let (subject, rest) = line.strip_suffix(" .")?.split_once(' ')?;
    let (predicate, rest) = rest.split_once(' ')?;
    let (object, graph) = rest.rsplit_once(' ')?;
    Some([subject, predicate, object, graph])
}
