//! Many letters: read one after another, worked on in parallel, handed on in the order they were read. One bad letter
//! never costs the others, and memory does not grow with their number.

use crate::Pipeline;
use griffier_doc::Document;
use griffier_ingest::IngestError;
use std::any::Any;
use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::io;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Letters that are held together, read but not yet handed on, and those for each further thread.
const HELD: usize = 64;
const HELD_A_JOB: usize = 8;

/// The weight at which no further letter is read, though fewer are held: bytes.
const HELD_WEIGHT: u64 = 32 << 20;

/// Letters beyond their time that may be running at once. A thread cannot be ended from outside, so each goes on
/// burning its processor.
const MOST_LATE: usize = 8;

/// How often a batch that a signal may stop looks whether one has.
const LOOK: Duration = Duration::from_millis(100);

/// What a thread may need for markup that nests deeply.
const STACK: usize = 16 << 20;

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
    in_order_until(plan, None, read, work, sink)
}

/// The same; once `stop` is set, by a handler of signals for one, no further letter is begun, those in flight are finished
/// and handed on, and the batch ends.
///
/// # Errors
/// As [`in_order`].
pub fn in_order_until<I, T, R, W>(
    plan: &Plan,
    stop: Option<&'static AtomicBool>,
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
    let jobs = match plan.jobs {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        jobs => jobs,
    };
    let desk = Arc::new(Desk {
        state: Mutex::new(State::new()),
        changed: [const { Condvar::new() }; 3],
        jobs,
        timeout: plan.timeout,
        stop,
        work,
    });
    let reader = Arc::clone(&desk);
    spawn("read", move || reader.read(read))?;
    desk.hand_on(sink);
    Ok(())
}

/// What the threads of a batch share.
struct Desk<I, T, W> {
    state: Mutex<State<I, T>>,
    /// One for each of [`RESULTS`], [`TASKS`], [`ROOM`].
    changed: [Condvar; 3],
    jobs: usize,
    timeout: Option<Duration>,
    stop: Option<&'static AtomicBool>,
    work: W,
}

/// What a thread can wait for: results or the end, letters to work on, room for more.
const RESULTS: usize = 0;
const TASKS: usize = 1;
const ROOM: usize = 2;

struct State<I, T> {
    /// Letters that nobody works on yet, with their numbers.
    tasks: VecDeque<(u64, PathBuf, I)>,
    /// Letters that were read and not handed on, in order, with their weights.
    held: VecDeque<(PathBuf, u64)>,
    weight: u64,
    /// The number of the first of them.
    first: u64,
    results: BTreeMap<u64, Result<T, LetterError>>,
    /// The letters that are being worked on, and since when.
    running: BTreeMap<u64, Instant>,
    /// Threads that work or wait for work, those that wait, and those that work beyond the time of their letter.
    workers: usize,
    idle: usize,
    late: usize,
    /// No more letters will be read; with the words of a panic.
    ended: Option<Option<String>>,
    /// No letter is to be begun any more.
    draining: bool,
    /// Nobody takes results any more.
    stopped: bool,
}

impl<I, T> State<I, T> {
    fn new() -> Self {
        Self {
            tasks: VecDeque::new(),
            held: VecDeque::new(),
            weight: 0,
            first: 0,
            results: BTreeMap::new(),
            running: BTreeMap::new(),
            workers: 0,
            idle: 0,
            late: 0,
            ended: None,
            draining: false,
            stopped: false,
        }
    }
    /// Whether a further letter of this weight would be too much.
    fn is_full(&self, weight: u64, jobs: usize) -> bool {
        let heavy = self.weight.saturating_add(weight) > HELD_WEIGHT;
        !self.held.is_empty() && (heavy || self.held.len() >= HELD + HELD_A_JOB * jobs)
    }
}

