//! Many letters: in parallel, results in input order, one bad letter never costs the others.

use crate::Pipeline;
use griffier_doc::Document;
use griffier_ingest::IngestError;
use rayon::prelude::*;
use std::any::Any;
use std::fmt;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// Items that are worked on together before their results are handed on.
const CHUNK_ITEMS: usize = 64;

/// The weight at which a chunk ends before it has that many: bytes, where items are files.
const CHUNK_WEIGHT: u64 = 32 << 20;

/// Why a letter was lost.
#[derive(Debug)]
#[non_exhaustive]
pub enum LetterError {
    /// The file cannot be read.
    Io(PathBuf, std::io::Error),
    /// The bytes are no letter this version reads.
    Ingest(PathBuf, IngestError),
    /// A defect of griffier: a stage panicked on this letter, with these words.
    Panic(PathBuf, String),
}

impl fmt::Display for LetterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) => write!(f, "{}: cannot read: {error}", path.display()),
            Self::Ingest(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Panic(path, words) => {
                write!(
                    f,
                    "{}: a defect of griffier stopped this letter, please report it: {words}",
                    path.display()
                )
            }
        }
    }
}

impl std::error::Error for LetterError {}

/// Reads the letter at `path` and annotates it.
///
/// # Errors
/// When the file cannot be read, is no text, or a stage panicked.
pub fn annotate_file(pipeline: &Pipeline, path: &Path) -> Result<Document, LetterError> {
    let bytes = std::fs::read(path).map_err(|error| LetterError::Io(path.to_owned(), error))?;
    annotate_bytes(pipeline, path, bytes)
}

/// The same for bytes already read; `path` names the letter.
///
/// # Errors
/// As [`annotate_file`], but for reading.
pub fn annotate_bytes(pipeline: &Pipeline, path: &Path, bytes: Vec<u8>) -> Result<Document, LetterError> {
    guard(path, || {
        let ingested = griffier_ingest::ingest(bytes, &path.to_string_lossy());
        let mut doc = ingested.map_err(|error| LetterError::Ingest(path.to_owned(), error))?;
        pipeline.run(&mut doc);
        Ok(doc)
    })
}

/// Does `work` for the letter at `path`, and makes a panic in it the loss of this letter only.
///
/// # Errors
/// Those of `work`, and [`LetterError::Panic`].
pub fn guard<T>(path: &Path, work: impl FnOnce() -> Result<T, LetterError>) -> Result<T, LetterError> {
    // What `work` leaves half done is its own letter's, which is given up.
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|payload| Err(LetterError::Panic(path.to_owned(), panic_words(payload.as_ref()))))
}

