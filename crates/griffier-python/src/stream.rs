//! Letters one after another: worked on in parallel, handed on in order, never many at once.

use crate::document::Document;
use crate::error::{self, input, wrong_type};
use crate::files;
use crate::given::Given;
use crate::work::{Documents, Job, named};
use griffier::batch::{LetterError, Plan, Staged, Task, in_order_until};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::PyIterator;
use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, sync_channel};
use std::time::Duration;

type Done = Result<griffier::Document, LetterError>;

/// Letters that are ahead of the one that is handed on, and those for each further thread.
const AHEAD: usize = 8;
const AHEAD_A_JOB: usize = 4;

/// The weight at which no further text is taken, though fewer are ahead: bytes.
const AHEAD_WEIGHT: usize = 32 << 20;

/// How often a wait looks whether the user wants to stop.
const SIGNALS: Duration = Duration::from_millis(100);

/// What happens to a letter that is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OnError {
    Raise,
    Return,
    Skip,
}

impl OnError {
    pub fn parse(name: &str) -> PyResult<Self> {
        match name {
            "raise" => Ok(Self::Raise),
            "return" => Ok(Self::Return),
            "skip" => Ok(Self::Skip),
            _ => Err(input(format!("on_error: {name:?} is none of 'raise', 'return', 'skip'"))),
        }
    }
}

/// How letters are worked on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct How {
    pub plan: Plan,
    pub on_error: OnError,
}

impl How {
    pub fn new(n_jobs: i64, timeout: Option<f64>, on_error: &str) -> PyResult<Self> {
        Ok(Self { plan: plan(n_jobs, timeout)?, on_error: OnError::parse(on_error)? })
    }
}

/// A number of threads as Python hands it over.
pub(crate) fn threads(value: &Bound<'_, PyAny>) -> PyResult<i64> {
    value.extract().map_err(|_| wrong_type("n_jobs", "an int (-1 is one thread for each processor)", value))
}

/// A number of seconds as Python hands it over.
pub(crate) fn patience(value: &Bound<'_, PyAny>) -> PyResult<Option<f64>> {
    value.extract().map_err(|_| wrong_type("timeout", "a number of seconds or None", value))
}

/// Threads and time, checked.
pub(crate) fn plan(n_jobs: i64, timeout: Option<f64>) -> PyResult<Plan> {
    let jobs = match n_jobs {
        -1 | 0 => 0,
        1..=1024 => n_jobs as usize,
        _ => {
            return Err(input(format!(
                "n_jobs: {n_jobs} is no number of threads; -1 is one for each processor"
            )));
        }
    };
    let seconds = |timeout: f64| Duration::try_from_secs_f64(timeout).ok().filter(|time| !time.is_zero());
    let timeout = match timeout {
        Some(given) => {
            Some(seconds(given).ok_or_else(|| input(format!("timeout: {given} is no number of seconds")))?)
        }
        None => None,
    };
    Ok(Plan { jobs, timeout })
}

/// Annotated letters, in the order in which they came. Made by `Pipeline.pipe` and `Pipeline.each`.
#[pyclass(frozen, module = "griffier")]
pub(crate) struct Letters(Mutex<State>);

struct State {
    source: Option<Source>,
    results: Receiver<Done>,
    /// What is ahead, in order.
    ahead: VecDeque<Ahead>,
    weight: usize,
    most: usize,
    on_error: OnError,
}

/// One item between being taken and being handed on.
enum Ahead {
    /// A text that is worked on: its weight, and what goes with it.
    Text(usize, Option<Py<PyAny>>),
    /// An item that is no text, or with which the source broke off.
    Fault(PyErr),
}

/// What is handed on.
enum Next {
    Done(Box<Done>, Option<Py<PyAny>>),
    Fault(PyErr),
}

/// Where texts come from: Python's iterator, asked on the thread of the one who asks us.
struct Source {
    items: Py<PyIterator>,
    tasks: SyncSender<Task<Job>>,
    taken: u64,
    as_tuples: bool,
}

impl Source {
    /// Hands an item on to be annotated.
    fn send(&self, item: &Bound<'_, PyAny>) -> PyResult<Ahead> {
        let (item, context) = match self.as_tuples {
            true => {
                let pair = item.extract::<(Bound<'_, PyAny>, Py<PyAny>)>();
                let (item, context) = pair.map_err(|_| {
                    input(format!("item {}: with as_tuples each item is a pair (text, context)", self.taken))
                })?;
                (item, Some(context))
            }
            false => (item.clone(), None),
        };
        let given = Given::item(&item, self.taken)?;
        let weight = given.text.len();
        let task = Task { path: named(&given.id), weight: weight as u64, item: Job::Text(given) };
        // There is room: no more are ahead than the channel holds.
        match self.tasks.try_send(task) {
            Ok(()) => Ok(Ahead::Text(weight, context)),
            Err(_) => Err(PyRuntimeError::new_err("the threads that annotate have ended")),
        }
    }
}

/// Starts the threads that annotate what `read` hands on.
fn start(
    pipeline: griffier::Pipeline,
    plan: Plan,
    results: SyncSender<Done>,
    read: impl FnOnce(griffier::batch::Push<'_, Job>) + Send + 'static,
) -> std::io::Result<()> {
    let run = move || {
        let sink = |_: &std::path::Path, done: Done| match results.send(done) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        };
        if let Err(error) = in_order_until(&plan, None, read, Staged(Documents(pipeline)), sink) {
            let _ = results.send(Err(LetterError::Io(named("letters"), error)));
        }
    };
    std::thread::Builder::new().name("letters".to_owned()).spawn(run).map(drop)
}

impl Letters {
    /// Of the texts of an iterable.
    pub fn of_texts(
        pipeline: griffier::Pipeline,
        items: Py<PyIterator>,
        how: How,
        as_tuples: bool,
    ) -> PyResult<Self> {
        let jobs = match how.plan.jobs {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            jobs => jobs,
        };
        let most = AHEAD + AHEAD_A_JOB * jobs;
        let (tasks, taken) = sync_channel::<Task<Job>>(most);
        let (done, results) = sync_channel(most);
        start(pipeline, how.plan, done, move |push| {
            let _ = taken.into_iter().try_for_each(push);
        })?;
        let source = Some(Source { items, tasks, taken: 0, as_tuples });
        let (ahead, on_error) = (VecDeque::new(), how.on_error);
        Ok(Self(Mutex::new(State { source, results, ahead, weight: 0, most, on_error })))
    }