impl<I, T, W> Desk<I, T, W>
where
    I: Send + 'static,
    T: Send + 'static,
    W: Fn(&Path, I) -> Result<T, LetterError> + Send + Sync + 'static,
{
    fn lock(&self) -> MutexGuard<'_, State<I, T>> {
        // No code that can panic runs under the lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
    fn wait<'s>(&self, what: usize, state: MutexGuard<'s, State<I, T>>) -> MutexGuard<'s, State<I, T>> {
        self.changed[what].wait(state).unwrap_or_else(PoisonError::into_inner)
    }

    /// The reading thread.
    fn read(self: Arc<Self>, read: impl FnOnce(Push<'_, I>)) {
        let desk = &self;
        let done = catch_unwind(AssertUnwindSafe(|| read(&mut |task| desk.push(task))));
        let words = done.err().map(|payload| panic_words(payload.as_ref()));
        self.lock().ended = Some(words);
        self.changed[RESULTS].notify_one();
        self.changed[TASKS].notify_all();
    }

    /// Takes a letter in when there is room.
    fn push(self: &Arc<Self>, task: Task<I>) -> ControlFlow<()> {
        let Task { path, weight, item } = task;
        let mut state = self.lock();
        while !state.stopped && !state.draining && state.is_full(weight, self.jobs) {
            state = self.wait(ROOM, state);
        }
        if state.stopped || state.draining {
            return ControlFlow::Break(());
        }
        let number = state.first + state.held.len() as u64;
        state.held.push_back((path.clone(), weight));
        state.weight = state.weight.saturating_add(weight);
        state.tasks.push_back((number, path, item));
        if state.idle > 0 {
            drop(state);
            self.changed[TASKS].notify_one();
        } else if state.workers < self.jobs {
            self.hire(&mut state);
            if state.workers == 0 {
                // Nobody will ever have a result.
                self.changed[RESULTS].notify_one();
            }
        }
        ControlFlow::Continue(())
    }

    /// Starts one more worker, unless too many were given up. If the system has no thread left, those that run must do.
    fn hire(self: &Arc<Self>, state: &mut State<I, T>) {
        if state.late > MOST_LATE {
            return;
        }
        let desk = Arc::clone(self);
        state.workers += usize::from(spawn("work", move || desk.toil()).is_ok());
    }

    /// A working thread.
    fn toil(self: Arc<Self>) {
        let mut state = self.lock();
        loop {
            if state.stopped {
                return;
            }
            let Some((number, path, item)) = state.tasks.pop_front() else {
                if state.ended.is_some() {
                    return;
                }
                state.idle += 1;
                state = self.wait(TASKS, state);
                state.idle -= 1;
                continue;
            };
            // Without a limit nobody asks since when.
            if self.timeout.is_some() {
                state.running.insert(number, Instant::now());
            }
            drop(state);
            let result = guard(&path, || (self.work)(&path, item));
            state = self.lock();
            if self.timeout.is_some() && state.running.remove(&number).is_none() {
                // Given up: another thread has this one's place.
                state.late -= 1;
                return;
            }
            state.results.insert(number, result);
            if number == state.first {
                self.changed[RESULTS].notify_one();
            }
        }
    }

    /// Hands the results on.
    fn hand_on(self: &Arc<Self>, mut sink: impl FnMut(&Path, Result<T, LetterError>) -> ControlFlow<()>) {
        let mut state = self.lock();
        loop {
            if !state.draining && self.stop.is_some_and(|stop| stop.load(Ordering::Relaxed)) {
                self.drain(&mut state);
            }
            let first = state.first;
            if let Some(result) = state.results.remove(&first) {
                let (path, weight) = state.held.pop_front().unwrap_or_default();
                state.first += 1;
                state.weight -= weight;
                drop(state);
                self.changed[ROOM].notify_one();
                let flow = sink(&path, result);
                state = self.lock();
                if flow.is_break() {
                    break;
                }
            } else if state.held.is_empty() && state.ended.is_some() {
                if let Some(Some(words)) = &state.ended {
                    let _ = sink(Path::new("-"), Err(LetterError::Panic("-".into(), words.clone())));
                }
                break;
            } else if state.workers == 0 && !state.held.is_empty() {
                let path = state.held.front().map(|(path, _)| path.clone()).unwrap_or_default();
                let stalled = LetterError::Stalled(path.clone(), state.late);
                let _ = sink(&path, Err(stalled));
                break;
            } else {
                state = self.await_result(state);
            }
        }
        state.stopped = true;
        drop(state);
        self.changed.iter().for_each(Condvar::notify_all);
    }

    /// Leaves the letters that nobody has begun.
    fn drain(&self, state: &mut State<I, T>) {
        state.draining = true;
        if let Some((number, ..)) = state.tasks.front() {
            let begun = (number - state.first) as usize;
            state.held.truncate(begun);
            state.tasks.clear();
        }
        state.ended.get_or_insert(None);
        self.changed.iter().for_each(Condvar::notify_all);
    }

    /// Waits for a result. A signal wakes nobody: whoever is to be stopped by one looks up now and then.
    fn await_or_look<'s>(
        &self,
        state: MutexGuard<'s, State<I, T>>,
        most: Option<Duration>,
    ) -> MutexGuard<'s, State<I, T>> {
        let most = match self.stop.filter(|_| !state.draining) {
            Some(_) => Some(most.map_or(LOOK, |most| most.min(LOOK))),
            None => most,
        };
        let results = &self.changed[RESULTS];
        match most {
            Some(most) => results.wait_timeout(state, most).map_or_else(|e| e.into_inner().0, |s| s.0),
            None => results.wait(state).unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Waits until something has changed; gives up the letters whose time is over.
    fn await_result<'s>(
        self: &'s Arc<Self>,
        mut state: MutexGuard<'s, State<I, T>>,
    ) -> MutexGuard<'s, State<I, T>> {
        let Some(timeout) = self.timeout else { return self.await_or_look(state, None) };
        let now = Instant::now();
        let left = |since: &Instant| timeout.saturating_sub(now.duration_since(*since));
        let over: Vec<u64> =
            state.running.iter().filter(|(_, since)| left(since).is_zero()).map(|(&n, _)| n).collect();
        if over.is_empty() {
            // A letter that is begun while this waits ends no earlier.
            let rest = state.running.values().map(left).min().unwrap_or(timeout);
            return self.await_or_look(state, Some(rest));
        }
        for number in over {
            state.running.remove(&number);
            let path = state.held.get((number - state.first) as usize).map(|(path, _)| path.clone());
            state.results.insert(number, Err(LetterError::Late(path.unwrap_or_default(), timeout)));
            state.late += 1;
            state.workers -= 1;
            if !state.tasks.is_empty() {
                self.hire(&mut state);
            }
        }
        state
    }
}

fn spawn(name: &str, run: impl FnOnce() + Send + 'static) -> io::Result<()> {
    std::thread::Builder::new().name(name.to_owned()).stack_size(STACK).spawn(run).map(drop)
}

#[cfg(test)]
mod tests;