/// What a panic said, on one line.
pub fn panic_words(payload: &(dyn Any + Send)) -> String {
    let text =
        payload.downcast_ref::<String>().map(String::as_str).or_else(|| payload.downcast_ref().copied());
    text.unwrap_or("it gave no reason").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Does `work` on every item on the current rayon pool and hands the results to `sink` in input order, until it breaks.
/// At most 64 items and their results are held at a time.
pub fn in_order<I: Sync, T: Send>(
    items: &[I],
    work: impl Fn(&I) -> T + Sync,
    sink: impl FnMut(&I, T) -> ControlFlow<()>,
) {
    in_order_weighed(items, |_| 0, work, sink);
}

/// The same for items of very different sizes: items are held together only until they weigh 32 MiB, by the bytes that
/// `weigh` says, so that many huge letters need no more memory than the largest of them.
pub fn in_order_weighed<I: Sync, T: Send>(
    items: &[I],
    weigh: impl Fn(&I) -> u64,
    work: impl Fn(&I) -> T + Sync,
    mut sink: impl FnMut(&I, T) -> ControlFlow<()>,
) {
    let mut rest = items;
    while !rest.is_empty() {
        let (chunk, later) = rest.split_at(chunk_len(rest, &weigh));
        rest = later;
        let results: Vec<T> = chunk.par_iter().map(&work).collect();
        for (item, result) in chunk.iter().zip(results) {
            if sink(item, result).is_break() {
                return;
            }
        }
    }
}

/// How many of the first items to take together: at least one, and no further one that would exceed the weight.
fn chunk_len<I>(items: &[I], weigh: impl Fn(&I) -> u64) -> usize {
    let mut weight = 0_u64;
    let fits = |item: &&I| {
        weight = weight.saturating_add(weigh(item));
        weight <= CHUNK_WEIGHT
    };
    items.iter().take(CHUNK_ITEMS).take_while(fits).count().max(1).min(items.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..300).collect();
        let mut seen = Vec::new();
        // The weights make chunks of every length; the first items of a chunk take longest.
        let work = |&item: &u64| {
            std::thread::sleep(std::time::Duration::from_micros(500 - item % 64 * 7));
            item * 2
        };
        in_order_weighed(
            &items,
            |item| item << 14,
            work,
            |&item, result| {
                seen.push((item, result));
                ControlFlow::Continue(())
            },
        );
        assert_eq!(seen, items.iter().map(|&item| (item, item * 2)).collect::<Vec<_>>());
        in_order(&[] as &[u64], |_| 0, |_, _| ControlFlow::Break(()));
    }

    #[test]
    fn a_sink_that_breaks_stops_the_work() {
        let items: Vec<usize> = (0..1000).collect();
        let (done, mut seen) = (AtomicUsize::new(0), 0);
        let work = |_: &usize| done.fetch_add(1, Ordering::Relaxed);
        in_order(&items, work, |&item, _| {
            seen += 1;
            if item == 70 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!((seen, done.into_inner()), (71, 2 * CHUNK_ITEMS));
    }

    #[track_caller]
    fn check_chunk(weights: &[u64], expected: usize) {
        assert_eq!(chunk_len(weights, |&weight| weight), expected, "{weights:?}");
    }

    #[test]
    fn a_chunk_ends_at_its_count_or_its_weight() {
        check_chunk(&[], 0);
        check_chunk(&[0; 10], 10);
        check_chunk(&[0; 100], CHUNK_ITEMS);
        check_chunk(&[CHUNK_WEIGHT / 2; 10], 2);
        check_chunk(&[CHUNK_WEIGHT, 1], 1);
        check_chunk(&[CHUNK_WEIGHT - 1, 1, 1], 2);
        check_chunk(&[u64::MAX, 1], 1);
        check_chunk(&[1, u64::MAX, 1], 1);
    }

    #[test]
    fn a_panic_costs_its_own_letter_only() {
        let items = ["a.txt", "b.txt", "c.txt"];
        let work = |item: &&str| {
            guard(Path::new(item), || {
                if *item == "b.txt" {
                    panic!("out of\nluck at {}", 7);
                }
                Ok(item.len())
            })
        };
        let mut seen = Vec::new();
        in_order(&items, work, |_, result| {
            seen.push(result.map_err(|error| error.to_string()));
            ControlFlow::Continue(())
        });
        let message = "b.txt: a defect of griffier stopped this letter, please report it: out of luck at 7";
        assert_eq!(seen, [Ok(5), Err(message.to_owned()), Ok(5)]);
    }

    #[test]
    fn a_panic_may_say_nothing() {
        let silent = guard(Path::new("a"), || -> Result<(), LetterError> { std::panic::panic_any(7) });
        assert!(matches!(silent, Err(LetterError::Panic(_, words)) if words == "it gave no reason"));
        let literal = guard(Path::new("a"), || -> Result<(), LetterError> { panic!("plain") });
        assert!(matches!(literal, Err(LetterError::Panic(_, words)) if words == "plain"));
    }

    #[test]
    fn a_file_that_is_missing_or_no_text_is_named() {
        let pipeline = Pipeline::new();
        let missing = annotate_file(&pipeline, Path::new("no/such.txt")).map(|_| ()).unwrap_err();
        assert!(missing.to_string().starts_with("no/such.txt: cannot read: "), "{missing}");
        let empty = annotate_bytes(&pipeline, Path::new("e.txt"), b" \n".to_vec()).map(|_| ()).unwrap_err();
        assert!(empty.to_string().starts_with("e.txt: empty: "), "{empty}");
        assert_eq!(annotate_bytes(&pipeline, Path::new("a/b.txt"), b"De NAVO.".to_vec()).unwrap().id(), "b");
    }
}