    /// Of files and folders.
    pub fn of_files(pipeline: griffier::Pipeline, paths: Vec<PathBuf>, how: How) -> PyResult<Self> {
        let (done, results) = sync_channel(AHEAD);
        start(pipeline, how.plan, done, move |push| files::read(&files::find(paths), push))?;
        let (source, ahead, on_error) = (None, VecDeque::new(), how.on_error);
        Ok(Self(Mutex::new(State { source, results, ahead, weight: 0, most: 0, on_error })))
    }
}

impl State {
    /// Takes one more text from the source, if there is one and room for it. What is wrong with it waits for its turn.
    fn take(&mut self, py: Python<'_>) -> bool {
        let full = self.ahead.len() >= self.most || (self.weight > AHEAD_WEIGHT && !self.ahead.is_empty());
        let Some(source) = self.source.as_mut().filter(|_| !full) else { return false };
        let Some(item) = source.items.bind(py).clone().next() else {
            self.source = None;
            return false;
        };
        source.taken += 1;
        let item = match item {
            Ok(item) => item,
            Err(error) => {
                self.source = None;
                self.ahead.push_back(Ahead::Fault(error));
                return true;
            }
        };
        let sent = source.send(&item);
        let ahead = sent.unwrap_or_else(Ahead::Fault);
        if let Ahead::Text(weight, _) = ahead {
            self.weight += weight;
        }
        self.ahead.push_back(ahead);
        true
    }

    /// The next result, waiting for it without Python's lock; `None` at the end.
    fn wait(&mut self, py: Python<'_>) -> PyResult<Option<Done>> {
        loop {
            let results = &mut self.results;
            match py.detach(move || results.recv_timeout(SIGNALS)) {
                Ok(done) => return Ok(Some(done)),
                Err(RecvTimeoutError::Disconnected) => return Ok(None),
                Err(RecvTimeoutError::Timeout) => py.check_signals()?,
            }
        }
    }

    fn next(&mut self, py: Python<'_>) -> PyResult<Option<Next>> {
        let of_texts = self.most > 0;
        loop {
            let taken = self.take(py);
            match self.ahead.front() {
                None if of_texts => return Ok(None),
                Some(Ahead::Fault(_)) => {
                    let Some(Ahead::Fault(fault)) = self.ahead.pop_front() else { return Ok(None) };
                    return Ok(Some(Next::Fault(fault)));
                }
                _ => {}
            }
            let done = match self.results.try_recv() {
                Ok(done) => Some(done),
                Err(TryRecvError::Disconnected) => None,
                Err(TryRecvError::Empty) if taken => continue,
                Err(TryRecvError::Empty) => self.wait(py)?,
            };
            let Some(done) = done else { return Ok(None) };
            let context = match self.ahead.pop_front() {
                Some(Ahead::Text(weight, context)) => {
                    self.weight -= weight;
                    context
                }
                _ => None,
            };
            return Ok(Some(Next::Done(Box::new(done), context)));
        }
    }
}

#[pymethods]
impl Letters {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        let Ok(mut state) = self.0.try_lock() else {
            return Err(PyRuntimeError::new_err("these letters are being read by another thread"));
        };
        loop {
            let Some(next) = state.next(py)? else { return Ok(None) };
            let (done, context) = match next {
                Next::Done(done, context) => {
                    (done.map(Document::new).map_err(|loss| error::lost(&loss)), context)
                }
                // What the source itself raises is no letter.
                Next::Fault(fault) if !fault.is_instance_of::<error::GriffierError>(py) => return Err(fault),
                Next::Fault(fault) => (Err(fault), None),
            };
            let item: Py<PyAny> = match (done, state.on_error) {
                (Ok(doc), _) => Py::new(py, doc)?.into_any(),
                (Err(_), OnError::Skip) => continue,
                (Err(fault), OnError::Raise) => return Err(fault),
                (Err(fault), OnError::Return) => fault.into_value(py).into_any(),
            };
            return match context {
                Some(context) => Ok(Some((item, context).into_pyobject(py)?.into_any().unbind())),
                None => Ok(Some(item)),
            };
        }
    }
}
