//! Many letters: read one after another, worked on in parallel, handed on in the order they were read. One bad letter
//! never costs the others, and memory does not grow with their number.

mod desk;
mod staged;

pub use staged::{Annotate, Half, Opened, Staged, Watch};

use crate::Pipeline;
use desk::Desk;
use griffier_doc::Document;
use griffier_ingest::IngestError;
use std::any::Any;
use std::convert::Infallible;
use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// Why a letter was lost.
#[derive(Debug)]
#[non_exhaustive]
pub enum LetterError {
    /// The file cannot be read.
    Io(PathBuf, io::Error),
    /// The bytes are no letter this version reads.
    Ingest(PathBuf, IngestError),
    /// It took longer than it may.
    Late(PathBuf, Duration),
    /// So many letters took longer than they may and still run that this one and all behind it were not begun.
    Stalled(PathBuf, usize),
    /// A defect of griffier: a stage panicked on this letter, with these words.
    Panic(PathBuf, String),
}

impl fmt::Display for LetterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) => write!(f, "{}: cannot read: {error}", path.display()),
            Self::Ingest(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Late(path, time) => write!(
                f,
                "{}: too slow: not done after {} s, the most for one letter; if it is meant to take so long, give --timeout",
                path.display(),
                time.as_secs_f64()
            ),
            Self::Stalled(path, late) => write!(
                f,
                "{}: not begun, nor any letter behind it: {late} letters that are beyond their time still run",
                path.display()
            ),
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

/// How a batch is worked on. Nothing of it shows in the results, but for letters that take too long.
#[derive(Clone, Copy, Debug, Default)]
pub struct Plan {
    /// Threads; 0 is one for each processor.
    pub jobs: usize,
    /// The longest that work on one letter may take.
    pub timeout: Option<Duration>,
}

/// One letter to work on.
#[derive(Debug)]
pub struct Task<I> {
    /// What it is called in messages.
    pub path: PathBuf,
    /// How much memory it takes, in bytes.
    pub weight: u64,
    /// What the work is done on.
    pub item: I,
}

/// Takes the letters that are read, one after another; breaks when no more are wanted.
pub type Push<'p, I> = &'p mut dyn FnMut(Task<I>) -> ControlFlow<()>;

/// How far the work on a letter has come.
#[derive(Debug)]
pub enum Progress<P, T> {
    /// There is more to do.
    Part(P),
    /// There is not.
    Done(T),
}

/// What is done to each letter, on any thread.
///
/// Work may be cut into parts: a thread then does the first part of the letters it has taken, the second of all of them, and
/// so on. The code and the tables of one part are in the caches of the processor when the next letter needs them, which
/// for letters of a page or two saves a third of the time (`docs/performance.md`). The results do not depend on it.
pub trait Work: Send + Sync + 'static {
    /// What a letter is before the work.
    type Item: Send + 'static;
    /// What it is between two parts.
    type Part: Send + 'static;
    /// What comes of it.
    type Out: Send + 'static;
    /// How many letters a thread takes at once, at most.
    const TOGETHER: usize;

    /// Does the first part.
    ///
    /// # Errors
    /// Why the letter is lost.
    fn begin(&self, path: &Path, item: Self::Item) -> Result<Progress<Self::Part, Self::Out>, LetterError>;

    /// Does the next.
    ///
    /// # Errors
    /// Why the letter is lost.
    fn go_on(&self, path: &Path, part: Self::Part) -> Result<Progress<Self::Part, Self::Out>, LetterError>;
}

/// Work that is not cut.
pub struct Whole<I, T, F>(F, PhantomData<fn(I) -> T>);

impl<I, T, F: Fn(&Path, I) -> Result<T, LetterError>> Whole<I, T, F> {
    /// The work that `work` does in one go.
    pub fn new(work: F) -> Self {
        Self(work, PhantomData)
    }
}

impl<I, T, F> Work for Whole<I, T, F>
where
    I: Send + 'static,
    T: Send + 'static,
    F: Fn(&Path, I) -> Result<T, LetterError> + Send + Sync + 'static,
{
    type Item = I;
    type Part = Infallible;
    type Out = T;
    const TOGETHER: usize = 1;

    fn begin(&self, path: &Path, item: I) -> Result<Progress<Infallible, T>, LetterError> {
        (self.0)(path, item).map(Progress::Done)
    }
    fn go_on(&self, _: &Path, part: Infallible) -> Result<Progress<Infallible, T>, LetterError> {
        match part {}
    }
}

/// Reads letters with `read`, on a thread of its own and never far ahead, does `work` on each, in parallel, and hands the
/// results to `sink` in the order of reading, until it breaks. A letter whose work panics or takes too long is lost
/// alone: its thread is left behind and another takes its place. That is why `work` owns what it needs.
///
/// # Errors
/// When no thread can be started.
///
/// ```
/// use griffier::batch::{Plan, Task, in_order};
/// use std::ops::ControlFlow;
///
/// let names = ["a.txt", "b.txt"];
/// let mut lengths = Vec::new();
/// in_order(
///     &Plan::default(),
///     move |push| {
///         let mut tasks = names.iter().map(|name| Task { path: name.into(), weight: 0, item: name.len() });
///         let _ = tasks.try_for_each(|task| push(task));
///     },
///     |_, length| Ok(length),
///     |path, length| {
///         lengths.extend(length.map(|length| format!("{}: {length}", path.display())));
///         ControlFlow::Continue(())
///     },
/// )?;
/// assert_eq!(lengths, ["a.txt: 5", "b.txt: 5"]);
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn in_order<I, T, R, W>(
    plan: &Plan,
    read: R,
    work: W,
    sink: impl FnMut(&Path, Result<T, LetterError>) -> ControlFlow<()>,
) -> io::Result<()>
where
    I: Send + 'static,
    T: Send + 'static,
    R: FnOnce(Push<'_, I>) + Send + 'static,
    W: Fn(&Path, I) -> Result<T, LetterError> + Send + Sync + 'static,
{
    in_order_until(plan, None, read, Whole::new(work), sink)
}

/// The same for work that may be cut into parts; once `stop` is set, by a handler of signals for one, no further letter is
/// begun, those in flight are finished and handed on, and the batch ends.
///
/// # Errors
/// As [`in_order`].
pub fn in_order_until<R, W: Work>(
    plan: &Plan,
    stop: Option<&'static AtomicBool>,
    read: R,
    work: W,
    sink: impl FnMut(&Path, Result<W::Out, LetterError>) -> ControlFlow<()>,
) -> io::Result<()>
where
    R: FnOnce(Push<'_, W::Item>) + Send + 'static,
{
    Desk::open(plan, stop, read, work)?.hand_on(sink);
    Ok(())
}

#[cfg(test)]
mod tests;
