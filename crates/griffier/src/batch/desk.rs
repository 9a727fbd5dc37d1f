//! The desk at which letters are read, worked on and handed on: the threads of a batch and what they share.

use super::{LetterError, Plan, Progress, Push, Task, Work, guard, panic_words};
use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Letters that are held together, read but not yet handed on, and those for each further thread.
pub(super) const HELD: usize = 64;
pub(super) const HELD_A_JOB: usize = 8;

/// The weight at which no further letter is read, though fewer are held: bytes.
pub(super) const HELD_WEIGHT: u64 = 32 << 20;

/// The weight at which no further letter is taken to be worked on together: bytes, about what the documents made of them leave
/// in the second cache of a processor.
const TOGETHER_WEIGHT: u64 = 96 << 10;

/// Letters beyond their time that may be running at once. A thread cannot be ended from outside, so each goes on
/// burning its processor.
pub(super) const MOST_LATE: usize = 8;

/// How many letters are handed on before the one who reads is told that there is room.
const ROOM_FOR: usize = 16;

/// How often a batch that a signal may stop looks whether one has.
const LOOK: Duration = Duration::from_millis(100);

/// What a thread may need for markup that nests deeply.
const STACK: usize = 16 << 20;

/// What the threads of a batch share.
pub(super) struct Desk<W: Work> {
    state: Mutex<State<W>>,
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

/// A letter that is to be worked on, or on which part of the work is done.
struct Job<W: Work> {
    number: u64,
    path: PathBuf,
    weight: u64,
    /// How long the work took so far, where there is a limit.
    spent: Duration,
    at: At<W>,
}

enum At<W: Work> {
    Begin(W::Item),
    Part(W::Part),
}

struct State<W: Work> {
    /// Letters that nobody has, with their numbers.
    tasks: VecDeque<Job<W>>,
    /// One past the highest number of those that somebody has or had.
    begun: u64,
    /// What each worker has taken, the next one in front.
    taken: BTreeMap<u64, VecDeque<Job<W>>>,
    /// The number of the next worker.
    worker: u64,
    /// Letters that were read and not handed on, in order, with their weights.
    held: VecDeque<(PathBuf, u64)>,
    weight: u64,
    /// The number of the first of them.
    first: u64,
    results: BTreeMap<u64, Result<W::Out, LetterError>>,
    /// The letters that are being worked on, since when, and by whom; those of a batch without a limit are not kept.
    running: BTreeMap<u64, (Instant, u64)>,
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

impl<W: Work> State<W> {
    fn new() -> Self {
        Self {
            tasks: VecDeque::new(),
            begun: 0,
            taken: BTreeMap::new(),
            worker: 0,
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
    /// The next part of the work that `worker` has taken. One that has nothing left takes its share of the letters that
    /// nobody has.
    fn next(&mut self, worker: u64, jobs: usize) -> Option<Job<W>> {
        let taken = self.taken.entry(worker).or_default();
        if taken.is_empty() {
            let share = self.tasks.len().div_ceil(jobs).clamp(1, W::TOGETHER);
            let mut weight = 0;
            while taken.len() < share
                && let Some(job) = self.tasks.front()
            {
                weight += job.weight;
                if !taken.is_empty() && weight > TOGETHER_WEIGHT {
                    break;
                }
                self.begun = self.begun.max(job.number + 1);
                taken.extend(self.tasks.pop_front());
            }
        }
        taken.pop_front()
    }
    /// Gives a letter up whose time is over; what else its worker has taken is for others.
    fn give_up(&mut self, number: u64, timeout: Duration) {
        if let Some((_, worker)) = self.running.remove(&number) {
            let left = self.taken.remove(&worker).unwrap_or_default();
            left.into_iter().rev().for_each(|job| self.tasks.push_front(job));
        }
        let path = self.held.get((number - self.first) as usize).map(|(path, _)| path.clone());
        self.results.insert(number, Err(LetterError::Late(path.unwrap_or_default(), timeout)));
        self.late += 1;
        self.workers -= 1;
    }
}

impl<W: Work> Desk<W> {
    /// Starts reading.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn open<R>(plan: &Plan, stop: Option<&'static AtomicBool>, read: R, work: W) -> io::Result<Arc<Self>>
    where
        R: FnOnce(Push<'_, W::Item>) + Send + 'static,
    {
        let jobs = match plan.jobs {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            jobs => jobs,
        };
        let desk = Arc::new(Self {
            state: Mutex::new(State::new()),
            changed: [const { Condvar::new() }; 3],
            jobs,
            timeout: plan.timeout,
            stop,
            work,
        });
        let reader = Arc::clone(&desk);
        spawn("read", move || reader.read(read))?;
        Ok(desk)
    }

    fn lock(&self) -> MutexGuard<'_, State<W>> {
        // No code that can panic runs under the lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
    fn wait<'s>(&self, what: usize, state: MutexGuard<'s, State<W>>) -> MutexGuard<'s, State<W>> {
        self.changed[what].wait(state).unwrap_or_else(PoisonError::into_inner)
    }

    /// The reading thread.
    fn read(self: Arc<Self>, read: impl FnOnce(Push<'_, W::Item>)) {
        let desk = &self;
        let done = catch_unwind(AssertUnwindSafe(|| read(&mut |task| desk.push(task))));
        let words = done.err().map(|payload| panic_words(payload.as_ref()));
        self.lock().ended = Some(words);
        self.changed[RESULTS].notify_one();
        self.changed[TASKS].notify_all();
    }

    /// Takes a letter in when there is room.
    fn push(self: &Arc<Self>, task: Task<W::Item>) -> ControlFlow<()> {
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
        state.tasks.push_back(Job { number, path, weight, spent: Duration::ZERO, at: At::Begin(item) });
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
    fn hire(self: &Arc<Self>, state: &mut State<W>) {
        if state.late > MOST_LATE {
            return;
        }
        let (desk, worker) = (Arc::clone(self), state.worker);
        state.worker += 1;
        state.workers += usize::from(spawn("work", move || desk.toil(worker)).is_ok());
    }

    /// A working thread. It does the first part of the work on all letters it has taken, then the second, and so on.
    fn toil(self: Arc<Self>, worker: u64) {
        let mut state = self.lock();
        loop {
            if state.stopped {
                state.taken.remove(&worker);
                return;
            }
            let Some(job) = state.next(worker, self.jobs) else {
                if state.ended.is_some() {
                    return;
                }
                state.idle += 1;
                state = self.wait(TASKS, state);
                state.idle -= 1;
                continue;
            };
            match self.part(state, worker, job) {
                Some(next) => state = next,
                None => return,
            }
        }
    }

    /// Does a part of the work on one letter; `None` if that took so long that another thread has this one's place.
    fn part<'s>(
        &'s self,
        mut state: MutexGuard<'s, State<W>>,
        worker: u64,
        job: Job<W>,
    ) -> Option<MutexGuard<'s, State<W>>> {
        let Job { number, path, weight, spent, at } = job;
        // Without a limit nobody asks since when.
        let start = self.timeout.map(|_| Instant::now());
        if let Some(start) = start {
            state.running.insert(number, (start.checked_sub(spent).unwrap_or(start), worker));
        }
        drop(state);
        let done = guard(&path, || match at {
            At::Begin(item) => self.work.begin(&path, item),
            At::Part(part) => self.work.go_on(&path, part),
        });
        let spent = start.map_or(spent, |start| spent + start.elapsed());
        state = self.lock();
        if start.is_some() && state.running.remove(&number).is_none() {
            state.late -= 1;
            return None;
        }
        let result = match done {
            Ok(Progress::Part(part)) => {
                let job = Job { number, path, weight, spent, at: At::Part(part) };
                state.taken.entry(worker).or_default().push_back(job);
                return Some(state);
            }
            Ok(Progress::Done(out)) => Ok(out),
            Err(error) => Err(error),
        };
        state.results.insert(number, result);
        // Who hands on is not woken for each of the letters that are done together.
        let last = state.taken.get(&worker).is_none_or(VecDeque::is_empty);
        if last && state.results.contains_key(&state.first) {
            self.changed[RESULTS].notify_one();
        }
        Some(state)
    }

    /// Hands the results on.
    pub fn hand_on(
        self: Arc<Self>,
        mut sink: impl FnMut(&Path, Result<W::Out, LetterError>) -> ControlFlow<()>,
    ) {
        let mut state = self.lock();
        let mut freed = 0;
        loop {
            if !state.draining && self.stop.is_some_and(|stop| stop.load(Ordering::Relaxed)) {
                self.drain(&mut state);
            }
            let first = state.first;
            let result = state.results.remove(&first);
            if freed >= ROOM_FOR || (freed > 0 && result.is_none()) {
                self.changed[ROOM].notify_one();
                freed = 0;
            }
            if let Some(result) = result {
                let (path, weight) = state.held.pop_front().unwrap_or_default();
                state.first += 1;
                state.weight -= weight;
                freed += 1;
                drop(state);
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
    fn drain(&self, state: &mut State<W>) {
        state.draining = true;
        let begun = state.begun;
        state.tasks.retain(|job| job.number < begun);
        state.held.truncate(begun.saturating_sub(state.first) as usize);
        state.ended.get_or_insert(None);
        self.changed.iter().for_each(Condvar::notify_all);
    }

    /// Waits for a result. A signal wakes nobody: whoever is to be stopped by one looks up now and then.
    fn await_or_look<'s>(
        &self,
        state: MutexGuard<'s, State<W>>,
        most: Option<Duration>,
    ) -> MutexGuard<'s, State<W>> {
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
        mut state: MutexGuard<'s, State<W>>,
    ) -> MutexGuard<'s, State<W>> {
        let Some(timeout) = self.timeout else { return self.await_or_look(state, None) };
        let now = Instant::now();
        let left = |since: &Instant| timeout.saturating_sub(now.duration_since(*since));
        let over = state.running.iter().filter(|(_, (since, _))| left(since).is_zero());
        let over: Vec<u64> = over.map(|(&number, _)| number).collect();
        if over.is_empty() {
            // A letter that is begun while this waits ends no earlier; one that goes on then is given up a little late.
            let rest = state.running.values().map(|(since, _)| left(since)).min().unwrap_or(timeout);
            return self.await_or_look(state, Some(rest));
        }
        for number in over {
            state.give_up(number, timeout);
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
